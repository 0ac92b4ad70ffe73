/** Addresses that stand in for those of HTTP services, so that tests can play the service. */
export class HttpRedirects {
  readonly #targets = new Map<string, string>();

  constructor(redirects: Readonly<Record<string, string>> = {}) {
    for (const [from, to] of Object.entries(redirects)) this.add(from, to);
  }

  add(from: string, to: string): void {
    this.#targets.set(from.replace(/\/$/, ""), to.replace(/\/$/, ""));
  }

  /** The address in place of one, or that one. */
  addressOf(url: URL): URL {
    return this.targetOf(url) ?? url;
  }

  /** The address in place of one, where there is one; the longest that fits decides. */
  targetOf(url: URL): URL | undefined {
    const fits = (from: string) => url.href === from || ["/", "?"].some((end) => url.href.startsWith(from + end));
    const [from, to] = [...this.#targets].filter(([key]) => fits(key)).sort(([a], [b]) => b.length - a.length)[0] ?? [];
    return from === undefined || to === undefined ? undefined : new URL(to + url.href.slice(from.length));
  }
}
