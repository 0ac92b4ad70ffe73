import ts from "typescript";
import { positionOf } from "../../builtins/map.js";
import type { Expression } from "../../ir/expression.js";
import {
  arrayType,
  isOnly,
  nullType,
  numberType,
  stringType,
  undefinedType,
  type ValueTypes,
} from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import type { Environment } from "../environment.js";
import { visitBuiltin } from "../builtin-site.js";
import { skipWrappers } from "../functions.js";
import { assignVariable } from "../patterns.js";
import { isAssignment } from "./change-at.js";
import { isDefaultAssignment, isElementCall, type Key } from "./paths.js";

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
}

/** `root.a[i].b` as a variable and the steps to the place. */
export interface Place {
  readonly root: ts.Identifier;
  /** The names where the variable is visible: those of the caller, when a function is given the place. */
  readonly environment: Environment;
  readonly steps: readonly Step[];
}

/** The variable and steps of a target; computed keys are evaluated once, in order. */
export function placeOf(analyser: Analyser, target: ts.Expression): Place | undefined {
  const inner = skipWrappers(target);
  if (inner !== target) return placeOf(analyser, inner);
  if (ts.isIdentifier(target)) return placeOfName(analyser, target);
  if (ts.isPropertyAccessExpression(target)) {
    const key = target.name.text;
    return longer(placeOf(analyser, target.expression), () => [{ node: target, key, types: analyser.types(target) }]);
  }
  if (ts.isElementAccessExpression(target)) {
    return longer(placeOf(analyser, target.expression), () => [
      { node: target, key: constantKey(analyser, target), types: analyser.types(target) },
    ]);
  }
  if (isDefaultAssignment(target) && canBeReadAgain(target.left)) {
    analyser.expression(target);
    return placeOf(analyser, target.left);
  }
  return isElementCall(target) ? placeOfElement(analyser, target, target.expression) : undefined;
}

/** The constant names on the way to a place. */
export function keysOf({ steps }: Place): readonly Key[] {
  return steps
    .filter(({ isEntry }) => isEntry !== true)
    .map(({ key }) => (typeof key === "string" ? key : key.kind === "literal" ? String(key.value) : undefined));
}

function longer(outer: Place | undefined, steps: (outer: Place) => readonly Step[] | undefined): Place | undefined {
  const added = outer === undefined ? undefined : steps(outer);
  return outer === undefined || added === undefined ? undefined : { ...outer, steps: [...outer.steps, ...added] };
}

function placeOfName(analyser: Analyser, name: ts.Identifier): Place {
  const symbol = analyser.symbolOf(name);
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  return binding?.kind === "alias" ? binding.place : { root: name, environment: analyser.environment, steps: [] };
}

function constantKey(analyser: Analyser, { argumentExpression }: ts.ElementAccessExpression): Step["key"] {
  const index = analyser.expression(argumentExpression);
  if (index.kind === "literal" && typeof index.value === "string") return index.value;
  return index.kind === "literal" || index.kind === "local-read" ? index : analyser.keep(index, "key");
}

/** The element that `find`, `at` or the `get` of a Map gives. */
function placeOfElement(
  analyser: Analyser,
  node: ts.CallExpression,
  { expression, name: { text: method } }: ts.PropertyAccessExpression,
): Place | undefined {
  return longer(placeOf(analyser, expression), (outer) => {
    const [argument] = node.arguments;
    const whole = partAt(analyser, outer);
    if (argument === undefined || !isOnly(present(whole), arrayType)) return undefined;
    const types = analyser.types(node);
    if (method === "get") {
      if (!isMap(analyser, expression)) return undefined;
      const position = analyser.keep(positionOf(whole, analyser.expression(argument)), "position");
      const value = analyser.literal(1, analyser.span(node));
      return [
        { node, key: position, types: arrayType | undefinedType, isEntry: true },
        { node, key: value, types },
      ];
    }
    const index = indexOf(analyser, node, method, whole, argument);
    return index === undefined ? undefined : [{ node, key: analyser.keep(index, "index"), types }];
  });
}

/** True for the name of a Map that the workflow makes. */
function isMap(analyser: Analyser, node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  return binding?.kind === "collection" && binding.name === "new Map";
}

function indexOf(
  analyser: Analyser,
  node: ts.CallExpression,
  method: string,
  list: Expression,
  argument: ts.Expression,
): Expression | undefined {
  if (method !== "at") {
    const name = method === "find" ? "Array.findIndex" : "Array.findLastIndex";
    return { ...visitBuiltin(analyser, node, name, list, node.arguments), types: numberType };
  }
  const index = analyser.expression(argument);
  if (index.kind !== "literal" || !Number.isInteger(index.value) || Number(index.value) >= 0) {
    return index.kind === "literal" ? index : undefined;
  }
  const { span } = index;
  const left: Expression = { kind: "builtin", name: "Array.length", operands: [list], types: numberType, span };
  const right = analyser.literal(-Number(index.value), span);
  return { kind: "arithmetic", operator: "-", left, right, types: numberType, span };
}

/** True when evaluating the expression once more gives the same and does nothing. */
export function canBeReadAgain(node: ts.Node): boolean {
  const acts = ts.isCallLikeExpression(node) || ts.isAwaitExpression(node) || isAssigning(node);
  return !acts && ts.forEachChild(node, (child) => (canBeReadAgain(child) ? undefined : true)) !== true;
}

function isAssigning(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) return isAssignment(node);
  if (ts.isPostfixUnaryExpression(node)) return true;
  return ts.isPrefixUnaryExpression(node) && node.operator !== ts.SyntaxKind.ExclamationToken;
}

/** What stands at a place now. */
export function partAt(analyser: Analyser, place: Place): Expression {
  return place.steps.reduce((whole, step) => partOf(analyser, whole, step), readRoot(analyser, place));
}

export function partOf(analyser: Analyser, whole: Expression, { node, key, types }: Step): Expression {
  const span = analyser.span(node);
  if (typeof key === "string") return { kind: "property", object: whole, name: key, types, span };
  if (isOnly(present(whole), arrayType)) return { kind: "element", array: whole, index: key, types, span };
  return { kind: "builtin", name: "Object.lookup", operands: [whole, textKey(key)], types, span };
}

export function present(value: Expression): ValueTypes {
  return value.types & ~(undefinedType | nullType);
}

export function textKey(key: Expression): Expression {
  if (isOnly(key.types, stringType)) return key;
  return { kind: "concatenation", parts: [key], types: stringType, span: key.span };
}

/** The value of the variable; of a Map, the list of its entries. */
export function readRoot(analyser: Analyser, { root, environment }: Place): Expression {
  const symbol = analyser.symbolOf(root);
  const binding = symbol === undefined ? undefined : environment.lookUp(symbol);
  if (binding?.kind !== "collection") return analyser.inScope(() => analyser.expression(root), environment);
  const { variable } = binding;
  return { kind: "variable-read", variable, types: variable.types, span: analyser.span(root) };
}

/** Gives the variable the changed value. */
export function assignRoot(analyser: Analyser, { root, environment }: Place, value: Expression): void {
  const symbol = analyser.symbolOf(root);
  const binding = symbol === undefined ? undefined : environment.lookUp(symbol);
  if (binding?.kind !== "collection") {
    analyser.inScope(() => assignVariable(analyser, root, value), environment);
    return;
  }
  const { variable, depth } = binding;
  if (depth !== analyser.frame.depth) {
    analyser.problem(root, analyser.frame.isCallback ? "SP1222" : "SP2103", { name: root.text });
  } else if (analyser.goneThrough.some(({ collection }) => collection === symbol)) {
    analyser.problem(root, "SP1108", { name: root.text });
  }
  analyser.statements.push({ kind: "assign", variable, value, declares: false, span: analyser.span(root) });
}
