import { Kit, type Step } from "./kit.js";
import { type Context, innerContext, withNames } from "./scope.js";
import { block, statement, type Tree } from "./tree.js";

/** Generates minima, maxima and limits that are Infinity where there is no number. */
export class Extremes {
  readonly #kit: Kit;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  /** Declares a number that some of a list make, or -1. */
  declare(context: Context): Step {
    const { random } = this.#kit.workshop;
    const list = this.#kit.expressions.bounded(context, "number[]", 2);
    const result = this.#kit.workshop.freshName("number");
    const tree = random.chance(0.25) ? this.#limit(context, list, result) : this.#extreme(context, list, result);
    return { tree, context: withNames(context, { name: result, type: "number", assignable: false }) };
  }

  #extreme(context: Context, list: Tree, result: string): Tree {
    const { random } = this.#kit.workshop;
    const name = this.#kit.workshop.fresh("extreme");
    const least = random.chance(0.5);
    const [infinity, method] = least ? ["Infinity", "Math.min"] : ["-Infinity", "Math.max"];
    const item = { name: this.#kit.workshop.freshName("number"), type: "number", assignable: false } as const;
    const inner = withNames(innerContext(context, { mode: "callback" }), item);
    const value = (): Tree =>
      random.chance(0.5) ? statement`${item.name}` : this.#kit.expressions.bounded(inner, "number", 2);
    const sign = least ? random.pick(["<", "<="]) : random.pick([">", ">="]);
    const opposite = least ? random.pick([">", ">="]) : random.pick(["<", "<="]);
    const measure = this.#kit.workshop.fresh("measure");
    const known = this.#kit.expressions.bounded(context, "number", 1);
    const made = random.weighted<Tree>([
      [
        3,
        () =>
          block([
            statement`let ${name} = ${infinity};`,
            statement`for (const ${item.name} of ${list}) { const ${measure} = ${value()}; if (${
              random.chance(0.5) ? statement`${measure} ${sign} ${name}` : statement`${name} ${opposite} ${measure}`
            }) ${name} = ${measure}; }`,
          ]),
      ],
      [
        2,
        () =>
          block([
            statement`let ${name} = ${infinity};`,
            statement`for (const ${item.name} of ${list}) { ${name} = ${method}(${name}, ${value()}${random.chance(0.2) ? statement`, ${known}` : ""}); }`,
          ]),
      ],
      [
        2,
        () =>
          statement`const ${name} = (${list}).reduce((a, ${item.name}) => ${
            random.chance(0.5)
              ? statement`${method}(a, ${value()})`
              : statement`(${item.name} ${sign} a ? ${item.name} : a)`
          }, ${infinity});`,
      ],
      [1, () => statement`const ${name} = ${method}(${infinity}, ...(${list}));`],
      [1, () => statement`const ${name} = ${this.#kit.condition(context)} ? ${known} : ${infinity};`],
    ]);
    const isNone = random.pick([
      `${name} === ${infinity}`,
      `!Number.isFinite(${name})`,
      least ? `${name} > Number.MAX_VALUE` : `${name} < -Number.MAX_VALUE`,
      `!(${name} !== ${infinity})`,
    ]);
    return block([made, statement`const ${result}: number = ${isNone} ? -1 : ${name};`]);
  }

  /** What a limit leaves of a list that may be none. */
  #limit(context: Context, list: Tree, result: string): Tree {
    const { random } = this.#kit.workshop;
    const name = this.#kit.workshop.fresh("limit");
    const limit = this.#kit.expressions.bounded(context, "number", 1);
    const left = random.pick([
      `filter((x) => x <= ${name}).length`,
      `filter((x) => ${name} > x).length`,
      `slice(0, ${name}).length`,
      `slice(${name}).length`,
      `toSorted((a, b) => (a > 2 ? ${name} : a) - (b > 2 ? ${name} : b))[0] ?? -1`,
    ]);
    return block([
      statement`const ${name} = ${this.#kit.condition(context)} ? ${limit} : Infinity;`,
      statement`const ${result}: number = (${list}).${left};`,
    ]);
  }
}
