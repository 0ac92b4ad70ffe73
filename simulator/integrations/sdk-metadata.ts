import type { JsonObject } from "../json.js";

/** `SdkHttpMetadata` and `SdkResponseMetadata`, as results of optimised integrations have them. */
export function sdkMetadata(
  requestId: string,
  contentLength: string,
  headers: Readonly<Record<string, string>>,
  status = 200,
): JsonObject {
  const all = { Connection: "keep-alive", "Content-Length": contentLength, "x-amzn-RequestId": requestId, ...headers };
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
      HttpHeaders: all,
      HttpStatusCode: status,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
