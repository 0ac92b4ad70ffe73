import type { StoredObject } from "./bucket.js";
import { s3Error } from "./s3-error.js";

type Headers = Readonly<Record<string, string>>;

/** Holds `If-…` headers against an object that is read. `prefix`: for the source of a copy. */
export function checkReadConditions(headers: Headers, object: StoredObject, prefix = ""): void {
  const header = (name: string) => headers[`${prefix}${name}`];
  const [match, noneMatch] = [header("if-match"), header("if-none-match")];
  const modifiedSeconds = Math.floor(object.modifiedAtMs / 1000);
  const since = (value: string | undefined) => (value === undefined ? NaN : Math.floor(Date.parse(value) / 1000));
  if (match !== undefined && !matchesEtag(match, object.etag)) throw preconditionFailed("If-Match");
  if (match === undefined && modifiedSeconds > since(header("if-unmodified-since")))
    throw preconditionFailed("If-Unmodified-Since");
  const isUnchanged =
    noneMatch !== undefined
      ? matchesEtag(noneMatch, object.etag)
      : modifiedSeconds <= since(header("if-modified-since"));
  if (isUnchanged) throw prefix === "" ? s3Error("NotModified", "Not Modified") : preconditionFailed("If-None-Match");
}

/** Holds `If-Match` and `If-None-Match: *` against the object that a write would replace. */
export function checkWriteConditions(headers: Headers, present: StoredObject | undefined): void {
  const [match, noneMatch] = [headers["if-match"], headers["if-none-match"]];
  if (noneMatch === "*" && present !== undefined) throw preconditionFailed("If-None-Match");
  if (match === undefined) return;
  if (present === undefined) throw s3Error("NoSuchKey", "The specified key does not exist.");
  if (!matchesEtag(match, present.etag)) throw preconditionFailed("If-Match");
}

function matchesEtag(header: string, etag: string): boolean {
  const wanted = header.split(",").map((one) => one.trim().replaceAll('"', ""));
  return wanted.includes("*") || wanted.includes(etag.replaceAll('"', ""));
}

function preconditionFailed(condition: string): Error {
  return s3Error("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    Condition: condition,
  });
}
