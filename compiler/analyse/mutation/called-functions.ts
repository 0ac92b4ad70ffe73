import type ts from "typescript";
import type { Analyser } from "../analyser.js";
import { tableFunctions } from "./table-functions.js";
import { writtenFunction } from "./written-function.js";

/**
 * The functions that a call may call, by the text: the one that a name declares, or those of a table.
 *
 * @returns unknown for a parameter that is a function; undefined for what is no function at hand, such as a task
 */
export function calledFunctions(
  analyser: Analyser,
  node: ts.Expression,
): readonly ts.SignatureDeclaration[] | "unknown" | undefined {
  const written = writtenFunction(analyser, node);
  if (written !== undefined && written !== "unknown") return [written];
  const { tableFunctions: known } = analyser.analysis;
  if (!known.has(node)) known.set(node, tableFunctions(analyser, node));
  return known.get(node) ?? written;
}
