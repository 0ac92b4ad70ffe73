import { createHash } from "node:crypto";
import { numberOutOfRange } from "../../asl/index.js";

import { javaRandomDouble } from "./java-random.js";
import { evaluationLimits, memoryExceeded } from "./limits.js";

/** Sources of what an expression cannot compute from its input. */
export interface Randomness {
  /** A number in [0, 1). */
  random(): number;
  /** A version 4 UUID. */
  uuid(): string;
}

const hashAlgorithms: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

/** `$partition(array, size)`: the array in pieces of `size` items. */
function partition(array: unknown, size: unknown): unknown {
  if (array === undefined || size === undefined) return undefined;
  if (!Array.isArray(array) || typeof size !== "number") return undefined;
  const step = Math.trunc(size);
  if (step < 0) throw new Error("Chunk size must be positive");
  if (step === 0) return undefined;
  const pieces: unknown[] = [];
  for (let start = 0; start < array.length; start += step) pieces.push(array.slice(start, start + step));
  return pieces;
}

/** `$range(start, end, step)`: both ends included; arguments are truncated towards zero. */
function range(start: unknown, end: unknown, step: unknown): unknown {
  if (typeof start !== "number" || typeof end !== "number" || typeof step !== "number") return undefined;
  const [from, to, by] = [Math.trunc(start), Math.trunc(end), Math.trunc(step)];
  if (by === 0) return undefined;
  const length = Math.max(0, Math.floor((to - from) / by) + 1);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- the engine's errors are plain objects, this joins them
  if (length > evaluationLimits.rangeFunctionItems) throw memoryExceeded();
  const items = Array.from({ length }, (_, index) => from + index * by);
  // A sequence, as `..` gives it: one item alone stands for itself.
  return Object.defineProperty(items, "sequence", { value: true, enumerable: false });
}

/** `$hash(data, algorithm)`: hexadecimal digest of a string, or of the JSON text of anything else. */
function hash(data: unknown, algorithm: unknown): unknown {
  if (data === undefined) return undefined;
  const name = typeof algorithm === "string" ? hashAlgorithms[algorithm] : undefined;
  if (name === undefined)
    throw new Error(`Invalid algorithm: ${String(algorithm)}. Use one of ${Object.keys(hashAlgorithms).join(", ")}`);
  return createHash(name)
    .update(typeof data === "string" ? data : JSON.stringify(data))
    .digest("hex");
}

/** `$parse(json)`: the value of JSON text. */
function parse(text: unknown): unknown {
  if (text === undefined) return undefined;
  if (typeof text !== "string") throw new Error('Argument 1 of function "parse" must be a string');
  const number = numberOutOfRange(text);
  if (number !== undefined) throw new Error(`Numeric value (${number.text}) out of range of double`);
  return JSON.parse(text) as unknown;
}

/** The functions that Step Functions has beside those of JSONata. `$eval` is taken away. */
export function extraFunctions(
  randomness: () => Randomness,
): Readonly<Record<string, (...parameters: unknown[]) => unknown>> {
  return {
    partition,
    range,
    hash,
    parse,
    random: (seed) => (typeof seed === "number" ? javaRandomDouble(seed) : randomness().random()),
    uuid: () => randomness().uuid(),
  };
}
