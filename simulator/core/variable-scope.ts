import type { JsonObject, JsonValue } from "../json.js";

/**
 * The variables of one `States` object. Branches and iterations read the variables around them and have their own.
 *
 * @see AWS Step Functions developer guide, "Passing data between states with variables"
 */
export class VariableScope {
  private own: JsonObject = {};
  private flattened: JsonObject | undefined;

  constructor(private readonly outer: VariableScope | undefined) {}

  /** Every variable in reach, the inner ones first. */
  all(): JsonObject {
    if (this.outer === undefined) return this.own;
    // Outer variables cannot change while an inner scope lives, so the merged view stays valid until an assignment.
    this.flattened ??= { ...this.outer.all(), ...this.own };
    return this.flattened;
  }

  assign(values: JsonObject): void {
    this.own = { ...this.own, ...values };
    this.flattened = undefined;
  }

  /** This scope's own variables, as a snapshot holds them. */
  ownValues(): Readonly<Record<string, JsonValue>> {
    return this.own;
  }
}
