import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

import type { EvaluationScope } from "../core/evaluation-scope.js";
import { canonicalJson, isJsonObject, type JsonValue, parseJson } from "../json.js";
import { javaRandom } from "../jsonata/java-random.js";

/** A call that a function cannot answer; the message becomes part of `States.IntrinsicFailure`'s cause. */
export class IntrinsicError extends Error {}

type IntrinsicFunction = (parameters: readonly JsonValue[], scope: EvaluationScope) => JsonValue;

/** Items of `States.ArrayRange`, and characters of texts to encode or hash. */
const maxRangeItems = 1_000;
const maxEncodedCharacters = 10_000;

/** @see AWS Step Functions developer guide, "Intrinsics for JSONPath states" */
export const intrinsicFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  "States.Array": (parameters) => parameters,
  "States.ArrayPartition": ([array, size]) => {
    const items = arrayOf(array);
    const step = roundHalfUp(numberOf(size));
    if (step <= 0) throw new IntrinsicError("The chunk size must be a positive number");
    return Array.from({ length: Math.ceil(items.length / step) }, (_, index) =>
      items.slice(index * step, (index + 1) * step),
    );
  },
  "States.ArrayContains": ([array, wanted]) => arrayOf(array).some((item) => isDeepStrictEqual(item, wanted)),
  "States.ArrayRange": ([from, to, step]) =>
    range(roundHalfUp(numberOf(from)), roundHalfUp(numberOf(to)), roundHalfUp(numberOf(step))),
  "States.ArrayGetItem": ([array, index]) => {
    const item = arrayOf(array)[numberOf(index)];
    if (item === undefined) throw new IntrinsicError("The index is outside of the array");
    return item;
  },
  "States.ArrayLength": ([array]) => arrayOf(array).length,
  "States.ArrayUnique": ([array]) => unique(arrayOf(array)),
  "States.Base64Encode": ([text]) => Buffer.from(boundedText(text)).toString("base64"),
  "States.Base64Decode": ([text]) => base64Decode(boundedText(text)),
  "States.Hash": ([data, algorithm]) => hash(data ?? null, textOf(algorithm)),
  "States.JsonMerge": ([first, second, deep]) => {
    if (deep !== false)
      throw new IntrinsicError(
        "Step Functions supports only the shallow merging mode: the third argument must be false",
      );
    return { ...objectOf(first), ...objectOf(second) };
  },
  "States.StringToJson": ([text]) => {
    const value = textOf(text).trim() === "" ? null : parseJson(textOf(text));
    if (value === undefined) throw new IntrinsicError(`The text is not valid JSON: ${textOf(text)}`);
    return value;
  },
  "States.JsonToString": ([value]) => JSON.stringify(value ?? null),
  "States.MathRandom": ([from, to, seed], scope) => mathRandom(numberOf(from), numberOf(to), seed, scope),
  "States.MathAdd": ([first, second]) => roundHalfUp(numberOf(first)) + roundHalfUp(numberOf(second)),
  "States.StringSplit": ([text, separators]) => split(textOf(text), textOf(separators)),
  "States.UUID": (_parameters, scope) => scope.world.uuid(),
  "States.Format": ([template, ...values]) => format(textOf(template), values),
};

/** How many arguments a function takes: exactly so many, or from … to …. */
export const intrinsicArity: Readonly<Record<string, readonly [number, number]>> = {
  "States.Array": [0, Number.POSITIVE_INFINITY],
  "States.ArrayPartition": [2, 2],
  "States.ArrayContains": [2, 2],
  "States.ArrayRange": [3, 3],
  "States.ArrayGetItem": [2, 2],
  "States.ArrayLength": [1, 1],
  "States.ArrayUnique": [1, 1],
  "States.Base64Encode": [1, 1],
  "States.Base64Decode": [1, 1],
  "States.Hash": [2, 2],
  "States.JsonMerge": [3, 3],
  "States.StringToJson": [1, 1],
  "States.JsonToString": [1, 1],
  "States.MathRandom": [2, 3],
  "States.MathAdd": [2, 2],
  "States.StringSplit": [2, 2],
  "States.UUID": [0, 0],
  "States.Format": [1, Number.POSITIVE_INFINITY],
};

/** Each value once, where it stands first; told apart by their texts, since comparing all with all takes minutes. */
function unique(items: readonly JsonValue[]): readonly JsonValue[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const text = canonicalJson(item);
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

function range(from: number, to: number, step: number): JsonValue {
  if (step === 0) throw new IntrinsicError("The step must not be 0");
  const length = Math.max(0, Math.floor((to - from) / step) + 1);
  if (length > maxRangeItems) throw new IntrinsicError(`An array of more than ${maxRangeItems} items`);
  return Array.from({ length }, (_, index) => from + index * step);
}

const hashAlgorithms: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

function hash(data: JsonValue, algorithm: string): string {
  const name = hashAlgorithms[algorithm];
  if (name === undefined)
    throw new IntrinsicError(`The algorithm ${algorithm} is not one of ${Object.keys(hashAlgorithms).join(", ")}`);
  return createHash(name)
    .update(typeof data === "string" ? boundedText(data) : JSON.stringify(data))
    .digest("hex");
}

function mathRandom(from: number, to: number, seed: JsonValue | undefined, scope: EvaluationScope): number {
  const [low, high] = [roundHalfUp(from), roundHalfUp(to)];
  if (low >= high) throw new IntrinsicError("The start number must be less than the end number");
  const fraction = seed === undefined ? scope.world.random() : Number(javaRandom(numberOf(seed))(31)) / 2 ** 31;
  return low + Math.floor(fraction * (high - low));
}

const roundHalfUp = (value: number): number => Math.floor(value + 0.5);

/** Any of the separators' characters separates; empty pieces are dropped. */
function split(text: string, separators: string): readonly string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const character of text) {
    if (!separators.includes(character)) piece += character;
    else {
      if (piece !== "") pieces.push(piece);
      piece = "";
    }
  }
  if (piece !== "") pieces.push(piece);
  return pieces;
}

function format(template: string, values: readonly JsonValue[]): string {
  let used = 0;
  const text = template.replace(/\\([{}])|\{\}/g, (_match, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    const value = values[used];
    used += 1;
    if (value === undefined) throw new IntrinsicError("The template has more {} than there are arguments");
    return formatted(value);
  });
  if (used !== values.length) throw new IntrinsicError("The template has fewer {} than there are arguments");
  return text;
}

/** Objects and arrays print as the service's own (Java) collections do. */
function formatted(value: JsonValue): string {
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(formatted).join(", ")}]`;
  if (!isJsonObject(value)) return typeof value === "string" ? value : JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${key}=${formatted(member)}`)
    .join(", ")}}`;
}

function arrayOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (!Array.isArray(value)) throw new IntrinsicError(`An array is needed, but was ${JSON.stringify(value)}`);
  return value as readonly JsonValue[];
}

function numberOf(value: JsonValue | undefined): number {
  if (typeof value !== "number") throw new IntrinsicError(`A number is needed, but was ${JSON.stringify(value)}`);
  return value;
}

function textOf(value: JsonValue | undefined): string {
  if (typeof value !== "string") throw new IntrinsicError(`A string is needed, but was ${JSON.stringify(value)}`);
  return value;
}

function boundedText(value: JsonValue | undefined): string {
  const text = textOf(value);
  if (text.length > maxEncodedCharacters)
    throw new IntrinsicError(`The text is longer than ${maxEncodedCharacters} characters`);
  return text;
}

function base64Decode(text: string): string {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(text))
    throw new IntrinsicError("The text is not valid Base64");
  return Buffer.from(text, "base64").toString();
}

function objectOf(value: JsonValue | undefined): Readonly<Record<string, JsonValue>> {
  if (!isJsonObject(value)) throw new IntrinsicError(`An object is needed, but was ${JSON.stringify(value)}`);
  return value;
}
