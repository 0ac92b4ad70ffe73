import type { Random } from "../statements/random.js";

/**
 * An input of the same shape: other numbers and booleans, fewer, more or no items, texts that the input has elsewhere.
 *
 * @param keepsConstants leaves numbers and texts as they are, which may be all that their types allow
 */
export function otherInput(input: unknown, random: Random, keepsConstants: boolean): unknown {
  const texts: string[] = [];
  collect(input, texts);
  return change(input, random, keepsConstants ? undefined : texts);
}

function collect(value: unknown, texts: string[]): void {
  if (typeof value === "string") texts.push(value);
  else if (typeof value === "object" && value !== null) Object.values(value).forEach((one) => collect(one, texts));
}

function change(value: unknown, random: Random, texts: readonly string[] | undefined): unknown {
  if (typeof value === "string") return texts !== undefined && random.chance(0.3) ? random.pick(texts) : value;
  if (typeof value === "boolean") return random.chance(0.3) ? !value : value;
  if (typeof value === "number")
    return texts !== undefined && random.chance(0.4) ? random.pick([0, 1, 2, 3, 5, 10, 0.5, -1, value + 1]) : value;
  if (Array.isArray(value)) {
    const items = value.map((item) => change(item, random, texts));
    return random.weighted<unknown[]>([
      [5, () => items],
      [1, () => []],
      [1, () => items.slice(1)],
      [1, () => [...items, ...items]],
      [1, () => items.toReversed()],
    ]);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(member, random, texts)]));
}
