import type { Row } from "./row.js";
import { fails } from "./stubs.js";

const ok = (result: unknown) => ({ result });
const double = (x: number) => x * 2;

/** Errors with fields, thrown and caught in the workflow itself. */
export const errorFields: readonly Row[] = [
  {
    name: "fields of errors that the workflow throws, with inherited ones, in helpers and later",
    before: `
class ShopError extends WorkflowError { constructor(readonly code: number, text: string) { super(\`\${code} \${text}\`); } }
class Short extends ShopError { readonly kind = "short"; missing: string[]; constructor(readonly sku: string, code = 7) { super(code, sku); this.missing = [sku, "x"]; } }
class Note extends WorkflowError { constructor(message: string, readonly detail?: { at: number }) { super(message); } }
const checkStock = async (n: number): Promise<number> => { if (n > 5) throw new Short(\`s\${n}\`); if (n < 0) throw new Note("negative", { at: n }); if (n === 0) throw new Note("zero"); return double(n); };
`,
    body: `async (input: { n: number }) => {
  let last: unknown;
  for (let i = 0; i < 2; i++) {
    try { const d = await checkStock(input.n + i); if (d === 4) throw new Short("local", d); return { d }; }
    catch (error) {
      last = error;
      if (error instanceof Short) { if (i === 0) continue; return { sku: error.sku, code: error.code, missing: error.missing, kind: error.kind, message: error.message, upper: error.sku.toUpperCase() }; }
      if (error instanceof Note) { if (error.detail) await release(String(error.detail.at)); else await release("none"); continue; }
      throw error;
    }
  }
  if (last instanceof Note) return { at: last.detail?.at ?? null };
  throw last;
}`,
    scenarios: [
      ...[6, 5, 2, 1, -3, -1, 0].map((n) => ({ input: { n }, stubs: { double, release: ok(null) } })),
      { input: { n: 1 }, stubs: { double: fails("Other") } },
    ],
  },
  {
    name: "fields taken out of an error",
    before: `class Short extends WorkflowError { constructor(readonly sku: string) { super(sku); } }`,
    body: `async (input: { n: number }) => { try { if (input.n > 1) throw new Short("a"); return 1; } catch (error) { if (!(error instanceof Short)) throw error; const { sku, message } = error; return { sku, message }; } finally { await release("x"); } }`,
    scenarios: [1, 2].map((n) => ({ input: { n }, stubs: { release: ok(null) } })),
  },
  {
    name: "fields of errors that stay in the iteration that throws them",
    before: `
class HttpError extends WorkflowError { constructor(readonly status: number, readonly after?: number) { super(\`HTTP \${status}\`); } }
const isTransient = (error: unknown) => !(error instanceof HttpError) || error.status === 429 || error.status >= 500;
`,
    body: `async (input: { list: number[] }) => {
  const deliver = async (n: number) => {
    for (let tries = 1; ; tries++) {
      try {
        const status = await double(n + tries);
        if (status > 299) throw new HttpError(status, tries > 1 ? 7 : undefined);
        return { n, tries };
      } catch (error) {
        if (!isTransient(error) || tries > 2) return { n, tries, failed: (error as Error).message };
        const known = error as Error;
        if (known instanceof HttpError) { const { status } = known; await echo(status); }
        await sleep(\`\${error instanceof HttpError && error.after !== undefined ? error.after : 2 ** tries}s\`);
      }
    }
  };
  return await Promise.all(input.list.map(deliver));
}`,
    concurrent: true,
    scenarios: [
      { input: { list: [100, 200] }, stubs: { double, echo: ok(null) } },
      { input: { list: [212, 300] }, stubs: { double, echo: ok(null) } },
      { input: { list: [1] }, stubs: { double: [fails("Busy"), { result: 9 }], echo: ok(null) } },
    ],
  },
  {
    name: "an iteration that throws what it has caught before, beside errors with fields",
    before: `
class Long extends WorkflowError { constructor(readonly length: number) { super("long"); } }
const retry = async <T>(f: () => Promise<T>): Promise<T> => {
  let last: unknown;
  for (let i = 0; i < 2; i++) { try { return await f(); } catch (error) { last = error; } }
  throw last;
};`,
    body: `async (input: { list: number[] }) => {
  try { if (input.list.length > 2) throw new Long(input.list.length); }
  catch (error) { if (error instanceof Long) await echo(error.length); }
  return await Promise.all(input.list.map((x) => retry(() => double(x))));
}`,
    concurrent: "fails",
    scenarios: [
      { input: { list: [1, 3, 4] }, stubs: { double, echo: ok(null) } },
      { input: { list: [1] }, stubs: { double: [fails("Busy"), { result: 9 }] } },
      { input: { list: [1] }, stubs: { double: fails("Busy") } },
    ],
  },
  {
    name: "an error with fields that nobody catches",
    before: `class Short extends WorkflowError { constructor(readonly sku: string) { super(sku); } }`,
    body: `async (input: { n: number }) => { if (input.n > 1) throw new Short("a"); return 1; }`,
    scenarios: [1, 2].map((n) => ({ input: { n } })),
  },
];
