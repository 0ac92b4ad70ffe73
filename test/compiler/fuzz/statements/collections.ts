import type { Kit, Step } from "./kit.js";
import type { CollectionKind, Context } from "./scope.js";
import { statement, type Tree } from "./tree.js";

const prefixes: Readonly<Record<CollectionKind, string>> = { date: "when", set: "set", map: "lookup" };

/** Generates constants that hold a `Date`, a `Set` or a `Map`. */
export class Collections {
  readonly #kit: Kit;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  declare(context: Context): Step {
    const { random } = this.#kit.workshop;
    const kind = random.pick(["date", "set", "map"] as const);
    const name = this.#kit.workshop.fresh(prefixes[kind]);
    const tree = statement`const ${name} = ${this.#make(context, kind)};`;
    return { tree, context: { ...context, collections: [...context.collections, { name, kind }] } };
  }

  #make(context: Context, kind: CollectionKind): Tree {
    const { random } = this.#kit.workshop;
    const { expressions } = this.#kit;
    switch (kind) {
      case "date":
        return random.weighted([
          [2, () => statement`new Date(${expressions.bounded(context, "number", 2)} * 86400000)`],
          [
            1,
            () =>
              statement`new Date("${random.pick(["2024-02-29T12:30:15Z", "1999-12-31", "2030-01-01T00:00:00.5Z"])}")`,
          ],
        ]);
      case "set":
        return statement`new Set(${expressions.bounded(context, "number[]", 2)})`;
      case "map":
        return statement`new Map(Object.entries(${expressions.of(context, "Counts", 1)} as Counts))`;
    }
  }
}
