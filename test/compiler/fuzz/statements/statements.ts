import { Expressions } from "./expressions.js";
import { Mutations } from "./mutation.js";
import { type Context, type Helper, innerContext, names, type Type, types, withNames, type Workshop } from "./scope.js";
import { block, expression, joined, statement, type Tree } from "./tree.js";

/** A statement, and what stands after it can see. */
interface Step {
  readonly tree: Tree;
  readonly context: Context;
}

/** Generates lists of statements. */
export class Statements {
  readonly #workshop: Workshop;
  readonly #expressions: Expressions;
  readonly #mutations: Mutations;

  constructor(workshop: Workshop) {
    this.#workshop = workshop;
    this.#expressions = new Expressions(workshop);
    this.#mutations = new Mutations(workshop, this.#expressions);
  }

  /** Statements of a block or function; `last` ends it, knowing all names. */
  block(context: Context, most: number, last?: (context: Context) => Tree): Tree {
    const { random } = this.#workshop;
    const statements: Tree[] = [];
    let current: Context = last === undefined ? { ...context, own: [] } : context;
    for (let left = random.integer(1, most); left > 0 && this.#workshop.budget > 0; left--) {
      this.#workshop.budget--;
      // A name may hide an outer one where no statement before has used that.
      const isFirst = statements.length === 0 && current.own.length === 0;
      const { tree, context: next } =
        isFirst && random.chance(0.2) ? this.#declare(current, true) : this.#statement(current);
      statements.push(tree);
      current = next;
    }
    if (last !== undefined) statements.push(last(current));
    return block(statements);
  }

  #statement(context: Context): Step {
    const { random } = this.#workshop;
    const stays = (tree: Tree): Step => ({ tree, context });
    const isOpen = this.#workshop.budget > 0;
    const isInner = context.targets.length > 0;
    const calls = context.mode === "async" ? 1 : 0;
    const nests = isOpen && context.loops < 3 ? 1 : 0;
    return random.weighted<Step>([
      [5, () => this.#declare(context)],
      [1.5, () => this.#destructure(context)],
      [5, () => stays(this.#assign(context))],
      [1, () => stays(this.#assignPattern(context))],
      [1.5 * calls, () => stays(this.#effect(context))],
      [isOpen ? 4 : 0, () => stays(this.#if(context))],
      [isOpen ? 1.5 : 0, () => stays(this.#switch(context))],
      [3 * nests, () => stays(this.#loop(context))],
      [isOpen ? 0.5 : 0, () => stays(this.#labelled(context))],
      [isOpen ? 0.5 : 0, () => stays(statement`{ ${this.block(context, 3)} }`)],
      [isOpen ? 2.5 : 0, () => stays(this.#try(context))],
      [isInner ? 2 : 0, () => stays(this.#jump(context))],
      [0.7, () => stays(this.#return(context))],
      [0.7, () => stays(this.#throw(context))],
      [
        isOpen && context.functions < 3 && context.loops < 3 ? (context.loops === 0 ? 1 : 0.4) : 0,
        () => this.helper(context),
      ],
      [context.mode === "callback" ? 0 : 1, () => this.#mutations.declare(context)],
      [3 * Math.min(context.owned.length, 2), () => stays(this.#mutations.change(context) ?? statement`;`)],
      [calls * (this.#workshop.isConcurrent ? 3 : 0), () => this.#together(context)],
      [calls * 0.7, () => this.#map(context)],
    ]);
  }

  // --- names --------------------------------------------------------------------------------------------------------

  #declare(outer: Context, hides = false): Step {
    const { random } = this.#workshop;
    const type = random.pick(types);
    const name = hides && outer.names.length > 0 ? random.pick(outer.names).name : this.#workshop.freshName(type);
    const isLet = random.chance(0.6);
    const declared = { name, type, assignable: isLet };
    const next = withNames(outer, declared);
    // The value cannot read an outer variable of that name.
    const context = { ...outer, names: outer.names.filter((other) => other.name !== name) };
    if (isLet && random.chance(0.1)) {
      const [a, b] = [this.#value(context, type), this.#value(context, type)];
      const condition = this.#condition(context);
      const tree = statement`let ${name}: ${type}; if (${condition}) { ${name} = ${a}; } else { ${name} = ${b}; }`;
      return { tree, context: next };
    }
    if (isLet && type.endsWith("undefined") && random.chance(0.3)) {
      return { tree: statement`let ${name}: ${type};`, context: next };
    }
    const value = this.#value(context, type);
    const keyword = isLet ? "let" : "const";
    const isUnion = type === "boolean" || type.includes("|");
    const tree = isUnion
      ? statement`${keyword} ${name} = ${value} as ${type};`
      : statement`${keyword} ${name}: ${type} = ${value};`;
    return { tree, context: next };
  }

  #destructure(context: Context): Step {
    const { random } = this.#workshop;
    const fresh = (type: Type) => ({ name: this.#workshop.freshName(type), type, assignable: false });
    const of = (type: Type) => this.#expressions.of(context, type, 2);
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
          const [rest, first] = [this.#workshop.fresh("rest"), fresh("string | undefined")];
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

  #value(context: Context, type: Type): Tree {
    const { random } = this.#workshop;
    const depth = random.integer(1, 3);
    return context.loops > 0
      ? this.#expressions.bounded(context, type, depth)
      : this.#expressions.of(context, type, depth);
  }

  #condition(context: Context): Tree {
    return this.#expressions.opaque(context, "boolean", 2);
  }

  #assign(context: Context): Tree {
    const { random } = this.#workshop;
    const target = context.names.filter((name) => name.assignable);
    if (target.length === 0) return this.#effect(context);
    const { name, type } = random.pick(target);
    const value = this.#expressions.bounded(context, type, random.integer(1, 3));
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

  #assignPattern(context: Context): Tree {
    const { random } = this.#workshop;
    const numbers = names(context, "number").filter((name) => name.assignable);
    const texts = names(context, "string").filter((name) => name.assignable);
    if (numbers.length === 0 || texts.length === 0) return this.#assign(context);
    const [number, text] = [random.pick(numbers).name, random.pick(texts).name];
    const of = (type: Type) => this.#expressions.bounded(context, type, 2);
    const other = random.pick(numbers).name;
    return random.weighted([
      [number === other ? 0 : 2, () => statement`[${number}, ${other}] = [${other}, ${number}];`],
      [1, () => statement`[${number}, ${text}] = [${of("number")}, ${of("string")}];`],
      [1, () => statement`({ price: ${number}, id: ${text} } = ${of("Item")} as Item);`],
      [1, () => statement`[${number} = ${of("number")}] = ${of("number[]")} as number[];`],
    ]);
  }

  // --- effects ------------------------------------------------------------------------------------------------------

  #effect(context: Context): Tree {
    const { random } = this.#workshop;
    if (context.mode !== "async") return statement`;`;
    const of = (type: Type) => this.#expressions.of(context, type, 2);
    const voids = context.helpers.filter((helper) => helper.result === "void");
    return random.weighted([
      [3, () => statement`await release(${of("string")});`],
      [0.5, () => statement`await sleep("${random.pick(["1s", "5m", "2h"])}");`],
      [1, () => statement`await double(${of("number")});`],
      [1, () => statement`${this.#condition(context)} && (await release(${of("string")}));`],
      [1, () => statement`${this.#condition(context)} ? await double(${of("number")}) : await check(${of("number")});`],
      [voids.length > 0 ? 2 : 0, () => statement`${this.#expressions.callOf(context, random.pick(voids), 2)};`],
    ]);
  }

  /** `Promise.all` of calls, async functions and plain values. */
  #together(context: Context): Step {
    const { random } = this.#workshop;
    const results: { name: string; type: Type }[] = [];
    const branches = Array.from({ length: random.integer(2, 3) }, (_, index) => {
      const type = random.pick(["number", "string", "number[]", "Item", "number | null"] as const);
      results.push({ name: this.#workshop.freshName(type), type });
      // What fails between two branches would leave the first one's promise to nobody.
      return this.#branch(index === 0 ? context : { ...context, mode: "callback" }, type);
    });
    const pattern = results.map(({ name }) => name).join(", ");
    const tree = statement`const [${pattern}] = await Promise.all([${joined(branches, ", ")}]);`;
    return { tree, context: withNames(context, ...results.map((result) => ({ ...result, assignable: false }))) };
  }

  #branch(context: Context, type: Type): Tree {
    const { random } = this.#workshop;
    const of = (wanted: Type) => this.#expressions.of(context, wanted, 1);
    // The arguments of a call belong to its branch, which cannot assign variables of the workflow.
    const inside = innerContext(context, { mode: context.mode, concurrent: true });
    const simple =
      type === "number" ? () => expression("promise")`double(${this.#expressions.of(inside, "number", 1)})` : undefined;
    return random.weighted<Tree>([
      [simple === undefined ? 0 : 2, () => (simple as () => Tree)()],
      [1, () => of(type)],
      [4, () => expression("promise")`(async (): Promise<${type}> => { ${this.#asyncBody(context, type, 3)} })()`],
    ]);
  }

  #asyncBody(context: Context, type: Type, most: number, ...parameters: readonly { name: string; type: Type }[]): Tree {
    const inner = innerContext(context, { mode: "async", result: type, concurrent: true, loops: context.loops + 1 });
    const named = withNames(inner, ...parameters.map((parameter) => ({ ...parameter, assignable: false })));
    return this.block(named, most, (end) => statement`return ${this.#expressions.of(end, type, 2)};`);
  }

  /** A Map state: `Promise.all` over a list, or `map` with a limit. */
  #map(context: Context): Step {
    const { random } = this.#workshop;
    const element = random.pick(["number", "string", "Item"] as const);
    const result = random.pick(["number", "string", "number | null", "Item"] as const);
    const item = { name: this.#workshop.freshName(element), type: element };
    const index = { name: this.#workshop.fresh("index"), type: "number" as const };
    const hasIndex = random.chance(0.3);
    const list = this.#expressions.bounded(context, arrayOf[element], 2);
    const body = this.#asyncBody(context, result, 3, item, ...(hasIndex ? [index] : []));
    const run = expression(
      "lambda",
    )`async (${item.name}${hasIndex ? `, ${index.name}` : ""}): Promise<${result}> => { ${body} }`;
    const isAll = this.#workshop.isConcurrent && random.chance(0.5);
    const limit = this.#workshop.isConcurrent ? random.pick(["{ concurrency: 2 }", "{}"]) : "{ concurrency: 1 }";
    const call = isAll
      ? expression("call")`await Promise.all((${list}).map(${run}))`
      : expression("call")`await map(${list}, ${limit}, ${run})`;
    if (result === "number | null") return { tree: statement`${call};`, context };
    const type = arrayOf[result];
    const name = this.#workshop.freshName(type);
    const tree = statement`const ${name}: ${type} = ${call};`;
    return { tree, context: withNames(context, { name, type, assignable: false }) };
  }

  // --- flow ---------------------------------------------------------------------------------------------------------

  #if(context: Context): Tree {
    const { random } = this.#workshop;
    const condition = this.#condition(context);
    const whenTrue = this.block(context, 3);
    return random.weighted([
      [2, () => statement`if (${condition}) { ${whenTrue} }`],
      [2, () => statement`if (${condition}) { ${whenTrue} } else { ${this.block(context, 3)} }`],
      [
        1,
        () => {
          const other = this.#condition(context);
          return statement`if (${condition}) { ${whenTrue} } else if (${other}) { ${this.block(context, 2)} } else { ${this.block(context, 2)} }`;
        },
      ],
    ]);
  }

  #switch(context: Context): Tree {
    const { random } = this.#workshop;
    const isNumber = random.chance(0.6);
    const subject = isNumber
      ? expression("number")`(${this.#expressions.of(context, "number", 2)} % 4)`
      : expression("string")`(${this.#expressions.of(context, "string", 2)} as string)`;
    const labels = isNumber
      ? ["0", "Size.Small", "Size.Middle", "3", "-1"]
      : ['"a"', '"b"', "Colour.Red", '""', '"number"'];
    const count = random.integer(1, 4);
    const heads = labels.slice(0, count).map((label) => `case ${label}:`);
    if (random.chance(0.7)) heads.splice(random.integer(0, heads.length), 0, "default:");
    const inner = { ...context, targets: [...context.targets, { name: "", kind: "switch" } as const] };
    const clauses = heads.map((head) => {
      if (random.chance(0.2)) return statement`${head}`;
      const body = this.block(inner, 2);
      return random.chance(0.65) ? statement`${head} { ${body} break; }` : statement`${head} { ${body} }`;
    });
    return statement`switch (${subject}) { ${joined(clauses, "\n")} }`;
  }

  #loop(context: Context): Tree {
    const { random } = this.#workshop;
    const name = random.chance(0.3) ? this.#workshop.fresh("loop") : "";
    const label = name === "" ? "" : `${name}: `;
    const inner: Context = {
      ...context,
      loops: context.loops + 1,
      targets: [...context.targets, { name, kind: "loop" }],
    };
    const body = (...added: readonly { name: string; type: Type }[]) =>
      this.block(withNames(inner, ...added.map((one) => ({ ...one, assignable: false }))), 4);
    const fuel = this.#workshop.fresh("round");
    const rounds = random.integer(1, 3);
    return random.weighted<Tree>([
      [
        3,
        () => {
          const element = random.pick(["number", "string", "Item"] as const);
          const item = { name: this.#workshop.freshName(element), type: element };
          const list = this.#expressions.bounded(context, arrayOf[element], 2);
          return statement`${label}for (const ${item.name} of ${list}) { ${body(item)} }`;
        },
      ],
      [
        1,
        () => {
          const item = { name: this.#workshop.freshName("string"), type: "string" as const };
          const price = { name: this.#workshop.freshName("number"), type: "number" as const };
          const list = this.#expressions.bounded(context, "Item[]", 2);
          return statement`${label}for (const { id: ${item.name}, price: ${price.name} } of ${list}) { ${body(item, price)} }`;
        },
      ],
      [
        1,
        () => {
          const key = { name: this.#workshop.freshName("string"), type: "string" as const };
          const amount = { name: this.#workshop.freshName("number"), type: "number" as const };
          const counts = this.#expressions.of(context, "Counts", 1);
          return statement`${label}for (const [${key.name}, ${amount.name}] of Object.entries(${counts} as Counts)) { ${body(key, amount)} }`;
        },
      ],
      [
        1,
        () => {
          const key = { name: this.#workshop.freshName("string"), type: "string" as const };
          const counts = this.#expressions.of(context, "Counts", 1);
          return statement`${label}for (const ${key.name} in ${counts}) { ${body(key)} }`;
        },
      ],
      [
        2,
        () => {
          const counter = { name: fuel, type: "number" as const };
          const start = random.pick(["0", "1"]);
          const update = random.pick([`${fuel}++`, `${fuel} += 2`, `++${fuel}`]);
          const extra = random.chance(0.3) ? expression("boolean")` && ${this.#condition(inner)}` : "";
          return statement`${label}for (let ${fuel} = ${start}; ${fuel} < ${rounds + 1}${extra}; ${update}) { ${body(counter)} }`;
        },
      ],
      [
        1,
        () => {
          const test = random.pick([`${fuel}++ < ${rounds}`, `++${fuel} <= ${rounds}`]);
          const condition = random.chance(0.6)
            ? expression("boolean")`${test} && ${this.#condition(inner)}`
            : expression("boolean")`${test}`;
          return statement`let ${fuel} = 0; ${label}while (${condition}) { ${body()} }`;
        },
      ],
      [
        1,
        () => {
          const condition = expression("boolean")`${fuel} < ${rounds} && ${this.#condition(inner)}`;
          return statement`let ${fuel} = 0; ${label}do { ${fuel}++; ${body()} } while (${condition});`;
        },
      ],
      [0.5, () => statement`let ${fuel} = 0; ${label}while (true) { if (${fuel}++ >= ${rounds}) break; ${body()} }`],
    ]);
  }

  #labelled(context: Context): Tree {
    const name = this.#workshop.fresh("part");
    const inner: Context = { ...context, targets: [...context.targets, { name, kind: "block" }] };
    return statement`${name}: { ${this.block(inner, 4)} }`;
  }

  /** A `break` or `continue`, mostly on a condition. */
  #jump(context: Context): Tree {
    const { random } = this.#workshop;
    const { targets } = context;
    const jumps: string[] = [];
    if (targets.some(({ kind }) => kind !== "block")) jumps.push("break;");
    if (targets.some(({ kind }) => kind === "loop")) jumps.push("continue;", "continue;");
    for (const { name, kind } of targets.filter((target) => target.name !== "")) {
      jumps.push(`break ${name};`);
      if (kind === "loop") jumps.push(`continue ${name};`);
    }
    const jump = random.pick(jumps);
    return random.chance(0.85) ? statement`if (${this.#condition(context)}) ${jump}` : statement`${jump}`;
  }

  #guarded(context: Context, tree: Tree): Tree {
    return this.#workshop.random.chance(0.85) ? statement`if (${this.#condition(context)}) { ${tree} }` : tree;
  }

  #return(context: Context): Tree {
    return this.#guarded(context, this.result(context));
  }

  /** `return` of what the function gives; of the workflow itself, everything in sight. */
  result(context: Context): Tree {
    const { random } = this.#workshop;
    if (context.result === "void") return statement`return;`;
    if (context.result === "number" && context.mode === "async" && !context.inTry && random.chance(0.3)) {
      const call = () => statement`double(${this.#expressions.of(context, "number", 2)})`;
      return random.chance(0.6)
        ? statement`return ${call()};`
        : statement`return ${this.#condition(context)} ? ${call()} : ${this.#expressions.of(context, "number", 1)};`;
    }
    if (context.result !== "any") return statement`return ${this.#expressions.of(context, context.result, 2)};`;
    if (random.chance(0.2)) return statement`return ${this.#expressions.of(context, random.pick(types), 2)};`;
    return this.state(context);
  }

  /** Returns every variable, so that a wrong one shows. */
  state(context: Context): Tree {
    const own = new Set([...context.names, ...context.owned].map(({ name }) => name));
    const mark = this.#workshop.fresh("return");
    return statement`return { ${["mark: " + JSON.stringify(mark), ...own].join(", ")} };`;
  }

  #throw(context: Context): Tree {
    const { random } = this.#workshop;
    const message = this.#expressions.of(context, "string", 1);
    const thrown = () => random.pick(["OutOfStock", "Declined", "Error", "Mishap", "RangeError"]);
    const tree = random.weighted<Tree>([
      [context.errors.length > 0 ? 3 : 0, () => statement`throw ${random.pick(context.errors)};`],
      [context.concurrent ? 0 : 2, () => statement`throw new ${thrown()}(${message});`],
      [context.concurrent ? 0 : 1, () => statement`throw new Coded(${this.#expressions.of(context, "number", 1)});`],
      [context.concurrent ? 2 : 0, () => statement`throw new Declined("sorry");`],
    ]);
    return this.#guarded(context, tree);
  }

  #try(context: Context): Tree {
    const { random } = this.#workshop;
    const body = this.block({ ...context, inTry: true }, 4);
    const kind = random.weighted<"catch" | "finally" | "both">([
      [3, () => "catch"],
      [1, () => "finally"],
      [2, () => "both"],
    ]);
    const last = kind === "catch" ? "" : expression("clause")` finally { ${this.block(context, 3)} }`;
    if (kind === "finally") return statement`try { ${body} }${last}`;
    return statement`try { ${body} }${this.#catch({ ...context, inTry: context.inTry || kind === "both" })}${last}`;
  }

  #catch(context: Context): Tree {
    const { random } = this.#workshop;
    if (random.chance(0.2)) return expression("clause")` catch { ${this.block(context, 3)} }`;
    const error = this.#workshop.fresh("error");
    // Errors of branches that run at once are all alike, wherever they come from.
    const inner: Context = { ...context, errors: [...context.errors, error] };
    const text = this.#workshop.freshName("string");
    const named = withNames(inner, { name: text, type: "string", assignable: false });
    const part = random.pick(["name", "message"]);
    const { concurrent } = context;
    const body = random.weighted<Tree>([
      [
        3,
        () =>
          statement`if (!(${error} instanceof Error)) throw ${error}; const ${text}: string = ${error}.${part}; ${this.block(named, 3)}`,
      ],
      [
        2,
        () =>
          statement`if (${error} instanceof ${random.pick(["OutOfStock", "Declined", "Mishap"])}) { ${this.block(inner, 2)} } else { ${this.block(inner, 2)} }`,
      ],
      [
        1,
        () =>
          statement`if (${error} instanceof Error && ${error}.name === ${random.pick(['"Busy"', '"Declined"', '"Error"'])}) { ${this.block(inner, 2)} } else throw ${error};`,
      ],
      [1, () => statement`${this.block(inner, 3)} throw ${error};`],
      [
        concurrent ? 0 : 1,
        () => statement`if (${error} instanceof Error) throw new Mishap(${error}.name + ${error}.message);`,
      ],
    ]);
    return expression("clause")` catch (${error}) { ${body} }`;
  }

  // --- functions ----------------------------------------------------------------------------------------------------

  /** A function, with parameters that have defaults, and perhaps a rest parameter. */
  helper(context: Context): Step {
    const { random } = this.#workshop;
    const kind = random.weighted<Helper["kind"]>([
      [1, () => "pure"],
      [1.5, () => "plain"],
      [context.mode === "async" ? 2.5 : 0, () => "async"],
    ]);
    const assigns = kind !== "pure" && random.chance(0.5) && context.names.some((name) => name.assignable);
    const result = kind === "async" && random.chance(0.2) ? "void" : random.pick(types);
    const parameters = Array.from({ length: random.integer(0, 2) }, () => random.pick(types));
    const optional = random.integer(0, parameters.length);
    const rest = optional === 0 && random.chance(0.2) ? random.pick(["number", "string"] as const) : undefined;
    const name = this.#workshop.fresh("helper");
    const helper: Helper = { name, result, parameters, optional, rest, kind, assigns };
    const tree = this.#function(context, helper);
    return { tree, context: { ...context, helpers: [...context.helpers, helper] } };
  }

  #function(context: Context, helper: Helper): Tree {
    const { random } = this.#workshop;
    const { name, result, parameters, optional, rest, kind, assigns } = helper;
    const mode = { pure: "callback", plain: "sync", async: "async" } as const;
    const change = { mode: mode[kind], result, loops: context.loops + 1, concurrent: this.#workshop.isConcurrent };
    const outer = innerContext(context, change, assigns);
    let inner = outer;
    const declared = parameters.map((type, index) => {
      const parameter = this.#workshop.freshName(type);
      const hasDefault = index >= parameters.length - optional;
      // A default may use what stands before it.
      const other = hasDefault
        ? expression("default")` = ${this.#expressions.of({ ...inner, mode: "callback" }, type, 1)}`
        : "";
      inner = withNames(inner, { name: parameter, type, assignable: kind !== "pure" && random.chance(0.3) });
      return statement`${parameter}: ${type}${other}`;
    });
    if (rest !== undefined) {
      const parameter = this.#workshop.freshName(arrayOf[rest]);
      inner = withNames(inner, { name: parameter, type: arrayOf[rest], assignable: false });
      declared.push(statement`...${parameter}: ${rest}[]`);
    }
    const list = joined(declared, ", ");
    const type = kind === "async" ? `Promise<${result}>` : result;
    const prefix = kind === "async" ? "async " : "";
    const body = this.#functionBody(inner, kind, result);
    const generic = random.chance(0.2) ? "<T>" : "";
    return random.chance(0.5)
      ? statement`${prefix}function ${name}${generic}(${list}): ${type} { ${body} }`
      : statement`const ${name} = ${prefix}${generic}(${list}): ${type} => { ${body} };`;
  }

  #functionBody(context: Context, kind: Helper["kind"], result: Type | "void"): Tree {
    const { random } = this.#workshop;
    if (kind === "pure" && result !== "void") {
      const value = () => this.#expressions.of(context, result, 2);
      const last = statement`return ${value()};`;
      if (random.chance(0.5)) return block([last]);
      return block([statement`if (${this.#condition(context)}) { return ${value()}; }`, last]);
    }
    return this.block(context, random.integer(1, 5), (end) => this.result(end));
  }
}

const arrayOf = { number: "number[]", string: "string[]", Item: "Item[]" } as const;
