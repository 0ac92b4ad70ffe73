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
  /**
   * Gives a signal that ends when the client has gone, or may have: it said that it sends nothing more, which is all that
   * one tells that was killed. For answers that hand out what would be lost with it. Absent where no client can go.
   */
  whenGone?(): AbortSignal;
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
