import ts from "typescript";
import { arrayType, isOnly } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { isValueUnused } from "../expressions/is-value-unused.js";
import { skipWrappers } from "../skip-wrappers.js";
import { around, collectionOfPairs, isUndefined, type Kind } from "./flow-syntax.js";
import { isEmptyList } from "./kept-choices.js";
import { mappedBy } from "./mapped-items.js";
import { returnedBy } from "./returned-by.js";
import { usesOf } from "./uses-of.js";

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

/** What was found of objects that are followed so far, and where they are made and put. */
export abstract class FlowState {
  protected readonly makes = new Set<ts.ObjectLiteralExpression>();
  protected readonly reads: { readonly node: MemberRead; readonly key: string }[] = [];
  protected readonly wholes: ts.Expression[] = [];
  protected readonly names = new Set<ts.Symbol>();
  /** Expressions that are known to be such objects, or lists of them. */
  protected readonly reached = new Set<ts.Node>();
  /** The functions that choose one of two objects: `(best, row) => (row.score > best.score ? row : best)`. */
  protected readonly choosers = new Set<ts.Node>();
  /** What variables get besides, which has to be among those in the end. */
  protected readonly given: { readonly node: ts.Expression; readonly kind: Kind }[] = [];

  constructor(
    readonly analyser: Analyser,
    readonly keys: ReadonlySet<string>,
  ) {}

  get flow(): Flow {
    return { makes: [...this.makes], reads: this.reads, wholes: this.wholes, names: [...this.names] };
  }

  /** True when nothing but these objects gets to where they go. */
  isWhole(): boolean {
    // What else is made is followed as well, and may give more to look at.
    for (let index = 0; index < this.given.length; index += 1) {
      const given = this.given[index];
      if (given !== undefined && !this.isOwn(given.node, given.kind)) return false;
    }
    return true;
  }

  protected give(kind: Kind, ...nodes: readonly ts.Expression[]): void {
    this.given.push(...nodes.map((node) => ({ node, kind })));
  }

  /** The elements of an array literal, as what they have to be. */
  protected giveElements({ elements }: ts.ArrayLiteralExpression): void {
    for (const one of elements) {
      if (ts.isSpreadElement(one)) this.give("list", one.expression);
      else this.give("object", one);
    }
  }

  protected isOwn(node: ts.Expression, kind: Kind): boolean {
    const inner = skipWrappers(node);
    if (this.reached.has(inner) || (kind === "object" && isUndefined(inner))) return true;
    if (ts.isConditionalExpression(inner)) return this.isOwn(inner.whenTrue, kind) && this.isOwn(inner.whenFalse, kind);
    switch (kind) {
      case "object":
        return ts.isObjectLiteralExpression(inner) && this.made(inner);
      case "list":
        if (!ts.isArrayLiteralExpression(inner)) return false;
        return inner.elements.every((one) =>
          ts.isSpreadElement(one) ? this.isOwn(one.expression, "list") : this.isOwn(one, "object"),
        );
      case "map":
        return ts.isNewExpression(inner) && (inner.arguments ?? []).every(isEmptyList);
      case "record":
        return ts.isObjectLiteralExpression(inner) && inner.properties.length === 0;
    }
  }

  made(literal: ts.ObjectLiteralExpression): boolean {
    if (this.makes.has(literal)) return true;
    this.makes.add(literal);
    this.reached.add(literal);
    return this.madeIn(literal);
  }

  /** What becomes of an object literal, or of a choice that it is one side of. */
  protected madeIn(literal: ts.Expression): boolean {
    const node = around(literal);
    const { parent } = node;
    if (ts.isConditionalExpression(parent)) {
      if (parent.condition === node) return false;
      this.give("object", parent.whenTrue, parent.whenFalse);
      return this.madeIn(parent);
    }
    if (ts.isArrowFunction(parent) || ts.isReturnStatement(parent)) return this.madeByFunction(node);
    if (ts.isArrayLiteralExpression(parent)) return this.madeInList(parent, node);
    if (ts.isCallExpression(parent)) return this.put(parent);
    if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return this.variable(parent.name, "object");
    return ts.isBinaryExpression(parent) && parent.right === node && this.operand(parent, node);
  }

  protected madeInList(literal: ts.ArrayLiteralExpression, node: ts.Expression): boolean {
    const pairs = collectionOfPairs(this.analyser, literal, node);
    if (pairs !== undefined) return this.reached.has(pairs.node) || this.value(pairs.node, pairs.kind);
    this.giveElements(literal);
    return this.reached.has(literal) || this.list(literal);
  }

  /** `items.map((item) => ({ item }))`, and what a `reduce` goes on with. */
  protected madeByFunction(node: ts.Expression): boolean {
    const callback = ts.findAncestor(node, ts.isFunctionLike);
    if (callback === undefined || !ts.isArrowFunction(callback)) return false;
    if (this.choosers.has(callback)) return true;
    const list = mappedBy(this.analyser, callback)?.list;
    if (list === undefined) return false;
    this.give("object", ...returnedBy(callback));
    return this.reached.has(list) || this.list(list);
  }

  /** `rows.push({ item });`, `byId.set(item.id, { item });` */
  protected put(call: ts.CallExpression): boolean {
    const method = builtinCalled(this.analyser, call);
    if (!ts.isPropertyAccessExpression(call.expression) || !isValueUnused(call)) return false;
    const { expression: holder } = call.expression;
    if (!ts.isIdentifier(holder) || call.arguments.some(ts.isSpreadElement)) return false;
    const isPush = method === "Array.push";
    if (!isPush && (method !== "Map.set" || call.arguments.length !== 2)) return false;
    this.give("object", ...(isPush ? call.arguments : call.arguments.slice(1)));
    return this.symbol(this.analyser.symbolOf(holder), isPush ? "list" : "map");
  }

  /** `best = { item };`, `rows = rows.filter(f);`, `byId[item.id] = { item };` */
  protected assigned({ left, operatorToken, right, parent }: ts.BinaryExpression, kind: Kind): boolean {
    if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isExpressionStatement(parent)) return false;
    this.give(kind, right);
    if (ts.isIdentifier(left)) return this.symbol(this.analyser.symbolOf(left), kind);
    return kind === "object" && this.entry(left);
  }

  /** `byId[item.id]`, where an object is put. */
  protected entry(left: ts.Expression): boolean {
    const inner = skipWrappers(left);
    if (!ts.isElementAccessExpression(inner) || !ts.isIdentifier(inner.expression)) return false;
    const isList = isOnly(this.analyser.types(inner.expression), arrayType);
    return this.symbol(this.analyser.symbolOf(inner.expression), isList ? "list" : "record");
  }

  protected variable(name: ts.Identifier, kind: Kind): boolean {
    return this.symbol(this.analyser.checker.getSymbolAtLocation(name), kind);
  }

  /** A variable of a function, with all that is done by its name. */
  protected symbol(symbol: ts.Symbol | undefined, kind: Kind): boolean {
    const declaration = symbol?.valueDeclaration;
    if (symbol === undefined || declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
    if (!ts.isIdentifier(declaration.name) || !ts.isVariableStatement(declaration.parent.parent)) return false;
    if (this.names.has(symbol)) return true;
    this.names.add(symbol);
    if (declaration.initializer !== undefined) this.give(kind, declaration.initializer);
    const scope = ts.findAncestor(declaration, ts.isFunctionLike);
    return scope !== undefined && this.uses(symbol, scope, kind);
  }

  protected uses(symbol: ts.Symbol, scope: ts.Node, kind: Kind): boolean {
    return usesOf(this.analyser, symbol, scope).every((use) => this.value(use, kind));
  }

  protected value(node: ts.Expression, kind: Kind): boolean {
    switch (kind) {
      case "object":
        return this.object(node);
      case "list":
        return this.list(node);
      case "map":
        return this.map(node);
      case "record":
        return this.record(node);
    }
  }

  /** What is done with one of the objects, or with what holds some of them. */
  protected abstract object(object: ts.Expression): boolean;
  protected abstract list(list: ts.Expression): boolean;
  protected abstract map(map: ts.Expression): boolean;
  protected abstract record(record: ts.Expression): boolean;
  protected abstract operand(parent: ts.BinaryExpression, node: ts.Expression): boolean;
}
