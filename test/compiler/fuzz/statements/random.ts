/** A small deterministic generator of random numbers (mulberry32): the same seed gives the same program for ever. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A fraction from 0 up to, not including, 1. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** An integer from `from` to `to`, both included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.integer(0, list.length - 1)] as T;
  }

  /** One of the choices, each as likely as its weight says; those of weight 0 or less never. */
  weighted<T>(choices: readonly (readonly [weight: number, make: () => T])[]): T {
    const possible = choices.filter(([weight]) => weight > 0);
    let left = this.fraction() * possible.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, make] of possible) {
      left -= weight;
      if (left < 0) return make();
    }
    return (possible.at(-1) as (typeof possible)[number])[1]();
  }
}
