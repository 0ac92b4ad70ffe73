import ts from "typescript";

/** Gives names that mean nothing yet where functions are written out. */
export class FreshNames {
  readonly #taken = new Map<ts.Node, Set<string>>();

  constructor(readonly checker: ts.TypeChecker) {}

  /** A name like the given one, for a variable that is declared at a node. */
  next(name: string, at: ts.Node): string {
    const scope = outermostFunction(at);
    let taken = this.#taken.get(scope);
    if (taken === undefined) {
      const inScope = this.checker.getSymbolsInScope(scope, ts.SymbolFlags.Value);
      taken = new Set([...namesIn(scope), ...inScope.map((symbol) => symbol.name)]);
      this.#taken.set(scope, taken);
    }
    let fresh = name;
    for (let count = 2; taken.has(fresh); count++) fresh = `${name}${count}`;
    taken.add(fresh);
    return fresh;
  }
}

function outermostFunction(node: ts.Node): ts.Node {
  let outermost: ts.Node = node.getSourceFile();
  for (let outer = node; !ts.isSourceFile(outer); outer = outer.parent) {
    if (ts.isFunctionLike(outer)) outermost = outer;
  }
  return outermost;
}

/** The texts of all identifiers in a node. */
export function namesIn(node: ts.Node): readonly string[] {
  const names: string[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isIdentifier(inner)) names.push(inner.text);
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return names;
}

/** The variable that an identifier stands for. */
export function variableOf(checker: ts.TypeChecker, name: ts.Identifier): ts.Symbol | undefined {
  const { parent } = name;
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === name) {
    return checker.getShorthandAssignmentValueSymbol(parent);
  }
  const isMember =
    (ts.isPropertyAccessExpression(parent) && parent.name === name) ||
    (ts.isPropertyAssignment(parent) && parent.name === name) ||
    (ts.isBindingElement(parent) && parent.propertyName === name) ||
    (ts.isPropertySignature(parent) && parent.name === name) ||
    (ts.isQualifiedName(parent) && parent.right === name);
  return isMember ? undefined : checker.getSymbolAtLocation(name);
}

/** Every identifier inside of a node that stands for a variable or a type. */
export function variablesIn(
  checker: ts.TypeChecker,
  node: ts.Node,
): readonly { readonly name: ts.Identifier; readonly symbol: ts.Symbol }[] {
  const found: { name: ts.Identifier; symbol: ts.Symbol }[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isIdentifier(inner)) {
      const symbol = variableOf(checker, inner);
      if (symbol !== undefined) found.push({ name: inner, symbol });
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}

/** True for a constant, a function, and what is imported. */
export function isConstantName(checker: ts.TypeChecker, name: ts.Identifier): boolean {
  const symbol = variableOf(checker, name);
  if (symbol === undefined) return false;
  if ((symbol.flags & (ts.SymbolFlags.Alias | ts.SymbolFlags.Function)) !== 0) return true;
  const { valueDeclaration: declaration } = symbol;
  const isVariable =
    declaration !== undefined && (ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration));
  return isVariable && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
}
