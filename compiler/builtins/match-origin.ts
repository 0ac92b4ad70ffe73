import ts from "typescript";
import { innermost } from "./use.js";

/** A step from a value to one inside it: an element of a list, or a member by its name. */
export type Step = { readonly member: string } | "element";

/** The calls that make the matches which a value may be; undefined where that cannot be said. */
export type Origins = readonly ts.CallExpression[] | undefined;

/** Methods of lists whose elements are elements of the list itself. */
export const sameElements = /^(filter|slice|toSorted|sort|toReversed|reverse|concat|toArray)$/;

/** Those that give one element. */
export const oneElement = /^(find|findLast|at|pop|shift)$/;

/** The positions of the elements among the parameters of a callback. */
export function elementParameters(method: string): readonly number[] {
  if (/^(toSorted|sort)$/.test(method)) return [0, 1];
  if (/^reduce(Right)?$/.test(method)) return [1];
  return /^(map|flatMap|filter|forEach|some|every|find|findLast|findIndex|findLastIndex)$/.test(method) ? [0] : [];
}

/** The name of the method that is called, and what it is called on. */
export function methodCall(node: ts.Node): { readonly name: string; readonly on: ts.Expression } | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  return { name: node.expression.name.text, on: node.expression.expression };
}

/** `Array.from(…)` */
export function isArrayFrom(node: ts.CallExpression): boolean {
  return node.expression.getText() === "Array.from";
}

/** `Promise.all(…)`: its elements are those of the list, once they are there. */
export function isPromiseAll(node: ts.CallExpression): boolean {
  return node.expression.getText() === "Promise.all";
}

/** The function that a callback or a name stands for. */
export function functionOf(node: ts.Expression, checker: ts.TypeChecker): ts.FunctionLikeDeclaration | undefined {
  const inner = innermost(node);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) return inner;
  const declaration = ts.isIdentifier(inner) ? checker.getSymbolAtLocation(inner)?.valueDeclaration : undefined;
  if (declaration === undefined) return undefined;
  if (ts.isFunctionDeclaration(declaration)) return declaration;
  if (!ts.isVariableDeclaration(declaration) || !isConstant(declaration)) return undefined;
  return declaration.initializer && functionOf(declaration.initializer, checker);
}

export function isConstant(declaration: ts.VariableDeclaration): boolean {
  return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
}

/** What a function returns; of an async one, what its promise resolves to. */
export function returnedValues(node: ts.FunctionLikeDeclaration): readonly ts.Expression[] {
  const body = "body" in node ? node.body : undefined;
  if (body === undefined) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression !== undefined) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** The uses of a name in what is around its declaration. */
export function usesOfName(name: ts.Identifier, checker: ts.TypeChecker): readonly ts.Identifier[] {
  const symbol = checker.getSymbolAtLocation(name);
  const outer = ts.isFunctionLike(name.parent) ? name.parent.parent : name.parent;
  const scope = ts.findAncestor(outer, (node) => ts.isFunctionLike(node) || ts.isSourceFile(node));
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node !== name && node.text === name.text && named(node, checker) === symbol) {
      found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  if (scope !== undefined) visit(scope);
  return found;
}

function named(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  return ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
}

/** Follows a value back to where it is made. */
export class OriginFinder {
  readonly #checker: ts.TypeChecker;
  readonly #seen = new Set<string>();
  /** True when there may be an empty list in place of a match: `match ?? []`. */
  mayBeEmpty = false;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** The matches that are, or are inside of, the value of an expression. */
  of(node: ts.Expression, steps: readonly Step[]): Origins {
    const inner = innermost(node);
    const key = `${inner.getSourceFile().fileName}:${inner.pos}:${inner.end}:${JSON.stringify(steps)}`;
    if (this.#seen.has(key)) return [];
    this.#seen.add(key);
    return this.#of(inner, steps);
  }

  #all(nodes: readonly ts.Expression[], steps: readonly Step[]): Origins {
    const found = nodes.map((node) => this.of(node, steps));
    return found.includes(undefined) ? undefined : found.flatMap((one) => one ?? []);
  }

  #of(node: ts.Expression, steps: readonly Step[]): Origins {
    if (node.kind === ts.SyntaxKind.NullKeyword) return [];
    if (ts.isAwaitExpression(node)) return this.of(node.expression, steps);
    if (ts.isConditionalExpression(node)) return this.#all([node.whenTrue, node.whenFalse], steps);
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return this.of(node.right, steps);
      const isOr = kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
      return isOr ? this.#all([node.left, node.right], steps) : undefined;
    }
    if (ts.isIdentifier(node)) return node.text === "undefined" ? [] : this.#ofName(node, steps);
    if (ts.isPropertyAccessExpression(node)) return this.of(node.expression, [{ member: node.name.text }, ...steps]);
    if (ts.isElementAccessExpression(node)) {
      const { argumentExpression: at } = node;
      const step: Step = ts.isStringLiteralLike(at) ? { member: at.text } : "element";
      return this.of(node.expression, [step, ...steps]);
    }
    const [first, ...rest] = steps;
    if (ts.isArrayLiteralExpression(node)) {
      if (first === undefined) {
        this.mayBeEmpty = true;
        return node.elements.length === 0 ? [] : undefined;
      }
      const found = node.elements.map((element) => {
        return ts.isSpreadElement(element) ? this.of(element.expression, steps) : this.of(element, rest);
      });
      return found.includes(undefined) ? undefined : found.flatMap((one) => one ?? []);
    }
    if (ts.isObjectLiteralExpression(node)) return this.#ofObject(node, first, rest);
    return ts.isCallExpression(node) ? this.#ofCall(node, steps) : undefined;
  }

  #ofObject(node: ts.ObjectLiteralExpression, first: Step | undefined, rest: readonly Step[]): Origins {
    if (first === undefined || first === "element") return undefined;
    const found: Origins[] = [];
    for (const property of node.properties.toReversed()) {
      if (ts.isSpreadAssignment(property)) {
        found.push(this.of(property.expression, [first, ...rest]));
      } else if (property.name === undefined || ts.isComputedPropertyName(property.name)) {
        return undefined;
      } else if (property.name.text === first.member) {
        if (ts.isPropertyAssignment(property)) found.push(this.of(property.initializer, rest));
        else if (ts.isShorthandPropertyAssignment(property)) found.push(this.of(property.name, rest));
        else return undefined;
        break;
      }
    }
    return found.includes(undefined) ? undefined : found.flatMap((one) => one ?? []);
  }

  #ofCall(node: ts.CallExpression, steps: readonly Step[]): Origins {
    const [first, ...rest] = steps;
    const [argument, second] = node.arguments;
    const method = methodCall(node);
    if (method !== undefined) {
      const { name, on } = method;
      if (name === "exec" || name === "match") return first === undefined ? [node] : undefined;
      if (name === "matchAll") return first === "element" && rest.length === 0 ? [node] : undefined;
      if (oneElement.test(name)) return this.of(on, ["element", ...steps]);
      if (first === "element") {
        if (name === "concat") return this.#all([on, ...node.arguments], steps);
        if (sameElements.test(name)) return this.of(on, steps);
        const isFrom = isArrayFrom(node);
        if (isPromiseAll(node)) return argument === undefined ? undefined : this.of(argument, steps);
        if (isFrom && argument !== undefined && second === undefined) return this.of(argument, steps);
        const callback = isFrom ? second : argument;
        const made = callback && functionOf(callback, this.#checker);
        if ((name === "map" || isFrom) && made !== undefined) return this.#all(returnedValues(made), rest);
        if (name === "flatMap" && made !== undefined) return this.#all(returnedValues(made), steps);
      }
    }
    const called = functionOf(node.expression, this.#checker);
    return called === undefined ? undefined : this.#all(returnedValues(called), steps);
  }

  #ofName(node: ts.Identifier, steps: readonly Step[]): Origins {
    const declaration = named(node, this.#checker)?.valueDeclaration;
    return declaration === undefined ? undefined : this.ofDeclaration(declaration, steps);
  }

  /** Of what a declaration binds: a name, or a part of a pattern. */
  ofDeclaration(declaration: ts.Declaration, steps: readonly Step[]): Origins {
    if (ts.isBindingElement(declaration)) {
      const { parent: pattern, dotDotDotToken, initializer, propertyName, name } = declaration;
      if (dotDotDotToken !== undefined || initializer !== undefined) return undefined;
      const key = propertyName ?? name;
      if (ts.isArrayBindingPattern(pattern)) return this.ofDeclaration(pattern.parent, ["element", ...steps]);
      if (!ts.isIdentifier(key) && !ts.isStringLiteral(key)) return undefined;
      return this.ofDeclaration(pattern.parent, [{ member: key.text }, ...steps]);
    }
    if (ts.isParameter(declaration)) return this.#ofParameter(declaration, steps);
    if (!ts.isVariableDeclaration(declaration) || !isConstant(declaration)) return undefined;
    const loop = declaration.parent.parent;
    const added = ts.isIdentifier(declaration.name) ? this.#addedTo(declaration.name, steps) : [];
    if (added === undefined) return undefined;
    if (ts.isForOfStatement(loop)) return this.of(loop.expression, ["element", ...steps]);
    const made = declaration.initializer && this.of(declaration.initializer, steps);
    return made === undefined ? undefined : [...made, ...added];
  }

  #ofParameter(declaration: ts.ParameterDeclaration, steps: readonly Step[]): Origins {
    const { parent, dotDotDotToken, initializer } = declaration;
    if (dotDotDotToken !== undefined || initializer !== undefined) return undefined;
    const position = parent.parameters.indexOf(declaration);
    const found = callsOf(parent, this.#checker)?.map(({ call, isCallback }) => {
      const method = isCallback ? methodCall(call) : undefined;
      if (isCallback && isArrayFrom(call)) {
        return position === 0 ? this.of(call.arguments[0] as ts.Expression, ["element", ...steps]) : undefined;
      }
      if (isCallback) {
        const isElement = method !== undefined && elementParameters(method.name).includes(position);
        return isElement ? this.of(method.on, ["element", ...steps]) : undefined;
      }
      const argument = call.arguments[position];
      return argument === undefined || call.arguments.some((one) => ts.isSpreadElement(one))
        ? undefined
        : this.of(argument, steps);
    });
    return found === undefined || found.includes(undefined) ? undefined : found.flatMap((one) => one ?? []);
  }

  /** What is pushed to a list by its name; undefined where it is changed in another way. */
  #addedTo(name: ts.Identifier, steps: readonly Step[]): Origins {
    const [first, ...rest] = steps;
    const found: Origins[] = [];
    for (const use of usesOfName(name, this.#checker)) {
      let end: ts.Node = use;
      while (isPart(end.parent, end)) end = end.parent;
      const { parent } = end;
      const method = methodCall(parent);
      if (ts.isCallExpression(parent) && parent.expression === end && method !== undefined) {
        const isPush = /^(push|unshift)$/.test(method.name);
        const isOwn = innermost(method.on) === use && first === "element";
        if (/^(splice|fill|copyWithin)$/.test(method.name) || (isPush && !isOwn)) return undefined;
        if (isPush && parent.arguments.some((argument) => ts.isSpreadElement(argument))) return undefined;
        if (isPush) found.push(this.#all(parent.arguments, rest));
      } else if (isChanged(end, parent) || (first !== undefined && isGivenAway(end, parent, this.#checker))) {
        return undefined;
      }
    }
    return found.includes(undefined) ? undefined : found.flatMap((one) => one ?? []);
  }
}

/** A call of a function, or one that it is the callback of. */
interface FunctionUse {
  readonly call: ts.CallExpression;
  readonly isCallback: boolean;
}

/** The calls of a function; undefined where it may be called from elsewhere. */
export function callsOf(node: ts.SignatureDeclaration, checker: ts.TypeChecker): readonly FunctionUse[] | undefined {
  const onTheSpot = useOf(node);
  if (onTheSpot !== undefined) return [onTheSpot];
  const declaration = ts.isVariableDeclaration(node.parent) && isConstant(node.parent) ? node.parent : node;
  const { name } = declaration;
  if (name === undefined || !ts.isIdentifier(name) || isExported(declaration)) return undefined;
  const found = usesOfName(name, checker).map(useOf);
  return found.includes(undefined) ? undefined : found.flatMap((one) => one ?? []);
}

function useOf(node: ts.Node): FunctionUse | undefined {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return useOf(parent);
  if (!ts.isCallExpression(parent)) return undefined;
  if (parent.expression === node) return { call: parent, isCallback: false };
  const position = isArrayFrom(parent) ? 1 : 0;
  const isCallback = parent.arguments[position] === node && methodCall(parent) !== undefined;
  return isCallback ? { call: parent, isCallback } : undefined;
}

function isExported(node: ts.Node): boolean {
  const statement = ts.findAncestor(node, ts.isStatement);
  return (
    statement !== undefined &&
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function isPart(parent: ts.Node, child: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) return parent.expression === child;
  return ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent);
}

function isChanged(node: ts.Node, parent: ts.Node): boolean {
  if (ts.isDeleteExpression(parent) || ts.isPostfixUnaryExpression(parent)) return true;
  if (!ts.isBinaryExpression(parent) || parent.left !== node) return false;
  const { kind } = parent.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** True for an argument of a function that is written in the project, which may change it. */
function isGivenAway(node: ts.Node, parent: ts.Node, checker: ts.TypeChecker): boolean {
  if (!ts.isCallExpression(parent) || parent.expression === node) return false;
  const declaration = checker.getResolvedSignature(parent)?.declaration;
  return declaration === undefined || !declaration.getSourceFile().isDeclarationFile;
}
