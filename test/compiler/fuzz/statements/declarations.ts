import type { Kit, Step } from "./kit.js";
import { type Context, names, type Type, types, withNames } from "./scope.js";
import { statement, type Tree } from "./tree.js";

/** Generates declarations of variables, and assignments to them. */
export class Declarations {
  readonly #kit: Kit;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  declare(outer: Context, hides = false): Step {
    const { random } = this.#kit.workshop;
    const type = random.pick(types);
    const name = hides && outer.names.length > 0 ? random.pick(outer.names).name : this.#kit.workshop.freshName(type);
    const isLet = random.chance(0.6);
    const declared = { name, type, assignable: isLet };
    const next = withNames(outer, declared);
    // The value cannot read an outer variable of that name.
    const context = { ...outer, names: outer.names.filter((other) => other.name !== name) };
    if (isLet && random.chance(0.1)) {
      const [a, b] = [this.#kit.value(context, type), this.#kit.value(context, type)];
      const condition = this.#kit.condition(context);
      const tree = statement`let ${name}: ${type}; if (${condition}) { ${name} = ${a}; } else { ${name} = ${b}; }`;
      return { tree, context: next };
    }
    if (isLet && type.endsWith("undefined") && random.chance(0.3)) {
      return { tree: statement`let ${name}: ${type};`, context: next };
    }
    const value = this.#kit.value(context, type);
    const keyword = isLet ? "let" : "const";
    const isUnion = type === "boolean" || type.includes("|");
    const tree = isUnion
      ? statement`${keyword} ${name} = ${value} as ${type};`
      : statement`${keyword} ${name}: ${type} = ${value};`;
    return { tree, context: next };
  }

  destructure(context: Context): Step {
    const { random } = this.#kit.workshop;
    const fresh = (type: Type) => ({ name: this.#kit.workshop.freshName(type), type, assignable: false });
    const of = (type: Type) => this.#kit.expressions.of(context, type, 2);
    const price = fresh("number");
    return random.weighted<Step>([
      [
        2,
        () => {
          const [id, note] = [fresh("string"), fresh("string")];
          const tree = statement`const { id: ${id.name}, price: ${price.name}, note: ${note.name} = ${of("string")} } = ${of("Item")} as Item;`;
          return { tree, context: withNames(context, id, price, note) };
        },
      ],
      [
        1,
        () => {
          const [rest, first] = [this.#kit.workshop.fresh("rest"), fresh("string | undefined")];
          const tree = statement`const { tags: [${first.name}], ...${rest} } = ${of("Item")} as Item; const { price: ${price.name} } = ${rest};`;
          return { tree, context: withNames(context, first, price) };
        },
      ],
      [
        2,
        () => {
          const [first, others] = [fresh("number | undefined"), fresh("number[]")];
          const tree = statement`const [${first.name}, ${price.name} = ${of("number")}, ...${others.name}] = ${of("number[]")} as number[];`;
          return { tree, context: withNames(context, first, price, others) };
        },
      ],
      [
        1,
        () => {
          const [note, tag] = [fresh("string"), fresh("string")];
          const tree = statement`const { item: { price: ${price.name}, note: ${note.name} = ${of("string")}, tags: [${tag.name} = "no tag"] }, opt: ${fresh("number").name} = 3 } = { item: ${of("Item")} as Item, opt: input.opt };`;
          return { tree, context: withNames(context, price, note, tag) };
        },
      ],
      [
        1,
        () => {
          const text = fresh("string");
          const tree = statement`const [${price.name}, ${text.name}] = [${of("number")}, ${of("string")}] as [number, string];`;
          return { tree, context: withNames(context, price, text) };
        },
      ],
    ]);
  }

  assign(context: Context): Tree {
    const { random } = this.#kit.workshop;
    const target = context.names.filter((name) => name.assignable);
    if (target.length === 0) return statement`;`;
    const { name, type } = random.pick(target);
    const value = this.#kit.expressions.bounded(context, type, random.integer(1, 3));
    const plain = () => statement`${name} = ${value};`;
    switch (type) {
      case "number":
        return random.weighted([
          [3, plain],
          [2, () => statement`${name} ${random.pick(["+=", "-="])} ${value};`],
          [2, () => statement`${random.pick([`${name}++`, `${name}--`, `++${name}`])};`],
        ]);
      case "string":
        return context.loops > 0
          ? plain()
          : random.weighted([
              [2, plain],
              [1, () => statement`${name} += ${value};`],
            ]);
      case "number | undefined":
      case "string | undefined":
      case "Item | undefined":
      case "number | null":
      case "string | null":
        return random.weighted([
          [3, plain],
          [1, () => statement`${name} ??= ${value};`],
          [1, () => statement`${name} ${random.pick(["||=", "&&="])} ${value};`],
        ]);
      default:
        return plain();
    }
  }

  assignPattern(context: Context): Tree {
    const { random } = this.#kit.workshop;
    const numbers = names(context, "number").filter((name) => name.assignable);
    const texts = names(context, "string").filter((name) => name.assignable);
    if (numbers.length === 0 || texts.length === 0) return this.assign(context);
    const [number, text] = [random.pick(numbers).name, random.pick(texts).name];
    const of = (type: Type) => this.#kit.expressions.bounded(context, type, 2);
    const other = random.pick(numbers).name;
    return random.weighted([
      [number === other ? 0 : 2, () => statement`[${number}, ${other}] = [${other}, ${number}];`],
      [1, () => statement`[${number}, ${text}] = [${of("number")}, ${of("string")}];`],
      [1, () => statement`({ price: ${number}, id: ${text} } = ${of("Item")} as Item);`],
      [1, () => statement`[${number} = ${of("number")}] = ${of("number[]")} as number[];`],
    ]);
  }
}
