/**
 * A generated program as a tree of text, which knows enough of its structure to be shrunk: what is a list of statements,
 * and which type an expression has.
 */
export interface Tree {
  readonly kind: "expression" | "statement" | "block";
  /** The type of an expression. */
  readonly type?: string;
  /** Text and trees in order. A block has statements only. */
  readonly parts: readonly (string | Tree)[];
}

type Part = string | number | Tree;

function toParts(strings: TemplateStringsArray, values: readonly Part[]): (string | Tree)[] {
  return strings.flatMap((text, index) => {
    const value = values[index];
    if (value === undefined) return [text];
    return [text, typeof value === "number" ? String(value) : value];
  });
}

/** `` expression("number")`(${left} + ${right})` `` */
export function expression(type: string): (strings: TemplateStringsArray, ...values: Part[]) => Tree {
  return (strings, ...values) => ({ kind: "expression", type, parts: toParts(strings, values) });
}

/** `` statement`if (${condition}) { ${block} }` `` */
export function statement(strings: TemplateStringsArray, ...values: Part[]): Tree {
  return { kind: "statement", parts: toParts(strings, values) };
}

export function block(statements: readonly Tree[]): Tree {
  return { kind: "block", parts: statements };
}

/** Puts trees one after another, with a separator between, inside text of a statement or expression. */
export function joined(trees: readonly Tree[], separator: string): Tree {
  return {
    kind: "statement",
    parts: trees.flatMap((tree, index) => (index === 0 ? [tree] : [separator, tree])),
  };
}

export function render(tree: Tree): string {
  const separator = tree.kind === "block" ? "\n" : "";
  return tree.parts.map((part) => (typeof part === "string" ? part : render(part))).join(separator);
}
