import { expect, test } from "vitest";
import { type GroupPlace, translateRegExp } from "../../../compiler/builtins/regular-expression-pattern.js";

/** Numbers from 0 to 1, the same each time. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const random = randomNumbers(7);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** A random sequence of characters, groups and repetitions. */
function sequence(depth: number): string {
  return Array.from({ length: 1 + Math.floor(random() * 3) }, () => term(depth)).join("");
}

function term(depth: number): string {
  const character = pick(["a", "b", "c", "[ab]", "."]);
  if (depth === 0 || random() < 0.4) return character + pick(["", "", "+", "*", "?", "*?"]);
  const open = pick(["(", "(?:", "("]);
  return `${open}${sequence(depth - 1)})${pick(["", "?", "?"])}`;
}

function compiled(text: string): RegExp {
  const end = text.lastIndexOf("/");
  return new RegExp(text.slice(1, end), text.slice(end + 1));
}

/** What the machine finds of a group. */
function groupAt(match: RegExpExecArray, { at, inner }: GroupPlace): string | undefined {
  const text = match[at] as string;
  if (inner === undefined) return text;
  if (text === "") return undefined;
  return groupAt(compiled(inner.text).exec(text) as RegExpExecArray, inner.place);
}

test("groups that may be missing are found where JavaScript finds them", () => {
  let compared = 0;
  for (let round = 0; round < 4000; round++) {
    const source = `${pick(["", "^"])}${sequence(3)}${pick(["", "$"])}`;
    const { partial, groupsAlwaysMatch } = translateRegExp(`/${source}/`);
    if (partial === undefined || groupsAlwaysMatch) continue;
    for (let nth = 0; nth < 8; nth++) {
      const text = Array.from({ length: Math.floor(random() * 7) }, () => pick(["a", "b", "c"])).join("");
      const native = new RegExp(source).exec(text);
      const found = compiled(partial.text).exec(text);
      const groups = found && partial.groups.map((place) => groupAt(found, place));
      expect([source, text, groups]).toEqual([source, text, native && [...native].slice(1)]);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(3000);
});
