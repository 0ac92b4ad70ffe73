import ts from "typescript";
import { isValueUnused } from "../expressions/is-value-unused.js";
import { isChanged } from "./assigned.js";
import { FlowState } from "./flow-state.js";
import { around, declaredBy, type Kind, namesPlain } from "./flow-syntax.js";
import { usesOf } from "./uses-of.js";

/** What is done with Maps and records of objects, with loops over such, and with the names that these give. */
export abstract class FlowOfCollections extends FlowState {
  /** What is done with a Map of the objects. */
  protected map(map: ts.Expression): boolean {
    this.reached.add(map);
    const { parent } = around(map);
    if (ts.isVariableDeclaration(parent)) return ts.isIdentifier(parent.name) && this.variable(parent.name, "map");
    if (ts.isForOfStatement(parent)) return this.pairs(parent);
    if (!ts.isPropertyAccessExpression(parent) || ts.isOptionalChain(parent)) return false;
    if (parent.name.text === "size") return true;
    const { parent: call } = parent;
    if (!ts.isCallExpression(call) || call.expression !== parent) return false;
    const [first] = call.arguments;
    switch (parent.name.text) {
      case "get":
        return isValueUnused(call) || this.object(call);
      case "set":
        return this.put(call);
      case "has":
      case "delete":
      case "clear":
      case "keys":
        return true;
      case "forEach":
        return first !== undefined && this.callback(first, [0]);
      case "values":
        return this.members(call);
      case "entries": {
        const { parent: loop } = around(call);
        return ts.isForOfStatement(loop) && this.pairs(loop);
      }
      default:
        return false;
    }
  }

  /** `for (const row of byId.values())`, `[...byId.values()]` */
  protected members(call: ts.CallExpression): boolean {
    this.reached.add(call);
    const { parent } = around(call);
    if (ts.isForOfStatement(parent)) return this.loop(parent);
    return ts.isSpreadElement(parent) && this.spread(parent);
  }

  /** What is done with a record of the objects. */
  protected record(record: ts.Expression): boolean {
    this.reached.add(record);
    const node = around(record);
    const { parent } = node;
    if (ts.isVariableDeclaration(parent)) return ts.isIdentifier(parent.name) && this.variable(parent.name, "record");
    if (ts.isForInStatement(parent)) return parent.expression === node;
    if (ts.isBinaryExpression(parent)) {
      return parent.right === node && parent.operatorToken.kind === ts.SyntaxKind.InKeyword;
    }
    if (ts.isElementAccessExpression(parent)) {
      if (parent.expression !== node) return false;
      return ts.isDeleteExpression(parent.parent) || this.object(parent);
    }
    if (!ts.isCallExpression(parent)) return false;
    switch (parent.expression.getText()) {
      case "Object.keys":
        return true;
      case "Object.values":
        return this.list(parent);
      case "Object.entries": {
        const { parent: loop } = around(parent);
        return ts.isForOfStatement(loop) && this.pairs(loop);
      }
      default:
        return false;
    }
  }

  /** `[...rows]` */
  protected spread({ parent: literal }: ts.SpreadElement): boolean {
    if (!ts.isArrayLiteralExpression(literal)) return false;
    this.giveElements(literal);
    return this.reached.has(literal) || this.list(literal);
  }

  /** `for (const [index, row] of rows.entries())` */
  protected entries(call: ts.CallExpression, isPair: boolean): boolean {
    const { parent: loop } = around(call);
    if (!ts.isForOfStatement(loop)) return false;
    return isPair ? this.pairs(loop) : this.loop(loop);
  }

  /** A loop that goes through pairs, of which an object is the second part. */
  protected pairs(loop: ts.ForOfStatement): boolean {
    const declared = declaredBy(loop);
    if (declared === undefined || !ts.isArrayBindingPattern(declared)) return false;
    const [, row, ...others] = declared.elements;
    if (row === undefined) return true;
    return (
      others.length === 0 && ts.isBindingElement(row) && row.initializer === undefined && this.taken(row.name, loop)
    );
  }

  protected loop(loop: ts.ForOfStatement): boolean {
    const declared = loop.awaitModifier === undefined ? declaredBy(loop) : undefined;
    return declared !== undefined && this.taken(declared, loop);
  }

  /** A name, or a pattern, that stands for an object in a scope. */
  protected taken(name: ts.BindingName, scope: ts.Node, kind: Kind = "object"): boolean {
    if (ts.isObjectBindingPattern(name)) return kind === "object" && this.pattern(name);
    const symbol = ts.isIdentifier(name) ? this.analyser.checker.getSymbolAtLocation(name) : undefined;
    if (symbol === undefined) return false;
    if (this.names.has(symbol)) return true;
    this.names.add(symbol);
    return this.uses(symbol, scope, kind);
  }

  /** `const [first, ...others] = rows` */
  protected elements(pattern: ts.BindingPattern, declaration: ts.VariableDeclaration): boolean {
    const scope = ts.findAncestor(declaration, ts.isFunctionLike);
    const isConstant = (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
    if (!ts.isArrayBindingPattern(pattern) || scope === undefined || !isConstant) return false;
    return pattern.elements.every((element) => {
      if (ts.isOmittedExpression(element)) return true;
      const { name, initializer, dotDotDotToken } = element;
      if (initializer !== undefined || !ts.isIdentifier(name)) return false;
      const symbol = this.analyser.checker.getSymbolAtLocation(name);
      if (symbol === undefined) return false;
      this.names.add(symbol);
      return this.uses(symbol, scope, dotDotDotToken === undefined ? "object" : "list");
    });
  }

  /** `const { item, score } = row` */
  protected pattern(pattern: ts.ObjectBindingPattern): boolean {
    return pattern.elements.every((element) => {
      const name = element.propertyName ?? element.name;
      if (element.dotDotDotToken !== undefined || !ts.isIdentifier(name)) return false;
      if (!this.keys.has(name.text)) return true;
      if (element.initializer !== undefined || !this.isConstant(element)) return false;
      if (!ts.isIdentifier(element.name) && !namesPlain(this.analyser, element.name)) return false;
      this.reads.push({ node: element, key: name.text });
      return true;
    });
  }

  protected isConstant({ name, parent }: ts.BindingElement): boolean {
    const declaration = ts.findAncestor(parent, (outer) => ts.isVariableDeclaration(outer) || ts.isParameter(outer));
    if (declaration === undefined) return false;
    if (ts.isVariableDeclaration(declaration)) return (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
    const symbol = ts.isIdentifier(name) ? this.analyser.checker.getSymbolAtLocation(name) : undefined;
    return symbol === undefined || !usesOf(this.analyser, symbol, declaration.parent).some(isChanged);
  }

  /** A function that gets an object at some of its parameters. */
  protected abstract callback(given: ts.Expression, positions: readonly number[]): boolean;
}
