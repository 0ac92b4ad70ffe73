import ts from "typescript";
import { isAssignmentOperator } from "../../analyse/mutating-methods.js";
import { skipWrappers } from "../../analyse/skip-wrappers.js";
import { added, copySource } from "../copy-source.js";
import type { Piece } from "../expanded-text.js";
import { firstCall, firstCallIn } from "../first-call.js";
import { isConstantName } from "../names.js";
import { contains } from "./class-shape.js";
import { type FluentCall, fluentCall } from "./fluent-method.js";
import { nameOfInstance } from "./class-types.js";
import { writeGiven } from "./write-uses.js";
import type { ClassWriting } from "./writing.js";

/** Calls of methods that give their instance, one after the other: `builder.where(one).where(other)`. */
interface Chain {
  readonly root: ts.Expression;
  /** The first one first. */
  readonly calls: readonly ts.CallExpression[];
}

/**
 * What is written for a statement, or the value of an arrow function, that begins with such calls: each is a statement of its own, and
 * the name of the instance is the value.
 */
export function writeChain(node: ts.Node, writing: ClassWriting): readonly Piece[] | undefined {
  if (ts.isSourceFile(node) || writing.settled.has(node)) return undefined;
  if (ts.isArrowFunction(node.parent) && node.parent.body === node) return writeBody(node as ts.Expression, writing);
  if (!ts.isStatement(node) || ts.findAncestor(node, ts.isFunctionLike) === undefined) return undefined;
  const call = firstCall(node, searchIn(writing));
  const chain = call && chainOf(call, writing);
  if (call === undefined || chain === undefined) return undefined;
  const put = (text: string, at: ts.Node = node): Piece => added(text, at, writing);
  const isWhole = ts.isExpressionStatement(node) && skipWrappers(node.expression) === call;
  const { parent } = node;
  writing.settled.add(node);
  const { before, name } = writeCalls(chain, nameDeclaredBy(node, call, writing), writing);
  const isDeclared = before !== undefined && nameDeclaredBy(node, call, writing) === name;
  const rest = isWhole || isDeclared ? [] : copySource(node, instead(writing, call, name));
  const isAlone = !ts.isBlock(parent) && !ts.isCaseOrDefaultClause(parent);
  return isAlone ? [put("{ "), ...before, ...rest, put(" }")] : [...before, ...rest];
}

function writeBody(node: ts.Expression, writing: ClassWriting): readonly Piece[] | undefined {
  if (ts.isBlock(node)) return undefined;
  const search = searchIn(writing);
  const call = firstCallIn(node, search);
  const chain = call && chainOf(call, writing);
  if (call === undefined || chain === undefined) return undefined;
  writing.settled.add(node);
  const { before, name } = writeCalls(chain, undefined, writing);
  const value =
    skipWrappers(node) === call ? [added(name, call, writing)] : copySource(node, instead(writing, call, name));
  const put = (text: string): Piece => added(text, node, writing);
  return [put("{ "), ...before, put("return "), ...value, put("; }")];
}

/** A writing in which a call is a name. */
function instead(writing: ClassWriting, call: ts.Node, name: string): ClassWriting {
  return {
    ...writing,
    instead: (node, inner) => (node === call ? [added(name, call, inner)] : writing.instead(node, inner)),
  };
}

function searchIn(writing: ClassWriting): Parameters<typeof firstCall>[1] {
  return {
    isWanted: (call) => chainOf(call, writing) !== undefined,
    isConstant: (name) => isConstantName(writing.checker, name),
  };
}

/** `builder` in `const builder = new Builder().where(one);` */
function nameDeclaredBy(node: ts.Statement, call: ts.CallExpression, { checker }: ClassWriting): string | undefined {
  if (!ts.isVariableStatement(node)) return undefined;
  const [declaration, ...others] = node.declarationList.declarations;
  const isConst = (node.declarationList.flags & ts.NodeFlags.Const) !== 0;
  if (declaration === undefined || others.length > 0 || !isConst || !ts.isIdentifier(declaration.name))
    return undefined;
  if (declaration.initializer !== call) return undefined;
  const symbol = checker.getSymbolAtLocation(declaration.name);
  const isNamed = contains(call, (one) => ts.isIdentifier(one) && checker.getSymbolAtLocation(one) === symbol);
  return isNamed ? undefined : declaration.name.text;
}

function writeCalls(
  { root, calls }: Chain,
  declared: string | undefined,
  writing: ClassWriting,
): { readonly before: readonly Piece[]; readonly name: string } {
  const before: Piece[] = [];
  let name = declared ?? "";
  if (isSteady({ root, calls }, writing))
    name = copySource(root, writing)
      .map(({ text }) => text)
      .join("");
  else {
    const [first] = calls;
    const owner = first === undefined ? undefined : fluentCall(first, writing)?.owner;
    if (declared === undefined) name = writing.fresh.next(owner === undefined ? "made" : nameOfInstance(owner), root);
    before.push(added(`const ${name} = `, root, writing), ...copySource(root, writing), added(";\n", root, writing));
  }
  for (const call of calls) {
    const { silent, owner } = fluentCall(call, writing) as FluentCall;
    writing.onUsed(owner, silent);
    before.push(added(silent, call, writing), ...writeGiven(call, [added(name, call, writing)], writing));
    before.push(added(";\n", call, writing));
  }
  return { before, name };
}

/** True for a name that stands for the same instance all along. */
function isSteady({ root, calls }: Chain, { checker, self }: ClassWriting): boolean {
  if (root.kind === ts.SyntaxKind.ThisKeyword) return self !== undefined;
  if (!ts.isIdentifier(root)) return false;
  if (isConstantName(checker, root)) return true;
  // A variable, to which nothing that is given may give another value.
  return !calls.some((call) => call.arguments.some((one) => contains(one, mayDoAnything)));
}

function mayDoAnything(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) return isAssignmentOperator(node.operatorToken.kind);
  return (
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isPrefixUnaryExpression(node) ||
    ts.isPostfixUnaryExpression(node)
  );
}

/** The calls that lead to a value; undefined where there is nothing to set apart. */
function chainOf(call: ts.CallExpression, writing: ClassWriting): Chain | undefined {
  const calls: ts.CallExpression[] = [];
  let root: ts.Expression = call;
  for (;;) {
    const inner = skipWrappers(root);
    if (!ts.isCallExpression(inner) || fluentCall(inner, writing) === undefined) break;
    calls.unshift(inner);
    root = (inner.expression as ts.PropertyAccessExpression).expression;
  }
  const isUnsteady = ts.isIdentifier(root) && !isSteady({ root, calls }, writing);
  return calls.length === 0 || isUnsteady ? undefined : { root, calls };
}
