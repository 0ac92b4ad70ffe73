import { Callbacks } from "./callbacks.js";
import { Collections } from "./collections.js";
import { Declarations } from "./declarations.js";
import { Effects } from "./effects.js";
import { Expressions } from "./expressions.js";
import { Extremes } from "./extremes.js";
import { Failures } from "./failures.js";
import { Flow } from "./flow.js";
import { Functions } from "./functions.js";
import { Kit, type Step } from "./kit.js";
import { Loops } from "./loops.js";
import { Mutations } from "./mutation.js";
import { Parts } from "./parts.js";
import { Returns } from "./returns.js";
import type { Context, Workshop } from "./scope.js";
import { GatheredValues } from "./gathered.js";
import { Started } from "./started.js";
import { block, statement, type Tree } from "./tree.js";
import { Undo } from "./undo.js";

/** Generates lists of statements. */
export class Statements {
  readonly #workshop: Workshop;
  readonly #mutations: Mutations;
  readonly #declarations: Declarations;
  readonly #callbacks: Callbacks;
  readonly #collections: Collections;
  readonly #effects: Effects;
  readonly #started: Started;
  readonly #gathered: GatheredValues;
  readonly #flow: Flow;
  readonly #loops: Loops;
  readonly #returns: Returns;
  readonly #failures: Failures;
  readonly #functions: Functions;
  readonly #undo: Undo;
  readonly #extremes: Extremes;
  readonly #parts: Parts;

  constructor(workshop: Workshop) {
    this.#workshop = workshop;
    const expressions = new Expressions(workshop);
    const kit = new Kit(workshop, expressions, (context, most, last) => this.block(context, most, last));
    this.#mutations = new Mutations(workshop, expressions);
    this.#declarations = new Declarations(kit);
    this.#collections = new Collections(kit);
    this.#effects = new Effects(kit);
    this.#started = new Started(kit, this.#effects);
    this.#gathered = new GatheredValues(kit);
    this.#flow = new Flow(kit);
    this.#loops = new Loops(kit);
    this.#returns = new Returns(kit);
    this.#callbacks = new Callbacks(kit, this.#returns);
    this.#failures = new Failures(kit);
    this.#functions = new Functions(kit, this.#returns);
    this.#undo = new Undo(kit);
    this.#extremes = new Extremes(kit);
    this.#parts = new Parts(kit);
  }

  /** A function outside of the workflow. */
  helper(context: Context): Step {
    return this.#functions.helper(context);
  }

  /** A function that calls itself, and a call of it. */
  recursive(context: Context): Step {
    return this.#functions.recursive(context);
  }

  /** `return` of what the function gives. */
  result(context: Context): Tree {
    return this.#returns.result(context);
  }

  /** `return` of everything in sight. */
  state(context: Context): Tree {
    return this.#returns.state(context);
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
        isFirst && random.chance(0.2) ? this.#declarations.declare(current, true) : this.#statement(current);
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
      [5, () => this.#declarations.declare(context)],
      [1.5, () => this.#declarations.destructure(context)],
      [5, () => stays(this.#declarations.assign(context))],
      [1, () => stays(this.#declarations.assignPattern(context))],
      [1.5 * calls, () => stays(this.#effects.effect(context))],
      [isOpen ? 4 : 0, () => stays(this.#flow.if(context))],
      [isOpen ? 1.5 : 0, () => stays(this.#flow.switch(context))],
      [3 * nests, () => stays(this.#loops.loop(context))],
      [isOpen ? 0.5 : 0, () => stays(this.#flow.labelled(context))],
      [isOpen ? 0.5 : 0, () => stays(statement`{ ${this.block(context, 3)} }`)],
      [isOpen ? 2.5 : 0, () => stays(this.#failures.try(context))],
      [context.inTry && !context.concurrent ? 1.5 : 0, () => this.#failures.read(context)],
      [isInner ? 2 : 0, () => stays(this.#flow.jump(context))],
      [0.7, () => stays(this.#returns.return(context))],
      [0.7, () => stays(this.#failures.throw(context))],
      [
        isOpen && context.functions < 3 && context.loops < 3 ? (context.loops === 0 ? 1 : 0.4) : 0,
        () => this.#functions.helper(context),
      ],
      [context.mode === "callback" ? 0 : 1, () => this.#mutations.declare(context)],
      [3 * Math.min(context.owned.length, 2), () => stays(this.#mutations.change(context) ?? statement`;`)],
      [
        isOpen && context.mode !== "callback" && context.owned.length > 0 ? 2 * nests : 0,
        () => stays(this.#parts.named(context) ?? statement`;`),
      ],
      [context.mode === "callback" ? 0 : 1.5 * nests, () => this.#callbacks.declare(context)],
      [calls * (this.#workshop.isConcurrent ? 3 : 0), () => this.#effects.together(context)],
      [calls * 0.7, () => this.#effects.map(context)],
      [1.5, () => this.#collections.declare(context)],
      [1, () => this.#extremes.declare(context)],
      [
        context.mode === "callback" ? 0 : 4 * Math.min(context.collections.length, 2),
        () => stays(this.#collections.change(context) ?? statement`;`),
      ],
      [isOpen && context.undos.length === 0 ? nests * calls : 0, () => this.#undo.list(context)],
      [context.undos.length > 0 ? 4 : 0, () => stays(this.#undo.add(context))],
      [calls * (this.#workshop.isConcurrent ? 2 : 0), () => this.#started.later(context)],
      [calls * (this.#workshop.isConcurrent ? 1 : 0), () => this.#started.settled(context)],
      [calls * (this.#workshop.isConcurrent ? 2 : 0), () => this.#started.pushed(context)],
      [calls * (this.#workshop.isConcurrent ? 2 : 0), () => this.#gathered.over(context)],
      [calls * (this.#workshop.isConcurrent ? 2 : 0), () => this.#gathered.items(context)],
    ]);
  }
}
