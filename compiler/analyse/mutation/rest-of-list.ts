import ts from "typescript";

/** The name of the rest in `const [first, ...others] = list`: it holds the elements of the list from an index on. */
export interface RestOfList {
  readonly declaration: ts.VariableDeclaration & { readonly initializer: ts.Expression };
  /** What the pattern takes apart. */
  readonly list: ts.Expression;
  readonly from: number;
}

/** What the name of a variable is the rest of; undefined for any other name. */
export function restOfList({ valueDeclaration: element }: ts.Symbol): RestOfList | undefined {
  if (element === undefined || !ts.isBindingElement(element) || element.dotDotDotToken === undefined) return undefined;
  const { parent: pattern, name } = element;
  const { parent: declaration } = pattern;
  if (!ts.isIdentifier(name) || !ts.isArrayBindingPattern(pattern) || !ts.isVariableDeclaration(declaration)) {
    return undefined;
  }
  const { initializer, parent: list } = declaration;
  const isConstant = (list.flags & ts.NodeFlags.Const) !== 0 && ts.isVariableStatement(list.parent);
  if (!isConstant || initializer === undefined) return undefined;
  return {
    declaration: declaration as RestOfList["declaration"],
    list: initializer,
    from: pattern.elements.length - 1,
  };
}
