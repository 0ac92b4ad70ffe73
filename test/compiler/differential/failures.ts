import type { Row } from "./row.js";
import { item, fails, inputs } from "./stubs.js";

/** What throws, and what catches. */
export const failures: readonly Row[] = [
  {
    name: "throw",
    body: `async (n: number) => { if (n > 3) throw new OutOfStock(\`\${n} is too many\`); return n; }`,
    scenarios: inputs(1, 5),
  },
  {
    name: "try and catch of a task",
    body: `async (id: string) => { try { const found = await fetchItem(id); return found.price; } catch (error) { if (error instanceof OutOfStock) return error.message; throw error; } }`,
    scenarios: [
      { input: "a", stubs: { fetchItem: item("a", 3) } },
      { input: "a", stubs: { fetchItem: fails("OutOfStock", "none left") } },
      { input: "a", stubs: { fetchItem: fails("Other", "what") } },
    ],
  },
  {
    name: "compensation and rethrow",
    body: `async (id: string) => { const found = await fetchItem(id); try { await charge({ id, amount: found.price }); } catch (error) { await release(id); throw error; } return "paid"; }`,
    scenarios: [
      { input: "a", stubs: { fetchItem: item("a"), charge: { result: { receipt: "r" } } } },
      { input: "a", stubs: { fetchItem: item("a"), charge: fails("Declined", "no money"), release: { result: null } } },
      { input: "a", stubs: { fetchItem: item("a"), charge: fails("Declined"), release: fails("Stuck") } },
    ],
  },
  {
    name: "throw inside try, by name",
    body: `async (n: number) => { let note = "start"; try { if (n > 1) throw new Declined("over"); note = "fine"; await release("x"); note = "released"; } catch (error) { if (error instanceof Error) note = \`\${note} \${error.name}: \${error.message}\`; } return note; }`,
    scenarios: [
      { input: 1, stubs: { release: { result: null } } },
      { input: 2, stubs: {} },
      { input: 1, stubs: { release: fails("Broken", "lamp") } },
    ],
  },
  {
    name: "try in a loop, going on after errors",
    body: `async (ids: string[]) => { let failed = 0; let total = 0; for (const id of ids) { try { const found = await fetchItem(id); if (found.price === 0) continue; total += found.price; } catch { failed++; } } return { failed, total }; }`,
    scenarios: [
      { input: ["a", "b", "c", "d"], stubs: { fetchItem: [item("a", 1), fails("X"), item("c", 0), item("d", 5)] } },
    ],
  },
  {
    name: "nested try",
    body: `async (id: string) => { try { try { await release(id); } catch (inner) { if (inner instanceof Declined) throw new OutOfStock("mapped"); throw inner; } return "ok"; } catch (outer) { if (outer instanceof OutOfStock) return "out"; return "other"; } }`,
    scenarios: [
      { input: "a", stubs: { release: { result: null } } },
      { input: "a", stubs: { release: fails("Declined") } },
      { input: "a", stubs: { release: fails("Else") } },
    ],
  },
  {
    name: "finally on every way out",
    body: `async (n: number) => { let log = ""; for (let i = 0; i < 3; i++) { try { if (n === 1 && i === 1) break; if (n === 2 && i === 0) continue; if (n === 3) return "returned " + log; if (n === 4) await release("x"); log = log + "b"; } finally { log = log + "f"; await double(i); } } return log; }`,
    scenarios: [0, 1, 2, 3].map((input) => ({ input, stubs: { double: { result: 0 } } })),
  },
  {
    name: "finally when a task fails",
    body: `async (n: number) => { try { await release("x"); return "fine"; } catch (error) { if (n > 1) throw error; return "caught"; } finally { await double(n); } }`,
    scenarios: [
      { input: 1, stubs: { release: { result: null }, double: { result: 0 } } },
      { input: 1, stubs: { release: fails("A"), double: { result: 0 } } },
      { input: 2, stubs: { release: fails("A"), double: { result: 0 } } },
      { input: 1, stubs: { release: { result: null }, double: fails("InFinally") } },
    ],
  },
];
