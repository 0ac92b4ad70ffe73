import type { HttpHandler } from "./http-handler.js";

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
 * Sends requests on to another endpoint as they came, and gives back its answer. An endpoint that cannot be reached is a
 * 502 that names it. Signatures are passed on too; endpoints that check them will refuse, because the host differs.
 */
export function forwardTo(endpoint: string): HttpHandler {
  return async ({ method, path, query, headers, body }) => {
    const search = query.size === 0 ? "" : `?${query.toString()}`;
    try {
      const response = await fetch(`${endpoint.replace(/\/$/, "")}${path}${search}`, {
        method,
        headers: Object.entries(headers).filter(([name]) => !ownHeaders.has(name)),
        redirect: "manual",
        ...(method === "GET" || method === "HEAD" ? {} : { body: new Uint8Array(body) }),
      });
      const answered: Record<string, string> = {};
      for (const [name, value] of response.headers)
        // fetch has decoded the body already.
        if (!ownHeaders.has(name) && name !== "content-encoding") answered[name] = value;
      return { status: response.status, headers: answered, body: Buffer.from(await response.arrayBuffer()) };
    } catch (error) {
      const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      return {
        status: 502,
        headers: { "content-type": "application/x-amz-json-1.0" },
        body: JSON.stringify({ __type: "ServiceUnavailable", message: `${endpoint} does not answer: ${reason}` }),
      };
    }
  };
}
