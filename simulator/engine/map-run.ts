import type { ExecutionRecord, ExecutionStart } from "../core/execution.js";
import type { MapRunRequest } from "../core/map-run-request.js";
import { whyNotRedrivable } from "../core/redrivable.js";
import { StateFailure } from "../core/state-failure.js";
import { failed, succeeded, type TaskOutcome } from "../integrations/integration.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { withTypeLimit } from "../machine/express-limit.js";
import type { Machine, MapItem } from "../machine/state-node.js";
import { childStart } from "./child-start.js";
import { checkChildInputs, childInputs } from "./item-batches.js";
import { exceedsTolerance, type FailureTolerance } from "./failure-tolerance.js";
import { ItemReaderError } from "./item-reader-error.js";
import { readItems } from "./item-reader.js";
import { countChildren, type MapRunCounts } from "./map-run-counts.js";
import type { ObjectStore } from "./object-store.js";
import { PendingRedrives } from "./pending-redrives.js";
import { transformResults, writeResults } from "./result-writer.js";

/** What a map run needs of the engine. */
export interface MapRunHost {
  readonly objects: ObjectStore;
  nowMs(): number;
  newId(): string;
  /** True while executions are restored, and none may be started. */
  isPaused(): boolean;
  /** The items of a reader have been read. */
  itemsRead(mapRunArn: string, items: readonly MapItem[]): void;
  startChild(machine: Machine, start: ExecutionStart, mapRunArn: string, index: number): ExecutionRecord;
  whenEnded(executionArn: string, done: (record: ExecutionRecord) => void): void;
  /** Redrives a child and calls back at its new end. */
  redrive(executionArn: string, done: () => void): void;
  stop(executionArn: string): void;
  hold<Result>(work: () => Promise<Result>): Promise<Result>;
}

export type MapRunStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";

/** Child executions at once when `MaxConcurrency` is 0. */
const defaultConcurrency = 10_000;

interface Child {
  readonly index: number;
  readonly input: JsonValue;
  readonly itemCount: number;
  record: ExecutionRecord | undefined;
}

/** @see AWS Step Functions developer guide, "Redriving Map Runs in Step Functions executions" */
const maxRedrives = 1_000;

const itemsOf = ({ itemCount }: Child): number => itemCount;

/** One run of a distributed Map: reads its items, starts a child execution for each, and counts how they end. */
export class MapRun {
  status: MapRunStatus = "RUNNING";
  readonly startMs: number;
  stopMs: number | undefined;
  redriveCount = 0;
  redriveMs: number | undefined;
  maxConcurrency: number;
  private tolerance: FailureTolerance;
  private children: readonly Child[] = [];
  private begun = false;
  private next = 0;
  private redrives = new PendingRedrives<Child>([]);
  private running = 0;
  /** The results are being written: nothing is started any more. */
  private isEnding = false;
  readonly machine: Machine;
  /** The task that the Map state waits for; a redrive has a new one. */
  taskId: number;

  constructor(
    private readonly host: MapRunHost,
    readonly parent: ExecutionStart,
    readonly request: MapRunRequest,
    private done: (outcome: TaskOutcome) => void,
    startMs: number,
  ) {
    this.taskId = request.taskId;
    this.startMs = startMs;
    this.maxConcurrency = request.maxConcurrency;
    this.tolerance = { count: request.toleratedFailureCount, percentage: request.toleratedFailurePercentage };
    this.machine = withTypeLimit({ program: request.program, timeoutSeconds: undefined }, request.executionType);
  }

  get toleratedFailureCount(): number {
    return this.tolerance.count ?? 0;
  }

  get toleratedFailurePercentage(): number {
    return this.tolerance.percentage ?? 0;
  }

  /** Changes the bounds of a run under way. */
  update(bounds: {
    readonly maxConcurrency: number | undefined;
    readonly toleratedFailureCount: number | undefined;
    readonly toleratedFailurePercentage: number | undefined;
  }): void {
    this.maxConcurrency = bounds.maxConcurrency ?? this.maxConcurrency;
    this.tolerance = {
      count: bounds.toleratedFailureCount ?? this.tolerance.count,
      percentage: bounds.toleratedFailurePercentage ?? this.tolerance.percentage,
    };
    this.advance();
  }

  start(): void {
    const { items } = this.request;
    if (items.kind === "items") {
      this.begin(items.items);
      return;
    }
    void this.host.hold(async () => {
      try {
        const read = await readItems(items, this.host.objects);
        if (this.status !== "RUNNING") return;
        this.host.itemsRead(this.request.mapRunArn, read);
        this.begin(read);
      } catch (error) {
        if (!(error instanceof ItemReaderError)) throw error;
        this.end("FAILED", failed("States.ItemReaderFailed", error.message));
      }
    });
  }

  /** The executions that have been started, in the order of their items. */
  executions(): readonly ExecutionRecord[] {
    return this.children.flatMap(({ record }) => (record === undefined ? [] : [record]));
  }

  /** As `executions`, each with how many items it was given. */
  started(): readonly { readonly record: ExecutionRecord; readonly itemCount: number }[] {
    return this.children.flatMap(({ record, itemCount }) => (record === undefined ? [] : [{ record, itemCount }]));
  }

  counts(): { readonly executions: MapRunCounts; readonly items: MapRunCounts } {
    return {
      executions: this.countBy(() => 1),
      items: this.countBy(itemsOf),
    };
  }

  /** Goes on with the children that did not succeed; those of Express type start again. */
  redrive(taskId: number, done: (outcome: TaskOutcome) => void): void {
    this.restoreRedrive(taskId, done, this.host.nowMs());
    if (this.redriveCount > maxRedrives) {
      this.end("FAILED", failed("States.Runtime", `A Map Run can be redriven ${maxRedrives} times.`));
      return;
    }
    if (this.children.length === 0) {
      this.start();
      return;
    }
    this.advance();
  }

  /** True for a child that did not succeed and that a redrive under way has yet to take up. */
  isPendingRedrive(record: ExecutionRecord): boolean {
    return this.status === "RUNNING" && this.redrives.has(record);
  }

  /** The parent no longer waits. */
  abort(): void {
    if (this.status !== "RUNNING") return;
    this.status = "ABORTED";
    this.stopMs = this.host.nowMs();
    this.stopChildren();
  }

  /** Starts as many children as there is room for. */
  advance(): void {
    if (this.host.isPaused() || this.isEnding || !this.begun) return;
    const limit = this.maxConcurrency || defaultConcurrency;
    while (this.status === "RUNNING" && this.running < limit) {
      const redriven = this.redrives.take();
      if (redriven?.record !== undefined && !this.isRedrivable(redriven.record)) continue;
      const child = redriven ?? this.children[this.next];
      if (child === undefined) break;
      if (redriven !== undefined) this.redriveChild(child);
      else {
        this.next += 1;
        this.startChild(child);
      }
    }
    if (this.status !== "RUNNING" || this.running > 0 || this.next < this.children.length) return;
    // Of a redriven run children may be left that cannot be redriven.
    if (this.exceedsTolerance()) this.fail();
    else this.succeed();
  }

  /** Takes up a child again; one of Express type starts anew. */
  private redriveChild(child: Child): void {
    if (child.record === undefined || this.request.executionType === "EXPRESS") {
      this.startChild(child);
      return;
    }
    this.running += 1;
    this.host.redrive(child.record.start.executionArn, () => this.childEnded());
  }

  private begin(items: readonly MapItem[]): void {
    if (this.status !== "RUNNING") return;
    try {
      this.restoreItems(items);
      checkChildInputs(this.children);
    } catch (error) {
      if (!(error instanceof StateFailure)) throw error;
      this.end("FAILED", failed(error.error, error.detail));
      return;
    }
    this.advance();
  }

  /** Takes up the items without starting anything; throws StateFailure. */
  restoreItems(items: readonly MapItem[]): void {
    this.children = this.batched(items.map((item, index) => this.request.inputOf(item, index)));
    this.begun = true;
  }

  /** The child for the item, or batch of items, at `index` had been started. */
  restoreChild(index: number, record: ExecutionRecord): void {
    const child = this.children[index];
    if (child !== undefined) child.record = record;
    this.next = Math.max(this.next, index + 1);
  }

  /** A redrive had been asked for. */
  restoreRedrive(taskId: number, done: (outcome: TaskOutcome) => void, redriveMs: number): void {
    this.taskId = taskId;
    this.done = done;
    this.status = "RUNNING";
    this.isEnding = false;
    this.stopMs = undefined;
    this.redriveCount += 1;
    this.redriveMs = redriveMs;
    this.redrives = new PendingRedrives(this.children);
  }

  /** The run had come to its end. */
  restoreEnd(status: MapRunStatus, stopMs: number): void {
    if (this.status !== "RUNNING") return;
    this.status = status;
    this.stopMs = stopMs;
  }

  /** Goes on from what was restored. */
  resume(): void {
    if (this.status !== "RUNNING") return;
    if (!this.begun) {
      this.start();
      return;
    }
    for (const { start, status } of this.executions()) {
      if (status !== "RUNNING") continue;
      this.running += 1;
      this.host.whenEnded(start.executionArn, () => this.childEnded());
    }
    if (this.exceedsTolerance()) this.fail();
    else this.advance();
  }

  private batched(inputs: readonly JsonValue[]): readonly Child[] {
    return childInputs(inputs, this.request.batch).map((child, index) => ({ ...child, index, record: undefined }));
  }

  private startChild(child: Child): void {
    this.running += 1;
    // One of Express type that is started again keeps its ARN.
    const start = child.record?.start ?? childStart(this.parent, this.request, child.input, () => this.host.newId());
    child.record = this.host.startChild(this.machine, start, this.request.mapRunArn, child.index);
    this.host.whenEnded(child.record.start.executionArn, () => this.childEnded());
  }

  private childEnded(): void {
    this.running -= 1;
    if (this.status !== "RUNNING" || this.isEnding) return;
    if (this.exceedsTolerance()) this.fail();
    else this.advance();
  }

  private fail(): void {
    const cause = "The specified tolerated failure threshold was exceeded";
    const outcome = failed("States.ExceedToleratedFailureThreshold", cause);
    this.write(() => this.end("FAILED", outcome));
  }

  private exceedsTolerance(): boolean {
    return exceedsTolerance(this.tolerance, this.countBy(itemsOf));
  }

  private succeed(): void {
    const { writer, mapRunArn } = this.request;
    this.write((details) => {
      const output =
        details === undefined
          ? transformResults(this.executions(), writer?.transformation ?? "COMPACT_OUTPUTS", this.host.nowMs())
          : { MapRunArn: mapRunArn, ResultWriterDetails: details };
      this.end("SUCCEEDED", succeeded(output));
    });
  }

  /** Writes the results where the state wants them, of a run that failed too; goes on with where their manifest is. */
  private write(done: (details: JsonObject | undefined) => void): void {
    const { writer, mapRunArn } = this.request;
    const location = isJsonObject(writer?.location) ? writer.location : undefined;
    if (writer === undefined || location === undefined) {
      done(undefined);
      return;
    }
    this.isEnding = true;
    this.stopChildren();
    const pending = this.children.filter(({ record }) => record === undefined).map(({ input }) => input);
    void this.host.hold(async () => {
      try {
        const results = { records: this.executions(), pending, nowMs: this.host.nowMs() };
        done(await writeResults(this.host.objects, mapRunArn, location, writer, results));
      } catch (error) {
        this.end("FAILED", failed("States.ResultWriterFailed", error instanceof Error ? error.message : String(error)));
      }
    });
  }

  private end(status: MapRunStatus, outcome: TaskOutcome): void {
    if (this.status !== "RUNNING") return;
    this.status = status;
    this.stopMs = this.host.nowMs();
    this.stopChildren();
    this.done(outcome);
  }

  /** What runs when the run has ended is stopped. */
  stopChildren(): void {
    for (const { start, status } of this.executions()) if (status === "RUNNING") this.host.stop(start.executionArn);
  }

  private countBy(weight: (child: Child) => number): MapRunCounts {
    return countChildren(this.children, weight, {
      isPendingRedrive: (record) => this.isPendingRedrive(record),
      isRedrivable: (record) => this.isRedrivable(record),
      areResultsWritten: this.status === "SUCCEEDED",
    });
  }

  /** Children of Express type are started again, whatever has become of them. */
  private isRedrivable(record: ExecutionRecord): boolean {
    return this.request.executionType === "EXPRESS" || whyNotRedrivable(record, this.host.nowMs()) === undefined;
  }
}
