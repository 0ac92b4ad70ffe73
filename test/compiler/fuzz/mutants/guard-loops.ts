import ts from "typescript";

const limit = 20_000;

/** Declares what guarded loops call: an endless one ends with a `RangeError`. */
export const guard = `let guardedRounds = 0; const guardRound = () => { if (++guardedRounds > ${limit}) throw new RangeError("endless"); };`;

/** The text with each loop counting its rounds, for native runs of programs that may not end. */
export function guardLoops(text: string): string {
  const file = ts.createSourceFile("loops.ts", text, ts.ScriptTarget.Latest, true);
  const inserts: { readonly at: number; readonly text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIterationStatement(node, false)) {
      inserts.push({ at: node.statement.getStart(), text: "{ guardRound(); " });
      inserts.push({ at: node.statement.getEnd(), text: " }" });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  // Where one statement ends with another, the inner one is closed first; all braces are the same there.
  inserts.sort((one, other) => other.at - one.at);
  return inserts.reduce((guarded, { at, text: added }) => guarded.slice(0, at) + added + guarded.slice(at), text);
}
