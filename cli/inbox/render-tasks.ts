import pc from "picocolors";
import type { InboxTask, TaskList } from "../../operator/index.js";
import { type Cell, renderColumns } from "../columns.js";
import { visibleBlock, visibleLine } from "../terminal-text.js";
import { durationText } from "../time-text.js";

export interface Look {
  readonly columns: number;
  readonly colors: boolean;
  readonly now: Date;
}

/** The tasks, one line each. Ids are cut to what tells them apart. */
export function renderTaskList({ tasks, damaged }: TaskList, look: Look): string {
  const colors = pc.createColors(look.colors);
  const idLength = distinctLength(tasks.map(({ taskId }) => taskId));
  const head = ["TASK", "WORKFLOW", "STEP", "STATUS", "AGE", "LEFT", "QUESTION"];
  const rows = tasks.map((task): Cell[] => [
    { text: visibleLine(task.taskId.slice(0, idLength)) },
    { text: visibleLine(task.workflow) },
    { text: visibleLine(task.step) },
    { text: statusText(task, look.now), style: statusColor(task, look) },
    { text: durationText(look.now.getTime() - Date.parse(task.createdAt)) },
    { text: timeLeft(task, look.now) },
    { text: visibleLine(task.title) },
  ]);
  const table = renderColumns([head.map((text) => ({ text, style: colors.dim })), ...rows], {
    width: look.columns,
    limits: [36, 20, 20],
  });
  const skipped = damaged.map((item) => colors.yellow(`skipped: ${visibleLine(item.message)}`));
  return [...(tasks.length > 0 ? [table] : []), ...skipped].join("\n");
}

/** One task with everything that a person needs to decide it. */
export function renderTask(task: InboxTask, look: Look): string {
  const colors = pc.createColors(look.colors);
  const section = (name: string, value: unknown) => {
    const text = visibleBlock(JSON.stringify(value, null, 2));
    return ["", colors.dim(name), ...text.split("\n").map((line) => `  ${line}`)];
  };
  const lines = [renderTaskSummary(task, look), ...section("input", task.input), ...section("form", task.form)];
  if (task.decision !== undefined) lines.push("", `${colors.dim("decided")}  ${decisionText(task)}`);
  if (task.status === "PENDING") {
    const id = task.taskId.slice(0, 8);
    const example = JSON.stringify(exampleAnswer(task));
    lines.push("", `Answer it:  setpiece inbox complete ${id} --answer '${example}'`);
    lines.push(`Reject it:  setpiece inbox reject ${id} --reason '…'`);
  }
  return lines.join("\n");
}

/** The question and what surrounds it, without input and form. */
export function renderTaskSummary(task: InboxTask, look: Look): string {
  const { bold, dim } = pc.createColors(look.colors);
  const left = timeLeft(task, look.now);
  const expires = task.expiresAt === undefined ? "never" : `${task.expiresAt}${left === "" ? "" : ` (in ${left})`}`;
  const facts: [name: string, value: string][] = [
    ["task", task.taskId],
    ["workflow", task.workflow],
    ["step", task.step],
    ["execution", task.execution],
    ["status", statusText(task, look.now)],
    ["created", task.createdAt],
    ["expires", expires],
    ...(task.closedAt === undefined ? [] : ([["closed", task.closedAt]] as [string, string][])),
  ];
  const rows = facts.map(([name, value]) => `  ${dim(name.padEnd(10))} ${visibleLine(value)}`);
  return [bold(visibleLine(task.title)), "", ...rows].join("\n");
}

/** `completed by dana at 2026-… with {"approved":true}`. */
export function decisionText({ decision, step }: InboxTask): string {
  if (decision === undefined) return visibleLine(`${step} is not decided`);
  const what =
    decision.kind === "complete"
      ? `completed by ${decision.by} at ${decision.at} with ${JSON.stringify(decision.answer)}`
      : `rejected by ${decision.by} at ${decision.at}: ${decision.reason}`;
  return visibleLine(what);
}

function statusText(task: InboxTask, now: Date): string {
  const overdue =
    task.status === "PENDING" && task.expiresAt !== undefined && Date.parse(task.expiresAt) < now.getTime();
  if (overdue) return "overdue";
  if (task.status === "DECIDED") return "not sent yet";
  return task.status.toLowerCase().replaceAll("_", " ");
}

function statusColor(task: InboxTask, look: Look): (text: string) => string {
  const colors = pc.createColors(look.colors);
  if (task.status === "PENDING" || task.status === "DECIDED") return colors.yellow;
  return task.status === "COMPLETED" ? colors.green : colors.red;
}

function timeLeft(task: InboxTask, now: Date): string {
  if (task.status !== "PENDING" || task.expiresAt === undefined) return "";
  const left = Date.parse(task.expiresAt) - now.getTime();
  return left > 0 ? durationText(left) : "";
}

/** Enough characters that no two ids look alike, and at least eight. */
function distinctLength(ids: readonly string[]): number {
  let length = 8;
  while (length < 36 && new Set(ids.map((id) => id.slice(0, length))).size < ids.length) length++;
  return length;
}

/** An answer of the right shape, to be filled in. */
export function exampleAnswer({ form }: InboxTask): Readonly<Record<string, unknown>> {
  const properties = isObject(form["properties"]) ? form["properties"] : {};
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, exampleOf(schema)]));
}

function exampleOf(schema: unknown): unknown {
  if (!isObject(schema)) return null;
  if (Array.isArray(schema["enum"])) return schema["enum"][0] as unknown;
  if ("const" in schema) return schema["const"];
  if ("default" in schema) return schema["default"];
  switch (schema["type"]) {
    case "boolean":
      return true;
    case "number":
    case "integer":
      return schema["minimum"] ?? 0;
    case "array":
      return [];
    case "object":
      return {};
    default:
      return "…";
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
