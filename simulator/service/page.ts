import { invalidToken } from "../api/service-error.js";

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

const defaultPageSize = 100;

/**
 * One page of a list. A token says where the next page begins and which list it belongs to, so that a token of another
 * list is refused. Where items have keys, a page begins behind the last item that was shown, whatever has come before it since.
 */
export function pageOf<Item>(
  list: readonly Item[],
  listName: string,
  { maxResults, nextToken }: { readonly maxResults?: number | undefined; readonly nextToken?: string | undefined },
  keyOf: (item: Item) => string | undefined = () => undefined,
): Page<Item> {
  const start = nextToken === undefined ? 0 : startOf(decodeToken(nextToken, listName));
  const size = maxResults === undefined || maxResults === 0 ? defaultPageSize : maxResults;
  const end = start + size;
  return {
    items: list.slice(start, end),
    nextToken: end < list.length ? encodeToken(end, listName, keyAt(end - 1)) : undefined,
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

function encodeToken(start: number, listName: string, lastKey: string | undefined): string {
  return Buffer.from(JSON.stringify([start, listName, lastKey])).toString("base64");
}

function decodeToken(token: string, listName: string): Cursor {
  try {
    const [start, name, lastKey] = JSON.parse(Buffer.from(token, "base64").toString()) as unknown[];
    if (typeof start === "number" && name === listName)
      return { start, lastKey: typeof lastKey === "string" ? lastKey : undefined };
  } catch {
    // Falls through: whatever the token is, it is none of ours.
  }
  throw invalidToken();
}
