import type { Random } from "../statements/random.js";

/** A class that counts, in one of many forms, and one that keeps such counters. */
export function classesFor(random: Random): string {
  return `${counter(random)}\n${shelf(random)}\n${helpers}`;
}

/** `n`, or `#n` where nobody may see it. */
function counter(random: Random): string {
  const isHidden = random.chance(0.15);
  const n = isHidden ? "#n" : "n";
  const log = random.chance(0.5) ? "log" : "seen";
  const fields = shuffled(random, [
    `${isHidden ? "" : random.pick(["", "private ", "public "])}${n} = ${random.pick(["0", "0", "Counter.FIRST"])};`,
    `readonly ${log}: number[] = [];`,
    random.pick(["last?: string;", "last: string | undefined;", `last: string | null = null;`]),
  ]);
  const made = random.weighted<string>([
    [3, () => "constructor(readonly name: string, start = 0) { if (start > 0) this.add(start); }"],
    [2, () => `readonly name: string; constructor(name: string, start = 0) { this.name = name; this.${n} = start; }`],
    [
      1,
      () =>
        `readonly name: string; constructor(name: string, start = 1) { if (start > 4) throw new Declined("much"); if (start > 1) { this.name = name + start; } else { this.name = name; } this.${log}.push(start); }`,
    ],
    [
      1,
      () =>
        `constructor(readonly name: string, private start = 0) { this.${n} = start * 2; start += 1; this.${log}.push(start, this.start); }`,
    ],
  ]);
  const methods = [
    `add(by: number): this { this.${n} += by; this.${log}.push(by); return this; }`,
    `get total() { return this.${n} + this.${log}.length; }`,
    `twice(by = ${random.pick(["1", "Counter.FIRST", "this.total"])}) { this.add(by); this.add(by + 1); return this.total; }`,
    `async later(x: number) { const d = await double(x); this.${n} += d; this.last = "later"; return this.${n}; }`,
    `fail(): number { this.add(100); if (this.${n} % 2 === 0) throw new Declined("no " + this.name); return this.${n}; }`,
    `async safely(x: number) { try { await this.later(x); if (this.${n} > 20) this.fail(); } catch { this.${n} -= 1; } finally { this.${log}.push(0); } }`,
    `copy(): Counter { return new Counter(this.name, this.${n} % 4); }`,
    `self(): Counter { return this.${n} > 3 ? this : this; }`,
    `merge(other: Counter): void { this.${n} += other.total; other.${n} = 0; }`,
    `set level(n: number) { this.${n} = n; this.last = "level"; }`,
    `get level(): number { return this.${n}; }`,
    `static of(start: number): Counter { return new ${random.pick(["Counter", "this"])}("of", start); }`,
    `private step(): number { return this.${n} > 5 ? 1 : 2; }`,
    `steps() { for (let i = 0; i < 3; i++) { if (this.${n} > 9) return i; this.add(this.step()); } return -1; }`,
  ];
  return `class Counter { static readonly FIRST = ${random.integer(1, 3)}; ${fields.join(" ")} ${made} ${methods.join(" ")} }`;
}

function shelf(random: Random): string {
  const [type, empty, get, put] = random.pick([
    ["Map<string, Counter>", "new Map()", "this.by.get(key)", "this.by.set(key, made)"],
    ["Record<string, Counter>", "{}", "this.by[key]", "this.by[key] = made"],
  ]);
  const isMap = type?.startsWith("Map") === true;
  const members = [
    `readonly by: ${type} = ${empty};`,
    `items: Counter[] = [];`,
    `current: Counter | undefined;`,
    `open(key: string): Counter { let made = ${get}; if (made === undefined) { made = new Counter(key); ${put}; } return made; }`,
    `bump(key: string, by: number) { ${random.pick([`this.open(key).add(by);`, `let made = ${get}; if (!made) { made = new Counter(key); ${put}; } made.add(by);`])} }`,
    `put(counter: Counter): this { this.items.push(counter); return this; }`,
    `fill(count: number) { for (let i = 0; i < count; i++) this.items.push(new Counter("i" + i, i)); }`,
    `get sum() { let sum = 0; for (const one of ${isMap ? "this.by.values()" : "Object.values(this.by)"}) sum += one.total; return sum + this.items.reduce((all, one) => all + one.total, 0); }`,
    `async all(x: number) { for (const one of this.items) await one.later(x); }`,
    `select(at: number) { this.current = this.items[at]; return this.current !== undefined; }`,
  ];
  return `class Shelf { ${members.join(" ")} }`;
}

const helpers = `
function touch(counter: Counter, by = 1): void { counter.add(by); counter.twice(); }
function opened(name: string, start: number): Counter { const made = new Counter(name, start); touch(made); return made; }
function best(list: readonly Counter[]): Counter | undefined { let found: Counter | undefined; for (const one of list) if (found === undefined || one.total > found.total) found = one; return found; }
async function laterFor(counter: Counter, x: number): Promise<number> { const before = counter.total; const after = await counter.later(x); return after - before; }
`;

function shuffled(random: Random, list: readonly string[]): readonly string[] {
  const left = [...list];
  return list.map(() => left.splice(random.integer(0, left.length - 1), 1)[0] as string);
}
