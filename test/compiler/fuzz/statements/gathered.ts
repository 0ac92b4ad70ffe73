import { arrayOf, type Kit, type Step } from "./kit.js";
import { type Context, innerContext, type Name, withNames } from "./scope.js";
import { block, expression, statement, type Tree } from "./tree.js";

/** What an iteration changes of the variables around it. */
interface Gathered {
  readonly sum: string;
  readonly words: string;
  readonly counts: string;
  /** Undefined where failed calls change it. */
  readonly last: string | undefined;
}

/** Generates iterations that assign variables declared around them, each before and after one call of its own. */
export class GatheredValues {
  readonly #kit: Kit;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  /**
   * `let sum = 0; …; await Promise.all(list.map(async (item) => { const result = await double(item); sum += result; … }));`
   *
   * Each iteration makes one call, so that in a native run, where calls end at once, they go on in the order of the items. Where
   * some calls fail, those that did have an order of their own: they change a variable of their own.
   */
  over(context: Context): Step {
    const { random } = this.#kit.workshop;
    const element = random.pick(["number", "string", "Item"] as const);
    const item: Name = { name: this.#kit.workshop.freshName(element), type: element, assignable: false };
    const quiet = innerContext(context, { mode: "callback", concurrent: true });
    const list = this.#kit.expressions.bounded(quiet, arrayOf[element], 2);
    const gathered = {
      sum: this.#kit.workshop.freshName("number"),
      words: this.#kit.workshop.freshName("string[]"),
      counts: this.#kit.workshop.freshName("Counts"),
      last: this.#kit.workshop.freshName("string | undefined"),
    } satisfies Gathered;
    const { sum, words, counts, last } = gathered;
    const body = this.#body(withNames(quiet, item), gathered);
    const run = expression("lambda")`async (${item.name}) => { ${body} }`;
    const call = random.chance(0.7)
      ? expression("call")`await Promise.all((${list}).map(${run}))`
      : expression("call")`await map(${list}, {}, ${run})`;
    const tree = block([
      statement`let ${sum} = ${String(random.integer(0, 9))}; const ${words}: string[] = []; const ${counts}: Counts = {}; let ${last}: string | undefined;`,
      statement`${call};`,
    ]);
    const added: readonly Name[] = [
      { name: sum, type: "number", assignable: false },
      { name: words, type: "string[]", assignable: false },
      { name: counts, type: "Counts", assignable: false },
      { name: last, type: "string | undefined", assignable: false },
    ];
    return { tree, context: withNames(context, ...added) };
  }

  /** `const rows = list.map((one) => ({ ...one })); await Promise.all(rows.map(async (row) => { …; row.price = …; }));` */
  items(context: Context): Step {
    const { random, isCalm } = this.#kit.workshop;
    const rows: Name = { name: this.#kit.workshop.freshName("Item[]"), type: "Item[]", assignable: false };
    const row: Name = { name: this.#kit.workshop.freshName("Item"), type: "Item", assignable: false };
    const quiet = innerContext(context, { mode: "callback", concurrent: true });
    const list = this.#kit.expressions.bounded(quiet, "Item[]", 2);
    const inside = withNames(quiet, row);
    const of = (type: "number" | "string") => this.#kit.expressions.of(inside, type, 1);
    const change = (): Tree => {
      const tree = random.weighted<Tree>([
        [2, () => statement`${row.name}.price = (${of("number")}) % 1000;`],
        [1, () => statement`${row.name}.price += 1;`],
        [2, () => statement`${row.name}.tags.push(${of("string")});`],
        [1, () => statement`${row.name}.id += ${of("string")};`],
        [1, () => statement`${row.name}.tags = [${of("string")}];`],
        [1, () => statement`for (const tag of ${row.name}.tags) ${row.name}.id += tag;`],
        [0.5, () => statement`return;`],
      ]);
      return random.chance(0.4) ? statement`if (${this.#kit.condition(inside)}) { ${tree} }` : statement`{ ${tree} }`;
    };
    const call = (): Tree =>
      random.chance(0.5)
        ? statement`${row.name}.price = (await double(${of("number")})) % 1000;`
        : statement`await release(${row.name}.id);`;
    const steps = Array.from({ length: random.integer(1, 4) }, () => (random.chance(0.4) ? call() : change()));
    const body = random.chance(0.3)
      ? statement`try { ${block(steps)} } catch (caught) { ${row.name}.tags.push((caught as Error).name); ${change()} } `
      : block(steps);
    const run = expression("lambda")`async (${row.name}) => { ${body} }`;
    const over = random.weighted<Tree>([
      [3, () => statement`await Promise.all(${rows.name}.map(${run}));`],
      [1, () => statement`await map(${rows.name}, {}, ${run});`],
      [isCalm ? 1 : 2, () => statement`await Promise.allSettled(${rows.name}.map(${run}));`],
    ]);
    const tree = block([
      statement`const ${rows.name}: Item[] = (${list}).map((one) => ({ ...one, tags: [...one.tags] }));`,
      over,
    ]);
    return { tree, context: withNames(context, rows) };
  }

  #body(context: Context, gathered: Gathered & { readonly last: string }): Tree {
    const { random } = this.#kit.workshop;
    const type = random.pick(["number", "Item"] as const);
    const result: Name = { name: this.#kit.workshop.freshName(type), type, assignable: false };
    const inside = withNames(context, result);
    const argument = this.#kit.expressions.of(context, type === "number" ? "number" : "string", 1);
    const task = type === "number" ? "double" : "fetchItem";
    const called = statement`const ${result.name} = await ${task}(${argument});`;
    const catches = random.chance(0.4);
    const changes = this.#changes(inside, catches ? { ...gathered, last: undefined } : gathered, 3);
    const leaves = random.chance(0.2) ? statement`if (${this.#kit.condition(inside)}) return;` : statement`;`;
    const after = block([leaves, ...changes]);
    const early = random.chance(0.3) ? this.#early(context, gathered) : statement`;`;
    if (!catches) return block([early, called, after]);
    const text = this.#kit.expressions.of(context, "string", 2);
    const instead = statement`if (${gathered.last} !== "b") ${gathered.last} = ${text} + (caught as Error).name;`;
    return block([early, statement`try { ${block([called, after])} } catch (caught) { ${instead} }`]);
  }

  /** What an iteration does before it awaits anything: in JavaScript, all of them do that first. */
  #early(context: Context, gathered: Gathered): Tree {
    const { random } = this.#kit.workshop;
    const changes = block(this.#changes(context, gathered, 2));
    return random.chance(0.4)
      ? statement`if (${this.#kit.condition(context)}) { ${changes} return; }`
      : statement`{ ${changes} }`;
  }

  #changes(context: Context, gathered: Gathered, most: number): readonly Tree[] {
    const { random } = this.#kit.workshop;
    return Array.from({ length: random.integer(1, most) }, () => this.#change(context, gathered));
  }

  #change(context: Context, { sum, words, counts, last }: Gathered): Tree {
    const { random } = this.#kit.workshop;
    const of = (type: "number" | "string") => this.#kit.expressions.of(context, type, 2);
    const key = random.pick(["a", "b"]);
    const changed = random.weighted<Tree>([
      [2, () => statement`${sum} += (${of("number")}) % 1000;`],
      [1, () => statement`${sum}++;`],
      [2, () => statement`${words}.push(${of("string")});`],
      [1, () => statement`if (!${words}.includes(${of("string")})) ${words}.push(${of("string")}, "more");`],
      [1, () => statement`${counts}.${key} = (${counts}.${key} ?? 0) + 1;`],
      [1, () => statement`${counts}[${of("string")}] = ${sum};`],
      [last === undefined ? 0 : 1, () => statement`${last ?? ""} = ${of("string")};`],
      [1, () => statement`const seen = ${words}.length; ${sum} += seen;`],
      [last === undefined ? 0 : 1, () => statement`${last ?? ""} ??= String(${words}.length);`],
      [1, () => statement`for (const word of ${words}) ${sum} += word.length;`],
    ]);
    return random.chance(0.3)
      ? statement`if (${this.#kit.condition(context)}) { ${changed} }`
      : statement`{ ${changed} }`;
  }
}
