import {
  paginateGetExecutionHistory,
  paginateListExecutions,
  paginateListMapRuns,
  type SFNClient,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import type { CompiledWorkflow } from "setpiece/compiler";
import { machineArn } from "./deploy.js";
import type { CoveredEvent, StateCoverage } from "./state-coverage.js";
import { type Step, type StepEvent, stepsOf } from "./steps.js";

interface Listed {
  readonly arn: string;
  /** Epoch milliseconds; undefined while it runs. */
  readonly end: number | undefined;
}

/**
 * The histories of an engine that is elsewhere, as far as its API shows them: of Standard executions, and of those that
 * their distributed Maps started. Express executions have none.
 */
export class RemoteHistories {
  readonly #known = new Set<string>();
  /** Executions that were taken down after their end, with its time. */
  readonly #ended = new Set<string>();
  readonly #standard: readonly CompiledWorkflow[];

  constructor(
    private readonly client: SFNClient,
    compiled: readonly CompiledWorkflow[],
  ) {
    this.#standard = compiled.filter(({ type }) => type === "STANDARD");
  }

  /** Leaves out the executions that there are by now. */
  async forget(): Promise<void> {
    for (const { name } of this.#standard) for await (const { arn } of this.#executions(name)) this.#known.add(arn);
  }

  /** Takes down the histories of the executions that ended or went on since, and those of their Maps' children. */
  async addTo(coverage: StateCoverage): Promise<void> {
    for (const { name, definition } of this.#standard) {
      const hasChildren = JSON.stringify(definition).includes('"ExecutionType":"STANDARD"');
      for await (const { arn, end } of this.#executions(name)) {
        if (this.#known.has(arn) || this.#ended.has(`${arn} ${end}`)) continue;
        if (end !== undefined) this.#ended.add(`${arn} ${end}`);
        await this.#add(coverage, name, arn);
        if (hasChildren) for await (const child of this.#childrenOf(arn)) await this.#add(coverage, name, child);
      }
    }
  }

  /** Stops what still runs, so that its deadlines and its answers do not come to others. */
  async stopAll(): Promise<void> {
    for (const { name } of this.#standard) {
      for await (const { arn: executionArn } of this.#executions(name, "RUNNING"))
        await this.client.send(new StopExecutionCommand({ executionArn, cause: "the tests are over" }));
    }
  }

  /** The states that an execution entered; none of an Express execution. */
  async steps(executionArn: string): Promise<readonly Step[]> {
    if (executionArn.split(":")[5] !== "execution") return [];
    const history: StepEvent[] = [];
    const pages = paginateGetExecutionHistory({ client: this.client }, { executionArn, maxResults: 1_000 });
    for await (const { events = [] } of pages) {
      for (const event of events) {
        const { id = 0, previousEventId = 0, type = "", stateEnteredEventDetails } = event;
        const { error, cause } = event.taskFailedEventDetails ?? event.lambdaFunctionFailedEventDetails ?? {};
        history.push({ id, previousEventId, type, name: stateEnteredEventDetails?.name, error, cause });
      }
    }
    return stepsOf(history);
  }

  async #add(coverage: StateCoverage, workflow: string, executionArn: string): Promise<void> {
    const history: CoveredEvent[] = [];
    const pages = paginateGetExecutionHistory({ client: this.client }, { executionArn, maxResults: 1_000 });
    for await (const { events = [] } of pages) {
      for (const { previousEventId = 0, type = "", stateEnteredEventDetails: details } of events)
        history.push({ previousEventId, type, details: { name: details?.name } });
    }
    coverage.add(workflow, history);
  }

  async *#executions(workflow: string, statusFilter?: "RUNNING"): AsyncGenerator<Listed> {
    const filter = statusFilter === undefined ? {} : { statusFilter };
    const asked = { stateMachineArn: machineArn(workflow), maxResults: 1_000, ...filter };
    for await (const { executions = [] } of paginateListExecutions({ client: this.client }, asked)) {
      for (const { executionArn: arn = "", stopDate } of executions) yield { arn, end: stopDate?.getTime() };
    }
  }

  async *#childrenOf(executionArn: string): AsyncGenerator<string> {
    for await (const { mapRuns = [] } of paginateListMapRuns({ client: this.client }, { executionArn })) {
      for (const { mapRunArn } of mapRuns) {
        const pages = paginateListExecutions({ client: this.client }, { mapRunArn, maxResults: 1_000 });
        for await (const { executions = [] } of pages) for (const child of executions) yield child.executionArn ?? "";
      }
    }
  }
}
