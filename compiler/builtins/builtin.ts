import type ts from "typescript";
import type { DiagnosticCode } from "../diagnostics/catalogue.js";
import type { Code } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression, Lambda, Local } from "../ir/expression.js";
import type { ValueTypes } from "../ir/value-types.js";
import type { SourceSpan } from "../source-span.js";

/** How one function of the JavaScript library is checked and written in JSONata. */
export interface Builtin {
  /**
   * The name in the IR, after the interface of TypeScript's library that declares it: `String.slice` for a method,
   * `Array.length` for a property, `Math.floor`, `Object.keys`, `JSON.parse` for a function, `String()` for a call of
   * the constructor, `new Set` for a construction. `ReadonlyArray` counts as `Array`, `ReadonlySet` as `Set`.
   */
  readonly name: string;
  /**
   * Turns a use in the source into IR, and refuses what has no exact lowering.
   *
   * Default: a call of this built-in with the receiver and all arguments as operands, none of them a callback.
   */
  readonly analyse?: (site: BuiltinSite) => Expression;
  /** The JSONata of a call. Every array that it gives is a plain array, never a JSONata sequence. */
  readonly emit: (emitter: ExpressionEmitter, call: BuiltinCall) => Code;
}

/** An element that is read from another one, `Number(text)`, and may be NaN: what it is read from, and the reading. */
export interface ReadElement {
  readonly from: Local;
  readonly value: BuiltinCall;
}

/** One use of a built-in in the source, as its `analyse` sees it. */
export interface BuiltinSite {
  /** The built-in's name. */
  readonly name: string;
  readonly span: SourceSpan;
  /** The use as written: the call, the construction or the property. Its parents tell how the value is used. */
  readonly node: ts.Expression;
  readonly checker: ts.TypeChecker;
  /** What the checker knows of the result. */
  readonly types: ValueTypes;
  /** The expression before the dot; undefined for a function such as `Math.floor`, and for a regular expression. */
  readonly receiver: Expression | undefined;
  /** What the object of `Intl` was made with whose method this is: `new Intl.NumberFormat(…)`. */
  readonly settings: readonly Expression[] | undefined;
  /** The argument nodes as written, for literals and regular expressions. */
  readonly nodes: readonly ts.Expression[];
  /** The argument as an expression; spread arguments and callbacks are not. */
  argument(index: number): Expression;
  /** True when the argument is written `...x`; then {@link argument} is `x`. */
  isSpread(index: number): boolean;
  /** True when a name gets the value: that of a variable, of a parameter, or of a function's result. */
  readonly isKept: boolean;
  /** How many arguments cannot be left out. */
  readonly requiredArguments: number;
  /** True when the argument's type is a function. */
  isCallback(index: number): boolean;
  /**
   * A callback as a lambda with at most `parameters` parameters. A callback that is no expression is refused here.
   * `counter` is the position of the parameter that counts elements from 0; `element` is what the first one stands for.
   */
  callback(index: number, parameters: number, counter?: number, element?: ReadElement): Lambda;
  /** The regular expression that a node is, or that a name or member stands for. */
  pattern(node: ts.Expression): ts.RegularExpressionLiteral | undefined;
  /** True when the callback asks of what it is given whether that is a number, or NaN. */
  asksForNumber(index: number): boolean;
  /** The types of the elements of the array, or of the values of the object, that the argument or receiver is. */
  elementTypes(of: "receiver" | number): ValueTypes;
  /** The types of the keys and values of the entries that the argument has: a Map, or an array of pairs. */
  entryTypes(argument: number): readonly [keys: ValueTypes, values: ValueTypes];
  /** The types that a type argument of the result stands for, such as the keys (0) and values (1) of a `Map`. */
  typeArgument(index: number): ValueTypes;
  /** An element that may be undefined, as the use of the array takes it; undefined where it would stay in the array. */
  undefinedElement(value: Expression): Expression | undefined;
  /** The call with these operands. */
  call(operands: readonly Expression[]): BuiltinCall;
  /** Reports a diagnostic at this use, at one argument, or (-1) at the receiver, and gives a harmless expression. */
  refuse(code: DiagnosticCode, details: Readonly<Record<string, string>>, argument?: number): Expression;
}
