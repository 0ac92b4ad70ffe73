import ts from "typescript";

/** Methods of arrays that make another array. */
export const makingMethods: ReadonlySet<string> = new Set(
  "concat filter flat flatMap map slice toReversed toSorted toSpliced with".split(" "),
);

/** Methods of arrays that change the array; a workflow's own arrays are rebuilt by them. */
export const mutatingMethods: ReadonlySet<string> = new Set([
  "push",
  "pop",
  "shift",
  "unshift",
  "splice",
  "sort",
  "reverse",
  "fill",
]);

/** Methods of Sets and Maps that change them. */
export const changingCollection: ReadonlySet<string> = new Set(["add", "set", "delete", "clear"]);

export function isAssignmentOperator(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
