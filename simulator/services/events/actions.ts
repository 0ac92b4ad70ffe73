import type { EventBridgeState } from "./bus-state.js";
import {
  createApiDestination,
  deleteApiDestination,
  describeApiDestination,
  listApiDestinations,
  updateApiDestination,
} from "./operations/api-destinations.js";
import { createEventBus, deleteEventBus, describeEventBus, listEventBuses } from "./operations/buses.js";
import {
  createConnection,
  deleteConnection,
  describeConnection,
  listConnections,
  updateConnection,
} from "./operations/connections.js";
import { putEvents, testEventPattern } from "./operations/put-events.js";
import { deleteRule, describeRule, disableRule, enableRule, listRules, putRule } from "./operations/rules.js";
import { listTagsForResource, tagResource, untagResource } from "./operations/tags.js";
import { listRuleNamesByTarget, listTargetsByRule, putTargets, removeTargets } from "./operations/targets.js";

type EventBridgeAction = (state: EventBridgeState, json: unknown) => unknown;

/** Every action of EventBridge that is simulated. */
export const eventBridgeActions: ReadonlyMap<string, EventBridgeAction> = new Map<string, EventBridgeAction>([
  ["CreateApiDestination", createApiDestination],
  ["CreateConnection", createConnection],
  ["CreateEventBus", createEventBus],
  ["DeleteApiDestination", deleteApiDestination],
  ["DeleteConnection", deleteConnection],
  ["DeleteEventBus", deleteEventBus],
  ["DeleteRule", deleteRule],
  ["DescribeApiDestination", describeApiDestination],
  ["DescribeConnection", describeConnection],
  ["DescribeEventBus", describeEventBus],
  ["DescribeRule", describeRule],
  ["DisableRule", disableRule],
  ["EnableRule", enableRule],
  ["ListApiDestinations", listApiDestinations],
  ["ListConnections", listConnections],
  ["ListEventBuses", listEventBuses],
  ["ListRuleNamesByTarget", listRuleNamesByTarget],
  ["ListRules", listRules],
  ["ListTagsForResource", listTagsForResource],
  ["ListTargetsByRule", listTargetsByRule],
  ["PutEvents", putEvents],
  ["PutRule", putRule],
  ["PutTargets", putTargets],
  ["RemoveTargets", removeTargets],
  ["TagResource", tagResource],
  ["TestEventPattern", testEventPattern],
  ["UntagResource", untagResource],
  ["UpdateApiDestination", updateApiDestination],
  ["UpdateConnection", updateConnection],
]);
