import type { Expression, Variable } from "../ir/expression.js";
import type { Await, Block, PendingPromise, Start, Statement } from "../ir/statement.js";
import { mapBlocks, replaceReads } from "../ir/statement-rewrite.js";
import { blocksOf, visitStatements } from "../ir/statement-walk.js";
import { arrayType } from "../ir/value-types.js";
import type { SourceSpan } from "../source-span.js";
import { readOf } from "./branches.js";
import { awaits } from "./await-places.js";
import { hasEffect } from "./uses.js";

/** A block in which calls of a list begin behind the last push, and the lists that are awaited there. */
export interface BegunLists {
  readonly block: Block;
  readonly lists: readonly PendingPromise[];
}

/**
 * Lets the calls of a list begin behind the last push, where the workflow does something else before it awaits them.
 * What is pushed after that is a list of its own.
 *
 *     push calls…; x = await f(); await calls            push calls…; start p { await calls }; x = await f(); await p
 *     push calls…; x = await f(); push calls…;           push calls…; start p { await calls }; x = await f();
 *     await calls                                        push calls2…; start q { await calls2 }; await p; await q
 *
 * @param seen the variables of the scope that the calls read when they go on, which may not change while they do
 * @returns undefined where it tells when the calls begin
 */
export function beginPushed(root: Block, promise: PendingPromise, seen: ReadonlySet<Variable>): BegunLists | undefined {
  const calls = promise.calls as Variable;
  const scope = blockWithAll(root, promise);
  if (scope === undefined) return undefined;
  const pushes = (statement: Statement): boolean => holds(statement, ({ kind }) => kind === "start", promise);
  const last = scope.findLastIndex(pushes);
  const isAwaitedBefore = scope.slice(0, last + 1).some((statement) => awaits([statement], promise));
  const lastAwait = scope.findLastIndex((statement) => awaits([statement], promise));
  if (last < 0 || isAwaitedBefore || isChanged(scope.slice(last + 1, lastAwait + 1), seen)) return undefined;

  const groups = groupsOf(scope, pushes);
  if (groups.slice(0, -1).some(({ end }) => isChanged(scope.slice(end + 1, last + 1), seen))) return undefined;
  const lists = groups.map((_, index) => {
    const own: Variable = index === 0 ? calls : { ...calls, name: `${calls.name}${index + 1}` };
    return { list: { ...promise, calls: own }, begun: { kind: "promise", title: promise.title } as const };
  });
  const begun = scope.flatMap((statement, index): Block => {
    const at = groups.findIndex(({ end }) => index <= end);
    const own = lists[at];
    if (own === undefined) return [statement];
    const pushed = inList(statement, promise, own.list);
    return groups[at]?.end === index ? [pushed, startOf(own, firstPush(statement, promise))] : [pushed];
  });
  const gathered = begun.flatMap((statement) => awaited(statement, promise, lists));
  const further = lists.slice(1).map(({ list }) => list.calls);
  const block = withLists(replaceScope(root, scope, gathered), calls, further);
  return { block, lists: lists.map(({ list }) => list) };
}

/** The statements of a scope up to the last push before the workflow does something else. */
interface Group {
  readonly end: number;
}

function groupsOf(scope: Block, pushes: (statement: Statement) => boolean): readonly Group[] {
  const groups: Group[] = [];
  let end: number | undefined;
  scope.forEach((statement, index) => {
    if (pushes(statement)) end = index;
    else if (statement.kind !== "start" && hasEffect(statement) && end !== undefined) {
      groups.push({ end });
      end = undefined;
    }
  });
  return end === undefined ? groups : [...groups, { end }];
}

/** The innermost block in which everything is pushed and awaited. */
function blockWithAll(block: Block, promise: PendingPromise): Block | undefined {
  const concerned = block.filter((statement) => holds(statement, () => true, promise));
  const [only, ...others] = concerned;
  if (only === undefined) return undefined;
  if (others.length > 0) return block;
  const inner = blocksOf(only).filter((one) => one.some((statement) => holds(statement, () => true, promise)));
  return inner.length === 1 ? blockWithAll(inner[0] as Block, promise) : block;
}

function holds(statement: Statement, test: (statement: Start | Await) => boolean, promise: PendingPromise): boolean {
  let found = false;
  visitStatements([statement], (inner) => {
    const isUse = inner.kind === "start" || inner.kind === "await";
    found ||= isUse && inner.promise === promise && test(inner);
  });
  return found;
}

function isChanged(block: Block, variables: ReadonlySet<Variable>): boolean {
  let found = false;
  visitStatements(block, (statement) => {
    found ||= statement.kind === "assign" && !statement.declares && variables.has(statement.variable);
  });
  return found;
}

/** The pushes of a statement to another list. */
function inList(statement: Statement, promise: PendingPromise, list: PendingPromise): Statement {
  const inner = mapBlocks(statement, (block) => block.map((one) => inList(one, promise, list)));
  if (inner.kind === "start" && inner.promise === promise) return { ...inner, promise: list };
  if (inner.kind === "assign" && inner.variable === promise.calls && !inner.declares) {
    return { ...inner, variable: list.calls as Variable };
  }
  return inner;
}

interface Lists {
  readonly list: PendingPromise;
  readonly begun: PendingPromise;
}

function firstPush(statement: Statement, promise: PendingPromise): SourceSpan {
  let found: SourceSpan | undefined;
  visitStatements([statement], (inner) => {
    if (inner.kind === "start" && inner.promise === promise) found ??= inner.span;
  });
  return found ?? statement.span;
}

function startOf({ list, begun }: Lists, span: SourceSpan): Start {
  const result: Variable = { kind: "variable", name: `${list.title}Result`, types: arrayType };
  const body: Block = [{ kind: "await", promise: list, result, settled: "no", span }];
  return { kind: "start", promise: begun, copies: [], body, value: readOf(result, span), span };
}

/** Awaits all lists, one after the other. */
function awaited(statement: Statement, promise: PendingPromise, lists: readonly Lists[]): Block {
  if (statement.kind !== "await" || statement.promise !== promise) {
    return [mapBlocks(statement, (block) => block.flatMap((one) => awaited(one, promise, lists)))];
  }
  const [only, ...others] = lists;
  if (only !== undefined && others.length === 0) return [{ ...statement, promise: only.begun }];
  const { span } = statement;
  const results = lists.map(({ begun }) => ({ begun, result: { ...statement.result } }));
  const elements = results.map(({ result }) => ({ spread: true, value: readOf(result, span) }));
  const value: Expression = { kind: "array", elements, types: arrayType, span };
  return [
    ...results.map(({ begun, result }): Await => ({ ...statement, promise: begun, result })),
    { kind: "assign", variable: statement.result, value, declares: true, span },
  ];
}

function replaceScope(block: Block, scope: Block, changed: Block): Block {
  if (block === scope) return changed;
  return block.map((statement) => mapBlocks(statement, (inner) => replaceScope(inner, scope, changed)));
}

/** Declares further lists where the first one is declared; its length is that of all of them. */
function withLists(root: Block, calls: Variable, further: readonly Variable[]): Block {
  if (further.length === 0) return root;
  const declare = (block: Block): Block =>
    block.flatMap((statement): Block => {
      const inner = mapBlocks(statement, declare);
      if (inner.kind !== "assign" || !inner.declares || inner.variable !== calls) return [inner];
      return [inner, ...further.map((variable) => ({ ...inner, variable }))];
    });
  const [first] = root;
  if (first === undefined) return root;
  const elements = [calls, ...further].map((variable) => ({ spread: true, value: readOf(variable, first.span) }));
  const all: Expression = { kind: "array", elements, types: arrayType, span: first.span };
  return declare(replaceReads(root, new Map([[calls, all]])));
}
