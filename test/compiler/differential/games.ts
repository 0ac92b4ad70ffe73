import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Whole workflows of shops, kitchens and games, as their authors write them. */
export const games: readonly Row[] = [
  {
    name: "shopping cart checkout with promotions table",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface CartItem { sku: string; qty: number; price: number; category: string }
interface Cart { items: CartItem[]; codes: string[]; customerSince?: number }
type Promotion = { applies: (cart: Cart) => boolean; discount: (cart: Cart, subtotal: number) => number; exclusive?: boolean };
const subtotalOf = (items: CartItem[]) => items.reduce((sum, { qty, price }) => sum + qty * price, 0);
const PROMOTIONS: Record<string, Promotion> = {
  TENOFF: { applies: (cart) => subtotalOf(cart.items) >= 50, discount: () => 10 },
  BOOKS3: {
    applies: ({ items }) => items.filter((i) => i.category === "book").reduce((n, i) => n + i.qty, 0) >= 3,
    discount: ({ items }) => Math.min(...items.filter((i) => i.category === "book").map((i) => i.price)),
  },
  LOYAL: { applies: ({ customerSince = 2024 }) => customerSince < 2020, discount: (_cart, subtotal) => subtotal * 0.15, exclusive: true },
};
const taxRate = lambda<{ country: string }, { rate: number; reduced?: Record<string, number> }>("taxRate", elsewhere);
const money = (n: number) => Math.round((n + Number.EPSILON) * 100) / 100;`,
    body: `async ({ cart, country }: { cart: Cart; country: string }) => {
  const subtotal = subtotalOf(cart.items);
  const applied: { code: string; amount: number }[] = [];
  const rejected: string[] = [];
  for (const code of cart.codes) {
    const promotion = PROMOTIONS[code.toUpperCase()];
    if (!promotion || !promotion.applies(cart)) {
      rejected.push(code);
      continue;
    }
    if (promotion.exclusive) {
      applied.length = 0;
      applied.push({ code, amount: money(promotion.discount(cart, subtotal)) });
      break;
    }
    applied.push({ code, amount: money(promotion.discount(cart, subtotal)) });
  }
  const discount = Math.min(subtotal, applied.reduce((s, a) => s + a.amount, 0));
  const { rate, reduced = {} } = await taxRate({ country });
  const factor = subtotal > 0 ? (subtotal - discount) / subtotal : 0;
  const tax = cart.items.reduce((sum, i) => sum + i.qty * i.price * factor * (reduced[i.category] ?? rate), 0);
  const total = money(subtotal - discount + tax);
  const { receipt } = total > 0 ? await charge({ id: "cart", amount: total }) : { receipt: "free" };
  return { subtotal: money(subtotal), applied, rejected, tax: money(tax), total, receipt };
}`,
    scenarios: runs(
      [
        {
          country: "DE",
          cart: {
            codes: ["tenoff", "books3", "nope"],
            items: [
              { sku: "a", qty: 2, price: 12.5, category: "book" },
              { sku: "b", qty: 1, price: 40, category: "toy" },
              { sku: "c", qty: 1, price: 9.99, category: "book" },
            ],
          },
        },
        { taxRate: { result: { rate: 0.19, reduced: { book: 0.07 } } } },
      ],
      [
        {
          country: "DE",
          cart: {
            codes: ["tenoff", "loyal", "books3"],
            customerSince: 2011,
            items: [{ sku: "b", qty: 2, price: 40, category: "toy" }],
          },
        },
        { taxRate: { result: { rate: 0.25 } } },
      ],
      [{ country: "DE", cart: { codes: [], items: [] } }, { taxRate: { result: { rate: 0.25 } } }],
    ),
  },
  {
    name: "restaurant order kitchen routing",
    before: `import { human, lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Dish { name: string; station: "grill" | "cold" | "pastry" | "bar"; minutes: number; course: number; allergens?: string[] }
interface Order { table: number; dishes: string[]; allergies?: string[]; notes?: Record<string, string> }
const menu = lambda<{ names: string[] }, (Dish | null)[]>("menu", elsewhere);
const cook = lambda<{ table: number; station: string; items: string[]; startAt: number }, { ready: number }>("cook", elsewhere);
const confirmAllergy = human<{ table: number; dish: string; allergens: string[] }, { serve: boolean; substitute?: string }>("confirmAllergy", { title: "Serve this dish?", form: { type: "object", properties: {} } });
const groupBy = <T>(list: readonly T[], keyOf: (item: T) => string): Record<string, T[]> =>
  list.reduce<Record<string, T[]>>((groups, item) => ({ ...groups, [keyOf(item)]: [...(groups[keyOf(item)] ?? []), item] }), {});
class SoldOut extends WorkflowError {
  readonly dishes: string[];
  constructor(dishes: string[]) {
    super(\`sold out: \${dishes.join(", ")}\`);
    this.dishes = dishes;
  }
}`,
    body: `async ({ table, dishes, allergies = [], notes }: Order) => {
  const found = await menu({ names: dishes });
  const missing = dishes.filter((_, i) => found[i] == null);
  if (missing.length) throw new SoldOut(missing);
  const accepted: Dish[] = [];
  const skipped: string[] = [];
  for (const dish of found) {
    if (!dish) continue;
    const clash = (dish.allergens ?? []).filter((a) => allergies.includes(a));
    if (clash.length > 0) {
      const { serve, substitute } = await confirmAllergy({ table, dish: dish.name, allergens: clash });
      if (!serve) {
        skipped.push(dish.name);
        if (substitute) accepted.push({ ...dish, name: substitute, allergens: [] });
        continue;
      }
    }
    accepted.push(dish);
  }
  let clock = 0;
  const courses = groupBy(accepted, (d) => \`c\${d.course}\`);
  const timeline: { course: string; from: number; to: number }[] = [];
  for (const course of Object.keys(courses).sort()) {
    const stations = Object.entries(groupBy(courses[course] ?? [], (d) => d.station));
    const longest = Math.max(...(courses[course] ?? []).map((d) => d.minutes));
    const ready = await Promise.all(
      stations.map(async ([station, list]) => {
        const slowest = Math.max(...list.map((d) => d.minutes));
        const items = list.map((d) => (notes?.[d.name] ? \`\${d.name} (\${notes[d.name]})\` : d.name));
        const result = await cook({ table, station, items, startAt: clock + longest - slowest });
        return result.ready;
      }),
    );
    const to = Math.max(...ready);
    timeline.push({ course, from: clock, to });
    clock = to + 5;
  }
  return { table, timeline, skipped, bill: accepted.length };
}`,
    scenarios: runs(
      [
        { table: 4, dishes: ["steak", "salad", "cake"], allergies: ["nuts"], notes: { steak: "rare" } },
        {
          menu: {
            result: [
              { name: "steak", station: "grill", minutes: 12, course: 1 },
              { name: "salad", station: "cold", minutes: 4, course: 1 },
              { name: "cake", station: "pastry", minutes: 2, course: 2, allergens: ["nuts", "egg"] },
            ],
          },
          confirmAllergy: { result: { serve: false, substitute: "fruit" } },
          cook: ({ startAt, items }: { startAt: number; items: string[] }) => ({ ready: startAt + items.length * 10 }),
        },
      ],
      [{ table: 4, dishes: ["x"] }, { menu: { result: [null] } }],
      [{ table: 4, dishes: [] }, { menu: { result: [] } }],
    ),
    concurrent: true,
  },
  {
    name: "slot machine state of a vending device",
    before: `type Event = { type: "coin"; value: number } | { type: "select"; slot: string } | { type: "cancel" };
interface State { credit: number; sold: string[]; returned: number; stock: Record<string, { price: number; count: number }> }
type Handler<E extends Event> = (state: State, event: E) => State;
const handlers: { [K in Event["type"]]: Handler<Extract<Event, { type: K }>> } = {
  coin: (state, { value }) => ({ ...state, credit: state.credit + value }),
  cancel: (state) => ({ ...state, returned: state.returned + state.credit, credit: 0 }),
  select: (state, { slot }) => {
    const item = state.stock[slot];
    if (!item || item.count === 0 || item.price > state.credit) return state;
    return { ...state, credit: state.credit - item.price, sold: [...state.sold, slot], stock: { ...state.stock, [slot]: { ...item, count: item.count - 1 } } };
  },
};
const apply = <E extends Event>(state: State, event: E): State => (handlers[event.type] as unknown as Handler<E>)(state, event);`,
    body: `async ({ stock, events }: { stock: State["stock"]; events: Event[] }) => {
  const initial: State = { credit: 0, sold: [], returned: 0, stock };
  const final = events.reduce((state, event) => {
    switch (event.type) {
      case "coin": return handlers.coin(state, event);
      case "cancel": return handlers.cancel(state, event);
      case "select": return handlers.select(state, event);
    }
  }, initial);
  const empty = Object.keys(final.stock).filter((slot) => final.stock[slot]?.count === 0);
  await Promise.all(empty.map((slot) => release(slot)));
  return { ...final, empty };
}`,
    scenarios: runs([
      {
        stock: { a: { price: 2, count: 1 }, b: { price: 1, count: 5 } },
        events: [
          { type: "coin", value: 2 },
          { type: "select", slot: "a" },
          { type: "select", slot: "b" },
          { type: "coin", value: 3 },
          { type: "select", slot: "b" },
          { type: "cancel" },
        ],
      },
    ]),
  },
  {
    name: "tournament bracket",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Player { name: string; rating: number }
interface Match { round: number; a: Player; b: Player | null; winner?: string }
const play = lambda<{ a: string; b: string }, { scoreA: number; scoreB: number }>("play", elsewhere);
const pairUp = (players: Player[]): [Player, Player | null][] => {
  const sorted = [...players].sort((x, y) => y.rating - x.rating);
  const pairs: [Player, Player | null][] = [];
  while (sorted.length > 0) {
    const strongest = sorted.shift()!;
    const weakest = sorted.pop() ?? null;
    pairs.push([strongest, weakest]);
  }
  return pairs;
};
const elo = (winner: number, loser: number, k = 32): [number, number] => {
  const expected = 1 / (1 + 10 ** ((loser - winner) / 400));
  const delta = Math.round(k * (1 - expected));
  return [winner + delta, loser - delta];
};`,
    body: `async ({ players }: { players: Player[] }) => {
  let alive = players.map((p) => ({ ...p }));
  const ratings = new Map(alive.map(({ name, rating }) => [name, rating]));
  const matches: Match[] = [];
  let round = 1;
  while (alive.length > 1) {
    const next: Player[] = [];
    for (const [a, b] of pairUp(alive)) {
      const match: Match = { round, a, b };
      matches.push(match);
      if (b === null) {
        match.winner = a.name;
        next.push(a);
        continue;
      }
      const { scoreA, scoreB } = await play({ a: a.name, b: b.name });
      const [winner, loser] = scoreA >= scoreB ? [a, b] : [b, a];
      match.winner = winner.name;
      const [up, down] = elo(ratings.get(winner.name)!, ratings.get(loser.name)!);
      ratings.set(winner.name, up).set(loser.name, down);
      next.push({ ...winner, rating: up });
    }
    alive = next;
    round++;
  }
  return { champion: alive[0]?.name ?? null, rounds: round - 1, matches: matches.map((m) => \`\${m.round}: \${m.a.name}-\${m.b?.name ?? "bye"} \${m.winner}\`), ratings: Object.fromEntries(ratings) };
}`,
    scenarios: runs(
      [
        {
          players: [
            { name: "a", rating: 1500 },
            { name: "b", rating: 1600 },
            { name: "c", rating: 1400 },
          ],
        },
        { play: ({ a }: { a: string }) => ({ scoreA: a === "b" ? 1 : 3, scoreB: 2 }) },
      ],
      [{ players: [] }],
    ),
  },
];
