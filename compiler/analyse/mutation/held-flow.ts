import ts from "typescript";
import { arrayType, isOnly } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { dslFunctionOf } from "../dsl-function.js";
import { isValueUnused } from "../expressions/is-value-unused.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isChanged } from "./assigned.js";
import { isEmptyList } from "./kept-choices.js";
import { isBodyOfWorkflow } from "./input-of-workflow.js";
import { mappedBy } from "./mapped-items.js";
import { isPlain } from "./plain-values.js";
import { returnedBy } from "./returned-by.js";
import { isGivenAway } from "./whole-reads.js";
import { usesOf } from "./uses-of.js";
import { writtenFunction } from "./written-function.js";

/** Where a member of objects is read: `row.item`, and `item` in `const { item } = row`. */
export type MemberRead = ts.PropertyAccessExpression | ts.BindingElement;

/** Objects that are made in some places, with all that is done with them. */
export interface Flow {
  readonly makes: readonly ts.ObjectLiteralExpression[];
  /** Where members are read, by their names. */
  readonly reads: readonly { readonly node: MemberRead; readonly key: string }[];
  /** Where objects, or lists of them, are given away as a whole: by the workflow, or to a task. */
  readonly wholes: readonly ts.Expression[];
  /** The variables, parameters and names of loops that stand for them, or for lists of them. */
  readonly names: readonly ts.Symbol[];
}

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

/** What an expression stands for: one of the objects, or what holds some of them. */
type Kind = "object" | "list" | "map" | "record";

class FlowWalk {
  readonly #makes = new Set<ts.ObjectLiteralExpression>();
  readonly #reads: { readonly node: MemberRead; readonly key: string }[] = [];
  readonly #wholes: ts.Expression[] = [];
  readonly #names = new Set<ts.Symbol>();
  /** Expressions that are known to be such objects, or lists of them. */
  readonly #reached = new Set<ts.Node>();
  /** The functions that choose one of two objects: `(best, row) => (row.score > best.score ? row : best)`. */
  readonly #choosers = new Set<ts.Node>();
  /** What variables get besides, which has to be among those in the end. */
  readonly #given: { readonly node: ts.Expression; readonly kind: Kind }[] = [];

  constructor(
    readonly analyser: Analyser,
    readonly keys: ReadonlySet<string>,
  ) {}

  get flow(): Flow {
    return { makes: [...this.#makes], reads: this.#reads, wholes: this.#wholes, names: [...this.#names] };
  }

  /** True when nothing but these objects gets to where they go. */
  isWhole(): boolean {
    // What else is made is followed as well, and may give more to look at.
    for (let index = 0; index < this.#given.length; index += 1) {
      const given = this.#given[index];
      if (given !== undefined && !this.#isOwn(given.node, given.kind)) return false;
    }
    return true;
  }

  #give(kind: Kind, ...nodes: readonly ts.Expression[]): void {
    this.#given.push(...nodes.map((node) => ({ node, kind })));
  }

  /** The elements of an array literal, as what they have to be. */
  #giveElements({ elements }: ts.ArrayLiteralExpression): void {
    for (const one of elements) {
      if (ts.isSpreadElement(one)) this.#give("list", one.expression);
      else this.#give("object", one);
    }
  }

  #isOwn(node: ts.Expression, kind: Kind): boolean {
    const inner = skipWrappers(node);
    if (this.#reached.has(inner) || (kind === "object" && isUndefined(inner))) return true;
    if (ts.isConditionalExpression(inner))
      return this.#isOwn(inner.whenTrue, kind) && this.#isOwn(inner.whenFalse, kind);
    switch (kind) {
      case "object":
        return ts.isObjectLiteralExpression(inner) && this.made(inner);
      case "list":
        if (!ts.isArrayLiteralExpression(inner)) return false;
        return inner.elements.every((one) =>
          ts.isSpreadElement(one) ? this.#isOwn(one.expression, "list") : this.#isOwn(one, "object"),
        );
      case "map":
        return ts.isNewExpression(inner) && (inner.arguments ?? []).every(isEmptyList);
      case "record":
        return ts.isObjectLiteralExpression(inner) && inner.properties.length === 0;
    }
  }

  made(literal: ts.ObjectLiteralExpression): boolean {
    if (this.#makes.has(literal)) return true;
    this.#makes.add(literal);
    this.#reached.add(literal);
    return this.#madeIn(literal);
  }

  /** What becomes of an object literal, or of a choice that it is one side of. */
  #madeIn(literal: ts.Expression): boolean {
    const node = around(literal);
    const { parent } = node;
    if (ts.isConditionalExpression(parent)) {
      if (parent.condition === node) return false;
      this.#give("object", parent.whenTrue, parent.whenFalse);
      return this.#madeIn(parent);
    }
    if (ts.isArrowFunction(parent) || ts.isReturnStatement(parent)) return this.#madeByFunction(node);
    if (ts.isArrayLiteralExpression(parent)) return this.#madeInList(parent, node);
    if (ts.isCallExpression(parent)) return this.#put(parent);
    if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return this.#variable(parent.name, "object");
    return ts.isBinaryExpression(parent) && parent.right === node && this.#operand(parent, node);
  }

  #madeInList(literal: ts.ArrayLiteralExpression, node: ts.Expression): boolean {
    const pairs = collectionOfPairs(this.analyser, literal, node);
    if (pairs !== undefined) return this.#reached.has(pairs.node) || this.#value(pairs.node, pairs.kind);
    this.#giveElements(literal);
    return this.#reached.has(literal) || this.#list(literal);
  }

  /** `items.map((item) => ({ item }))`, and what a `reduce` goes on with. */
  #madeByFunction(node: ts.Expression): boolean {
    const callback = ts.findAncestor(node, ts.isFunctionLike);
    if (callback === undefined || !ts.isArrowFunction(callback)) return false;
    if (this.#choosers.has(callback)) return true;
    const list = mappedBy(this.analyser, callback)?.list;
    if (list === undefined) return false;
    this.#give("object", ...returnedBy(callback));
    return this.#reached.has(list) || this.#list(list);
  }

  /** `rows.push({ item });`, `byId.set(item.id, { item });` */
  #put(call: ts.CallExpression): boolean {
    const method = builtinCalled(this.analyser, call);
    if (!ts.isPropertyAccessExpression(call.expression) || !isValueUnused(call)) return false;
    const { expression: holder } = call.expression;
    if (!ts.isIdentifier(holder) || call.arguments.some(ts.isSpreadElement)) return false;
    const isPush = method === "Array.push";
    if (!isPush && (method !== "Map.set" || call.arguments.length !== 2)) return false;
    this.#give("object", ...(isPush ? call.arguments : call.arguments.slice(1)));
    return this.#symbol(this.analyser.symbolOf(holder), isPush ? "list" : "map");
  }

  /** `best = { item };`, `rows = rows.filter(f);`, `byId[item.id] = { item };` */
  #assigned({ left, operatorToken, right, parent }: ts.BinaryExpression, kind: Kind): boolean {
    if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isExpressionStatement(parent)) return false;
    this.#give(kind, right);
    if (ts.isIdentifier(left)) return this.#symbol(this.analyser.symbolOf(left), kind);
    return kind === "object" && this.#entry(left);
  }

  /** `byId[item.id]`, where an object is put. */
  #entry(left: ts.Expression): boolean {
    const inner = skipWrappers(left);
    if (!ts.isElementAccessExpression(inner) || !ts.isIdentifier(inner.expression)) return false;
    const isList = isOnly(this.analyser.types(inner.expression), arrayType);
    return this.#symbol(this.analyser.symbolOf(inner.expression), isList ? "list" : "record");
  }

  #variable(name: ts.Identifier, kind: Kind): boolean {
    return this.#symbol(this.analyser.checker.getSymbolAtLocation(name), kind);
  }

  /** A variable of a function, with all that is done by its name. */
  #symbol(symbol: ts.Symbol | undefined, kind: Kind): boolean {
    const declaration = symbol?.valueDeclaration;
    if (symbol === undefined || declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
    if (!ts.isIdentifier(declaration.name) || !ts.isVariableStatement(declaration.parent.parent)) return false;
    if (this.#names.has(symbol)) return true;
    this.#names.add(symbol);
    if (declaration.initializer !== undefined) this.#give(kind, declaration.initializer);
    const scope = ts.findAncestor(declaration, ts.isFunctionLike);
    return scope !== undefined && this.#uses(symbol, scope, kind);
  }

  #uses(symbol: ts.Symbol, scope: ts.Node, kind: Kind): boolean {
    return usesOf(this.analyser, symbol, scope).every((use) => this.#value(use, kind));
  }

  #value(node: ts.Expression, kind: Kind): boolean {
    switch (kind) {
      case "object":
        return this.#object(node);
      case "list":
        return this.#list(node);
      case "map":
        return this.#map(node);
      case "record":
        return this.#record(node);
    }
  }

  /** What is done with a Map of the objects. */
  #map(map: ts.Expression): boolean {
    this.#reached.add(map);
    const { parent } = around(map);
    if (ts.isVariableDeclaration(parent)) return ts.isIdentifier(parent.name) && this.#variable(parent.name, "map");
    if (ts.isForOfStatement(parent)) return this.#pairs(parent);
    if (!ts.isPropertyAccessExpression(parent) || ts.isOptionalChain(parent)) return false;
    if (parent.name.text === "size") return true;
    const { parent: call } = parent;
    if (!ts.isCallExpression(call) || call.expression !== parent) return false;
    const [first] = call.arguments;
    switch (parent.name.text) {
      case "get":
        return isValueUnused(call) || this.#object(call);
      case "set":
        return this.#put(call);
      case "has":
      case "delete":
      case "clear":
      case "keys":
        return true;
      case "forEach":
        return first !== undefined && this.#callback(first, [0]);
      case "values":
        return this.#members(call);
      case "entries": {
        const { parent: loop } = around(call);
        return ts.isForOfStatement(loop) && this.#pairs(loop);
      }
      default:
        return false;
    }
  }

  /** `for (const row of byId.values())`, `[...byId.values()]` */
  #members(call: ts.CallExpression): boolean {
    this.#reached.add(call);
    const { parent } = around(call);
    if (ts.isForOfStatement(parent)) return this.#loop(parent);
    return ts.isSpreadElement(parent) && this.#spread(parent);
  }

  /** What is done with a record of the objects. */
  #record(record: ts.Expression): boolean {
    this.#reached.add(record);
    const node = around(record);
    const { parent } = node;
    if (ts.isVariableDeclaration(parent)) return ts.isIdentifier(parent.name) && this.#variable(parent.name, "record");
    if (ts.isForInStatement(parent)) return parent.expression === node;
    if (ts.isBinaryExpression(parent)) {
      return parent.right === node && parent.operatorToken.kind === ts.SyntaxKind.InKeyword;
    }
    if (ts.isElementAccessExpression(parent)) {
      if (parent.expression !== node) return false;
      return ts.isDeleteExpression(parent.parent) || this.#object(parent);
    }
    if (!ts.isCallExpression(parent)) return false;
    switch (parent.expression.getText()) {
      case "Object.keys":
        return true;
      case "Object.values":
        return this.#list(parent);
      case "Object.entries": {
        const { parent: loop } = around(parent);
        return ts.isForOfStatement(loop) && this.#pairs(loop);
      }
      default:
        return false;
    }
  }

  /** What is done with a list of the objects. */
  #list(list: ts.Expression): boolean {
    this.#reached.add(list);
    const node = around(list);
    const { parent } = node;
    if (this.#isGivenAway(list, node)) return true;
    if (ts.isBinaryExpression(parent)) {
      return this.#assigned(parent, "list");
    }
    if (ts.isVariableDeclaration(parent)) {
      if (parent.initializer !== node) return false;
      return ts.isIdentifier(parent.name) ? this.#variable(parent.name, "list") : this.#elements(parent.name, parent);
    }
    if (ts.isForOfStatement(parent)) return parent.expression === node && this.#loop(parent);
    if (ts.isElementAccessExpression(parent)) return parent.expression === node && this.#object(parent);
    if (ts.isSpreadElement(parent)) return this.#spread(parent);
    if (ts.isCallExpression(parent)) return this.#goneThroughBy(parent, node) || this.#passed(parent, node, "list");
    if (!ts.isPropertyAccessExpression(parent)) return false;
    if (parent.name.text === "length") return !isChanged(parent);
    const { parent: call } = parent;
    return ts.isCallExpression(call) && call.expression === parent && this.#method(call);
  }

  #isGivenAway(value: ts.Expression, node: ts.Expression): boolean {
    const isGiven = !isSearched(node.parent) && isGivenByWorkflow(this.analyser, node);
    if (isGiven) this.#wholes.push(value);
    return isGiven;
  }

  /** `[...rows]` */
  #spread({ parent: literal }: ts.SpreadElement): boolean {
    if (!ts.isArrayLiteralExpression(literal)) return false;
    this.#giveElements(literal);
    return this.#reached.has(literal) || this.#list(literal);
  }

  /** `map(rows, { concurrency: 5 }, async (row) => …)` */
  #goneThroughBy(call: ts.CallExpression, list: ts.Expression): boolean {
    const isMap = call.arguments[0] === list && dslFunctionOf(this.analyser, call.expression) === "map";
    const [callback] = isMap ? call.arguments.slice(2) : [];
    return callback !== undefined && this.#callback(callback, [0]);
  }

  #method(call: ts.CallExpression): boolean {
    const method = builtinCalled(this.analyser, call) ?? "";
    if (method === "Array.push") {
      this.#give("object", ...call.arguments);
      return isValueUnused(call) && !call.arguments.some(ts.isSpreadElement);
    }
    if (/^Array\.(entries|values)$/.test(method)) return this.#entries(call, method === "Array.entries");
    const isReduce = method === "Array.reduce";
    if (!choosing.test(method) && !taking.test(method) && !reading.test(method)) return false;
    if (isReduce && isChoosing(call)) return this.#chosenOf(call);
    const positions = isReduce ? [1] : /sort$/i.test(method) ? [0, 1] : [0];
    const [first, ...others] = call.arguments;
    const isCallback =
      first !== undefined && this.analyser.checker.getTypeAtLocation(first).getCallSignatures().length > 0;
    if (isCallback && (!this.#callback(first, positions) || (!isReduce && others.length > 0))) return false;
    if (choosing.test(method)) return isValueUnused(call) || this.#list(call);
    return !taking.test(method) || isValueUnused(call) || this.#object(call);
  }

  /** `rows.reduce((best, row) => (row.score > best.score ? row : best))` */
  #chosenOf(call: ts.CallExpression): boolean {
    const [given, initial] = call.arguments;
    const callback = given && skipWrappers(given);
    if (callback === undefined || !ts.isArrowFunction(callback)) return false;
    if (initial !== undefined) this.#give("object", initial);
    this.#choosers.add(callback);
    this.#give("object", ...returnedBy(callback));
    return this.#callback(callback, [0, 1]) && this.#object(call);
  }

  /** `for (const [index, row] of rows.entries())` */
  #entries(call: ts.CallExpression, isPair: boolean): boolean {
    const { parent: loop } = around(call);
    if (!ts.isForOfStatement(loop)) return false;
    return isPair ? this.#pairs(loop) : this.#loop(loop);
  }

  /** A loop that goes through pairs, of which an object is the second part. */
  #pairs(loop: ts.ForOfStatement): boolean {
    const declared = declaredBy(loop);
    if (declared === undefined || !ts.isArrayBindingPattern(declared)) return false;
    const [, row, ...others] = declared.elements;
    if (row === undefined) return true;
    return (
      others.length === 0 && ts.isBindingElement(row) && row.initializer === undefined && this.#taken(row.name, loop)
    );
  }

  #loop(loop: ts.ForOfStatement): boolean {
    const declared = loop.awaitModifier === undefined ? declaredBy(loop) : undefined;
    return declared !== undefined && this.#taken(declared, loop);
  }

  /** A name, or a pattern, that stands for an object in a scope. */
  #taken(name: ts.BindingName, scope: ts.Node, kind: Kind = "object"): boolean {
    if (ts.isObjectBindingPattern(name)) return kind === "object" && this.#pattern(name);
    const symbol = ts.isIdentifier(name) ? this.analyser.checker.getSymbolAtLocation(name) : undefined;
    if (symbol === undefined) return false;
    if (this.#names.has(symbol)) return true;
    this.#names.add(symbol);
    return this.#uses(symbol, scope, kind);
  }

  /** `const [first, ...others] = rows` */
  #elements(pattern: ts.BindingPattern, declaration: ts.VariableDeclaration): boolean {
    const scope = ts.findAncestor(declaration, ts.isFunctionLike);
    const isConstant = (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
    if (!ts.isArrayBindingPattern(pattern) || scope === undefined || !isConstant) return false;
    return pattern.elements.every((element) => {
      if (ts.isOmittedExpression(element)) return true;
      const { name, initializer, dotDotDotToken } = element;
      if (initializer !== undefined || !ts.isIdentifier(name)) return false;
      const symbol = this.analyser.checker.getSymbolAtLocation(name);
      if (symbol === undefined) return false;
      this.#names.add(symbol);
      return this.#uses(symbol, scope, dotDotDotToken === undefined ? "object" : "list");
    });
  }

  /** A function that gets an object at some of its parameters. */
  #callback(given: ts.Expression, positions: readonly number[]): boolean {
    const inner = skipWrappers(given);
    const isWritten = ts.isArrowFunction(inner) || ts.isFunctionExpression(inner);
    const called = writtenFunction(this.analyser, inner);
    if (called === undefined || called === "unknown" || called.parameters.length > (positions.at(-1) ?? 0) + 2)
      return false;
    return this.#parameters(called, positions, "object", isWritten);
  }

  /** `describe(row)`, `markAll(rows)` */
  #passed(call: ts.CallExpression, argument: ts.Expression, kind: Kind): boolean {
    const index = call.arguments.indexOf(argument);
    const called = index < 0 ? undefined : writtenFunction(this.analyser, call.expression);
    if (called === undefined || called === "unknown") return false;
    if (called.parameters.some(({ dotDotDotToken }) => dotDotDotToken !== undefined)) return false;
    return this.#parameters(called, [index], kind, false);
  }

  /** What a function does with the parameters that stand for what is followed. */
  #parameters(called: ts.SignatureDeclaration, positions: readonly number[], kind: Kind, isWritten: boolean): boolean {
    const before = this.#reads.length;
    const areKnown = positions.every((position) => {
      const parameter = called.parameters[position];
      if (parameter === undefined) return true;
      if (parameter.dotDotDotToken !== undefined || parameter.initializer !== undefined) return false;
      return this.#taken(parameter.name, called, kind);
    });
    // Elsewhere the same function may be given other objects.
    return areKnown && (isWritten || this.#reads.length === before || this.#areAllOwn(called, positions, kind));
  }

  /** True for a function inside of the workflow, where it is given nothing else wherever it is called. */
  #areAllOwn(called: ts.SignatureDeclaration, positions: readonly number[], kind: Kind): boolean {
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
      if (isCalled) this.#give(kind, ...given.filter((one) => one !== undefined));
      // A callback is looked at where the list is followed.
      const method = ts.isPropertyAccessExpression(call.expression) ? call.expression : undefined;
      if (!isCalled && method !== undefined) this.#give("list", method.expression);
      if (isCalled || method === undefined || kind !== "object") return isCalled;
      return /sort$/i.test(method.name.text) === positions.length > 1 && positions[0] === 0;
    });
  }

  /** `const { item, score } = row` */
  #pattern(pattern: ts.ObjectBindingPattern): boolean {
    return pattern.elements.every((element) => {
      const name = element.propertyName ?? element.name;
      if (element.dotDotDotToken !== undefined || !ts.isIdentifier(name)) return false;
      if (!this.keys.has(name.text)) return true;
      if (element.initializer !== undefined || !this.#isConstant(element)) return false;
      if (!ts.isIdentifier(element.name) && !namesPlain(this.analyser, element.name)) return false;
      this.#reads.push({ node: element, key: name.text });
      return true;
    });
  }

  #isConstant({ name, parent }: ts.BindingElement): boolean {
    const declaration = ts.findAncestor(parent, (outer) => ts.isVariableDeclaration(outer) || ts.isParameter(outer));
    if (declaration === undefined) return false;
    if (ts.isVariableDeclaration(declaration)) return (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
    const symbol = ts.isIdentifier(name) ? this.analyser.checker.getSymbolAtLocation(name) : undefined;
    return symbol === undefined || !usesOf(this.analyser, symbol, declaration.parent).some(isChanged);
  }

  /** What is done with one of the objects. */
  #object(object: ts.Expression): boolean {
    this.#reached.add(object);
    const node = around(object);
    const { parent } = node;
    if (this.#isGivenAway(object, node)) return true;
    if (ts.isPropertyAccessExpression(parent)) return parent.expression === node && this.#member(parent);
    if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isPrefixUnaryExpression(parent)) return true;
    if (ts.isConditionalExpression(parent)) {
      if (parent.condition === node) return true;
      this.#give("object", parent.whenTrue, parent.whenFalse);
      return this.#object(parent);
    }
    if (ts.isVariableDeclaration(parent)) {
      if (parent.initializer !== node) return false;
      return ts.isIdentifier(parent.name) ? this.#variable(parent.name, "object") : this.#taken(parent.name, parent);
    }
    if (ts.isArrowFunction(parent) || ts.isReturnStatement(parent)) {
      const callback = ts.findAncestor(node, ts.isFunctionLike);
      return callback !== undefined && this.#choosers.has(callback);
    }
    if (ts.isCallExpression(parent)) return this.#put(parent) || this.#passed(parent, node, "object");
    return ts.isBinaryExpression(parent) && this.#operand(parent, node);
  }

  #operand(parent: ts.BinaryExpression, node: ts.Expression): boolean {
    const { left, right, operatorToken } = parent;
    const other = left === node ? right : left;
    switch (operatorToken.kind) {
      case ts.SyntaxKind.EqualsToken:
        return this.#assigned(parent, "object");
      case ts.SyntaxKind.EqualsEqualsEqualsToken:
      case ts.SyntaxKind.ExclamationEqualsEqualsToken:
        return isUndefined(skipWrappers(other));
      case ts.SyntaxKind.AmpersandAmpersandToken:
        return left === node;
      case ts.SyntaxKind.BarBarToken:
        return left === node && isTest(parent);
      case ts.SyntaxKind.QuestionQuestionToken:
        this.#give("object", other);
        return this.#object(parent);
      case ts.SyntaxKind.QuestionQuestionEqualsToken:
        this.#give("object", right);
        return this.#entry(parent.left) && (ts.isExpressionStatement(parent.parent) || this.#object(parent));
      default:
        return false;
    }
  }

  #member(access: ts.PropertyAccessExpression): boolean {
    if (!this.keys.has(access.name.text)) return true;
    this.#reads.push({ node: access, key: access.name.text });
    return !isChanged(access);
  }
}

/** True for a `reduce` that begins with an element, or with nothing. */
function isChoosing({ arguments: [, initial] }: ts.CallExpression): boolean {
  return initial === undefined || isUndefined(skipWrappers(initial));
}

/** The Map or record that is made of pairs whose second part a node is: `new Map(items.map((item) => [item.id, { item }]))`. */
function collectionOfPairs(
  analyser: Analyser,
  pair: ts.ArrayLiteralExpression,
  node: ts.Expression,
): { readonly node: ts.Expression; readonly kind: Kind } | undefined {
  const { parent: callback } = around(pair);
  if (pair.elements.length !== 2 || pair.elements[1] !== node || !ts.isArrowFunction(callback)) return undefined;
  if (returnedBy(callback).length > 1) return undefined;
  const list = mappedBy(analyser, callback)?.list;
  const made = list && around(list).parent;
  if (made === undefined || !(ts.isNewExpression(made) || ts.isCallExpression(made))) return undefined;
  if (made.arguments?.length !== 1 || made.arguments[0] !== list) return undefined;
  if (ts.isNewExpression(made)) return { node: made, kind: "map" };
  return made.expression.getText() === "Object.fromEntries" ? { node: made, kind: "record" } : undefined;
}

/** True for a choice, whose value is looked at instead. */
function isSearched(parent: ts.Node): boolean {
  return ts.isConditionalExpression(parent) || ts.isBinaryExpression(parent) || ts.isSpreadElement(parent);
}

/** True for what the workflow returns, or a task gets. */
function isGivenByWorkflow(analyser: Analyser, node: ts.Expression): boolean {
  const statement = ts.findAncestor(node, ts.isReturnStatement);
  const own = ts.findAncestor(node, ts.isFunctionLike);
  if (!isGivenAway(analyser, node)) return false;
  if (statement === undefined || ts.findAncestor(statement, ts.isFunctionLike) !== own) return true;
  return own !== undefined && isBodyOfWorkflow(analyser, own);
}

/** The outermost of the parentheses, `!` and `as` around a node. */
function around(node: ts.Expression): ts.Expression {
  const { parent } = node;
  const isWrapper =
    ts.isParenthesizedExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent);
  return isWrapper ? around(parent) : node;
}

function isUndefined(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && node.text === "undefined";
}

/** True for a condition, whose value is nothing but true or false to what is around it. */
function isTest(node: ts.Expression): boolean {
  const { parent } = around(node);
  return ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isPrefixUnaryExpression(parent);
}

function declaredBy({ initializer }: ts.ForOfStatement): ts.BindingName | undefined {
  const isConstant = ts.isVariableDeclarationList(initializer) && (initializer.flags & ts.NodeFlags.Const) !== 0;
  return isConstant ? initializer.declarations[0]?.name : undefined;
}

function namesPlain(analyser: Analyser, pattern: ts.BindingPattern): boolean {
  return pattern.elements.every(
    (one) => ts.isOmittedExpression(one) || (ts.isIdentifier(one.name) && isPlain(analyser, one.name)),
  );
}
