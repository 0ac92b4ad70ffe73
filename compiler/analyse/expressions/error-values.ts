import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { SourceSpan } from "../../source-span.js";
import { booleanType, objectType, stringType } from "../../ir/value-types.js";
import { dslModuleOf } from "../../program/own-package.js";
import type { Analyser } from "../analyser.js";
import { builtinName } from "../builtin-name.js";
import { readConstant } from "../constant.js";
import { isErrorHolder, isErrorValue, isErrorVariable } from "../error-variables.js";
import { skipWrappers } from "../functions.js";
import {
  assignedFields,
  canReadField,
  canReadSettledField,
  initialFields,
  noteFields,
  noteMade,
  parameterFields,
} from "./error-fields.js";
import { checkErrorMembers } from "./error-members.js";
import { type ErrorNaming, statedNaming } from "./error-names.js";
import { isReasonMember, namesReason } from "../reason-member.js";
import { outsideAnalyser } from "../outside-analyser.js";
import { bindParameters } from "../parameters.js";
import { readDeclared } from "../patterns.js";
import { Environment } from "../environment.js";

/** How instances of an error class are named, and whether `instanceof` can be told from the name. */
export interface ErrorClass {
  readonly name: string;
  readonly byName: boolean;
  readonly naming: ErrorNaming;
  readonly declaration: ts.ClassDeclaration | undefined;
}

const libraryErrors = new Set([
  "Error",
  "TypeError",
  "RangeError",
  "SyntaxError",
  "ReferenceError",
  "EvalError",
  "URIError",
  "AggregateError",
]);

/** The error class that an expression names; undefined when it names something else. */
export function errorClassOf(analyser: Analyser, node: ts.Node): ErrorClass | undefined {
  const symbol = analyser.symbolOf(node);
  return symbol === undefined ? undefined : classOfSymbol(analyser, symbol);
}

function classOfSymbol(analyser: Analyser, symbol: ts.Symbol): ErrorClass | undefined {
  const declaration = symbol.declarations?.find((candidate) => ts.isClassDeclaration(candidate));
  if (declaration === undefined) {
    const { name } = symbol;
    if (!libraryErrors.has(name)) return undefined;
    return { name, byName: false, naming: { kind: "text", name }, declaration: undefined };
  }
  if (dslModuleOf(declaration) === "errors" && symbol.name === "WorkflowError") {
    return { name: "WorkflowError", byName: true, naming: { kind: "workflow" }, declaration: undefined };
  }
  const base = baseClass(analyser, declaration);
  if (base === undefined) return undefined;
  const naming = statedNaming(declaration, (node) => nameOfClass(analyser, node)) ?? base.naming;
  // What `instanceof` asks of a class that comes from WorkflowError.
  const asked = isFromWorkflowError(analyser, declaration) ? errorName(analyser, declaration) : undefined;
  const own = asked ?? symbol.name;
  const name = naming.kind === "text" ? naming.name : naming.kind === "workflow" ? own : symbol.name;
  const isKnown = naming.kind !== "unknown" && isFromWorkflowError(analyser, declaration);
  return { name, byName: isKnown && name === own, naming, declaration };
}

/** The name of a class that stands there: `OutOfStock.name`. */
function nameOfClass(analyser: Analyser, node: ts.Identifier): string | undefined {
  const declaration = analyser.symbolOf(node)?.valueDeclaration;
  return declaration !== undefined && ts.isClassDeclaration(declaration) ? declaration.name?.text : undefined;
}

function isFromWorkflowError(analyser: Analyser, declaration: ts.ClassDeclaration): boolean {
  const base = baseClass(analyser, declaration);
  if (base?.declaration !== undefined) return isFromWorkflowError(analyser, base.declaration);
  return base?.naming.kind === "workflow";
}

export function baseClass(analyser: Analyser, declaration: ts.ClassDeclaration): ErrorClass | undefined {
  const clause = declaration.heritageClauses?.find((candidate) => candidate.token === ts.SyntaxKind.ExtendsKeyword);
  const expression = clause?.types[0]?.expression;
  return expression === undefined ? undefined : errorClassOf(analyser, expression);
}

/** `static errorName = "DynamoDB.ConditionalCheckFailedException"`: a name that a class cannot have. */
function errorName(analyser: Analyser, declaration: ts.ClassDeclaration): string | undefined {
  for (const member of declaration.members) {
    if (!ts.isPropertyDeclaration(member) || member.name.getText() !== "errorName") continue;
    const name =
      member.initializer === undefined ? undefined : readConstant(outsideAnalyser(analyser), member.initializer);
    if (typeof name === "string") return name;
  }
  return undefined;
}

/** `new OutOfStock("…")`: an object with the error's name and message, and the fields of its class. */
export function newError(analyser: Analyser, node: ts.NewExpression, errorClass: ErrorClass): Expression {
  const span = analyser.span(node);
  if (errorClass.naming.kind === "unknown") {
    const { name } = errorClass;
    const hint = `Write the name as a text, \`this.name = "${name}"\`, or declare it as \`class ${name} extends WorkflowError {}\`.`;
    return analyser.refuse(node.expression, "SP1226", { name, hint });
  }
  checkErrorMembers(analyser, node, classesOf(analyser, errorClass));
  const { message, fields } = construct(analyser, errorClass, analyser.expressions(node.arguments ?? []), node);
  noteFields(analyser, node, errorClass.name, fields);
  if (errorClass.declaration !== undefined) noteMade(analyser, classesOf(analyser, errorClass));
  return {
    kind: "object",
    members: [
      { kind: "property", key: "name", value: analyser.literal(errorClass.name, span) },
      { kind: "property", key: "message", value: message },
      ...[...fields].map(([key, value]) => ({ kind: "property", key, value }) as const),
    ],
    types: objectType,
    span,
  };
}

/** The class and those that it extends, as far as they are declared in the project. */
function classesOf(analyser: Analyser, { declaration }: ErrorClass): readonly ts.ClassDeclaration[] {
  if (declaration === undefined) return [];
  const base = baseClass(analyser, declaration);
  return [declaration, ...(base === undefined ? [] : classesOf(analyser, base))];
}

interface Constructed {
  readonly message: Expression;
  readonly fields: ReadonlyMap<string, Expression>;
}

/** What the constructor of a class makes: the message that it gives its base, followed up to `Error`, and the fields. */
function construct(
  analyser: Analyser,
  errorClass: ErrorClass,
  args: readonly Expression[],
  node: ts.NewExpression,
): Constructed {
  const { declaration } = errorClass;
  const base = declaration === undefined ? undefined : baseClass(analyser, declaration);
  if (declaration === undefined || base === undefined) {
    const message = errorClass.name === "AggregateError" ? args[1] : args[0];
    return { message: message ?? analyser.literal("", analyser.span(node)), fields: new Map() };
  }
  const constructor = declaration.members.find((member) => ts.isConstructorDeclaration(member));
  if (constructor === undefined) {
    const { message, fields } = construct(analyser, base, args, node);
    return withOwn(message, [...fields, ...initialFields(analyser, declaration)]);
  }
  const call = superCall(constructor);
  const assigned = assignedFields(constructor);
  if (call === undefined || assigned === undefined) {
    return { message: analyser.refuse(node, "SP1224", { name: errorClass.name }), fields: new Map() };
  }
  return analyser.inScope(() => {
    bindParameters(analyser, constructor.parameters, args, node);
    const { message, fields } = construct(analyser, base, analyser.expressions(call.arguments), node);
    const own = [
      ...initialFields(analyser, declaration),
      ...parameterFields(constructor, (name) => readDeclared(analyser, name)),
    ];
    const set = assigned.map(([name, value]) => [name, analyser.expression(value)] as const);
    return withOwn(message, [...fields, ...own, ...set]);
  }, new Environment(analyser.environment));
}

/** What a class sets is what its instances have, also as their message. */
function withOwn(message: Expression, own: readonly (readonly [name: string, value: Expression])[]): Constructed {
  const fields = new Map(own);
  const stated = fields.get("message");
  fields.delete("message");
  return { message: stated ?? message, fields };
}

function superCall(constructor: ts.ConstructorDeclaration): ts.CallExpression | undefined {
  const first = constructor.body?.statements[0];
  if (first === undefined || !ts.isExpressionStatement(first)) return undefined;
  const call = first.expression;
  return ts.isCallExpression(call) && call.expression.kind === ts.SyntaxKind.SuperKeyword ? call : undefined;
}

/** True for a caught error, and for a value whose type is an error class. */
export function isErrorExpression(analyser: Analyser, node: ts.Expression): boolean {
  return (
    isCaughtError(analyser, node) ||
    isSettledReason(analyser, node) ||
    isErrorType(analyser.checker.getTypeAtLocation(node))
  );
}

/** True for the `reason` of a promise that `Promise.allSettled` found rejected: the error, though its type is `any`. */
export function isSettledReason(analyser: Analyser, node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  return ts.isPropertyAccessExpression(inner) && isReasonMember(analyser.symbolOf(inner.name));
}

/**
 * A member that the type promises which the `reason` of a settled promise is taken for, where that is no error:
 * `const known = result.reason as { sku: string }`. What is read of it at once is looked at there.
 */
export function promisedMember({ checker }: Analyser, reason: ts.Expression): string | undefined {
  let outer: ts.Expression = reason;
  let type = checker.getContextualType(reason);
  while (isTypeWrapper(outer.parent)) {
    outer = outer.parent;
    if (ts.isAsExpression(outer) || ts.isTypeAssertionExpression(outer)) type = checker.getTypeAtLocation(outer);
  }
  if (type === undefined || ts.isPropertyAccessExpression(outer.parent) || isErrorType(type)) return undefined;
  const isObject = (checker.getNonNullableType(type).flags & ts.TypeFlags.Object) !== 0;
  const members = isObject ? checker.getPropertiesOfType(checker.getNonNullableType(type)) : [];
  return members.find(({ name }) => name !== "name" && name !== "message")?.name;
}

function isTypeWrapper(
  node: ts.Node,
): node is ts.AsExpression | ts.TypeAssertion | ts.ParenthesizedExpression | ts.NonNullExpression {
  return (
    ts.isAsExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node)
  );
}

function isCaughtError(analyser: Analyser, node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
  if (symbol === undefined) return false;
  const { valueDeclaration } = symbol;
  if (valueDeclaration !== undefined && ts.isCatchClause(valueDeclaration.parent)) return true;
  const binding = analyser.environment.lookUp(symbol);
  if (binding?.kind === "alias") return namesReason(symbol, analyser.checker);
  if (binding?.kind === "value") return isErrorValue(binding.value);
  return binding?.kind === "variable" && (holdsOnlyErrors(analyser, symbol) || isErrorVariable(binding.variable));
}

/** The value of a name that stands for a caught error. */
function caughtError(analyser: Analyser, node: ts.Expression): Expression | undefined {
  const inner = skipWrappers(node);
  const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  if (binding?.kind === "value") return binding.value;
  if (binding?.kind !== "variable") return undefined;
  const { variable } = binding;
  return { kind: "variable-read", variable, types: variable.types, span: analyser.span(inner) };
}

function holdsOnlyErrors(analyser: Analyser, symbol: ts.Symbol): boolean {
  return analyser.isReassigned(symbol) && isErrorHolder(symbol, analyser.checker);
}

export function isErrorType(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some(isErrorType);
  const bases = type.isClassOrInterface() ? (type.getBaseTypes() ?? []) : [];
  return (type.symbol as ts.Symbol | undefined)?.name === "Error" || bases.some(isErrorType);
}

/** True for `error.cause` and whatever else an error does not bring along. */
export function isMissingInErrors(analyser: Analyser, node: ts.PropertyAccessExpression): boolean {
  if (node.name.text === "name" || node.name.text === "message") return false;
  if (!isErrorExpression(analyser, node.expression)) return false;
  const field = analyser.symbolOf(node.name);
  if (isSettledReason(analyser, node.expression)) return !canReadSettledField(analyser, field, node);
  return !canReadField(analyser, field, node, caughtError(analyser, node.expression));
}

/** `first ?? second`, `first || second`. */
export function isErrorChoice(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
}

export function isStringCall(analyser: Analyser, node: ts.CallExpression): boolean {
  const symbol = ts.isIdentifier(node.expression) ? analyser.symbolOf(node.expression) : undefined;
  return symbol !== undefined && builtinName(symbol) === "String()";
}

/** What an error prints as: its name and message, with a colon between when there are both. */
export function printedError(analyser: Analyser, error: Expression, span: SourceSpan): Expression {
  const member = (name: string): Expression => ({ kind: "property", object: error, name, types: stringType, span });
  const [name, message] = [member("name"), member("message")];
  const empty = analyser.literal("", span);
  const isEmpty = (left: Expression): Expression => ({
    kind: "equality",
    operator: "===",
    left,
    right: empty,
    types: booleanType,
    span,
  });
  const parts = [name, analyser.literal(": ", span), message];
  const both: Expression = { kind: "concatenation", parts, types: stringType, span };
  const choose = (condition: Expression, whenTrue: Expression, whenFalse: Expression): Expression => ({
    kind: "conditional",
    condition,
    whenTrue,
    whenFalse,
    types: stringType,
    span,
  });
  return choose(isEmpty(message), name, choose(isEmpty(name), message, both));
}
