/**
 * What happens to one call of a service or a Lambda function: it fails before it is carried out, it is carried out and
 * answered with an error, or it is carried out and its answer never comes.
 */
export type Fault = {
  readonly at: number;
  /** Calls that it may strike, by name, where the call of that number may be any. Default: all. */
  readonly only?: readonly string[];
} & ({ readonly moment: "before" | "after"; readonly error: FaultError } | { readonly moment: "silence" });

export type FaultError =
  | "Lambda.ServiceException"
  | "Lambda.Unknown"
  | "ServiceUnavailable"
  | "Sandbox.Timedout"
  | "DynamoDb.TransactionCanceledException";

/** The faults of a run, by the number of the call that meets them, and the calls so far. */
export class Faults {
  /** In order, with their faults. */
  readonly calls: string[] = [];

  constructor(private readonly faults: readonly Fault[]) {}

  get any(): boolean {
    return this.faults.length > 0;
  }

  /** The fault that the next call meets, if any. */
  next(name: string): Fault | undefined {
    const fault = this.#faultOf(name);
    this.calls.push(
      fault === undefined ? name : `${name} (${fault.moment}${"error" in fault ? `: ${fault.error}` : ""})`,
    );
    return fault;
  }

  /** True where the next call meets no answer. */
  isSilentNext(name: string): boolean {
    return this.#faultOf(name)?.moment === "silence";
  }

  #faultOf(name: string): Fault | undefined {
    return this.faults.find(({ at, only }) => at === this.calls.length && only?.includes(name) !== false);
  }
}
