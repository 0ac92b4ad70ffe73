import { request as httpRequest } from "node:http";

export interface HttpQuestion {
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Buffer | undefined;
  readonly signal?: AbortSignal;
  /** Default: none. */
  readonly maxAnswerBytes?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  /** With the names as they were sent, which `fetch` would make small. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As it was sent: `fetch` would decompress it. */
  readonly body: Buffer;
}

/** Sends a request and reads the answer, whatever its status. Redirects are not followed. */
export async function sendHttpRequest(url: URL, question: HttpQuestion): Promise<HttpAnswer> {
  const { method, headers, body, signal, maxAnswerBytes = Number.POSITIVE_INFINITY } = question;
  const send = url.protocol === "https:" ? (await import("node:https")).request : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { method, ...(signal === undefined ? {} : { signal }) }, (incoming) => {
      const chunks: Buffer[] = [];
      let length = 0;
      incoming.on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length > maxAnswerBytes) incoming.destroy(new Error(`the answer is larger than ${maxAnswerBytes} bytes`));
        else chunks.push(chunk);
      });
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          statusText: incoming.statusMessage ?? "",
          headers: pairsOf(incoming.rawHeaders),
          body: Buffer.concat(chunks),
        }),
      );
    });
    outgoing.on("error", reject);
    try {
      for (const [name, values] of grouped(headers)) outgoing.setHeader(name, values);
      outgoing.end(body);
    } catch (error) {
      outgoing.destroy();
      reject(error instanceof Error ? error : new Error(String(error))); // a header that is none
    }
  });
}

function grouped(headers: HttpQuestion["headers"]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) values.set(name, [...(values.get(name) ?? []), value]);
  return values;
}

const pairsOf = (raw: readonly string[]): readonly (readonly [string, string])[] =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""] as const] : []));
