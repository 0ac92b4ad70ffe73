import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  paginateListExecutions,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { machineArn } from "./deploy.js";
import { eventually } from "./eventually.js";
import type { Tables } from "./tables.js";
import type { WorldEngine } from "./world-engine.js";

/** How an execution ended. */
export interface RunResult {
  readonly executionArn: string;
  readonly status: string;
  readonly output: unknown;
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** A human step that waits for an answer. */
export interface OpenTask {
  readonly step: string;
  readonly input: Record<string, unknown>;
  readonly token: string;
}

/** Runs workflows over the API of Step Functions, wherever the engine is. */
export class Executions {
  constructor(
    protected readonly engine: WorldEngine,
    protected readonly stepFunctions: SFNClient,
    readonly tables: Tables,
  ) {}

  /** Starts an execution and gives its ARN. */
  async begin(workflow: string, input: unknown, name?: string): Promise<string> {
    const { executionArn = "" } = await this.stepFunctions.send(
      new StartExecutionCommand({
        stateMachineArn: machineArn(workflow),
        input: JSON.stringify(input),
        ...(name === undefined ? {} : { name }),
      }),
    );
    return executionArn;
  }

  /** Waits for the end of an execution. */
  async end(executionArn: string): Promise<RunResult> {
    await this.engine.ended(executionArn);
    await this.engine.recorded();
    const found = await this.stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    return resultOf(found);
  }

  /** Stops an execution at what it is at, as somebody would who presses the button. */
  async abort(executionArn: string): Promise<void> {
    await this.stepFunctions.send(new StopExecutionCommand({ executionArn }));
  }

  /** Has a failed execution go on at the step that failed. */
  async redrive(executionArn: string): Promise<void> {
    await this.stepFunctions.send(new RedriveExecutionCommand({ executionArn }));
  }

  async run(workflow: string, input: unknown): Promise<RunResult> {
    return this.end(await this.begin(workflow, input));
  }

  /** Runs an Express workflow and waits for its end. */
  async runSync(workflow: string, input: unknown): Promise<RunResult> {
    const stateMachineArn = machineArn(workflow);
    const found = await this.stepFunctions.send(
      new StartSyncExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
    );
    await this.engine.recorded();
    return resultOf(found);
  }

  /** The executions of a workflow that are known. */
  async executions(workflow: string): Promise<readonly { readonly executionArn: string; readonly status: string }[]> {
    const found: { executionArn: string; status: string }[] = [];
    const pages = paginateListExecutions({ client: this.stepFunctions }, { stateMachineArn: machineArn(workflow) });
    for await (const { executions = [] } of pages) {
      for (const { executionArn = "", status = "" } of executions) found.push({ executionArn, status });
    }
    return found;
  }

  async history(executionArn: string): Promise<HistoryEvent[]> {
    const { events = [] } = await this.stepFunctions.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
    );
    return events;
  }

  /** Names of the states that an execution entered, in order. */
  async states(executionArn: string): Promise<string[]> {
    const events = await this.history(executionArn);
    return events.flatMap(({ stateEnteredEventDetails: details }) =>
      details?.name === undefined ? [] : [details.name],
    );
  }

  /** Waits until an execution asks a person, and gives the question. */
  async question(executionArn: string): Promise<OpenTask> {
    const item = await eventually(async () =>
      (await this.tables.items("human-tasks")).find(
        (each) => each.execution === executionArn && each.status === "PENDING",
      ),
    );
    return {
      step: String(item.step),
      input: JSON.parse(String(item.input)) as Record<string, unknown>,
      token: String(item.token),
    };
  }

  async answer({ token }: OpenTask, answer: unknown): Promise<void> {
    await this.stepFunctions.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(answer) }));
  }

  async reject({ token }: OpenTask, error: string, cause: string): Promise<void> {
    await this.stepFunctions.send(new SendTaskFailureCommand({ taskToken: token, error, cause }));
  }
}

interface EndedExecution {
  readonly executionArn?: string | undefined;
  readonly status?: string | undefined;
  readonly output?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

function resultOf({ executionArn = "", status = "", output, error, cause }: EndedExecution): RunResult {
  return { executionArn, status, output: output === undefined ? undefined : JSON.parse(output), error, cause };
}
