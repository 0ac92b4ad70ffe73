import ts from "typescript";
import type { Sign } from "../builtins/infinite.js";
import type { Analyser } from "./analyser.js";
import { infinityTaken } from "./function-values/infinite-tables.js";
import { infinityIn } from "./infinity-in.js";
import { skipWrappers } from "./skip-wrappers.js";

/** Which infinity a variable gets after it was declared: `limit = Infinity`, `lower = upTo`; undefined for none. */
export function assignedInfinity(analyser: Analyser, symbol: ts.Symbol, name: ts.Identifier): Sign | undefined {
  const scope = ts.findAncestor(name, ts.isFunctionLike);
  let sign: Sign | undefined;
  const visit = (node: ts.Node): void => {
    if (sign !== undefined) return;
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const target = skipWrappers(node.left);
      const isTarget = ts.isIdentifier(target) && target.text === name.text && analyser.symbolOf(target) === symbol;
      if (isTarget) sign = infinityIn(node.right) ?? infinityTaken(analyser, node.right);
    }
    ts.forEachChild(node, visit);
  };
  if (scope !== undefined) visit(scope);
  return sign;
}
