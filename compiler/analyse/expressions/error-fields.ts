import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Analyser, Branches } from "../analyser.js";
import { caughtIn, holdsOwnErrors } from "../error-variables.js";
import { skipWrappers } from "../skip-wrappers.js";

/**
 * What is known of the fields of error classes. An error has them where it is made and caught without leaving a branch or
 * iteration; out of these it arrives with its name and message only, and then they must not be read.
 */
export interface ErrorFields {
  /** Where fields of each class are read. */
  readonly reads: Map<ts.ClassDeclaration, FieldRead[]>;
  /** The branches in which instances of each class are made, and those around them, outermost first. */
  readonly madeIn: Map<ts.ClassDeclaration, Branches[]>;
  /** True when a branch throws an error that comes from outside of it, so that it may be of any class. */
  anyLeaves: boolean;
}

interface FieldRead {
  readonly node: ts.Node;
  /** The branches around the handler that has caught the error; undefined where it is not known. */
  readonly caughtIn: Branches | undefined;
  isReported: boolean;
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

/**
 * True for a field of an error class, which is there as far as it is known now: {@link noteMade} reports the others.
 *
 * @param error what the field is read of
 */
export function canReadField(
  { analysis: { errorFields } }: Analyser,
  field: ts.Symbol | undefined,
  node: ts.Node,
  error: Expression | undefined,
): boolean {
  const declaration = field === undefined ? undefined : classOfField(field);
  if (declaration === undefined) return false;
  const read: FieldRead = { node, caughtIn: error && caughtIn(error), isReported: false };
  const reads = errorFields.reads.get(declaration) ?? [];
  errorFields.reads.set(declaration, [...reads, read]);
  read.isReported =
    errorFields.anyLeaves || (errorFields.madeIn.get(declaration) ?? []).some((made) => mayLoseFields(made, read));
  return !read.isReported;
}

/** Checks what `const { sku, message } = error` reads of an error. */
export function checkErrorPattern(analyser: Analyser, pattern: ts.ObjectBindingPattern, error: Expression): void {
  const type = analyser.checker.getTypeAtLocation(pattern);
  for (const element of pattern.elements) {
    const key = (element.propertyName ?? element.name).getText();
    const isRest = element.dotDotDotToken !== undefined;
    if (!isRest && (key === "name" || key === "message")) continue;
    if (isRest || !canReadField(analyser, analyser.checker.getPropertyOfType(type, key), element, error)) {
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

/** Remembers that an instance was made here, and reports reads of fields that it loses on its way to a handler. */
export function noteMade(analyser: Analyser, classes: readonly ts.ClassDeclaration[]): void {
  const { branches } = analyser.frame;
  if (branches.length === 0) return;
  const { reads, madeIn } = analyser.analysis.errorFields;
  for (const declaration of classes) {
    madeIn.set(declaration, [...(madeIn.get(declaration) ?? []), branches]);
    for (const read of reads.get(declaration) ?? []) if (mayLoseFields(branches, read)) report(analyser, read);
  }
}

/** Remembers that a branch throws an error that has not been made or caught in it. */
export function noteCarried(analyser: Analyser, node: ts.Expression, error: Expression): void {
  const { branches } = analyser.frame;
  if (branches.length === 0 || ts.isNewExpression(skipWrappers(node))) return;
  const caught = caughtIn(error);
  if (caught?.length === branches.length || isOwnHolder(analyser, node)) return;
  const { errorFields } = analyser.analysis;
  errorFields.anyLeaves = true;
  for (const reads of errorFields.reads.values()) for (const read of reads) report(analyser, read);
}

/** True for `let lastError: unknown` of the same branch, which holds errors that are caught in its own function. */
function isOwnHolder(analyser: Analyser, node: ts.Expression): boolean {
  const name = skipWrappers(node);
  const symbol = ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  const isHere = binding?.kind === "variable" && binding.depth === analyser.frame.depth;
  return symbol !== undefined && isHere && holdsOwnErrors(symbol, analyser.checker);
}

/** True for an error that has left the branch that made it, or may have. */
function mayLoseFields(made: Branches, { caughtIn: caught }: FieldRead): boolean {
  return caught === undefined || made.some((branch, index) => caught[index] !== branch);
}

function report(analyser: Analyser, read: FieldRead): void {
  if (!read.isReported) analyser.problem(read.node, "SP1247", { text: read.node.getText() });
  read.isReported = true;
}
