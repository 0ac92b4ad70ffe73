import ts from "typescript";
import { skipWrappers } from "../analyse/skip-wrappers.js";
import { variablesIn } from "./names.js";

export type WrittenFunction = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction;

/** A function whose statements can stand in the place of a call. */
export interface Helper {
  readonly node: WrittenFunction;
  readonly statements: readonly ts.Statement[];
  readonly result: ts.Expression | undefined;
  /** Statements among them behind which it may end at once: `if (items.length === 0) return [];` */
  readonly guards: ReadonlyMap<ts.Statement, Guard>;
  /** True for one that ends elsewhere too: in a loop, or behind other statements of a branch. */
  readonly endsElsewhere: boolean;
  readonly isAsync: boolean;
}

/** Where a function ends at once, and what it gives then. */
export interface Guard {
  readonly condition: ts.Expression;
  readonly result: ts.Expression | undefined;
}

/** The function that a name stands for, or that is written there. */
export function writtenFunctionOf(
  checker: ts.TypeChecker,
  callee: ts.Expression,
  functions: ReadonlyMap<ts.Symbol, ts.Node>,
): WrittenFunction | undefined {
  const inner = skipWrappers(callee);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) return inner;
  if (!ts.isIdentifier(inner)) return undefined;
  const symbol = originalOf(checker, checker.getSymbolAtLocation(inner));
  const known = symbol && functions.get(symbol);
  if (known !== undefined) return isWritten(known) ? known : undefined;
  const [declaration, ...others] = symbol?.declarations ?? [];
  if (declaration === undefined || others.length > 0) return undefined;
  if (ts.isFunctionDeclaration(declaration)) return declaration.body === undefined ? undefined : declaration;
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return undefined;
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  const value = skipWrappers(declaration.initializer);
  return isConstant && isWritten(value) ? value : undefined;
}

export function isWritten(node: ts.Node): node is WrittenFunction {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node);
}

function originalOf(checker: ts.TypeChecker, symbol: ts.Symbol | undefined): ts.Symbol | undefined {
  const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  return isAlias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The function that a call runs, where its statements can stand in the place of the call. */
export function helperOf(node: WrittenFunction): Helper | undefined {
  const { body } = node;
  const isAsync = node.modifiers?.some(isAsyncKeyword) === true;
  const isPlain = node.asteriskToken === undefined && (node.modifiers ?? []).every(isAsyncOrOfModule);
  if (!isPlain || body === undefined || !canMove(node, true)) return undefined;
  if (!ts.isBlock(body)) {
    return { node, statements: [], result: body, guards: new Map(), endsElsewhere: false, isAsync };
  }
  const last = body.statements.at(-1);
  const final = last !== undefined && ts.isReturnStatement(last) ? last : undefined;
  const statements = final === undefined ? body.statements : body.statements.slice(0, -1);
  const guards = new Map(statements.flatMap((one) => guardIn(one) ?? []).map((guard) => [guard.statement, guard]));
  const ends = new Set([final, ...[...guards.values()].map((guard) => guard.end)]);
  const endsElsewhere = returnsIn(body).some((one) => !ends.has(one));
  return { node, statements, result: final?.expression, guards, endsElsewhere, isAsync };
}

/** The type that a function declares for what it gives, behind its promise. */
export function resultTypeOf({ node: { type }, isAsync }: Helper): ts.TypeNode | undefined {
  if (type === undefined || ts.isTypePredicateNode(type)) return undefined;
  if (!isAsync) return type;
  return ts.isTypeReferenceNode(type) ? type.typeArguments?.[0] : undefined;
}

/** `if (items.length === 0) return [];` */
function guardIn(
  statement: ts.Statement,
): (Guard & { readonly statement: ts.Statement; readonly end: ts.ReturnStatement }) | undefined {
  if (!ts.isIfStatement(statement) || statement.elseStatement !== undefined) return undefined;
  const { thenStatement: then, expression: condition } = statement;
  const [end, ...others] = ts.isBlock(then) ? then.statements : [then];
  if (end === undefined || !ts.isReturnStatement(end) || others.length > 0) return undefined;
  return { statement, condition, result: end.expression, end };
}

/** `export`, which says nothing of what a function does, and `async`. */
function isAsyncOrOfModule(modifier: ts.ModifierLike): boolean {
  const { kind } = modifier;
  return kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword || isAsyncKeyword(modifier);
}

function isAsyncKeyword({ kind }: ts.ModifierLike): boolean {
  return kind === ts.SyntaxKind.AsyncKeyword;
}

/** The `return` statements of a function, without those of functions inside. */
export function returnsIn(node: ts.Node): readonly ts.ReturnStatement[] {
  if (ts.isReturnStatement(node)) return [node];
  const found: ts.ReturnStatement[] = [];
  ts.forEachChild(node, (child) => {
    if (!ts.isFunctionLike(child)) found.push(...returnsIn(child));
  });
  return found;
}

/**
 * True for a function with nothing in it that means something else in another function.
 *
 * @param mayWait true where the place of the call can wait as the function does
 */
export function canMove(node: WrittenFunction, mayWait = false): boolean {
  const meansTheSameAnywhere = (inner: ts.Node): boolean => {
    if (inner.kind === ts.SyntaxKind.ThisKeyword || inner.kind === ts.SyntaxKind.SuperKeyword) return false;
    if (ts.isIdentifier(inner) && inner.text === "arguments") return false;
    if (ts.isLabeledStatement(inner) || ts.isMetaProperty(inner) || ts.isClassLike(inner)) return false;
    if (ts.isTypeAliasDeclaration(inner) || ts.isInterfaceDeclaration(inner) || ts.isEnumDeclaration(inner))
      return false;
    if ((ts.isAwaitExpression(inner) && !mayWait) || ts.isYieldExpression(inner)) return false;
    const isVariable = ts.isVariableDeclarationList(inner) && (inner.flags & ts.NodeFlags.BlockScoped) === 0;
    if (isVariable || ts.isFunctionDeclaration(inner)) return false;
    return areAll(inner);
  };
  const areAll = (inner: ts.Node): boolean =>
    ts.forEachChild(inner, (child) => (meansTheSameAnywhere(child) ? undefined : true)) !== true;
  return areAll(node);
}

/**
 * True where all that a function names outside of itself has the same meaning at another place.
 *
 * @param calls the functions that are being written out there, whose names are known
 */
export function meansTheSame(checker: ts.TypeChecker, node: ts.Node, at: ts.Node, calls: readonly ts.Node[]): boolean {
  const all = ts.SymbolFlags.Value | ts.SymbolFlags.Type | ts.SymbolFlags.Namespace | ts.SymbolFlags.Alias;
  const inScope = new Map<string, ts.Symbol[]>();
  for (const symbol of checker.getSymbolsInScope(at, all)) {
    inScope.set(symbol.name, [...(inScope.get(symbol.name) ?? []), symbol]);
  }
  return variablesIn(checker, node).every(({ name, symbol }) => {
    const own = originalOf(checker, symbol);
    const isInside = (symbol.declarations ?? []).some((one) =>
      ts.findAncestor(one, (outer) => outer === node || calls.includes(outer)),
    );
    if (isInside || name.text === "undefined") return true;
    return (inScope.get(name.text) ?? []).some((one) => originalOf(checker, one) === own);
  });
}

/** The variables that a function declares, its parameters among them. */
export function declaredIn(checker: ts.TypeChecker, node: ts.Node): readonly ts.Symbol[] {
  const found: ts.Symbol[] = [];
  const visit = (inner: ts.Node): void => {
    const isDeclared =
      ts.isVariableDeclaration(inner) || ts.isBindingElement(inner) || (ts.isParameter(inner) && isOfCode(inner));
    if (isDeclared && ts.isIdentifier(inner.name)) {
      const symbol = checker.getSymbolAtLocation(inner.name);
      if (symbol !== undefined) found.push(symbol);
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}

/** True for the parameter of a function, and not of a type. */
function isOfCode({ parent }: ts.ParameterDeclaration): boolean {
  return isWritten(parent);
}

/** True where a variable gets another value after its declaration. */
export function isAssignedIn(checker: ts.TypeChecker, symbol: ts.Symbol, node: ts.Node): boolean {
  return variablesIn(checker, node).some(({ name, symbol: other }) => {
    if (other !== symbol) return false;
    const { parent } = name;
    if (ts.isBinaryExpression(parent)) {
      const { kind } = parent.operatorToken;
      const isAssignment = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
      return parent.left === name && isAssignment;
    }
    if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
      return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
    }
    // In a pattern that assigns, or at the head of a loop.
    if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === name;
    const isPart =
      ts.isArrayLiteralExpression(parent) ||
      ts.isShorthandPropertyAssignment(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isSpreadElement(parent) ||
      ts.isSpreadAssignment(parent);
    return isPart && isAssignmentTarget(parent);
  });
}

function isAssignmentTarget(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) {
    return parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  }
  if (ts.isForOfStatement(parent)) return parent.initializer === node;
  const isInside =
    ts.isArrayLiteralExpression(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isParenthesizedExpression(parent);
  return isInside && isAssignmentTarget(parent);
}
