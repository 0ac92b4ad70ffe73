import { jsonByteLength, type JsonObject, type JsonValue } from "../json.js";

/** UTF-8 bytes of JSON that one `Assign` may have, and so each of its variables. */
export const maxAssignedBytes = 262_144;
/** UTF-8 bytes of JSON of all variables that an execution has at a time. */
const maxStoredBytes = 10 * 1024 * 1024;

/** Why variables could not be assigned. */
export type AssignProblem = "assign too large" | "too many stored";

/**
 * The variables of one `States` object. Branches and iterations read the variables around them and have their own.
 *
 * @see AWS Step Functions developer guide, "Passing data between states with variables"
 */
export class VariableScope {
  private own: JsonObject = {};
  private flattened: JsonObject | undefined;
  private readonly sizes = new Map<string, number>();
  /** Shared by all scopes of an execution. */
  private readonly stored: { bytes: number };

  constructor(private readonly outer: VariableScope | undefined) {
    this.stored = outer === undefined ? { bytes: 0 } : outer.stored;
  }

  /** Every variable in reach, the inner ones first. */
  all(): JsonObject {
    if (this.outer === undefined) return this.own;
    // Outer variables cannot change while an inner scope lives, so the merged view stays valid until an assignment.
    this.flattened ??= { ...this.outer.all(), ...this.own };
    return this.flattened;
  }

  /** Assigns all of the values, or none where that goes beyond the service's limits. */
  assign(values: JsonObject): AssignProblem | undefined {
    const sizes = Object.entries(values).map(([name, value]) => [name, sizeOf(value)] as const);
    const assigned = sizes.reduce((sum, [, size]) => sum + size, 0);
    if (assigned > maxAssignedBytes) return "assign too large";
    const replaced = sizes.reduce((sum, [name]) => sum + (this.sizes.get(name) ?? 0), 0);
    if (this.stored.bytes + assigned - replaced > maxStoredBytes) return "too many stored";
    this.stored.bytes += assigned - replaced;
    for (const [name, size] of sizes) this.sizes.set(name, size);
    this.own = { ...this.own, ...values };
    this.flattened = undefined;
    return undefined;
  }

  /** The strand has ended: its variables are stored no longer. */
  release(): void {
    for (const size of this.sizes.values()) this.stored.bytes -= size;
    this.sizes.clear();
  }

  /** This scope's own variables, as a snapshot holds them. */
  ownValues(): Readonly<Record<string, JsonValue>> {
    return this.own;
  }
}

const sizeOf = (value: JsonValue): number => (typeof value === "number" ? String(value).length : jsonByteLength(value));
