import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { failed, succeeded, type TaskOutcome } from "./integration.js";
import { valueAt } from "./member-sources.js";
import type { Job } from "./optimised-jobs.js";

/** What a description of a job says: it runs, it has ended, or the service has nothing to say of it. */
export type JobState = { readonly kind: "running" } | { readonly kind: "missing" } | TaskOutcome;

/**
 * Reads how a job is from what the service answered. A job that has ended is the task's result; one that has failed is, as
 * JSON, the cause of `States.TaskFailed`.
 */
export function jobState(job: Job, started: JsonObject, answer: JsonValue): JobState {
  const described = valueAt(answer, job.job);
  const status = valueAt(answer, job.status);
  if (described === undefined || typeof status !== "string") return { kind: "missing" };
  const result = resultOf(job, started, described);
  if (job.failed.includes(status)) return failed("States.TaskFailed", jsonOf(result));
  if (!job.succeeded.includes(status)) return { kind: "running" };
  const isWell = job.containers === undefined || haveEndedWell(valueAt(described, job.containers));
  return isWell ? succeeded(result) : failed("States.TaskFailed", jsonOf(result));
}

function resultOf({ resultMember, keeps = [] }: Job, started: JsonObject, described: JsonValue): JsonValue {
  if (resultMember !== undefined) return { [resultMember]: described };
  const kept = keeps.flatMap((name) => (started[name] === undefined ? [] : [[name, started[name]] as const]));
  return kept.length > 0 && isJsonObject(described) ? { ...Object.fromEntries(kept), ...described } : described;
}

/** A container that never ran has no exit code. */
function haveEndedWell(containers: JsonValue | undefined): boolean {
  if (!Array.isArray(containers) || containers.length === 0) return false;
  return (containers as readonly JsonValue[]).every((container) => isJsonObject(container) && container.ExitCode === 0);
}

/** JSON with the members in the order of their names, as causes have it. */
const jsonOf = (value: JsonValue): string => JSON.stringify(sorted(value));

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(sorted);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
