import ts from "typescript";
import type { Label } from "../../ir/statement.js";

export function label(name: string): Label {
  return { kind: "label", name };
}

/** The name in front of a statement: `outer: for (…)`. */
export function statementName(node: ts.Node): string | undefined {
  return ts.isLabeledStatement(node.parent) ? node.parent.label.text : undefined;
}
