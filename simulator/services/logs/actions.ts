import type { LogsState } from "./log-group.js";
import { createLogGroup, deleteLogGroup, describeLogGroups } from "./operations/groups.js";
import { putLogEvents } from "./operations/put-log-events.js";
import { filterLogEvents, getLogEvents } from "./operations/read-events.js";
import { deleteResourcePolicy, describeResourcePolicies, putResourcePolicy } from "./operations/resource-policies.js";
import { deleteRetentionPolicy, putRetentionPolicy } from "./operations/retention.js";
import { createLogStream, deleteLogStream, describeLogStreams } from "./operations/streams.js";
import {
  listTagsForResource,
  listTagsLogGroup,
  tagLogGroup,
  tagResource,
  untagLogGroup,
  untagResource,
} from "./operations/tags.js";

type LogsAction = (state: LogsState, json: unknown) => object;

/** Every action of CloudWatch Logs that is simulated. */
export const logsActions: ReadonlyMap<string, LogsAction> = new Map<string, LogsAction>([
  ["CreateLogGroup", createLogGroup],
  ["CreateLogStream", createLogStream],
  ["DeleteLogGroup", deleteLogGroup],
  ["DeleteLogStream", deleteLogStream],
  ["DeleteResourcePolicy", deleteResourcePolicy],
  ["DeleteRetentionPolicy", deleteRetentionPolicy],
  ["DescribeLogGroups", describeLogGroups],
  ["DescribeLogStreams", describeLogStreams],
  ["DescribeResourcePolicies", describeResourcePolicies],
  ["FilterLogEvents", filterLogEvents],
  ["GetLogEvents", getLogEvents],
  ["ListTagsForResource", listTagsForResource],
  ["ListTagsLogGroup", listTagsLogGroup],
  ["PutLogEvents", putLogEvents],
  ["PutResourcePolicy", putResourcePolicy],
  ["PutRetentionPolicy", putRetentionPolicy],
  ["TagLogGroup", tagLogGroup],
  ["TagResource", tagResource],
  ["UntagLogGroup", untagLogGroup],
  ["UntagResource", untagResource],
]);
