import ts from "typescript";
import { skipWrappers } from "../skip-wrappers.js";

/** Where the instances of an error class get their name from. */
export type ErrorNaming =
  | { readonly kind: "text"; readonly name: string }
  /** The class that is made, whichever of the subclasses that is: `this.name = new.target.name`. */
  | { readonly kind: "class" }
  /** The same, or the `errorName` of that class, as `WorkflowError` has it. */
  | { readonly kind: "workflow" }
  | { readonly kind: "unknown" };

const unknown: ErrorNaming = { kind: "unknown" };

/** What a class says of the name of its instances; undefined where it leaves that to the class that it extends. */
export function statedNaming(
  declaration: ts.ClassDeclaration,
  nameOfClass: (node: ts.Identifier) => string | undefined,
): ErrorNaming | undefined {
  const constructor = declaration.members.find((member) => ts.isConstructorDeclaration(member));
  const isGiven = constructor?.parameters.some(
    (parameter) =>
      ts.isParameterPropertyDeclaration(parameter, parameter.parent) && parameter.name.getText() === "name",
  );
  const assigned = (constructor?.body?.statements ?? []).flatMap((statement) => assignedName(statement) ?? []).at(-1);
  if (assigned !== undefined) return namingBy(assigned, nameOfClass);
  if (isGiven === true || isNamedOutside(declaration)) return unknown;
  const member = declaration.members.find((one) => ownName(one) === "name");
  if (member === undefined) return declaration.members.some(isMessageGetter) ? unknown : undefined;
  if (!ts.isPropertyDeclaration(member)) return unknown;
  if (member.initializer !== undefined) return namingBy(member.initializer, nameOfClass);
  // A type is all that a declaration file says, and `declare` does.
  const isType = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Ambient) !== 0;
  return isType || member.getSourceFile().isDeclarationFile ? undefined : unknown;
}

function namingBy(value: ts.Expression, nameOfClass: (node: ts.Identifier) => string | undefined): ErrorNaming {
  const inner = skipWrappers(value);
  if (ts.isStringLiteralLike(inner)) return { kind: "text", name: inner.text };
  if (!ts.isPropertyAccessExpression(inner) || inner.name.text !== "name") return unknown;
  const of = skipWrappers(inner.expression);
  if (/^(new\.target|this\.constructor)$/.test(of.getText())) return { kind: "class" };
  const name = ts.isIdentifier(of) ? nameOfClass(of) : undefined;
  return name === undefined ? unknown : { kind: "text", name };
}

/** `this.name = value` */
function assignedName(statement: ts.Statement): ts.Expression | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left, operatorToken, right } = statement.expression;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) return undefined;
  return left.expression.kind === ts.SyntaxKind.ThisKeyword && left.name.text === "name" ? right : undefined;
}

function ownName(member: ts.ClassElement): string | undefined {
  const isStatic = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
  return isStatic ? undefined : member.name?.getText();
}

/** True where the file has `OutOfStock.prototype.name = "…"`. */
function isNamedOutside(declaration: ts.ClassDeclaration): boolean {
  const name = declaration.name?.text;
  return name !== undefined && declaration.getSourceFile().text.includes(`${name}.prototype.name`);
}

function isMessageGetter(member: ts.ClassElement): boolean {
  return ts.isGetAccessorDeclaration(member) && ownName(member) === "message";
}
