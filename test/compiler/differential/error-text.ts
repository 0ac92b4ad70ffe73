import type { Row } from "./row.js";

const item = (id: string, price = 10, tags: string[] = []) => ({ result: { id, price, tags } });
const fails = (error: string, message = "sorry") => ({ error, message });
const ok = (result: unknown) => ({ result });

/** Errors as text. */
export const errorText: readonly Row[] = [
  {
    name: "errors as text and as causes",
    body: `async (id: string) => {
  const log: string[] = [];
  try { await fetchItem(id); if (id === "x") throw new OutOfStock(); await release(id); }
  catch (error) {
    log.push(String(error), \`caught \${error}\`, error instanceof Error ? error.message : String(error));
    await echo(log);
    throw new Declined(\`no \${id}\`, { cause: error });
  }
  return log;
}`,
    scenarios: [
      { input: "a", stubs: { fetchItem: item("a"), release: ok(null) } },
      { input: "x", stubs: { fetchItem: item("a"), echo: ok(null) } },
      { input: "a", stubs: { fetchItem: fails("Gone", "it is gone"), echo: ok(null) } },
      { input: "a", stubs: { fetchItem: fails("Gone", ""), echo: ok(null) } },
    ],
  },
];
