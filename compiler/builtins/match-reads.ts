import ts from "typescript";
import {
  callsOf,
  elementParameters,
  isArrayFrom,
  isConstant,
  isPromiseAll,
  methodCall,
  oneElement,
  sameElements,
  type Step,
  usesOfName,
} from "./match-origin.js";

/** How a match is read. */
export interface MatchReads {
  /** True when somebody asks where it was found. */
  readonly index: boolean;
  /** The expressions and patterns that stand for it where its groups are read. */
  readonly readers: readonly (ts.Expression | ts.BindingPattern)[];
}

/**
 * How a match is read, wherever it gets to: in lists, objects and helpers. Undefined where it may be looked at as the list that
 * it is: counted, printed, handed out.
 *
 * @param steps the way from the value of the expression to the match
 */
export function readsOfMatch(
  node: ts.Expression,
  steps: readonly Step[],
  checker: ts.TypeChecker,
): MatchReads | undefined {
  const reader = new Reader(checker);
  return reader.isRead(node, steps) ? { index: reader.readsIndex, readers: reader.readers } : undefined;
}

class Reader {
  readonly #checker: ts.TypeChecker;
  readonly #seen = new Set<string>();
  readonly readers: (ts.Expression | ts.BindingPattern)[] = [];
  readsIndex = false;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** True when all that becomes of the value leads to groups, places and tests. */
  isRead(node: ts.Expression, steps: readonly Step[]): boolean {
    const key = `${node.getSourceFile().fileName}:${node.pos}:${node.end}:${node.kind}:${JSON.stringify(steps)}`;
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    return this.#isRead(node, steps);
  }

  #isRead(node: ts.Expression, steps: readonly Step[]): boolean {
    const { parent } = node;
    const [first, ...rest] = steps;
    if (passesOn(parent, node)) return this.isRead(parent as ts.Expression, steps);
    if (isTest(parent, node) || ts.isExpressionStatement(parent)) return true;
    if (ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === node)) {
      const made = ts.findAncestor(parent, ts.isFunctionLike);
      return made !== undefined && this.#isReturnRead(made, steps);
    }
    if (ts.isArrayLiteralExpression(parent)) return this.isRead(parent, ["element", ...steps]);
    if (ts.isSpreadElement(parent)) {
      return first === "element" && ts.isArrayLiteralExpression(parent.parent) && this.isRead(parent.parent, steps);
    }
    if (ts.isPropertyAssignment(parent) && parent.initializer === node && ts.isObjectLiteralExpression(parent.parent)) {
      const { name } = parent;
      return !ts.isComputedPropertyName(name) && this.isRead(parent.parent, [{ member: name.text }, ...steps]);
    }
    if (ts.isShorthandPropertyAssignment(parent))
      return this.isRead(parent.parent, [{ member: parent.name.text }, ...steps]);
    if (ts.isSpreadAssignment(parent))
      return first !== undefined && first !== "element" && this.isRead(parent.parent, steps);
    if (ts.isVariableDeclaration(parent)) return isConstant(parent) && this.#isBound(parent.name, steps);
    if (ts.isForOfStatement(parent) && parent.expression === node) {
      const { initializer } = parent;
      const [declaration] = ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
      return (
        first === "element" &&
        declaration !== undefined &&
        isConstant(declaration) &&
        this.#isBound(declaration.name, rest)
      );
    }
    if (ts.isCallExpression(parent) && parent.expression !== node) return this.#isArgumentRead(parent, node, steps);
    if (first === undefined) {
      this.readers.push(node);
      return this.#isGroup(parent, node);
    }
    if (ts.isPropertyAccessExpression(parent)) return this.#isMemberRead(parent, first, rest);
    if (ts.isElementAccessExpression(parent) && parent.expression === node) {
      return first === "element" && !isTarget(parent) && this.isRead(parent, rest);
    }
    return false;
  }

  /** A read of a match itself. */
  #isGroup(parent: ts.Node, node: ts.Node): boolean {
    if (ts.isElementAccessExpression(parent)) {
      return parent.expression === node && ts.isNumericLiteral(parent.argumentExpression) && !isTarget(parent);
    }
    if (!ts.isPropertyAccessExpression(parent) || !/^(groups|index)$/.test(parent.name.text)) return false;
    this.readsIndex ||= parent.name.text === "index";
    return !isTarget(parent);
  }

  /** What a function returns is read where it is called; what a callback gives, in what the method makes of it. */
  #isReturnRead(made: ts.SignatureDeclaration, steps: readonly Step[]): boolean {
    const calls = callsOf(made, this.#checker);
    return (
      calls !== undefined &&
      calls.every(({ call, isCallback }) => {
        if (!isCallback) return this.isRead(call, steps);
        const name = methodCall(call)?.name ?? "";
        if (name === "map" || isArrayFrom(call)) return this.isRead(call, ["element", ...steps]);
        if (name === "flatMap") return steps[0] === "element" && this.isRead(call, steps);
        return steps.length === 0 && /^(filter|some|every|find|findIndex|findLast)$/.test(name);
      })
    );
  }

  #isMemberRead(parent: ts.PropertyAccessExpression, first: Step, rest: readonly Step[]): boolean {
    if (isTarget(parent)) return false;
    const { name, parent: call } = parent;
    const isCalled = ts.isCallExpression(call) && call.expression === parent;
    if (first !== "element") return !isCalled && (name.text !== first.member || this.isRead(parent, rest));
    if (!isCalled) return name.text === "length";
    if (name.text === "push" || name.text === "unshift") return true;
    const positions = elementParameters(name.text);
    const [callback] = call.arguments;
    if (positions.length > 0) {
      if (
        callback === undefined ||
        !(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback) || ts.isIdentifier(callback))
      )
        return false;
      if (!this.#isGivenTo(callback, positions, rest)) return false;
    }
    if (sameElements.test(name.text)) return this.isRead(call, ["element", ...rest]);
    return oneElement.test(name.text) ? this.isRead(call, rest) : positions.length > 0;
  }

  /** The element parameters of a callback. */
  #isGivenTo(callback: ts.Expression, positions: readonly number[], steps: readonly Step[]): boolean {
    let made: ts.Node | undefined = callback;
    if (ts.isIdentifier(callback)) {
      const declaration = this.#checker.getSymbolAtLocation(callback)?.valueDeclaration;
      if (callback.text === "Boolean") return true;
      made = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
    }
    if (made === undefined || !ts.isFunctionLike(made)) return false;
    const { parameters } = made;
    return positions.every((position) => this.#isParameterRead(parameters[position], steps));
  }

  #isParameterRead(parameter: ts.ParameterDeclaration | undefined, steps: readonly Step[]): boolean {
    if (parameter === undefined) return true;
    const isPlain = parameter.dotDotDotToken === undefined && parameter.initializer === undefined;
    return isPlain && this.#isBound(parameter.name, steps);
  }

  #isArgumentRead(call: ts.CallExpression, node: ts.Expression, steps: readonly Step[]): boolean {
    const method = methodCall(call);
    const position = call.arguments.indexOf(node);
    if (method !== undefined && /^(push|unshift)$/.test(method.name) && ts.isIdentifier(method.on)) {
      const declaration = this.#checker.getSymbolAtLocation(method.on)?.valueDeclaration;
      if (declaration === undefined || !ts.isVariableDeclaration(declaration) || !isConstant(declaration)) return false;
      return this.#isBound(declaration.name, ["element", ...steps]);
    }
    if (isPromiseAll(call)) return steps[0] === "element" && this.isRead(call, steps);
    if (isArrayFrom(call)) {
      const [, callback] = call.arguments;
      if (position !== 0 || steps[0] !== "element") return false;
      return callback === undefined ? this.isRead(call, steps) : this.#isGivenTo(callback, [0], steps.slice(1));
    }
    const declaration = this.#checker.getResolvedSignature(call)?.declaration;
    if (declaration === undefined || declaration.getSourceFile().isDeclarationFile || !("body" in declaration))
      return false;
    return (
      callsOf(declaration, this.#checker) !== undefined &&
      this.#isParameterRead(declaration.parameters[position], steps)
    );
  }

  /** All uses of a name, or of those of a pattern that lead to the match. */
  #isBound(name: ts.BindingName, steps: readonly Step[]): boolean {
    if (ts.isIdentifier(name)) return usesOfName(name, this.#checker).every((use) => this.isRead(use, steps));
    const [first, ...rest] = steps;
    if (first === undefined) this.readers.push(name);
    return name.elements.every((element) => {
      if (ts.isOmittedExpression(element)) return true;
      if (element.dotDotDotToken !== undefined)
        return first !== undefined && first !== "element" && isTaken(name, first.member);
      if (ts.isArrayBindingPattern(name)) {
        return (
          first === undefined ||
          (first === "element" && element.initializer === undefined && this.#isBound(element.name, rest))
        );
      }
      const key = element.propertyName ?? element.name;
      if (!ts.isIdentifier(key) && !ts.isStringLiteral(key)) return false;
      if (first === undefined) {
        this.readsIndex ||= key.text === "index";
        return /^(groups|index)$/.test(key.text);
      }
      if (first === "element") return false;
      return key.text !== first.member || (element.initializer === undefined && this.#isBound(element.name, rest));
    });
  }
}

function isTaken(pattern: ts.BindingPattern, member: string): boolean {
  return pattern.elements.some((element) => {
    if (ts.isOmittedExpression(element) || element.dotDotDotToken !== undefined) return false;
    const key = element.propertyName ?? element.name;
    return (ts.isIdentifier(key) || ts.isStringLiteral(key)) && key.text === member;
  });
}

/** What has the value of one of its parts. */
function passesOn(parent: ts.Node, node: ts.Node): boolean {
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isAwaitExpression(parent))
    return true;
  if (ts.isConditionalExpression(parent)) return parent.condition !== node;
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return parent.right === node;
  return kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
}

/** `if (match)`, `!match`, `match === null`, `match ? … : …`, `match && …`. */
function isTest(parent: ts.Node, node: ts.Node): boolean {
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return parent.expression === node;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return parent.left === node;
  return kind >= ts.SyntaxKind.EqualsEqualsToken && kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken;
}

function isTarget(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent)) return isTarget(parent);
  if (ts.isDeleteExpression(parent) || ts.isPostfixUnaryExpression(parent)) return true;
  if (!ts.isBinaryExpression(parent) || parent.left !== node) return false;
  const { kind } = parent.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
