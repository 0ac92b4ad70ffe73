import { createHash } from "node:crypto";

import { invalidToken } from "../api/service-error.js";

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/** A request for a page: what it asks for beside the page itself decides which list it is a page of. */
export interface PageRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
  readonly [parameter: string]: unknown;
}

const defaultPageSize = 100;
/** A token is good for so long. */
const tokenMs = 86_400_000;

/**
 * One page of the list that an operation answers. A token says where the next page begins, which request it belongs to, and
 * since when it is good: one of another operation, one given with other parameters, and one of more than 24 hours ago are
 * refused with InvalidToken. The size of pages may change from one to the next. Where items have keys, a page begins behind the
 * last item that was shown, whatever has come before it since.
 *
 * @see AWS Step Functions API reference, `nextToken` of the actions that list
 */
export function pageOf<Item>(
  list: readonly Item[],
  operation: string,
  request: PageRequest,
  nowMs: number,
  keyOf: (item: Item) => string | undefined = () => undefined,
): Page<Item> {
  const { maxResults, nextToken, ...parameters } = request;
  const asked = () => digestOf(operation, parameters);
  const start = nextToken === undefined ? 0 : startOf(decodeToken(nextToken, asked(), nowMs));
  const size = maxResults === undefined || maxResults === 0 ? defaultPageSize : maxResults;
  const end = start + size;
  return {
    items: list.slice(start, end),
    nextToken: end < list.length ? encodeToken({ start: end, lastKey: keyAt(end - 1) }, asked(), nowMs) : undefined,
  };

  function keyAt(index: number): string | undefined {
    const item = list[index];
    return item === undefined ? undefined : keyOf(item);
  }

  function startOf({ start: index, lastKey }: Cursor): number {
    if (lastKey === undefined) return index;
    const last = list.findIndex((item) => keyOf(item) === lastKey);
    return last < 0 ? index : last + 1;
  }
}

interface Cursor {
  readonly start: number;
  /** The key of the last item shown. */
  readonly lastKey: string | undefined;
}

/** Short, because tokens have a length. */
function digestOf(operation: string, parameters: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  const text = JSON.stringify([operation, ...given.sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

function encodeToken({ start, lastKey }: Cursor, asked: string, nowMs: number): string {
  return Buffer.from(JSON.stringify([start, asked, nowMs, lastKey])).toString("base64");
}

function decodeToken(token: string, asked: string, nowMs: number): Cursor {
  try {
    const [start, name, givenMs, lastKey] = JSON.parse(Buffer.from(token, "base64").toString()) as unknown[];
    if (typeof start === "number" && name === asked && typeof givenMs === "number" && nowMs - givenMs <= tokenMs)
      return { start, lastKey: typeof lastKey === "string" ? lastKey : undefined };
  } catch {
    // Falls through: whatever the token is, it is none of ours.
  }
  throw invalidToken();
}
