import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { isMadeByMaker, onlyComputes } from "./makers.js";
import { type PutBack, putBackOf } from "./put-back.js";

/** How the part that a declaration names is made when it is missing, and put back. */
export function declaredPutBack(analyser: Analyser, declaration: ts.VariableDeclaration): PutBack | undefined {
  return putBackOf(
    declaration,
    (call) => isMadeByMaker(analyser, call),
    (call) =>
      ts.isNewExpression(call)
        ? builtinCalled(analyser, call) === "Date()"
        : onlyComputes(analyser, call) || isQuietChange(analyser, call),
  );
}

/** `set.add(x)`, `map.get(key)` and their like, which call no function. */
function isQuietChange(analyser: Analyser, call: ts.CallExpression): boolean {
  return /^(Set\.(add|delete|has|clear)|Map\.(get|set|has|delete|clear))$/.test(builtinCalled(analyser, call) ?? "");
}
