import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { booleanType, mayBe, stringType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { baseClass, type ErrorClass, errorClassOf, isErrorExpression } from "./error-values.js";

/** `error instanceof OutOfStock`: errors are told apart by name. */
export function visitInstanceOf(analyser: Analyser, node: ts.BinaryExpression): Expression {
  const span = analyser.span(node);
  const errorClass = errorClassOf(analyser, node.right);
  const value = analyser.expression(node.left);
  if (errorClass === undefined || !isErrorExpression(analyser, node.left)) return analyser.refuse(node, "SP1225");
  if (errorClass.declaration === undefined && errorClass.name === "Error") {
    if (!mayBe(value.types, undefinedType)) return analyser.literal(true, span);
    const nothing = analyser.undefined(span);
    return { kind: "equality", operator: "!==", left: value, right: nothing, types: booleanType, span };
  }
  const { declaration } = errorClass;
  const isKnown = errorClass.byName && declaration !== undefined;
  const isNamed = declaration === undefined || hasOwnName(errorClass);
  if (!isKnown && !(isNamed && isMadeHere(analyser, errorClass, node.left))) {
    return refuseNameless(analyser, node, declaration === undefined);
  }
  const subclass = declaration === undefined ? undefined : subclassOf(analyser, declaration);
  if (subclass !== undefined) {
    const related = { message: "a subclass", span: analyser.span(subclass.name ?? subclass) };
    return analyser.refuse(node, "SP1227", { name: errorClass.name }, [related]);
  }
  const name: Expression = { kind: "property", object: value, name: "name", types: stringType, span };
  const right = analyser.literal(errorClass.name, span);
  return { kind: "equality", operator: "===", left: name, right, types: booleanType, span };
}

function refuseNameless(analyser: Analyser, node: ts.BinaryExpression, isOfLibrary: boolean): Expression {
  const name = node.right.getText();
  return analyser.refuse(node, "SP1226", { name, hint: hintFor(name, isOfLibrary) });
}

function hintFor(name: string, isOfLibrary: boolean): string {
  if (name === "WorkflowError") {
    return "Name the classes that you mean: `error instanceof OutOfStock || error instanceof Declined`, or compare `error.name`.";
  }
  if (isOfLibrary) return `Compare the name, which the error of a task may have as well: \`error.name === "${name}"\`.`;
  return `Declare it as \`class ${name} extends WorkflowError {}\`, or compare \`error.name\`.`;
}

/** True for a class that gives its instances its own name. */
function hasOwnName({ name, naming, declaration }: ErrorClass): boolean {
  return naming.kind !== "unknown" && declaration?.name?.text === name;
}

/**
 * True for `error instanceof SyntaxError` where the `try` awaits nothing: the error of a task may have the same name, and
 * is none of that class.
 */
function isMadeHere(analyser: Analyser, { name }: ErrorClass, error: ts.Expression): boolean {
  const inner = skipWrappers(error);
  const declaration = ts.isIdentifier(inner) ? analyser.symbolOf(inner)?.valueDeclaration : undefined;
  if (name === "WorkflowError" || declaration === undefined || !ts.isCatchClause(declaration.parent)) return false;
  return !bringsErrors(declaration.parent.parent.tryBlock);
}

/** True where errors may come from elsewhere. */
function bringsErrors(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isThrowStatement(node) && !ts.isNewExpression(skipWrappers(node.expression))) return true;
  return ts.forEachChild(node, bringsErrors) === true;
}

function subclassOf(analyser: Analyser, declaration: ts.ClassDeclaration): ts.ClassDeclaration | undefined {
  for (const { statements } of analyser.analysis.files()) {
    for (const statement of statements) {
      if (!ts.isClassDeclaration(statement)) continue;
      if (baseClass(analyser, statement)?.declaration === declaration) return statement;
    }
  }
  return undefined;
}
