import type { ExecutionChange } from "../engine/execution-engine.js";
import type { LogDestinations, LogEntry } from "./log-groups.js";
import { isLogged } from "./log-levels.js";
import { logMessage } from "./log-message.js";

const hourMs = 3_600_000;

/** Gives what happens in executions to where they log to. Executions of machines that do not log cost nothing. */
export function executionLogger(destinations: LogDestinations): (change: ExecutionChange) => void {
  let hour = { number: Number.NaN, text: "" };
  /** `states/<machine>/<hour>/<number>`. Children of a distributed Map are with the execution that has it. */
  const streamOf = (machineName: string, timestampMs: number): string => {
    const number = Math.floor(timestampMs / hourMs);
    if (number !== hour.number)
      hour = { number, text: new Date(timestampMs).toISOString().slice(0, 13).replace("T", "-") };
    return `states/${machineName.split("/")[0]}/${hour.text}/00000000`;
  };
  return ({ record: { start, history, redriveCount }, firstEvent }) => {
    const { logging, executionArn } = start;
    if (logging === undefined) return;
    const { level, includeExecutionData, logGroupArn } = logging;
    const context = { executionArn: JSON.stringify(executionArn), redriveCount, includeExecutionData };
    let stream = "";
    let entries: LogEntry[] = [];
    for (let index = firstEvent; index < history.length; index += 1) {
      const event = history[index];
      if (event === undefined || !isLogged(event.type, level)) continue;
      const streamName = streamOf(start.stateMachineName, event.timestampMs);
      if (entries.length > 0 && streamName !== stream) {
        destinations.append(logGroupArn, stream, entries);
        entries = [];
      }
      stream = streamName;
      entries.push({ timestamp: Math.floor(event.timestampMs), message: logMessage(event, context) });
    }
    if (entries.length > 0) destinations.append(logGroupArn, stream, entries);
  };
}
