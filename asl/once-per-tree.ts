import type { JsonataNode } from "./jsonata.js";

/** What `compute` says of an expression's tree, worked out once for each tree: a machine is looked at more than once. */
export function oncePerTree<Result extends NonNullable<unknown>>(
  compute: (ast: JsonataNode) => Result,
): (ast: JsonataNode) => Result {
  const known = new WeakMap<JsonataNode, Result>();
  return (ast) => {
    const before = known.get(ast);
    if (before !== undefined) return before;
    const result = compute(ast);
    known.set(ast, result);
    return result;
  };
}
