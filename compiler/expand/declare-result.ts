import ts from "typescript";
import { skipWrappers } from "../analyse/skip-wrappers.js";
import { added, copySource } from "./copy-source.js";
import type { Piece } from "./expanded-text.js";
import { type Guard, type Helper, resultTypeOf } from "./helper.js";
import { variablesIn } from "./names.js";
import { areAlike, isNew } from "./new-value.js";
import type { OpenedCall, Scope } from "./scope.js";
import { type Target, targetOf } from "./target.js";

/** A part of the value that is worked out at the end. */
export interface FurtherPart {
  readonly target: Target;
  readonly value: ts.Expression;
  /** As the function declares it. */
  readonly type: ts.TypeNode | undefined;
}

/** How the value of a function gets a name in its caller. */
export interface DeclaredResult {
  /** What stands before the statements of the function. */
  readonly before: readonly Piece[];
  /** What is declared behind them. */
  readonly after: readonly FurtherPart[];
  /** Statements that `before` stands for. */
  readonly dropped: ReadonlySet<ts.Node>;
  /** The statement of the function that comes before the others. */
  readonly first?: ts.Statement;
}

const nothing: DeclaredResult = { before: [], after: [], dropped: new Set() };

/**
 * Has the constants of a function that are its value be those of the caller: `out` in `return out;` is `byKind`, where the caller declares
 * `const byKind = groupBy(jobs, kindOf);`.
 */
export function declareResult(
  outer: Scope,
  target: Target,
  helper: Helper,
  { inside, names }: OpenedCall,
): DeclaredResult | undefined {
  const value = helper.result;
  if (value === undefined) return undefined;
  const result = skipWrappers(value);
  if (helper.guards.size > 0) return declareGuarded(outer, target, helper, result, names);
  const otherwise: DeclaredResult = { ...nothing, after: [{ target, value, type: resultTypeOf(helper) }] };
  const { pattern, written, at } = target;
  if (pattern === undefined) {
    const own = ownConstant(outer.checker, helper, result);
    const members = own === undefined ? membersOf(outer.checker, helper, result) : undefined;
    if (own !== undefined) names.set(own.symbol, [added(written, at, outer)]);
    if (members !== undefined) return declareMembers(outer, target, members, { inside, names });
    return own === undefined ? otherwise : nothing;
  }
  const pairs = pairsOf(outer.checker, pattern, result);
  if (pairs === undefined) return otherwise;
  const seen = new Set<ts.Symbol>();
  const after = pairs.flatMap(({ name, part }) => {
    const own = ownConstant(outer.checker, helper, part);
    const inner = targetOf(outer, name);
    if (own === undefined || seen.has(own.symbol)) return [{ target: inner, value: part, type: undefined }];
    seen.add(own.symbol);
    names.set(own.symbol, [added(inner.written, name, outer)]);
    return [];
  });
  return { ...nothing, after };
}

/** The same of a function that may end at once with what its constant holds at first. */
function declareGuarded(
  outer: Scope,
  { pattern, written, at }: Target,
  helper: Helper,
  result: ts.Expression,
  names: OpenedCall["names"],
): DeclaredResult | undefined {
  const own = ownConstant(outer.checker, helper, result);
  const { initializer, parent: list } = own?.declaration ?? {};
  if (pattern !== undefined || own === undefined || initializer === undefined || !isNew(initializer)) return undefined;
  const isAlone = list !== undefined && ts.isVariableDeclarationList(list) && list.declarations.length === 1;
  const { checker } = outer;
  // Behind an empty list of its own nothing may be in the constant, whose value it becomes.
  const isUntouched = (statement: ts.Statement): boolean =>
    variablesIn(checker, helper.node).every(
      ({ name, symbol }) => symbol !== own.symbol || name.parent === own.declaration || name.pos >= statement.pos,
    );
  const isSame = ([statement, { result: given }]: readonly [ts.Statement, Guard]): boolean => {
    if (given === undefined) return false;
    if (ts.isIdentifier(given)) return checker.getSymbolAtLocation(given) === own.symbol;
    return areAlike(given, initializer) && isUntouched(statement);
  };
  if (!isAlone || ![...helper.guards].every(isSame)) return undefined;
  names.set(own.symbol, [added(written, at, outer)]);
  return { before: [], after: [], dropped: new Set(), first: list.parent };
}

interface OwnConstant {
  readonly symbol: ts.Symbol;
  readonly declaration: ts.VariableDeclaration;
}

/** A constant that stands directly in the body of the function. */
function ownConstant(checker: ts.TypeChecker, { statements }: Helper, node: ts.Expression): OwnConstant | undefined {
  const name = skipWrappers(node);
  const symbol = ts.isIdentifier(name) ? valueNamed(checker, name) : undefined;
  const declaration = symbol?.valueDeclaration;
  if (symbol === undefined || declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  const isThere = statements.some((one) => one === declaration.parent.parent);
  return isConstant && isThere ? { symbol, declaration } : undefined;
}

function valueNamed(checker: ts.TypeChecker, name: ts.Identifier): ts.Symbol | undefined {
  const { parent } = name;
  return ts.isShorthandPropertyAssignment(parent)
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : checker.getSymbolAtLocation(name);
}

/** A constant of the function, and the member that it is of its value. */
interface Member extends OwnConstant {
  /** The name; undefined in a tuple. */
  readonly key: string | undefined;
  readonly type: ts.TypeNode;
}

/** The empty lists that a function gives in an object or tuple: `return { open, done };`. */
function membersOf(checker: ts.TypeChecker, helper: Helper, result: ts.Expression): readonly Member[] | undefined {
  const parts = partsOf(result);
  if (parts === undefined || parts.length === 0) return undefined;
  const members = parts.map(({ key, value }): Member | undefined => {
    const own = ownConstant(checker, helper, value);
    const { type, initializer } = own?.declaration ?? {};
    const isEmpty =
      initializer !== undefined && ts.isArrayLiteralExpression(initializer) && initializer.elements.length === 0;
    return own !== undefined && type !== undefined && isEmpty ? { ...own, key, type } : undefined;
  });
  if (!members.every((one) => one !== undefined)) return undefined;
  const declared = new Set<ts.Node>(members.map(({ declaration }) => declaration));
  const lists = new Set(members.map(({ declaration }) => declaration.parent));
  const areAlone = [...lists].every((list) =>
    (list as ts.VariableDeclarationList).declarations.every((one) => declared.has(one)),
  );
  return declared.size === members.length && areAlone ? members : undefined;
}

interface PartOfValue {
  readonly key: string | undefined;
  readonly value: ts.Expression;
}

function partsOf(result: ts.Expression): readonly PartOfValue[] | undefined {
  if (ts.isArrayLiteralExpression(result)) {
    const isPlain = result.elements.every((one) => !ts.isSpreadElement(one) && !ts.isOmittedExpression(one));
    return isPlain ? result.elements.map((value) => ({ key: undefined, value })) : undefined;
  }
  if (!ts.isObjectLiteralExpression(result)) return undefined;
  const parts = result.properties.map((member): PartOfValue | undefined => {
    if (member.name === undefined || !ts.isIdentifier(member.name)) return undefined;
    if (ts.isShorthandPropertyAssignment(member)) return { key: member.name.text, value: member.name };
    return ts.isPropertyAssignment(member) ? { key: member.name.text, value: member.initializer } : undefined;
  });
  return parts.every((one) => one !== undefined) ? parts : undefined;
}

function declareMembers(
  outer: Scope,
  { written: text, at: target }: Target,
  members: readonly Member[],
  { inside, names }: Pick<OpenedCall, "inside" | "names">,
): DeclaredResult {
  const put = (part: string): Piece => added(part, target, outer);
  const isObject = members[0]?.key !== undefined;
  const [open, close] = isObject ? ["{ ", " }"] : ["[", "]"];
  const before: Piece[] = [put(`const ${text}: ${open}`)];
  for (const [index, { key, type }] of members.entries()) {
    before.push(put(`${index > 0 ? ", " : ""}${key === undefined ? "" : `${key}: `}`), ...copySource(type, inside));
  }
  const lists = members.map(({ key }) => (key === undefined ? "[]" : `${key}: []`)).join(", ");
  before.push(put(`${close} = ${open}${lists}${close};\n`));
  for (const [index, { key, symbol, declaration }] of members.entries()) {
    const access = key === undefined ? `${text}[${index}]` : `${text}.${key}`;
    names.set(symbol, [added(access, declaration, inside)]);
  }
  const dropped = new Set<ts.Node>(members.map(({ declaration }) => declaration.parent.parent));
  return { before, after: [], dropped };
}

/** The names of a pattern, with what each gets of a value that is written out. */
function pairsOf(
  checker: ts.TypeChecker,
  target: ts.BindingPattern,
  result: ts.Expression,
): readonly { readonly name: ts.Identifier; readonly part: ts.Expression }[] | undefined {
  const parts = partsOf(result);
  const isTuple = ts.isArrayBindingPattern(target);
  if (parts === undefined || isTuple !== ts.isArrayLiteralExpression(result)) return undefined;
  const named = new Map<PartOfValue, ts.Identifier>();
  for (const [index, element] of target.elements.entries()) {
    if (ts.isOmittedExpression(element)) continue;
    const { name, propertyName, initializer, dotDotDotToken } = element;
    if (!ts.isIdentifier(name) || initializer !== undefined || dotDotDotToken !== undefined) return undefined;
    const key = propertyName ?? name;
    if (!ts.isIdentifier(key)) return undefined;
    const part = isTuple ? parts[index] : parts.findLast((one) => one.key === key.text);
    if (part === undefined || named.has(part)) return undefined;
    named.set(part, name);
  }
  // What gets no name may only be a variable, which nobody needs to read.
  const areRead = parts.every((part) => named.has(part) || ts.isIdentifier(skipWrappers(part.value)));
  if (!areRead || namesEachOther(checker, parts, [...named.values()])) return undefined;
  return parts.flatMap((part) => {
    const name = named.get(part);
    return name === undefined ? [] : [{ name, part: part.value }];
  });
}

/** True where a part of the value names what the pattern declares. */
function namesEachOther(
  checker: ts.TypeChecker,
  parts: readonly PartOfValue[],
  names: readonly ts.Identifier[],
): boolean {
  const declared = new Set(names.map((name) => checker.getSymbolAtLocation(name)));
  return parts.some(({ value }) => variablesIn(checker, value).some(({ symbol }) => declared.has(symbol)));
}
