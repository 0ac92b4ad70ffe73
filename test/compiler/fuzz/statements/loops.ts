import { arrayOf, type Kit } from "./kit.js";
import { type Context, type Type, withNames } from "./scope.js";
import { expression, statement, type Tree } from "./tree.js";

/** The body of a loop, with the names that each round has. */
type Body = (...added: readonly { name: string; type: Type }[]) => Tree;

/** Generates loops of all kinds, each of which ends. */
export class Loops {
  readonly #kit: Kit;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  loop(context: Context): Tree {
    const { random } = this.#kit.workshop;
    const name = random.chance(0.3) ? this.#kit.workshop.fresh("loop") : "";
    const label = name === "" ? "" : `${name}: `;
    const inner: Context = {
      ...context,
      loops: context.loops + 1,
      targets: [...context.targets, { name, kind: "loop" }],
    };
    const bodyIn =
      (around: Context): Body =>
      (...added) =>
        this.#kit.block(withNames(around, ...added.map((one) => ({ ...one, assignable: false }))), 4);
    const body = bodyIn(inner);
    const fuel = this.#kit.workshop.fresh("round");
    const rounds = random.integer(1, 3);
    return random.weighted<Tree>([
      [
        3,
        () => {
          const element = random.pick(["number", "string", "Item"] as const);
          const item = { name: this.#kit.workshop.freshName(element), type: element };
          const list = this.#kit.expressions.bounded(context, arrayOf[element], 2);
          return statement`${label}for (const ${item.name} of ${list}) { ${body(item)} }`;
        },
      ],
      [
        1,
        () => {
          const item = { name: this.#kit.workshop.freshName("string"), type: "string" as const };
          const price = { name: this.#kit.workshop.freshName("number"), type: "number" as const };
          const list = this.#kit.expressions.bounded(context, "Item[]", 2);
          return statement`${label}for (const { id: ${item.name}, price: ${price.name} } of ${list}) { ${body(item, price)} }`;
        },
      ],
      [
        1,
        () => {
          const key = { name: this.#kit.workshop.freshName("string"), type: "string" as const };
          const amount = { name: this.#kit.workshop.freshName("number"), type: "number" as const };
          const counts = this.#kit.expressions.of(context, "Counts", 1);
          return statement`${label}for (const [${key.name}, ${amount.name}] of Object.entries(${counts} as Counts)) { ${body(key, amount)} }`;
        },
      ],
      [
        1,
        () => {
          const key = { name: this.#kit.workshop.freshName("string"), type: "string" as const };
          const counts = this.#kit.expressions.of(context, "Counts", 1);
          return statement`${label}for (const ${key.name} in ${counts}) { ${body(key)} }`;
        },
      ],
      [1, () => statement`${label}${this.#entries(context, body)}`],
      [1, () => statement`${label}${this.#characters(context, body)}`],
      [context.collections.length > 0 ? 2 : 0, () => statement`${label}${this.#collection(inner, bodyIn)}`],
      [
        2,
        () => {
          const counter = { name: fuel, type: "number" as const };
          const start = random.pick(["0", "1"]);
          const update = random.pick([`${fuel}++`, `${fuel} += 2`, `++${fuel}`]);
          const extra = random.chance(0.3) ? expression("boolean")` && ${this.#kit.condition(inner)}` : "";
          return statement`${label}for (let ${fuel} = ${start}; ${fuel} < ${rounds + 1}${extra}; ${update}) { ${body(counter)} }`;
        },
      ],
      [
        1,
        () => {
          const test = random.pick([`${fuel}++ < ${rounds}`, `++${fuel} <= ${rounds}`]);
          const condition = random.chance(0.6)
            ? expression("boolean")`${test} && ${this.#kit.condition(inner)}`
            : expression("boolean")`${test}`;
          return statement`let ${fuel} = 0; ${label}while (${condition}) { ${body()} }`;
        },
      ],
      [
        1,
        () => {
          const condition = expression("boolean")`${fuel} < ${rounds} && ${this.#kit.condition(inner)}`;
          return statement`let ${fuel} = 0; ${label}do { ${fuel}++; ${body()} } while (${condition});`;
        },
      ],
      [0.5, () => statement`let ${fuel} = 0; ${label}while (true) { if (${fuel}++ >= ${rounds}) break; ${body()} }`],
    ]);
  }

  /** `for (const [index, n] of list.entries())` */
  #entries(context: Context, body: Body): Tree {
    const { random } = this.#kit.workshop;
    const element = random.pick(["number", "string", "Item"] as const);
    const item = { name: this.#kit.workshop.freshName(element), type: element };
    const index = { name: this.#kit.workshop.fresh("index"), type: "number" as const };
    const list = this.#kit.expressions.bounded(context, arrayOf[element], 2);
    return statement`for (const [${index.name}, ${item.name}] of ${list}.entries()) { ${body(index, item)} }`;
  }

  /** A loop over the characters of a text. */
  #characters(context: Context, body: Body): Tree {
    const character = { name: this.#kit.workshop.freshName("string"), type: "string" as const };
    const text = this.#kit.expressions.of(context, "string", 2);
    return statement`for (const ${character.name} of (${text}).slice(0, 3)) { ${body(character)} }`;
  }

  /** A loop over a set or map; over anything else in their absence. */
  #collection(context: Context, bodyIn: (around: Context) => Body): Tree {
    const { random } = this.#kit.workshop;
    const known = context.collections.filter(({ kind }) => kind !== "date");
    if (known.length === 0) return this.#characters(context, bodyIn(context));
    const gone = random.pick(known);
    const { name, kind } = gone;
    const collections = context.collections.map((one) => (one === gone ? { ...one, changeable: false } : one));
    const body = bodyIn({ ...context, collections });
    const item = { name: this.#kit.workshop.freshName("number"), type: "number" as const };
    if (kind === "set") return statement`for (const ${item.name} of ${name}) { ${body(item)} }`;
    const key = { name: this.#kit.workshop.freshName("string"), type: "string" as const };
    return statement`for (const [${key.name}, ${item.name}] of ${name}) { ${body(key, item)} }`;
  }
}
