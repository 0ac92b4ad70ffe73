import ts from "typescript";
import type { Analyser } from "./analyser.js";

/**
 * `unknown` allows undefined, too: a member that is there and undefined can hide in `Record<string, unknown>`. Where it is asked which
 * members such an object has, nothing in the project may have put one there.
 */
export interface HiddenUndefined {
  /** Reports the questions that were asked, in the order of the analysis. */
  readonly asked: (() => void)[];
}

/** Reports questions about members where a member without a value may be hidden. */
export function reportHidden({ analysis: { checker, files, hiddenUndefined } }: Analyser): void {
  const { asked } = hiddenUndefined;
  if (asked.length === 0 || ![...files()].some((file) => hides(checker, file))) return;
  for (const report of asked) report();
}

const hiding = new WeakMap<ts.SourceFile, boolean>();

function hides(checker: ts.TypeChecker, file: ts.SourceFile): boolean {
  const known = hiding.get(file);
  if (known !== undefined) return known;
  const visit = (node: ts.Node): boolean => {
    if (ts.isTypeNode(node) || isHandler(node)) return false;
    return hidesHere(checker, node) || ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  };
  const found = !file.isDeclarationFile && visit(file);
  hiding.set(file, found);
  return found;
}

/** `lambda("name", async (input) => …)`: code that runs elsewhere. */
function isHandler(node: ts.Node): boolean {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "lambda";
}

function hidesHere(checker: ts.TypeChecker, node: ts.Node): boolean {
  // `patch.title = input.title`
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const { left, right } = node;
    const isMember = ts.isPropertyAccessExpression(left) || ts.isElementAccessExpression(left);
    return isMember && isUnknown(declaredType(checker, left)) && mayBeUndefined(checker, right);
  }
  // `const patch: Record<string, unknown> = { title: input.title }`
  if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
    const value = ts.isPropertyAssignment(node) ? node.initializer : node.name;
    const { parent } = node;
    const whole = ts.isObjectLiteralExpression(parent) ? checker.getContextualType(parent) : undefined;
    const name = node.name.getText();
    const isHidden = whole !== undefined && memberTypes(checker, whole, name).some(isUnknown);
    return isHidden && mayBeUndefined(checker, value);
  }
  // `keysOf(patch)`, where the type of `patch` says what may be undefined and the parameter's does not.
  if (!isValue(node)) return false;
  const expected = ts.isSpreadAssignment(node.parent)
    ? checker.getContextualType(node.parent.parent)
    : ts.isAsExpression(node.parent)
      ? checker.getTypeAtLocation(node.parent)
      : checker.getContextualType(node);
  if (expected === undefined || !hasUnknownMembers(checker, expected)) return false;
  return partsOf(checker.getTypeAtLocation(node)).some((type) =>
    [
      ...checker
        .getPropertiesOfType(type)
        .filter((one) => !isOptional(one))
        .map((one) => checker.getTypeOfSymbol(one)),
      ...checker.getIndexInfosOfType(type).map((index) => index.type),
    ].some((member) => includesUndefined(member)),
  );
}

function isValue(node: ts.Node): node is ts.Expression {
  return (
    (ts.isIdentifier(node) && ts.isExpression(node.parent)) ||
    (ts.isIdentifier(node) && (ts.isVariableDeclaration(node.parent) || ts.isReturnStatement(node.parent))) ||
    (ts.isIdentifier(node) && (ts.isPropertyAssignment(node.parent) || ts.isSpreadAssignment(node.parent))) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isCallExpression(node)
  );
}

/** What a member may hold by its declaration: where it stands, TypeScript may know more. */
function declaredType(
  checker: ts.TypeChecker,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): ts.Type | undefined {
  const whole = checker.getNonNullableType(checker.getTypeAtLocation(node.expression));
  const name = ts.isPropertyAccessExpression(node) ? node.name.text : undefined;
  return memberTypes(checker, whole, name)[0];
}

function memberTypes(checker: ts.TypeChecker, whole: ts.Type, name: string | undefined): readonly ts.Type[] {
  return partsOf(whole).flatMap((type) => {
    const member = name === undefined ? undefined : checker.getPropertyOfType(type, name);
    if (member !== undefined) return [checker.getTypeOfSymbol(member)];
    return checker.getIndexInfosOfType(type).map((index) => index.type);
  });
}

function hasUnknownMembers(checker: ts.TypeChecker, whole: ts.Type): boolean {
  return partsOf(whole).some((type) => checker.getIndexInfosOfType(type).some((index) => isUnknown(index.type)));
}

function partsOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/** True for `unknown` and `any`, which say nothing of undefined. */
export function isUnknown(type: ts.Type | undefined): boolean {
  return type !== undefined && (type.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) !== 0;
}

/** True for what may be undefined by its type, and for members of which nothing is known. */
function mayBeUndefined(checker: ts.TypeChecker, node: ts.Expression): boolean {
  const type = checker.getTypeAtLocation(node);
  const isMember = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
  return includesUndefined(type) || (isMember && isUnknown(type));
}

function includesUndefined(type: ts.Type): boolean {
  return partsOf(type).some(({ flags }) => (flags & ts.TypeFlags.Undefined) !== 0);
}

function isOptional(member: ts.Symbol): boolean {
  return (member.flags & ts.SymbolFlags.Optional) !== 0;
}
