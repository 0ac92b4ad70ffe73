import type { Kit, Step } from "./kit.js";
import { type Context, innerContext, type UndoList, withNames } from "./scope.js";
import { statement, type Tree } from "./tree.js";

/** Generates lists of functions that are run later, as compensations are. */
export class Undo {
  readonly #kit: Kit;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  /** A list, statements that may add to it, and a loop that runs what was added. */
  list(context: Context): Step {
    const { random } = this.#kit.workshop;
    const name = this.#kit.workshop.fresh("undo");
    const { names, helpers, collections } = context;
    const inner: Context = { ...context, undos: [...context.undos, { name, names, helpers, collections }] };
    const added = random.weighted<Tree>([
      [3, () => statement`try { ${this.#kit.block(inner, 5)} } catch { ${this.#kit.block(inner, 2)} }`],
      [2, () => statement`{ ${this.#kit.block(inner, 5)} }`],
      [2, () => this.#loop(inner)],
    ]);
    const total = { name: this.#kit.workshop.freshName("number"), type: "number" as const };
    const start = random.chance(0.2) ? `[async () => 7]` : "[]";
    const declared = statement`const ${name}: (() => Promise<number>)[] = ${start};`;
    const tree = statement`${declared} ${added} let ${total.name} = 0; ${this.#run(name, total.name)}`;
    return { tree, context: withNames(context, { ...total, assignable: true }) };
  }

  /** Adds a function to a list. */
  add(context: Context): Tree {
    const { random } = this.#kit.workshop;
    const { undos } = context;
    if (undos.length === 0) return statement`;`;
    const list = random.pick(undos);
    const method = random.pick(["push", "push", "unshift"]);
    const parameters = { ...innerContext(context, { mode: "async", result: "number" }, true) };
    const body = this.#kit.block(
      { ...parameters, ...visible(context, list), loops: context.loops + 1, undos: [] },
      3,
      (end) => statement`return ${this.#kit.expressions.of(end, "number", 2)};`,
    );
    const tree = statement`${list.name}.${method}(async (): Promise<number> => { ${body} });`;
    return random.chance(0.5) ? this.#kit.guarded(context, tree) : tree;
  }

  #loop(context: Context): Tree {
    const item = { name: this.#kit.workshop.freshName("number"), type: "number" as const, assignable: false };
    const list = this.#kit.expressions.bounded(context, "number[]", 1);
    const targets = [...context.targets, { name: "", kind: "loop" as const }];
    const inner = withNames({ ...context, targets, loops: context.loops + 1 }, item);
    const body = this.#kit.block(inner, 3, (end) => this.add(end));
    return statement`for (const ${item.name} of ${list}) { ${body} }`;
  }

  #run(name: string, total: string): Tree {
    const { random } = this.#kit.workshop;
    const once = this.#kit.workshop.fresh("run");
    return random.weighted<Tree>([
      [
        3,
        () => {
          const items = random.pick([`${name}.toReversed()`, name, `[...${name}].reverse()`, `${name}.reverse()`]);
          return statement`for (const ${once} of ${items}) { ${total} += await ${once}(); }`;
        },
      ],
      [
        2,
        () =>
          statement`while (${name}.length > 0) { const ${once} = ${name}.${random.pick(["pop", "shift"])}()!; ${total} = ${total} * 3 + (await ${once}()); }`,
      ],
    ]);
  }
}

/** What a function may use that is run later: what the list can see as well, and constants. */
function visible(context: Context, list: UndoList): Partial<Context> {
  const owned = new Set(context.owned.map(({ name }) => name));
  const isConstant = (name: string): boolean => !/^round/.test(name) && !owned.has(name);
  return {
    names: context.names
      .filter((name) => list.names.includes(name) || (!name.assignable && isConstant(name.name)))
      .map((name) => (list.names.includes(name) ? name : { ...name, assignable: false })),
    helpers: context.helpers.filter((helper) => list.helpers.includes(helper)),
    collections: context.collections.filter((collection) => list.collections.includes(collection)),
  };
}
