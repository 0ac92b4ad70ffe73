import { s3Error } from "./s3-error.js";

const maxExpirySeconds = 604_800;

/** Refuses a presigned URL whose time is over. Signatures are not checked: the simulator knows no secrets. */
export function checkPresignedUrl(query: URLSearchParams, nowMs: number): void {
  if (query.get("X-Amz-Algorithm") === null) return checkOlderUrl(query, nowMs);
  const [date, expires] = [query.get("X-Amz-Date") ?? "", query.get("X-Amz-Expires") ?? ""];
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(date);
  const seconds = Number(expires);
  if (match === null || !/^\d+$/.test(expires) || query.get("X-Amz-Signature") === null)
    throw s3Error(
      "AuthorizationQueryParametersError",
      "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    );
  if (seconds > maxExpirySeconds)
    throw s3Error(
      "AuthorizationQueryParametersError",
      "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    );
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  if (Date.UTC(year, month - 1, day, hour, minute, second) + seconds * 1000 < nowMs)
    throw s3Error("AccessDenied", "Request has expired");
}

/** URLs of the older signature name the second at which they end. */
function checkOlderUrl(query: URLSearchParams, nowMs: number): void {
  if (!query.has("AWSAccessKeyId")) return;
  const expires = query.get("Expires") ?? "";
  if (!/^\d+$/.test(expires) || !query.has("Signature"))
    throw s3Error(
      "AccessDenied",
      "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
    );
  if (Number(expires) * 1000 < nowMs) throw s3Error("AccessDenied", "Request has expired");
}
