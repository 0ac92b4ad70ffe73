import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Analyser } from "../analyser.js";
import type { Branches } from "../frame.js";
import { caughtIn, holdsOwnErrors } from "../error-variables.js";
import { collections } from "../collections-in-types.js";
import { mentionsDate } from "../dates-in-types.js";
import { skipWrappers } from "../skip-wrappers.js";

/**
 * What a workflow does with the fields of error classes. An error has them where it is made and caught without leaving a branch or
 * iteration, and out of these it carries them in its cause where they are read. Out of a distributed Map, whose children are
 * executions, it arrives without them, and then they must not be read.
 */
export interface ErrorFields {
  /** Where fields of each class are read. */
  readonly reads: Map<ts.ClassDeclaration, FieldRead[]>;
  /** The branches in which instances of each class are made, and those around them, outermost first. */
  readonly madeIn: Map<ts.ClassDeclaration, Branches[]>;
  /** True when a branch throws an error that comes from outside of it, so that it may be of any class. */
  anyLeaves: boolean;
  /** True when such an error leaves an execution. */
  anyLost: boolean;
  /** True when any error is made that has fields. */
  anyMade: boolean;
}

/** What is known before a workflow is read. */
export function noErrorFields(): ErrorFields {
  return { reads: new Map(), madeIn: new Map(), anyLeaves: false, anyLost: false, anyMade: false };
}

/**
 * True when fields are read of errors that have left the branch or iteration which made them, or may have, or such errors are given
 * as the reasons of settled promises, which show their fields as data.
 */
export function carriesFields({ reads, madeIn, anyLeaves, anyMade }: ErrorFields, isSettled: boolean): boolean {
  if (isSettled && anyMade && (anyLeaves || madeIn.size > 0)) return true;
  return [...reads].some(
    ([declaration, list]) =>
      anyLeaves || (madeIn.get(declaration) ?? []).some((made) => list.some((read) => left(made, read).length > 0)),
  );
}

interface FieldRead {
  readonly node: ts.Node;
  /** The branches around the handler that has caught the error; undefined where it is not known. */
  readonly caughtIn: Branches | undefined;
  isReported: boolean;
}

/** What no constructor of ours sets. */
const ownOfErrors = new Set(["name", "stack", "cause"]);

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
    // What an error came from is for those who look at a native run.
    if (
      /^this\.(name\s*=|cause\s*=\s*\w+;?$)/.test(text) ||
      /^(Object\.setPrototypeOf|Error\.captureStackTrace)\(/.test(text)
    )
      continue;
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
  analyser: Analyser,
  field: ts.Symbol | undefined,
  node: ts.Node,
  error: Expression | undefined,
): boolean {
  const declaration = field === undefined ? undefined : classOfField(field);
  return declaration !== undefined && noteRead(analyser, declaration, node, error && caughtIn(error));
}

/** The same of the `reason` of a settled promise: in which branches that was caught is not known, but in which execution. */
export function canReadSettledField(analyser: Analyser, field: ts.Symbol | undefined, node: ts.Node): boolean {
  // Where the type says nothing of the member, the read is refused for that.
  if (field === undefined) return true;
  const declaration = classOfField(field);
  if (declaration === undefined) return false;
  const { branches } = analyser.frame;
  const executions = branches.findLastIndex(({ isExecution }) => isExecution === true) + 1;
  return noteRead(analyser, declaration, node, branches.slice(0, executions));
}

function noteRead(
  { analysis: { errorFields } }: Analyser,
  declaration: ts.ClassDeclaration,
  node: ts.Node,
  caught: Branches | undefined,
): boolean {
  const read: FieldRead = { node, caughtIn: caught, isReported: false };
  const reads = errorFields.reads.get(declaration) ?? [];
  errorFields.reads.set(declaration, [...reads, read]);
  read.isReported =
    errorFields.anyLost || (errorFields.madeIn.get(declaration) ?? []).some((made) => losesFields(made, read));
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
function classOfField({ name, valueDeclaration }: ts.Symbol): ts.ClassDeclaration | undefined {
  if (valueDeclaration === undefined || ownOfErrors.has(name)) return undefined;
  if (!ts.isPropertyDeclaration(valueDeclaration) && !ts.isParameter(valueDeclaration)) return undefined;
  return ts.findAncestor(valueDeclaration.parent, (node) => ts.isClassDeclaration(node));
}

/** Remembers the fields of an error that JSON would not keep as they are. */
export function noteFields(
  analyser: Analyser,
  node: ts.NewExpression,
  error: string,
  fields: ReadonlyMap<string, Expression>,
): void {
  const { checker, environment, analysis } = analyser;
  if (fields.size > 0) analysis.errorFields.anyMade = true;
  const type = checker.getTypeAtLocation(node);
  for (const name of fields.keys()) {
    const field = checker.getPropertyOfType(type, name);
    const given = field === undefined ? undefined : checker.getTypeOfSymbol(field);
    if (given === undefined) continue;
    const isOther = collections.areMentioned(given, checker, environment) || mentionsDate(given, checker, environment);
    if (!isOther) continue;
    analysis.settledData.ifGiven.push(() => {
      analyser.problem(node, "SP1426", { name, error });
    });
  }
}

/** Remembers that an instance was made here, and reports reads of fields that it loses on its way to a handler. */
export function noteMade(analyser: Analyser, classes: readonly ts.ClassDeclaration[]): void {
  const { branches } = analyser.frame;
  if (branches.length === 0) return;
  const { reads, madeIn } = analyser.analysis.errorFields;
  for (const declaration of classes) {
    madeIn.set(declaration, [...(madeIn.get(declaration) ?? []), branches]);
    for (const read of reads.get(declaration) ?? []) if (losesFields(branches, read)) report(analyser, read);
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
  if (!losesFields(branches, { caughtIn: caught })) return;
  errorFields.anyLost = true;
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

type Caught = Pick<FieldRead, "caughtIn">;

/** The branches that an error has left on its way to its handler, or may have. */
function left(made: Branches, { caughtIn: caught = [] }: Caught): Branches {
  return made.filter((branch, index) => caught[index] !== branch);
}

/** True for an error that has left the execution that made it, or may have. */
function losesFields(made: Branches, handler: Caught): boolean {
  return left(made, handler).some(({ isExecution }) => isExecution === true);
}

function report(analyser: Analyser, read: FieldRead): void {
  if (!read.isReported) analyser.problem(read.node, "SP1247", { text: read.node.getText() });
  read.isReported = true;
}
