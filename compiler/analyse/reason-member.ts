import ts from "typescript";
import { skipWrappers } from "./skip-wrappers.js";

/** True for the `reason` of a promise that `Promise.allSettled` found rejected: the error, though its type is `any`. */
export function isReasonMember(member: ts.Symbol | undefined): boolean {
  const owner = member?.valueDeclaration?.parent;
  if (owner === undefined || !ts.isInterfaceDeclaration(owner)) return false;
  return owner.name.text === "PromiseRejectedResult" && member?.name === "reason";
}

/** True for `{ reason }` of such a promise. */
export function takesReason(pattern: ts.Node, key: string, checker: ts.TypeChecker): boolean {
  if (key !== "reason") return false;
  const { parent } = pattern;
  const whole = ts.isVariableDeclaration(parent) ? parent.initializer : undefined;
  return isReasonMember(checker.getPropertyOfType(checker.getTypeAtLocation(whole ?? pattern), key));
}

/** True for a name that is declared as such a reason: `const error = result.reason`, `const { reason } = result`. */
export function namesReason({ valueDeclaration: declaration }: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (declaration === undefined) return false;
  if (ts.isVariableDeclaration(declaration)) {
    const value = declaration.initializer && skipWrappers(declaration.initializer);
    const isRead = value !== undefined && ts.isPropertyAccessExpression(value);
    return isRead && isReasonMember(checker.getSymbolAtLocation(value.name));
  }
  if (!ts.isBindingElement(declaration) || declaration.initializer !== undefined) return false;
  const key = declaration.propertyName ?? declaration.name;
  return ts.isIdentifier(key) && takesReason(declaration.parent, key.text, checker);
}
