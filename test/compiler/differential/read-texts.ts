import { runs } from "./stubs.js";
import type { Row } from "./row.js";

const before = `
class Bad extends WorkflowError {}
function parseConfig(text: string): { retries: number; name?: string } {
  try {
    const raw = JSON.parse(text) as { retries?: number; name?: string };
    return { retries: raw.retries ?? 3, ...(raw.name && { name: raw.name }) };
  } catch {
    return { retries: 1 };
  }
}
function safe<T>(f: () => T, otherwise: T): T { try { return f(); } catch { return otherwise; } }
type Parsed = { ok: true; value: { id: string; n: number } } | { ok: false; error: string };
function tryParse(line: string): Parsed {
  try { return { ok: true, value: JSON.parse(line) as { id: string; n: number } }; }
  catch { return { ok: false, error: "bad line: " + line.slice(0, 4) }; }
}
const isJson = (text: string) => { try { JSON.parse(text); return true; } catch { return false; } };
async function load(text: string) { const read = await echo(text) as string; return JSON.parse(read) as number; }
`;

const object = '{"limit":4,"name":"x","k":"a","kind":"b","xs":[1,2],"a":1}';
const ofNumbers = [["1", "{", "2"], ["1", "3", "9"], []];
const ofObjects = [
  ['{"id":"a","n":1}', '{"id"', ""],
  ["{}", '{"a":[1,{"b":null}]}'],
];

const failing = { double: [{ result: 1 }, { error: "SyntaxError", message: "m" }] };

/** Each text with each of the lists. */
const scenarios = (lists: readonly (readonly string[])[], ...texts: readonly string[]) =>
  runs(...texts.flatMap((text) => lists.map((list) => [{ text, texts: list, other: texts[1] }] as const)), [
    { text: texts[0], texts: [], other: "" },
    failing,
  ]);
const numbers = scenarios(ofNumbers, "9", "{", "");
const objects = scenarios(ofObjects, object, '{"limit"', btoa(object), "a%20b%", "a%20b");

const bodies = [
  `let limit: number;
try { limit = (JSON.parse(input.text) as { limit: number }).limit; } catch { limit = -1; }
return await double(limit);`,
  `const parse = (t: string) => { try { return JSON.parse(t) as number; } catch { return undefined; } };
const out: number[] = []; for (const t of input.texts) { const x = parse(t); if (x !== undefined) out.push(await double(x)); } return out;`,
  `return input.texts.map((t) => { try { return { ok: true, value: JSON.parse(t) as number }; } catch (error) { return { ok: false, name: (error as Error).name }; } });`,
  `try { const rows = input.texts.map((t) => JSON.parse(t) as number); return await double(rows.length); } catch (error) { return (error as Error).name; }`,
  `try { const n = await double(2); const o = JSON.parse(input.text) as {a: number}; return await double(o.a + n); } catch (error) { return error instanceof Error ? error.name : 'x'; }`,
  `try { return decodeURIComponent(input.text); } catch (error) { return (error as Error).message; }`,
  `const results = await Promise.allSettled(input.texts.map(async (t) => double(JSON.parse(t) as number)));
return results.map((r) => r.status);`,
  `const results = await Promise.all(input.texts.map(async (t) => { try { return await double(JSON.parse(t) as number); } catch { return -1; } }));
return results;`,
  `try { while ((JSON.parse(input.text) as number) < 3) { await double(1); return 7; } } catch { return 8; } return 9;`,
  `try { if (input.text && (JSON.parse(input.text) as {a: number}).a) return 1; return 2; } catch { return 3; } finally { await release('x'); }`,
  `try { const x = input.text ? (JSON.parse(input.text) as string) : decodeURIComponent(input.other); await release('a'); return x; } catch (e) { return (e as Error).name; }`,
  `const found = input.texts.find((t) => { try { JSON.parse(t); return false; } catch { return true; } }); return found ?? null;`,
  `const load = async (t: string) => { const v = JSON.parse(t) as number; return await double(v); };
const p = load(input.text); const q = double(5);
try { const [a, b] = await Promise.all([p, q]); return a + b; } catch { return 'bad'; }`,
  `try { const { kind } = JSON.parse(atob(input.text)) as { kind: string }; return kind; } catch (e) { return (e as Error).name; }`,
  `try { const s = input.texts.reduce((sum, t) => sum + (JSON.parse(t) as number), 0); return s; } catch (e) { return (e as Error).name; }`,
  `try { JSON.parse(input.text); return true; } catch { return false; }`,
  `let r: number[]; try { r = (JSON.parse(input.text) as {xs: number[]}).xs.filter((x) => x > 1); } catch (e) { throw new TypeError('bad input'); } return await double(r.length);`,
  `const c = parseConfig(input.text); return await double(c.retries);`,
  `return safe(() => JSON.parse(input.text) as number, 7);`,
  `const good: {id: string; n: number}[] = []; const bad: string[] = []; for (const line of input.texts) { const r = tryParse(line); if (r.ok) good.push(r.value); else bad.push(r.error); } await release(String(good.length)); return { good, bad };`,
  `const parsed = input.texts.map(tryParse); const oks = parsed.filter((p) => p.ok); return { n: oks.length, errors: parsed.flatMap((p) => p.ok ? [] : [p.error]) };`,
  `try { return JSON.parse(input.text) as number; } catch (e) { if (e instanceof SyntaxError) return 'syntax'; throw e; }`,
  `try { if (input.text === '') throw new RangeError('empty'); return JSON.parse(input.text) as number; } catch (e) { if (e instanceof SyntaxError) return 'syntax'; if (e instanceof RangeError) return e.message; throw e; }`,
  `try { JSON.parse(input.text); } catch { throw new Bad('not json'); } return 1;`,
  `for (let i = 0; i < input.texts.length; i++) { try { const n = JSON.parse(input.texts[i]!) as number; if (n > 5) break; await double(n); } catch { continue; } finally { await release('f' + i); } } return 'end';`,
  `let total = 0; for (const t of input.texts) { try { total += JSON.parse(t) as number; } catch { total -= 1; } } return total;`,
  `let total = 0; for (const t of input.texts) { try { total += JSON.parse(t) as number; } catch (e) { await echo(t); } } return total;`,
  `let body: unknown = null; try { body = JSON.parse(input.text); } catch { body = input.text; } return await echo(body);`,
  `try { return await load(input.text); } catch (e) { return 'bad ' + (e as Error).name; }`,
  `return await load(input.text).catch(() => 0);`,
  `const rs = await Promise.allSettled(input.texts.map(load)); return rs.map((r) => r.status === 'fulfilled' ? r.value : (r.reason as Error).name);`,
  `try { const [a, b] = await Promise.all([double(1), (async () => { const t = await echo(input.text) as string; return JSON.parse(t) as number; })()]); return a + b; } catch (e) { return (e as Error).name; }`,
  `try { try { return JSON.parse(input.text) as number; } finally { await release('x'); } } catch (e) { return (e as Error).name; }`,
  `const p = (async () => JSON.parse(input.text) as number)(); try { return await p; } catch { return -1; }`,
  `return input.texts.filter(isJson);`,
  `if (!input.texts.every(isJson)) throw new Bad('no'); return await double(1);`,
  `const r = await Promise.all(input.texts.map(async (t) => { let v: number; try { v = JSON.parse(t) as number; } catch (error) { return { t, failed: (error as Error).name }; } return { t, v: await double(v) }; })); return r;`,
  `try { await double(1); JSON.parse(input.text); await double(2); } catch (e) { if ((e as Error).name === 'SyntaxError') return 'syntax'; throw e; } return 'ok';`,
  `try { switch ((JSON.parse(input.text) as {k: string}).k) { case 'a': return await double(1); default: return 0; } } catch { return -1; }`,
];

/** Texts that cannot be read, where a handler waits for the error. */
export const readTexts: readonly Row[] = bodies.map((body) => ({
  name: body,
  before,
  body: `async (input: { text: string; texts: string[]; other: string }) => { ${body} }`,
  // What is read is what the program takes it for.
  scenarios: /as number|load|parse\(t\)/.test(body) ? numbers : objects,
  concurrent: "fails",
}));
