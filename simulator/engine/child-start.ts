import type { ExecutionStart } from "../core/execution.js";
import type { MapRunRequest } from "../core/map-run-request.js";
import type { JsonValue } from "../json.js";

/** How a map run starts the execution for an item, or a batch of items. */
export function childStart(
  parent: ExecutionStart,
  { executionType, label, mapRunArn }: Pick<MapRunRequest, "executionType" | "label" | "mapRunArn">,
  input: JsonValue,
  newId: () => string,
): ExecutionStart {
  const name = newId();
  const [, , , region, account] = parent.executionArn.split(":");
  const kind = executionType === "EXPRESS" ? "express" : "execution";
  const suffix = executionType === "EXPRESS" ? `:${newId()}` : "";
  return {
    ...parent,
    executionArn: `arn:aws:states:${region}:${account}:${kind}:${label}:${name}${suffix}`,
    name,
    stateMachineArn: `${parent.stateMachineArn.split(":").slice(0, 6).join(":")}:${label}`,
    stateMachineName: label,
    input,
    mapRunArn,
  };
}
