import type { IterationWork, StateRun, Strand } from "../core/execution.js";
import { checkInputSize } from "../core/payload-limit.js";
import type { StateContext } from "../core/state-context.js";
import type { ErrorOutput } from "../core/state-failure.js";
import type { JsonValue } from "../json.js";
import type { MapNode } from "../machine/state-node.js";
import { startDistributedMap } from "./distributed-map.js";
import { maxConcurrencyOf } from "./map-bounds.js";
import { mapItemOf } from "./map-item.js";

/** Iterations of an inline Map that run at once, at most; as many do when `MaxConcurrency` is 0. */
const mostConcurrency = 40;

/** Runs a Map state; an inline one here: one iteration an item, results in the order of the items. @see ASL spec, "Map State" */
export function startMapState(run: StateRun, node: MapNode, context: StateContext): void {
  const scope = context.scope(run);
  const maxConcurrency = maxConcurrencyOf(node, scope);
  if (node.distributed !== undefined) {
    startDistributedMap(run, node, node.distributed, maxConcurrency, context);
    return;
  }
  const items = node.items(scope);
  const concurrency = Math.min(maxConcurrency || mostConcurrency, mostConcurrency);
  context.append(run.strand, "MapStateStarted", { length: items.length });
  const work: IterationWork = {
    kind: "iterations",
    items,
    results: [],
    strands: [],
    nextIndex: 0,
    remaining: items.length,
  };
  run.work = work;
  if (items.length === 0) {
    completeMap(run, work, context);
    return;
  }
  const startedEventId = run.strand.lastEventId;
  while (work.nextIndex < Math.min(concurrency, items.length)) startIteration(run, node, work, startedEventId, context);
}

function startIteration(
  run: StateRun,
  node: MapNode,
  work: IterationWork,
  precedingEventId: number,
  context: StateContext,
): void {
  const index = work.nextIndex;
  work.nextIndex += 1;
  const item = work.items[index] ?? { value: null };
  const mapItem = mapItemOf(item, index);
  const { itemSelector } = node;
  const input = itemSelector === undefined ? item.value : itemSelector(context.scope(run, { mapItem }));
  if (input !== item.value) checkInputSize(node.name, input);
  run.strand.lastEventId = precedingEventId;
  context.append(run.strand, "MapIterationStarted", { name: node.name, index });
  work.strands[index] = context.startStrand({
    program: node.processor,
    owner: { run, index },
    input,
    mapItem,
    precedingEventId: run.strand.lastEventId,
  });
}

export function completeIteration(
  run: StateRun,
  node: MapNode,
  index: number,
  strand: Strand,
  output: JsonValue,
  context: StateContext,
): void {
  const { work } = run;
  if (work.kind !== "iterations") return;
  work.results[index] = output;
  work.strands[index] = undefined;
  work.remaining -= 1;
  run.strand.lastEventId = strand.lastEventId;
  const succeeded = { name: node.name, index };
  if (work.remaining === 0) {
    // The end of the Map follows the last iteration's success; a further iteration does not.
    context.append(run.strand, "MapIterationSucceeded", succeeded);
    completeMap(run, work, context);
    return;
  }
  context.appendAside(run.strand, "MapIterationSucceeded", succeeded);
  if (work.nextIndex < work.items.length) startIteration(run, node, work, strand.lastEventId, context);
}

function completeMap(run: StateRun, work: IterationWork, context: StateContext): void {
  context.appendAside(run.strand, "MapStateSucceeded");
  context.complete(run, work.results);
}

/** The first iteration that fails ends the others. */
export function failIteration(
  run: StateRun,
  node: MapNode,
  index: number,
  strand: Strand,
  failure: ErrorOutput,
  context: StateContext,
): void {
  const { work } = run;
  if (work.kind !== "iterations") return;
  run.resumable = work;
  run.work = { kind: "none" };
  run.strand.lastEventId = strand.lastEventId;
  context.appendAside(run.strand, "MapIterationFailed", { name: node.name, index });
  abortIterations(node, work, context, index);
  context.fail(run, failure);
}

/** Ends the iterations that are under way, but for one that has failed. */
export function abortIterations(
  { name }: Pick<MapNode, "name">,
  work: IterationWork,
  actions: Pick<StateContext, "abortStrand" | "appendAside">,
  failedIndex?: number,
): void {
  for (const [index, strand] of work.strands.entries()) {
    if (strand === undefined || index === failedIndex) continue;
    actions.abortStrand(strand);
    actions.appendAside(strand, "MapIterationAborted", { name, index });
  }
}
