import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { dslFunctionOf } from "../dsl-function.js";
import { isValueUnused } from "../expressions/is-value-unused.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isChanged } from "./assigned.js";
import { FlowOfCollections } from "./flow-of-collections.js";
import type { Flow } from "./flow-state.js";
import { around, isChoosing, isGivenByWorkflow, isSearched, isTest, isUndefined, type Kind } from "./flow-syntax.js";
import { returnedBy } from "./returned-by.js";
import { usesOf } from "./uses-of.js";
import { writtenFunction } from "./written-function.js";

/**
 * What becomes of an object that is made in one place: it is put into lists, these are chosen from and ordered, and members are read;
 * undefined where something else happens to it.
 *
 * @param keys the members that may be read in the ways which are told
 */
export function flowOf(
  analyser: Analyser,
  made: ts.ObjectLiteralExpression,
  keys: ReadonlySet<string>,
): Flow | undefined {
  const walk = new FlowWalk(analyser, keys);
  return walk.made(made) && walk.isWhole() ? walk.flow : undefined;
}

const choosing = /^Array\.(filter|slice|toSorted|toReversed|sort|reverse)$/;
const taking = /^Array\.(find|findLast|at|shift|pop)$/;
const reading = /^Array\.(map|flatMap|forEach|some|every|findIndex|findLastIndex|reduce)$/;

class FlowWalk extends FlowOfCollections {
  /** What is done with a list of the objects. */
  protected list(list: ts.Expression): boolean {
    this.reached.add(list);
    const node = around(list);
    const { parent } = node;
    if (this.isGivenAway(list, node)) return true;
    if (ts.isBinaryExpression(parent)) {
      return this.assigned(parent, "list");
    }
    if (ts.isVariableDeclaration(parent)) {
      if (parent.initializer !== node) return false;
      return ts.isIdentifier(parent.name) ? this.variable(parent.name, "list") : this.elements(parent.name, parent);
    }
    if (ts.isForOfStatement(parent)) return parent.expression === node && this.loop(parent);
    if (ts.isElementAccessExpression(parent)) return parent.expression === node && this.object(parent);
    if (ts.isSpreadElement(parent)) return this.spread(parent);
    if (ts.isCallExpression(parent)) return this.goneThroughBy(parent, node) || this.passed(parent, node, "list");
    if (!ts.isPropertyAccessExpression(parent)) return false;
    if (parent.name.text === "length") return !isChanged(parent);
    const { parent: call } = parent;
    return ts.isCallExpression(call) && call.expression === parent && this.method(call);
  }

  protected isGivenAway(value: ts.Expression, node: ts.Expression): boolean {
    const isGiven = !isSearched(node.parent) && isGivenByWorkflow(this.analyser, node);
    if (isGiven) this.wholes.push(value);
    return isGiven;
  }

  /** `map(rows, { concurrency: 5 }, async (row) => …)` */
  protected goneThroughBy(call: ts.CallExpression, list: ts.Expression): boolean {
    const isMap = call.arguments[0] === list && dslFunctionOf(this.analyser, call.expression) === "map";
    const [callback] = isMap ? call.arguments.slice(2) : [];
    return callback !== undefined && this.callback(callback, [0]);
  }

  protected method(call: ts.CallExpression): boolean {
    const method = builtinCalled(this.analyser, call) ?? "";
    if (method === "Array.push") {
      this.give("object", ...call.arguments);
      return isValueUnused(call) && !call.arguments.some(ts.isSpreadElement);
    }
    if (/^Array\.(entries|values)$/.test(method)) return this.entries(call, method === "Array.entries");
    const isReduce = method === "Array.reduce";
    if (!choosing.test(method) && !taking.test(method) && !reading.test(method)) return false;
    if (isReduce && isChoosing(call)) return this.chosenOf(call);
    const positions = isReduce ? [1] : /sort$/i.test(method) ? [0, 1] : [0];
    const [first, ...others] = call.arguments;
    const isCallback =
      first !== undefined && this.analyser.checker.getTypeAtLocation(first).getCallSignatures().length > 0;
    if (isCallback && (!this.callback(first, positions) || (!isReduce && others.length > 0))) return false;
    if (choosing.test(method)) return isValueUnused(call) || this.list(call);
    return !taking.test(method) || isValueUnused(call) || this.object(call);
  }

  /** `rows.reduce((best, row) => (row.score > best.score ? row : best))` */
  protected chosenOf(call: ts.CallExpression): boolean {
    const [given, initial] = call.arguments;
    const callback = given && skipWrappers(given);
    if (callback === undefined || !ts.isArrowFunction(callback)) return false;
    if (initial !== undefined) this.give("object", initial);
    this.choosers.add(callback);
    this.give("object", ...returnedBy(callback));
    return this.callback(callback, [0, 1]) && this.object(call);
  }

  /** A function that gets an object at some of its parameters. */
  protected callback(given: ts.Expression, positions: readonly number[]): boolean {
    const inner = skipWrappers(given);
    const isWritten = ts.isArrowFunction(inner) || ts.isFunctionExpression(inner);
    const called = writtenFunction(this.analyser, inner);
    if (called === undefined || called === "unknown" || called.parameters.length > (positions.at(-1) ?? 0) + 2)
      return false;
    return this.parameters(called, positions, "object", isWritten);
  }

  /** `describe(row)`, `markAll(rows)` */
  protected passed(call: ts.CallExpression, argument: ts.Expression, kind: Kind): boolean {
    const index = call.arguments.indexOf(argument);
    const called = index < 0 ? undefined : writtenFunction(this.analyser, call.expression);
    if (called === undefined || called === "unknown") return false;
    if (called.parameters.some(({ dotDotDotToken }) => dotDotDotToken !== undefined)) return false;
    return this.parameters(called, [index], kind, false);
  }

  /** What a function does with the parameters that stand for what is followed. */
  protected parameters(
    called: ts.SignatureDeclaration,
    positions: readonly number[],
    kind: Kind,
    isWritten: boolean,
  ): boolean {
    const before = this.reads.length;
    const areKnown = positions.every((position) => {
      const parameter = called.parameters[position];
      if (parameter === undefined) return true;
      if (parameter.dotDotDotToken !== undefined || parameter.initializer !== undefined) return false;
      return this.taken(parameter.name, called, kind);
    });
    // Elsewhere the same function may be given other objects.
    return areKnown && (isWritten || this.reads.length === before || this.areAllOwn(called, positions, kind));
  }

  /** True for a function inside of the workflow, where it is given nothing else wherever it is called. */
  protected areAllOwn(called: ts.SignatureDeclaration, positions: readonly number[], kind: Kind): boolean {
    const name = ts.isFunctionDeclaration(called)
      ? called.name
      : (called.parent as Partial<ts.VariableDeclaration>).name;
    const symbol = name && this.analyser.checker.getSymbolAtLocation(name);
    const scope = ts.findAncestor(called.parent, ts.isFunctionLike);
    if (symbol === undefined || scope === undefined) return false;
    return usesOf(this.analyser, symbol, scope).every((use) => {
      const { parent: call } = use;
      if (!ts.isCallExpression(call)) return false;
      const isCalled = call.expression === use;
      const given = isCalled ? positions.map((position) => call.arguments[position]) : [];
      if (isCalled) this.give(kind, ...given.filter((one) => one !== undefined));
      // A callback is looked at where the list is followed.
      const method = ts.isPropertyAccessExpression(call.expression) ? call.expression : undefined;
      if (!isCalled && method !== undefined) this.give("list", method.expression);
      if (isCalled || method === undefined || kind !== "object") return isCalled;
      return /sort$/i.test(method.name.text) === positions.length > 1 && positions[0] === 0;
    });
  }

  /** What is done with one of the objects. */
  protected object(object: ts.Expression): boolean {
    this.reached.add(object);
    const node = around(object);
    const { parent } = node;
    if (this.isGivenAway(object, node)) return true;
    if (ts.isPropertyAccessExpression(parent)) return parent.expression === node && this.member(parent);
    if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isPrefixUnaryExpression(parent)) return true;
    if (ts.isConditionalExpression(parent)) {
      if (parent.condition === node) return true;
      this.give("object", parent.whenTrue, parent.whenFalse);
      return this.object(parent);
    }
    if (ts.isVariableDeclaration(parent)) {
      if (parent.initializer !== node) return false;
      return ts.isIdentifier(parent.name) ? this.variable(parent.name, "object") : this.taken(parent.name, parent);
    }
    if (ts.isArrowFunction(parent) || ts.isReturnStatement(parent)) {
      const callback = ts.findAncestor(node, ts.isFunctionLike);
      return callback !== undefined && this.choosers.has(callback);
    }
    if (ts.isCallExpression(parent)) return this.put(parent) || this.passed(parent, node, "object");
    return ts.isBinaryExpression(parent) && this.operand(parent, node);
  }

  protected operand(parent: ts.BinaryExpression, node: ts.Expression): boolean {
    const { left, right, operatorToken } = parent;
    const other = left === node ? right : left;
    switch (operatorToken.kind) {
      case ts.SyntaxKind.EqualsToken:
        return this.assigned(parent, "object");
      case ts.SyntaxKind.EqualsEqualsEqualsToken:
      case ts.SyntaxKind.ExclamationEqualsEqualsToken:
        return isUndefined(skipWrappers(other));
      case ts.SyntaxKind.AmpersandAmpersandToken:
        return left === node;
      case ts.SyntaxKind.BarBarToken:
        return left === node && isTest(parent);
      case ts.SyntaxKind.QuestionQuestionToken:
        this.give("object", other);
        return this.object(parent);
      case ts.SyntaxKind.QuestionQuestionEqualsToken:
        this.give("object", right);
        return this.entry(parent.left) && (ts.isExpressionStatement(parent.parent) || this.object(parent));
      default:
        return false;
    }
  }

  protected member(access: ts.PropertyAccessExpression): boolean {
    if (!this.keys.has(access.name.text)) return true;
    this.reads.push({ node: access, key: access.name.text });
    return !isChanged(access);
  }
}
