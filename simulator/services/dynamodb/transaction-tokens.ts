import { AwsError } from "../wire/aws-error.js";

const lifetimeMs = 10 * 60 * 1000;

/** Remembers for ten minutes which transaction a client token stood for, so that a repeated call does nothing. */
export class TransactionTokens {
  private readonly requests = new Map<string, { readonly request: string; readonly atMs: number }>();

  /**
   * Whether this request was already carried out under this token.
   * Throws `IdempotentParameterMismatchException` where the token stood for another request.
   */
  isRepeated(token: string, request: string, nowMs: number): boolean {
    this.forgetOld(nowMs);
    const found = this.requests.get(token);
    if (found === undefined) return false;
    if (found.request === request) return true;
    throw new AwsError(
      "IdempotentParameterMismatchException",
      "The request uses the same client token as a previous, but non-identical request. " +
        "Do not reuse a client token with different requests, unless the requests are identical",
    );
  }

  remember(token: string, request: string, nowMs: number): void {
    this.requests.set(token, { request, atMs: nowMs });
  }

  private forgetOld(nowMs: number): void {
    for (const [token, { atMs }] of this.requests) {
      if (atMs + lifetimeMs > nowMs) return; // the map is in the order of time
      this.requests.delete(token);
    }
  }
}
