import { arrayOf, type Kit, type Step } from "./kit.js";
import type { Returns } from "./returns.js";
import { type Context, innerContext, type Type, withNames } from "./scope.js";
import { statement, type Tree } from "./tree.js";

/** A method, what its callback gives, and what the call gives. */
interface Method {
  readonly name: string;
  readonly result: Type | "void";
  readonly type: Type | "void";
}

/** Generates calls of `map`, `filter` and their like with callbacks that assign, throw and loop as a loop does. */
export class Callbacks {
  readonly #kit: Kit;
  readonly #returns: Returns;

  constructor(kit: Kit, returns: Returns) {
    this.#kit = kit;
    this.#returns = returns;
  }

  /** `const x = list.map((n) => { … })`; a statement of its own where the call gives nothing. */
  declare(context: Context): Step {
    const { random, freshName } = this.#names();
    const element = random.pick(["number", "string", "Item"] as const);
    const item = { name: freshName(element), type: element, assignable: false };
    const index = { name: this.#kit.workshop.fresh("at"), type: "number" as const, assignable: false };
    const { result, type, name } = random.pick(this.#methods(element));
    const all = { name: freshName("number"), type: "number" as const, assignable: false };
    const change = { mode: "sync", result, loops: context.loops + 1, concurrent: context.concurrent } as const;
    const inner = withNames(innerContext(context, change, true), item, index);
    const body = (around: Context): Tree =>
      this.#kit.block(around, random.integer(1, 4), (end) => this.#returns.result(end));
    const list = this.#kit.expressions.bounded(context, arrayOf[element], 2);
    const made =
      name === "reduce"
        ? statement`(${list}).reduce((${all.name}, ${item.name}, ${index.name}): number => { ${body(withNames(inner, all))} }, 0)`
        : statement`(${list}).${name}((${item.name}, ${index.name}): ${result} => { ${body(inner)} })`;
    if (type === "void") return { tree: statement`${made};`, context };
    const given = freshName(type);
    const tree = statement`const ${given}: ${type} = ${made};`;
    return { tree, context: withNames(context, { name: given, type, assignable: false }) };
  }

  #names() {
    const { workshop } = this.#kit;
    return { random: workshop.random, freshName: (type: Type): string => workshop.freshName(type) };
  }

  #methods(element: "number" | "string" | "Item"): readonly Method[] {
    const found = element === "Item" ? "Item | undefined" : (`${element} | undefined` as const);
    return [
      { name: "map", result: "number", type: "number[]" },
      { name: "map", result: "string", type: "string[]" },
      { name: "flatMap", result: "number[]", type: "number[]" },
      { name: "filter", result: "boolean", type: arrayOf[element] },
      { name: "some", result: "boolean", type: "boolean" },
      { name: "every", result: "boolean", type: "boolean" },
      { name: "find", result: "boolean", type: found },
      { name: "findIndex", result: "boolean", type: "number" },
      { name: "reduce", result: "number", type: "number" },
      { name: "forEach", result: "void", type: "void" },
    ];
  }
}
