import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Values that came as JSON, of which no member is there and undefined, and members that are left out at once. */
export const fromOutside: readonly Row[] = [
  {
    name: "a query of what has a value",
    before: `const toQuery = (params: Record<string, string | number | boolean | undefined | null>): string =>
  Object.entries(params)
    .filter(([, v]) => v !== undefined && v !== null)
    .map(([k, v]) => \`\${encodeURIComponent(k)}=\${encodeURIComponent(String(v))}\`)
    .join("&");`,
    body: `async ({ q, page }: { q?: string; page: number }) => {
  const url = \`/items?\${toQuery({ q, page: page > 1 ? page : undefined, deep: true, none: null })}\`;
  const values = Object.values({ a: q, b: page > 1 ? "x" : undefined } as Record<string, string | undefined>).filter(Boolean);
  return { url, values };
}`,
    scenarios: runs([{ page: 1 }], [{ q: "a b", page: 2 }]),
  },
  {
    name: "headers of a request",
    before: `interface Request { headers: Record<string, string | undefined>; queryStringParameters?: { [name: string]: string | undefined } | null }`,
    body: `async (request: Request) => {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k.toLowerCase(), v]));
  const { queryStringParameters } = request;
  const names = Object.keys(queryStringParameters ?? {});
  const all = { page: "1", ...queryStringParameters };
  const seen: string[] = [];
  for (const [name, value] of Object.entries(request.headers)) seen.push(\`\${name}=\${value}\`);
  return { type: headers["content-type"] ?? "none", names, all, seen, has: "x" in request.headers };
}`,
    scenarios: runs(
      [{ headers: { "Content-Type": "json", X: "y" }, queryStringParameters: { page: "2", q: "z" } }],
      [{ headers: {} }],
      [{ headers: { x: "1" }, queryStringParameters: null }],
    ),
  },
  {
    name: "configurations merged by reduce",
    before: `type Features = { [flag: string]: boolean };
interface Config { features: Features; limits: { cpu: number; memory?: number } }
const BASE: Config = { features: { beta: false, dark: true }, limits: { cpu: 1 } };
const merge = (base: Config, over: { features?: Partial<Features>; limits?: Partial<Config["limits"]> }): Config => ({
  features: { ...base.features, ...over.features } as Features,
  limits: { ...base.limits, ...over.limits },
});`,
    body: `async (overrides: { features?: Partial<Features>; limits?: Partial<Config["limits"]> }[]) => {
  const config = overrides.reduce<Config>(merge, BASE);
  const local: Record<string, number> = {};
  for (const [k, on] of Object.entries(config.features)) if (on) local[k] = k.length;
  return { config, keys: Object.keys(local), sum: Object.values(local).reduce<number>((a, b) => a + b, 0) };
}`,
    scenarios: runs([[]], [[{ features: { x: true } }, { limits: { memory: 3 } }]]),
  },
  {
    name: "configurations merged in a loop",
    before: `type Features = { [flag: string]: boolean };
interface Config { features: Features; limits: { cpu: number; memory?: number } }
const BASE: Config = { features: { beta: false, dark: true }, limits: { cpu: 1 } };`,
    body: `async (overrides: { features?: Partial<Features>; limits?: Partial<Config["limits"]> }[]) => {
  let config = BASE;
  for (const over of overrides) config = { features: { ...config.features, ...over.features } as Features, limits: { ...config.limits, ...over.limits } };
  const on = overrides.map(({ features }) => Object.keys(features ?? {}).length);
  return { config, on };
}`,
    scenarios: runs([[]], [[{ features: { x: true } }, { limits: { memory: 3 } }]]),
  },
  {
    name: "attributes of items",
    before: `interface Item { id: string; attributes: Record<string, string | undefined> }`,
    body: `async ({ items }: { items: Item[] }) => {
  const flat = items.map((item) => ({ id: item.id, names: Object.keys(item.attributes), ...item.attributes }));
  const all: Record<string, string[]> = {};
  for (const { attributes } of items) for (const [k, v] of Object.entries(attributes)) (all[k] ??= []).push(v ?? "?");
  const loaded = await fetchItem("x");
  const first = items.find((i) => "color" in i.attributes);
  return { flat, all, loaded: Object.keys(loaded), first: first?.id ?? null };
}`,
    scenarios: runs(
      [
        {
          items: [
            { id: "a", attributes: { color: "red", id: "z" } },
            { id: "b", attributes: {} },
          ],
        },
      ],
      [{ items: [] }],
    ),
  },
  {
    name: "events of unknown kinds",
    before: `type WebhookEvent =
  | { kind: "user.created"; data: { id: string; email: string } }
  | { kind: "user.deleted"; data: { id: string } }
  | { kind: "invoice.paid"; data: { invoice: string; cents: number; customer?: { name: string } } };
type Handlers = { [K in WebhookEvent["kind"]]: (data: Extract<WebhookEvent, { kind: K }>["data"]) => Promise<string> };
const handlers: Handlers = {
  "user.created": async ({ id, email }) => {
    await echo({ welcome: email.split("@")[0] });
    return \`created \${id}\`;
  },
  "user.deleted": async ({ id }) => {
    await release(id);
    return \`deleted \${id}\`;
  },
  "invoice.paid": async ({ invoice, cents, customer }) => {
    const { receipt } = await charge({ id: invoice, amount: cents / 100 });
    return \`\${customer?.name ?? "someone"} paid \${receipt}\`;
  },
};
const dispatch = <K extends WebhookEvent["kind"]>(event: { kind: K; data: Extract<WebhookEvent, { kind: K }>["data"] }) => handlers[event.kind](event.data as never);
const isEvent = (value: unknown): value is WebhookEvent => typeof value === "object" && value !== null && "kind" in value && typeof value.kind === "string" && value.kind in handlers;`,
    body: `async ({ events }: { events: unknown[] }) => {
  const results: string[] = [];
  const unknown: string[] = [];
  for (const event of events) {
    if (!isEvent(event)) {
      unknown.push(JSON.stringify(event));
      continue;
    }
    results.push(await dispatch(event));
  }
  return { results, unknown, ok: unknown.length === 0 };
}`,
    scenarios: runs(
      [
        {
          events: [
            { kind: "user.created", data: { id: "1", email: "a@b" } },
            { kind: "invoice.paid", data: { invoice: "i", cents: 250 } },
            { kind: "user.deleted", data: { id: "q" } },
            3,
            null,
            { kind: "odd" },
          ],
        },
      ],
      [{ events: [] }],
      [{ events: [{ kind: "user.deleted", data: { id: "q" } }] }, { release: fails("R", "r") }],
    ),
  },
  {
    name: "query strings",
    before: `type Query = Record<string, string | string[]>;
function parseQuery(text: string): Query {
  const result: Query = {};
  for (const pair of text.replace(/^\\?/, "").split("&")) {
    if (!pair) continue;
    const [rawKey, rawValue = ""] = pair.split("=", 2);
    const key = decodeURIComponent(rawKey!);
    const value = decodeURIComponent(rawValue.replace(/\\+/g, " "));
    const existing = result[key];
    if (existing === undefined) result[key] = value;
    else if (Array.isArray(existing)) existing.push(value);
    else result[key] = [existing, value];
  }
  return result;
}
const toQuery = (params: Record<string, string | number | boolean | undefined | null>): string =>
  Object.entries(params)
    .filter(([, v]) => v !== undefined && v !== null)
    .map(([k, v]) => \`\${encodeURIComponent(k)}=\${encodeURIComponent(String(v))}\`)
    .join("&");`,
    body: `async (input: { url: string; page?: number }) => {
  const mark = input.url.indexOf("?");
  const path = mark === -1 ? input.url : input.url.slice(0, mark);
  const query = mark === -1 ? {} : parseQuery(input.url.slice(mark));
  const segments = path.split("/").filter((s) => s.length > 0);
  const [resource, id, ...rest] = segments;
  const tags = typeof query.tag === "string" ? [query.tag] : query.tag ?? [];
  const answers: string[] = [];
  for (const tag of tags) {
    const { id: itemId, price } = await fetchItem(tag);
    answers.push(\`\${itemId}@\${price}\`);
  }
  return {
    resource: resource ?? "root",
    id: id ?? null,
    rest,
    query,
    answers,
    next: \`\${path}?\${toQuery({ page: (input.page ?? 1) + 1, q: typeof query.q === "string" ? query.q : undefined, deep: rest.length > 0, none: null })}\`,
  };
}`,
    scenarios: runs(
      [{ url: "/items/42/edit/now?tag=a&tag=b%20c&q=x+y&tag=d&flag" }],
      [{ url: "" }],
      [{ url: "/items?tag=solo&&=e", page: 7 }],
      [{ url: "?q=%C3%A9&tag=1" }, { fetchItem: fails("NotFound", "1") }],
    ),
  },
];
