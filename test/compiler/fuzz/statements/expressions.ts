import {
  type Context,
  type Helper,
  innerContext,
  type Name,
  names,
  type OwnedKind,
  type Type,
  withNames,
  type Workshop,
} from "./scope.js";
import { expression, joined, type Tree } from "./tree.js";

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
      return variables.length > 0 && random.chance(0.8) ? this.#read(random.pick(variables)) : this.literal(type);
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

  literal(type: Type): Tree {
    const { random } = this.#workshop;
    const make = expression(type);
    switch (type) {
      case "number":
        return make`${random.pick(["0", "1", "2", "3", "7", "10", "0.5", "(-1)", "25"])}`;
      case "string":
        return make`${JSON.stringify(random.pick(["", "a", "b", "beta", "x y", "%}", "é", "10", "it's", '"q"']))}`;
      case "boolean":
        return make`${random.pick(["input.flag", "true", "false"])}`;
      case "number[]":
        return make`${random.pick(["[3]", "[1, 2]", "[0, 4, 2]", "input.list"])}`;
      case "string[]":
        return make`${random.pick(['["a"]', '["a", "b"]', "input.words"])}`;
      case "Item":
        return make`${random.pick(['{ id: "i1", price: 5, tags: ["t"] }', "input.item"])}`;
      case "Item[]":
        return make`${random.pick(["input.items", "[input.item]"])}`;
      case "Counts":
        return make`${random.pick(["{ a: 1, b: 2 }", "{ k: 0 }", "input.counts"])}`;
      case "number | undefined":
        return make`(${random.pick(["undefined", "4", "input.opt"])} as number | undefined)`;
      case "string | undefined":
        return make`(${random.pick(["undefined", '"so"', "input.item.note"])} as string | undefined)`;
      case "Item | undefined":
        return make`(${random.pick(["undefined", "input.item", "input.items[0]"])} as Item | undefined)`;
      case "number | null":
        return make`(${random.pick(["null", "6", "input.maybe"])} as number | null)`;
      case "string | null":
        return make`(${random.pick(["null", '""', '"some"'])} as string | null)`;
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
        helper.result === result && kinds.includes(helper.kind) && !(helper.assigns && context.mode === "callback"),
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

  #composite(context: Context, type: Type, depth: number): Tree {
    const { random } = this.#workshop;
    const make = expression(type);
    const of = (wanted: Type) => this.of(context, wanted, depth);
    const opaque = (wanted: Type) => this.opaque(context, wanted, depth);
    const receiver = (wanted: Type) => this.#receiver(context, wanted, depth);
    const canAwait = context.mode === "async" ? 1 : 0;
    const callback = (element: Type, result: Type) =>
      this.#callback(context, element, (inner) => this.of(inner, result, depth - 1));
    switch (type) {
      case "number":
        return random.weighted([
          [3, () => make`(${of(type)} ${random.pick(["+", "-"])} ${of(type)})`],
          [1, () => make`((${of(type)} * ${of(type)}) % 1000)`],
          [1, () => make`(${of(type)} % ${random.pick(["2", "3", "7"])})`],
          [1, () => make`Math.${random.pick(["floor", "round", "trunc"])}(${of(type)} / 2)`],
          [1, () => make`Math.max(${of(type)}, ${of(type)})`],
          [1, () => make`(-${of(type)})`],
          [2, () => make`${receiver("string")}.length`],
          [2, () => make`${receiver(random.pick(["number[]", "string[]"]))}.length`],
          [2, () => make`(${receiver("number[]")}[${random.pick(["0", "1", "2"])}] ?? ${of(type)})`],
          [1, () => make`(${receiver("number[]")}.at(-1) ?? ${of(type)})`],
          [2, () => make`(${opaque("number | undefined")} ?? ${of(type)})`],
          [2, () => make`(${opaque("number | null")} ?? ${of(type)})`],
          [2, () => make`${receiver("Item")}.price`],
          [2, () => make`(${receiver("Item | undefined")}?.price ?? ${of(type)})`],
          [1, () => make`(${receiver("Item | undefined")}?.tags.length ?? ${of(type)})`],
          [1, () => make`(${receiver("string | undefined")}?.slice(1).length ?? ${of(type)})`],
          [
            canAwait,
            () =>
              make`(await (async () => { if (${opaque("boolean")}) { return ${of(type)}; } return double(${of(type)}); })())`,
          ],
          [
            context.mode === "callback" ? 0 : 1,
            () =>
              make`(() => { if (${opaque("boolean")}) { return ${this.of({ ...context, mode: "sync" }, type, depth)}; } return ${this.of({ ...context, mode: "sync" }, type, depth)}; })()`,
          ],
          [1, () => make`((${opaque(type)} as number) || ${of(type)})`],
          [1, () => make`((${opaque("boolean")} && ${of(type)}) || ${of(type)})`],
          [1, () => make`(${receiver("Counts")}[${of("string")}] ?? ${of(type)})`],
          [1, () => make`${receiver("number[]")}.indexOf(${of(type)})`],
          [1, () => this.#reduce(context, depth)],
          [4 * canAwait, () => make`(await double(${of(type)}))`],
          [1 * canAwait, () => make`(await fetchItem(${of("string")})).price`],
          [context.hasChild && canAwait ? 1 : 0, () => make`(await child(${of(type)})).value`],
          [1, () => make`(Size.${random.pick(["Small", "Middle", "Large"])} as number)`],
          [0.5, () => make`prices[${opaque("boolean")} ? "a" : "b"]`],
          [1, () => make`first(${of("number[]")}, ${of(type)})`],
          [0.5, () => make`either(${of(type)}, ${of(type)}, ${of("boolean")})`],
          [1, () => make`(totalOf(${of("Item")} as Item, ${of("number[]")}) % 1000)`],
          [0.5, () => make`totalOf({ price: ${of(type)} })`],
          ...this.#ownedNumbers(context),
        ]);
      case "string":
        return random.weighted([
          [3, () => this.#template(context, depth)],
          [2, () => make`(${of(type)} + ${of(type)})`],
          [1, () => make`(${of(type)} + ${of("number")})`],
          [1, () => make`${receiver(type)}.slice(${random.pick(["1", "0, 2", "-2"])})`],
          [1, () => make`${receiver(type)}.${random.pick(["toUpperCase", "trim", "toLowerCase"])}()`],
          [2, () => make`${receiver("Item")}.id`],
          [1, () => make`(${receiver("Item")}.note ?? ${of(type)})`],
          [1, () => make`(${receiver("Item | undefined")}?.tags[0] ?? ${of(type)})`],
          [2, () => make`(${opaque("string | undefined")} ?? ${of(type)})`],
          [1, () => make`(${opaque("string | null")} || ${of(type)})`],
          [1, () => make`${receiver("string[]")}.join(${random.pick(['","', '""', '"-"'])})`],
          [1, () => make`${receiver("number[]")}.join()`],
          [1, () => make`String(${of("number")})`],
          [1, () => make`(typeof ${opaque(random.pick(["number | undefined", "string | null", "Item | undefined"]))})`],
          [2 * canAwait, () => make`(await charge({ id: ${of(type)}, amount: ${of("number")} })).receipt`],
          [1 * canAwait, () => make`(await fetchItem(${of(type)})).id`],
          [1, () => make`(Colour.${random.pick(["Red", "Green"])} as string)`],
          [0.5, () => make`first(${of("string[]")}, ${of(type)})`],
          [0.5, () => make`String(either(${of("number")}, ${of(type)}, ${of("boolean")}))`],
          [canAwait, () => make`(await review({ id: ${of(type)} }, { timeout: "1d" })).reason`],
          ...this.#ownedTexts(context),
        ]);
      case "boolean":
        return random.weighted([
          [4, () => this.#comparison(context, depth)],
          [2, () => make`(!${opaque(type)})`],
          [2, () => make`(${opaque(type)} && ${of(type)})`],
          [2, () => make`(${opaque(type)} || ${of(type)})`],
          [1, () => make`(!${opaque("string")})`],
          [1, () => make`${receiver("number[]")}.includes(${of("number")})`],
          [1, () => make`${receiver("string")}.startsWith(${of("string")})`],
          [1, () => make`${receiver("number[]")}.${random.pick(["some", "every"])}(${callback("number", type)})`],
          [1, () => make`(${of("string")} in ${receiver("Counts")})`],
          [4 * canAwait, () => make`(await check(${of("number")}))`],
          [canAwait, () => make`(await review({ id: ${of("string")} }, { timeout: "12h" })).approved`],
        ]);
      case "number[]":
        return random.weighted([
          [2, () => make`[${of("number")}, ${of("number")}]`],
          [2, () => make`[...${receiver(type)}, ${of("number")}]`],
          [1, () => make`[${of("number")}, ...${receiver(type)}, ...${receiver(type)}].slice(0, 5)`],
          [2, () => make`${receiver(type)}.map(${callback("number", "number")})`],
          [1, () => make`${receiver("Item[]")}.map(${callback("Item", "number")})`],
          [2, () => make`${receiver(type)}.filter(${callback("number", "boolean")})`],
          [1, () => make`${receiver(type)}.slice(${random.pick(["1", "0, 2", "-1"])})`],
          [1, () => make`${receiver(type)}.toReversed()`],
          [1, () => make`${receiver(type)}.toSorted((a, b) => a - b)`],
          [1, () => make`Object.values(${receiver("Counts")})`],
          [1, () => make`([] as ${type})`],
        ]);
      case "string[]":
        return random.weighted([
          [2, () => make`[${of("string")}, ${of("string")}]`],
          [2, () => make`[...${receiver(type)}, ${of("string")}]`],
          [2, () => make`${receiver("Item")}.tags`],
          [1, () => make`${receiver("number[]")}.map(${callback("number", "string")})`],
          [1, () => make`${receiver("Item[]")}.map(${callback("Item", "string")})`],
          [1, () => make`${receiver(type)}.filter(${callback("string", "boolean")})`],
          [1, () => make`${receiver("string")}.split(${random.pick(['""', '" "', '"a"'])}).slice(0, 4)`],
          [1, () => make`Object.keys(${receiver("Counts")})`],
          [1, () => make`([] as ${type})`],
        ]);
      case "Item":
        return random.weighted([
          [2, () => make`{ id: ${of("string")}, price: ${of("number")}, tags: ${of("string[]")} }`],
          [1, () => make`{ id: ${of("string")}, price: ${of("number")}, tags: [], note: ${of("string | undefined")} }`],
          [2, () => make`{ ...${receiver(type)}, price: ${of("number")} }`],
          [1, () => make`{ ...${receiver(type)}, note: ${of("string | undefined")} }`],
          [1, () => make`{ ...${receiver(type)}, ...(${opaque("boolean")} ? { note: ${of("string")} } : {}) }`],
          [1, () => make`(${receiver("Item[]")}[0] ?? ${of(type)})`],
          [1, () => make`(${opaque("Item | undefined")} ?? ${of(type)})`],
          [4 * canAwait, () => make`((await fetchItem(${of("string")})) as Item)`],
        ]);
      case "Item[]":
        return random.weighted([
          [2, () => make`[${of("Item")}]`],
          [1, () => make`[...${receiver(type)}, ${of("Item")}]`],
          [1, () => make`${receiver(type)}.filter(${callback("Item", "boolean")})`],
          [1, () => make`${receiver(type)}.map(${callback("Item", "Item")})`],
        ]);
      case "Counts":
        return random.weighted([
          [1, () => make`{ a: ${of("number")}, b: ${of("number")} }`],
          [1, () => make`{ [${of("string")}]: ${of("number")} }`],
          [2, () => make`{ ...${receiver(type)}, [${of("string")}]: ${of("number")} }`],
          [1, () => make`{ ...${receiver(type)}, ...${receiver(type)} }`],
        ]);
      case "number | undefined":
        return random.weighted([
          [1, () => make`${receiver("number[]")}[${random.pick(["0", "3"])}]`],
          [1, () => make`${receiver("number[]")}.find(${callback("number", "boolean")})`],
          [1, () => make`${receiver("Item | undefined")}?.price`],
          [1, () => make`${receiver("Counts")}[${of("string")}]`],
          [1, () => make`(${opaque("boolean")} ? ${of("number")} : undefined)`],
        ]);
      case "string | undefined":
        return random.weighted([
          [2, () => make`${receiver("Item")}.note`],
          [1, () => make`${receiver("Item | undefined")}?.note`],
          [1, () => make`${receiver("string[]")}[${random.pick(["0", "2"])}]`],
          [1, () => make`(${opaque("boolean")} ? ${of("string")} : undefined)`],
        ]);
      case "Item | undefined":
        return random.weighted([
          [1, () => make`${receiver("Item[]")}.find(${callback("Item", "boolean")})`],
          [1, () => make`${receiver("Item[]")}[${random.pick(["0", "1"])}]`],
          [1, () => make`(${opaque("boolean")} ? ${of("Item")} : undefined)`],
        ]);
      case "number | null":
        return random.weighted([
          [1, () => make`(${opaque("boolean")} ? ${of("number")} : null)`],
          [1, () => make`(${opaque("number | undefined")} ?? null)`],
        ]);
      case "string | null":
        return random.weighted([
          [1, () => make`(${opaque("boolean")} ? ${of("string")} : null)`],
          [1, () => make`(${receiver("Item")}.note ?? null)`],
        ]);
    }
  }

  /** Reads of what a variable owns, none of which leaves a second reference behind. */
  #ownedNumbers(context: Context): readonly (readonly [number, () => Tree])[] {
    return this.#ownedReads(context, "number", (name) => ({
      numbers: [`${name}.length`, `(${name}[0] ?? 4)`, `(${name}.at(-1) ?? 5)`],
      words: [`${name}.length`],
      counts: [`(${name}.a ?? 6)`, `(${name}[input.s] ?? 7)`],
      order: [`${name}.price`, `${name}.tags.length`],
      orders: [`${name}.length`],
    }));
  }

  #ownedTexts(context: Context): readonly (readonly [number, () => Tree])[] {
    return this.#ownedReads(context, "string", (name) => ({
      numbers: [`${name}.join()`],
      words: [`${name}.join("-").slice(0, 20)`, `(${name}[0] ?? "none")`],
      counts: [`String(${name}.b)`],
      order: [`${name}.id`, `(${name}.note ?? "bare")`, `${name}.tags.join("").slice(0, 20)`],
      orders: [`String(${name}.length)`],
    }));
  }

  #ownedReads(
    { owned, mode }: Context,
    type: Type,
    reads: (name: string) => Readonly<Record<OwnedKind, readonly string[]>>,
  ): readonly (readonly [number, () => Tree])[] {
    if (owned.length === 0 || mode === "callback") return [];
    const { random } = this.#workshop;
    const read = () => {
      const { name, kind } = random.pick(owned);
      return expression(type)`${random.pick(reads(name)[kind])}`;
    };
    return [[4, read]];
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

const memberOf: Readonly<Record<Type, string>> = {
  number: "n",
  string: "s",
  boolean: "flag",
  "number[]": "list",
  "string[]": "words",
  Item: "item",
  "Item[]": "items",
  Counts: "counts",
  "number | undefined": "opt",
  "string | undefined": "item.note",
  "Item | undefined": "items[0]",
  "number | null": "maybe",
  "string | null": "word",
};
