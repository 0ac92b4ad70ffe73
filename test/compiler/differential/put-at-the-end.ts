import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const usual = runs([{ n: 1 }, { double: [{ error: "X", message: "m" }, { result: 1 }] }]);

/** What is put somewhere right before a `return` or a `break` is changed no more, not even where a `try` is around it. */
export const putAtTheEnd: readonly Row[] = [
  {
    name: "put at the end: before a return in a try",
    body: `async (input: { n: number }) => { const attempts: Record<string, string[]> = {}; const retry = async (label: string) => { const log: string[] = []; for (let i = 0; ; i++) { try { const r = await double(i); log.push("ok"); attempts[label] = log; return r; } catch (e) { log.push("err"); if (i >= 2) { attempts[label] = log; throw e; } } } }; const a = await retry("a"); return { a, attempts }; }`,
    scenarios: runs([{ n: 1 }, { double: [{ error: "X", message: "m" }, { result: 3 }] }]),
  },
  {
    name: "put at the end: before a throw in a handler",
    body: `async (input: { n: number }) => { const attempts: Record<string, string[]> = {}; const retry = async (label: string) => { const log: string[] = []; for (let i = 0; ; i++) { try { const r = await double(i); log.push("ok"); attempts[label] = log; return r; } catch (e) { log.push("err"); if (i >= 2) { attempts[label] = log; throw e; } } } }; try { await retry("a"); } catch {} return { attempts }; }`,
    scenarios: runs([{ n: 1 }, { double: [{ error: "X", message: "m" }] }]),
  },
  {
    name: "put at the end: before a break in a try",
    body: `async (input: { n: number }) => { const all: string[][] = []; for (let k = 0; k < 2; k++) { const log: string[] = []; for (let i = 0; i < 3; i++) { try { const r = await double(i); log.push("ok" + r); all.push(log); break; } catch (e) { log.push("err"); } } } return all; }`,
    scenarios: runs([
      { n: 1 },
      { double: [{ error: "X", message: "m" }, { result: 1 }, { error: "X", message: "q" }, { result: 5 }] },
    ]),
  },
  {
    name: "put at the end: before a return of an object",
    body: `async (input: { n: number }) => { const done: { tries: number }[] = []; const one = async () => { const s = { tries: 0 }; while (true) { s.tries++; try { await double(s.tries); done.push(s); return { ok: true }; } catch (e) { if (s.tries > 2) return { ok: false }; } } }; const r = await one(); return { r, done }; }`,
    scenarios: usual,
  },
  {
    name: "put at the end: before a break behind an await",
    body: `async (input: { n: number }) => { const all: string[][] = []; const log: string[] = []; for (let i = 0; i < 3; i++) { try { log.push("i" + i); await double(i); if (i < 2) { all.push(log); break; } } catch { log.push("e"); } } return { all }; }`,
    scenarios: usual,
  },
];

/** Changes follow, by an error or in a loop. */
export const changedAfterThePut: readonly (Program & { readonly code?: string })[] = [
  {
    name: "put at the end: before a call that may fail",
    body: `async (input: { n: number }) => { const attempts: Record<string, string[]> = {}; const retry = async (label: string) => { const log: string[] = []; for (let i = 0; i < 3; i++) { try { log.push("ok"); attempts[label] = log; return await double(i); } catch (e) { log.push("err"); } } return 0; }; await retry("a"); return { attempts }; }`,
  },
  {
    name: "put at the end: with a finally",
    body: `async (input: { n: number }) => { const attempts: Record<string, string[]> = {}; const retry = async (label: string) => { const log: string[] = []; for (let i = 0; i < 3; i++) { try { const r = await double(i); log.push("ok"); attempts[label] = log; return r; } catch (e) { log.push("err"); } finally { log.push("fin"); } } return 0; }; await retry("a"); return { attempts }; }`,
  },
  {
    name: "put at the end: before a continue",
    body: `async (input: { n: number }) => { const all: string[][] = []; for (let k = 0; k < 2; k++) { const log: string[] = []; for (let i = 0; i < 3; i++) { try { const r = await double(i); log.push("ok" + r); all.push(log); continue; } catch (e) { log.push("err"); } } } return all; }`,
  },
  {
    name: "put at the end: with a handler that changes it",
    body: `async (input: { n: number }) => { const at: Record<string, string[]> = {}; const go = async (k: string) => { const log: string[] = []; try { at[k] = log; return await double(1); } catch { log.push("err"); } return 5; }; const r = await go("a"); return { at, r }; }`,
  },
  {
    name: "put at the end: before a call in a loop",
    body: `async (input: { n: number }) => { const all: string[][] = []; const log: string[] = []; for (let i = 0; i < 3; i++) { try { log.push("i" + i); if (i < 2) { all.push(log); await double(i); break; } } catch {} } return { all }; }`,
  },
  {
    name: "put at the end: before a break out of a switch",
    body: `async (input: { n: number }) => { const all: string[][] = []; const log: string[] = []; for (let i = 0; i < 3; i++) { switch (i) { case 1: all.push(log); break; default: log.push("d"); } } return { all }; }`,
  },
  {
    name: "put at the end: before a break out of the inner loop",
    body: `async (input: { n: number }) => { const all: string[][] = []; const log: string[] = []; outer: for (let k = 0; k < 2; k++) { for (let i = 0; i < 3; i++) { log.push("i" + i); if (i == 1) { all.push(log); break; } } } return { all }; }`,
  },
];
