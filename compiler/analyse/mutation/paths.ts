import ts from "typescript";
import { arrayType, mayBe, objectType, type ValueTypes } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../functions.js";
import { valueTypesOf } from "../value-types-of.js";
import { declaredIn } from "./declared-in.js";
import { declaredPutBack } from "./declared-put-back.js";
import { defaultAssignment } from "./default-assignment.js";
import { chosenByPattern } from "./chosen-by-pattern.js";
import {
  type ChosenElement,
  chosenElement,
  chosenList,
  elementsKept,
  groupsOfMember,
  indexNamed,
  listsOfMembers,
  memberBehind,
  memberNamed,
  memberTaken,
  partsKept,
  slotHeld,
  slotOfName,
} from "./chosen-lists.js";
import { chosenMembers, memberName } from "./chosen-members.js";
import { giverCalled, partGivenBy } from "./given-parts.js";
import { joinedPath } from "./joined-path.js";
import { partOfLoopPattern, type PatternPart, partOfPattern } from "./pattern-parts.js";
import type { PutBack } from "./put-back.js";
import { type PutLater, putLaterOf } from "./put-later.js";
import { walkerNamedBy } from "./walker-puts.js";
import { type Walker, walkerOf } from "./walkers.js";

/** A constant name, or undefined for a key, index or element that is only known when the workflow runs. */
export type Key = string | undefined;

/** Where an expression leads: a variable, and the way from its value to the part that the expression stands for. */
export interface Path {
  readonly root: ts.Symbol;
  readonly keys: readonly Key[];
  /** The constants on the way that stand for parts, innermost last. */
  readonly through: readonly ts.Symbol[];
}

/** Methods that give an element of what they are called on. */
const elementMethods = new Set(["Array.find", "Array.findLast", "Array.at", "Map.get"]);

/** `list.find(f)`, `map.get(key)`: a call whose value is a part of its receiver. */
export function isElementCall(
  analyser: Analyser,
  node: ts.Node,
): node is ts.CallExpression & { readonly expression: ts.PropertyAccessExpression } {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    elementMethods.has(builtinCalled(analyser, node) ?? "")
  );
}

/** The target of `Object.assign(target, …)`. */
export function assignTarget(node: ts.Node): ts.Expression | undefined {
  const isAssign = ts.isCallExpression(node) && node.expression.getText() === "Object.assign";
  return isAssign ? node.arguments[0] : undefined;
}

/** The path that an expression is, through constants that stand for parts; undefined for anything else. */
export function pathOf(analyser: Analyser, node: ts.Expression): Path | undefined {
  const inner = skipWrappers(node);
  if (ts.isIdentifier(inner)) {
    const symbol = analyser.symbolOf(inner);
    return symbol === undefined ? undefined : pathOfName(analyser, symbol);
  }
  // A list in groups of elements has elements of another one.
  if (slotHeld(analyser, inner) !== undefined) return undefined;
  if (ts.isPropertyAccessExpression(inner)) {
    const member = memberNamed(analyser, inner);
    if (member !== undefined) return longer(pathOf(analyser, member.list), undefined);
    return longer(pathOf(analyser, inner.expression), inner.name.text);
  }
  if (ts.isElementAccessExpression(inner)) {
    const ofChoice = elementOfChoice(analyser, inner.expression);
    return ofChoice ?? longer(pathOf(analyser, inner.expression), constantKey(inner.argumentExpression));
  }
  const byDefault = defaultAssignment(inner);
  if (byDefault !== undefined) return pathOf(analyser, byDefault.place);
  const choice = choiceOf(inner);
  if (choice !== undefined) return joinedPath(choice.map((one) => pathOf(analyser, one)));
  const ordered = orderedBy(analyser, inner);
  if (ordered !== undefined) return pathOf(analyser, ordered);
  const given = giverCalled(analyser, inner, paths);
  if (given !== undefined) return given.path;
  if (!isElementCall(analyser, inner)) return undefined;
  const { expression: list } = inner.expression;
  return elementOfChoice(analyser, list) ?? longer(pathOf(analyser, list), keyOfElement(inner));
}

/** The index of `list.at(0)`, where it is written and counts from the start. */
function keyOfElement({ expression, arguments: [index] }: ts.CallExpression): Key {
  const isAt = ts.isPropertyAccessExpression(expression) && expression.name.text === "at";
  return isAt && index !== undefined && ts.isNumericLiteral(index) ? index.text : undefined;
}

/** The path of an element of what holds elements of another list: into that. */
function elementOfChoice(analyser: Analyser, list: ts.Expression): Path | undefined {
  const groups = slotHeld(analyser, list);
  if (groups !== undefined) return longer(pathOf(analyser, groups.list), undefined);
  const path = pathOf(analyser, list);
  const kept = path?.keys.length === 0 ? elementsKept(analyser, path.root) : undefined;
  return kept && longer(pathOf(analyser, kept.list), undefined);
}

/** The list that `list.sort(f)` or `list.reverse()` puts in order, and gives. */
export function orderedBy(analyser: Analyser, node: ts.Node): ts.Expression | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  if (!/^Array\.(sort|reverse)$/.test(builtinCalled(analyser, node) ?? "")) return undefined;
  const list = skipWrappers(node.expression.expression);
  return orderedBy(analyser, list) ?? list;
}

/** The path of what is declared or given, which may be an element that is chosen: `rows.filter(f)[0]`. */
export function pathOfPart(analyser: Analyser, node: ts.Expression): Path | undefined {
  const inner = skipWrappers(node);
  const choice = choiceOf(inner);
  if (choice !== undefined) return joinedPath(choice.map((one) => pathOfPart(analyser, one)));
  const chosen = chosenElement(analyser, inner);
  const list = chosen && pathOf(analyser, chosen.from.list);
  return list === undefined ? pathOf(analyser, inner) : longer(list, undefined);
}

/** Both, for those who ask where functions lead. */
export const paths = { pathOf, pathOfPart } as const;

/** The two values of which an expression is one: those of `test ? a : b` and `a ?? b`. */
export function choiceOf(node: ts.Expression): readonly [ts.Expression, ts.Expression] | undefined {
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
  if (defaultAssignment(node) !== undefined) return undefined;
  const isDefault = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
  return isDefault ? [node.left, node.right] : undefined;
}

function longer(path: Path | undefined, key: Key): Path | undefined {
  return path === undefined ? undefined : { ...path, keys: [...path.keys, key] };
}

export function constantKey(node: ts.Expression): Key {
  return ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) ? node.text : undefined;
}

/** The path of a name: that of the part which a constant or the variable of a loop stands for, else the variable itself. */
export function pathOfName(analyser: Analyser, symbol: ts.Symbol): Path {
  const known = analyser.analysis.paths;
  const found = known.get(symbol);
  if (found !== undefined) return found;
  const itself: Path = { root: symbol, keys: [], through: [] };
  known.set(symbol, itself);
  const given = partGivenBy(analyser, symbol, paths);
  if (given !== undefined) {
    known.set(symbol, given);
    return given;
  }
  if ((groupsOfMember(analyser, symbol) ?? slotOfName(analyser, symbol)) !== undefined) return itself;
  const source = sourceOf(analyser, symbol);
  if (source?.putBack !== undefined) analyser.analysis.putBacks.set(source.putBack.statement, symbol);
  const isPart = source !== undefined && mayBe(typesOfName(analyser, source.name), arrayType | objectType);
  const of = isPart ? pathOfSource(analyser, source) : undefined;
  if (source === undefined || of === undefined) return itself;
  // Where the whole is not named again, its parts have gone over to the names in the pattern.
  if (source.pattern !== undefined && !source.pattern.isNamedBehind(of.root)) return itself;
  const steps = source.pattern?.keys ?? (source.isLoop ? [undefined] : []);
  const path = { ...of, keys: [...of.keys, ...steps], through: [...of.through, symbol] };
  known.set(symbol, path);
  return path;
}

/** The path of what a name stands for: of an element that is chosen from a list, the path into that list. */
function pathOfSource(
  analyser: Analyser,
  { value, isLoop, isOfMembers, put, chosen: first, walker }: Source,
): Path | undefined {
  if (walker !== undefined) {
    const elements = walker.elements.map((element) => pathOfPart(analyser, element));
    return joinedPath([...elements, ...walker.puts.map((one) => pathOfPut(analyser, one))]);
  }
  const index = isLoop ? indexNamed(analyser, value) : undefined;
  if (index !== undefined) return pathOf(analyser, index.list);
  if (first !== undefined) return longer(pathOf(analyser, value), undefined);
  if (put !== undefined) return pathOfPut(analyser, put);
  if (isOfMembers === true) return pathOf(analyser, value);
  if (!isLoop) return pathOfPart(analyser, value);
  const chosen = chosenList(analyser, value);
  return (chosen && pathOf(analyser, chosen.list)) ?? pathOf(analyser, value);
}

/** The path of what a statement puts into something. */
function pathOfPut(analyser: Analyser, { kind, target }: PutLater): Path | undefined {
  const path = pathOf(analyser, target);
  return kind === "assign" ? path : longer(path, undefined);
}

/** Of every call of a generic function. */
export function typesOfName({ checker }: Analyser, name: ts.Identifier): ValueTypes {
  return valueTypesOf(checker.getTypeAtLocation(name), checker);
}

/** What a constant is declared as, or the list whose items the variable of a loop stands for. */
export interface Source {
  readonly name: ts.Identifier;
  readonly value: ts.Expression;
  readonly isLoop: boolean;
  /** True for a loop over the members of an object, which goes on with the members that there were at its start. */
  readonly isOfMembers?: boolean;
  /** How the part is made when it is missing, and put back. */
  readonly putBack?: PutBack;
  /** Where it becomes a part, when it is made on the spot. */
  readonly put?: PutLater;
  /** What of the value it is, where a pattern takes it. */
  readonly pattern?: PatternPart;
  /** The elements that a variable goes to. */
  readonly walker?: Walker;
  /** The element of a chosen list that a pattern takes. */
  readonly chosen?: ChosenElement;
}

export function sourceOf(analyser: Analyser, symbol: ts.Symbol): Source | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined) return undefined;
  if (ts.isBindingElement(declaration)) {
    const member = memberTaken(analyser, declaration);
    if (member !== undefined && ts.isIdentifier(declaration.name)) {
      const chosen: ChosenElement = { from: { list: member.list, stages: [] }, taken: declaration };
      return { name: declaration.name, value: member.list, isLoop: false, chosen };
    }
    const chosen = chosenByPattern(analyser, declaration);
    if (chosen !== undefined && ts.isIdentifier(declaration.name)) {
      return { name: declaration.name, value: chosen.from.list, isLoop: false, chosen };
    }
    const item = partOfLoopPattern(symbol, declaration);
    if (item !== undefined) return { ...item, isLoop: true, pattern: item };
    const part = partOfPattern(analyser, symbol, declaration);
    return part === undefined ? entryOf(analyser, declaration) : { ...part, isLoop: false, pattern: part };
  }
  if (!ts.isVariableDeclaration(declaration)) return undefined;
  const { name, initializer, parent: list } = declaration;
  if (!ts.isIdentifier(name) || !ts.isVariableDeclarationList(list)) return undefined;
  const putBack = declaredPutBack(analyser, declaration);
  if (putBack !== undefined) return { name, value: putBack.place, isLoop: false, putBack };
  const walker = walkerOf(analyser, symbol);
  if (walker !== undefined) return { name, value: walker.source.list, isLoop: false, walker };
  if ((list.flags & ts.NodeFlags.Const) === 0) return undefined;
  if (ts.isForOfStatement(list.parent)) {
    const { expression, awaitModifier } = list.parent;
    if (awaitModifier !== undefined) return undefined;
    const members = membersIn(analyser, list.parent, name);
    if (members !== undefined) return { name, value: members, isLoop: true, isOfMembers: true };
    const object = objectOfMembers(expression, "values");
    if (object !== undefined) return { name, value: object, isLoop: true, isOfMembers: true };
    return { name, value: mapOfValues(analyser, expression) ?? expression, isLoop: true };
  }
  const put = putLaterOf(declaration);
  if (put !== undefined) return { name, value: put.target, isLoop: false, put };
  return initializer === undefined ? undefined : { name, value: initializer, isLoop: false };
}

/** A name that a statement makes a part of something else, how, and what it was made as. */
export interface NamePut {
  readonly symbol: ts.Symbol;
  readonly name: ts.Identifier;
  readonly put: PutLater;
  readonly made: ts.Expression | undefined;
}

/** The name that a statement makes a part of something else. */
export function putAt(analyser: Analyser, statement: ts.Node): NamePut | undefined {
  if (!ts.isExpressionStatement(statement)) return undefined;
  const walking = walkerNamedBy(statement);
  const walked = walking && analyser.symbolOf(walking);
  const walker = walked && walkerOf(analyser, walked);
  const walkerPut = walker?.puts.find((one) => one.statement === statement);
  if (walked !== undefined && walker !== undefined && walkerPut !== undefined) {
    return { symbol: walked, name: walker.name, put: walkerPut, made: walkerPut.made };
  }
  const { expression } = statement;
  const given = ts.isBinaryExpression(expression)
    ? expression.right
    : ts.isCallExpression(expression)
      ? expression.arguments.at(-1)
      : undefined;
  const name = given && skipWrappers(given);
  const symbol = name && ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  const source = symbol && sourceOf(analyser, symbol);
  if (symbol === undefined || source?.put?.statement !== statement) return undefined;
  return { symbol, name: source.name, put: source.put, made: declaredIn(symbol)?.initializer };
}

/** The object of `Object.values(object)` or `Object.entries(object)`. */
export function objectOfMembers(node: ts.Expression, method: "values" | "entries"): ts.Expression | undefined {
  const call = skipWrappers(node);
  const isCall = ts.isCallExpression(call) && call.expression.getText() === `Object.${method}`;
  return isCall ? call.arguments[0] : undefined;
}

/** The Map of `map.values()`. */
export function mapOfValues(analyser: Analyser, node: ts.Expression): ts.Expression | undefined {
  const call = skipWrappers(node);
  return builtinCalled(analyser, call) === "Map.values" &&
    ts.isCallExpression(call) &&
    ts.isPropertyAccessExpression(call.expression)
    ? call.expression.expression
    : undefined;
}

/**
 * The item in `for (const [index, item] of list.entries())`, the member in `for (const [key, member] of Object.entries(o))`, and the
 * value in `for (const [key, value] of map)`.
 */
function entryOf(analyser: Analyser, { name, parent: pattern, dotDotDotToken }: ts.BindingElement): Source | undefined {
  const { parent: declaration } = pattern;
  if (!ts.isIdentifier(name) || dotDotDotToken !== undefined || !ts.isVariableDeclaration(declaration))
    return undefined;
  const { parent: list } = declaration;
  const isSecond = ts.isArrayBindingPattern(pattern) && pattern.elements[1]?.getStart() === name.getStart();
  if (!isSecond || !ts.isVariableDeclarationList(list) || (list.flags & ts.NodeFlags.Const) === 0) return undefined;
  const members = ts.isForOfStatement(list.parent) ? membersIn(analyser, list.parent, name) : undefined;
  if (members !== undefined) return { name, value: members, isLoop: true, isOfMembers: true };
  const call = ts.isForOfStatement(list.parent) ? skipWrappers(list.parent.expression) : undefined;
  const object = call === undefined ? undefined : objectOfMembers(call, "entries");
  if (object !== undefined) return { name, value: object, isLoop: true, isOfMembers: true };
  const type = call === undefined ? undefined : analyser.checker.getTypeAtLocation(call);
  if (call !== undefined && type?.symbol?.name === "Map") {
    return { name, value: call, isLoop: true };
  }
  if (call === undefined || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) {
    return undefined;
  }
  const isEntries = call.expression.name.text === "entries" && call.arguments.length === 0;
  return isEntries ? { name, value: call.expression.expression, isLoop: true } : undefined;
}

/** The object or Map whose members a loop goes through in a list of their own, where the name stands for one of them. */
function membersIn(analyser: Analyser, loop: ts.ForOfStatement, name: ts.Identifier): ts.Expression | undefined {
  const members = chosenMembers(analyser, loop.expression);
  return members !== undefined && memberName(members, loop)?.member === name ? members.whole : undefined;
}

/** The name whose part a node helps to put back, when it stands in the statement that does so. */
export function putBackAround(analyser: Analyser, node: ts.Node): ts.Symbol | undefined {
  const { putBacks } = analyser.analysis;
  if (putBacks.size === 0) return undefined;
  for (let outer = node; !ts.isFunctionLike(outer) && !ts.isSourceFile(outer); outer = outer.parent) {
    const symbol = ts.isStatement(outer) ? putBacks.get(outer) : undefined;
    if (symbol !== undefined) return symbol;
  }
  return undefined;
}

/** The way from a variable's value to what a name stands for, which may be a list that holds elements of the list there. */
export interface Way {
  readonly keys: readonly Key[];
  readonly through: readonly ts.Symbol[];
  readonly isChoice: boolean;
}

/** Where a name leads, seen from a variable; undefined where it leads elsewhere. */
export function wayTo(analyser: Analyser, name: ts.Identifier, root: ts.Symbol): Way | undefined {
  if (ts.isPropertyAccessExpression(name.parent) && name.parent.name === name) return undefined;
  const symbol = analyser.symbolOf(name);
  if (symbol === undefined) return undefined;
  const member = memberBehind(analyser, name);
  const ofMember = member && longer(pathOf(analyser, member.list), undefined);
  if (ofMember?.root === root) return { ...ofMember, isChoice: false };
  const path = pathOfName(analyser, symbol);
  if (symbol === root || path.root === root) return { ...path, isChoice: false };
  const kept = path.keys.length === 0 ? elementsKept(analyser, path.root) : undefined;
  const list = kept === undefined ? listGivenAt(analyser, name) : pathOf(analyser, kept.list);
  return list?.root === root ? { ...list, isChoice: true } : undefined;
}

/** The list whose elements the call of a helper gives, at the helper's name: `open` in `open()[0].n = 5`. */
export function listGivenAt(analyser: Analyser, name: ts.Identifier): Path | undefined {
  const { parent: call } = name;
  if (!ts.isCallExpression(call) || call.expression !== name) return undefined;
  const given = chosenList(analyser, call);
  return given?.given === undefined ? undefined : pathOf(analyser, given.list);
}

/** The variables whose values change where what a name stands for does. */
export function rootsOf(analyser: Analyser, symbol: ts.Symbol): readonly ts.Symbol[] {
  const { root } = pathOfName(analyser, symbol);
  const kept = partsKept(analyser, root);
  const lists = [...(kept === undefined ? [] : [kept.list]), ...listsOfMembers(analyser, symbol)];
  return [root, ...lists.flatMap((list) => pathOf(analyser, list)?.root ?? [])];
}

/** True for the name of a variable, of a part of its value, or of a list that holds such parts. */
export function leadsTo(analyser: Analyser, name: ts.Identifier, root: ts.Symbol): boolean {
  return wayTo(analyser, name, root) !== undefined;
}
