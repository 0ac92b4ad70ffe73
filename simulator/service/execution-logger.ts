import type { ExecutionChange } from "../engine/execution-engine.js";
import type { LogDestinations, LogEntry } from "./log-groups.js";
import { isLogged } from "./log-levels.js";
import { logMessage } from "./log-message.js";

const hourMs = 3_600_000;

/** Gives what happens in executions to where they log to. Executions of machines that do not log cost nothing. */
export function executionLogger(destinations: LogDestinations): (change: ExecutionChange) => void {
  /** The latest stream of each machine. */
  const streams = new Map<string, { readonly hour: number; readonly name: string }>();
  const streamOf = (machineName: string, hour: number): string => {
    const known = streams.get(machineName);
    if (known?.hour === hour) return known.name;
    const name = streamName(machineName, hour);
    streams.set(machineName, { hour, name });
    return name;
  };
  return ({ record: { start, history, redriveCount }, firstEvent }) => {
    const { logging, executionArn, stateMachineName } = start;
    if (logging === undefined) return;
    const { level, includeExecutionData, logGroupArn } = logging;
    const context = { executionArn: JSON.stringify(executionArn), redriveCount, includeExecutionData };
    // Children of a distributed Map are with the execution that has it: `machine/label`.
    const machineName = stateMachineName.split("/", 1)[0] ?? stateMachineName;
    let hour = Number.NaN;
    let entries: LogEntry[] = [];
    const append = () => {
      if (entries.length > 0) destinations.append(logGroupArn, streamOf(machineName, hour), entries);
    };
    for (let index = firstEvent; index < history.length; index += 1) {
      const event = history[index];
      if (event === undefined || !isLogged(event.type, level)) continue;
      const timestamp = Math.floor(event.timestampMs);
      const hourOfEvent = Math.floor(timestamp / hourMs);
      if (hourOfEvent !== hour) {
        append();
        entries = [];
        hour = hourOfEvent;
      }
      entries.push({ timestamp, message: logMessage(event, context) });
    }
    append();
  };
}

/** `states/<machine>/2026-01-31-23/00000000`. */
function streamName(machineName: string, hour: number): string {
  const text = new Date(hour * hourMs).toISOString().slice(0, 13).replace("T", "-");
  return `states/${machineName}/${text}/00000000`;
}
