import { invalidToken } from "../api/service-error.js";

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

const defaultPageSize = 100;

/**
 * One page of a list. A token says where the next page begins and which list it belongs to, so that a token of another
 * list is refused.
 */
export function pageOf<Item>(
  list: readonly Item[],
  listName: string,
  { maxResults, nextToken }: { readonly maxResults?: number | undefined; readonly nextToken?: string | undefined },
): Page<Item> {
  const start = nextToken === undefined ? 0 : decodeToken(nextToken, listName);
  const size = maxResults === undefined || maxResults === 0 ? defaultPageSize : maxResults;
  const end = start + size;
  return {
    items: list.slice(start, end),
    nextToken: end < list.length ? encodeToken(end, listName) : undefined,
  };
}

function encodeToken(start: number, listName: string): string {
  return Buffer.from(JSON.stringify([start, listName])).toString("base64");
}

function decodeToken(token: string, listName: string): number {
  try {
    const [start, name] = JSON.parse(Buffer.from(token, "base64").toString()) as unknown[];
    if (typeof start === "number" && name === listName) return start;
  } catch {
    // Falls through: whatever the token is, it is none of ours.
  }
  throw invalidToken();
}
