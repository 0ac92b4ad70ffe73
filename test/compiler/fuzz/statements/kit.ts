import type { Expressions } from "./expressions.js";
import type { Context, Type, Workshop } from "./scope.js";
import { statement, type Tree } from "./tree.js";

/** A statement, and what stands after it can see. */
export interface Step {
  readonly tree: Tree;
  readonly context: Context;
}

/** Statements of a block or function; `last` ends it, knowing all names. */
export type MakeBlock = (context: Context, most: number, last?: (context: Context) => Tree) => Tree;

/** What the generators of all kinds of statements work with. */
export class Kit {
  readonly workshop: Workshop;
  readonly expressions: Expressions;
  readonly block: MakeBlock;

  constructor(workshop: Workshop, expressions: Expressions, block: MakeBlock) {
    this.workshop = workshop;
    this.expressions = expressions;
    this.block = block;
  }

  value(context: Context, type: Type): Tree {
    const { random } = this.workshop;
    const depth = random.integer(1, 3);
    return context.loops > 0
      ? this.expressions.bounded(context, type, depth)
      : this.expressions.of(context, type, depth);
  }

  condition(context: Context): Tree {
    return this.expressions.opaque(context, "boolean", 2);
  }

  guarded(context: Context, tree: Tree): Tree {
    return this.workshop.random.chance(0.85) ? statement`if (${this.condition(context)}) { ${tree} }` : tree;
  }
}

/** The type of lists of a type. */
export const arrayOf = { number: "number[]", string: "string[]", Item: "Item[]" } as const;
