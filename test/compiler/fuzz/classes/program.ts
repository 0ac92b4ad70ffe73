import type { GeneratedProgram } from "../statements/program.js";
import { Random } from "../statements/random.js";
import { block, statement, type Tree } from "../statements/tree.js";
import { classesFor } from "./declarations.js";

/** Instances of classes: methods that change them, call each other, wait and throw; several names for one of them. */
export function generateAboutClasses(seed: number, statementsAtMost = 6): GeneratedProgram {
  const random = new Random(seed);
  const isConcurrent = random.chance(0.25);
  const maker = new Steps(random, isConcurrent);
  maker.isEmptied = random.chance(0.3);
  const count = random.integer(1, Math.max(1, Math.min(6, statementsAtMost)));
  const start = [
    statement`const log: unknown[] = [];`,
    statement`let at = input.n;`,
    statement`const a = ${maker.instance()};`,
    statement`let b = ${maker.instance()};`,
    statement`const shelf = new Shelf();`,
    statement`shelf.fill(${random.integer(0, 2)});`,
    statement`const holder = { one: ${maker.instance()}, list: [${maker.instance()}, ${maker.instance()}] };`,
    ...(random.chance(0.6) ? [statement`await echo(at);`] : []),
  ];
  const steps = Array.from({ length: count }, () => maker.step(2));
  const parts = ["log", "a", "b", "holder", "at", ...(random.chance(0.3) ? ["shelf"] : [])].filter(() =>
    random.chance(0.7),
  );
  const shown = random.chance(0.7) ? parts.join(", ") : "log, t: [a.total, b.total, shelf.sum]";
  return {
    ...{ seed, isConcurrent, isCalm: false, child: undefined },
    before: statement`${classesFor(random)}`,
    main: block([...start, ...steps, statement`return { ${shown} };`]),
  };
}

class Steps {
  #count = 0;
  /** True where lists may have fewer elements than at first. */
  isEmptied = false;

  constructor(
    readonly random: Random,
    readonly isConcurrent: boolean,
  ) {}

  instance(): string {
    const { random } = this;
    return random.weighted<string>([
      [3, () => `new Counter("${random.pick(["x", "y", "z"])}")`],
      [2, () => `new Counter(input.s, ${random.integer(0, 3)})`],
      [1, () => "Counter.of(2)"],
      [1, () => `opened("o", 1)`],
    ]);
  }

  /** An instance that has a name already. */
  #one(): string {
    const { random } = this;
    return random.weighted<string>([
      [4, () => random.pick(["a", "a", "b"])],
      [2, () => "holder.one"],
      [this.isEmptied ? 0 : 1, () => random.pick(["holder.list[0]!", "holder.list[1]!"])],
      [1, () => `shelf.open("${random.pick(["p", "q"])}")`],
      [0.4, () => "a.self()"],
    ]);
  }

  step(depth: number): Tree {
    const { random } = this;
    const one = this.#one();
    const by = random.pick(["1", "2", "at", "a.total", "shelf.sum"]);
    return random.weighted<Tree>([
      [3, () => statement`${one}.add(${by});`],
      [2, () => statement`log.push(${one}.${random.pick(["total", "level", "steps()", "twice()", "last ?? null"])});`],
      [1.5, () => statement`${one}.add(${by}).add(${by});`],
      [1, () => statement`log.push(${one}.add(${by}).${random.pick(["total", "twice(2)"])});`],
      [2, () => statement`${random.pick(["", "at = "])}await ${one}.later(${random.pick(["1", "at"])});`],
      [1, () => statement`await ${one}.safely(3);`],
      [1, () => statement`try { log.push(${one}.fail()); } catch (error) { log.push((error as Error).message); }`],
      [1, () => statement`touch(${one}${random.pick(["", ", 3"])});`],
      [1, () => statement`log.push(await laterFor(${one}, 2));`],
      [1, () => statement`${one}.merge(${this.#one()});`],
      [0.7, () => statement`{ ${random.pick(["a", "b", "holder.one"])}.level ${random.pick(["= 4", "= at"])}; }`],
      [1, () => this.#named(depth)],
      [1.5, () => this.#kept()],
      [1, () => this.#asked()],
      [0.7, () => statement`b = ${random.pick(["a", "a.copy()", this.instance(), "holder.one"])};`],
      [depth > 0 ? 2 : 0, () => this.#around(depth - 1)],
      [this.isConcurrent ? 2 : 0, () => this.#atOnce()],
    ]);
  }

  /** One more name for an instance, and changes by both. */
  #named(depth: number): Tree {
    const { random } = this;
    const name = `c${this.#count++}`;
    const value = random.pick([
      this.#one(),
      `${this.instance()}.add(2)`,
      "a.copy()",
      "best(holder.list)",
      `holder.list.find((one) => one.total > 1)`,
    ]);
    const asks = /best|find/.test(value) ? "?." : ".";
    const inner = depth > 0 ? this.step(depth - 1) : statement`;`;
    return statement`{ const ${name} = ${value}; ${name}${asks}add(2); ${inner} log.push(${name}${asks}total ?? -1); }`;
  }

  /** An instance in a list, Map, record or another instance. */
  #kept(): Tree {
    const { random } = this;
    const one = random.pick([this.instance(), this.instance(), "a", "a.copy()"]);
    return random.weighted<Tree>([
      [2, () => statement`shelf.bump("${random.pick(["p", "q"])}", ${random.integer(1, 3)});`],
      [1, () => statement`shelf.put(${one}).put(${this.instance()});`],
      [1, () => statement`holder.list.push(${one});`],
      [
        1,
        () =>
          statement`for (const one of ${random.pick(["holder.list", "shelf.items"])}) one.add(${random.pick(["1", "at"])});`,
      ],
      [1, () => statement`holder.list.forEach((one, i) => one.add(i));`],
      [1, () => statement`await shelf.all(2);`],
      [1, () => statement`if (shelf.select(${random.integer(0, 2)})) shelf.current?.add(5);`],
      [0.5, () => statement`holder.one = ${one};`],
      [this.isEmptied ? 0.7 : 0, () => statement`holder.list = holder.list.filter((one) => one.total > 1);`],
      [
        this.isEmptied ? 0.5 : 0,
        () => statement`{ const taken = holder.list.pop(); taken?.add(3); log.push(taken?.total ?? null); }`,
      ],
      [0.5, () => statement`holder.list.sort((one, other) => other.total - one.total);`],
    ]);
  }

  #asked(): Tree {
    const { random } = this;
    return random.weighted<Tree>([
      [1, () => statement`log.push(a === ${random.pick(["b", "a.self()", "holder.list[0]"])});`],
      [1, () => statement`log.push(JSON.stringify(a));`],
      [1, () => statement`log.push({ ...a, name: "spread" });`],
      [1, () => statement`log.push(Object.keys(${random.pick(["a", "b"])}).length);`],
      [1, () => statement`{ const { name } = b; log.push(name); }`],
      [1, () => statement`{ const read = () => a.total + b.total; a.add(1); log.push(read()); }`],
      [1, () => statement`log.push(holder.list.map((one) => one.total));`],
      [1, () => statement`log.push(shelf.sum, shelf.items.length);`],
      [1, () => statement`await echo(a);`],
    ]);
  }

  #around(depth: number): Tree {
    const { random } = this;
    const steps = block(Array.from({ length: random.integer(1, 2) }, () => this.step(depth)));
    const inner = statement`{ ${steps} }`;
    return random.weighted<Tree>([
      [2, () => statement`if (${random.pick(["at > 1", "a.total > 2", "input.flag"])}) ${inner}`],
      [1, () => statement`for (const x of input.list) { a.add(x); ${inner} }`],
      [1, () => statement`for (let i = 0; i < 2; i++) ${inner}`],
      [1, () => statement`try ${inner} catch { log.push("caught"); }`],
      [0.7, () => statement`while (a.total < 3) { a.add(2); ${inner} }`],
    ]);
  }

  #atOnce(): Tree {
    const { random } = this;
    return random.weighted<Tree>([
      [2, () => statement`await Promise.all(holder.list.map(async (one, i) => { await one.later(i); }));`],
      [1, () => statement`await Promise.all([1, 2].map(async (x) => { const d = await double(x); a.add(d); }));`],
      [1, () => statement`await Promise.all([a.later(1), b.later(2)]);`],
      [
        1,
        () =>
          statement`log.push((await Promise.all([3, 4].map(async (x) => { const own = new Counter("own"); await own.later(x); return own; }))).map((one) => one.total));`,
      ],
      [0.5, () => statement`{ const begun = a.later(3); b.add(1); await begun; }`],
    ]);
  }
}
