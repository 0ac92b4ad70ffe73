import type { Block, Label, Perform, Statement } from "../../ir/statement.js";
import { blocksOf, expressionsOf } from "../../ir/statement-walk.js";
import { mayThrow } from "../../optimise/simplify-let.js";
import { isReplay } from "./replay.js";

/**
 * The statements of an iteration or branch that are reached only after a call or a wait of its own: JavaScript may run them at
 * any time, so also when those of the iterations before have run, and before those of the next.
 *
 * A Map state makes no call where its list is empty; what its iterations left to do comes after calls of theirs.
 */
export function afterCall(block: Block): ReadonlySet<Statement> {
  const flow = new Flow();
  flow.block(block, false);
  return flow.after;
}

class Flow {
  readonly after = new Set<Statement>();
  /** Whether every jump to the end of what has the label comes after a call. */
  readonly #leaves = new Map<Label, boolean>();
  /** Whether every `return` comes after a call. */
  #returnsCalled = true;
  /** Whether something may be thrown in the innermost `try` before a call was made. */
  #throwsEarly = false;

  /** @returns whether a call was made on every way to the end of the block */
  block(block: Block, called: boolean): boolean {
    return block.reduce((before, statement) => this.#statement(statement, before), called);
  }

  #statement(statement: Statement, called: boolean): boolean {
    if (called || (statement.kind === "labelled" && isReplay(statement.label))) this.after.add(statement);
    this.#throwsEarly ||= !called && mayThrowAtOnce(statement);
    switch (statement.kind) {
      case "perform":
        return called || this.#calls(statement);
      case "await":
        return true;
      case "if": {
        const whenTrue = this.block(statement.whenTrue, called);
        return this.block(statement.whenFalse, called) && whenTrue;
      }
      case "labelled": {
        const end = this.block(statement.body, called);
        return end && this.#leaves.get(statement.label) !== false;
      }
      case "loop":
        this.block(statement.body, called);
        this.block(statement.update, called);
        return called;
      case "for-of":
        this.block(statement.body, called);
        return called;
      case "routine":
        return this.block(statement.body, called);
      case "leave":
        this.#leaves.set(statement.label, called && this.#leaves.get(statement.label) !== false);
        return true;
      case "try":
        return this.#try(statement.body, statement.handler, called);
      case "return":
        this.#returnsCalled &&= called;
        return true;
      case "continue":
      case "throw":
        return true; // Nothing comes after it.
      case "assign":
      case "recur":
      case "start":
        return called;
    }
  }

  #calls({ effect }: Perform): boolean {
    if (effect.kind === "map") return false;
    return effect.kind !== "parallel" || effect.branches.some((branch) => new Flow().alwaysCalls(branch));
  }

  /** True for a branch that makes a call on every way to its end. */
  alwaysCalls(branch: Block): boolean {
    return this.block(branch, false) && this.#returnsCalled;
  }

  #try(body: Block, handler: Block, called: boolean): boolean {
    const outer = this.#throwsEarly;
    this.#throwsEarly = false;
    const end = this.block(body, called);
    const isLate = !this.#throwsEarly;
    this.#throwsEarly = outer;
    return this.block(handler, called || isLate) && end;
  }
}

/** True for what may be thrown where the statement begins, also in iterations and branches that it starts. */
function mayThrowAtOnce(statement: Statement): boolean {
  if (statement.kind === "throw" || expressionsOf(statement).some(mayThrow)) return true;
  return statement.kind === "perform" && blocksOf(statement).some((block) => block.some(throwsSomewhere));
}

function throwsSomewhere(statement: Statement): boolean {
  return mayThrowAtOnce(statement) || blocksOf(statement).some((block) => block.some(throwsSomewhere));
}
