/** Chance that repeats itself, by its seed. */
export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number, both bounds included. */
  whole(from: number, to: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  // Seeds that lie side by side begin alike.
  for (let i = 0; i < 5; i++) next();
  return { next, whole, pick: (items) => items[whole(0, items.length - 1)] as (typeof items)[number] };
}
