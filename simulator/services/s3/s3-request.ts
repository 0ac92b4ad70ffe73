import type { HttpRequest } from "../../http/http-handler.js";
import { decodeAwsChunked } from "./aws-chunked.js";
import { s3Error } from "./s3-error.js";

/** A request as S3 reads it. An empty `key` is the bucket itself, an empty `bucket` the service. */
export interface S3Request {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const virtualHost = /^(?<bucket>.+)\.(?:localhost|s3(?:[.-][a-z0-9.-]+)?|127\.0\.0\.1)(?::\d+)?$/;

/** Finds bucket and key in the path, or the bucket in the host name, and takes the chunks out of the body. */
export function readS3Request({ method, path, query, isQueryBroken, headers, body }: HttpRequest): S3Request {
  if (isQueryBroken === true) throw invalidUri();
  const host = headers["host"] ?? "";
  const hostBucket = virtualHost.exec(host)?.groups?.["bucket"];
  const isServiceHost = hostBucket === undefined || /^(s3|127\.0\.0)/.test(hostBucket);
  const decoded = decode(path.replace(/^\//, ""));
  const slash = decoded.indexOf("/");
  const [bucket, key] = !isServiceHost
    ? [hostBucket, decoded]
    : slash < 0
      ? [decoded, ""]
      : [decoded.slice(0, slash), decoded.slice(slash + 1)];
  const isChunked = /STREAMING-/.test(headers["x-amz-content-sha256"] ?? "");
  if (!isChunked) return { method, bucket, key, query, headers, body };
  const { body: bytes, trailers } = decodeAwsChunked(body);
  return { method, bucket, key, query, headers: { ...headers, ...trailers }, body: bytes };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalidUri();
  }
}

const invalidUri = (): Error => s3Error("InvalidURI", "Couldn't parse the specified URI.");
