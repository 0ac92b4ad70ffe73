import type { Kit, Step } from "./kit.js";
import { type Context, withNames } from "./scope.js";
import { expression, statement, type Tree } from "./tree.js";

/** Generates what throws, and what catches. */
export class Failures {
  readonly #kit: Kit;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  throw(context: Context): Tree {
    const { random, isCalm } = this.#kit.workshop;
    if (isCalm && context.concurrent) return statement`;`;
    const message = this.#kit.expressions.of(context, "string", 1);
    const thrown = () => random.pick(["OutOfStock", "Declined", "Error", "Mishap", "Gone", "RangeError"]);
    const tree = random.weighted<Tree>([
      [context.errors.length > 0 ? 3 : 0, () => statement`throw ${random.pick(context.errors)};`],
      [context.concurrent ? 0 : 2, () => statement`throw new ${thrown()}(${message});`],
      [
        context.concurrent ? 0 : 1,
        () => statement`throw new Coded(${this.#kit.expressions.of(context, "number", 1)});`,
      ],
      [context.concurrent ? 2 : 0, () => statement`throw new Declined("sorry");`],
    ]);
    return this.#kit.guarded(context, tree);
  }

  /** A function of the library that throws for some texts. */
  read(context: Context): Step {
    const { random } = this.#kit.workshop;
    const name = this.#kit.workshop.freshName("string");
    const text = this.#kit.expressions.of(context, "string", 2);
    const end = statement`(${this.#kit.condition(context)} ? "%" : ${random.pick(['"%41"', '"%2"', '"%c3%a9"'])})`;
    const tree = statement`const ${name}: string = decodeURIComponent(${text} + ${end});`;
    return { tree, context: withNames(context, { name, type: "string", assignable: false }) };
  }

  try(context: Context): Tree {
    const { random } = this.#kit.workshop;
    const body = this.#kit.block({ ...context, inTry: true }, 4);
    const kind = random.weighted<"catch" | "finally" | "both">([
      [3, () => "catch"],
      [1, () => "finally"],
      [2, () => "both"],
    ]);
    const last = kind === "catch" ? "" : expression("clause")` finally { ${this.#kit.block(context, 3)} }`;
    if (kind === "finally") return statement`try { ${body} }${last}`;
    return statement`try { ${body} }${this.#catch({ ...context, inTry: context.inTry || kind === "both" })}${last}`;
  }

  #catch(context: Context): Tree {
    const { random } = this.#kit.workshop;
    if (random.chance(0.2)) return expression("clause")` catch { ${this.#kit.block(context, 3)} }`;
    const error = this.#kit.workshop.fresh("error");
    // Errors of branches that run at once are all alike, wherever they come from.
    const inner: Context = { ...context, errors: [...context.errors, error] };
    const text = this.#kit.workshop.freshName("string");
    const named = withNames(inner, { name: text, type: "string", assignable: false });
    const part = random.pick(["name", "message"]);
    const { concurrent } = context;
    const body = random.weighted<Tree>([
      [
        3,
        () =>
          statement`if (!(${error} instanceof Error)) throw ${error}; const ${text}: string = ${error}.${part}; ${this.#kit.block(named, 3)}`,
      ],
      [
        2,
        () =>
          statement`if (${error} instanceof ${random.pick(["OutOfStock", "Declined", "Mishap", "Gone", "Coded"])}) { ${this.#kit.block(inner, 2)} } else { ${this.#kit.block(inner, 2)} }`,
      ],
      [
        1,
        () =>
          statement`if (${error} instanceof Error && ${error}.name === ${random.pick(['"Busy"', '"Declined"', '"Error"', '"Shop.Gone"'])}) { ${this.#kit.block(inner, 2)} } else throw ${error};`,
      ],
      [1, () => statement`${this.#kit.block(inner, 3)} throw ${error};`],
      [
        concurrent ? 0 : 1,
        () => statement`if (${error} instanceof Error) throw new Mishap(${error}.name + ${error}.message);`,
      ],
    ]);
    return expression("clause")` catch (${error}) { ${body} }`;
  }
}
