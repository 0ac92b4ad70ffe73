import type { Problems } from "../diagnostics/diagnostic.js";
import type { Expression, Variable } from "../ir/expression.js";
import type { Assign, Await, Block, PendingPromise, Start, Statement } from "../ir/statement.js";
import { mapBlocks, replaceReads } from "../ir/statement-rewrite.js";
import { addReads, visitStatements } from "../ir/statement-walk.js";
import { arrayType } from "../ir/value-types.js";
import { substitute, variablesIn } from "../ir/walk.js";
import type { SourceSpan } from "../source-span.js";
import { branchOf, fulfilled, inSequence, mainBranch, readOf, resultOf, titleOf } from "./branches.js";
import { awaits } from "./await-places.js";
import { gatherAwaits } from "./gather-awaits.js";
import { gatherPushed } from "./pushed-calls.js";
import {
  assignedHere,
  assignsFirst,
  changedParts,
  hasEffect,
  readsOfChanged,
  type Uses,
  usesOf,
  wayOut,
} from "./uses.js";

/**
 * Turns calls that are started now and awaited later into Parallel states.
 *
 * From the first start to the last await, everything lies in one block:
 *
 *     const a = f(); const b = g(); x = await a; y = await b;      Parallel [f] [g]
 *     const a = f(); z = await h(); x = await a;                   Parallel [f] [h]
 *
 * The calls that the workflow makes meanwhile become a branch of their own, which returns the variables that it
 * assigns. Other shapes are refused.
 *
 * What JavaScript does is kept wherever the function itself survives: a promise that is rejected before anybody waits
 * for it ends a process, and makes the Parallel state fail here.
 */
export function structurePromises(block: Block, problems: Problems): Block {
  let hasPromises = false;
  visitStatements(block, ({ kind }) => (hasPromises ||= kind === "start" || kind === "await"));
  if (!hasPromises) return block;
  const { reported } = problems;
  const gathered = gatherAwaits(gatherPushed(block, problems));
  const structured = new Structure(gathered, problems).block(gathered, undefined);
  // What is left is awaited inside of another call, unless something was refused above.
  visitStatements(structured, (statement) => {
    if (statement.kind !== "await" || problems.reported > reported) return;
    problems.add("SP1404", statement.span, { reason: "what runs beside it awaits it, too" });
  });
  return structured;
}

/** Starts and awaits that belong together, and what happens between them. */
interface Region {
  readonly statements: Block;
  readonly span: SourceSpan;
  /** The `try` block that the region stands in, within its scope. */
  readonly tryBlock: Block | undefined;
}

class Structure {
  readonly #root: Uses;
  readonly #rootBlock: Block;
  readonly #problems: Problems;
  readonly #order = new Map<Statement, number>();

  constructor(root: Block, problems: Problems) {
    this.#root = usesOf(root);
    this.#rootBlock = root;
    this.#problems = problems;
    visitStatements(root, (statement) => this.#order.set(statement, this.#order.size));
  }

  /** @param tryBlock the body of the `try` around the block, when its handler sees what the block assigns */
  block(block: Block, tryBlock: Block | undefined): Block {
    const first = block.findIndex((statement) => statement.kind === "start");
    if (first < 0) return block.map((statement) => this.#inside(statement, tryBlock));
    const before = block.slice(0, first).map((statement) => this.#inside(statement, tryBlock));
    const end = this.#endOfRegion(block, first);
    if (end === undefined) return [...before, ...this.block(block.slice(first + 1), tryBlock)];
    const statements = block.slice(first, end + 1);
    const rest = awaitedAgain(block.slice(end + 1), statements);
    const span = (statements[0] as Statement).span;
    return [...before, ...this.#region({ statements, span, tryBlock }), ...this.block(rest, tryBlock)];
  }

  #inside(statement: Statement, tryBlock: Block | undefined): Statement {
    switch (statement.kind) {
      case "try":
        return {
          ...statement,
          body: this.block(statement.body, statement.body),
          handler: this.block(statement.handler, tryBlock),
        };
      case "perform":
      case "start":
        return mapBlocks(statement, (inner) => this.block(inner, undefined));
      default:
        return mapBlocks(statement, (inner) => this.block(inner, tryBlock));
    }
  }

  /** Where the last promise is awaited that was started before any other ended; undefined when one is never awaited. */
  #endOfRegion(block: Block, first: number): number | undefined {
    const pending = new Map<PendingPromise, Start>();
    for (let index = first; index < block.length; index++) {
      const statement = block[index] as Statement;
      if (statement.kind === "start") pending.set(statement.promise, statement);
      if (statement.kind === "await") pending.delete(statement.promise);
      if (pending.size === 0) return index;
    }
    for (const { promise, span } of pending.values()) this.#reportUnawaited(promise, span);
    return undefined;
  }

  #reportUnawaited(promise: PendingPromise, span: SourceSpan): void {
    let awaited: Statement | undefined;
    visitStatements(this.#rootBlock, (statement) => {
      if (statement.kind === "await" && statement.promise === promise) awaited ??= statement;
    });
    if (awaited === undefined) this.#problems.add("SP1412", span);
    else {
      const related = { message: "awaited here", span: awaited.span };
      this.#problems.add("SP1404", span, { reason: "it is not awaited in the block where it is made" }, [related]);
    }
  }

  #region(region: Region): Block {
    const { statements } = region;
    const starts = statements.filter((statement) => statement.kind === "start");
    const indexOf = (fits: (statement: Statement) => boolean): number => {
      const index = statements.findIndex(fits);
      return index < 0 ? statements.length : index;
    };
    const firstEffect = indexOf((statement) => statement.kind !== "start" && hasEffect(statement));
    const early = statements.slice(0, firstEffect);
    const isEarly = (statement: Statement): boolean => early.includes(statement);
    // Up to here, the workflow makes calls of its own, or starts some that depend on them.
    const lastCall = statements.findLastIndex((statement) =>
      statement.kind === "start" ? !isEarly(statement) : statement.kind !== "await" && hasEffect(statement),
    );
    const tail = statements.slice(Math.max(lastCall + 1, firstEffect));
    const awaits = tail.filter((statement) => statement.kind === "await");
    const isBeside = (start: Start): boolean =>
      isEarly(start) && awaits.some(({ promise }) => promise === start.promise);
    const beside = starts.filter(isBeside);
    if (beside.length === 0) {
      this.#problems.add("SP1404", region.span, { reason: "calls depend on each other across the awaits" });
      return [];
    }
    this.#checkWayOut(early, true, region);
    const main = statements.slice(firstEffect, Math.max(lastCall + 1, firstEffect));
    this.#checkWayOut(main, false, region);
    const prepared = new Map(
      starts.filter(isEarly).map((start) => {
        const following = isBeside(start) ? untilAwaited(start, statements) : early;
        const meanwhile = following.slice(following.indexOf(start) + 1).filter(({ kind }) => kind !== "start");
        return [start, this.#settleCopies(start, meanwhile)];
      }),
    );
    for (const start of starts) {
      const following = isEarly(start) ? early.slice(early.indexOf(start) + 1) : [];
      this.#checkAssigned(start, [...following.filter(({ kind }) => kind !== "start"), ...main]);
    }
    const settled = (start: Start): Start => prepared.get(start)?.start ?? start;
    const others = starts.filter((start) => isEarly(start) && !isBeside(start)).map(settled);
    const pure = early.flatMap((statement): Block => {
      if (statement.kind !== "start") return [this.#inside(statement, region.tryBlock)];
      return prepared.get(statement)?.before ?? [];
    });
    const movedAwaits = awaits.filter(({ promise }) => !beside.some((start) => start.promise === promise));
    const mainStatements = [...others, ...main, ...movedAwaits];
    const calls = beside.map(settled);
    const rest = tail.filter((statement) => statement.kind !== "await");
    this.#checkTail(rest, region);
    const together = this.#together(calls, awaits, mainStatements, region);
    return [...pure, ...together, ...rest.map((statement) => this.#inside(statement, region.tryBlock))];
  }

  /** The calls, and what the workflow does beside them, up to where all of them have ended. */
  #together(calls: readonly Start[], awaits: readonly Await[], main: Block, region: Region): Block {
    const awaitOf = (start: Start): Await => awaits.find(({ promise }) => promise === start.promise) as Await;
    const [only] = calls;
    if (calls.length === 1 && main.length === 0 && only !== undefined) {
      return inSequence(this.#bodyOf(only), awaitOf(only));
    }
    const { span } = awaitOf(only as Start);
    const branches = calls.map((start) => branchOf(this.#bodyOf(start), awaitOf(start).settled));
    const titles = calls.map(({ promise }) => promise.title);
    const outputs: { readonly variable: Variable; readonly name: string }[] = [];
    if (main.length > 0) {
      const made = this.#mainBranch(main, region);
      branches.push(made.block);
      outputs.push(...made.outputs);
      titles.push(titleOf(main));
    }
    const result: Variable = { kind: "variable", name: "together", types: arrayType };
    const read = readOf(result, span);
    const value: Expression = { kind: "states", field: "result", types: arrayType, span };
    const effect = { kind: "parallel", title: titles.join(" and "), branches, value } as const;
    const give = (variable: Variable, from: Expression, declares: boolean): Assign => ({
      kind: "assign",
      variable,
      value: from,
      declares,
      span,
    });
    return [
      { kind: "perform", effect, result, span },
      ...calls.map((start, branch) => {
        const variable = awaitOf(start).result;
        return give(variable, resultOf(read, branch, variable.types, span), true);
      }),
      ...outputs.map(({ variable, name }) => {
        const object = resultOf(read, calls.length, 64, span);
        const from: Expression = { kind: "property", object, name, types: variable.types, span };
        return give(
          variable,
          from,
          main.some((statement) => declares(statement, variable)),
        );
      }),
    ];
  }

  #mainBranch(main: Block, { span, tryBlock }: Region) {
    const inside = usesOf(main);
    const count = (counts: ReadonlyMap<Variable, number>, variable: Variable): number => counts.get(variable) ?? 0;
    const isReadOutside = (variable: Variable): boolean =>
      count(this.#root.reads, variable) > count(inside.reads, variable);
    const isAssignedOutside = (variable: Variable): boolean =>
      count(this.#root.assigns, variable) > count(inside.assigns, variable);
    const assigned = [...assignedHere(main)];
    const returned = assigned.filter((variable) => isReadOutside(variable) || isAssignedOutside(variable));
    const kept = returned.filter(
      (variable) =>
        isAssignedOutside(variable) && this.#isAssignedBefore(variable, main) && !assignsFirst(main, variable),
    );
    for (const variable of returned) this.#checkSeenByHandler(variable, main, tryBlock);
    return mainBranch(this.block(main, undefined), returned, kept, span);
  }

  /** A variable that the call assigns can be seen by nobody else until it is awaited: what they see depends on the time. */
  #checkAssigned(start: Start, meanwhile: Block): void {
    const inside = usesOf(start.body).assigns;
    const { assigns } = usesOf(meanwhile);
    const reads = readsOfChanged(meanwhile, changedParts(start.body));
    for (const [variable, count] of inside) {
      if (!reads.has(variable) && !assigns.has(variable)) continue;
      if ((this.#root.assigns.get(variable) ?? 0) <= count) continue;
      const place = firstAssign(start.body, variable);
      if (place !== undefined) this.#problems.add("SP1413", place.span, { name: variable.name });
    }
  }

  #isAssignedBefore(variable: Variable, main: Block): boolean {
    const start = Math.min(...main.map((statement) => this.#order.get(statement) ?? Infinity));
    return [...this.#order].some(
      ([statement, at]) => at < start && usesOf([withoutBlocks(statement)]).assigns.has(variable),
    );
  }

  /** When a call fails, the handler would see the variable as it was before. */
  #checkSeenByHandler(variable: Variable, block: Block, tryBlock: Block | undefined): void {
    if (tryBlock === undefined) return;
    const inside = usesOf(tryBlock);
    const isSeen =
      (this.#root.reads.get(variable) ?? 0) > (inside.reads.get(variable) ?? 0) ||
      (this.#root.assigns.get(variable) ?? 0) > (inside.assigns.get(variable) ?? 0);
    if (!isSeen) return;
    const place = firstAssign(block, variable);
    if (place !== undefined) this.#problems.add("SP1413", place.span, { name: variable.name });
  }

  #checkTail(tail: Block, region: Region): void {
    for (const variable of assignedHere(tail)) this.#checkSeenByHandler(variable, tail, region.tryBlock);
  }

  /** A way out before the promise is awaited would leave it running. */
  #checkWayOut(block: Block, throws: boolean, { span, statements }: Region): void {
    const way = wayOut(block, { throws });
    if (way === undefined) return;
    const inside = block.filter(({ kind }) => kind !== "await");
    const isAwaitedThere = statements.some((start) => start.kind === "start" && awaits(inside, start.promise));
    const related = { message: "this leaves before the promise is awaited", span: way.span };
    if (!isAwaitedThere) this.#problems.add("SP1404", span, { reason: "there is a way past its await" }, [related]);
    else {
      const reason = "it is awaited in several places, and something happens between the call and these";
      this.#problems.add("SP1404", span, { reason });
    }
  }

  /**
   * What the arguments read is read when the call starts. Where nothing changes it until the call is made, the call can
   * read it itself; otherwise a copy is kept.
   *
   * @param meanwhile what happens between the start and the call's end, as far as it runs outside the call's branch
   */
  #settleCopies(start: Start, meanwhile: Block): { readonly start: Start; readonly before: Block } {
    const changed = assignedHere(meanwhile);
    const read = new Set<Variable>();
    addReads([...start.body, { kind: "return", value: start.value, span: start.span }], read);
    for (const variable of read) {
      const place = changed.has(variable) ? firstAssign(meanwhile, variable) : undefined;
      if (place !== undefined) this.#problems.add("SP1413", place.span, { name: variable.name });
    }
    const isChanged = (value: Expression): boolean => [...variablesIn(value)].some((one) => changed.has(one));
    const kept = start.copies.filter(({ value }) => isChanged(value));
    const before = kept.map(({ variable, value }): Statement => {
      return { kind: "assign", variable, value, declares: true, span: start.span };
    });
    return { start: { ...start, copies: start.copies.filter(({ value }) => !isChanged(value)) }, before };
  }

  /** The body reads what the copies were made of. */
  #bodyOf(start: Start): Start {
    const direct = new Map(start.copies.map(({ variable, value }) => [variable, value]));
    const body = this.block(replaceReads(start.body, direct), undefined);
    return { ...start, copies: [], body, value: substitute(start.value, direct) };
  }
}

/** A promise that was awaited already has its value at once. */
function awaitedAgain(rest: Block, region: Block): Block {
  const results = new Map<PendingPromise, Await>();
  for (const statement of region) if (statement.kind === "await") results.set(statement.promise, statement);
  const again = (statement: Statement): Statement => {
    if (statement.kind !== "await") return mapBlocks(statement, (inner) => inner.map(again));
    const earlier = results.get(statement.promise);
    if (earlier === undefined) return statement;
    const { span, result } = statement;
    const value = readOf(earlier.result, span);
    if (earlier.settled === statement.settled) return { kind: "assign", variable: result, value, declares: true, span };
    // It was fulfilled, or nothing would get here.
    if (earlier.settled !== "no" || statement.settled !== "promise") return statement;
    return { kind: "assign", variable: result, value: fulfilled(value, span), declares: true, span };
  };
  return rest.map(again);
}

function untilAwaited({ promise }: Start, statements: Block): Block {
  return statements.slice(
    0,
    statements.findIndex((statement) => statement.kind === "await" && statement.promise === promise),
  );
}

function firstAssign(block: Block, variable: Variable): Statement | undefined {
  let found: Statement | undefined;
  visitStatements(block, (statement) => {
    if (usesOf([withoutBlocks(statement)]).assigns.has(variable)) found ??= statement;
  });
  return found;
}

function withoutBlocks(statement: Statement): Statement {
  return mapBlocks(statement, () => []);
}

/** True when a variable comes into being with the statement. */
function declares(statement: Statement, variable: Variable): boolean {
  if (statement.kind === "assign") return statement.declares && statement.variable === variable;
  return (statement.kind === "perform" || statement.kind === "await") && statement.result === variable;
}
