import ts from "typescript";
import type { Analyser } from "../analyse/analyser.js";
import { skipWrappers } from "../analyse/functions.js";
import { dslFunctionOf } from "../analyse/tasks/declarations.js";

/** The calls of `workflow(…)` in a file, in order; those inside functions are reported. */
export function discoverWorkflows(analyser: Analyser, file: ts.SourceFile): readonly ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const isWorkflowCall = (node: ts.Node): node is ts.CallExpression =>
    ts.isCallExpression(node) && dslFunctionOf(analyser, node.expression) === "workflow";
  const topLevel = new Set<ts.Node>();
  const add = (node: ts.Expression | undefined): void => {
    const call = node === undefined ? undefined : skipWrappers(node);
    if (call === undefined || !isWorkflowCall(call)) return;
    topLevel.add(call);
    found.push(call);
  };
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) add(declaration.initializer);
    } else if (ts.isExportAssignment(statement) || ts.isExpressionStatement(statement)) add(statement.expression);
  }
  const visit = (node: ts.Node): void => {
    if (isWorkflowCall(node) && !topLevel.has(node)) analyser.problem(node, "SP1007");
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
