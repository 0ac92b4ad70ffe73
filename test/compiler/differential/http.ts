import type { Row } from "./row.js";

const ok = (ResponseBody: unknown) => ({
  result: { StatusCode: 200, StatusText: "OK", Headers: { "content-type": ["application/json"] }, ResponseBody },
});
const fails = (error: string, message: string) => ({ error, message });

/** Calls of HTTP endpoints. */
export const http: readonly Row[] = [
  {
    name: "a request with everything",
    body: `async (input: { id: string; country?: string; lines: number[] }) => { const answer = await tax.post<{ amount: number }>("/quotes", { body: { lines: input.lines, country: input.country, none: null }, headers: { "X-Request": input.id }, query: { dry: true, of: [1, "b"], country: input.country ?? "none" } }); return [answer.StatusCode, answer.ResponseBody.amount + 1, answer.Headers["content-type"] ?? null]; }`,
    scenarios: [
      { input: { id: "7", lines: [1] }, stubs: { tax: ok({ amount: 5 }) } },
      { input: { id: "7", country: "DE", lines: [] }, stubs: { tax: ok({ amount: 5 }) } },
    ],
  },
  {
    name: "every method, and paths that are computed",
    body: `async (input: { id: string }) => { await tax.get("/"); await tax.head(\`/items/\${input.id}\`); await tax.delete(\`/items/\${encodeURIComponent(input.id)}\`); await tax.patch("/x", { body: "text" }); await tax.put("/x", { body: [1] }); const r = await tax.get<string | { a: number }>("/x"); return typeof r.ResponseBody === "string" ? r.ResponseBody : r.ResponseBody.a; }`,
    scenarios: [
      { input: { id: "a" }, stubs: { tax: ok({ a: 1 }) } },
      { input: { id: "a b/c" }, stubs: { tax: ok("text") } },
    ],
  },
  {
    name: "requests that are put together elsewhere",
    body: `async (input: { body?: { n: number }; more: Record<string, string> }) => { const request = { headers: { ...input.more, "X-A": "a" }, ...(input.body === undefined ? {} : { body: input.body }) }; const answer = await tax.post("/x", request); return answer.StatusText; }`,
    scenarios: [
      { input: { body: { n: 1 }, more: {} }, stubs: { tax: ok(null) } },
      { input: { more: { "X-B": "b" } }, stubs: { tax: ok(null) } },
    ],
  },
  {
    name: "a form",
    body: `async (input: { name: string; tags: string[] }) => { await forms.get("/"); await forms.post("/a", { body: { name: input.name, tags: input.tags } }); return (await forms.post("/b", { body: { name: input.name }, headers: { "X-A": input.name } })).StatusCode; }`,
    scenarios: [{ input: { name: "n", tags: ["a"] }, stubs: { forms: ok("") } }],
  },
  {
    name: "errors of an endpoint, retried and caught",
    body: `async () => { try { const { ResponseBody } = await tax.get<number>("/rate", {}, { retry: { errors: ["States.Http.Socket"], maxAttempts: 1 } }); return { rate: ResponseBody }; } catch (error) { return error instanceof Error ? { failed: error.name, message: error.message } : null; } }`,
    scenarios: [
      {
        input: {},
        stubs: { tax: [fails("States.Http.StatusCode.503", "busy"), fails("States.Http.Socket", "reset"), ok(7)] },
      },
      { input: {}, stubs: { tax: fails("States.Http.StatusCode.503", "busy") } },
      { input: {}, stubs: { tax: fails("States.Http.StatusCode.404", "not here") } },
      { input: {}, stubs: { tax: fails("States.Timeout", "") } },
    ],
  },
  {
    name: "an error of an endpoint that nobody catches",
    body: `async () => (await tax.get("/rate")).StatusCode`,
    scenarios: [{ input: {}, stubs: { tax: fails("States.Http.StatusCode.500", "sorry") } }],
  },
];
