import type { Kit, Step } from "./kit.js";
import type { CollectionKind, Context } from "./scope.js";
import { statement, type Tree } from "./tree.js";

const prefixes: Readonly<Record<CollectionKind, string>> = { date: "when", set: "set", map: "lookup" };

/** Generates constants that hold a `Date`, a `Set` or a `Map`, and changes of them. */
export class Collections {
  readonly #kit: Kit;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  declare(context: Context): Step {
    const { random } = this.#kit.workshop;
    const kind = random.pick(["date", "set", "map"] as const);
    const name = this.#kit.workshop.fresh(prefixes[kind]);
    const made = statement`${kind === "date" ? "const" : "let"} ${name} = ${this.#make(context, kind)};`;
    const after = { ...context, collections: [...context.collections, { name, kind, changeable: true }] };
    const change = context.mode === "callback" || random.chance(0.4) ? undefined : this.change(after);
    return { tree: change === undefined ? made : statement`${made} ${change}`, context: after };
  }

  /** A change of one of them; undefined where none can be changed. */
  change(context: Context): Tree | undefined {
    const { random } = this.#kit.workshop;
    const known = context.collections.filter(({ changeable }) => changeable);
    if (known.length === 0) return undefined;
    const { name, kind } = random.pick(known);
    const number = (): Tree => this.#kit.expressions.bounded(context, "number", 2);
    const text = (): Tree => this.#kit.expressions.bounded(context, "string", 1);
    switch (kind) {
      case "date":
        return random.weighted([
          [2, () => statement`${name}.setUTCDate(${number()} % 40);`],
          [1, () => statement`${name}.setUTCDate(${name}.getUTCDate() + 1);`],
          [1, () => statement`${name}.setUTCMonth(${number()} % 20);`],
          [1, () => statement`${name}.setUTCHours(${number()} % 30, ${number()} % 90);`],
          [1, () => statement`${name}.setUTCFullYear(2000 + (${number()} % 50), 1);`],
          [1, () => statement`${name}.setTime(${number()} * 86400000);`],
        ]);
      case "set":
        return random.weighted([
          [3, () => statement`${name}.add(${number()});`],
          [1, () => statement`${name}.add(${number()}).add(1);`],
          [1, () => statement`if (${name}.delete(${number()})) { ${name}.add(2); }`],
          [
            1,
            () => {
              const next = this.#kit.workshop.fresh("next");
              const kept = statement`for (const one of ${name}) { if (one !== ${number()}) ${next}.add(one + 1); }`;
              return statement`const ${next} = new Set<number>([${number()}]); ${kept} ${name} = ${next}; ${name}.add(${number()});`;
            },
          ],
          [0.3, () => statement`${name}.clear();`],
        ]);
      case "map":
        return random.weighted([
          [3, () => statement`${name}.set(${text()}, ${number()});`],
          [
            2,
            () => {
              const key = this.#kit.workshop.fresh("key");
              return statement`const ${key} = ${text()}; ${name}.set(${key}, (${name}.get(${key}) ?? 0) + 1);`;
            },
          ],
          [1, () => statement`if (!${name}.delete(${text()})) { ${name}.set("a", 1); }`],
          [
            1,
            () => {
              const next = this.#kit.workshop.fresh("next");
              const kept = statement`for (const [key, n] of ${name}) { if (n !== ${number()}) ${next}.set(key + "x", n); }`;
              return statement`const ${next} = new Map<string, number>(); ${kept} ${name} = ${next}; ${name}.set(${text()}, ${number()});`;
            },
          ],
          [0.3, () => statement`${name}.clear();`],
        ]);
    }
  }

  #make(context: Context, kind: CollectionKind): Tree {
    const { random } = this.#kit.workshop;
    const { expressions } = this.#kit;
    switch (kind) {
      case "date":
        return this.#copyOr(context, kind, "Date", () =>
          random.weighted([
            [2, () => statement`new Date(${expressions.bounded(context, "number", 2)} * 86400000)`],
            [
              1,
              () =>
                statement`new Date("${random.pick(["2024-02-29T12:30:15Z", "1999-12-31", "2030-01-01T00:00:00.5Z"])}")`,
            ],
          ]),
        );
      case "set":
        return this.#copyOr(
          context,
          kind,
          "Set",
          () => statement`new Set(${expressions.bounded(context, "number[]", 2)})`,
        );
      case "map":
        return this.#copyOr(
          context,
          kind,
          "Map",
          () => statement`new Map(Object.entries(${expressions.of(context, "Counts", 1)} as Counts))`,
        );
    }
  }

  /** A copy of one that is in scope, or a choice between new ones. */
  #copyOr(context: Context, kind: CollectionKind, constructor: string, make: () => Tree): Tree {
    const { random } = this.#kit.workshop;
    const known = context.collections.filter((one) => one.kind === kind);
    if (known.length > 0 && random.chance(0.3)) return statement`new ${constructor}(${random.pick(known).name})`;
    if (random.chance(0.85)) return make();
    return statement`${this.#kit.condition(context)} ? ${make()} : ${make()}`;
  }
}
