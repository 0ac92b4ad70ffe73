import type { Problems } from "../../diagnostics/diagnostic.js";
import type { Variable } from "../../ir/expression.js";
import type { Block, MapEffect, ParallelEffect, Perform, Statement, Try } from "../../ir/statement.js";
import { mapBlocks } from "../../ir/statement-rewrite.js";
import { blocksOf, visitStatements } from "../../ir/statement-walk.js";
import { changedParts, type Uses, usesOf } from "../uses.js";
import { bringOutOfBranches } from "./branches-of-parallel.js";
import { firstAssignOf, type Refusal } from "./divide.js";
import { bringOutOfIterations } from "./iterations-of-map.js";
import { mayFail, seenAfterFailure } from "./seen-after-failure.js";

/**
 * Lets iterations and branches assign variables that are declared around them, which Step Functions does not: they note what is to
 * be done, and it is done when all of them have ended.
 *
 *     await Promise.all(ids.map(async (id) => { const item = await fetchItem(id); prices[id] = item.price; }));
 *
 *     Map: fetchItem, which returns [{ id, price }]      prices := with each entry of what the Map state gave
 *
 * In JavaScript, that happens in an order that depends on how long calls take. This is one of these orders: each iteration, and
 * each branch, as if its calls had ended before those of the next; what iterations do before they await anything comes first. What
 * does not fit one of them is refused: another assignment before the first call of its iteration, whose place in the order is known,
 * and a variable that is also read there.
 *
 * A variable that a single branch of a Parallel state knows is that branch's own meanwhile.
 */
export function bringOutAssignments(block: Block, problems: Problems): Block {
  const root = usesOf(block);
  let isNeeded = false;
  visitStatements(block, (statement) => {
    isNeeded ||= statement.kind === "perform" && assignedAround(statement, root).size > 0;
  });
  return isNeeded ? new BringingOut(root, problems).block(block, [], false) : block;
}

class BringingOut {
  readonly #root: Uses;
  readonly #problems: Problems;

  constructor(root: Uses, problems: Problems) {
    this.#root = root;
    this.#problems = problems;
  }

  /**
   * @param tries the `try` statements whose bodies are around the block, in its scope
   * @param isInside true in an iteration or branch
   */
  block(block: Block, tries: readonly Try[], isInside: boolean): Block {
    return block.flatMap((statement): Block => {
      if (statement.kind === "perform") return this.#perform(statement, tries, isInside);
      if (statement.kind !== "try") return [mapBlocks(statement, (inner) => this.block(inner, tries, isInside))];
      const body = this.block(statement.body, [...tries, statement], isInside);
      return [{ ...statement, body, handler: this.block(statement.handler, tries, isInside) }];
    });
  }

  #perform(given: Perform, tries: readonly Try[], isInside: boolean): Block {
    const statement = mapBlocks(given, (inner) => this.block(inner, [], true)) as Perform;
    const outer = assignedAround(given, this.#root);
    const { effect } = statement;
    if (outer.size === 0 || (effect.kind !== "map" && effect.kind !== "parallel")) return [statement];
    const blocks = effect.kind === "map" ? [effect.body] : effect.branches;
    const parts = new Map([...changedParts(blocks.flat())].filter(([variable]) => outer.has(variable)));
    const seen = blocks.some(mayFail) ? seenAfterFailure(outer, tries, this.#root) : undefined;
    if (effect.kind === "map" && effect.retry.length > 0) {
      const variable = [...outer][0] as Variable;
      const at = firstAssignOf(blocks.flat(), outer)?.span ?? statement.span;
      const reason = "when all is tried again, what the failed attempt had assigned would still be there";
      return this.#refused(given, { variable, reason, at });
    }
    if (seen !== undefined) {
      const at = firstAssignOf(blocks.flat(), new Set([seen]))?.span ?? statement.span;
      const reason = "when a call fails, what the others had assigned by then would be seen behind the `try`";
      return this.#refused(given, { variable: seen, reason, at });
    }
    const done =
      effect.kind === "map"
        ? bringOutOfIterations(
            statement as Perform & { effect: MapEffect },
            parts,
            (one) => this.#root.reads.has(one),
            isInside,
          )
        : bringOutOfBranches(statement as Perform & { effect: ParallelEffect }, parts, isInside);
    return "reason" in done ? this.#refused(given, done) : done;
  }

  #refused(statement: Statement, { variable, reason, at }: Refusal): Block {
    this.#problems.add("SP2103", at, { name: variable.name, reason });
    return [statement];
  }
}

/** The variables that the iterations or branches of a state assign and do not declare, and that are known around it. */
function assignedAround(statement: Perform, root: Uses): ReadonlySet<Variable> {
  if (statement.effect.kind !== "map" && statement.effect.kind !== "parallel") return new Set();
  const blocks = blocksOf(statement).flat();
  const assigned = new Set<Variable>();
  const declared = new Set<Variable>();
  visitStatements(blocks, (inner) => {
    if (inner.kind === "assign") (inner.declares ? declared : assigned).add(inner.variable);
  });
  const inside = usesOf(blocks);
  const isKnownAround = (variable: Variable): boolean =>
    (root.reads.get(variable) ?? 0) > (inside.reads.get(variable) ?? 0) ||
    (root.assigns.get(variable) ?? 0) > (inside.assigns.get(variable) ?? 0);
  return new Set([...assigned].filter((variable) => !declared.has(variable) && isKnownAround(variable)));
}
