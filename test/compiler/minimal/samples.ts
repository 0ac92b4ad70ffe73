import type { Program } from "../differential/harness.js";
import type { Objects, Outcome, Stubs } from "./observe-machine.js";

/** One way through a program. */
export interface Path {
  readonly path: string;
  readonly input: unknown;
  readonly stubs?: Stubs;
  readonly objects?: Objects;
}

/** A program with all its ways; a machine for it, written by hand, lies in `machines/` under the same name. */
export interface Sample extends Program {
  readonly paths: readonly Path[];
}

export const gives = (result: unknown): Outcome => ({ result });
export const fails = (error: string, message = "sorry"): Outcome => ({ error, message });
const item = (id: string, price: number, tags: readonly string[] = []) => gives({ id, price, tags });

/** Programs of the shapes that workflows are made of. */
export const samples: readonly Sample[] = [
  {
    name: "retry-chain",
    body: `async (id: string) => {
      const found = await fetchItem(id, { retry: { errors: ["Busy"], maxAttempts: 2 } });
      const paid = await charge({ id: found.id, amount: found.price }, { retry: { errors: ["Busy"], maxAttempts: 3 } });
      return { id, receipt: paid.receipt };
    }`,
    paths: [
      { path: "at once", input: "a", stubs: { fetchItem: item("a", 3), charge: gives({ receipt: "r" }) } },
      {
        path: "after retries",
        input: "a",
        stubs: {
          fetchItem: [fails("Busy"), item("a", 3)],
          charge: [fails("Busy"), fails("Busy"), gives({ receipt: "r" })],
        },
      },
      { path: "never", input: "a", stubs: { fetchItem: fails("Busy") } },
    ],
  },
  {
    name: "compensation",
    body: `async (id: string) => {
      const found = await fetchItem(id);
      try {
        await charge({ id, amount: found.price });
        await double(found.price);
      } catch (error) {
        await release(id);
        throw error;
      }
      return "paid";
    }`,
    paths: [
      {
        path: "paid",
        input: "a",
        stubs: { fetchItem: item("a", 3), charge: gives({ receipt: "r" }), double: gives(6) },
      },
      {
        path: "declined",
        input: "a",
        stubs: { fetchItem: item("a", 3), charge: fails("Declined"), release: gives(null) },
      },
      {
        path: "fails after the payment",
        input: "a",
        stubs: {
          fetchItem: item("a", 3),
          charge: gives({ receipt: "r" }),
          double: fails("Broken"),
          release: gives(null),
        },
      },
    ],
  },
  {
    name: "fan-out",
    body: `async (id: string) => {
      const [found, twice, ok] = await Promise.all([fetchItem(id), double(2), check(1)]);
      if (!ok) return { receipt: "none", twice };
      const paid = await charge({ id, amount: found.price + twice });
      return { receipt: paid.receipt, twice };
    }`,
    paths: [
      {
        path: "ok",
        input: "a",
        stubs: { fetchItem: item("a", 3), double: gives(4), check: gives(true), charge: gives({ receipt: "r" }) },
      },
      { path: "not ok", input: "a", stubs: { fetchItem: item("a", 3), double: gives(4), check: gives(false) } },
    ],
  },
  {
    name: "map-items",
    body: `async (input: { ids: string[]; tax: number }) => {
      const prices = await map(input.ids, { concurrency: 3 }, async (id) => {
        const found = await fetchItem(id);
        return { id, gross: found.price + input.tax };
      });
      return { prices, total: prices.reduce((sum, price) => sum + price.gross, 0) };
    }`,
    paths: [
      { path: "none", input: { ids: [], tax: 1 } },
      { path: "three", input: { ids: ["a", "b", "c"], tax: 1 }, stubs: { fetchItem: item("x", 3) } },
    ],
  },
  {
    name: "sequential-loop",
    body: `async (ids: string[]) => {
      const names: string[] = [];
      let total = 0;
      for (const id of ids) {
        if (id === "") continue;
        const found = await fetchItem(id);
        total += found.price;
        if (found.price > 5) names.push(found.id);
      }
      return { total, names };
    }`,
    paths: [
      { path: "none", input: [] },
      { path: "four", input: ["a", "b", "", "d"], stubs: { fetchItem: [item("a", 3), item("b", 9), item("d", 7)] } },
      { path: "second fails", input: ["a", "b", "c"], stubs: { fetchItem: [item("a", 3), fails("Gone")] } },
    ],
  },
  {
    name: "totals",
    body: `async (orders: { id: string; lines: { pieces: number; price: number }[] }[]) => {
      let total = 0;
      for (const order of orders) {
        for (const line of order.lines) {
          if (line.pieces < 1) throw new Declined(order.id);
          total += line.pieces * line.price;
        }
      }
      let steps = 0;
      for (let rest = total; rest > 1; rest -= 2) steps++;
      for (const order of orders) {
        if (order.lines.length > 2) return { total, steps, large: order.id };
      }
      return { total, steps, receipt: (await charge({ id: "all", amount: total })).receipt };
    }`,
    paths: [
      { path: "none", input: [], stubs: { charge: gives({ receipt: "r" }) } },
      {
        path: "small ones",
        input: [
          { id: "a", lines: [{ pieces: 2, price: 3 }] },
          { id: "b", lines: [{ pieces: 1, price: 5 }] },
        ],
        stubs: { charge: gives({ receipt: "r" }) },
      },
      {
        path: "a large one",
        input: [{ id: "a", lines: [1, 2, 3].map((price) => ({ pieces: 1, price })) }],
      },
      { path: "a wrong one", input: [{ id: "a", lines: [{ pieces: 0, price: 3 }] }] },
    ],
  },
  {
    name: "pagination",
    body: `async (first: string) => {
      let cursor = first;
      const found: string[] = [];
      while (cursor !== "") {
        const page = await fetchItem(cursor);
        found.push(...page.tags);
        cursor = page.note ?? "";
      }
      return found;
    }`,
    paths: [
      { path: "nothing", input: "" },
      { path: "one page", input: "a", stubs: { fetchItem: item("a", 0, ["x", "y"]) } },
      {
        path: "three pages",
        input: "a",
        stubs: {
          fetchItem: [
            gives({ id: "a", price: 0, tags: ["x"], note: "b" }),
            gives({ id: "b", price: 0, tags: [], note: "c" }),
            item("c", 0, ["z"]),
          ],
        },
      },
    ],
  },
  {
    name: "polling",
    body: `async (job: number) => {
      for (let tries = 1; tries <= 5; tries++) {
        if (await check(job)) return { job, tries };
        await sleep("1m");
      }
      throw new Declined("never done");
    }`,
    paths: [
      { path: "at once", input: 7, stubs: { check: gives(true) } },
      { path: "third time", input: 7, stubs: { check: [gives(false), gives(false), gives(true)] } },
      { path: "never", input: 7, stubs: { check: gives(false) } },
    ],
  },
  {
    name: "choice-ladder",
    body: `async (order: { id: string; kind: string; amount: number }) => {
      if (order.amount <= 0) throw new Declined("nothing to do");
      let note = "standard";
      if (order.kind === "gift") note = "wrap";
      else if (order.kind === "bulk") note = "pallet";
      if (order.amount > 1000) {
        const answer = await review({ id: order.id }, { timeout: "1h" });
        if (!answer.approved) return { note, status: answer.reason };
      } else if (order.amount > 100) {
        await check(order.amount);
      }
      const paid = await charge({ id: order.id, amount: order.amount });
      return { note, status: paid.receipt };
    }`,
    paths: [
      { path: "nothing", input: { id: "a", kind: "", amount: 0 } },
      { path: "small gift", input: { id: "a", kind: "gift", amount: 5 }, stubs: { charge: gives({ receipt: "r" }) } },
      {
        path: "middle",
        input: { id: "a", kind: "bulk", amount: 500 },
        stubs: { check: gives(true), charge: gives({ receipt: "r" }) },
      },
      {
        path: "large, approved",
        input: { id: "a", kind: "", amount: 5000 },
        stubs: { review: gives({ approved: true, reason: "" }), charge: gives({ receipt: "r" }) },
      },
      {
        path: "large, refused",
        input: { id: "a", kind: "", amount: 5000 },
        stubs: { review: gives({ approved: false, reason: "too much" }) },
      },
    ],
  },
  {
    name: "human-approval",
    body: `async (id: string) => {
      let reason = "no answer";
      let approved = false;
      try {
        const answer = await review({ id }, { timeout: "24h" });
        approved = answer.approved;
        reason = answer.reason;
      } catch {
        // Nobody answered in time, or the step was rejected.
      }
      if (!approved) {
        await release(id);
        return { status: "refused", reason };
      }
      await fetchItem(id);
      return { status: "approved", reason };
    }`,
    paths: [
      {
        path: "approved",
        input: "a",
        stubs: { review: gives({ approved: true, reason: "fine" }), fetchItem: item("a", 1) },
      },
      {
        path: "refused",
        input: "a",
        stubs: { review: gives({ approved: false, reason: "odd" }), release: gives(null) },
      },
      { path: "no answer", input: "a", stubs: { review: { silent: true }, release: gives(null) } },
    ],
  },
  {
    name: "switch",
    body: `async (kind: string) => {
      let text = "";
      switch (kind) {
        case "a":
          text = "one";
          break;
        case "b":
        case "c":
          text = "few";
          break;
        case "d":
          await double(4);
          return "done";
        default:
          text = "many";
      }
      const found = await fetchItem(text);
      return found.id;
    }`,
    paths: [
      { path: "a", input: "a", stubs: { fetchItem: item("one", 1) } },
      { path: "c", input: "c", stubs: { fetchItem: item("few", 1) } },
      { path: "d", input: "d", stubs: { double: gives(8) } },
      { path: "other", input: "x", stubs: { fetchItem: item("many", 1) } },
    ],
  },
  {
    name: "try-finally",
    body: `async (id: string) => {
      let log = "start";
      try {
        try {
          const found = await fetchItem(id);
          if (found.price === 0) return "free";
          log = found.id;
        } finally {
          await release(id);
        }
        await double(1);
      } catch (error) {
        log = "failed";
      }
      await check(1);
      return log;
    }`,
    paths: [
      {
        path: "all well",
        input: "a",
        stubs: { fetchItem: item("a", 3), release: gives(null), double: gives(2), check: gives(true) },
      },
      { path: "returns early", input: "a", stubs: { fetchItem: item("a", 0), release: gives(null) } },
      {
        path: "the first call fails",
        input: "a",
        stubs: { fetchItem: fails("Gone"), release: gives(null), check: gives(true) },
      },
      {
        path: "the cleaning up fails",
        input: "a",
        stubs: { fetchItem: item("a", 3), release: fails("Stuck"), check: gives(true) },
      },
    ],
  },
  {
    name: "nested-parallel",
    body: `async (id: string) => {
      const both = async () => Promise.all([double(1), double(2)]);
      const [[one, two], found, fixed] = await Promise.all([both(), fetchItem(id), (async () => id.length)()]);
      return { sum: one + two, price: found.price, fixed };
    }`,
    paths: [{ path: "all", input: "abc", stubs: { double: gives(2), fetchItem: item("a", 3) } }],
  },
  {
    name: "item-in-branches",
    body: `async (orders: { id: string; parts: string[] }[]) =>
      map(orders, { concurrency: 2 }, async (order) => {
        const [found, parts] = await Promise.all([
          fetchItem(order.id),
          map(order.parts, { concurrency: 2 }, async (part) => check(part.length + order.id.length)),
        ]);
        return { id: order.id, price: found.price, parts };
      })`,
    paths: [
      {
        path: "two orders",
        input: [
          { id: "a", parts: ["x", "y"] },
          { id: "b", parts: [] },
        ],
        stubs: { fetchItem: item("a", 3), check: gives(true) },
      },
    ],
  },
  {
    name: "outcome-flag",
    body: `async (id: string) => {
      let declined: string | undefined;
      try {
        await charge({ id, amount: 1 });
      } catch (error) {
        declined = error instanceof Error ? error.message : "";
      }
      await fetchItem(id);
      if (declined !== undefined) throw new Declined(declined);
      return "paid";
    }`,
    paths: [
      { path: "paid", input: "a", stubs: { charge: gives({ receipt: "r" }), fetchItem: item("a", 1) } },
      { path: "declined", input: "a", stubs: { charge: fails("Declined", "no money"), fetchItem: item("a", 1) } },
    ],
  },
  {
    name: "random-key",
    before: `const use = async (key: string) => { await release(key); await release(key); };`,
    body: `async (id: string) => {
      await fetchItem(id);
      const key = crypto.randomUUID();
      await use(key);
      await release(key);
      return "done";
    }`,
    paths: [{ path: "used thrice", input: "a", stubs: { fetchItem: item("a", 1), release: gives(null) } }],
  },
];
