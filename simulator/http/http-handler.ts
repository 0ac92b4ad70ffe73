/** An HTTP request as handlers see it: read whole, header names in lower case. */
export interface HttpRequest {
  /** Upper case: `GET`, `POST`, … */
  readonly method: string;
  /** The path as it was sent (still percent-encoded), without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Whether the query is not what was sent, because that does not stand for UTF-8. Absent where it is. */
  readonly isQueryBroken?: boolean;
  /** Header names in lower case; repeated headers are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a handler answers. `content-length` is added by whoever sends it, unless it tells of a body that is not there. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/**
 * A service that speaks HTTP, apart from any port: the one endpoint routes requests to several of them.
 * A handler answers failures of the modelled service as responses; when it rejects, the server answers 500.
 */
export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>;
