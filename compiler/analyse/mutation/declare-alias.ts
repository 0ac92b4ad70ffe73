import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { isAlias } from "./aliases.js";
import { placeOf } from "./place.js";

/** `const line = order.lines[i]` where `line` stands for that part of the order; false when it is a value of its own. */
export function declareAlias(analyser: Analyser, { name, initializer }: ts.VariableDeclaration): boolean {
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  if (symbol === undefined || initializer === undefined || !isAlias(analyser, symbol)) return false;
  const place = placeOf(analyser, initializer);
  if (place === undefined) return false;
  analyser.environment.bind(symbol, { kind: "alias", place });
  return true;
}
