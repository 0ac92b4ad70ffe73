import ts from "typescript";
import { arrayType, isOnly } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isStandingList } from "./element-sources.js";
import { declarationOfPattern, namedValues } from "./literal-patterns.js";

/** The list whose elements an expression chooses. */
type ListOf = (node: ts.Expression) => ts.Expression | undefined;

/** How a name begins that may hold elements of a list. */
export interface Beginning {
  readonly declaration: ts.VariableDeclaration;
  readonly initializer: ts.Expression;
  readonly isConstant: boolean;
  /** The elements, where they are written out. */
  readonly written: readonly ts.Expression[] | undefined;
  /** True for the list itself. */
  readonly isWhole: boolean;
  /** The list whose elements it has, where they are not written out. */
  readonly list: ts.Expression | undefined;
}

export function beginningOf(analyser: Analyser, declaration: ts.Declaration, listOf: ListOf): Beginning | undefined {
  if (ts.isBindingElement(declaration)) return beginningInPattern(declaration, listOf);
  if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) return undefined;
  const { initializer, parent: list } = declaration;
  if (initializer === undefined || !ts.isVariableStatement(list.parent)) return undefined;
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  const value = skipWrappers(initializer);
  const begins = { declaration, initializer, isConstant, isWhole: false };
  if (ts.isArrayLiteralExpression(value) && !value.elements.some(ts.isSpreadElement)) {
    return { ...begins, written: value.elements, list: undefined };
  }
  const isName = ts.isIdentifier(value);
  const chosen = isName ? undefined : listOf(initializer);
  if (chosen !== undefined) return { ...begins, written: undefined, list: chosen };
  // What a constant names is the list itself, and a list that holds elements of another one has two names then.
  const isWhole = !isConstant && isStandingList(value) && isOnly(analyser.types(value), arrayType);
  if (!isWhole || (isName && listOf(initializer) !== undefined)) return undefined;
  return { ...begins, isWhole, written: undefined, list: value };
}

/** The same of a name in `const [late, open] = [jobs.filter(isLate), jobs.filter(isOpen)]`. */
function beginningInPattern(element: ts.BindingElement, listOf: ListOf): Beginning | undefined {
  const declaration = declarationOfPattern(element);
  const named = declaration && namedValues(declaration)?.find(({ name }) => name === element.name);
  const chosen = named && !ts.isIdentifier(skipWrappers(named.value)) ? listOf(named.value) : undefined;
  if (declaration === undefined || named === undefined || chosen === undefined) return undefined;
  const begins = { declaration, initializer: named.value, isConstant: true, isWhole: false };
  return { ...begins, written: undefined, list: chosen };
}
