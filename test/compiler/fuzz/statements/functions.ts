import { arrayOf, type Kit, type Step } from "./kit.js";
import type { Returns } from "./returns.js";
import { type Context, type Helper, innerContext, type Type, types, withNames } from "./scope.js";
import { block, expression, joined, statement, type Tree } from "./tree.js";

/** The declaration of a function, and the text that calls begin with. */
interface Declared {
  readonly tree: Tree;
  readonly callee: string;
}

interface FunctionParts {
  readonly prefix: string;
  readonly generic: string;
  readonly list: Tree;
  readonly type: string;
  readonly body: Tree;
}

/** Generates functions, and the calls of them are expressions. */
export class Functions {
  readonly #kit: Kit;
  readonly #returns: Returns;

  constructor(kit: Kit, returns: Returns) {
    this.#kit = kit;
    this.#returns = returns;
  }

  /** A function, with parameters that have defaults, and perhaps a rest parameter. */
  helper(context: Context): Step {
    const { random } = this.#kit.workshop;
    const kind = random.weighted<Helper["kind"]>([
      [1, () => "pure"],
      [1.5, () => "plain"],
      [context.mode === "async" ? 2.5 : 0, () => "async"],
    ]);
    const plain = this.#signature(context, kind);
    if (kind !== "pure" && plain.rest === undefined && random.chance(0.2)) return this.#recursive(context, plain);
    const { tree, callee } = random.chance(0.3) ? this.#kept(context, plain) : this.#declared(context, plain);
    const helper: Helper = { ...plain, name: callee };
    return { tree, context: { ...context, helpers: [...context.helpers, helper] } };
  }

  #signature(context: Context, kind: Helper["kind"]): Helper {
    const { random } = this.#kit.workshop;
    const assigns = kind !== "pure" && random.chance(0.5) && context.names.some((name) => name.assignable);
    const result = kind === "async" && random.chance(0.2) ? "void" : random.pick(types);
    const parameters = Array.from({ length: random.integer(0, 2) }, () => random.pick(types));
    const optional = random.integer(0, parameters.length);
    const rest = optional === 0 && random.chance(0.2) ? random.pick(["number", "string"] as const) : undefined;
    return { name: this.#kit.workshop.fresh("helper"), result, parameters, optional, rest, kind, assigns };
  }

  /** A function that calls itself, a few times at most. */
  recursive(context: Context): Step {
    const plain = this.#signature(context, this.#kit.workshop.random.pick(["plain", "async"]));
    return this.#recursive(context, { ...plain, rest: undefined });
  }

  #recursive(context: Context, plain: Helper): Step {
    const { random } = this.#kit.workshop;
    const { name, result } = plain;
    const left = this.#kit.workshop.fresh("left");
    const again: Helper = { ...plain, left: `${left} - 1`, isAround: true };
    const inner: Context = { ...context, helpers: [...context.helpers, again], loops: context.loops + 1 };
    const opening = (body: Context): Step => this.#calls(this.#local(body), again);
    const { prefix, generic, list, type, body } = this.#function(inner, plain, opening);
    const quiet = innerContext(context, { mode: "callback" });
    const end =
      result === "void" ? statement`return;` : statement`return ${this.#kit.expressions.of(quiet, result, 1)};`;
    const whole = statement`if (${left} <= 0) { ${end} } ${body}`;
    const parameters = plain.parameters.length === 0 ? statement`${left}: number` : statement`${left}: number, ${list}`;
    const tree = random.chance(0.5)
      ? statement`${prefix}function ${name}${generic}(${parameters}): ${type} { ${whole} }`
      : statement`const ${name} = ${prefix}${generic}(${parameters}): ${type} => { ${whole} };`;
    const helper: Helper = { ...plain, left: String(random.integer(1, 2)) };
    const outside = { ...context, helpers: [...context.helpers, helper] };
    // Outside of the workflow nothing can be called.
    const isCalled = context.names.length > 0 && random.chance(0.7);
    return isCalled ? this.#calls({ tree, context: outside }, helper) : { tree, context: outside };
  }

  /** A constant, whose value calls behind it must leave alone. */
  #local(context: Context): Step {
    const type = this.#kit.workshop.random.pick(types);
    const name = this.#kit.workshop.freshName(type);
    const tree = statement`const ${name}: ${type} = ${this.#kit.value(context, type)};`;
    return { tree, context: withNames(context, { name, type, assignable: false }) };
  }

  /** A call behind what comes before it. */
  #calls({ tree, context }: Step, helper: Helper): Step {
    const call = this.#kit.expressions.callOf(context, helper, 1);
    const { result } = helper;
    if (result === "void") return { tree: statement`${tree} ${call};`, context };
    const name = this.#kit.workshop.freshName(result);
    const kept = withNames(context, { name, type: result, assignable: false });
    return { tree: statement`${tree} const ${name}: ${result} = ${call};`, context: kept };
  }

  #declared(context: Context, helper: Helper): Declared {
    const { name } = helper;
    const { prefix, generic, list, type, body } = this.#function(context, helper);
    const tree = this.#kit.workshop.random.chance(0.5)
      ? statement`${prefix}function ${name}${generic}(${list}): ${type} { ${body} }`
      : statement`const ${name} = ${prefix}${generic}(${list}): ${type} => { ${body} };`;
    return { tree, callee: name };
  }

  /** A function in an object, chosen by a key, or given by another function. */
  #kept(context: Context, helper: Helper): Declared {
    const { random } = this.#kit.workshop;
    const { name } = helper;
    const make = (inner = context): Tree => {
      const { prefix, list, type, body } = this.#function(inner, helper);
      return statement`${prefix}(${list}): ${type} => { ${body} }`;
    };
    const inObject = (): Declared => ({
      tree: statement`const ${name} = { size: 1, run: ${make()} };`,
      callee: `${name}.run`,
    });
    const chosen = (): Declared => {
      const key = statement`const ${name}Key: "a" | "b" = ${this.#kit.condition(context)} ? "a" : "b";`;
      const table = statement`const ${name}Table = { a: ${make()}, b: ${make()} };`;
      return { tree: statement`${key} ${table} const ${name} = ${name}Table[${name}Key];`, callee: name };
    };
    const given = (): Declared => {
      const parameter = this.#kit.workshop.freshName("number");
      const inner = withNames(context, { name: parameter, type: "number", assignable: false });
      const tree = statement`const ${name} = (${parameter}: number) => ${make(inner)};`;
      return { tree, callee: `${name}(${random.integer(0, 9)})` };
    };
    return random.weighted<Declared>([
      [1, inObject],
      // Outside functions nothing depends on values.
      [context.names.length > 0 ? 1 : 0, chosen],
      [1, given],
    ]);
  }

  /** @param opening what the body begins with */
  #function(context: Context, helper: Helper, opening?: (context: Context) => Step): FunctionParts {
    const { random } = this.#kit.workshop;
    const { result, parameters, optional, rest, kind, assigns } = helper;
    const mode = { pure: "callback", plain: "sync", async: "async" } as const;
    const change = {
      ...{ mode: mode[kind], result, loops: context.loops + 1, concurrent: this.#kit.workshop.isConcurrent },
      mayCallAround: true,
    };
    const outer = innerContext(context, change, assigns);
    let inner = outer;
    const declared = parameters.map((type, index) => {
      const parameter = this.#kit.workshop.freshName(type);
      const hasDefault = index >= parameters.length - optional;
      // A default may use what stands before it.
      const other = hasDefault
        ? expression("default")` = ${this.#kit.expressions.of({ ...inner, mode: "callback" }, type, 1)}`
        : "";
      inner = withNames(inner, { name: parameter, type, assignable: kind !== "pure" && random.chance(0.3) });
      return statement`${parameter}: ${type}${other}`;
    });
    if (rest !== undefined) {
      const parameter = this.#kit.workshop.freshName(arrayOf[rest]);
      inner = withNames(inner, { name: parameter, type: arrayOf[rest], assignable: false });
      declared.push(statement`...${parameter}: ${rest}[]`);
    }
    const list = joined(declared, ", ");
    const type = kind === "async" ? `Promise<${result}>` : result;
    const prefix = kind === "async" ? "async " : "";
    const first = opening?.(inner);
    const following = this.#functionBody(first?.context ?? inner, kind, result);
    const body = first === undefined ? following : statement`${first.tree} ${following}`;
    const generic = random.chance(0.2) ? "<T>" : "";
    return { prefix, generic, list, type, body };
  }

  #functionBody(context: Context, kind: Helper["kind"], result: Type | "void"): Tree {
    const { random } = this.#kit.workshop;
    if (kind === "pure" && result !== "void") {
      const value = () => this.#kit.expressions.of(context, result, 2);
      const last = statement`return ${value()};`;
      if (random.chance(0.5)) return block([last]);
      return block([statement`if (${this.#kit.condition(context)}) { return ${value()}; }`, last]);
    }
    return this.#kit.block(context, random.integer(1, 5), (end) => this.#returns.result(end));
  }
}
