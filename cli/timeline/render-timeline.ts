import pc from "picocolors";
import { type Cell, renderColumns } from "../columns.js";
import { countText } from "../count-text.js";
import type { SourceFinder } from "../source-finder.js";
import { visibleLine } from "../terminal-text.js";
import { durationText } from "../time-text.js";
import type { Timeline, TimelineVisit } from "./read-timeline.js";
import type { VisitResult } from "./state-visit.js";

export interface TimelineLook {
  readonly columns: number;
  readonly colors: boolean;
  readonly sourceOf: SourceFinder;
}

/** An execution as lines: when each step began, its name, its source line, its duration, its result. */
export function renderTimeline(timeline: Timeline, look: TimelineLook): string {
  const colors = pc.createColors(look.colors);
  const head = ["AT", "STEP", "SOURCE", "TOOK", "RESULT"].map((text): Cell => ({ text, style: colors.dim }));
  const rows = rowsOf(timeline, look, 0, timeline.end.startedMs);
  const table = renderColumns([head, ...rows], { width: look.columns, limits: [9, 34, 32, 8], alignRight: [0, 3] });
  return [table, ...endLines(timeline, look)].join("\n");
}

function rowsOf(timeline: Timeline, look: TimelineLook, indent: number, startMs: number): Cell[][] {
  const colors = pc.createColors(look.colors);
  return timeline.visits.flatMap((visit) => {
    const depth = indent + visit.depth;
    const { text, style } = resultText(visit, colors);
    const row: Cell[] = [
      { text: durationText(visit.enteredMs - startMs), style: colors.dim },
      { text: "  ".repeat(depth) + visibleLine(visit.state) },
      { text: look.sourceOf(timeline.machine, visit.state), style: colors.dim },
      { text: visit.endedMs === undefined ? "" : durationText(visit.endedMs - visit.enteredMs) },
      { text, style },
    ];
    const nested = visit.nested === undefined ? [] : rowsOf(visit.nested, look, depth + 1, startMs);
    return [row, ...nested];
  });
}

function resultText(visit: TimelineVisit, colors: ReturnType<typeof pc.createColors>) {
  const retries = visit.attempts > 1 ? `${visit.attempts} attempts, ` : "";
  if (visit.result === undefined) {
    const waits = visit.resource?.endsWith(".waitForTaskToken") === true ? "waits for an answer" : "";
    return { text: retries + waits, style: colors.yellow };
  }
  if (visit.result.kind === "error") {
    return { text: visibleLine(retries + errorText(visit.result)), style: colors.red };
  }
  return { text: visibleLine(retries + essence(visit, visit.result)), style: (text: string) => text };
}

/** What of a result a reader wants to see: of an integration's response, the part that is the task's own. */
function essence(visit: TimelineVisit, result: Extract<VisitResult, { readonly kind: "value" }>): string {
  const value = parse(result.json);
  if (visit.attempts === 0 && (visit.type === "Choice" || isEmpty(value))) return "";
  if (!isObject(value)) return result.json;
  if (visit.resource === "lambda:invoke") return JSON.stringify(value["Payload"] ?? null);
  if (visit.nestedExecution !== undefined) return outputOf(value["Output"]);
  if (visit.resource === "events:putEvents" && Array.isArray(value["Entries"])) {
    return countText(value["Entries"].length, "event");
  }
  const { SdkHttpMetadata: _http, SdkResponseMetadata: _response, ...rest } = value;
  return isEmpty(rest) ? "done" : JSON.stringify(rest);
}

function outputOf(output: unknown): string {
  return typeof output === "string" ? output : JSON.stringify(output ?? null);
}

function allTransitions({ transitions, visits }: Timeline): number {
  return visits.reduce((sum, { nested }) => sum + (nested === undefined ? 0 : allTransitions(nested)), transitions);
}

function errorText({ error, cause }: { readonly error?: string; readonly cause?: string }): string {
  return [error, cause === undefined ? "" : messageOf(cause)]
    .filter((text) => text !== undefined && text !== "")
    .join(": ");
}

/** A Lambda function's cause is JSON with the message in it. */
function messageOf(cause: string): string {
  const parsed = parse(cause);
  return isObject(parsed) && typeof parsed["errorMessage"] === "string" ? parsed["errorMessage"] : cause;
}

function endLines(timeline: Timeline, look: TimelineLook): string[] {
  const { end, machine, transitions } = timeline;
  const colors = pc.createColors(look.colors);
  const took = end.endedMs === undefined ? "" : ` in ${durationText(end.endedMs - end.startedMs)}`;
  const all = allTransitions(timeline);
  const withNested = all === transitions ? "" : ` (${all} with nested executions)`;
  const count = countText(transitions, "state transition") + withNested;
  if (end.status === "SUCCEEDED") {
    const output = visibleLine(end.output ?? "null");
    return ["", `${colors.green("✔")} ${machine} succeeded${took}, ${count}`, `  result: ${output}`];
  }
  if (end.status === "RUNNING") return ["", `${colors.yellow("…")} ${machine} is running`];
  const verb = { FAILED: "failed", TIMED_OUT: "timed out", ABORTED: "was stopped" }[end.status];
  const why = errorText(end);
  const reason = why === "" ? [] : [`  ${visibleLine(why)}`];
  return ["", `${colors.red("✘")} ${machine} ${verb}${took}, ${count}`, ...reason];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (isObject(value) && Object.keys(value).length === 0);
}
