import { isDeepStrictEqual } from "node:util";

import type { InputOf } from "../api/input-shape.js";
import { activityDoesNotExist, ServiceError } from "../api/service-error.js";
import { activityArn, type Place } from "../engine/arns.js";
import type { JsonValue } from "../json.js";
import { checkEncryption, type EncryptionConfiguration } from "./encryption-configuration.js";
import { checkArn } from "./check-arn.js";
import { checkName } from "./names.js";
import { Tags } from "./tags.js";
import type { UnusedSettings } from "./unused-settings.js";

export interface Activity {
  readonly arn: string;
  readonly name: string;
  readonly creationMs: number;
  readonly tags: Tags;
  readonly encryption: EncryptionConfiguration;
}

/** A task that waits for a worker. */
export interface ActivityTask {
  readonly taskToken: string;
  readonly input: JsonValue;
  /** False when its execution no longer waits for it. */
  readonly isOpen: () => boolean;
  /** A worker took it. */
  readonly taken: (workerName: string | undefined) => void;
}

interface Poller {
  readonly workerName: string | undefined;
  readonly give: (task: ActivityTask | undefined) => void;
}

/** The workers that may wait for tasks of one activity. @see AWS Step Functions developer guide, "Quotas related to task executions" */
const maxPollers = 1_000;

/** The activities, the tasks that wait for workers, and the workers that wait for tasks. */
export class Activities {
  private readonly activities = new Map<string, Activity>();
  private readonly tasks = new Map<string, ActivityTask[]>();
  private readonly pollers = new Map<string, Poller[]>();

  constructor(
    private readonly place: Place,
    private readonly nowMs: () => number,
    private readonly unusedSettings: () => UnusedSettings,
  ) {}

  create(input: InputOf<"CreateActivity">): Activity {
    const arn = activityArn(this.place, checkName(input.name));
    const encryption = checkEncryption(input.encryptionConfiguration);
    const existing = this.activities.get(arn);
    if (existing !== undefined) {
      if (isDeepStrictEqual(encryption, existing.encryption)) return existing;
      throw new ServiceError(
        "ActivityAlreadyExists",
        `Activity Already Exists: '${arn}'. Its encryption configuration cannot be changed.`,
      );
    }
    this.unusedSettings().encrypted(`activity ${input.name}`, encryption);
    const activity: Activity = {
      arn,
      name: input.name,
      creationMs: this.nowMs(),
      tags: new Tags(input.tags),
      encryption,
    };
    this.activities.set(arn, activity);
    return activity;
  }

  get(arn: string): Activity {
    checkArn(arn, "activity");
    const activity = this.activities.get(arn);
    if (activity === undefined) throw activityDoesNotExist(arn);
    return activity;
  }

  exists(arn: string): boolean {
    return this.activities.has(arn);
  }

  delete(arn: string): void {
    checkArn(arn, "activity");
    this.activities.delete(arn);
  }

  list(): readonly Activity[] {
    return [...this.activities.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Offers a task to the workers of an activity, the ones that have waited longest first. */
  schedule(arn: string, task: ActivityTask): void {
    const poller = this.pollers.get(arn)?.shift();
    if (poller !== undefined) {
      task.taken(poller.workerName);
      poller.give(task);
      return;
    }
    const waiting = this.tasks.get(arn);
    if (waiting === undefined) this.tasks.set(arn, [task]);
    else waiting.push(task);
  }

  /** The next task; waits so long for one in real time, or until the worker has gone, and then gives nothing. */
  async poll(
    arn: string,
    workerName: string | undefined,
    patienceMs: number,
    whenGone: () => AbortSignal | undefined,
  ): Promise<ActivityTask | undefined> {
    this.get(arn);
    const waiting = this.tasks.get(arn) ?? [];
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      if (!task.isOpen()) continue;
      task.taken(workerName);
      return task;
    }
    const pollers = this.pollers.get(arn) ?? [];
    this.pollers.set(arn, pollers);
    if (pollers.length >= maxPollers) {
      throw new ServiceError(
        "ActivityWorkerLimitExceeded",
        "The maximum number of workers concurrently polling for activity tasks has been reached.",
      );
    }
    return new Promise((resolve) => {
      const poller: Poller = {
        workerName,
        give: (task) => {
          clearTimeout(patience);
          resolve(task);
        },
      };
      const leave = () => {
        const index = pollers.indexOf(poller);
        if (index >= 0) pollers.splice(index, 1);
        poller.give(undefined);
      };
      const patience = setTimeout(leave, patienceMs).unref();
      const gone = whenGone();
      if (gone?.aborted === true) return leave();
      gone?.addEventListener("abort", leave);
      pollers.push(poller);
    });
  }
}
