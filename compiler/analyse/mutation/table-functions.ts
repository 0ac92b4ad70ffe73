import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../skip-wrappers.js";
import { returnedBy } from "./returned-by.js";
import { isOnlyLookedUp } from "./use-of-table.js";

/** A function, an object or a list, where it is written. */
type Origin = ts.Expression | ts.FunctionDeclaration | ts.MethodDeclaration;

/** What something may be; undefined where the text does not tell. */
type Origins = readonly Origin[] | undefined;

/**
 * The functions that a member of a table may be, whatever the table is asked for: `handlers[event.type]`, `rule.test` of
 * `for (const rule of rules)`, the parameter of `rules.every((rule) => …)`.
 *
 * @returns undefined where the text does not tell all of them
 */
export function tableFunctions(
  analyser: Analyser,
  node: ts.Expression,
): readonly ts.SignatureDeclaration[] | undefined {
  const found = new Search(analyser).of(node);
  if (found === undefined || found.length === 0) return undefined;
  const functions = found.filter(isFunction);
  return functions.length === found.length ? functions : undefined;
}

function isFunction(node: Origin): node is ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration {
  return ts.isFunctionLike(node);
}

/** Methods that give a list of elements of the one they are called on, and those that give one element. */
const choosing = /^Array\.(filter|slice|toSorted|toReversed|sort|reverse)$/;
const taking = /^Array\.(find|findLast|at|pop|shift)$/;

/** Methods that call a function with each element. */
const calling = /^Array\.(every|filter|find|findIndex|findLast|findLastIndex|flatMap|forEach|map|some|sort|toSorted)$/;

class Search {
  readonly #analyser: Analyser;
  readonly #underWay = new Set<ts.Node>();
  /** The lists and tables whose elements are being looked for. */
  readonly #partsUnderWay = new Set<ts.Node>();

  constructor(analyser: Analyser) {
    this.#analyser = analyser;
  }

  of(node: ts.Expression): Origins {
    const inner = skipWrappers(node);
    if (this.#underWay.has(inner)) return undefined;
    this.#underWay.add(inner);
    const found = this.#of(inner);
    this.#underWay.delete(inner);
    return found;
  }

  #of(node: ts.Expression): Origins {
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return [node];
    if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) return [node];
    if (node.kind === ts.SyntaxKind.NullKeyword) return [];
    if (ts.isConditionalExpression(node)) return join([this.of(node.whenTrue), this.of(node.whenFalse)]);
    if (ts.isBinaryExpression(node)) return this.#ofOperands(node);
    if (ts.isIdentifier(node)) return node.text === "undefined" ? [] : this.#ofSymbol(this.#analyser.symbolOf(node));
    if (ts.isPropertyAccessExpression(node)) return this.#members(node.expression, node.name.text);
    if (ts.isElementAccessExpression(node)) {
      const key = skipWrappers(node.argumentExpression);
      const isConstant = ts.isStringLiteralLike(key) || ts.isNumericLiteral(key);
      return this.#members(node.expression, isConstant ? key.text : undefined) ?? this.#elements(node.expression);
    }
    return ts.isCallExpression(node) ? this.#ofCall(node) : undefined;
  }

  #ofOperands({ left, right, operatorToken: { kind } }: ts.BinaryExpression): Origins {
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return this.of(right);
    const isDefault = kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
    return isDefault ? join([this.of(left), this.of(right)]) : undefined;
  }

  #ofCall(call: ts.CallExpression): Origins {
    const builtin = builtinCalled(this.#analyser, call);
    if (builtin === undefined) {
      const called = this.of(call.expression);
      if (called === undefined || !called.every(isFunction)) return undefined;
      return join(called.flatMap((each) => returnedBy(each).map((value) => this.of(value))));
    }
    const isTaken = taking.test(builtin) && ts.isPropertyAccessExpression(call.expression);
    return isTaken && ts.isPropertyAccessExpression(call.expression)
      ? this.#elements(call.expression.expression)
      : undefined;
  }

  #ofSymbol(symbol: ts.Symbol | undefined): Origins {
    const declaration = symbol?.valueDeclaration;
    if (symbol === undefined || declaration === undefined) return undefined;
    if (ts.isFunctionDeclaration(declaration)) return [declaration];
    if (ts.isBindingElement(declaration)) return this.#ofBindingElement(declaration);
    if (!ts.isVariableDeclaration(declaration) && !ts.isParameter(declaration)) return undefined;
    return isOnlyLookedUp(this.#analyser, symbol, declaration) ? this.#ofDeclaration(declaration) : undefined;
  }

  /** The value that a constant, the variable of a loop or the parameter of a callback gets. */
  #ofDeclaration(declaration: ts.VariableDeclaration | ts.ParameterDeclaration): Origins {
    const list = this.#listOf(declaration);
    if (list !== undefined) return this.#elements(list);
    const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    const { initializer } = declaration;
    return isConstant && initializer !== undefined ? this.of(initializer) : undefined;
  }

  /** The list whose elements the variable of a loop, or the parameter of a callback, is in turn. */
  #listOf(declaration: ts.VariableDeclaration | ts.ParameterDeclaration): ts.Expression | undefined {
    if (ts.isVariableDeclaration(declaration)) {
      const loop = declaration.parent.parent;
      return ts.isForOfStatement(loop) && loop.initializer === declaration.parent ? loop.expression : undefined;
    }
    const { parent: callback } = declaration;
    const { parent: call } = callback;
    const isGiven = ts.isCallExpression(call) && call.arguments[0] === callback;
    if (!isGiven || !ts.isPropertyAccessExpression(call.expression)) return undefined;
    const method = builtinCalled(this.#analyser, call) ?? "";
    const index = callback.parameters.indexOf(declaration);
    const isElement =
      (calling.test(method) && (index === 0 || (index === 1 && /ort/.test(method)))) ||
      (method === "Array.reduce" && index === 1);
    return isElement ? call.expression.expression : undefined;
  }

  #ofBindingElement({ parent: pattern, propertyName, name, dotDotDotToken, initializer }: ts.BindingElement): Origins {
    if (dotDotDotToken !== undefined) return undefined;
    const index = pattern.elements.findIndex((element) => ts.isBindingElement(element) && element.name === name);
    const { parent } = pattern;
    const key = ts.isArrayBindingPattern(pattern) ? String(index) : nameOf(propertyName ?? name);
    if (key === undefined) return undefined;
    const pairs = ts.isBindingElement(parent) ? undefined : this.#listOf(parent);
    const table = pairs === undefined ? undefined : this.#tableOf(pairs, "Object.entries");
    if (table !== undefined && ts.isArrayBindingPattern(pattern)) {
      return key === "1" ? this.#members(table, undefined) : [];
    }
    const whole = ts.isBindingElement(parent) ? this.#ofBindingElement(parent) : this.#ofDeclaration(parent);
    const member = whole === undefined ? undefined : join(whole.map((one) => this.#member(one, key)));
    return initializer === undefined ? member : join([member, this.of(initializer)]);
  }

  /** The members of a table that have a name; all of them where the name is not known. */
  #members(table: ts.Expression, key: string | undefined): Origins {
    return this.#partsOf(table, () => {
      const found = this.of(table);
      return found === undefined ? undefined : join(found.map((one) => this.#member(one, key)));
    });
  }

  #member(table: Origin, key: string | undefined): Origins {
    if (ts.isArrayLiteralExpression(table)) {
      const isPlain = !table.elements.some(ts.isSpreadElement);
      const element = key === undefined || !isPlain ? undefined : table.elements[Number(key)];
      return element === undefined ? this.#elements(table) : this.of(element);
    }
    if (!ts.isObjectLiteralExpression(table)) return undefined;
    const mayBe = (property: ts.ObjectLiteralElementLike): boolean => {
      const name = nameOf(property.name);
      return key === undefined || name === undefined || name === key;
    };
    return join(table.properties.filter(mayBe).map((property) => this.#ofProperty(property, key)));
  }

  #ofProperty(property: ts.ObjectLiteralElementLike, key: string | undefined): Origins {
    if (ts.isPropertyAssignment(property)) return this.of(property.initializer);
    if (ts.isMethodDeclaration(property)) return [property];
    if (ts.isSpreadAssignment(property)) return this.#members(property.expression, key);
    if (!ts.isShorthandPropertyAssignment(property)) return undefined;
    return this.#ofSymbol(this.#analyser.symbolOf(property.name));
  }

  #elements(list: ts.Expression): Origins {
    const inner = skipWrappers(list);
    return this.#partsOf(inner, () => this.#elementsOf(inner));
  }

  /** A function that calls itself leads back to its own list or table. */
  #partsOf(whole: ts.Node, find: () => Origins): Origins {
    if (this.#partsUnderWay.has(whole)) return undefined;
    this.#partsUnderWay.add(whole);
    const found = find();
    this.#partsUnderWay.delete(whole);
    return found;
  }

  #elementsOf(inner: ts.Expression): Origins {
    if (ts.isArrayLiteralExpression(inner)) {
      return join(
        inner.elements.map((one) => (ts.isSpreadElement(one) ? this.#elements(one.expression) : this.of(one))),
      );
    }
    const table = this.#tableOf(inner, "Object.values");
    if (table !== undefined) return this.#members(table, undefined);
    if (ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression)) {
      if (choosing.test(builtinCalled(this.#analyser, inner) ?? "")) return this.#elements(inner.expression.expression);
    }
    const named = this.#namedList(inner);
    if (named !== undefined) return this.#elements(named);
    const lists = this.of(inner);
    if (lists === undefined || !lists.every((one) => ts.isArrayLiteralExpression(one))) return undefined;
    return join(lists.map((one) => this.#elements(one)));
  }

  /** What a constant is declared as, where that chooses from another list: `const open = rules.filter(f)`. */
  #namedList(name: ts.Expression): ts.Expression | undefined {
    const symbol = ts.isIdentifier(name) ? this.#analyser.symbolOf(name) : undefined;
    const declaration = symbol?.valueDeclaration;
    if (symbol === undefined || declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
    const { initializer } = declaration;
    const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    if (!isConstant || initializer === undefined || !isOnlyLookedUp(this.#analyser, symbol, declaration))
      return undefined;
    return ts.isCallExpression(skipWrappers(initializer)) ? initializer : undefined;
  }

  #tableOf(node: ts.Expression, method: "Object.values" | "Object.entries"): ts.Expression | undefined {
    const call = skipWrappers(node);
    return ts.isCallExpression(call) && builtinCalled(this.#analyser, call) === method ? call.arguments[0] : undefined;
  }
}

function join(parts: readonly Origins[]): Origins {
  const known = parts.filter((part) => part !== undefined);
  return known.length === parts.length ? known.flat() : undefined;
}

function nameOf(name: ts.PropertyName | ts.BindingName | undefined): string | undefined {
  const isPlain =
    name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name));
  return isPlain ? name.text : undefined;
}
