const multiplier = 0x5deece66dn;
const mask = (1n << 48n) - 1n;

/** The first double that `new java.util.Random(seed)` gives: AWS's `$random(seed)` and `States.MathRandom(…, seed)`. */
export function javaRandomDouble(seed: number): number {
  const random = javaRandom(seed);
  return (Number(random(26)) * 2 ** 27 + Number(random(27))) / 2 ** 53;
}

/** A generator of `java.util.Random`: gives the next `bits` bits, as an unsigned number. */
export function javaRandom(seed: number): (bits: number) => bigint {
  let state = (BigInt(Math.trunc(seed)) ^ multiplier) & mask;
  return (bits) => {
    state = (state * multiplier + 0xbn) & mask;
    return state >> BigInt(48 - bits);
  };
}
