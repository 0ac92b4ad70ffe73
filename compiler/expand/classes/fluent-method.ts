import ts from "typescript";
import { type ClassShape, contains } from "./class-shape.js";
import { type ClassWriting, declaredAs } from "./writing.js";

/** A call of a method that gives its instance, and nothing else. */
export interface FluentCall {
  readonly owner: ClassShape;
  /** The function that does what the method does, and gives nothing. */
  readonly silent: string;
}

export function fluentCall(call: ts.CallExpression, writing: ClassWriting): FluentCall | undefined {
  const { expression: callee } = call;
  if (!ts.isPropertyAccessExpression(callee) || ts.isOptionalChain(call)) return undefined;
  const found = declaredAs(writing.checker, callee.name, writing.members);
  const member = found === "unclear" ? undefined : found[0];
  if (member?.kind !== "method") return undefined;
  const [declaration] = [...member.owner.members].find(([, one]) => one === member) ?? [];
  if (declaration === undefined || !isFluent(declaration as ts.MethodDeclaration)) return undefined;
  return { owner: member.owner, silent: silentName(member.written) };
}

/** The name of the function that gives nothing, beside that of a method. */
export function silentName(written: string): string {
  return `${written}$`;
}

/** True for a method that gives its instance wherever it ends. */
export function isFluent({ body, modifiers }: ts.MethodDeclaration): boolean {
  const last = body?.statements.at(-1);
  if (body === undefined || last === undefined || !ts.isReturnStatement(last)) return false;
  if (
    modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword || kind === ts.SyntaxKind.StaticKeyword) === true
  ) {
    return false;
  }
  return !contains(body, (node) => {
    if (ts.isFunctionLike(node)) return "skip";
    return ts.isReturnStatement(node) && node.expression?.kind !== ts.SyntaxKind.ThisKeyword;
  });
}
