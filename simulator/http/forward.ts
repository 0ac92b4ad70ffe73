import type { HttpHandler } from "./http-handler.js";
import { isLongPoll } from "./long-poll.js";
import { sendHttpRequest } from "./send-http-request.js";

/** Headers that belong to one connection, and are not passed on. */
const ownHeaders: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "transfer-encoding",
]);

/**
 * Sends requests on to another endpoint as they came, and gives back its answer, byte for byte. An endpoint that cannot be reached
 * is a 502 that names it. Signatures are passed on too; endpoints that check them will refuse, because the host differs.
 */
export function forwardTo(endpoint: string): HttpHandler {
  return async (request) => {
    const { method, path, query, headers, body } = request;
    // What would be lost with a client that has gone is not asked for any more.
    const signal = isLongPoll(request) ? request.whenGone?.() : undefined;
    const search = query.size === 0 ? "" : `?${query.toString()}`;
    try {
      const answer = await sendHttpRequest(new URL(`${endpoint.replace(/\/$/, "")}${path}${search}`), {
        method,
        headers: [
          ...Object.entries(headers).filter(([name]) => !ownHeaders.has(name)),
          ...(body.length > 0 || "content-length" in headers ? [["content-length", String(body.length)] as const] : []),
        ],
        body,
        ...(signal === undefined ? {} : { signal }),
      });
      const answered: Record<string, string> = {};
      for (const [given, value] of answer.headers) {
        const name = given.toLowerCase();
        // An answer to HEAD tells the length of a body that it does not have.
        if (ownHeaders.has(name) && (method !== "HEAD" || name !== "content-length")) continue;
        answered[name] = answered[name] === undefined ? value : `${answered[name]}, ${value}`;
      }
      return { status: answer.status, headers: answered, body: answer.body };
    } catch (error) {
      const reason = error instanceof Error && error.message !== "" ? error.message : String(error);
      return {
        status: 502,
        headers: { "content-type": "application/x-amz-json-1.0" },
        body: JSON.stringify({ __type: "ServiceUnavailable", message: `${endpoint} does not answer: ${reason}` }),
      };
    }
  };
}
