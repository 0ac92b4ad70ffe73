import type { Kit } from "./kit.js";
import { type Collection, type Context, types } from "./scope.js";
import { statement, type Tree } from "./tree.js";

/** Generates what ends functions and the workflow itself. */
export class Returns {
  readonly #kit: Kit;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  return(context: Context): Tree {
    return this.#kit.guarded(context, this.result(context));
  }

  /** `return` of what the function gives; of the workflow itself, everything in sight. */
  result(context: Context): Tree {
    const { random } = this.#kit.workshop;
    if (context.result === "void") return statement`return;`;
    if (context.result === "number" && context.mode === "async" && !context.inTry && random.chance(0.3)) {
      const call = () => statement`double(${this.#kit.expressions.of(context, "number", 2)})`;
      return random.chance(0.6)
        ? statement`return ${call()};`
        : statement`return ${this.#kit.condition(context)} ? ${call()} : ${this.#kit.expressions.of(context, "number", 1)};`;
    }
    if (context.result !== "any") return statement`return ${this.#kit.expressions.of(context, context.result, 2)};`;
    if (random.chance(0.2)) return statement`return ${this.#kit.expressions.of(context, random.pick(types), 2)};`;
    return this.state(context);
  }

  /** Returns every variable, so that a wrong one shows. */
  state(context: Context): Tree {
    const own = new Set([...context.names, ...context.owned].map(({ name }) => name));
    const mark = this.#kit.workshop.fresh("return");
    const held = context.collections.map(contents);
    const members = [...own].map((name) => (name.includes(".") ? `"${name}": ${name}` : name));
    return statement`return { ${["mark: " + JSON.stringify(mark), ...members, ...held].join(", ")} };`;
  }
}

/** What a Date, Set or Map holds, as a member with its name. */
function contents({ name, kind }: Collection): string {
  return `${name}: ${kind === "date" ? `${name}.getTime()` : `[...${name}]`}`;
}
