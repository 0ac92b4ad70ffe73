import type { OwnedKind, Type } from "../scope.js";
import { expression } from "../tree.js";
import type { Choice, Place } from "./place.js";

/** Reads of what a variable owns, none of which leaves a second reference behind. */
export function ownedNumbers(place: Place): readonly Choice[] {
  return ownedReads(place, "number", (name) => ({
    numbers: [`${name}.length`, `(${name}[0] ?? 4)`, `(${name}.at(-1) ?? 5)`],
    words: [`${name}.length`],
    counts: [`(${name}.a ?? 6)`, `(${name}[input.s] ?? 7)`],
    order: [`${name}.price`, `${name}.tags.length`],
    orders: [`${name}.length`],
    groups: [`Object.keys(${name}).length`, `(${name}.a?.length ?? 0)`, `(${name}[input.s] ?? []).length`],
  }));
}

/** The same as text. */
export function ownedTexts(place: Place): readonly Choice[] {
  return ownedReads(place, "string", (name) => ({
    numbers: [`${name}.join()`],
    words: [`${name}.join("-").slice(0, 20)`, `(${name}[0] ?? "none")`],
    counts: [`String(${name}.b)`],
    order: [`${name}.id`, `(${name}.note ?? "bare")`, `${name}.tags.join("").slice(0, 20)`],
    orders: [`String(${name}.length)`],
    groups: [`Object.keys(${name}).join()`, `(${name}.b ?? []).join("+").slice(0, 20)`],
  }));
}

function ownedReads(
  { context: { owned, mode }, random }: Place,
  type: Type,
  reads: (name: string) => Readonly<Record<OwnedKind, readonly string[]>>,
): readonly Choice[] {
  if (owned.length === 0 || mode === "callback") return [];
  const read = () => {
    const { name, kind } = random.pick(owned);
    return expression(type)`${random.pick(reads(name)[kind])}`;
  };
  return [[4, read]];
}
