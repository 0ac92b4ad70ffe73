import type { HttpHandler, HttpRequest } from "../../http/http-handler.js";
import { listen, type Listening } from "../../http/listen.js";
import {
  serviceOutlet,
  type ServiceOutletOptions,
  servicePlace,
  type ServicePlaceOptions,
  settled,
} from "../service-place.js";
import { AwsError, validationError } from "../wire/aws-error.js";
import { answerRestJson, readJsonBody } from "../wire/rest-json.js";
import { addGroup, createGroup, deleteGroup, getGroup, listGroups } from "./group-operations.js";
import { nextDueMs, runDueSchedules } from "./run-schedules.js";
import { createSchedule, deleteSchedule, getSchedule, listSchedules, updateSchedule } from "./schedule-operations.js";
import type { SchedulerState } from "./schedule-state.js";

/** An embedded EventBridge Scheduler, in memory, with the group `default`. */
export interface Scheduler {
  /** Answers what the AWS SDK's Scheduler client sends. */
  readonly handler: HttpHandler;
  /** Deliveries that failed. */
  readonly failures: SchedulerState["failures"];
  /** When a schedule is due next. */
  nextDueMs(): number | undefined;
  /** Invokes the targets whose time has come. A clock with timers does that by itself. */
  runDue(): void;
  /** Resolves when no delivery is under way. */
  settled(): Promise<void>;
}

/** The paths of the service. */
export const schedulerPath = /^\/(schedules|schedule-groups)(?:\/([^/]+))?\/?$/;

/** Every action of EventBridge Scheduler that is simulated. */
export const schedulerActions: readonly string[] = [
  ...["CreateSchedule", "UpdateSchedule", "GetSchedule", "DeleteSchedule", "ListSchedules"],
  ...["CreateScheduleGroup", "GetScheduleGroup", "DeleteScheduleGroup", "ListScheduleGroups"],
];

const queryParameters: ReadonlySet<string> = new Set([
  ...["groupName", "clientToken", "ScheduleGroup", "NamePrefix", "State", "NextToken", "MaxResults"],
]);

const maxBodyBytes = 1024 * 1024;

export function createScheduler(options: ServicePlaceOptions & ServiceOutletOptions = {}): Scheduler {
  const place = servicePlace(options);
  let cancelTimer = () => {};
  const runDue = () => {
    runDueSchedules(state);
    followTimer();
  };
  const followTimer = () => {
    cancelTimer();
    const atMs = nextDueMs(state);
    cancelTimer = (atMs !== undefined && place.clock.setTimer?.(atMs, runDue)) || (() => {});
  };
  const state: SchedulerState = {
    ...place,
    ...serviceOutlet(options),
    groups: new Map(),
    schedules: new Map(),
    failures: [],
    onChange: followTimer,
  };
  addGroup(state, "default");
  return {
    handler: async (request) => answerRestJson(() => answer(state, request)),
    failures: state.failures,
    nextDueMs: () => nextDueMs(state),
    runDue,
    settled: () => settled(state),
  };
}

/** A Scheduler behind a port of this machine. `port`: 0, the default, takes any free one. */
export async function startScheduler(
  options: ServicePlaceOptions & ServiceOutletOptions & { readonly port?: number } = {},
): Promise<Listening & { readonly scheduler: Scheduler }> {
  const scheduler = createScheduler(options);
  return { ...(await listen(scheduler.handler, options.port ?? 0, "127.0.0.1")), scheduler };
}

function answer(state: SchedulerState, request: HttpRequest): unknown {
  if (request.body.length > maxBodyBytes)
    throw new AwsError("RequestEntityTooLargeException", "The request is too large", { status: 413 });
  const [, collection = "", encodedName] = schedulerPath.exec(request.path) ?? [];
  const name = encodedName === undefined ? undefined : decodeName(encodedName);
  if (request.isQueryBroken === true) throw validationError("The query is not UTF-8 text.");
  const unknown = [...request.query.keys()].find((one) => !queryParameters.has(one));
  if (unknown !== undefined) throw validationError(`The query parameter ${unknown} is not simulated.`);
  const groupName = request.query.get("groupName") ?? undefined;
  switch (`${request.method} ${collection}${name === undefined ? "" : "/…"}`) {
    case "POST schedules/…":
      return createSchedule(state, name ?? "", readJsonBody(request.body));
    case "PUT schedules/…":
      return updateSchedule(state, name ?? "", readJsonBody(request.body));
    case "GET schedules/…":
      return getSchedule(state, name ?? "", groupName);
    case "DELETE schedules/…":
      return deleteSchedule(state, name ?? "", groupName);
    case "GET schedules":
      return listSchedules(state, request.query);
    case "POST schedule-groups/…":
      return createGroup(state, name ?? "", readJsonBody(request.body));
    case "GET schedule-groups/…":
      return getGroup(state, name ?? "");
    case "DELETE schedule-groups/…":
      return deleteGroup(state, name ?? "");
    case "GET schedule-groups":
      return listGroups(state, request.query);
    default:
      throw new AwsError(
        "UnknownOperationException",
        `The simulator does not have this operation: ${request.method} ${request.path}`,
        { status: 404 },
      );
  }
}

function decodeName(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw new AwsError("ValidationException", "The name is not well encoded");
  }
}
