import type { Expressions } from "./expressions.js";
import { type Context, type Owned, type OwnedKind, type Type, withNames, withOwned, type Workshop } from "./scope.js";
import { statement, type Tree } from "./tree.js";

const kinds: readonly OwnedKind[] = ["numbers", "words", "counts", "order", "orders", "groups"];

/** Generates values that one variable owns, and changes of them in place. */
export class Mutations {
  readonly #workshop: Workshop;
  readonly #expressions: Expressions;

  constructor(workshop: Workshop, expressions: Expressions) {
    this.#workshop = workshop;
    this.#expressions = expressions;
  }

  declare(context: Context): { readonly tree: Tree; readonly context: Context } {
    const { random } = this.#workshop;
    const kind = random.pick(kinds);
    const name = this.#workshop.fresh(`own${kind}`);
    const keyword = random.chance(0.7) ? "const" : "let";
    const tree = statement`${keyword} ${name}: ${typeOf[kind]} = ${this.#fresh(context, kind)};`;
    const owned = withOwned(context, { name, kind });
    // A few of them are read as any other variable is: then most changes are refused, and those that are not must hold.
    if (kind === "groups" || random.chance(0.9)) return { tree, context: owned };
    return { tree, context: withNames(owned, { name, type: typeOf[kind], assignable: false }) };
  }

  /** A change of something owned; undefined when nothing is. */
  change(context: Context): Tree | undefined {
    if (context.owned.length === 0) return undefined;
    const owned = this.#workshop.random.pick(context.owned);
    return this.#change(context, owned);
  }

  /** A value that is made on the spot, with all its parts. */
  #fresh(context: Context, kind: OwnedKind): Tree {
    const { random } = this.#workshop;
    const number = () => this.#bounded(context, "number");
    const text = () => this.#bounded(context, "string");
    switch (kind) {
      case "numbers":
        return random.weighted([
          [2, () => statement`[]`],
          [2, () => statement`[${number()}, ${number()}]`],
          [1, () => statement`[...input.list]`],
          [1, () => statement`input.list.map((n) => n + 1)`],
        ]);
      case "words":
        return random.weighted([
          [2, () => statement`[]`],
          [2, () => statement`[${text()}]`],
          [1, () => statement`[...input.words]`],
        ]);
      case "counts":
        return random.weighted([
          [2, () => statement`{}`],
          [2, () => statement`{ a: ${number()} }`],
          [1, () => statement`{ ...input.counts }`],
          [
            1,
            () =>
              statement`input.words.reduce<Counts>((all, word) => { all[word] = (all[word] ?? 0) + 1; return all; }, {})`,
          ],
        ]);
      case "groups":
        return random.weighted([
          [2, () => statement`{}`],
          [1, () => statement`{ a: [${number()}], b: [] }`],
        ]);
      case "order":
        return statement`{ id: ${text()}, price: ${number()}, tags: [${text()}] }`;
      case "orders":
        return random.weighted([
          [2, () => statement`[]`],
          [2, () => statement`[{ id: ${text()}, price: ${number()}, tags: [] }]`],
        ]);
    }
  }

  /** What a method, or an operator, makes of a list of numbers that its operands change. */
  #seen(context: Context, name: string): Tree {
    const { random } = this.#workshop;
    const number = () => this.#bounded(context, "number");
    const change = (): Tree =>
      this.#called(
        context,
        random.weighted([
          [1, () => statement`(${name}.pop() ?? 3)`],
          [1, () => statement`(${name}.shift() ?? 4)`],
          [2, () => statement`${name}.push(${number()})`],
          [1, () => statement`(${name}[0] = ${number()})`],
          [1, () => statement`${name}.splice(0, 1).length`],
          [1, () => statement`${name}.sort((a, b) => a - b).length`],
        ]),
      );
    return random.weighted([
      [2, () => statement`${name}.indexOf(${change()})`],
      [1, () => statement`(${name}.at(${change()} - 1) ?? 7)`],
      [1, () => statement`(${name}[${change()} - 1] ?? 7)`],
      [1, () => statement`${name}.concat(${change()}, ${change()}).length`],
      [1, () => statement`${name}.slice(${change()}).length`],
      [1, () => statement`${name}.map((n) => n % 2).concat(${change()}).length`],
      [1, () => statement`${name}.reduce((sum, n) => sum + n, ${change()})`],
      [1, () => statement`(${name}.length * 10 + ${change()})`],
      [1, () => statement`(${change()} * 10 + ${name}.length)`],
      [1, () => statement`[...${name}, ${change()}, ...${name}].length`],
      [1, () => statement`(${name}.includes(${change()}) ? ${change()} : ${name}.length)`],
      [1, () => statement`${name}.push(${change()}, ${change()})`],
    ]);
  }

  /** The value, or what a task gives for it. */
  #called(context: Context, value: Tree): Tree {
    const isAsync = context.mode === "async" && this.#workshop.random.chance(0.2);
    return isAsync ? statement`(await double(${value}))` : value;
  }

  #bounded(context: Context, type: "number" | "string"): Tree {
    return this.#expressions.bounded(context, type, 2);
  }

  #change(context: Context, { name, kind }: Owned): Tree {
    const { random } = this.#workshop;
    const number = () => this.#bounded(context, "number");
    const text = () => this.#bounded(context, "string");
    const key = () => random.pick(['"a"', '"b"', '"10"', "input.s", "input.words[0] ?? input.s"]);
    switch (kind) {
      case "numbers":
        return random.weighted([
          [4, () => statement`if (${name}.length < 6) ${name}.push(${number()});`],
          [1, () => statement`if (${name}.length < 6) { ${name}.push(${number()}, ...input.list); }`],
          [1, () => statement`if (${name}.length < 6) ${name}.unshift(${number()});`],
          [2, () => statement`${name}.${random.pick(["pop", "shift"])}();`],
          [2, () => statement`if (${name}.length > 0) ${name}[0] = ${number()};`],
          [1, () => statement`if (${name}[0] !== undefined) ${name}[0] += ${number()};`],
          [1, () => statement`${name}.sort((a, b) => ${random.pick(["a - b", "b - a", "a % 3 - (b % 3)"])});`],
          [1, () => statement`${name}.reverse();`],
          [0.5, () => statement`if (${name}.length > 1) [${name}[0], ${name}[1]] = [${name}[1]!, ${name}[0]!];`],
          [
            1,
            () =>
              statement`${name}.splice(${random.pick(["0", "1", "-1", "input.list.length"])}, ${random.pick(["1", "0", "input.list.length"])});`,
          ],
          [
            1,
            () =>
              statement`if (${name}.length < 6) { ${name}.unshift(...${name}.splice(${random.pick(["0", "1", "-2"])})); }`,
          ],
          [
            1,
            () =>
              statement`for (const one of ${name}.${random.pick(["slice(0, 2)", "splice(0)", "filter((n) => n % 2 === 0)", "map((n) => n + 1)"])}) { if (${name}.length < 6) ${name}.${random.pick(["push", "unshift"])}(one + ${number()}); }`,
          ],
          [1, () => statement`if (${name}.push(${number()}) > 4) { ${name}.shift(); }`],
          [
            1,
            () =>
              statement`input.list.forEach((n, at) => { if (${name}.length < 6 && n !== at) ${name}.push(n + at); });`,
          ],
          [1, () => statement`if (${name}.includes(${number()})) { ${name}.push(${name}.length); }`],
          [
            2,
            () =>
              statement`if (${name}.length > 0 && ${name}.length < 6) { const seen = ${this.#seen(context, name)}; ${name}.push(seen % 1000); }`,
          ],
        ]);
      case "words":
        return random.weighted([
          [4, () => statement`if (${name}.length < 6) ${name}.push(${text()});`],
          [1, () => statement`${name}.${random.pick(["pop", "shift"])}();`],
          [1, () => statement`if (${name}.length > 0) ${name}[0] = ${text()};`],
          [1, () => statement`${name}.${random.pick(["sort", "reverse"])}();`],
          [1, () => statement`if (${name}.length < 6) ${name}.push(${name}.join("").slice(0, 20));`],
        ]);
      case "counts":
        return random.weighted([
          [3, () => statement`${name}[${key()}] = ${number()};`],
          [3, () => statement`${name}[${key()}] = ((${name}[${key()}] ?? 0) + ${number()}) % 1000;`],
          [1, () => statement`${name}.a ??= 8;`],
          [1, () => statement`delete ${name}[${key()}];`],
          [1, () => statement`if (${name}.b !== undefined) ${name}.b++;`],
          [1, () => statement`if (${name}.a !== undefined && ${name}.a++ > 2) ${name}.b = ${name}.a;`],
          [0.5, () => statement`for (const key in ${name}) ${name}[key]! += ${number()};`],
        ]);
      case "groups":
        return random.weighted([
          [4, () => statement`(${name}[${key()}] ??= []).push(${number()});`],
          [
            1,
            () =>
              statement`(${name}[${key()}] ??= []).push(${this.#called(context, statement`Object.keys(${name}).length`)});`,
          ],
          [1, () => statement`${name}[${key()}] = [${number()}];`],
          [1, () => statement`delete ${name}[${key()}];`],
          [1, () => statement`${name}.a?.push(${number()});`],
          [1, () => statement`if (${name}.a !== undefined && ${name}.a.length > 0) ${name}.a[0] = ${number()};`],
        ]);
      case "order":
        return random.weighted([
          [2, () => statement`${name}.price = ${number()};`],
          [2, () => statement`${name}.price ${random.pick(["+=", "-="])} ${number()};`],
          [1, () => statement`${name}.price++;`],
          [
            1,
            () =>
              statement`if ((${name}.price += ${number()}) > 5) ${name}.price = (--${name}.price + ${name}.price) % 1000;`,
          ],
          [1, () => statement`bump(${name}, ${number()});`],
          [0.5, () => statement`Object.assign(${name}, { price: ${number()}, tags: [${text()}] });`],
          [1, () => statement`${name}.note = ${text()};`],
          [1, () => statement`delete ${name}.note;`],
          [1, () => statement`${name}.note ??= "bare";`],
          [2, () => statement`if (${name}.tags.length < 5) ${name}.tags.push(${text()});`],
          [1, () => statement`${name}.tags.pop();`],
          [1, () => statement`${name}.tags = [${text()}];`],
        ]);
      case "orders":
        return random.weighted([
          [
            3,
            () =>
              statement`if (${name}.length < 5) ${name}.push({ id: ${text()}, price: ${number()}, tags: [${text()}] });`,
          ],
          [1, () => statement`${name}.pop();`],
          [
            1,
            () =>
              statement`{ const taken = ${name}.shift(); if (taken !== undefined) { taken.price += ${number()}; ${name}.push(taken); } }`,
          ],
          [0.5, () => statement`for (const one of ${name}) { one.price += 1; }`],
          [0.5, () => statement`for (const one of ${name}) bump(one, ${number()});`],
          [
            0.5,
            () =>
              statement`{ const made: string[] = []; for (const word of input.words) { made.push(word); } if (${name}.length < 5) ${name}.push({ id: ${text()}, price: made.length, tags: made }); }`,
          ],
          [1, () => statement`if (${name}.length > 0) ${name}[0]!.price = ${number()};`],
          [1, () => statement`if (${name}.length > 0) ${name}[0]!.tags.push("x");`],
        ]);
    }
  }
}

/** What each kind is declared as; of groups, no other variable is. */
const typeOf = {
  numbers: "number[]",
  words: "string[]",
  counts: "Counts",
  order: "Item",
  orders: "Item[]",
  groups: "Record<string, number[]>",
} as const satisfies Readonly<Record<OwnedKind, Type | "Record<string, number[]>">>;
