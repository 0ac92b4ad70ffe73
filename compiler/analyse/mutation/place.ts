import type ts from "typescript";
import type { Expression, Variable } from "../../ir/expression.js";
import { asArray } from "../../builtins/collection-values.js";
import {
  arrayType,
  isCollection,
  isOnly,
  mapType,
  nullType,
  stringType,
  undefinedType,
  type ValueTypes,
} from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import type { Environment } from "../environment.js";
import { checkReachable } from "../outer-variables.js";
import { assignVariable } from "../patterns.js";
import { type Key } from "./paths.js";

/** One step from a value to a part of it. */
export interface Step {
  /** Where the step is written. */
  readonly node: ts.Node;
  /** A constant name, or a computed key or index. */
  readonly key: string | Expression;
  /** What may stand there. */
  readonly types: ValueTypes;
  /** A step to an entry of a Map, of which the next one takes the value: in the source, both are one. */
  readonly isEntry?: boolean;
  /** The position of a walking variable that the key is: it may go elsewhere. */
  readonly position?: Variable;
  /** Where the step may lead nowhere: whether it does not, and what is found then. */
  readonly guard?: { readonly isThere: Expression; readonly nothing: Expression };
}

/** `root.a[i].b` as a variable and the steps to the place. */
export interface Place {
  readonly root: ts.Identifier;
  /** The names where the variable is visible: those of the caller, when a function is given the place. */
  readonly environment: Environment;
  readonly steps: readonly Step[];
}

/** The constant names on the way to a place. */
export function keysOf({ steps }: Place): readonly Key[] {
  return steps
    .filter(({ isEntry }) => isEntry !== true)
    .map(({ key }) => (typeof key === "string" ? key : key.kind === "literal" ? String(key.value) : undefined));
}

/** The same place, where it is known that it leads somewhere. */
export function withoutGuards(place: Place): Place {
  return { ...place, steps: place.steps.map(({ guard: _, ...step }) => step) };
}

/** What stands at a place now. */
export function partAt(analyser: Analyser, place: Place): Expression {
  return place.steps.reduce((whole, step) => partOf(analyser, whole, step), readRoot(analyser, place));
}

export function partOf(analyser: Analyser, whole: Expression, step: Step): Expression {
  const { guard } = step;
  if (guard === undefined) return partBehind(analyser, whole, step);
  const { isThere: condition, nothing: whenFalse } = guard;
  const { types } = step;
  const whenTrue = partBehind(analyser, whole, { ...step, types: types & ~(undefinedType | nullType) });
  return { kind: "conditional", condition, whenTrue, whenFalse, types, span: whenTrue.span };
}

function partBehind(analyser: Analyser, whole: Expression, { node, key, types }: Step): Expression {
  const span = analyser.span(node);
  if (key === "length" && isOnly(present(whole), arrayType)) {
    return { kind: "builtin", name: "Array.length", operands: [whole], types, span };
  }
  if (typeof key === "string") return { kind: "property", object: whole, name: key, types, span };
  if (isList(whole)) return { kind: "element", array: asArray(whole), index: key, types, span };
  return { kind: "builtin", name: "Object.lookup", operands: [whole, textKey(key)], types, span };
}

/** True for an array, and for the array of a Map's entries. */
export function isList(whole: Expression): boolean {
  return isOnly(present(whole), arrayType) || isCollection(whole.types, mapType);
}

export function present(value: Expression): ValueTypes {
  return value.types & ~(undefinedType | nullType);
}

export function textKey(key: Expression): Expression {
  if (isOnly(key.types, stringType)) return key;
  return { kind: "concatenation", parts: [key], types: stringType, span: key.span };
}

/** The value of the variable; of a Map, the list of its entries; of an index, the positions. */
export function readRoot(analyser: Analyser, { root, environment }: Place): Expression {
  const symbol = analyser.symbolOf(root);
  const binding = symbol === undefined ? undefined : environment.lookUp(symbol);
  const isIndex = binding?.kind === "variable" && binding.elementsOf !== undefined;
  if (binding?.kind !== "collection" && !isIndex) return analyser.inScope(() => analyser.expression(root), environment);
  const { variable } = binding;
  return { kind: "variable-read", variable, types: variable.types, span: analyser.span(root) };
}

/** Gives the variable the changed value. */
export function assignRoot(analyser: Analyser, { root, environment, steps }: Place, value: Expression): void {
  const symbol = analyser.symbolOf(root);
  const binding = symbol === undefined ? undefined : environment.lookUp(symbol);
  if (binding?.kind !== "collection") {
    analyser.inScope(() => assignVariable(analyser, root, value), environment);
    return;
  }
  const { variable, depth } = binding;
  const isReachable = checkReachable(analyser, root, root.text, depth);
  // A loop over the keys does not see what changes in the values.
  const isInValue = steps.length > 1;
  const seen = analyser.goneThrough.filter(({ collection }) => collection === symbol);
  if (isReachable && seen.some(({ isOfKeys }) => !(isInValue && isOfKeys === true))) {
    analyser.problem(root, "SP1108", { name: root.text });
  }
  analyser.statements.push({ kind: "assign", variable, value, declares: false, span: analyser.span(root) });
}
