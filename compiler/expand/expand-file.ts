import ts from "typescript";
import { skipWrappers } from "../analyse/skip-wrappers.js";
import { loopForEach, loopForReduce } from "./callbacks.js";
import { added, copyFile, copySource } from "./copy-source.js";
import { declareResult, type FurtherPart } from "./declare-result.js";
import { type EarlyEnds, leftEarly } from "./early-ends.js";
import { type ExpandedText, expandedText, type Piece } from "./expanded-text.js";
import { firstCall } from "./first-call.js";
import { loopForGroupBy } from "./group-by.js";
import { type Concern, holdsElements, holdsLists, isListOfObjects } from "./group-types.js";
import { type Helper, helperOf, meansTheSame, returnsIn, type WrittenFunction, writtenFunctionOf } from "./helper.js";
import { FreshNames, isConstantName, variableOf } from "./names.js";
import { openCall, type Scope } from "./scope.js";
import { isNamedIn, type Target, targetOf } from "./target.js";

/**
 * A file's text with the calls written out whose functions make lists of elements in a record, Map or list, or change such lists; undefined
 * where there are none.
 *
 * What the text says is what the file says: the statements of a function stand in the place of its call, under names of their own, and
 * what its parameters and type parameters are given stands in their places.
 */
export function expandFile(
  file: ts.SourceFile,
  checker: ts.TypeChecker,
  concern: Concern = "lists of elements",
): ExpandedText | undefined {
  const first = new Expansion(checker, concern, new Set());
  const pieces = first.expand(file);
  if (first.isEmpty) return undefined;
  const { unused } = first;
  return expandedText(unused.size === 0 ? pieces : new Expansion(checker, concern, unused).expand(file));
}

class Expansion {
  isEmpty = true;
  readonly #fresh: FreshNames;
  /** Calls that have a name in the statement that is being written. */
  readonly #apartFrom = new Set<ts.Node>();
  readonly #named = new Set<ts.Symbol>();
  readonly #writtenOut = new Set<WrittenFunction>();

  /** @param dropped declarations that are left out */
  constructor(
    readonly checker: ts.TypeChecker,
    readonly concern: Concern,
    readonly dropped: ReadonlySet<ts.Node>,
  ) {
    this.#fresh = new FreshNames(checker);
  }

  /** The declarations of functions inside of others of which every call was written out. */
  get unused(): ReadonlySet<ts.Node> {
    const found = new Set<ts.Node>();
    for (const node of this.#writtenOut) {
      const declaration = ts.isFunctionDeclaration(node) ? node : ts.findAncestor(node, ts.isVariableStatement);
      if (declaration === undefined || ts.findAncestor(declaration.parent, ts.isFunctionLike) === undefined) continue;
      const [only, ...others] = ts.isVariableStatement(declaration)
        ? declaration.declarationList.declarations
        : [declaration];
      const symbol = only?.name && this.checker.getSymbolAtLocation(only.name);
      if (others.length === 0 && symbol !== undefined && !this.#named.has(symbol)) found.add(declaration);
    }
    return found;
  }

  expand(file: ts.SourceFile): readonly Piece[] {
    const { checker } = this;
    const fresh = this.#fresh;
    const instead: Scope["instead"] = (node, writing) => this.#instead(node, writing as Scope);
    const onNamed = (symbol: ts.Symbol): void => void this.#named.add(symbol);
    const none = { names: new Map(), functions: new Map(), calls: [], calledFrom: undefined };
    const scope: Scope = { checker, instead, at: file, fresh, onNamed, ...none };
    return copyFile(file, scope);
  }

  /** What is written for a statement in whose place others stand. */
  #instead(node: ts.Node, scope: Scope): readonly Piece[] | undefined {
    if (ts.isCallExpression(node)) return this.#inPlace(node, scope);
    if (!ts.isStatement(node) || ts.isBlock(node)) return undefined;
    if (this.dropped.has(node)) return [added("", node, scope)];
    const pieces = this.#statements(node, scope);
    if (pieces === undefined) return undefined;
    this.isEmpty = false;
    const { parent } = node;
    if (!ts.isBlock(parent) && !ts.isCaseOrDefaultClause(parent)) {
      return [added("{\n", node, scope), ...pieces, added("\n}", node, scope)];
    }
    // Without a semicolon before it, it could go on with what stands there.
    const before = parent.statements[parent.statements.indexOf(node) - 1];
    const isOpen = before !== undefined && !/[;}]$/.test(before.getText());
    return isOpen ? [added(";", node, scope), ...pieces] : pieces;
  }

  #statements(node: ts.Statement, scope: Scope): readonly Piece[] | undefined {
    if (ts.findAncestor(node, ts.isFunctionLike) === undefined) return undefined;
    if (ts.isVariableStatement(node)) {
      const [declaration, ...others] = node.declarationList.declarations;
      const isConstant = (node.declarationList.flags & ts.NodeFlags.Const) !== 0;
      if (declaration?.initializer !== undefined && others.length === 0 && isConstant) {
        const { name, initializer } = declaration;
        const pieces = this.#concerns(initializer, scope)
          ? this.#declare(targetOf(scope, name), initializer, scope)
          : undefined;
        if (pieces !== undefined) return pieces;
      }
    }
    const apart = this.#apart(node, scope);
    if (apart !== undefined || !ts.isExpressionStatement(node)) return apart;
    const call = calledIn(node.expression);
    return call && this.#perform(call, scope);
  }

  /** True for a call that gives lists of objects in a record, Map or list, or gets such. */
  #concerns(node: ts.Expression, scope: Scope): boolean {
    const call = calledIn(node);
    const { checker } = this;
    const holds = (one: ts.Node): boolean => this.#holds(one);
    if (call === undefined) return false;
    const isReduced = ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === "reduce";
    if (isReduced && isListOfObjects(checker, checker.getTypeAtLocation(call))) return true;
    const isKnown =
      isReduced ||
      /^(Object|Map)\.groupBy$/.test(call.expression.getText()) ||
      writtenFunctionOf(checker, call.expression, scope.functions) !== undefined;
    return isKnown && (holds(call) || call.arguments.some(holds));
  }

  /** The value of a function that is nothing but an expression: `count(groups)`. */
  #inPlace(call: ts.CallExpression, scope: Scope): readonly Piece[] | undefined {
    if (ts.findAncestor(call, ts.isFunctionLike) === undefined || !this.#concerns(call, scope)) return undefined;
    const helper = this.#helperOf(call, scope);
    if (helper?.result === undefined || helper.statements.length > 0 || helper.isAsync) return undefined;
    const opened = openCall(scope, call, helper);
    if (opened === undefined || opened.parameters.length > 0) return undefined;
    this.isEmpty = false;
    this.#writtenOut.add(helper.node);
    return [added("(", call, scope), ...copySource(helper.result, opened.inside), added(")", call, scope)];
  }

  /** `const byKind = …;`, with what the call does; undefined for a value that is made in another way. */
  #declare(target: Target, value: ts.Expression, scope: Scope): readonly Piece[] | undefined {
    const call = calledIn(value);
    if (call === undefined || isNamedIn(this.checker, target, call)) return undefined;
    const loop = isAwaited(call)
      ? undefined
      : (loopForReduce(scope, target, call) ?? loopForGroupBy(scope, target, call));
    if (loop !== undefined) return loop;
    const helper = this.#helperOf(call, scope);
    const opened = helper && openCall(scope, call, helper);
    if (helper === undefined || opened === undefined) return undefined;
    const { inside, parameters } = opened;
    const result = helper.endsElsewhere ? undefined : declareResult(scope, target, helper, opened);
    if (result === undefined) return this.#leftEarly({ outer: scope, value, helper, opened, target });
    const { before, after, dropped, first } = result;
    const given = after.flatMap((one) => this.#declare(one.target, one.value, inside) ?? declared(one, inside));
    this.#writtenOut.add(helper.node);
    return [...parameters, ...before, ...this.#body(helper, inside, dropped, first), ...given];
  }

  /** `addTo(groups, job);`, `jobs.forEach((job) => …);` */
  #perform(call: ts.CallExpression, scope: Scope): readonly Piece[] | undefined {
    const isInside = scope.calls.length > 0 || scope.isInLoop === true;
    if (!isInside && !this.#concernsLists(call, scope)) return undefined;
    const loop = isAwaited(call) ? undefined : loopForEach(scope, call);
    if (loop !== undefined) return loop;
    const helper = this.#helperOf(call, scope);
    const opened = helper && openCall(scope, call, helper);
    if (helper === undefined || opened === undefined) return undefined;
    if (helper.endsElsewhere || (helper.guards.size > 0 && helper.result !== undefined)) {
      return this.#leftEarly({ outer: scope, value: call, helper, opened, target: undefined });
    }
    const { inside, parameters } = opened;
    const body = this.#body(helper, inside, new Set());
    const { result } = helper;
    const isCalled = result !== undefined && ts.isCallExpression(skipWrappers(result));
    const isDone = result === undefined || ts.isIdentifier(skipWrappers(result));
    if (!isDone && !isCalled) return undefined;
    this.#writtenOut.add(helper.node);
    const last = isCalled ? [...copySource(result, inside), added(";\n", result, inside)] : [];
    return [added("{\n", call, scope), ...parameters, ...body, ...last, added("}", call, scope)];
  }

  /** The same of a function that ends at several places. */
  #leftEarly(ends: Omit<EarlyEnds, "declare">): readonly Piece[] | undefined {
    const declare: EarlyEnds["declare"] = (target, value, scope) =>
      this.#concerns(value, scope) ? this.#declare(target, value, scope) : undefined;
    const pieces = leftEarly({ ...ends, declare });
    if (pieces !== undefined) this.#writtenOut.add(ends.helper.node);
    return pieces;
  }

  /** @param first the statement that comes before the others */
  #body(
    { statements, guards }: Helper,
    inside: Scope,
    dropped: ReadonlySet<ts.Node>,
    first?: ts.Statement,
  ): readonly Piece[] {
    const pieces: Piece[] = [];
    const ends: Piece[] = [];
    const write = (one: ts.Statement): void => void pieces.push(...copySource(one, inside), added("\n", one, inside));
    if (first !== undefined) write(first);
    for (const one of statements) {
      const guard = guards.get(one);
      if (guard !== undefined) {
        const condition = copySource(guard.condition, inside);
        pieces.push(added("if (!(", one, inside), ...condition, added(")) {\n", one, inside));
        ends.push(added("}\n", one, inside));
      } else if (one !== first && !dropped.has(one)) write(one);
    }
    return [...pieces, ...ends];
  }

  /** The value that a statement begins with gets a name of its own before: `for (const batch of chunk(jobs, 10)) …`. */
  #apart(node: ts.Statement, scope: Scope): readonly Piece[] | undefined {
    const isWanted = (one: ts.CallExpression): boolean => !this.#apartFrom.has(one) && this.#concerns(one, scope);
    const isConstant = (name: ts.Identifier): boolean => isConstantName(this.checker, name);
    const call = firstCall(node, { isWanted, isConstant });
    if (call === undefined) return undefined;
    const value = isAwaited(call) ? (call.parent as ts.AwaitExpression) : call;
    if (ts.isExpressionStatement(value.parent)) return undefined;
    const place = scope.calls.length === 0 ? call : scope.at;
    const isMade = this.#holds(call);
    const written = scope.fresh.next(isMade ? "groups" : "result", place);
    const made = this.#declare({ written, at: call, pattern: undefined, symbols: new Set() }, value, scope);
    if (made === undefined) return undefined;
    const named: Scope = {
      ...scope,
      instead: (inner, writing) => (inner === value ? [added(written, call, scope)] : scope.instead(inner, writing)),
    };
    this.#apartFrom.add(call);
    const rest = copySource(node, named);
    this.#apartFrom.delete(call);
    return [...made, ...rest];
  }

  /** True for a value whose calls are written out. */
  #holds(node: ts.Node): boolean {
    const holds = this.concern === "elements" ? holdsElements : holdsLists;
    return holds(this.checker, this.checker.getTypeAtLocation(node));
  }

  #helperOf(call: ts.CallExpression, scope: Scope): Helper | undefined {
    const node = writtenFunctionOf(this.checker, call.expression, scope.functions);
    if (node === undefined || scope.calls.includes(node) || ts.isOptionalChain(call)) return undefined;
    const helper = helperOf(node);
    if (helper === undefined || helper.isAsync !== isAwaited(call) || givesPromise(this.checker, helper))
      return undefined;
    const place = scope.calls.length === 0 ? call : scope.at;
    return meansTheSame(this.checker, node, place, scope.calls) ? helper : undefined;
  }

  /** True for a call that names lists of elements, or whose function does. */
  #concernsLists(call: ts.CallExpression, scope: Scope): boolean {
    const { checker } = this;
    const holds = (node: ts.Node): boolean => {
      const isValue = ts.isCallExpression(node) || (ts.isIdentifier(node) && variableOf(checker, node) !== undefined);
      if (isValue && this.#holds(node)) return true;
      return ts.forEachChild(node, (child) => holds(child) || undefined) === true;
    };
    const called = writtenFunctionOf(checker, call.expression, scope.functions);
    return holds(call) || (called?.body !== undefined && holds(called.body));
  }
}

/** The call that a value is, or that it waits for. */
function calledIn(value: ts.Expression): ts.CallExpression | undefined {
  const inner = skipWrappers(value);
  const call = ts.isAwaitExpression(inner) ? skipWrappers(inner.expression) : inner;
  return ts.isCallExpression(call) ? call : undefined;
}

function isAwaited({ parent }: ts.CallExpression): boolean {
  return ts.isAwaitExpression(parent);
}

/** True for a function whose promise is that of a value which is a promise itself. */
function givesPromise(checker: ts.TypeChecker, { node, isAsync }: Helper): boolean {
  if (!isAsync || node.body === undefined) return false;
  const given = ts.isBlock(node.body) ? returnsIn(node.body).flatMap((one) => one.expression ?? []) : [node.body];
  return given.some((one) => checker.getTypeAtLocation(one).getProperty("then") !== undefined);
}

/** `const NAME = value;` */
function declared({ target, value, type }: FurtherPart, scope: Scope): readonly Piece[] {
  const put = (text: string): Piece => added(text, target.at, scope);
  const typed = type === undefined ? [] : [put(": "), ...copySource(type, scope)];
  return [put(`const ${target.written}`), ...typed, put(" = "), ...copySource(value, scope), put(";\n")];
}
