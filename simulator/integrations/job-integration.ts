import type { TaskRequest } from "../core/signal.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { EngineClosed, failed, type Integration, type TaskAnswered, type TaskOutcome } from "./integration.js";
import { jobState } from "./job-state.js";
import { membersOf } from "./member-sources.js";
import { callOptimised, optimisedFailure, type ServiceCalls } from "./optimised-call.js";
import { type Job, type JobCall, jobOf } from "./optimised-jobs.js";
import { type OptimisedService, optimisedServices } from "./optimised-services.js";

/** The time by which jobs are looked at: the engine's. */
export interface JobTime {
  /** Calls back after so much time; gives a function that cancels. */
  after(milliseconds: number, fire: () => void): () => void;
  /** Time stands still, where it is virtual, while a job is asked about. */
  hold(work: () => Promise<void>): Promise<void>;
}

export interface Jobs {
  /** Starts a job and follows it to its end: `.sync`. */
  readonly run: Integration;
  /** Goes on following a job whose start was answered with `output`; undefined for what is no job. */
  readonly reattach: (task: TaskRequest, output: JsonValue, signal: AbortSignal) => TaskAnswered | undefined;
  /** Resolves when the jobs that are being cancelled have been. */
  readonly settled: () => Promise<void>;
}

/** A job is looked at after a second, then each time after half as long again, up to a quarter of a minute. */
const firstPollMs = 1_000;
const pollGrowth = 1.5;
const mostPollMs = 15_000;
/** So many descriptions in a row may fail, or know nothing of the job, before the task does. */
const maxFailures = 5;

/**
 * `.sync` of the optimised integrations: starts the job, asks for its description until it has ended, and gives that as
 * the result. When nobody waits any more, because the task timed out or the execution was stopped, the job is cancelled.
 *
 * DEVIATION: the service learns of most ends by events, and asks every minute, then every five, where it polls.
 *
 * @see AWS Step Functions developer guide, "Run a Job (.sync)"
 */
export function jobIntegration(sdk: ServiceCalls, time: () => JobTime): Jobs {
  const stopping = new Set<Promise<void>>();
  /** Whatever comes of it: the service, too, cancels as well as it can. */
  const stopped = (stop: Promise<void>) => {
    stopping.add(stop);
    void stop.finally(() => stopping.delete(stop));
  };
  return {
    async run(call) {
      const found = find(call);
      if (found === undefined) return failed("States.Runtime", notFollowed(call.resource.arn));
      const { parameters, resource } = call;
      const why = isJsonObject(parameters) ? whyNotFollowed(found.job, resource.arn, parameters) : undefined;
      if (why !== undefined) return failed("States.Runtime", why);
      // A start that was on its way when nobody waited any more would leave a job behind: it is awaited, and cancelled then.
      const answer = await callOptimised(sdk, found.service, call, new AbortController().signal);
      if (answer.kind === "failed") return answer;
      return follow({ sdk, time: time(), stopped }, found, call, { ...answer.output, ...answer.metadata }, call.signal);
    },
    reattach(task, output, signal) {
      const found = find(task);
      return found && follow({ sdk, time: time(), stopped }, found, task, output, signal);
    },
    async settled() {
      await Promise.all(stopping);
    },
  };
}

/** Says that the end of a task's job cannot be waited for. */
export const notFollowed = (arn: string): string =>
  `The simulator does not follow the job of ${arn}. Mock the state, or use it without .sync.`;

/** Why the end of what a task starts with these parameters cannot be waited for: AWS does not say what several jobs give. */
export function whyNotFollowed({ count }: Job, arn: string, parameters: JsonObject): string | undefined {
  const given = count === undefined ? undefined : parameters[count];
  if (typeof given !== "number" || given <= 1) return undefined;
  return `The simulator follows one job, and ${arn} is to start ${given}. Start each in an iteration of a Map, or mock the state.`;
}

interface FoundJob {
  readonly service: OptimisedService;
  readonly job: Job;
}

function find({ resource }: Pick<TaskRequest, "resource">): FoundJob | undefined {
  if (resource.kind !== "service" || resource.pattern !== "sync") return undefined;
  const service = optimisedServices[resource.resourceType];
  const job = jobOf(resource.resourceType, resource.action);
  return service && job && { service, job };
}

interface JobWorld {
  readonly sdk: ServiceCalls;
  readonly time: JobTime;
  /** Is told of a job that is being cancelled. */
  readonly stopped: (stop: Promise<void>) => void;
}

function follow(
  { sdk, time, stopped }: JobWorld,
  { service, job }: FoundJob,
  { parameters }: Pick<TaskRequest, "parameters">,
  output: JsonValue,
  signal: AbortSignal,
): TaskAnswered {
  const started = isJsonObject(output) ? output : {};
  const values = { started, given: isJsonObject(parameters) ? parameters : {} };
  const call = ([action, sources]: JobCall) =>
    sdk.call(service.sdkService, action, membersOf(sources, values), new AbortController().signal, "milliseconds");
  const stop = () => {
    const { stop: stopCall } = job;
    if (stopCall !== undefined && !(signal.reason instanceof EngineClosed))
      stopped(time.hold(async () => void (await call(stopCall))).catch(() => undefined));
  };
  if (signal.aborted) stop();
  return { kind: "submitted", output, outcome: (done) => poll(done) };

  function poll(done: (outcome: TaskOutcome) => void): void {
    let failures = 0;
    let cancel = (): void => undefined;
    signal.addEventListener("abort", () => {
      cancel();
      stop();
    });
    lookAfter(firstPollMs);

    function lookAfter(milliseconds: number): void {
      const broken = (error: unknown) =>
        done(failed("States.Runtime", `The job cannot be looked at: ${String(error)}`));
      cancel = time.after(milliseconds, () => void time.hold(() => look(milliseconds)).catch(broken));
    }

    async function look(milliseconds: number): Promise<void> {
      const seen = await lookAtJob();
      if (signal.aborted) return;
      failures = seen.kind === "running" ? 0 : failures + 1;
      if (seen.kind === "ended") done(seen.outcome);
      else if (seen.kind === "unknown" && failures >= maxFailures) done(seen.outcome);
      else lookAfter(Math.min(milliseconds * pollGrowth, mostPollMs));
    }
  }

  async function lookAtJob(): Promise<Sight> {
    const answer = await call(job.describe);
    if (answer.kind === "answered") return sightOf(job, started, answer.output);
    const isGone = answer.kind === "refused" && /NotFound/.test(answer.code);
    if (job.untilGone === true && isGone) return { kind: "ended", outcome: { kind: "succeeded", output } };
    return { kind: "unknown", outcome: optimisedFailure(service, answer) };
  }
}

/** What was seen of a job; `unknown` may be so for a moment only. */
type Sight = { readonly kind: "running" } | { readonly kind: "ended" | "unknown"; readonly outcome: TaskOutcome };

function sightOf(job: Job, started: JsonObject, answer: JsonValue): Sight {
  const state = jobState(job, started, answer);
  switch (state.kind) {
    case "running":
      return state;
    case "missing":
      return { kind: "unknown", outcome: failed("States.TaskFailed", "The service knows nothing of the job.") };
    case "succeeded":
    case "failed":
      return { kind: "ended", outcome: state };
  }
}
