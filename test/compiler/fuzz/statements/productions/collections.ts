import type { CollectionKind, Type } from "../scope.js";
import { expression } from "../tree.js";
import type { Choice, Place } from "./place.js";

/** Reads of dates, sets and maps as values of a type; none where nothing of the kind is in scope. */
export function collectionReads(place: Place, type: Type): readonly Choice[] {
  const { context, random, of } = place;
  const make = expression(type);
  const known = context.collections.flatMap(({ name, kind }) =>
    readsOf(kind, type).map((read) => [name, read] as const),
  );
  if (known.length === 0) return [];
  const read = () => {
    const [name, text] = random.pick(known);
    const [before, after] = text.split("#");
    if (after === undefined) return make`(${name}${text})`;
    const argument = of(after.startsWith("n") ? "number" : "string");
    return make`(${name}${before ?? ""}${argument}${after.slice(1)})`;
  };
  return [[4, read]];
}

/** What follows the name; `#n` and `#s` stand for a number and a text. */
function readsOf(kind: CollectionKind, type: Type): readonly string[] {
  const reads: Readonly<Record<CollectionKind, Partial<Record<Type, readonly string[]>>>> = {
    date: {
      number: [".getTime() % 1000", ".getUTCFullYear()", ".getUTCDate()", ".getUTCHours()", ".getTime() / 86400000"],
      string: [".toISOString().slice(0, 10)", ".toISOString().slice(11, 19)"],
      boolean: [".getUTCMonth() > 5"],
    },
    set: { number: [".size"], boolean: [".has(#n)"] },
    map: { number: [".size", ".get(#s) ?? 3"], boolean: [".has(#s)"], "number | undefined": [".get(#s)"] },
  };
  return reads[kind][type] ?? [];
}

/** Copies of sets and maps as lists. */
export function collectionLists({ context, random, make }: Place): readonly Choice[] {
  const known = context.collections.filter(({ kind }) => kind !== "date");
  if (known.length === 0) return [];
  const read = () => {
    const { name, kind } = random.pick(known);
    return kind === "set" ? make`[...${name}]` : make`[...${name}.values()]`;
  };
  return [[2, read]];
}
