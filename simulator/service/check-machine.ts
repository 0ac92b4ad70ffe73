import { type DefinitionPath, type FindSdkAction, formatLocation, walkStates } from "../../asl/index.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { DefinitionError } from "../machine/definition-error.js";
import { parseTaskResource, type TaskResource } from "../machine/task-resource.js";
import type { Machine, Program, StateNode } from "../machine/state-node.js";

export type MachineType = "STANDARD" | "EXPRESS";

/**
 * Why a Task's resource cannot run here, with the parameters that are written down, or `undefined`. A machine without a name,
 * which is only validated, may be one that has mocks.
 */
export type WhyNotSimulated = (
  resource: TaskResource,
  machineName: string | undefined,
  written?: JsonObject,
) => string | undefined;

/** What is known of an action of the AWS SDK integration, for a machine of that name. */
export type FindMachineAction = (
  service: string,
  action: string,
  machineName: string | undefined,
) => ReturnType<FindSdkAction>;

type Why = (resource: TaskResource, written: JsonObject | undefined) => string | undefined;

/** Refuses states that a machine of this type cannot have, and Tasks that the simulator cannot run. */
export function checkMachine(machine: Machine, definition: JsonValue | undefined, type: MachineType, why: Why): void {
  if (type === "EXPRESS") checkExpressStates(machine.program, "");
  const [first] = unsimulatedTasks(definition, why);
  if (first !== undefined)
    throw new DefinitionError("SCHEMA_VALIDATION_FAILED", first.message, formatLocation(first.path));
}

/** The Tasks of a machine that the simulator cannot run, each with the place of its resource. */
export function unsimulatedTasks(
  definition: JsonValue | undefined,
  why: Why,
): readonly { readonly message: string; readonly path: DefinitionPath }[] {
  return [...walkStates(definition)].flatMap(({ fields: { Type: type, Resource: arn, ...fields }, path }) => {
    const resource = type === "Task" && typeof arn === "string" ? parseTaskResource(arn) : undefined;
    const written = (fields["Arguments"] ?? fields["Parameters"]) as JsonValue | undefined; // of a definition, which is JSON
    const message = resource && why(resource, isJsonObject(written) ? written : undefined);
    return message === undefined ? [] : [{ message, path: [...path, "Resource"] }];
  });
}

function checkExpressStates(program: Program, pointer: string): void {
  for (const node of program.states.values()) {
    const place = `${pointer}/States/${node.name}`;
    checkExpressState(node, place);
    if (node.type === "Map") checkExpressStates(node.processor, `${place}/ItemProcessor`);
    if (node.type === "Parallel")
      node.branches.forEach((branch, index) => checkExpressStates(branch, `${place}/Branches[${index}]`));
  }
}

function checkExpressState(node: StateNode, place: string): void {
  if (node.type !== "Task") return;
  const { resource } = node;
  const refuse = (what: string) => {
    throw new DefinitionError(
      "SCHEMA_VALIDATION_FAILED",
      `Express state machine does not support ${what}`,
      `${place}/Resource`,
    );
  };
  if (resource.kind === "activity") refuse("Activity ARN");
  if (resource.kind !== "service") return;
  if (resource.pattern === "sync") refuse("'.sync' service integration");
  if (resource.pattern === "waitForTaskToken") refuse("'.waitForTaskToken' service integration ");
}
