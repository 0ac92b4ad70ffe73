import { randomUUID } from "node:crypto";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import type { LoggingConfiguration } from "@aws-sdk/client-sfn";
import type { CompiledWorkflow } from "setpiece/compiler";
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

  async addTo(coverage: StateCoverage): Promise<void> {
    const histories = new Map<string, LoggedEvent[]>();
    const pages = paginateFilterLogEvents({ client: this.client }, { logGroupName: this.group });
    for await (const { events = [] } of pages) {
      for (const { message = "" } of events) {
        if (!message.startsWith("{")) continue; // the service's own word that it may write here
        const event = JSON.parse(message) as LoggedEvent;
        const history = histories.get(event.execution_arn) ?? [];
        if (history.length === 0) histories.set(event.execution_arn, history);
        history.push(event);
      }
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

  async close(): Promise<void> {
    await this.client.send(new DeleteLogGroupCommand({ logGroupName: this.group }));
    this.client.destroy();
  }
}
