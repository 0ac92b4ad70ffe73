import ts from "typescript";
import { skipWrappers } from "../skip-wrappers.js";
import { isEmptyList } from "./kept-choices.js";

/** What holds lists of elements. */
export type GroupsKind = "record" | "map" | "list";

/** One of the lists that a record, a Map or a list holds: `groups[key]`, `lanes.high`, `groups.get(key)!`, `(groups[key] ??= [])`. */
export interface Slot {
  readonly groups: ts.Identifier;
  readonly access: ts.ElementAccessExpression | ts.PropertyAccessExpression | ts.CallExpression;
  /** With what tells what is there where there is no list. */
  readonly whole: ts.Expression;
  /** The list that is put there where there is none. */
  readonly made: ts.BinaryExpression | undefined;
}

/** The slot that an expression is. */
export function slotIn(node: ts.Expression): Slot | undefined {
  const inner = skipWrappers(node);
  if (ts.isBinaryExpression(inner)) {
    const slot = isEmptyList(inner.right) ? slotIn(inner.left) : undefined;
    if (slot === undefined || slot.made !== undefined) return undefined;
    if (isMaking(inner)) return { ...slot, whole: inner, made: inner };
    return inner.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ? { ...slot, whole: inner } : undefined;
  }
  const access = ts.isCallExpression(inner) ? getterCalled(inner) : inner;
  if (access === undefined || !(ts.isElementAccessExpression(access) || ts.isPropertyAccessExpression(access))) {
    return undefined;
  }
  const { expression: groups } = access;
  if (!ts.isIdentifier(groups) || ts.isOptionalChain(access)) return undefined;
  return { groups, access: ts.isCallExpression(inner) ? inner : access, whole: inner, made: undefined };
}

/** `(groups[key] ??= [])` */
function isMaking({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === ts.SyntaxKind.QuestionQuestionEqualsToken || kind === ts.SyntaxKind.BarBarEqualsToken;
}

/** `groups.get` in `groups.get(key)`. */
function getterCalled({ expression, arguments: { length } }: ts.CallExpression): ts.Expression | undefined {
  return ts.isPropertyAccessExpression(expression) && expression.name.text === "get" && length === 1
    ? expression
    : undefined;
}

/** True for an access that gives what a record, a Map or a list holds. */
export function isSlotOf({ access }: Slot, kind: GroupsKind): boolean {
  if (kind === "map") return ts.isCallExpression(access);
  return ts.isElementAccessExpression(access) || (kind === "record" && ts.isPropertyAccessExpression(access));
}

/** The slot around the name of what holds the lists, and what stands around that: `(groups[key] ??= [])` around `groups`. */
export function slotNamedBy(use: ts.Identifier, kind: GroupsKind): Slot | undefined {
  const { parent: access } = use;
  const isMember = ts.isElementAccessExpression(access) || ts.isPropertyAccessExpression(access);
  if (!isMember || access.expression !== use) return undefined;
  const isCalled = ts.isCallExpression(access.parent) && access.parent.expression === access;
  if ((kind === "map") !== isCalled || (kind === "list" && !ts.isElementAccessExpression(access))) return undefined;
  let slot = slotIn(isCalled ? access.parent : access);
  while (slot !== undefined) {
    const { parent }: { parent: ts.Node } = slot.whole;
    if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) {
      slot = { ...slot, whole: parent };
      continue;
    }
    const longer: Slot | undefined =
      ts.isBinaryExpression(parent) && parent.left === slot.whole ? slotIn(parent) : undefined;
    if (longer === undefined) break;
    slot = longer;
  }
  return slot;
}

/** A loop over the lists that a record, a Map or a list holds. */
export interface GroupsLoop {
  readonly loop: ts.ForOfStatement;
  readonly key: ts.Identifier | undefined;
  readonly member: ts.Identifier | undefined;
  /** True where the key comes first: `[key, list]`. */
  readonly isOfEntries: boolean;
}

/** The loop that goes through the lists: `for (const list of Object.values(groups))`, `for (const [key, list] of groups)`. */
export function loopOverGroups(use: ts.Identifier, kind: GroupsKind): GroupsLoop | undefined {
  const { parent } = use;
  let whole: ts.Expression = use;
  let isOfEntries = kind === "map";
  if (ts.isCallExpression(parent) && kind === "record") {
    const method = parent.expression.getText();
    if (method !== "Object.values" && method !== "Object.entries") return undefined;
    isOfEntries = method === "Object.entries";
    whole = parent;
  } else if (ts.isPropertyAccessExpression(parent) && parent.expression === use && kind !== "record") {
    const { parent: call } = parent;
    const method = parent.name.text;
    if (!ts.isCallExpression(call) || call.expression !== parent || !/^(values|entries)$/.test(method))
      return undefined;
    isOfEntries = method === "entries";
    whole = call;
  } else if (kind === "record") return undefined;
  return loopOver(whole, isOfEntries);
}

function loopOver(whole: ts.Expression, isOfEntries: boolean): GroupsLoop | undefined {
  const { parent: loop } = whole;
  if (!ts.isForOfStatement(loop) || loop.expression !== whole || loop.awaitModifier !== undefined) return undefined;
  if (!ts.isVariableDeclarationList(loop.initializer) || (loop.initializer.flags & ts.NodeFlags.Const) === 0) {
    return undefined;
  }
  const name = loop.initializer.declarations[0]?.name;
  if (name === undefined || ts.isObjectBindingPattern(name)) return undefined;
  if (!isOfEntries) return ts.isIdentifier(name) ? { loop, key: undefined, member: name, isOfEntries } : undefined;
  if (!ts.isArrayBindingPattern(name) || name.elements.length > 2) return undefined;
  const names = name.elements.map((one) => (ts.isOmittedExpression(one) ? undefined : plainName(one)));
  if (name.elements.some((one, index) => !ts.isOmittedExpression(one) && names[index] === undefined)) return undefined;
  return { loop, key: names[0], member: names[1], isOfEntries };
}

function plainName({ name, initializer, dotDotDotToken }: ts.BindingElement): ts.Identifier | undefined {
  return ts.isIdentifier(name) && initializer === undefined && dotDotDotToken === undefined ? name : undefined;
}

/** The name of what a loop goes through: `groups` in `Object.values(groups)`, `groups.entries()` and `groups`. */
export function groupNamed(node: ts.Expression): ts.Identifier | undefined {
  const whole = skipWrappers(node);
  if (ts.isIdentifier(whole)) return whole;
  if (!ts.isCallExpression(whole) || !ts.isPropertyAccessExpression(whole.expression)) return undefined;
  const { name, expression } = whole.expression;
  if (!/^(values|entries|keys)$/.test(name.text)) return undefined;
  const named = expression.getText() === "Object" ? whole.arguments[0] : expression;
  return named !== undefined && ts.isIdentifier(named) ? named : undefined;
}

/** The loop that declares a name, or the last name of a pair. */
export function loopThatNames({ valueDeclaration: declared }: ts.Symbol): ts.ForOfStatement | undefined {
  const declaration =
    declared !== undefined && ts.isBindingElement(declared) && ts.isArrayBindingPattern(declared.parent)
      ? declared.parent.parent
      : declared;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const { parent: list } = declaration;
  return ts.isVariableDeclarationList(list) && ts.isForOfStatement(list.parent) ? list.parent : undefined;
}

/** `list.push(x);` around `list`. */
export function pushOnto(list: ts.Expression): ts.CallExpression | undefined {
  const { parent: access } = list;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== list || access.name.text !== "push") {
    return undefined;
  }
  const { parent: call } = access;
  const isStatement = ts.isCallExpression(call) && call.expression === access && ts.isExpressionStatement(call.parent);
  return isStatement && !call.arguments.some(ts.isSpreadElement) ? call : undefined;
}
