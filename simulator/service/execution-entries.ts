import { executionDoesNotExist, ServiceError } from "../api/service-error.js";
import type { ExecutionRecord, ExecutionStatus } from "../core/execution.js";
import type { ExecutionEngine } from "../engine/execution-engine.js";
import type { MapRun } from "../engine/map-run.js";
import { checkArn } from "./check-arn.js";
import type { ResolvedMachine, Revision } from "./state-machine.js";

/** An execution with what it was started from. */
export interface ExecutionEntry {
  readonly record: ExecutionRecord;
  readonly revision: Revision;
  readonly resolved: ResolvedMachine;
  readonly traceHeader: string | undefined;
  /** How many items a map run gave to it, in the list of those of the run. */
  readonly itemCount?: number;
}

/** The executions that can be asked for: Standard ones, and those that their map runs started. */
export class ExecutionEntries {
  private readonly entries = new Map<string, ExecutionEntry>();
  private readonly byMachine = new Map<string, Map<string, ExecutionEntry>>();

  constructor(private readonly engine: () => Pick<ExecutionEngine, "mapRun" | "record" | "forgetExpired">) {}

  add(entry: ExecutionEntry): void {
    const { record, resolved } = entry;
    const { executionArn: arn } = record.start;
    this.entries.set(arn, entry);
    const executions = this.byMachine.get(resolved.machine.arn) ?? new Map<string, ExecutionEntry>();
    this.byMachine.set(resolved.machine.arn, executions.set(arn, entry));
  }

  forget(arn: string): void {
    const entry = this.entries.get(arn);
    if (entry === undefined) return;
    this.entries.delete(arn);
    this.byMachine.get(entry.resolved.machine.arn)?.delete(arn);
  }

  /** An execution that no map run started. */
  started(arn: string): ExecutionEntry | undefined {
    this.engine().forgetExpired();
    return this.entries.get(arn);
  }

  running(): readonly ExecutionEntry[] {
    return [...this.entries.values()].filter(({ record }) => record.status === "RUNNING");
  }

  /** The execution of an ARN; refuses ARNs of other things, of Express executions and of what does not exist. */
  find(arn: string): ExecutionEntry {
    checkArn(arn, "execution");
    this.engine().forgetExpired();
    const entry = this.entryOf(arn);
    if (entry === undefined) throw executionDoesNotExist(arn);
    return entry;
  }

  /** The map run of an ARN. */
  findMapRun(arn: string): MapRun {
    checkArn(arn, "mapRun");
    this.engine().forgetExpired();
    const run = this.engine().mapRun(arn);
    if (run === undefined) throw new ServiceError("ResourceNotFound", `Map Run Does Not Exist: '${arn}'`);
    return run;
  }

  /** The executions of a map run, the newest first. */
  childrenOf(mapRunArn: string): readonly ExecutionEntry[] {
    const run = this.findMapRun(mapRunArn);
    const parent = this.entryOf(run.parent.executionArn);
    if (parent === undefined) throw new ServiceError("ResourceNotFound", `Map Run Does Not Exist: '${mapRunArn}'`);
    return run
      .started()
      .map((child) => ({ ...parent, ...child }))
      .toReversed();
  }

  /** The executions of all machines that have had the ARN, the newest first. */
  ofMachine(machineArn: string): readonly ExecutionEntry[] {
    this.engine().forgetExpired();
    return [...(this.byMachine.get(machineArn)?.values() ?? [])].reverse();
  }

  /** The status of an execution, as it is shown: one that its map run has yet to redrive waits for that. */
  statusOf(record: ExecutionRecord): ExecutionStatus | "PENDING_REDRIVE" {
    const { mapRunArn } = record.start;
    const isPending = mapRunArn !== undefined && this.engine().mapRun(mapRunArn)?.isPendingRedrive(record) === true;
    return isPending ? "PENDING_REDRIVE" : record.status;
  }

  /** An execution, also one that a map run started, whose own execution may be of another map run. */
  private entryOf(arn: string): ExecutionEntry | undefined {
    return this.entries.get(arn) ?? this.child(arn);
  }

  private child(arn: string): ExecutionEntry | undefined {
    const record = this.engine().record(arn);
    const run = record?.start.mapRunArn === undefined ? undefined : this.engine().mapRun(record.start.mapRunArn);
    const parent = run && this.entryOf(run.parent.executionArn);
    return record && parent && { ...parent, record };
  }
}
