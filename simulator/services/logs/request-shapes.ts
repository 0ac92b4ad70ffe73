import { AwsError } from "../wire/aws-error.js";
import { page } from "../wire/page.js";
import { readInput } from "../wire/read-input.js";
import { integer, list, map, type Shape, text } from "../wire/shape.js";
import { invalidParameter } from "./log-group.js";

/** Reads a request by its shape. */
export function readRequest<T>(shape: Shape<T>, json: unknown): T {
  return asInvalidParameter(() => readInput(shape, json));
}

/** A page of a list, and the token of the next one. */
export function pageOf<T>(all: readonly T[], token: string | undefined, limit = 50): ReturnType<typeof page<T>> {
  return asInvalidParameter(() => page(all, token, limit));
}

/** What other services call `ValidationException` this one calls `InvalidParameterException`. */
function asInvalidParameter<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AwsError && error.code === "ValidationException") throw invalidParameter(error.message);
    throw error;
  }
}

export const groupName = text({ min: 1, max: 512, pattern: "[\\.\\-_/#A-Za-z0-9]+" });
export const groupIdentifier = text({ min: 1, max: 2048, pattern: "[\\w#+=/:,.@-]*" });
export const streamName = text({ min: 1, max: 512, pattern: "[^:*]*" });
export const nextToken = text({ min: 1 });
export const time = integer({ min: 0 });
export const pageLimit = integer({ min: 1, max: 50 });
export const eventLimit = integer({ min: 1, max: 10_000 });
export const resourceArn = text({ min: 1, max: 1011, pattern: "[\\w+=/:,.@\\-\\*]*" });

const tagKey = text({ min: 1, max: 128, pattern: "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)" });
export const tags = map(text({ max: 256, pattern: "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)" }), {
  min: 1,
  max: 50,
  key: tagKey,
});
export const tagKeys = list(tagKey, { min: 0, max: 50 });
