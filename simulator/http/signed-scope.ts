import type { HttpRequest } from "./http-handler.js";

/** The service that a request was signed for, as its credential scope names it: `s3`, `events`, `states`. */
export function signedScope({ headers, query }: HttpRequest): string | undefined {
  // A presigned URL has its credential in the query.
  const credential = /Credential=([^,\s]+)/.exec(headers.authorization ?? "")?.[1] ?? query.get("X-Amz-Credential");
  // Only S3 still takes the older signature, which names no service.
  const isOlder = query.has("AWSAccessKeyId") && query.has("Signature");
  return credential === null ? (isOlder ? "s3" : undefined) : credential.split("/").at(-2);
}
