import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Analyser } from "../analyser.js";

/**
 * What is known of the fields of error classes. An error that is thrown and caught in the workflow itself has them; from a
 * branch or iteration it arrives with its name and message only, and then they must not be read.
 */
export interface ErrorFields {
  /** Classes of which a field is read, with the first place. */
  readonly read: Map<ts.ClassDeclaration, ts.Node>;
  /** Classes of which instances are made in branches and iterations. */
  readonly fromBranches: Set<ts.ClassDeclaration>;
}

/** What no constructor of ours sets. */
const ownOfErrors = new Set(["name", "message", "stack", "cause"]);

type FieldValue = readonly [name: string, value: ts.Expression];
type Field = readonly [name: string, value: Expression];

/** The fields that parameters stand for, `constructor(readonly sku: string)`, once they are bound. */
export function parameterFields(
  { parameters }: ts.ConstructorDeclaration,
  read: (name: ts.Identifier) => Expression,
): readonly Field[] {
  return parameters.flatMap((parameter) => {
    const { name } = parameter;
    const isField = ts.isParameterPropertyDeclaration(parameter, parameter.parent) && ts.isIdentifier(name);
    return isField && !ownOfErrors.has(name.text) ? [[name.text, read(name)] as const] : [];
  });
}

/** The fields that a constructor sets after `super(…)`; undefined when it does more than that. */
export function assignedFields({ body }: ts.ConstructorDeclaration): readonly FieldValue[] | undefined {
  const found: FieldValue[] = [];
  for (const statement of body?.statements.slice(1) ?? []) {
    const text = statement.getText();
    if (/^this\.name\s*=/.test(text) || /^(Object\.setPrototypeOf|Error\.captureStackTrace)\(/.test(text)) continue;
    const field = ts.isExpressionStatement(statement) ? assignedField(statement.expression) : undefined;
    if (field === undefined || ownOfErrors.has(field[0])) return undefined;
    found.push(field);
  }
  return found;
}

/** `this.sku = sku` */
function assignedField(node: ts.Expression): FieldValue | undefined {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const { left, right } = node;
  const isOwn = ts.isPropertyAccessExpression(left) && left.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isOwn ? [left.name.text, right] : undefined;
}

/** `readonly retryable = true;` */
export function initialFields(analyser: Analyser, { members }: ts.ClassDeclaration): readonly Field[] {
  return members.flatMap((member) => {
    if (!ts.isPropertyDeclaration(member) || !ts.isIdentifier(member.name) || member.initializer === undefined)
      return [];
    const isStatic = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
    if (isStatic || ownOfErrors.has(member.name.text)) return [];
    return [[member.name.text, analyser.expression(member.initializer)] as const];
  });
}

/** True for a field of an error class that is there whenever such an error arrives. */
export function canReadField(
  { analysis: { errorFields } }: Analyser,
  field: ts.Symbol | undefined,
  node: ts.Node,
): boolean {
  const declaration = field === undefined ? undefined : classOfField(field);
  if (declaration === undefined || errorFields.fromBranches.has(declaration)) return false;
  if (!errorFields.read.has(declaration)) errorFields.read.set(declaration, node);
  return true;
}

/** Checks what `const { sku, message } = error` reads of an error. */
export function checkErrorPattern(analyser: Analyser, pattern: ts.ObjectBindingPattern): void {
  const type = analyser.checker.getTypeAtLocation(pattern);
  for (const element of pattern.elements) {
    const key = (element.propertyName ?? element.name).getText();
    const isRest = element.dotDotDotToken !== undefined;
    if (!isRest && (key === "name" || key === "message")) continue;
    if (isRest || !canReadField(analyser, analyser.checker.getPropertyOfType(type, key), element)) {
      analyser.problem(element, "SP1247", { text: element.getText() });
    }
  }
}

/** The class whose instances have the field. */
function classOfField({ valueDeclaration }: ts.Symbol): ts.ClassDeclaration | undefined {
  if (valueDeclaration === undefined) return undefined;
  if (!ts.isPropertyDeclaration(valueDeclaration) && !ts.isParameter(valueDeclaration)) return undefined;
  return ts.findAncestor(valueDeclaration.parent, (node) => ts.isClassDeclaration(node));
}

/** Remembers that an instance was made, and reports fields that were read of such errors when this one comes without. */
export function noteThrown(analyser: Analyser, classes: readonly ts.ClassDeclaration[]): void {
  if (analyser.frame.depth === 0) return;
  const { read, fromBranches } = analyser.analysis.errorFields;
  for (const declaration of classes) {
    if (fromBranches.has(declaration)) continue;
    fromBranches.add(declaration);
    const node = read.get(declaration);
    if (node !== undefined) analyser.problem(node, "SP1247", { text: node.getText() });
  }
}
