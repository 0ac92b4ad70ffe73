import type { Expression } from "../../ir/expression.js";
import type ts from "typescript";
import type { KnownFunction } from "../functions.js";
import type { GrowingList } from "./growing/growing-list.js";

/** A function that is inlined where it is called, with the names that it closes over. */
export interface Closure {
  readonly kind: "closure";
  readonly callee: KnownFunction;
}

/** A task, service or workflow by the expression that names it. */
export interface TaskReference {
  readonly kind: "task";
  readonly node: ts.Expression;
}

/** A regular expression, which only a built-in can read. */
export interface PatternReference {
  readonly kind: "pattern";
  readonly node: ts.RegularExpressionLiteral;
}

/** An object with functions in it. Members are looked at when they are asked for. */
export interface FunctionRecord {
  readonly kind: "record";
  readonly members: ReadonlyMap<string, () => Part>;
}

/** An array with functions in it. */
export interface FunctionList {
  readonly kind: "list";
  readonly elements: readonly Part[];
  /** Of `list.filter(test)`: for each element whether it is in the list. */
  readonly conditions?: readonly Expression[];
}

/** An array that functions are added to while the workflow runs. */
export interface GrowingFunctions {
  readonly kind: "growing";
  readonly list: GrowingList;
}

/** One of two, as a condition has it. */
export interface FunctionChoice {
  readonly kind: "choice";
  readonly condition: Expression;
  readonly whenTrue: Part;
  readonly whenFalse: Part;
}

/**
 * A value that is a function or holds functions, or regular expressions. State machines know no such values, so it exists only while the workflow
 * is compiled: whatever reads it is decided then, or becomes a choice among the functions that it may be.
 */
export type FunctionValue =
  Closure | TaskReference | PatternReference | FunctionRecord | FunctionList | GrowingFunctions | FunctionChoice;

/** A value that functions may be in, or plain data. */
export type Part = FunctionValue | { readonly kind: "data"; readonly value: Expression };
