import type { MapRunWork, StateRun, TaskAnswer } from "../core/execution.js";
import type { ItemSource } from "../core/map-run-request.js";
import type { StateContext } from "../core/state-context.js";
import { causeInState, StateFailure } from "../core/state-failure.js";
import type { JsonValue } from "../json.js";
import type { DistributedMap, MapItem, MapNode } from "../machine/state-node.js";
import { batchOf, toleranceOf } from "./map-bounds.js";
import { mapItemOf } from "./map-item.js";

/**
 * Runs a distributed Map: every item, or batch of items, is an execution of its own, which the map run counts and bounds.
 *
 * @see AWS Step Functions developer guide, "Using Map state in Distributed mode for large-scale parallel workloads"
 */
export function startDistributedMap(
  run: StateRun,
  node: MapNode,
  distributed: DistributedMap,
  maxConcurrency: number,
  context: StateContext,
): void {
  const scope = context.scope(run);
  const items: ItemSource =
    distributed.reader === undefined
      ? { kind: "items", items: node.items(scope) }
      : {
          kind: "reader",
          reader: distributed.reader,
          location: distributed.reader.arguments(scope),
          maxItems: distributed.reader.maxItems?.(scope),
        };
  context.append(run.strand, "MapStateStarted", { length: items.kind === "items" ? items.items.length : 0 });
  const tolerated = toleranceOf(node, distributed, scope);

  const { batcher, writer } = distributed;
  const batch = batcher && batchOf(node, batcher, scope);
  const results = writer && {
    location: writer.arguments?.(scope),
    transformation: writer.transformation,
    outputType: writer.outputType,
  };

  const taskId = context.newTaskId(run);
  const label = `${context.start.stateMachineName}/${distributed.label ?? context.world.uuid()}`;
  const [, , , region, account] = context.start.executionArn.split(":");
  const mapRunArn = `arn:aws:states:${region}:${account}:mapRun:${label}:${context.world.uuid()}`;
  context.append(run.strand, "MapRunStarted", { mapRunArn });
  run.work = { kind: "mapRun", taskId, mapRunArn, redriveCount: 0 };
  context.emit({
    kind: "startMapRun",
    mapRun: {
      taskId,
      mapRunArn,
      label,
      program: node.processor,
      executionType: distributed.executionType,
      maxConcurrency,
      toleratedFailureCount: tolerated.count,
      toleratedFailurePercentage: tolerated.percentage,
      items,
      inputOf: (item, index) => select(run, node, item, index, context),
      batch,
      writer: results,
    },
  });
}

/** Goes on with a map run that had failed, or whose execution had ended. */
export function redriveDistributedMap(
  run: StateRun,
  { taskId, mapRunArn, redriveCount: before }: MapRunWork,
  context: StateContext,
): void {
  const newTaskId = context.newTaskId(run);
  const redriveCount = before + 1;
  run.work = { kind: "mapRun", taskId: newTaskId, mapRunArn, redriveCount };
  context.append(run.strand, "MapRunRedriven", { mapRunArn, redriveCount });
  context.emit({ kind: "redriveMapRun", taskId, newTaskId });
}

/** The input of an item's execution; what goes wrong is the state's failure. */
function select(run: StateRun, node: MapNode, item: MapItem, index: number, context: StateContext): JsonValue {
  if (node.itemSelector === undefined) return item.value;
  try {
    return node.itemSelector(context.scope(run, { mapItem: mapItemOf(item, index) }));
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    throw new StateFailure(error.error, causeInState(run, error.detail), error.location);
  }
}

/**
 * A redrive starts another map run after these: the items are too large, or cannot be made of the data. AWS documents the first
 * two; the others are what the same is called elsewhere.
 *
 * @see AWS Step Functions developer guide, "Redriving Map Runs in Step Functions executions"
 */
const startsAnew: ReadonlySet<string | undefined> = new Set([
  "States.DataLimitExceeded",
  "States.Runtime",
  "States.QueryEvaluationError",
  "States.IntrinsicFailure",
]);

/** The map run came to its end. */
export function endMapRun(run: StateRun, answer: TaskAnswer, context: StateContext): void {
  const work = run.work;
  run.work = { kind: "none" };
  const { strand } = run;
  if (answer.kind === "taskFailed") {
    const { error, cause } = answer;
    if (work.kind === "mapRun" && !startsAnew.has(error)) run.resumable = work;
    context.append(strand, "MapRunFailed", { error, cause });
    context.fail(run, { error, cause });
    return;
  }
  // What the state's exit follows is as recorded: the run's start; before JSONata it was the run's success in a machine's
  // or branch's first state.
  const startedEventId = strand.lastEventId;
  context.append(strand, "MapRunSucceeded");
  context.appendAside(strand, "MapStateSucceeded");
  if (run.precedingEventId > 0 || run.node.flow.language === "JSONata") strand.lastEventId = startedEventId;
  context.complete(run, answer.output);
}
