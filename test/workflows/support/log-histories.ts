import { randomUUID } from "node:crypto";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import type { LoggingConfiguration } from "@aws-sdk/client-sfn";
import type { CompiledWorkflow } from "setpiece/compiler";
import type { HttpRequest, HttpResponse } from "../../../simulator/http/http-handler.js";
import type { CoveredEvent, StateCoverage } from "./state-coverage.js";

/** An event as machines log it. */
interface LoggedEvent {
  readonly id: string;
  readonly type: string;
  readonly previous_event_id: string;
  readonly details?: { readonly name?: string };
  readonly execution_arn: string;
}

/** The histories of Express executions, which no API shows: a log group that their machines log to. */
export class LogHistories {
  /** What the engine that meets faults logs. */
  readonly #messages: string[] = [];

  private constructor(
    private readonly client: CloudWatchLogsClient,
    private readonly group: string,
  ) {}

  /** Makes a group of its own at an endpoint; undefined where there is no service of logs. */
  static async open(endpoint: string): Promise<LogHistories | undefined> {
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const client = new CloudWatchLogsClient({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
    const group = `/tests/${randomUUID()}`;
    try {
      await client.send(new CreateLogGroupCommand({ logGroupName: group }));
      return new LogHistories(client, group);
    } catch {
      client.destroy();
      return undefined;
    }
  }

  /** What a machine is to log: everything of one that is Express, or has distributed Maps that are. */
  loggingOf({ type, definition }: Pick<CompiledWorkflow, "type" | "definition">): LoggingConfiguration {
    const hasExpress = type === "EXPRESS" || JSON.stringify(definition).includes('"ExecutionType":"EXPRESS"');
    if (!hasExpress) return { level: "OFF" };
    const logGroupArn = `arn:aws:logs:us-east-1:123456789012:log-group:${this.group}:*`;
    return { level: "ALL", includeExecutionData: false, destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }] };
  }

  /** Stands in for the service of logs, and keeps what is written; undefined: the request is for another service. */
  answer({ headers, body }: HttpRequest): HttpResponse | undefined {
    const [service, action] = headers["x-amz-target"]?.split(".") ?? [];
    if (service?.startsWith("Logs_") !== true) return undefined;
    if (action === "PutLogEvents") {
      const { logEvents } = JSON.parse(body.toString()) as { logEvents: readonly { message: string }[] };
      this.#messages.push(...logEvents.map(({ message }) => message));
    }
    const answer = action === "DescribeLogGroups" ? { logGroups: [{ logGroupName: this.group }] } : {};
    return { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(answer) };
  }

  async addTo(coverage: StateCoverage): Promise<void> {
    const histories = new Map<string, LoggedEvent[]>();
    for (const message of [...(await this.#written()), ...this.#messages]) {
      if (!message.startsWith("{")) continue; // the service's own word that it may write here
      const event = JSON.parse(message) as LoggedEvent;
      const history = histories.get(event.execution_arn) ?? [];
      if (history.length === 0) histories.set(event.execution_arn, history);
      history.push(event);
    }
    for (const [executionArn, events] of histories) {
      const history = events
        .sort((one, other) => Number(one.id) - Number(other.id))
        .map(({ type, previous_event_id, details }): CoveredEvent => ({
          previousEventId: Number(previous_event_id),
          type,
          details,
        }));
      coverage.add(executionArn.split(":")[6] ?? "", history);
    }
  }

  async #written(): Promise<readonly string[]> {
    const messages: string[] = [];
    const pages = paginateFilterLogEvents({ client: this.client }, { logGroupName: this.group });
    for await (const { events = [] } of pages) messages.push(...events.map(({ message = "" }) => message));
    return messages;
  }

  async close(): Promise<void> {
    await this.client.send(new DeleteLogGroupCommand({ logGroupName: this.group }));
    this.client.destroy();
  }
}
