import type { InputOf } from "../api/input-shape.js";
import { ServiceError } from "../api/service-error.js";
import type { Program, StateNode } from "../machine/state-node.js";

const invalid = (message: string): ServiceError => new ServiceError("ValidationException", message);

/** Refuses what the tested state cannot be configured with, so that nothing is passed over. */
export function checkStateConfiguration(
  { stateConfiguration = {}, mock }: InputOf<"TestState">,
  node: StateNode,
): void {
  const { errorCausedByState, mapIterationFailureCount, mapItemReaderData } = stateConfiguration;
  const refuse = (member: string) => invalid(`State type '${node.type}' is not supported when ${member} is specified`);
  if (node.type !== "Map") {
    if (mapIterationFailureCount !== undefined) throw refuse("mapIterationFailureCount");
    if (mapItemReaderData !== undefined) throw refuse("mapItemReaderData");
  } else if (mapItemReaderData !== undefined && node.distributed?.reader === undefined)
    throw invalid("mapItemReaderData can be specified for a Map state with an ItemReader only");
  if (errorCausedByState === undefined) return;
  if (node.type !== "Map" && node.type !== "Parallel") throw refuse("errorCausedByState");
  if (mock?.errorOutput === undefined) throw invalid("errorCausedByState can be specified with a mocked error only");
  const programs = node.type === "Map" ? [node.processor] : node.branches;
  if (!programs.some((program) => hasState(program, errorCausedByState)))
    throw invalid(`errorCausedByState names no state inside '${node.name}': ${errorCausedByState}`);
}

function hasState({ states }: Program, name: string): boolean {
  if (states.has(name)) return true;
  return [...states.values()].some((node) => {
    if (node.type === "Map") return hasState(node.processor, name);
    return node.type === "Parallel" && node.branches.some((branch) => hasState(branch, name));
  });
}
