import type { HttpHandler } from "../../http/http-handler.js";
import type { RoutedService } from "../../http/router.js";
import type { LogGroups } from "../../service/log-groups.js";
import { servicePlace, type ServicePlaceOptions } from "../service-place.js";
import { jsonProtocolHandler } from "../wire/json-protocol.js";
import { logsActions } from "./actions.js";
import { appendEvents } from "./log-events.js";
import { ensureGroup, ensureStream, type LogsState, nameOfGroup } from "./log-group.js";

/** An embedded CloudWatch Logs, in memory: groups, streams, events and filters, without queries, metrics and subscriptions. */
export interface Logs extends LogGroups {
  /** Answers what the AWS SDK's client sends (AWS JSON 1.1). */
  readonly handler: HttpHandler;
}

export interface LogsOptions extends ServicePlaceOptions {
  /** How many characters of messages are kept, of all groups together. Default 64 Mi; the oldest go first. */
  readonly maxCharacters?: number;
}

const maxBodyBytes = 10 * 1024 * 1024;
const defaultMaxCharacters = 64 * 1024 * 1024;

export function createLogs(options: LogsOptions = {}): Logs {
  const state: LogsState = {
    ...servicePlace(options),
    groups: new Map(),
    policies: new Map(),
    maxCharacters: options.maxCharacters ?? defaultMaxCharacters,
    characters: 0,
    sequence: 0,
  };
  return {
    handler: jsonProtocolHandler({
      targetPrefixes: ["Logs_20140328"],
      contentType: "application/x-amz-json-1.1",
      action: (name) => {
        const action = logsActions.get(name);
        return action && ((input) => action(state, input));
      },
      maxBodyBytes,
    }),
    hasGroup: (arn) => state.groups.get(nameOfGroup(arn))?.arn === arn.replace(/:\*$/, ""),
    ensureGroup: (name) => {
      const isNew = !state.groups.has(name);
      if (isNew) ensureGroup(state, name);
      return isNew;
    },
    append: (groupName, streamName, events) => {
      const group = state.groups.get(groupName);
      if (group !== undefined) appendEvents(state, ensureStream(state, group, streamName), events);
      return group !== undefined;
    },
  };
}

/** CloudWatch Logs behind the one endpoint. State machines write to it without requests. */
export function routedLogs(logs: Logs): RoutedService {
  return {
    name: "cloudwatchlogs",
    targets: ["Logs_20140328."],
    scopes: ["logs"],
    handler: logs.handler,
    actions: [...logsActions.keys()],
    logGroups: logs,
  };
}
