import type { Kit } from "./kit.js";
import { type Context, type Owned, withOwned } from "./scope.js";
import { statement, type Tree } from "./tree.js";

/** Generates names that stand for parts of owned values, which are changed through them. */
export class Parts {
  readonly #kit: Kit;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  /** Statements with such a name; undefined when nothing that is owned has parts. */
  named(context: Context): Tree | undefined {
    const { random } = this.#kit.workshop;
    const lists = context.owned.filter(({ kind }) => kind === "orders");
    const groups = context.owned.filter(({ kind }) => kind === "groups");
    if (lists.length === 0 && groups.length === 0) return undefined;
    if (lists.length === 0 || (groups.length > 0 && random.chance(0.4)))
      return this.#group(context, random.pick(groups));
    const list = random.pick(lists);
    const part: Owned = { name: this.#kit.workshop.fresh("part"), kind: "order" };
    return random.chance(0.6) ? this.#loop(context, list, part) : this.#element(context, list, part);
  }

  /** What stands for a part, beside the list that has it or, more often, in its place. */
  #inside(context: Context, whole: Owned, part: Owned): Context {
    const keepsWhole = this.#kit.workshop.random.chance(0.2);
    const owned = keepsWhole ? context.owned : context.owned.filter((one) => one !== whole);
    return withOwned({ ...context, owned }, part);
  }

  #loop(context: Context, list: Owned, part: Owned): Tree {
    const { random } = this.#kit.workshop;
    const inner: Context = {
      ...this.#inside(context, list, part),
      loops: context.loops + 1,
      targets: [...context.targets, { name: "", kind: "loop" }],
    };
    const change = statement`${part.name}.price = (${part.name}.price + ${this.#kit.expressions.bounded(inner, "number", 1)}) % 1000;`;
    const body = this.#kit.block(inner, 3);
    return random.weighted<Tree>([
      [3, () => statement`for (const ${part.name} of ${list.name}) { ${change} ${body} }`],
      [1, () => statement`for (const ${part.name} of ${list.name}) { ${body} ${change} }`],
      [
        1,
        () => statement`for (const [at, ${part.name}] of ${list.name}.entries()) { ${part.name}.price += at; ${body} }`,
      ],
      [0.5, () => statement`${list.name}.forEach((${part.name}, at) => { ${part.name}.price += at; });`],
    ]);
  }

  #element(context: Context, list: Owned, part: Owned): Tree {
    const { random } = this.#kit.workshop;
    const inner = this.#inside(context, list, part);
    const limit = this.#kit.expressions.bounded(context, "number", 1);
    const source = random.pick([
      statement`${list.name}[0]`,
      statement`${list.name}.at(-1)`,
      statement`${list.name}.find((one) => one.price > ${limit})`,
    ]);
    const body = this.#kit.block(inner, 3);
    return statement`{ const ${part.name} = ${source}; if (${part.name} !== undefined) { ${part.name}.price++; ${body} } }`;
  }

  /** A list of groups, made when it is missing. */
  #group(context: Context, groups: Owned): Tree {
    const { random } = this.#kit.workshop;
    const name = this.#kit.workshop.fresh("part");
    const key = random.pick(['"a"', '"b"', "input.s"]);
    const place = `${groups.name}[${key}]`;
    const number = () => this.#kit.expressions.bounded(context, "number", 1);
    return random.weighted<Tree>([
      [1, () => statement`{ const ${name} = (${place} ??= []); if (${name}.length < 5) ${name}.push(${number()}); }`],
      [1, () => statement`{ const ${name} = ${place} ?? []; ${name}.push(${number()}); ${place} = ${name}; }`],
      [
        1,
        () =>
          statement`{ let ${name} = ${place}; if (!${name}) { ${name} = []; ${place} = ${name}; } if (${name}.length < 5) ${name}.push(${number()}); }`,
      ],
    ]);
  }
}
