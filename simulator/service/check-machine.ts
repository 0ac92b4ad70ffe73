import type { FindSdkAction } from "../../asl/index.js";
import { DefinitionError } from "../machine/definition-error.js";
import type { TaskResource } from "../machine/task-resource.js";
import type { Machine, Program, StateNode } from "../machine/state-node.js";

export type MachineType = "STANDARD" | "EXPRESS";

/**
 * Why a Task's resource cannot run here, or `undefined`. A machine without a name, which is only validated, may be one that
 * has mocks.
 */
export type WhyNotSimulated = (resource: TaskResource, machineName: string | undefined) => string | undefined;

/** What is known of an action of the AWS SDK integration, for a machine of that name. */
export type FindMachineAction = (
  service: string,
  action: string,
  machineName: string | undefined,
) => ReturnType<FindSdkAction>;

type Why = (resource: TaskResource) => string | undefined;

/** Refuses states that a machine of this type cannot have, and Task resources that the simulator cannot run. */
export function checkMachine(machine: Machine, type: MachineType, whyNotSimulated: Why): void {
  checkProgram(machine.program, "", type, whyNotSimulated);
}

function checkProgram(program: Program, pointer: string, type: MachineType, whyNotSimulated: Why): void {
  for (const node of program.states.values()) {
    const place = `${pointer}/States/${node.name}`;
    if (type === "EXPRESS") checkExpressState(node, place);
    const why = node.type === "Task" ? whyNotSimulated(node.resource) : undefined;
    if (why !== undefined) throw new DefinitionError("SCHEMA_VALIDATION_FAILED", why, `${place}/Resource`);
    if (node.type === "Map") checkProgram(node.processor, `${place}/ItemProcessor`, type, whyNotSimulated);
    if (node.type === "Parallel")
      node.branches.forEach((branch, index) =>
        checkProgram(branch, `${place}/Branches[${index}]`, type, whyNotSimulated),
      );
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
