import ts from "typescript";
import type { Expression, ObjectLiteral } from "../../ir/expression.js";
import {
  arrayType,
  isOnly,
  mayBe,
  nullType,
  numberType,
  objectType,
  stringType,
  undefinedType,
} from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../functions.js";
import { assignVariable } from "../patterns.js";
import { ownsItsValue } from "./ownership.js";

/** One step from a value to a part of it. */
interface Step {
  readonly node: ts.PropertyAccessExpression | ts.ElementAccessExpression;
  /** A constant name, or a computed key or index. */
  readonly key: string | Expression;
}

/** `root.a[i].b` as a variable and the steps to the place. */
export interface Place {
  readonly root: ts.Identifier;
  readonly steps: readonly Step[];
}

/**
 * Changes a part of a value that a variable owns: the variable gets a copy with the new part. Gives the new part's value.
 *
 * @param change makes the new part from the old one; undefined removes the part
 * @param place where the target is, when its keys were evaluated before
 */
export function changePart(
  analyser: Analyser,
  target: ts.Expression,
  change: (old: Expression) => Expression | undefined,
  place: Place | undefined = placeOf(analyser, target),
): Expression {
  if (place === undefined) return analyser.refuse(target, "SP1220", { text: target.getText() });
  return changePlace(analyser, target, place, place.steps.length > 1, change);
}

/** @param deep true when the changed value is a part of the variable's value */
export function changePlace(
  analyser: Analyser,
  target: ts.Expression,
  { root, steps }: Place,
  deep: boolean,
  change: (old: Expression) => Expression | undefined,
): Expression {
  const symbol = analyser.symbolOf(root);
  if (symbol === undefined || !ownsItsValue(analyser, symbol, deep)) {
    return analyser.refuse(target, "SP1244", { text: target.getText(), name: root.text });
  }
  let part: Expression | undefined;
  const rebuild = (old: Expression, index: number): Expression => {
    const step = steps[index];
    if (step === undefined) {
      part = change(old);
      return part ?? old;
    }
    const value = rebuild(partOf(analyser, old, step), index + 1);
    const removes = index === steps.length - 1 && part === undefined;
    return removes ? without(old, step, analyser.span(target)) : withPart(analyser, old, step, value);
  };
  const changed = rebuild(analyser.expression(root), 0);
  assignVariable(analyser, root, changed);
  return part ?? analyser.undefined(analyser.span(target));
}

/** What stands at a place now. */
export function partAt(analyser: Analyser, { root, steps }: Place): Expression {
  return steps.reduce((whole, step) => partOf(analyser, whole, step), analyser.expression(root));
}

/** The variable and steps of a target; computed keys are evaluated once, in order. */
export function placeOf(analyser: Analyser, target: ts.Expression): Place | undefined {
  const inner = skipWrappers(target);
  if (inner !== target) return placeOf(analyser, inner);
  if (ts.isIdentifier(target)) return { root: target, steps: [] };
  if (ts.isPropertyAccessExpression(target)) {
    const outer = placeOf(analyser, target.expression);
    return outer && { root: outer.root, steps: [...outer.steps, { node: target, key: target.name.text }] };
  }
  if (!ts.isElementAccessExpression(target)) return undefined;
  const outer = placeOf(analyser, target.expression);
  if (outer === undefined) return undefined;
  const index = analyser.expression(target.argumentExpression);
  const isConstant = index.kind === "literal" || index.kind === "local-read";
  const key =
    index.kind === "literal" && typeof index.value === "string"
      ? index.value
      : isConstant
        ? index
        : analyser.keep(index, "key");
  return { root: outer.root, steps: [...outer.steps, { node: target, key }] };
}

function partOf(analyser: Analyser, whole: Expression, { node, key }: Step): Expression {
  const span = analyser.span(node);
  const types = analyser.types(node);
  if (typeof key === "string") return { kind: "property", object: whole, name: key, types, span };
  if (isOnly(present(whole), arrayType)) return { kind: "element", array: whole, index: key, types, span };
  return { kind: "builtin", name: "Object.lookup", operands: [whole, textKey(key)], types, span };
}

function present(value: Expression): number {
  return value.types & ~(undefinedType | nullType);
}

function textKey(key: Expression): Expression {
  if (isOnly(key.types, stringType)) return key;
  return { kind: "concatenation", parts: [key], types: stringType, span: key.span };
}

function withPart(analyser: Analyser, whole: Expression, { node, key }: Step, value: Expression): Expression {
  const { span } = value;
  if (typeof key !== "string" && isOnly(present(whole), arrayType)) {
    if (!isOnly(key.types, numberType)) return analyser.refuse(node, "SP1237", { text: node.getText() });
    if (mayBe(value.types, undefinedType)) return analyser.refuse(node, "SP1206", { text: node.getText() });
    return { kind: "builtin", name: "Array.set", operands: [whole, key, value], types: arrayType, span };
  }
  if (!isOnly(present(whole), objectType)) return analyser.refuse(node, "SP1237", { text: node.getText() });
  const members: ObjectLiteral["members"] = [
    { kind: "spread", value: whole },
    { kind: "property", key: typeof key === "string" ? key : textKey(key), value },
  ];
  return { kind: "object", members, types: objectType, span };
}

function without(whole: Expression, { key }: Step, span: SourceSpan): Expression {
  const name: Expression =
    typeof key === "string" ? { kind: "literal", value: key, types: stringType, span } : textKey(key);
  return { kind: "builtin", name: "Object.rest", operands: [whole, name], types: objectType, span };
}
