import { integer, structure } from "../../wire/shape.js";
import { findGroup, invalidParameter, type LogsState } from "../log-group.js";
import { groupName, readRequest } from "../request-shapes.js";

/** The numbers of days that the service knows. */
const days: readonly number[] = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

const putShape = structure({ logGroupName: groupName, retentionInDays: integer() }, [
  "logGroupName",
  "retentionInDays",
]);

export function putRetentionPolicy(state: LogsState, json: unknown): object {
  const { logGroupName, retentionInDays } = readRequest(putShape, json);
  if (!days.includes(retentionInDays))
    throw invalidParameter(
      `1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${days.join(", ")}]`,
    );
  findGroup(state, { logGroupName }).retentionInDays = retentionInDays;
  return {};
}

const deleteShape = structure({ logGroupName: groupName }, ["logGroupName"]);

export function deleteRetentionPolicy(state: LogsState, json: unknown): object {
  findGroup(state, readRequest(deleteShape, json)).retentionInDays = undefined;
  return {};
}
