import { type HistoryEvent, SFNClient, StartSyncExecutionCommand } from "@aws-sdk/client-sfn";
import { clientConfig } from "../../simulator/client-config.js";
import { historyEventView } from "../../simulator/api/history-view.js";
import { localRegion } from "../local-environment.js";
import type { LocalWorld } from "../local-world.js";
import { type Timeline, timelineOf } from "../timeline/read-timeline.js";

/**
 * Runs an Express machine to its end. The service keeps no history of Express executions that could be asked for, so the
 * timeline is read from the engine while they run.
 */
export async function runExpress(
  { simulator, clients }: LocalWorld,
  stateMachineArn: string,
  input: string,
): Promise<Timeline> {
  const histories = new Map<string, readonly HistoryEvent[]>();
  const stopWatching = simulator.engine.onChange(({ record }) => {
    if (record.start.stateMachineArn !== stateMachineArn) return;
    histories.set(
      record.start.executionArn,
      record.history.map((event) => sdkEvent(historyEventView(event))),
    );
  });
  const client = new SFNClient(clientConfig(simulator.url, localRegion));
  try {
    const { executionArn = "" } = await client.send(new StartSyncExecutionCommand({ stateMachineArn, input }));
    return await timelineOf(clients.stepFunctions, executionArn, histories.get(executionArn) ?? []);
  } finally {
    stopWatching();
    client.destroy();
  }
}

/** An event as the SDK reads it from the wire, where times are seconds. */
function sdkEvent(view: ReturnType<typeof historyEventView>): HistoryEvent {
  const { timestamp, ...event } = view;
  return { ...event, timestamp: new Date(Number(timestamp) * 1000) } as HistoryEvent; // the view has the service's members
}
