import type { Effects } from "./effects.js";
import { arrayOf, type Kit, type Step } from "./kit.js";
import { type Context, innerContext, type Name, type Type, withNames } from "./scope.js";
import { block, expression, joined, statement, type Tree } from "./tree.js";

/** A call that was started, and the name of what it gives. */
interface Held {
  readonly promise: string;
  readonly name: string;
  readonly type: Type;
  /** True when a condition says whether there is a call, and the name is asked for that. */
  readonly isTested: boolean;
}

/** Generates calls that are started now and awaited later, and calls of which each may fail by itself. */
export class Started {
  readonly #kit: Kit;
  readonly #effects: Effects;

  constructor(kit: Kit, effects: Effects) {
    this.#kit = kit;
    this.#effects = effects;
  }

  /**
   * `const a = double(1); const b = run(); …; const x = await a; const y = await b;`
   *
   * Where calls can fail, nothing happens in between: a promise that is rejected before anybody waits for it ends a
   * native run.
   */
  later(context: Context): Step {
    const { random } = this.#kit.workshop;
    const { isCalm } = this.#kit.workshop;
    const held = Array.from({ length: isCalm ? random.integer(1, 3) : 1 }, () => {
      const type = random.pick(["number", "string", "Item", "number | null"] as const);
      const isTested = type === "number | null" && random.chance(0.5);
      return { promise: this.#kit.workshop.fresh("promise"), name: this.#kit.workshop.freshName(type), type, isTested };
    });
    const starts = held.map(({ promise, type, isTested }) => {
      return statement`const ${promise} = ${isTested ? this.#chosen(context) : this.#maybe(context, type)};`;
    });
    const between = isCalm ? this.#meanwhile(context) : { trees: [], context };
    const added = withNames(between.context, ...held.map(({ name, type }) => ({ name, type, assignable: false })));
    if (random.chance(0.3)) {
      return {
        tree: block([...starts, ...between.trees, ...this.#awaitedInside(between.context, held)]),
        context: added,
      };
    }
    const order = random.chance(0.3) ? held.toReversed() : held;
    const awaits = order.map(({ promise, name, type, isTested }) => {
      const test = random.pick([
        `${promise} ? await ${promise} : null`,
        `${promise} === null ? null : await ${promise}`,
      ]);
      return statement`const ${name}: ${type} = ${isTested ? test : `await ${promise}`};`;
    });
    const all = random.chance(0.25)
      ? [
          statement`const [${held.map(({ name }) => name).join(", ")}] = await Promise.all([${held.map(({ promise }) => promise).join(", ")}]);`,
        ]
      : awaits;
    return { tree: block([...starts, ...between.trees, ...all]), context: added };
  }

  /** `let x; if (…) { x = await a; } else { …; x = await a; }`, or in a `try`. */
  #awaitedInside(context: Context, held: readonly Held[]): readonly Tree[] {
    const { random, isCalm } = this.#kit.workshop;
    const declared = held.map(({ name, type }) => statement`let ${name}: ${type};`);
    const given = held.map(({ promise, name }) => statement`${name} = await ${promise};`);
    const way = (): readonly Tree[] => [...(isCalm ? this.#meanwhile(context).trees : []), ...given];
    if (random.chance(0.5)) {
      const condition = this.#kit.condition(innerContext(context, { mode: "callback", concurrent: true }));
      return [...declared, statement`if (${condition}) { ${block(way())} } else { ${block(way())} }`];
    }
    const instead = held.map(({ name, type }) => {
      return statement`${name} = ${this.#kit.expressions.of(context, type, 1)} as ${type};`;
    });
    return [...declared, statement`try { ${block(way())} } catch { ${block(instead)} }`];
  }

  #start(context: Context, type: Type): Tree {
    const { random } = this.#kit.workshop;
    const inside = innerContext(context, { mode: "callback", concurrent: true });
    const of = (wanted: Type) => this.#kit.expressions.of(inside, wanted, 1);
    const direct: Partial<Record<Type, () => Tree>> = {
      number: () => expression("promise")`double(${of("number")})`,
      Item: () => expression("promise")`fetchItem(${of("string")})`,
    };
    const call = direct[type];
    if (call !== undefined && random.chance(0.5)) return call();
    return expression("promise")`(async (): Promise<${type}> => { ${this.#effects.asyncBody(context, type, 2)} })()`;
  }

  /** A call that is made where a value says so, or any other. */
  #maybe(context: Context, type: Type): Tree {
    const { random } = this.#kit.workshop;
    const inside = innerContext(context, { mode: "callback", concurrent: true });
    const of = (wanted: Type) => this.#kit.expressions.of(inside, wanted, 1);
    if (random.chance(0.75)) return this.#start(context, type);
    if (type === "number")
      return expression("promise")`([${of("number | null")}] as (number | null)[])[0] ?? double(${of("number")})`;
    if (type === "number | null") return this.#chosen(context);
    return this.#start(context, type);
  }

  /** `isGift ? double(1) : null` */
  #chosen(context: Context): Tree {
    const inside = innerContext(context, { mode: "callback", concurrent: true });
    const argument = this.#kit.expressions.of(inside, "number", 1);
    return expression("promise")`${this.#asked(context)} ? double(${argument}) : null`;
  }

  /** What the workflow does while calls are under way, without ways out. */
  #meanwhile(context: Context): { readonly trees: readonly Tree[]; readonly context: Context } {
    const { random } = this.#kit.workshop;
    const { expressions } = this.#kit;
    const trees: Tree[] = [];
    let current = context;
    for (let left = random.integer(0, 2); left > 0; left--) {
      const type = random.pick(["number", "string", "Item", "boolean"] as const);
      const name = this.#kit.workshop.freshName(type);
      const value = expressions.of(current, type, 2);
      const tree = random.weighted([
        [2, () => statement`const ${name} = ${value} as ${type};`],
        [
          1,
          () =>
            statement`let ${name} = ${value} as ${type}; if (${this.#kit.condition(current)}) { ${name} = ${expressions.of(current, type, 2)} as ${type}; await release("x"); }`,
        ],
        [1, () => statement`const ${name} = ${value} as ${type}; for (const n of [1, 2]) { await double(n); }`],
      ]);
      trees.push(tree);
      current = withNames(current, { name, type, assignable: false });
    }
    return { trees, context: current };
  }

  /**
   * `for (const item of list) calls.push(double(item)); const results = await Promise.all(calls);`
   *
   * Where calls can fail, all are awaited at once: one that is rejected before its turn ends a native run.
   */
  pushed(context: Context): Step {
    const { random, isCalm } = this.#kit.workshop;
    const type = random.pick(["number", "string", "Item"] as const);
    const calls = this.#kit.workshop.fresh("calls");
    const push = (from: Context): Tree => {
      const tree = statement`${calls}.push(${this.#start(from, type)});`;
      return random.chance(0.4) ? statement`if (${this.#asked(from)}) { ${tree} }` : tree;
    };
    const loop = (): Tree => {
      const element = random.pick(["number", "string", "Item"] as const);
      const item = { name: this.#kit.workshop.freshName(element), type: element, assignable: false };
      const quiet = innerContext(context, { mode: "callback", concurrent: true });
      const list = this.#kit.expressions.bounded(quiet, arrayOf[element], 2);
      const inside = withNames(context, item);
      const pushes = Array.from({ length: random.integer(1, 2) }, () => push(inside));
      return random.chance(0.2)
        ? statement`(${list}).forEach((${item.name}) => { ${block(pushes)} });`
        : statement`for (const ${item.name} of ${list}) { ${block(pushes)} }`;
    };
    const first = random.chance(0.3) ? expression("list")`[${this.#start(context, type)}]` : expression("list")`[]`;
    const fill = Array.from({ length: random.integer(1, 2) }, () => (random.chance(0.7) ? loop() : push(context)));
    const results = this.#kit.workshop.freshName(arrayOf[type]);
    const one = this.#kit.workshop.fresh("call");
    const await_ = random.weighted([
      [3, () => statement`const ${results}: ${type}[] = await Promise.all(${calls});`],
      [
        1,
        () =>
          statement`const ${results}: ${type}[] = (await Promise.allSettled(${calls})).flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));`,
      ],
      [
        isCalm ? 1 : 0,
        () =>
          statement`const ${results}: ${type}[] = []; for (const ${one} of ${calls}) ${results}.push(await ${one});`,
      ],
      [
        isCalm ? 1 : 0,
        () =>
          statement`const ${results}: ${type}[] = []; for (const ${one} of ${calls}) { await release("x"); ${results}.push(await ${one}); }`,
      ],
    ]);
    const tree = block([statement`const ${calls}: Promise<${type}>[] = ${first};`, ...fill, await_]);
    return { tree, context: withNames(context, { name: results, type: arrayOf[type], assignable: false }) };
  }

  /** A condition that makes no calls of its own. */
  #asked(context: Context): Tree {
    return this.#kit.condition(innerContext(context, { mode: "callback", concurrent: true }));
  }

  /** `Promise.allSettled` of calls, or over a list. */
  settled(context: Context): Step {
    const { random } = this.#kit.workshop;
    const name = this.#kit.workshop.fresh("settled");
    const types = ["number", "string"] as const;
    const text = (value: string) =>
      `(${value}.status === "fulfilled" ? String(${value}.value) : (${value}.reason as Error).${random.pick(["name", "message"])})`;
    if (random.chance(0.5)) {
      const branches = Array.from({ length: random.integer(1, 3) }, (_, index) =>
        this.#effects.branch(index === 0 ? context : { ...context, mode: "callback" }, random.pick(types)),
      );
      const words = this.#kit.workshop.freshName("string[]");
      const first = this.#kit.workshop.freshName("string");
      const tree = block([
        statement`const ${name} = await Promise.allSettled([${joined(branches, ", ")}]);`,
        statement`const ${words}: string[] = ${name}.map((one) => ${text("one")});`,
        statement`const ${first}: string = ${name}[0].status;`,
      ]);
      const added: readonly Name[] = [
        { name: words, type: "string[]", assignable: false },
        { name: first, type: "string", assignable: false },
      ];
      return { tree, context: withNames(context, ...added) };
    }
    const element = random.pick(["number", "Item"] as const);
    const item = { name: this.#kit.workshop.freshName(element), type: element };
    const list = this.#kit.expressions.bounded(context, arrayOf[element], 2);
    const body = this.#effects.asyncBody(context, "number", 3, item);
    const [values, failed] = [this.#kit.workshop.freshName("number[]"), this.#kit.workshop.freshName("number")];
    const tree = block([
      statement`const ${name} = await Promise.allSettled((${list}).map(async (${item.name}): Promise<number> => { ${body} }));`,
      statement`const ${values}: number[] = ${name}.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));`,
      statement`const ${failed}: number = ${name}.filter((one) => one.status === "rejected").length;`,
    ]);
    const added: readonly Name[] = [
      { name: values, type: "number[]", assignable: false },
      { name: failed, type: "number", assignable: false },
    ];
    return { tree, context: withNames(context, ...added) };
  }
}
