import ts from "typescript";
import { skipWrappers } from "../skip-wrappers.js";

/** A name of a pattern, and the expression whose value it gets. */
export interface NamedValue {
  readonly name: ts.Identifier;
  readonly value: ts.Expression;
}

/**
 * What the names of `const [late, open] = [jobs.filter(isLate), jobs.filter(isOpen)]` and `const { late } = { late: jobs.filter(isLate) }` get, in
 * the order in which it is written; undefined where a value has no name, or a name no value of its own.
 */
export function namedValues({ name: pattern, initializer }: ts.VariableDeclaration): readonly NamedValue[] | undefined {
  const literal = initializer && skipWrappers(initializer);
  if (literal === undefined || ts.isIdentifier(pattern) || !pattern.elements.every(isPlain)) return undefined;
  const elements = pattern.elements as readonly PlainElement[];
  if (ts.isArrayBindingPattern(pattern)) {
    if (!ts.isArrayLiteralExpression(literal) || literal.elements.length !== elements.length) return undefined;
    if (literal.elements.some((one) => ts.isSpreadElement(one) || ts.isOmittedExpression(one))) return undefined;
    return elements.map(({ name }, index) => ({ name, value: literal.elements[index] as ts.Expression }));
  }
  if (!ts.isObjectLiteralExpression(literal) || literal.properties.length !== elements.length) return undefined;
  const values = literal.properties.map((member): NamedValue | undefined => {
    const key = ts.isPropertyAssignment(member) && ts.isIdentifier(member.name) ? member.name.text : undefined;
    const taken = elements.find(({ propertyName, name }) => (propertyName ?? name).getText() === key);
    return taken && { name: taken.name, value: (member as ts.PropertyAssignment).initializer };
  });
  return values.every((one) => one !== undefined) ? values : undefined;
}

type PlainElement = ts.BindingElement & { readonly name: ts.Identifier };

function isPlain(element: ts.ArrayBindingElement): element is PlainElement {
  if (ts.isOmittedExpression(element) || element.dotDotDotToken !== undefined) return false;
  return element.initializer === undefined && ts.isIdentifier(element.name);
}

/** The declaration of such a pattern around an element of it. */
export function declarationOfPattern({ parent: pattern }: ts.BindingElement): ts.VariableDeclaration | undefined {
  const { parent: declaration } = pattern;
  if (!ts.isVariableDeclaration(declaration) || !ts.isVariableStatement(declaration.parent.parent)) return undefined;
  return (declaration.parent.flags & ts.NodeFlags.Const) === 0 ? undefined : declaration;
}

/** The name that gets the value of an expression. */
export function nameGetting(value: ts.Expression): ts.Identifier | undefined {
  const literal = ts.isPropertyAssignment(value.parent) ? value.parent.parent : value.parent;
  const { parent: declaration } = literal;
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer !== literal) return undefined;
  return namedValues(declaration)?.find((one) => one.value === value)?.name;
}
