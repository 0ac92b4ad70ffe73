import { arrayOf, type Kit, type Step } from "./kit.js";
import { type Context, innerContext, type Type, withNames } from "./scope.js";
import { expression, joined, statement, type Tree } from "./tree.js";

/** Generates calls for their effect, and calls of which several run at once. */
export class Effects {
  readonly #kit: Kit;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  effect(context: Context): Tree {
    const { random } = this.#kit.workshop;
    if (context.mode !== "async") return statement`;`;
    const of = (type: Type) => this.#kit.expressions.of(context, type, 2);
    const voids = context.helpers.filter((helper) => helper.result === "void");
    return random.weighted([
      [3, () => statement`await release(${of("string")});`],
      [0.5, () => statement`await sleep("${random.pick(["1s", "5m", "2h"])}");`],
      [1, () => statement`await double(${of("number")});`],
      [1, () => statement`await release(${of("string")}).catch(() => null);`],
      [1, () => statement`${this.#kit.condition(context)} && (await release(${of("string")}));`],
      [
        1,
        () =>
          statement`${this.#kit.condition(context)} ? await double(${of("number")}) : await check(${of("number")});`,
      ],
      [voids.length > 0 ? 2 : 0, () => statement`${this.#kit.expressions.callOf(context, random.pick(voids), 2)};`],
    ]);
  }

  /** `Promise.all` of calls, async functions and plain values. */
  together(context: Context): Step {
    const { random } = this.#kit.workshop;
    if (random.chance(0.2)) return this.#chosenLists(context);
    const results: { name: string; type: Type }[] = [];
    const branches = Array.from({ length: random.integer(2, 3) }, (_, index) => {
      const type = random.pick(["number", "string", "number[]", "Item", "number | null"] as const);
      results.push({ name: this.#kit.workshop.freshName(type), type });
      // What fails between two branches would leave the first one's promise to nobody.
      return this.branch(index === 0 ? context : { ...context, mode: "callback" }, type);
    });
    const pattern = results.map(({ name }) => name).join(", ");
    const tree = statement`const [${pattern}] = await Promise.all([${joined(branches, ", ")}]);`;
    return { tree, context: withNames(context, ...results.map((result) => ({ ...result, assignable: false }))) };
  }

  /** `await Promise.all([...(isGift ? [double(1)] : []), double(2)])` */
  #chosenLists(context: Context): Step {
    const { random } = this.#kit.workshop;
    const quiet = innerContext(context, { mode: "callback", concurrent: true });
    const call = () => expression("promise")`double(${this.#kit.expressions.of(quiet, "number", 1)})`;
    const list = (least: number) => joined(Array.from({ length: random.integer(least, 2) }, call), ", ");
    const chosen = expression("calls")`...(${this.#kit.condition(quiet)} ? [${list(1)}] : [${list(0)}])`;
    const all = joined(random.chance(0.5) ? [chosen, call()] : [call(), chosen], ", ");
    const name = this.#kit.workshop.freshName("number[]");
    const tree = statement`const ${name}: number[] = await Promise.all([${all}]);`;
    return { tree, context: withNames(context, { name, type: "number[]", assignable: false }) };
  }

  branch(context: Context, type: Type): Tree {
    const { random } = this.#kit.workshop;
    const of = (wanted: Type) => this.#kit.expressions.of(context, wanted, 1);
    // The arguments of a call belong to its branch, which cannot assign variables of the workflow.
    const inside = innerContext(context, { mode: context.mode, concurrent: true });
    const call = () => expression("promise")`double(${this.#kit.expressions.of(inside, "number", 1)})`;
    const simple =
      type === "number"
        ? () =>
            random.pick([
              call(),
              expression("promise")`${call()}.catch(() => -1)`,
              expression("promise")`${call()}.then((n) => n + 1)`,
            ])
        : undefined;
    return random.weighted<Tree>([
      [simple === undefined ? 0 : 2, () => (simple as () => Tree)()],
      [1, () => of(type)],
      [4, () => expression("promise")`(async (): Promise<${type}> => { ${this.asyncBody(context, type, 3)} })()`],
    ]);
  }

  asyncBody(context: Context, type: Type, most: number, ...parameters: readonly { name: string; type: Type }[]): Tree {
    const inner = innerContext(context, { mode: "async", result: type, concurrent: true, loops: context.loops + 1 });
    const named = withNames(inner, ...parameters.map((parameter) => ({ ...parameter, assignable: false })));
    return this.#kit.block(named, most, (end) => statement`return ${this.#kit.expressions.of(end, type, 2)};`);
  }

  /** A Map state: `Promise.all` over a list, or `map` with a limit. */
  map(context: Context): Step {
    const { random } = this.#kit.workshop;
    const element = random.pick(["number", "string", "Item"] as const);
    const result = random.pick(["number", "string", "number | null", "Item"] as const);
    const item = { name: this.#kit.workshop.freshName(element), type: element };
    const index = { name: this.#kit.workshop.fresh("index"), type: "number" as const };
    const hasIndex = random.chance(0.3);
    const list = this.#kit.expressions.bounded(context, arrayOf[element], 2);
    const body = this.asyncBody(context, result, 3, item, ...(hasIndex ? [index] : []));
    const run = expression(
      "lambda",
    )`async (${item.name}${hasIndex ? `, ${index.name}` : ""}): Promise<${result}> => { ${body} }`;
    const isAll = this.#kit.workshop.isConcurrent && random.chance(0.5);
    const limit = this.#kit.workshop.isConcurrent ? random.pick(["{ concurrency: 2 }", "{}"]) : "{ concurrency: 1 }";
    const call = isAll
      ? expression("call")`await Promise.all((${list}).map(${run}))`
      : expression("call")`await map(${list}, ${limit}, ${run})`;
    if (result === "number | null") return { tree: statement`${call};`, context };
    const type = arrayOf[result];
    const name = this.#kit.workshop.freshName(type);
    const tree = statement`const ${name}: ${type} = ${call};`;
    return { tree, context: withNames(context, { name, type, assignable: false }) };
  }
}
