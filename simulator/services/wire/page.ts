import { validationError } from "./aws-error.js";

/** A page of a list, and the token of the next one. Tokens are the index of the first item, encoded. */
export function page<T>(
  all: readonly T[],
  token: string | undefined,
  limit = 100,
): { readonly items: readonly T[]; readonly next: string | undefined } {
  const from = token === undefined ? 0 : Number(Buffer.from(token, "base64url").toString());
  if (!Number.isSafeInteger(from) || from < 0) throw validationError("The next token is not valid.");
  const to = from + limit;
  return {
    items: all.slice(from, to),
    next: to < all.length ? Buffer.from(String(to)).toString("base64url") : undefined,
  };
}

/** How much of a list a query asks for: 1 to 100, which is the default. Throws `ValidationException`. */
export function pageLimit(query: URLSearchParams): number {
  const asked = Number(query.get("MaxResults") ?? 100);
  if (Number.isInteger(asked) && asked >= 1 && asked <= 100) return asked;
  throw validationError(
    `1 validation error detected: Value '${query.get("MaxResults")}' at 'maxResults' failed to satisfy constraint: Member must have value between 1 and 100`,
  );
}
