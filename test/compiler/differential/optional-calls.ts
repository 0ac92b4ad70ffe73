import type { Row } from "./row.js";
import { fails, item, runs } from "./stubs.js";

const before = `type Order = { id: string; skus: string[]; amount: number; isGift: boolean; note?: string; known?: { id: string } | null };
const fetchAll = (ids: string[]) => ids.map((id) => fetchItem(id));
const find = (order: Order) => order.known ?? fetchItem(order.id);`;
const full = { id: "o1", skus: ["a", "bb", "ccc"], amount: 5, isGift: true, note: "n", known: { id: "k" } };
const bare = { id: "o2", skus: ["a"], amount: 1, isGift: false };
const empty = { ...bare, skus: [], note: "", known: null };
const orders = runs([full], [bare], [empty]);
const concurrent = true;

/** Calls that are made where a value says so, and loops over calls that their head starts. */
export const optionalCalls: readonly Row[] = [
  {
    name: "a call behind && and ?? is made where the value says so",
    before,
    concurrent,
    body: `async (order: Order) => {
      const wrapped = order.isGift && fetchItem("wrap");
      const [noted, found] = await Promise.all([order.note && release(order.note), order.known ?? fetchItem("z")]);
      const other = await (order.note || fetchItem("x"));
      const wrap = await wrapped;
      return [typeof noted, found.id, typeof other === "string" ? other : other.price, wrap ? wrap.id : "none", (await find(order)).id];
    }`,
    scenarios: orders,
  },
  {
    name: "one of two lists of calls is spread into others",
    before,
    concurrent: "fails",
    body: `async (order: Order) => {
      try {
        const calls = [double(1), ...(order.isGift ? [double(2), double(3)] : [])];
        const items = await Promise.all([...(order.note ? [fetchItem(order.note)] : []), fetchItem("q"), ...(order.amount > 3 ? [fetchItem("big")] : [fetchItem("small"), fetchItem("s")])]);
        const [first, ...others] = await Promise.all(calls);
        await Promise.all([...(order.isGift ? [release("a")] : []), ...(order.note ? [release(order.note)] : [])]);
        return { items: items.map(({ id }) => id), first, others };
      } catch (error) {
        return (error as Error).message;
      }
    }`,
    scenarios: [
      ...orders,
      ...runs(
        [full, { fetchItem: fails("Declined", "no") }],
        [bare, { fetchItem: [item("a"), fails("Declined", "later")] }],
      ),
    ],
  },
  {
    name: "a loop over the calls that its head starts",
    before,
    concurrent: "fails",
    body: `async (order: Order) => {
      const seen: (string | number)[] = [];
      try {
        for await (const { id, price } of order.skus.map((sku) => fetchItem(sku))) seen.push(id + price);
        for (const [at, call] of fetchAll(order.skus).entries()) seen.push((await call).price * at);
        for await (const found of [fetchItem("x"), fetchItem(order.id)]) { if (found.price > 1) break; seen.push(found.id); }
      } catch (error) {
        seen.push((error as Error).message);
      }
      return seen;
    }`,
    scenarios: [...orders, ...runs([full, { fetchItem: [item("a"), fails("Declined", "no"), item("b")] }])],
  },
  {
    name: "a test whether a call was started",
    before,
    concurrent: "fails",
    body: `async (order: Order) => {
      const notified = order.note ? release(order.note) : undefined;
      const wrapped = !order.isGift ? null : fetchItem("wrap");
      const priced = order.amount > 3 && order.isGift ? double(order.amount) : undefined;
      const doubled = await double(1);
      if (notified) await notified;
      const name = wrapped !== null ? (await wrapped).id : "none";
      if (!priced) { await release("unpriced"); return [doubled, name]; }
      return [doubled, name, await priced];
    }`,
    scenarios: [
      ...orders,
      ...runs([full, { release: fails("Declined", "no") }], [bare, { release: fails("Declined", "later") }]),
    ],
  },
  {
    name: "a test whether a call was started, when what decided that has changed",
    before,
    concurrent: true,
    body: `async (order: Order) => {
      let left = order.amount;
      const state = { isOpen: order.isGift };
      const seen: unknown[] = [];
      for (let round = 0; round < 3; round++) {
        const first = left > 3 ? fetchItem(String(round)) : null;
        const second = state.isOpen ? double(round) : null;
        left -= 1;
        state.isOpen = !state.isOpen;
        await release("r" + round);
        seen.push(first ? (await first).id : "none");
        if (second === null) seen.push(left);
        else seen.push(await second);
      }
      return seen;
    }`,
    scenarios: orders,
  },
];
