/**
 * A refusal by a simulated service, under the service's own error name.
 *
 * `code` is what clients match on (`ResourceNotFoundException`); `fields` are further members of the error's shape;
 * `status` is the HTTP status, 400 unless the service says otherwise.
 */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: string,
    message: string,
    options: { readonly status?: number; readonly fields?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.status = options.status ?? 400;
    this.fields = options.fields ?? {};
  }
}

/** The error that most services answer to a request whose values are out of bounds. */
export function validationError(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

/** The error for a request whose JSON does not have the types that the service's model asks for. */
export function serializationError(message: string): AwsError {
  return new AwsError("SerializationException", message);
}
