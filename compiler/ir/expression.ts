import type { SourceSpan } from "../source-span.js";
import type { ValueTypes } from "./value-types.js";

/**
 * A variable of the state machine: declared in the source, or made by the compiler for an intermediate value.
 *
 * Every declaration has a variable of its own, so names need not be unique here; the emitter makes them so.
 */
export interface Variable {
  readonly kind: "variable";
  /** The name in the source. */
  readonly name: string;
  /** What may be stored. When that includes `undefined`, the value is kept in a box: `[]` or `[value]`. */
  readonly types: ValueTypes;
  /** Compiler-made counters never leave the range of exact integers. */
  readonly counter?: boolean;
  /** Made for one value: given it on every way to its only reader, which comes right after. */
  readonly temporary?: boolean;
  /** Holds a Date: whole milliseconds, as many as there may be. */
  readonly time?: boolean;
  /** Holds a number, or null for Infinity or -Infinity. */
  readonly infinity?: 1 | -1;
}

/** A name bound inside one expression: a callback's parameter, or a value used several times. May be `undefined`. */
export interface Local {
  readonly kind: "local";
  readonly name: string;
  readonly types: ValueTypes;
  /** Always an integer from 0 up, such as a callback's index. */
  readonly counter?: boolean;
}

/** Values that the state machine itself provides, below `$states`. */
export type StatesField =
  | "input"
  | "result"
  | "errorOutput"
  | "context.Execution.Input"
  | "context.Execution.Id"
  | "context.Execution.Name"
  | "context.Execution.StartTime"
  | "context.Execution.RedriveCount"
  | "context.State.EnteredTime"
  | "context.StateMachine.Name"
  | "context.StateMachine.Id"
  | "context.Task.Token"
  | "context.Map.Item.Value"
  | "context.Map.Item.Index";

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "**";
export type ComparisonOperator = "<" | "<=" | ">" | ">=";
/** `same` is JavaScript's `===`; `equal` is `== null`. */
export type EqualityOperator = "===" | "!==";

export interface PropertyMember {
  readonly kind: "property";
  /** A constant key, or an expression of type string. */
  readonly key: string | Expression;
  readonly value: Expression;
}

export interface SpreadMember {
  readonly kind: "spread";
  readonly value: Expression;
}

interface Typed {
  readonly types: ValueTypes;
  readonly span: SourceSpan;
}

export interface Literal extends Typed {
  readonly kind: "literal";
  readonly value: string | number | boolean | null;
}
export interface Undefined extends Typed {
  readonly kind: "undefined";
}
/** Reads a variable. `types` may be narrower than the variable's own. */
export interface VariableRead extends Typed {
  readonly kind: "variable-read";
  readonly variable: Variable;
}
export interface LocalRead extends Typed {
  readonly kind: "local-read";
  readonly local: Local;
}
export interface StatesRead extends Typed {
  readonly kind: "states";
  readonly field: StatesField;
  /** Which execution's: the number of distributed maps around the code that reads it. Default 0, the workflow's own. */
  readonly execution?: number;
}
/** The name of a deployed thing, which infra may replace. Its value is the name it has locally. */
export interface ResourceName extends Typed {
  readonly kind: "resource-name";
  /** An endpoint is named by its address, a connection by its name. */
  readonly resource:
    "lambda" | "table" | "bus" | "queue" | "topic" | "bucket" | "workflow" | "activity" | "endpoint" | "connection";
  readonly name: string;
}
/** `object.name`, also `object?.name`: the object is an object, null or undefined, never an array. */
export interface Property extends Typed {
  readonly kind: "property";
  readonly object: Expression;
  readonly name: string;
  /** True for the reason of a settled promise, which is an error. */
  readonly isReason?: boolean;
}
/** `array[index]` of an array. */
export interface Element extends Typed {
  readonly kind: "element";
  readonly array: Expression;
  readonly index: Expression;
  /** True where the type of a tuple says that there is one: an array has no place for undefined, whatever else the type says. */
  readonly isThere?: boolean;
}
export interface ObjectLiteral extends Typed {
  readonly kind: "object";
  readonly members: readonly (PropertyMember | SpreadMember)[];
}
export interface ArrayLiteral extends Typed {
  readonly kind: "array";
  readonly elements: readonly { readonly spread: boolean; readonly value: Expression }[];
}
export interface Arithmetic extends Typed {
  readonly kind: "arithmetic";
  readonly operator: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export interface Comparison extends Typed {
  readonly kind: "comparison";
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}
/** `===` and `!==`; `== null` is two of them. */
export interface Equality extends Typed {
  readonly kind: "equality";
  readonly operator: EqualityOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export interface Logical extends Typed {
  readonly kind: "logical";
  readonly operator: "&&" | "||" | "??";
  readonly left: Expression;
  readonly right: Expression;
}
export interface Not extends Typed {
  readonly kind: "not";
  readonly operand: Expression;
}
export interface Negate extends Typed {
  readonly kind: "negate";
  readonly operand: Expression;
}
export interface TypeOf extends Typed {
  readonly kind: "typeof";
  readonly operand: Expression;
}
export interface Conditional extends Typed {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}
/** Text concatenation: template strings, and `+` with a string. */
export interface Concatenation extends Typed {
  readonly kind: "concatenation";
  readonly parts: readonly Expression[];
}
/** A function of the JavaScript library, named as in `builtins/`: `String.slice`, `Array.map`, `Math.floor`. */
export interface BuiltinCall extends Typed {
  readonly kind: "builtin";
  readonly name: string;
  /** The receiver first, where there is one. Callbacks are lambdas. */
  readonly operands: readonly Expression[];
  /** True where statements before it have made sure that it does not throw. */
  readonly isChecked?: true;
}
/** A callback; only ever an operand of a built-in. */
export interface Lambda extends Typed {
  readonly kind: "lambda";
  readonly parameters: readonly Local[];
  readonly body: Expression;
}
/** Binds locals in order, then has the value of `body`. */
export interface Let extends Typed {
  readonly kind: "let";
  readonly bindings: readonly { readonly local: Local; readonly value: Expression }[];
  readonly body: Expression;
}

/** A pure expression: it only reads, and it is evaluated inside one state. */
export type Expression =
  | Literal
  | Undefined
  | VariableRead
  | LocalRead
  | StatesRead
  | ResourceName
  | Property
  | Element
  | ObjectLiteral
  | ArrayLiteral
  | Arithmetic
  | Comparison
  | Equality
  | Logical
  | Not
  | Negate
  | TypeOf
  | Conditional
  | Concatenation
  | BuiltinCall
  | Lambda
  | Let;
