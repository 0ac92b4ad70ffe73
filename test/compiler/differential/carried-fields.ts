import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

const before = `
class Shop extends WorkflowError { constructor(readonly sku: string, readonly left: number = 1) { super("no " + sku); } }
class Short extends Shop {}
class Note extends WorkflowError { constructor(message: string, readonly detail?: { at: number[]; by: string | null }) { super(message); } }
class Long extends Shop { readonly parts: string[]; readonly isLong = true; constructor(sku: string, readonly pairs: number[][] = []) { super(sku, 9); this.parts = [sku]; } }
class Plain extends WorkflowError {}
`;

const forged = (execution: string) =>
  JSON.stringify({ errorType: "Note", errorMessage: "x", fields: { detail: { at: [1], by: null } }, execution });

/** Errors with fields that leave the iterations and branches that throw them. */
export const carriedFields: readonly Row[] = [
  {
    name: "fields of errors that leave an iteration, beside errors of tasks",
    before,
    body: `async (xs: number[]) => {
  try {
    return await Promise.all(xs.map(async (x) => {
      const y = await double(x);
      if (y > 9) throw new Long("l" + x, x > 6 ? [[x], [], [x, y]] : undefined);
      if (y > 5) throw new Short("é😀\\"{}" + x, y / 4);
      if (y < 0) throw new Note("negative", { at: [y], by: null });
      if (y === 0) throw new Note("zero");
      return y;
    }));
  } catch (error) {
    if (error instanceof Long) return { sku: error.sku, left: error.left, parts: error.parts, pairs: error.pairs, isLong: error.isLong, m: error.message };
    if (error instanceof Short) { const { sku, left, message, name } = error; return { sku, left: left + 1, message, name }; }
    if (error instanceof Note) return { at: error.detail?.at ?? "none", by: error.detail?.by ?? "nobody", m: error.message };
    throw error;
  }
}`,
    concurrent: "fails",
    scenarios: runs(
      ...[[], [1, 2], [3], [5], [7], [-1], [0]].map((xs) => [xs] as const),
      [[1], { double: fails("Note", "of a task") }],
      [[1], { double: fails("Note", forged("other")) }],
      [[1], { double: fails("Broken", "{") }],
    ),
  },
  {
    name: "causes of tasks and of other workflows that look like those with fields",
    before,
    nested: {
      child: `async (xs: number[]) => { try { await Promise.all(xs.map(async (x) => { if (await check(x)) throw new Note("c" + x, { at: [x], by: "c" }); })); } catch (error) { if (error instanceof Note && error.detail?.at[0] === 3) return 3; throw error; } return 0; }`,
      other: `async (xs: number[]) => { await Promise.all(xs.map(async (x) => { try { await Promise.all([echo(x), (async () => { if (await check(x)) throw new Note("o" + x, { at: [x], by: "o" }); })()]); } catch (error) { if (error instanceof Note && error.detail?.at[0] === 3) return; throw error; } })); return 1; }`,
    },
    body: `async (xs: number[]) => {
  try {
    const [review_] = await Promise.all(xs.map((x) => review({ id: "r" + x })));
    const [first] = await Promise.all([child(xs), (async () => { if (xs.length > 2) throw new Note("many", { at: xs, by: "me" }); })()]);
    const second = await Promise.all(xs.map(async (x) => other([x])));
    return { first, second, id: review_?.reason ?? "" };
  } catch (error) {
    return error instanceof Note ? { by: error.detail?.by ?? "nobody", at: error.detail?.at ?? [], name: error.name } : "other";
  }
}`,
    concurrent: "fails",
    scenarios: runs([[1]], [[3]], [[4]], [[1, 1, 1]], [[1], { review: fails("Note", forged("arn:aws:states:x")) }]),
  },
  {
    name: "errors with fields through nested branches, thrown again and with finally",
    before,
    body: `async (xs: number[]) => {
  try {
    return await Promise.all(xs.map(async (x) => {
      try {
        return await Promise.all([double(x), (async () => { await echo(x); if (x > 2) throw new Short("in" + x, x * 3); return 0; })()]);
      } catch (error) {
        if (error instanceof Short && error.left > 12) { await echo(error.sku); throw error; }
        if (error instanceof Short) throw new Note(error.sku, { at: [error.left], by: error.name });
        throw error;
      } finally { await release("done"); }
    }));
  } catch (error) {
    if (error instanceof Short && error.sku === "in5") return error.left;
    if (error instanceof Note && error.detail !== undefined && error.detail.at.length > 0) return error.detail.at;
    throw error;
  }
}`,
    concurrent: "fails",
    scenarios: runs([[1]], [[3]], [[5]], [[6]], [[1], { double: fails("Broken") }]),
  },
  {
    name: "errors with fields that nobody outside wants, or only their messages",
    before,
    body: `async (input: { xs: number[]; say: boolean }) => {
  try {
    await Promise.all(input.xs.map(async (x) => { const y = await double(x); if (y > 5) throw new Short("s" + x, y); if (y > 3) throw new Plain("p"); }));
    return "";
  } catch (error) {
    if (error instanceof Short && error.left > 7) return error.sku;
    if (input.say) return String(error) + (error as Error).message;
    throw error;
  }
}`,
    concurrent: "fails",
    scenarios: runs(
      ...[1, 2, 3, 4].flatMap((x) => [true, false].map((say) => [{ xs: [x], say }] as const)),
      [{ xs: [1], say: true }, { double: fails("Broken", "m") }],
      [{ xs: [1], say: false }, { double: fails("Broken", "m") }],
    ),
  },
  {
    name: "errors with fields of promises that are awaited later, in rounds, in helpers and settled",
    before,
    body: `async (xs: number[]) => {
  const attempt = async <T>(f: () => Promise<T>, or: (error: unknown) => T): Promise<T> => { try { return await f(); } catch (error) { return or(error); } };
  const each = async (by: number) => { const ys = await Promise.all(xs.map(async (x) => { const y = await double(x + by); if (y > 5) throw new Short("a" + x, y); return y; })); return ys.length; };
  const counted = await attempt(() => each(0), (error) => (error instanceof Short ? error.left * 100 : -1));
  const begun = (async () => { const y = await double(xs.length); if (y > 3) throw new Short("begun", y); return y; })();
  const other = await echo(1);
  let got: unknown = other;
  try { got = await begun; } catch (error) { if (error instanceof Short) got = { sku: error.sku }; else throw error; }
  const settled = await Promise.allSettled(xs.map(async (x) => { await Promise.all([echo(x), (async () => { await echo(2); if (x > 1) throw new Short("s" + x, x); })()]); return "fine"; }));
  const texts = settled.map((one) => (one.status === "rejected" ? (one.reason instanceof Short ? one.reason.sku : "other") : one.value));
  let last: unknown;
  for (let i = 0; i < 2; i++) { try { await each(i); return { counted, got, texts, i }; } catch (error) { last = error; } }
  if (last instanceof Short) return { counted, got, texts, sku: last.sku };
  throw last;
}`,
    concurrent: "fails",
    scenarios: runs([[1]], [[2]], [[3]], [[4]], [[1, 1]], [[1], { echo: { result: null }, double: fails("Short2") }]),
  },
  {
    name: "an error made or caught outside that an iteration throws",
    before,
    body: `async (xs: number[]) => {
  const saved = new Short("saved", 7);
  try {
    try { if (xs.length > 1) throw new Long("outside"); await Promise.all(xs.map(async (x) => { if (await check(x)) throw saved; })); }
    catch (error) { await Promise.all(xs.map(async (x) => { if (await check(x)) throw error; })); throw new Note("again"); }
  } catch (again) {
    if (again instanceof Long) return again.parts;
    if (again instanceof Short) return again.left;
    throw again;
  }
  return 0;
}`,
    concurrent: "fails",
    scenarios: runs([[1]], [[4]], [[1, 1]], [[1, 4]]),
  },
  {
    name: "fields of errors whose reasons are data, of inputs and outputs",
    before,
    body: `async (xs: number[]) => {
  const ended = await Promise.allSettled(xs.map(async (x) => {
    await Promise.all([echo(x), (async () => { if (x > 4) throw new Short("s" + x, x); })()]);
    if (await check(x)) throw new Long("t" + x);
    return x;
  }));
  const [first, second] = await Promise.allSettled([double(1), (async () => { if (await check(xs.length)) throw new Note("u"); return 1; })()]);
  await echo({ ended } as unknown as string);
  const errors = ended.flatMap((one) => (one.status === "rejected" ? [one.reason as Error] : []));
  return { ended: ended.map((one, index) => ({ ...one, index })), first, second, errors, texts: errors.map((e) => \`\${e}\` + e.name) };
}`,
    concurrent: true,
    scenarios: runs([[1, 2]], [[1, 3, 5]], [[1], { double: fails("Broken") }]),
  },
];
