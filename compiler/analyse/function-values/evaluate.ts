import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { booleanType, mayBe, nullType, numberType, stringType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { isPresent } from "../expressions/is-present.js";
import { asCondition } from "../expressions/not-a-number.js";
import { skipWrappers } from "../functions.js";
import { declaredBy } from "../tasks/declarations.js";
import { dslFunctionOf } from "../dsl-function.js";
import type { FunctionRecord, Part } from "./function-value.js";
import { holdsFunctions } from "./holds-functions.js";
import { foundFunction } from "./found-function.js";
import { functionList } from "./function-list.js";
import { takenFunction } from "./growing/change.js";
import { armOf, isOutside, mayHoldFunctions, outsideMember, stable, unknownValue, withDefault } from "./parts.js";
import { memberOf, readFunctionValue } from "./read.js";
import { returnedFunction } from "./returned.js";

/**
 * The value of an expression in which functions may be. What it holds beside functions is computed here and now, as
 * JavaScript does it. What cannot be known is reported.
 */
export function evaluateFunctionValue(analyser: Analyser, node: ts.Expression): Part {
  const inner = skipWrappers(node);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) {
    return { kind: "closure", callee: { node: inner, environment: analyser.environment, name: "function" } };
  }
  if (ts.isRegularExpressionLiteral(inner)) return { kind: "pattern", node: inner };
  const read = readFunctionValue(analyser, inner);
  if (read !== undefined) return read;
  if (ts.isObjectLiteralExpression(inner)) return recordOf(analyser, inner) ?? unknownValue(analyser, inner);
  if (ts.isArrayLiteralExpression(inner) && mayBecomeList(analyser, inner)) return listOf(analyser, inner);
  if (!mayHoldFunctions(analyser, inner)) return dataOf(analyser, inner);
  if (ts.isConditionalExpression(inner)) {
    const condition = stable(analyser, analyser.expression(inner.condition), "condition");
    return choose(analyser, inner, condition, inner.whenTrue, inner.whenFalse);
  }
  if (ts.isBinaryExpression(inner)) return defaultOf(analyser, inner);
  if (ts.isElementAccessExpression(inner)) return elementOf(analyser, inner);
  if (ts.isPropertyAccessExpression(inner)) {
    if (declaredBy(analyser, inner) !== undefined) return { kind: "task", node: inner };
    const whole = evaluateFunctionValue(analyser, inner.expression);
    return memberOf(analyser, whole, inner.name.text, inner) ?? unknownValue(analyser, inner);
  }
  if (ts.isCallExpression(inner)) {
    const taken = takenFunction(analyser, inner);
    if (taken !== undefined) return taken;
    const chosen = foundFunction(analyser, inner) ?? functionList(analyser, inner);
    if (chosen !== undefined) return chosen;
    const callee = evaluateFunctionValue(analyser, inner.expression);
    return returnedFunction(analyser, inner, callee) ?? unknownValue(analyser, inner);
  }
  return unknownValue(analyser, inner);
}

/** True for a list that functions may be in, also where it happens to have none: `{ rules: [] }`. */
function mayBecomeList(analyser: Analyser, node: ts.ArrayLiteralExpression): boolean {
  if (node.elements.length === 0 || mayHoldFunctions(analyser, node)) return true;
  const expected = analyser.checker.getContextualType(node);
  return expected !== undefined && holdsFunctions(expected, analyser.checker);
}

function dataOf(analyser: Analyser, node: ts.Expression): Part {
  return { kind: "data", value: stable(analyser, analyser.expression(node), "value") };
}

function recordOf(analyser: Analyser, node: ts.ObjectLiteralExpression): FunctionRecord | undefined {
  const members = new Map<string, () => Part>();
  const { environment, frame } = analyser;
  const add = (name: ts.PropertyName, make: () => Part): boolean => {
    const key = nameOfMember(analyser, name);
    if (key === undefined) return false;
    // Nothing that stands outside functions changes, so it can be looked at when it is asked for.
    const made = isOutside(analyser) ? undefined : make();
    const later = (): Part => outsideMember(analyser, name, () => analyser.inFrame(frame, environment, make));
    members.set(key, made === undefined ? later : () => made);
    return true;
  };
  for (const property of node.properties) {
    let isKnown = false;
    if (ts.isPropertyAssignment(property)) {
      const { name, initializer } = property;
      const isTask = ts.isIdentifier(name) && makesTask(analyser, initializer);
      isKnown = add(name, () => (isTask ? { kind: "task", node: name } : evaluateFunctionValue(analyser, initializer)));
    } else if (ts.isShorthandPropertyAssignment(property)) {
      isKnown = add(property.name, () => evaluateFunctionValue(analyser, property.name));
    } else if (ts.isMethodDeclaration(property)) {
      const callee = { node: property, environment, name: property.name.getText() };
      isKnown = add(property.name, () => ({ kind: "closure", callee }));
    } else if (ts.isSpreadAssignment(property)) {
      const spread = evaluateFunctionValue(analyser, property.expression);
      isKnown = spread.kind === "record";
      if (spread.kind === "record") spread.members.forEach((member, name) => members.set(name, member));
    } else {
      analyser.problem(property.name, "SP1214", { text: property.getText() });
      isKnown = true;
    }
    if (!isKnown) return undefined;
  }
  return { kind: "record", members };
}

/** The name of a member, also of one that a constant says: `{ [Status.Paid]: ship }`. */
function nameOfMember(analyser: Analyser, name: ts.PropertyName): string | undefined {
  if (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name)) return name.text;
  const key = ts.isComputedPropertyName(name) ? analyser.expression(name.expression) : undefined;
  const isConstant = key?.kind === "literal" && (typeof key.value === "string" || typeof key.value === "number");
  return isConstant ? String(key.value) : undefined;
}

/** True for `lambda(…)` and its like, whose declaration is found by the name of the member. */
function makesTask(analyser: Analyser, node: ts.Expression): boolean {
  const call = skipWrappers(node);
  return ts.isCallExpression(call) && dslFunctionOf(analyser, call.expression) !== undefined;
}

function listOf(analyser: Analyser, node: ts.ArrayLiteralExpression): Part {
  const elements: Part[] = [];
  for (const element of node.elements) {
    if (!ts.isSpreadElement(element)) {
      elements.push(evaluateFunctionValue(analyser, element));
      continue;
    }
    const spread = evaluateFunctionValue(analyser, element.expression);
    if (spread.kind !== "list" || spread.conditions !== undefined) return unknownValue(analyser, element.expression);
    elements.push(...spread.elements);
  }
  return { kind: "list", elements };
}

function choose(
  analyser: Analyser,
  node: ts.Expression,
  condition: Expression,
  whenTrue: ts.Expression,
  whenFalse: ts.Expression,
): Part {
  const left = armOf(analyser, node, () => evaluateFunctionValue(analyser, whenTrue));
  const right = armOf(analyser, node, () => evaluateFunctionValue(analyser, whenFalse));
  return { kind: "choice", condition, whenTrue: left, whenFalse: right };
}

const nothing = undefinedType | nullType;

/** `given ?? other`, `given || other`. */
function defaultOf(analyser: Analyser, node: ts.BinaryExpression): Part {
  const kind = node.operatorToken.kind;
  if (kind !== ts.SyntaxKind.QuestionQuestionToken && kind !== ts.SyntaxKind.BarBarToken) {
    return unknownValue(analyser, node);
  }
  const given = evaluateFunctionValue(analyser, node.left);
  const isThere = kind === ts.SyntaxKind.QuestionQuestionToken ? isPresent : asCondition;
  return withDefault(
    given,
    () => armOf(analyser, node, () => evaluateFunctionValue(analyser, node.right)),
    (value) => (kind === ts.SyntaxKind.BarBarToken || mayBe(value.types, nothing) ? isThere(value) : undefined),
  );
}

/** `table[key]`: a choice among the members. */
function elementOf(analyser: Analyser, node: ts.ElementAccessExpression): Part {
  const whole = evaluateFunctionValue(analyser, node.expression);
  const key = stable(analyser, analyser.expression(node.argumentExpression), "key");
  if (key.kind === "literal") {
    return memberOf(analyser, whole, String(key.value), node) ?? unknownValue(analyser, node);
  }
  return memberByKey(analyser, whole, key, node) ?? unknownValue(analyser, node);
}

function memberByKey(
  analyser: Analyser,
  whole: Part,
  key: Expression,
  node: ts.ElementAccessExpression,
): Part | undefined {
  if (whole.kind === "choice") {
    const whenTrue = memberByKey(analyser, whole.whenTrue, key, node);
    const whenFalse = memberByKey(analyser, whole.whenFalse, key, node);
    return whenTrue && whenFalse && { ...whole, whenTrue, whenFalse };
  }
  if (whole.kind !== "record" && whole.kind !== "list") return undefined;
  if (whole.kind === "list" && whole.conditions !== undefined) return undefined;
  const isNumber = key.types === numberType;
  if (!isNumber && (whole.kind === "list" || key.types !== stringType)) return undefined;
  const all: (readonly [string | number, () => Part])[] =
    whole.kind === "record"
      ? [...whole.members].flatMap((member) => (isNumber ? numbered(...member) : [member]))
      : whole.elements.map((element, index) => [index, () => element] as const);
  const asked = literalsOf(analyser, node.argumentExpression);
  const members = asked === undefined ? all : all.filter(([name]) => asked.has(String(name)));
  const isCertain = asked !== undefined && members.length === asked.size;
  const span = analyser.span(node);
  const nothing: Part = { kind: "data", value: analyser.undefined(span) };
  const last = isCertain ? members.pop() : undefined;
  return members.reduceRight<Part>(
    (whenFalse, [name, member]) => {
      const right = analyser.literal(name, span);
      const condition: Expression = { kind: "equality", operator: "===", left: key, right, types: booleanType, span };
      return { kind: "choice", condition, whenTrue: member(), whenFalse };
    },
    last === undefined ? nothing : last[1](),
  );
}

/** A member that a number can ask for. */
function numbered<Member>(name: string, member: Member): (readonly [string | number, Member])[] {
  const number = Number(name);
  return Number.isFinite(number) && String(number) === name ? [[number, member]] : [];
}

/** The keys that an expression can have, when its type lists them. */
function literalsOf(analyser: Analyser, node: ts.Expression): ReadonlySet<string> | undefined {
  const type = analyser.checker.getTypeAtLocation(node);
  const types = type.isUnion() ? type.types : [type];
  const names = types.map((one) => (one.isStringLiteral() || one.isNumberLiteral() ? String(one.value) : undefined));
  return names.every((name) => name !== undefined) ? new Set(names) : undefined;
}
