import type { JsonataNode } from "../../../asl/index.js";
import type { ExpressionBindings } from "../expression-bindings.js";
import { evaluationLimits } from "../limits.js";

/**
 * A part of an expression as a function. It gives the value that the engine gives, `undefined` for none, or throws
 * `leaveToEngine` whenever that value is not plain: an error, a sequence, a function.
 */
export type QuickPart = (run: QuickRun) => unknown;

/** One evaluation. */
export interface QuickRun {
  readonly bindings: ExpressionBindings;
  /** The values of names bound by `:=`, by slot. */
  readonly locals: unknown[];
}

/** Where a part stands. */
export interface QuickScope {
  /** Slots of the names that enclosing blocks have bound before. */
  readonly slots: ReadonlyMap<string, number>;
  /** Gives the slot of one more name. */
  readonly newSlot: () => number;
}

/** Compiles a node; `undefined` where only the engine knows what it means. */
export type CompileQuick = (node: JsonataNode, scope: QuickScope) => QuickPart | undefined;

/** Thrown to have the expression evaluated by the engine. It says nothing, so it is the same each time. */
export const leaveToEngine: unique symbol = Symbol("leave to the engine");

export function giveUp(): never {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- no error: an error would record the stack each time
  throw leaveToEngine;
}

/** Gives a value that the engine bounds in size; what is beyond is for the engine to refuse. */
export function bounded<Value>(value: Value): Value {
  if (typeof value === "string") {
    if (value.length > evaluationLimits.stringCharacters) giveUp();
  } else if (Array.isArray(value) && value.length > evaluationLimits.arrayItems) giveUp();
  return value;
}

/** A number that the engine takes as an operand. */
export function finite(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : giveUp();
}

/** The truth of a value as conditions see it; `undefined` for nothing. */
export function truthOf(value: unknown): boolean | undefined {
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      return value.length > 0;
    case "number":
      return finite(value) !== 0;
    case "undefined":
      return undefined;
    default:
      return value === null ? false : giveUp();
  }
}

/** Whether JSON looks to the engine like a function of its own. */
export function looksLikeFunction(value: object): boolean {
  return "_jsonata_function" in value || "_jsonata_lambda" in value;
}

/** Whether a node has no other fields than those of which its compilation knows. */
export function hasOnly(node: JsonataNode, fields: ReadonlySet<string>): boolean {
  return Object.entries(node).every(([field, value]) => fields.has(field) || value === undefined);
}
