import ts from "typescript";
import type { Analyser } from "../analyse/analyser.js";
import { skipWrappers } from "../analyse/functions.js";
import { dslFunctionOf } from "../analyse/dsl-function.js";

/** The calls of `workflow(…)` in a file, in order; those inside functions are reported. */
export function discoverWorkflows(analyser: Analyser, file: ts.SourceFile): readonly ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const names = importedNames(analyser, file);
  const isWorkflowCall = (node: ts.Node): node is ts.CallExpression =>
    ts.isCallExpression(node) &&
    mayBeWorkflow(node.expression, names) &&
    dslFunctionOf(analyser, node.expression) === "workflow";
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

/** Imported names: of the function itself, and of what may have it as a member. */
interface ImportedNames {
  readonly direct: ReadonlySet<string>;
  readonly objects: ReadonlySet<string>;
}

/** The imported names that `workflow` may be called by in a file: few calls have to be looked at more closely. */
function importedNames(analyser: Analyser, file: ts.SourceFile): ImportedNames {
  const direct = new Set<string>();
  const objects = new Set<string>();
  const add = (name: ts.Identifier): void => {
    const declaration = analyser.symbolOf(name)?.declarations?.[0];
    if (declaration === undefined || !ts.isFunctionDeclaration(declaration)) objects.add(name.text);
    else if (dslFunctionOf(analyser, name) === "workflow") direct.add(name.text);
  };
  for (const statement of file.statements) {
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    if (clause?.name !== undefined) add(clause.name);
    const bindings = clause?.namedBindings;
    if (bindings === undefined) continue;
    if (ts.isNamespaceImport(bindings)) objects.add(bindings.name.text);
    else for (const { name } of bindings.elements) add(name);
  }
  return { direct, objects };
}

function mayBeWorkflow(callee: ts.Expression, { direct, objects }: ImportedNames): boolean {
  const inner = skipWrappers(callee);
  if (ts.isIdentifier(inner)) return direct.has(inner.text);
  let root: ts.Expression = inner;
  while (ts.isPropertyAccessExpression(root)) root = skipWrappers(root.expression);
  return ts.isIdentifier(root) && objects.has(root.text);
}
