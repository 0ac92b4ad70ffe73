import ts from "typescript";
import type { Key } from "./paths.js";

/** The declaration in which a variable gets its name: its own, or that of the pattern around it. */
export function declaredIn(symbol: ts.Symbol): ts.VariableDeclaration | ts.ParameterDeclaration | undefined {
  let node: ts.Node | undefined = symbol.valueDeclaration;
  while (node !== undefined && (ts.isBindingElement(node) || ts.isBindingName(node))) node = node.parent;
  return node !== undefined && (ts.isVariableDeclaration(node) || ts.isParameter(node)) ? node : undefined;
}

/** The block in which a variable is declared by a statement. */
export function blockAround(symbol: ts.Symbol): ts.Block | undefined {
  const declaration = declaredIn(symbol);
  const block = declaration?.parent.parent?.parent;
  return declaration !== undefined && ts.isVariableDeclaration(declaration) && block !== undefined && ts.isBlock(block)
    ? block
    : undefined;
}

/** Where the value of a name in a pattern comes from. */
export interface Taken {
  /** The way from the value that is taken apart to that of the name; for a rest, to what it is made of. */
  readonly keys: readonly Key[];
  /** True for `...rest`, which is an object or array of its own. */
  readonly isRest: boolean;
  /** What the name stands for where nothing is found. */
  readonly initializer: ts.Expression | undefined;
}

/** The way to the name in `{ a: [{ name }] }`; undefined for computed names, defaults on the way, and parts that are taken twice. */
export function takenBy(element: ts.BindingElement): Taken | undefined {
  const { parent: pattern, dotDotDotToken, initializer } = element;
  const isRest = dotDotDotToken !== undefined;
  const key = isRest ? [] : keyIn(pattern, element);
  if (key === undefined || (!isRest && isTakenTwice(pattern, element, key))) return undefined;
  const outer = outerKeys(pattern);
  return outer && { keys: [...outer, ...key], isRest, initializer };
}

function outerKeys(pattern: ts.BindingPattern): readonly Key[] | undefined {
  const { parent: element } = pattern;
  if (!ts.isBindingElement(element)) return [];
  if (element.initializer !== undefined || element.dotDotDotToken !== undefined) return undefined;
  return takenBy(element)?.keys;
}

function keyIn(pattern: ts.BindingPattern, element: ts.BindingElement): readonly Key[] | undefined {
  if (ts.isArrayBindingPattern(pattern)) return [String(pattern.elements.indexOf(element))];
  const name = element.propertyName ?? element.name;
  if (ts.isIdentifier(name)) return [name.text];
  const key = ts.isStringLiteral(name) || ts.isNumericLiteral(name) ? name.text : undefined;
  return key === undefined ? undefined : [key];
}

function isTakenTwice(pattern: ts.BindingPattern, element: ts.BindingElement, [key]: readonly Key[]): boolean {
  return pattern.elements.some((other) => {
    if (other === element || ts.isOmittedExpression(other) || other.dotDotDotToken !== undefined) return false;
    const taken = keyIn(pattern, other);
    return taken === undefined || taken[0] === key;
  });
}
