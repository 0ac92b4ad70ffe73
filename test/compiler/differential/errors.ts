import type { Row } from "./row.js";

const fails = (error: string, message = "sorry") => ({ error, message });
const double = (x: number) => x * 2;
const done = { result: null };
const ends = (...names: readonly string[]) => [done, ...names.map((name) => fails(name, `from ${name}`))];

/** One scenario for each way in which `release` can end. */
const releaseEnds = (...names: readonly string[]) =>
  ends(...names).map((release) => ({ input: "a", stubs: { release, double } }));

/** Handlers that ask what was thrown, and every way out of try, catch and finally. */
export const errors: readonly Row[] = [
  {
    name: "a handler for one class",
    body: `async (id: string) => { try { await release(id); } catch (error) { if (error instanceof Declined) return error.message; throw error; } return "released"; }`,
    scenarios: releaseEnds("Declined", "OutOfStock", "States.Timeout"),
  },
  {
    name: "a handler that goes on for two names",
    body: `async (id: string) => { let note = "fine"; try { await release(id, { heartbeat: "1m", timeout: "1h" }); } catch (error) { const lapsed = error instanceof Error && (error.name === "States.Timeout" || error.name === "HumanTaskRejected"); if (!lapsed) throw error; note = \`lapsed: \${error.name}\`; } return note; }`,
    scenarios: releaseEnds("States.Timeout", "HumanTaskRejected", "States.HeartbeatTimeout", "Other"),
  },
  {
    name: "a switch over names",
    body: `async (id: string) => { try { await release(id); return "released"; } catch (error) { if (!(error instanceof Error)) throw error; switch (error.name) { case "Declined": await double(1); return "declined"; case "OutOfStock": case "Gone": return "gone"; default: throw error; } } }`,
    scenarios: releaseEnds("Declined", "OutOfStock", "Gone", "Other"),
  },
  {
    name: "several classes, another path for the rest",
    body: `async (id: string) => { let log = ""; try { await release(id); log = "a"; } catch (error) { if (error instanceof Declined) { log = "declined"; await double(1); } else if (error instanceof OutOfStock) log = "out"; else { log = "other"; await double(2); } log = log + "!"; } return log; }`,
    scenarios: releaseEnds("Declined", "OutOfStock", "Other"),
  },
  {
    name: "names of service errors as classes",
    before: `class Taken extends WorkflowError { static override readonly errorName = "DynamoDB.ConditionalCheckFailedException"; } class Busy extends WorkflowError { static override readonly errorName = "Lambda.TooManyRequestsException"; }`,
    body: `async (id: string) => { try { await release(id); } catch (error) { if (error instanceof Taken) return \`taken: \${error.message}\`; if (error instanceof Busy) throw new Taken("busy"); throw error; } return "released"; }`,
    scenarios: releaseEnds(
      "DynamoDB.ConditionalCheckFailedException",
      "Lambda.TooManyRequestsException",
      "Other",
      "Taken",
    ),
  },
  {
    name: "nested handlers for different names",
    body: `async (id: string) => { try { try { await release(id); return "released"; } catch (inner) { if (inner instanceof Declined) return "inner"; throw inner; } } catch (outer) { if (outer instanceof OutOfStock) { await double(1); return "outer " + outer.message; } throw outer; } }`,
    scenarios: releaseEnds("Declined", "OutOfStock", "Other"),
  },
  {
    name: "a handler that throws another error into the one around it",
    body: `async (id: string) => { try { try { await release(id); return "released"; } catch (inner) { if (inner instanceof Declined) throw new OutOfStock("was declined"); throw inner; } } catch (outer) { if (outer instanceof OutOfStock) return outer.message; if (outer instanceof Declined) return "never"; throw outer; } }`,
    scenarios: releaseEnds("Declined", "OutOfStock", "Other"),
  },
  {
    name: "a narrow handler with a finally block",
    body: `async (id: string) => { let log = ""; try { try { await release(id); log += "r"; } catch (error) { if (error instanceof Declined) { log += "d"; return log; } throw error; } finally { log += "f"; await double(log.length); } log += "e"; } catch (error) { if (error instanceof OutOfStock) return log + error.message; throw error; } return log; }`,
    scenarios: releaseEnds("Declined", "OutOfStock", "Other"),
  },
  {
    name: "errors of tasks and of the workflow itself in one handler",
    body: `async (n: number) => { try { if (n > 5) throw new OutOfStock("too many"); const twice = await double(n); if (twice > 4) throw new Declined(\`\${twice}\`); return "fine"; } catch (error) { if (error instanceof Declined) return \`declined \${error.message}\`; throw error; } }`,
    scenarios: [
      ...[1, 4, 9].map((input) => ({ input, stubs: { double } })),
      { input: 1, stubs: { double: fails("Declined", "by the task") } },
      { input: 1, stubs: { double: fails("Other") } },
    ],
  },
  {
    name: "names that a handler asks for when something failed in a branch",
    concurrent: "fails",
    body: `async (id: string) => { try { await Promise.all([release(id), double(1)]); return "both"; } catch (error) { if (error instanceof Declined || (error instanceof Error && error.name === "States.Timeout")) return "caught " + error.name; throw error; } }`,
    scenarios: releaseEnds("Declined", "Other", "States.Timeout"),
  },
  {
    name: "names that a handler asks for when a nested workflow failed",
    nested: { child: `async (id: string) => { await release(id); return "released"; }` },
    body: `async (id: string) => { try { return await child(id); } catch (error) { if (error instanceof Declined) return "declined"; throw error; } }`,
    scenarios: releaseEnds("Declined", "Other"),
  },
  {
    name: "a handler that asks for the message too",
    body: `async (id: string) => { try { await release(id); return "released"; } catch (error) { if (error instanceof Declined && error.message === "from Declined") return "that one"; if (error instanceof Error && error.name.startsWith("Out")) return "out"; throw error; } }`,
    scenarios: [
      ...releaseEnds("Declined", "OutOfStock", "Other"),
      { input: "a", stubs: { release: fails("Declined"), double } },
    ],
  },
  {
    name: "an error kept for later",
    body: `async (id: string) => { let failure = ""; for (const key of [id, "b"]) { try { await release(key); } catch (error) { if (!(error instanceof Declined)) throw error; failure = failure + error.message; continue; } failure = failure + "-"; } return failure; }`,
    scenarios: [
      ...releaseEnds("Declined", "Other"),
      { input: "a", stubs: { release: [fails("Declined", "first"), done] } },
      { input: "a", stubs: { release: [done, fails("Other")] } },
    ],
  },
  {
    name: "break, continue and return out of try, catch and finally in loops",
    body: `async (plan: number[]) => { let log = ""; outer: for (const round of [0, 1]) { for (const n of plan) { try { log += \`t\${n}\`; if (n === 0) continue; if (n === 1) break; if (n === 2) continue outer; if (n === 3) break outer; if (n === 4) return log + "r"; if (n === 5) throw new Declined(log); if (n === 6) await release("x"); log += "e"; } catch (error) { log += "c"; if (round === 1) throw error; if (error instanceof Declined) continue; break; } finally { log += "f"; await double(n); } } log += "|"; } return log; }`,
    scenarios: [[0, 7], [1, 7], [7, 2, 7], [3], [7, 4], [5, 7], [6, 7], [0, 1, 2]].map((input) => ({
      input,
      stubs: { double, release: fails("OutOfStock", "x") },
    })),
  },
  {
    name: "a finally block that leaves by itself",
    body: `async (n: number) => { let log = ""; for (const i of [0, 1, 2]) { try { log += i; if (n === 0) return "lost"; if (n === 1) throw new Declined("lost"); await release("x"); } finally { log += "f"; if (i === 1) break; if (n < 5) continue; } log += "e"; } return log; }`,
    scenarios: [0, 1, 2, 7].map((input) => ({ input, stubs: { release: input === 2 ? fails("Lost") : done } })),
  },
  {
    name: "a finally block that throws or fails",
    body: `async (n: number) => { try { try { await release("x"); return "released"; } catch (error) { if (n === 1) throw new OutOfStock("from catch"); return "handled"; } finally { if (n === 2) throw new Declined("from finally"); await double(n); } } catch (error) { return error instanceof Error ? \`\${error.name} \${error.message}\` : "?"; } }`,
    scenarios: [0, 1, 2].flatMap((input) => [
      { input, stubs: { release: done, double } },
      { input, stubs: { release: fails("Other"), double } },
      { input, stubs: { release: done, double: fails("InFinally", "late") } },
    ]),
  },
  {
    name: "try, catch and finally inside branches and iterations",
    concurrent: true,
    body: `async (list: number[]) => { const guarded = async (n: number) => { let log = ""; try { if (n === 1) return "one"; const twice = await double(n); if (twice > 8) throw new Declined(\`\${twice}\`); log = \`\${twice}\`; } catch (error) { if (error instanceof Declined) log = "declined " + error.message; else throw error; } finally { log += "."; await check(n); } return log; }; const each = await map(list, { concurrency: 2 }, async (n) => { for (const k of [n, n + 1]) { try { if (k === 3) continue; if (k === 4) return "four"; await double(k); } catch { return "failed"; } finally { await check(k); } } return guarded(n); }); const [a, b] = await Promise.all([guarded(list.length), guarded(9)]); return { each, a, b }; }`,
    scenarios: [[], [1], [2, 3], [4, 5]].map((input) => ({ input, stubs: { double, check: { result: true } } })),
  },
  {
    name: "a returned value is worked out before the finally block",
    body: `async (n: number) => { let count = n; const run = async () => { try { await double(count); return count; } finally { count += 10; await double(count); } }; const first = await run(); return { first, count }; }`,
    scenarios: [{ input: 1, stubs: { double } }],
  },
  {
    name: "rethrown errors in helpers and handlers around calls of them",
    before: `async function careful(id: string) { try { await release(id); } catch (error) { if (error instanceof Declined) return "declined"; throw error; } return "released"; }`,
    body: `async (id: string) => { const first = await careful(id); try { return first + (await careful("b")); } catch (error) { if (error instanceof OutOfStock) return "out"; throw error; } }`,
    scenarios: [
      ...releaseEnds("Declined", "OutOfStock", "Other"),
      { input: "a", stubs: { release: [done, fails("OutOfStock")] } },
      { input: "a", stubs: { release: [done, fails("Other")] } },
    ],
  },
];
