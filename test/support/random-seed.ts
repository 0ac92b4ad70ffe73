import fc from "fast-check";

/** Where random tests start, so that a run can be repeated: `SETPIECE_SEED`, a whole number or `random`; 1 by default. */
export const seed = readSeed(process.env["SETPIECE_SEED"] ?? "1");

fc.configureGlobal({ seed });

function readSeed(text: string): number {
  if (text === "random") return Math.floor(Math.random() * 0x7fffffff);
  const number = Number(text);
  if (Number.isInteger(number)) return number;
  throw new Error(`SETPIECE_SEED is "${text}": give a whole number, or "random".`);
}
