import { randomUUID } from "node:crypto";
import type { HttpHandler, HttpRequest, HttpResponse } from "../../http/http-handler.js";
import { listen, type Listening } from "../../http/listen.js";
import {
  serviceOutlet,
  type ServiceOutletOptions,
  servicePlace,
  type ServicePlaceOptions,
  settled,
} from "../service-place.js";
import { AwsError } from "../wire/aws-error.js";
import { writeXml } from "../wire/xml.js";
import { ensureBucket } from "./buckets.js";
import { checkPresignedUrl } from "./presigned-url.js";
import { routeS3Request } from "./route-s3-request.js";
import { readS3Request } from "./s3-request.js";
import type { S3State } from "./s3-state.js";

/** An embedded S3, in memory: buckets, objects, uploads in parts, notifications; no versions and policies. */
export interface S3 {
  /** Answers what the AWS SDK's S3 client sends, and presigned URLs. */
  readonly handler: HttpHandler;
  /** Creates a bucket, unless it is there. */
  ensureBucket(name: string): void;
  /** The bytes of an object; undefined where there is none. */
  read(bucket: string, key: string): Buffer | undefined;
  /** Notifications that could not be delivered. */
  readonly failures: readonly { readonly target: string; readonly reason: string }[];
  /** Resolves when no delivery is under way. */
  settled(): Promise<void>;
}

export function createS3(options: ServicePlaceOptions & ServiceOutletOptions = {}): S3 {
  const state: S3State = {
    ...servicePlace(options),
    ...serviceOutlet(options),
    buckets: new Map(),
    failures: [],
    events: 0,
  };
  return {
    // A HEAD is answered like a GET: whoever sends the answer leaves the body out and keeps its length.
    handler: async (request) => {
      const response = await answer(state, request);
      return { ...response, headers: { ...response.headers, "x-amz-request-id": randomUUID() } };
    },
    ensureBucket: (name) => void ensureBucket(state, name),
    failures: state.failures,
    settled: () => settled(state),
    read: (bucket, key) => state.buckets.get(bucket)?.objects.get(key)?.body,
  };
}

/** An S3 behind a port of this machine. `port`: 0, the default, takes any free one. */
export async function startS3(
  options: ServicePlaceOptions & ServiceOutletOptions & { readonly port?: number } = {},
): Promise<Listening & { readonly s3: S3 }> {
  const s3 = createS3(options);
  return { ...(await listen(s3.handler, options.port ?? 0, "127.0.0.1")), s3 };
}

async function answer(state: S3State, request: HttpRequest): Promise<HttpResponse> {
  try {
    const read = readS3Request(request);
    checkPresignedUrl(read.query, state.clock.nowMs());
    return await routeS3Request(state, read);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { code: Code, message: Message, status } = error;
    const fields = error.fields as Readonly<Record<string, string>>; // s3Error makes them so
    const content = { Code, Message, ...fields, RequestId: randomUUID() };
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml("Error", content)}`;
    return { status, headers: { "content-type": "application/xml" }, body: status === 304 ? "" : body };
  }
}
