/** The parts of what an Invoke calls a function: a name, an ARN or a partial ARN, perhaps with a version or alias. */
export interface FunctionReference {
  readonly name: string;
  readonly qualifier: string | undefined;
}

const reference =
  /^(?:arn:aws[a-zA-Z-]*:lambda:)?(?:[a-z]{2}(?:-[a-z]+)+-\d:)?(?:\d{12}:)?(?:function:)?(?<name>[a-zA-Z0-9_-]+)(?::(?<qualifier>\$LATEST|[a-zA-Z0-9_-]+))?$/;

/** Reads a function's name or ARN; undefined where it is neither. */
export function parseFunctionReference(source: string): FunctionReference | undefined {
  const groups = reference.exec(source)?.groups;
  return groups?.["name"] === undefined ? undefined : { name: groups["name"], qualifier: groups["qualifier"] };
}
