import type { Problems } from "../diagnostics/diagnostic.js";
import type { Expression, Variable } from "../ir/expression.js";
import type { Assign, Await, Block, MapEffect, PendingPromise, Start, Statement } from "../ir/statement.js";
import { jsonValue } from "../ir/json-value.js";
import { mapBlocks, replaceReads } from "../ir/statement-rewrite.js";
import { addReads, assignedVariables, visitStatements } from "../ir/statement-walk.js";
import { arrayType, booleanType, mayBe, objectType, stringType, undefinedType } from "../ir/value-types.js";
import type { SourceSpan } from "../source-span.js";
import { readOf, settledBlock, titleOf } from "./branches.js";
import { beginPushed } from "./begin-pushed.js";
import { checkPushed } from "./check-pushed.js";
import { usesOf } from "./uses.js";

/**
 * Makes a Map state of each list that calls are pushed to, where it is awaited. Until then its variable holds what the
 * calls are made with.
 *
 *     calls = []; for (const line of lines) start reserve(line) in calls; await calls
 *     calls = []; for (const line of lines) calls = [...calls, line]; map calls: reserve(line)
 *
 * Nothing else may happen between a push and the `await`, so that the calls begin in the order of JavaScript. Where
 * something happens behind the last push, they begin there.
 */
export function gatherPushed(block: Block, problems: Problems): Block {
  const starts: Start[] = [];
  let promise: PendingPromise | undefined;
  visitStatements(block, (statement) => {
    if (statement.kind !== "start" && statement.kind !== "await") return;
    if (statement.promise.calls === undefined) return;
    promise ??= statement.promise;
    if (statement.kind === "start") starts.push(statement);
  });
  if (promise === undefined) return block;
  const ofPromise = starts.filter((start) => start.promise === promise);
  const begun = begunBefore(block, promise, ofPromise, problems);
  if (begun !== undefined) return gatherPushed(begun, problems);
  const list = new PushedList(promise, ofPromise, block, problems);
  return gatherPushed(
    block.map((statement) => list.rewritten(statement)),
    problems,
  );
}

/** The block with the calls begun behind the last push, where that is needed and makes no difference. */
function begunBefore(
  block: Block,
  promise: PendingPromise,
  starts: readonly Start[],
  problems: Problems,
): Block | undefined {
  const mark = problems.mark();
  const calls = promise.calls as Variable;
  const check = (root: Block, list: PendingPromise, variable: Variable): boolean => {
    const own = starts.length === 0 ? new Set<Variable>() : seen;
    checkPushed(scopeOf(root, variable), list, own, problems);
    const isFine = problems.reported === mark.reported;
    problems.rewind(mark);
    return isFine;
  };
  const seen = new Set(starts.flatMap(readLater));
  if (starts.length === 0 || check(block, promise, calls)) return undefined;
  const begun = beginPushed(block, promise, seen);
  if (begun === undefined) return undefined;
  return begun.lists.every((list) => check(begun.block, list, list.calls as Variable)) ? begun.block : undefined;
}

/** A place where calls are pushed. */
interface Site {
  /** What an entry made there says of itself; unique in the list. */
  readonly name: string;
  readonly start: Start;
  /** What the call reads that an entry keeps, each under its name. */
  readonly kept: ReadonlyMap<string, { readonly value: Variable; readonly reads: readonly Variable[] }>;
}

class PushedList {
  readonly #promise: PendingPromise;
  readonly #calls: Variable;
  readonly #sites: readonly Site[];
  readonly #isRead: (variable: Variable) => boolean;
  readonly #problems: Problems;

  constructor(promise: PendingPromise, starts: readonly Start[], root: Block, problems: Problems) {
    this.#promise = promise;
    this.#calls = promise.calls as Variable;
    this.#problems = problems;
    const { reads } = usesOf(root);
    this.#isRead = (variable) => (reads.get(variable) ?? 0) > 0;
    const scope = scopeOf(root, this.#calls);
    const changed = assignedVariables(scope);
    const names = new Map<string, number>();
    this.#sites = starts.map((start) => ({
      name: unique(titleOf(start.body), names),
      start,
      kept: keptBy(start, changed),
    }));
    checkPushed(scope, promise, new Set(starts.flatMap(readLater)), problems);
  }

  rewritten(statement: Statement): Statement {
    if (statement.kind === "start" && statement.promise === this.#promise) return this.#push(statement);
    if (statement.kind === "await" && statement.promise === this.#promise) return this.#map(statement);
    return mapBlocks(statement, (inner) => inner.map((one) => this.rewritten(one)));
  }

  /** `calls = [...calls, entry]` */
  #push(start: Start): Assign {
    const { span } = start;
    const site = this.#sites.find((one) => one.start === start) as Site;
    const elements = [
      { spread: true, value: readOf(this.#calls, span) },
      { spread: false, value: this.#entry(site) },
    ];
    const value = { kind: "array", elements, types: arrayType, span } as const;
    return { kind: "assign", variable: this.#calls, value, declares: false, span };
  }

  #entry({ name, start: { span }, kept }: Site): Expression {
    const whole = this.#wholeEntry;
    if (whole !== undefined) return readOf(whole, span);
    const members = [...kept].map(
      ([key, { value }]) => ({ kind: "property", key, value: readOf(value, span) }) as const,
    );
    const step = { kind: "property", key: "call", value: textOf(name, span) } as const;
    return {
      kind: "object",
      members: this.#sites.length > 1 ? [step, ...members] : members,
      types: objectType,
      span,
    };
  }

  /** What an entry is itself, where nothing else would be in it. */
  get #wholeEntry(): Variable | undefined {
    const [only, ...others] = this.#sites;
    const [kept, ...more] = only?.kept.values() ?? [];
    if (others.length > 0 || more.length > 0 || kept === undefined) return undefined;
    return mayBe(kept.value.types, undefinedType) ? undefined : kept.value;
  }

  #map({ result, settled, span }: Await): Statement {
    // The functions that would push are never called.
    if (this.#sites.length === 0) {
      return { kind: "assign", variable: result, value: readOf(this.#calls, span), declares: true, span };
    }
    const item: Variable = { kind: "variable", name: "call", types: this.#wholeEntry?.types ?? objectType };
    const isSettled = settled === "items";
    const effect: MapEffect = {
      kind: "map",
      title: `each call of ${this.#promise.title}`,
      items: readOf(this.#calls, span),
      item,
      index: undefined,
      concurrency: undefined,
      retry: [],
      body: this.#body(item, this.#sites, isSettled, result),
      value: { kind: "states", field: "result", types: arrayType, span },
    };
    return { kind: "perform", effect, result, span };
  }

  /** Makes the call that an entry tells of. */
  #body(item: Variable, [site, ...others]: readonly Site[], isSettled: boolean, result: Variable): Block {
    if (site === undefined) return [];
    const { start, kept, name } = site;
    const { span } = start;
    this.#checkResult(start, result);
    const whole = this.#wholeEntry;
    const values = new Map<Variable, Expression>();
    for (const [key, { reads }] of kept) {
      for (const variable of reads) {
        const { types } = variable;
        const value: Expression =
          whole === undefined
            ? { kind: "property", object: readOf(item, span), name: key, types, span }
            : { ...readOf(item, span), types };
        values.set(variable, value);
      }
    }
    const direct = start.copies.filter(({ variable }) => !values.has(variable));
    for (const { variable, value } of direct) values.set(variable, value);
    const ended: Block = [...start.body, { kind: "return", value: jsonValue(start.value), span }];
    const body = replaceReads(isSettled ? settledBlock(ended, span) : ended, values);
    if (others.length === 0) return body;
    const left: Expression = { kind: "property", object: readOf(item, span), name: "call", types: stringType, span };
    const condition: Expression = {
      ...{ kind: "equality", operator: "===", left, right: textOf(name, span) },
      types: booleanType,
      span,
    };
    return [{ kind: "if", condition, whenTrue: body, whenFalse: this.#body(item, others, isSettled, result), span }];
  }

  #checkResult({ value, span }: Start, result: Variable): void {
    const mayLack = mayBe(value.types, undefinedType) && value.types !== undefinedType;
    if (mayLack && this.#isRead(result)) this.#problems.add("SP1206", span);
  }
}

/** What the block that declares the list holds from there on. */
function scopeOf(root: Block, calls: Variable): Block {
  const isDeclared = (statement: Statement): boolean =>
    statement.kind === "assign" && statement.declares && statement.variable === calls;
  let found: Block = [];
  const visit = (block: Block): Block => {
    const at = block.findIndex(isDeclared);
    if (at >= 0) found = block.slice(at);
    for (const statement of block) mapBlocks(statement, visit);
    return block;
  };
  visit(root);
  return found;
}

/** What a call reads that may be something else, or out of sight, when the list is awaited. */
function keptBy(start: Start, changed: ReadonlySet<Variable>): Site["kept"] {
  const kept = new Map<Variable, Variable[]>();
  const keep = (variable: Variable, as: Variable): void => {
    if (changed.has(variable)) kept.set(variable, [...(kept.get(variable) ?? []), as]);
  };
  for (const { variable, value } of start.copies) {
    if (value.kind === "variable-read") keep(value.variable, variable);
  }
  for (const variable of readLater(start)) keep(variable, variable);
  const names = new Map([["call", 1]]);
  return new Map([...kept].map(([variable, reads]) => [unique(variable.name, names), { value: variable, reads }]));
}

/** What a call reads of the scope around it, other than its arguments. */
function readLater({ copies, body, value, span }: Start): readonly Variable[] {
  const read = new Set<Variable>();
  addReads([...body, { kind: "return", value, span }], read);
  const own = assignedVariables(body);
  return [...read].filter((variable) => !own.has(variable) && !copies.some((copy) => copy.variable === variable));
}

function unique(wish: string, taken: Map<string, number>): string {
  const count = (taken.get(wish) ?? 0) + 1;
  taken.set(wish, count);
  return count === 1 ? wish : `${wish} (${count})`;
}

function textOf(value: string, span: SourceSpan): Expression {
  return { kind: "literal", value, types: stringType, span };
}
