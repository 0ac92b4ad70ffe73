/**
 * JSONata text with the binding power of its outermost operator, so that parentheses go only where they are needed:
 * each pair costs a level of the evaluation depth that AWS bounds.
 */
export interface Code {
  readonly text: string;
  readonly power: number;
  /** True when the value is a number that may have overflowed to Infinity. */
  readonly unguarded?: boolean;
  /** True for `[…]`: as an item of another array constructor, JSONata keeps it whole and flattens everything else. */
  readonly arrayConstructor?: boolean;
}

/** Binding powers of JSONata's operators (jsonata 2.0.6). */
export const power = {
  lowest: 0,
  or: 25,
  and: 30,
  comparison: 40,
  sum: 50,
  product: 60,
  path: 75,
  index: 80,
  primary: 100,
} as const;

export function primary(text: string): Code {
  return { text, power: power.primary };
}

/** The text, in parentheses when its operator binds less than `atLeast`. */
export function wrap(code: Code, atLeast: number): string {
  return code.power >= atLeast ? code.text : `(${code.text})`;
}

/** A left-associative operator; its right side is never re-associated. */
export function binary(left: Code, operator: string, right: Code, at: number): Code {
  return { text: `${wrap(left, at)} ${operator} ${wrap(right, at + 1)}`, power: at };
}

/** `=`, `<`, `in` …: neither side may be another of them. */
export function compare(left: Code, operator: string, right: Code): Code {
  const at = power.comparison;
  return { text: `${wrap(left, at + 1)} ${operator} ${wrap(right, at + 1)}`, power: at };
}

export function call(name: string, ...operands: readonly Code[]): Code {
  return primary(`$${name}(${operands.map((operand) => operand.text).join(", ")})`);
}

/**
 * The text of an array before `[index]`. In parentheses, a call or a condition at the end of a lambda would be taken for a
 * tail call, to which JSONata does not apply the index; without them, a path would have its last step filtered.
 */
export function indexed({ text, power: at, arrayConstructor: isConstructor }: Code): string {
  if (/^\$\w+$/.test(text)) return text;
  if (at !== power.primary || isConstructor === true) return `(${text})`;
  return /^\$\w+\(/.test(text) ? text : `[${text}]`;
}

/** `c ? a : b`, always in parentheses. */
export function conditional(condition: Code, whenTrue: Code, whenFalse: Code): Code {
  const test = wrap(condition, power.or);
  return primary(`(${test} ? ${wrap(whenTrue, power.or)} : ${wrap(whenFalse, power.or)})`);
}

/** `($a := X; …; body)`. */
export function block(bindings: readonly { readonly name: string; readonly value: Code }[], body: Code): Code {
  if (bindings.length === 0) return body;
  return primary(`(${bindings.map(({ name, value }) => `$${name} := ${value.text}`).join("; ")}; ${body.text})`);
}

export function lambda(parameters: readonly string[], body: Code): Code {
  return primary(`function(${parameters.map((name) => `$${name}`).join(", ")}){ ${body.text} }`);
}

/** `[a, b, …]` of items that are already in the form that the constructor needs. */
export function arrayConstructor(items: readonly string[]): Code {
  return { text: `[${items.join(", ")}]`, power: power.primary, arrayConstructor: true };
}

/** A call that may give a JSONata sequence, as a plain array: neither an empty nor a single result collapses. */
export function plainArray(code: Code): Code {
  return arrayConstructor([`${code.text}[]`]);
}

/**
 * A string literal. `%}` is escaped, for it would end the expression in a definition, and so are Unicode's line ends, for
 * an expression is one line.
 */
export function stringLiteral(value: string): Code {
  const text = JSON.stringify(value).replaceAll("%}", "%\\u007D");
  return primary(text.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029"));
}

export function numberLiteral(value: number): Code {
  const text = JSON.stringify(value);
  return primary(value < 0 ? `(${text})` : text);
}
