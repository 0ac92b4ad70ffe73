import type { HttpHandler } from "../../http/http-handler.js";
import { listen, type Listening } from "../../http/listen.js";
import { nextScheduleTime, parseSchedule } from "../schedule/schedule-expression.js";
import {
  serviceOutlet,
  type ServiceOutletOptions,
  servicePlace,
  type ServicePlaceOptions,
  settled,
} from "../service-place.js";
import { jsonProtocolHandler } from "../wire/json-protocol.js";
import { eventBridgeActions } from "./actions.js";
import {
  busNameOf,
  createBus,
  type EventBridgeState,
  type FailedDelivery,
  type PublishedEvent,
  type Rule,
} from "./bus-state.js";
import { runRetries } from "./delivery-retries.js";
import { nextTurnMs, serveTurns } from "./destination-turns.js";
import { eventTime } from "./event-envelope.js";
import { publishEvent, sendToTargets } from "./publish-event.js";
import { connectionCredentials } from "./connection-credentials.js";
import type { ConnectionCredentials } from "../../integrations/http-request.js";

/** An embedded EventBridge, in memory, with the bus `default`. */
export interface EventBridge {
  /** What a connection adds to requests, with its secrets; undefined when there is none of that ARN. */
  readonly credentialsOf: (connectionArn: string) => Promise<ConnectionCredentials | undefined>;
  /** Answers what the AWS SDK's EventBridge client sends. */
  readonly handler: HttpHandler;
  /** Everything published so far, also to buses that do not exist. */
  readonly events: readonly PublishedEvent[];
  /** Deliveries that failed. */
  readonly failures: readonly FailedDelivery[];
  /** Is told of every event as it is published; call the result to stop. */
  onEvent(listener: (published: PublishedEvent) => void): () => void;
  /** Publishes an event; the bus is given by name or ARN. */
  publish(event: NewEvent): void;
  /** Whether any rule of a bus waits for events. */
  hasRules(bus: string): boolean;
  /** Creates a bus, unless it is there. */
  ensureBus(name: string): void;
  /** Resolves when no delivery is under way. */
  settled(): Promise<void>;
  /** When a scheduled rule, another attempt at a delivery, or one that waits for its turn is due next. */
  nextDueMs(): number | undefined;
  /** Runs the scheduled rules, and makes the deliveries, whose time has come. */
  runDue(): void;
}

/** An event to publish. */
export interface NewEvent {
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly resources?: readonly string[];
}

const maxBodyBytes = 1024 * 1024;

export function createEventBridge(
  options: ServicePlaceOptions & ServiceOutletOptions & { readonly onRetryPlanned?: () => void } = {},
): EventBridge {
  const state: EventBridgeState = {
    ...servicePlace(options),
    ...serviceOutlet(options),
    buses: new Map(),
    connections: new Map(),
    destinations: new Map(),
    published: [],
    failures: [],
    listeners: new Set(),
    retries: new Set(),
    turns: new Map(),
    onRetryPlanned: options.onRetryPlanned ?? (() => {}),
    tags: new Map(),
  };
  createBus(state, "default");
  return {
    credentialsOf: (connectionArn) => connectionCredentials(state, connectionArn),
    handler: jsonProtocolHandler({
      targetPrefixes: ["AWSEvents"],
      contentType: "application/x-amz-json-1.1",
      action: (name) => {
        const action = eventBridgeActions.get(name);
        return action && ((input) => action(state, input));
      },
      maxBodyBytes,
    }),
    events: state.published,
    failures: state.failures,
    onEvent: (listener) => {
      state.listeners.add(listener);
      return () => state.listeners.delete(listener);
    },
    hasRules: (bus) =>
      [...(state.buses.get(busNameOf(bus))?.rules.values() ?? [])].some(
        ({ enabled, pattern }) => enabled && pattern !== undefined,
      ),
    publish: ({ bus, source, detailType, detail, resources = [] }) =>
      publishEvent(state, busNameOf(bus), {
        version: "0",
        id: state.newId(),
        "detail-type": detailType,
        source,
        account: state.accountId,
        time: eventTime(state.clock.nowMs()),
        region: state.region,
        resources,
        detail,
      }),
    ensureBus: (name) => {
      if (!state.buses.has(name)) createBus(state, name);
    },
    settled: () => settled(state),
    nextDueMs: () => {
      const scheduled = scheduledRules(state).flatMap(({ nextAtMs }) => nextAtMs ?? []);
      const turn = nextTurnMs(state);
      const times = [
        ...scheduled,
        ...[...state.retries].map(({ atMs }) => atMs),
        ...(turn === undefined ? [] : [turn]),
      ];
      return times.length === 0 ? undefined : Math.min(...times);
    },
    runDue: () => {
      runRetries(state);
      serveTurns(state);
      for (const rule of scheduledRules(state)) runScheduledRule(state, rule);
    },
  };
}

/** An EventBridge behind a port of this machine. `port`: 0, the default, takes any free one. */
export async function startEventBridge(
  options: ServicePlaceOptions & ServiceOutletOptions & { readonly port?: number } = {},
): Promise<Listening & { readonly events: EventBridge }> {
  const events = createEventBridge(options);
  return { ...(await listen(events.handler, options.port ?? 0, "127.0.0.1")), events };
}

function scheduledRules(state: EventBridgeState): readonly Rule[] {
  return [...state.buses.values()].flatMap(({ rules }) =>
    [...rules.values()].filter((rule) => rule.enabled && rule.schedule !== undefined),
  );
}

function runScheduledRule(state: EventBridgeState, rule: Rule): void {
  const schedule = parseSchedule(rule.schedule ?? "", "UTC");
  const nowMs = state.clock.nowMs();
  while (schedule !== undefined && rule.nextAtMs !== undefined && rule.nextAtMs <= nowMs) {
    const atMs = rule.nextAtMs;
    rule.nextAtMs = nextScheduleTime(schedule, atMs, atMs);
    sendToTargets(state, rule, {
      version: "0",
      id: state.newId(),
      "detail-type": "Scheduled Event",
      source: "aws.events",
      account: state.accountId,
      time: eventTime(atMs),
      region: state.region,
      resources: [rule.arn],
      detail: {},
    });
  }
}
