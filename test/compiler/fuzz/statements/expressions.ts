import {
  type Context,
  type Helper,
  innerContext,
  type Name,
  names,
  type Type,
  withNames,
  type Workshop,
} from "./scope.js";
import { expression, joined, type Tree } from "./tree.js";
import { literal, memberOf } from "./literals.js";
import { productions } from "./productions/all.js";
import type { Place } from "./productions/place.js";

/** Generates expressions. All of them are in parentheses where precedence could matter. */
export class Expressions {
  readonly #workshop: Workshop;

  constructor(workshop: Workshop) {
    this.#workshop = workshop;
  }

  of(context: Context, type: Type, depth: number): Tree {
    const { random } = this.#workshop;
    const variables = names(context, type);
    if (depth <= 0 || random.chance(0.15)) {
      return variables.length > 0 && random.chance(0.8) ? this.#read(random.pick(variables)) : literal(random, type);
    }
    const inner = depth - 1;
    const make = random.weighted<() => Tree>([
      [variables.length > 0 ? 3 : 0, () => () => this.#read(random.pick(variables))],
      [8, () => () => this.#composite(context, type, inner)],
      [1, () => () => this.#conditional(context, type, inner)],
      [this.#helpers(context, type).length > 0 ? 2 : 0, () => () => this.#helperCall(context, type, inner)],
      [this.#assignable(context, type).length > 0 ? 0.7 : 0, () => () => this.#assignment(context, type, inner)],
      [context.mode === "async" ? 0.8 : 0, () => () => this.#echo(context, type, inner)],
    ]);
    return make();
  }

  /** An expression that TypeScript does not see through: neither a literal nor of a literal type. */
  opaque(context: Context, type: Type, depth: number): Tree {
    const { random } = this.#workshop;
    const variables = names(context, type).filter((name) => type !== "boolean" || !name.assignable);
    if (variables.length > 0 && random.chance(0.6)) return this.#read(random.pick(variables));
    switch (type) {
      case "number":
        return expression(type)`(${this.of(context, type, depth - 1)} + ${this.of(context, type, depth - 1)})`;
      case "string":
        return expression(type)`${this.#receiver(context, "string", depth - 1)}.trim()`;
      case "boolean":
        return this.#comparison(context, depth - 1);
      default:
        return this.#read(variables[0] ?? { name: `input.${memberOf[type]}`, type, assignable: false });
    }
  }

  #read(name: Name): Tree {
    return expression(name.type)`${name.name}`;
  }

  #assignable(context: Context, type: Type): readonly Name[] {
    return context.mode === "callback" ? [] : names(context, type).filter((name) => name.assignable);
  }

  #conditional(context: Context, type: Type, depth: number): Tree {
    const [a, b] = [this.of(context, type, depth), this.of(context, type, depth)];
    return expression(type)`(${this.opaque(context, "boolean", depth)} ? ${a} : ${b})`;
  }

  /** `x = …`, `x += …`, `x++` inside an expression. */
  #assignment(context: Context, type: Type, depth: number): Tree {
    const { random } = this.#workshop;
    const { name } = random.pick(this.#assignable(context, type));
    const value = this.bounded(context, type, depth);
    const make = expression(type);
    if (type !== "number") return make`(${name} = ${value})`;
    return random.weighted([
      [2, () => make`(${name} = ${value})`],
      [1, () => make`${name}++`],
      [1, () => make`--${name}`],
      [1, () => make`(${name} += ${value})`],
    ]);
  }

  /** A value that stays of a bounded size however often it is computed from the last one. */
  bounded(context: Context, type: Type, depth: number): Tree {
    const value = this.of(context, type, depth);
    const make = expression(type);
    switch (type) {
      case "number":
        return make`(${value} % 1000)`;
      case "string":
        return make`(${value}).slice(0, 20)`;
      case "number[]":
      case "string[]":
      case "Item[]":
        return make`(${value}).slice(0, 4)`;
      case "number | undefined":
      case "string | undefined":
      case "Item | undefined":
      case "number | null":
      case "string | null":
        return make`(${value} as ${type})`;
      default:
        return value;
    }
  }

  /** A call whose result is its argument. */
  #echo(context: Context, type: Type, depth: number): Tree {
    if (type.endsWith("undefined")) return this.#composite(context, type, depth);
    return expression(type)`((await echo(${this.of(context, type, depth)})) as ${type})`;
  }

  #helpers(context: Context, result: Type | "void"): readonly Helper[] {
    const kinds = { callback: ["pure"], sync: ["pure", "plain"], async: ["pure", "plain", "async"] }[context.mode];
    return context.helpers.filter(
      (helper) =>
        helper.result === result &&
        kinds.includes(helper.kind) &&
        !(helper.assigns && context.mode === "callback") &&
        !(helper.isAround === true && context.inTry),
    );
  }

  #helperCall(context: Context, type: Type, depth: number): Tree {
    return this.callOf(context, this.#workshop.random.pick(this.#helpers(context, type)), depth);
  }

  /** A call of a function of the program, with some of its optional arguments. */
  callOf(context: Context, helper: Helper, depth: number): Tree {
    const { random } = this.#workshop;
    const { parameters, optional, rest } = helper;
    const count = parameters.length - random.integer(0, optional);
    const args = parameters.slice(0, count).map((type) => this.of(context, type, depth));
    if (rest !== undefined && count === parameters.length) {
      for (let more = random.integer(0, 2); more > 0; more--) args.push(this.of(context, rest, depth));
    }
    if (helper.left !== undefined) args.unshift(expression("number")`${helper.left}`);
    const call = expression(helper.result)`${helper.name}(${joined(args, ", ")})`;
    return helper.kind === "async" ? expression(helper.result)`(await ${call})` : call;
  }

  #comparison(context: Context, depth: number): Tree {
    const { random } = this.#workshop;
    const make = expression("boolean");
    const number = () => this.of(context, "number", depth);
    const text = () => this.of(context, "string", depth);
    return random.weighted([
      [4, () => make`((${number()} as number) ${random.pick(["<", "<=", ">", ">=", "===", "!=="])} ${number()})`],
      [2, () => make`((${text()} as string) ${random.pick(["<", ">", "===", "!=="])} ${text()})`],
      [1, () => make`(${this.opaque(context, "number | undefined", depth)} === undefined)`],
      [1, () => make`(${this.opaque(context, "string | null", depth)} !== null)`],
      [1, () => make`(${this.opaque(context, "Item | undefined", depth)} == null)`],
    ]);
  }

  /** Something with methods: a literal would be folded by the reader. */
  #receiver(context: Context, type: Type, depth: number): Tree {
    const value = this.of(context, type, depth);
    // TypeScript knows the members of a literal better than its type.
    const [first] = value.parts;
    const isLiteral = typeof first === "string" && first.startsWith("{");
    const isVague = isLiteral || (["Item", "Counts"].includes(type) && value.parts.length > 1);
    return isVague ? expression(type)`(${value} as ${type})` : expression(type)`(${value})`;
  }

  /** `[1, 2].map((n3) => …)`: the callback's body. */
  #callback(context: Context, element: Type, make: (inner: Context, name: string) => Tree): Tree {
    const { random } = this.#workshop;
    const name = this.#workshop.freshName(element);
    const parameter: Name = { name, type: element, assignable: false };
    const inner = withNames(innerContext(context, { mode: "callback" }), parameter);
    const body = make(inner, name);
    if (random.chance(0.8)) return expression("lambda")`(${name}) => (${body})`;
    const condition = this.opaque(inner, "boolean", 1);
    return expression("lambda")`(${name}) => { if (${condition}) return ${body}; return ${make(inner, name)}; }`;
  }

  /** A function with calls, which stands for itself in the place of a parameter. */
  #asyncCallback(context: Context, parameters: readonly Type[], result: Type, depth: number): Tree {
    const { random } = this.#workshop;
    const named = parameters.map((type): Name => ({ name: this.#workshop.freshName(type), type, assignable: false }));
    const inner = withNames(innerContext(context, { mode: "async", loops: context.loops + 1 }), ...named);
    const list = named.map(({ name, type }) => `${name}: ${type}`).join(", ");
    const value = () => this.of(inner, result, depth);
    if (random.chance(0.6)) return expression("lambda")`async (${list}): Promise<${result}> => (${value()})`;
    return expression(
      "lambda",
    )`async (${list}): Promise<${result}> => { if (${this.opaque(inner, "boolean", 1)}) { return ${value()}; } return ${value()}; }`;
  }

  #composite(context: Context, type: Type, depth: number): Tree {
    const { random } = this.#workshop;
    const place: Place = {
      context,
      type,
      random,
      make: expression(type),
      of: (wanted) => this.of(context, wanted, depth),
      ofSync: (wanted) => this.of({ ...context, mode: "sync" }, wanted, depth),
      opaque: (wanted) => this.opaque(context, wanted, depth),
      receiver: (wanted) => this.#receiver(context, wanted, depth),
      canAwait: context.mode === "async" ? 1 : 0,
      callback: (element, result) => this.#callback(context, element, (inner) => this.of(inner, result, depth - 1)),
      asyncCallback: (parameters, result) => this.#asyncCallback(context, parameters, result, depth - 1),
      comparison: () => this.#comparison(context, depth),
      template: () => this.#template(context, depth),
      reduce: () => this.#reduce(context, depth),
    };
    return random.weighted(productions[type](place));
  }

  #template(context: Context, depth: number): Tree {
    const { random } = this.#workshop;
    const part = () => {
      const value = this.of(context, random.pick(["number", "string", "boolean", "number | null"]), depth);
      return expression("part")`\${${value}}`;
    };
    const parts = Array.from({ length: random.integer(1, 3) }, part);
    return expression("string")`\`${joined(parts, random.pick(["", "-", " and ", "%}"]))}\``;
  }

  #reduce(context: Context, depth: number): Tree {
    const list = this.#receiver(context, "number[]", depth);
    const [sum, next] = [this.#workshop.fresh("sum"), this.#workshop.fresh("next")];
    const inner = withNames(
      innerContext(context, { mode: "callback" }),
      { name: sum, type: "number", assignable: false },
      { name: next, type: "number", assignable: false },
    );
    const step = this.of(inner, "number", depth - 1);
    const start = this.of(context, "number", depth);
    return expression("number")`${list}.reduce((${sum}, ${next}) => (${sum} + ${step}) % 1000, ${start})`;
  }
}
