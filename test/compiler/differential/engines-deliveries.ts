import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows that deliver, with fallbacks. */
export const deliveryEngines: readonly Row[] = [
  {
    name: "quotes of many carriers, of which some fail",
    before: `${declarations}interface Parcel { weight: number; from: string; to: string; value: number }
interface Quote { carrier: string; price: number; days: number }
const quoteOf = lambda<{ carrier: string; parcel: Parcel }, Quote>("quoteOf", elsewhere);
const bookCarrier = lambda<{ carrier: string; parcel: Parcel }, { label: string }>("bookCarrier", elsewhere);
class NoQuotes extends WorkflowError {}
const CARRIERS = ["dhl", "ups", "gls", "hermes"] as const;`,
    concurrent: true,
    body: `async (input: { parcel: Parcel; prefer: "cheap" | "fast"; maxDays?: number }) => {
  const { parcel, prefer, maxDays = 14 } = input;
  const settled = await Promise.allSettled(CARRIERS.map((carrier) => quoteOf({ carrier, parcel })));
  const quotes: Quote[] = [];
  const failures: { carrier: string; reason: string }[] = [];
  settled.forEach((result, i) => {
    if (result.status === "fulfilled") quotes.push(result.value);
    else failures.push({ carrier: CARRIERS[i]!, reason: result.reason instanceof Error ? result.reason.message : String(result.reason) });
  });
  const candidates = quotes
    .filter((q) => q.days <= maxDays)
    .sort((a, b) => (prefer === "cheap" ? a.price - b.price || a.days - b.days : a.days - b.days || a.price - b.price));
  if (candidates.length === 0) {
    throw new NoQuotes(\`no carrier for \${parcel.from}-\${parcel.to} (\${failures.map((f) => \`\${f.carrier}: \${f.reason}\`).join("; ") || "all too slow"})\`);
  }
  for (const quote of candidates) {
    try {
      const { label } = await bookCarrier({ carrier: quote.carrier, parcel });
      return { label, quote, tried: candidates.findIndex((c) => c.carrier === quote.carrier) + 1, failures };
    } catch (error) {
      failures.push({ carrier: quote.carrier, reason: \`booking: \${(error as Error).message}\` });
    }
  }
  throw new NoQuotes(\`no carrier took the parcel: \${failures.length} failures\`);
}`,
    scenarios: runs(
      [
        { parcel: { weight: 1, from: "A", to: "B", value: 10 }, prefer: "cheap" },
        {
          quoteOf: ({ carrier }: { carrier: string }) => {
            if (carrier === "ups") throw Object.assign(new Error("api down"), { name: "X" });
            return { carrier, price: carrier.length, days: 9 - carrier.length };
          },
          bookCarrier: [fails("Full", "no room"), { result: { label: "L" } }],
        },
      ],
      [
        { parcel: { weight: 1, from: "A", to: "B", value: 10 }, prefer: "fast", maxDays: 1 },
        { quoteOf: ({ carrier }: { carrier: string }) => ({ carrier, price: 1, days: 2 }) },
      ],
      [{ parcel: { weight: 1, from: "A", to: "B", value: 10 }, prefer: "fast" }, { quoteOf: fails("X", "down") }],
      [
        { parcel: { weight: 1, from: "A", to: "B", value: 10 }, prefer: "fast" },
        {
          quoteOf: ({ carrier }: { carrier: string }) => ({ carrier, price: carrier.length, days: 9 - carrier.length }),
          bookCarrier: fails("Full", "no room"),
        },
      ],
    ),
  },
  {
    name: "webhook delivery with signing, ordering by key and a dead letter queue",
    before: `${declarations}interface Webhook { id: string; key: string; url: string; event: string; payload: Record<string, unknown> }
interface Attempt { at: number; status: number | "error"; next?: number }
const deliver = lambda<{ url: string; body: string; headers: Record<string, string> }, { status: number; retryAfter?: number }>("deliver", elsewhere);
const sign = lambda<{ body: string }, string>("signHook", elsewhere);
const deadLetter = lambda<{ webhook: Webhook; attempts: Attempt[] }, void>("deadLetterHook", elsewhere);
const disableEndpoint = lambda<{ url: string; reason: string }, void>("disableEndpoint", elsewhere);
const SCHEDULE = [0, 30, 300, 3600];
const isPermanent = (status: number) => status >= 400 && status < 500 && ![408, 425, 429].includes(status);`,
    concurrent: true,
    body: `async (webhooks: Webhook[]) => {
  const lanes = webhooks.reduce((acc, hook) => {
    const lane = acc.get(hook.key) ?? [];
    lane.push(hook);
    acc.set(hook.key, lane);
    return acc;
  }, new Map<string, Webhook[]>());

  const deliverOne = async (hook: Webhook) => {
    const attempts: Attempt[] = [];
    const body = JSON.stringify({ event: hook.event, data: hook.payload });
    const headers = { "content-type": "application/json", "x-signature": await sign({ body }), "x-event": hook.event };
    let clock = 0;
    for (const [index, delay] of SCHEDULE.entries()) {
      if (delay > 0) {
        const wait = Math.max(delay, attempts.at(-1)?.next ?? 0);
        await sleep(\`\${wait}s\`);
        clock += wait;
      }
      try {
        const { status, retryAfter } = await deliver({ url: hook.url, body, headers: { ...headers, "x-attempt": String(index + 1) } });
        attempts.push({ at: clock, status, ...(retryAfter !== undefined && { next: retryAfter }) });
        if (status < 300) return { id: hook.id, ok: true, attempts };
        if (isPermanent(status)) break;
      } catch {
        attempts.push({ at: clock, status: "error" });
      }
    }
    await deadLetter({ webhook: hook, attempts });
    return { id: hook.id, ok: false, attempts };
  };

  const perLane = await Promise.all(
    [...lanes.entries()].map(async ([key, hooks]) => {
      const delivered: string[] = [];
      const failed: string[] = [];
      for (const hook of hooks) {
        if (failed.length >= 2) {
          failed.push(hook.id);
          continue;
        }
        const { ok, id, attempts } = await deliverOne(hook);
        (ok ? delivered : failed).push(\`\${id}x\${attempts.length}\`);
        if (attempts.some((a) => a.status === 410)) await disableEndpoint({ url: hook.url, reason: \`gone (\${key})\` });
      }
      return { key, delivered, failed };
    }),
  );
  return { lanes: perLane, ok: perLane.every((l) => l.failed.length === 0) };
}`,
    scenarios: runs(
      [
        [
          { id: "1", key: "a", url: "u", event: "e", payload: { n: 1 } },
          { id: "2", key: "b", url: "v", event: "e", payload: {} },
          { id: "3", key: "a", url: "u", event: "f", payload: {} },
        ],
        {
          signHook: { result: "sig" },
          deliver: ({ url, headers }: { url: string; headers: Record<string, string> }) =>
            url === "v"
              ? { status: 410 }
              : headers["x-attempt"] === "1"
                ? { status: 503, retryAfter: 60 }
                : { status: 204 },
          deadLetterHook: { result: null },
          disableEndpoint: { result: null },
        },
      ],
      [
        [
          { id: "1", key: "a", url: "u", event: "e", payload: {} },
          { id: "2", key: "a", url: "u", event: "e", payload: {} },
          { id: "3", key: "a", url: "u", event: "e", payload: {} },
        ],
        { signHook: { result: "sig" }, deliver: fails("Dns", "no host"), deadLetterHook: { result: null } },
      ],
      [[], {}],
    ),
  },
  {
    name: "cache refresh with promises kept by key",
    before: `${declarations}interface Request { id: string; user: string; locale?: string }
const loadProfile = lambda<string, { name: string; segments: string[] }>("loadProfile", elsewhere);
const loadOffers = lambda<{ segment: string; locale: string }, { offer: string; value: number }[]>("loadOffers", elsewhere);
const render = lambda<{ id: string; name: string; offers: string[] }, { html: string }>("render", elsewhere);`,
    concurrent: true,
    body: `async (requests: Request[]) => {
  const users = [...new Set(requests.map((r) => r.user))];
  const profiles = new Map(await Promise.all(users.map(async (user) => [user, await loadProfile(user).catch(() => null)] as const)));
  const offers: Record<string, { offer: string; value: number }[]> = {};
  let hits = 0;
  const offersFor = async (segment: string, locale: string) => {
    const key = \`\${segment}:\${locale}\`;
    if (key in offers) {
      hits++;
      return offers[key]!;
    }
    const loaded = await loadOffers({ segment, locale });
    offers[key] = loaded;
    return loaded;
  };
  const pages: { id: string; size: number }[] = [];
  const skipped: string[] = [];
  for (const { id, user, locale = "en" } of requests) {
    const profile = profiles.get(user);
    if (!profile) {
      skipped.push(id);
      continue;
    }
    const collected: { offer: string; value: number }[] = [];
    for (const segment of profile.segments) {
      collected.push(...(await offersFor(segment, locale)));
    }
    const best = collected
      .filter((o, i) => collected.findIndex((other) => other.offer === o.offer) === i)
      .sort((a, b) => b.value - a.value)
      .slice(0, 2);
    const { html } = await render({ id, name: profile.name, offers: best.map((o) => o.offer) });
    pages.push({ id, size: html.length });
  }
  return { pages, skipped, hits, cached: Object.keys(offers) };
}`,
    scenarios: runs(
      [
        [
          { id: "1", user: "a" },
          { id: "2", user: "b", locale: "de" },
          { id: "3", user: "a" },
          { id: "4", user: "x" },
        ],
        {
          loadProfile: (u: string) => {
            if (u === "x") throw new Error("none");
            return { name: u.toUpperCase(), segments: u === "a" ? ["s", "t"] : ["t"] };
          },
          loadOffers: ({ segment, locale }: { segment: string; locale: string }) => [
            { offer: segment + locale, value: segment === "s" ? 1 : 2 },
            { offer: "all", value: 1.5 },
          ],
          render: ({ name, offers }: { name: string; offers: string[] }) => ({ html: name + offers.join() }),
        },
      ],
      [[], {}],
    ),
  },
];
