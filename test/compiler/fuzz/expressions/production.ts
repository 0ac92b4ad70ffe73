import { type Kind, typeOf } from "./kinds.js";

/**
 * How to write a value of a kind. `$N` stands for an expression; `%x` for a name that the text binds, and `&N` for an
 * expression that may use those names.
 */
export interface Production {
  readonly text: string;
  readonly binds: Readonly<Record<string, Kind>>;
}

/** A kind, and a text for it before it is parsed: `%x:N` binds a name. */
export type WrittenProduction = readonly [Kind, string];

/** The same kind for several texts. */
export function each(kind: Kind, ...texts: readonly string[]): readonly WrittenProduction[] {
  return texts.map((text) => [kind, text]);
}

export function parse([kind, written]: WrittenProduction): readonly [Kind, Production] {
  const binds: Record<string, Kind> = {};
  // TypeScript leaves undefined out of the types of some members of unions of object literals: say it is a record.
  const typed = kind === "R" ? `(${written} as ${typeOf.R})` : written;
  const text = typed.replaceAll(/%(\w):([A-Z]+)/g, (_match, name: string, of: string) => {
    binds[name] = of as Kind;
    return `%${name}`;
  });
  return [kind, { text, binds }];
}
