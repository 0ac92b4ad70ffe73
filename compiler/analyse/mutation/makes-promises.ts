import ts from "typescript";
import type { Analyser } from "../analyser.js";

/** True for an async function, and for one that gives the promise of another one. */
export function makesPromises({ checker }: Analyser, node: ts.SignatureDeclaration): boolean {
  if ((ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Async) !== 0) return true;
  const signature = checker.getSignatureFromDeclaration(node);
  const type = signature && checker.getReturnTypeOfSignature(signature);
  return type?.symbol?.name === "Promise";
}
