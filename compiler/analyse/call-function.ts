import type ts from "typescript";
import type { Expression } from "../ir/expression.js";
import type { Analyser } from "./analyser.js";
import type { KnownFunction } from "./functions.js";
import { inlineCall, inlineWith } from "./inline-call.js";
import { argumentsInPlace } from "./mutation/arguments-in-place.js";
import { placeOf } from "./mutation/place-of.js";

/** The value of a call of a function at hand. What the function changes in place, it changes where the argument stands. */
export function callFunction(analyser: Analyser, call: ts.CallExpression, callee: KnownFunction): Expression {
  const args = argumentsInPlace(analyser, call, callee, placeOf);
  return args === undefined ? inlineCall(analyser, call, callee) : inlineWith(analyser, call, callee, args);
}
