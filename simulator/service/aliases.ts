import type { InputOf } from "../api/input-shape.js";
import { invalidFor, ServiceError } from "../api/service-error.js";
import { checkArn } from "./check-arn.js";
import type { Alias, Route, StateMachine } from "./state-machine.js";
import { checkNotDeleting, type StateMachines } from "./state-machines.js";

/** Aliases of one machine. */
const maxAliases = 100;

type RoutingConfiguration = InputOf<"CreateStateMachineAlias">["routingConfiguration"];

/** Creates an alias; the same again is no change, another one of the same name is refused. */
export function createAlias(machines: StateMachines, input: InputOf<"CreateStateMachineAlias">, nowMs: number): Alias {
  const { machine, routes } = checkRouting(machines, input.routingConfiguration);
  checkNotDeleting(machine);
  const existing = machine.aliases.get(input.name);
  if (existing !== undefined) {
    if (existing.description === input.description && JSON.stringify(existing.routes) === JSON.stringify(routes))
      return existing;
    throw new ServiceError(
      "ConflictException",
      "Failed to create alias because an alias with the same name and a different routing configuration already exists.",
    );
  }
  if (machine.aliases.size >= maxAliases)
    throw new ServiceError(
      "ServiceQuotaExceededException",
      `A state machine has at most ${maxAliases} aliases; delete some that are not used.`,
    );
  const alias: Alias = {
    arn: `${machine.arn}:${input.name}`,
    name: input.name,
    description: input.description,
    routes,
    creationMs: nowMs,
    updateMs: nowMs,
  };
  machine.aliases.set(alias.name, alias);
  return alias;
}

export function updateAlias(machines: StateMachines, input: InputOf<"UpdateStateMachineAlias">, nowMs: number): Alias {
  if (input.description === undefined && input.routingConfiguration === undefined)
    throw invalidFor(
      "MISSING_REQUIRED_PARAMETER",
      "Either the description or the RoutingConfiguration must be specified",
    );
  const { machine, alias } = findAlias(machines, input.stateMachineAliasArn);
  checkNotDeleting(machine);
  const routes =
    input.routingConfiguration === undefined ? alias.routes : checkRouting(machines, input.routingConfiguration).routes;
  const updated: Alias = { ...alias, routes, description: input.description ?? alias.description, updateMs: nowMs };
  machine.aliases.set(alias.name, updated);
  return updated;
}

/** Deleting an alias that is not there is no error. */
export function deleteAlias(machines: StateMachines, arn: string): void {
  const { machine, alias } = lookUp(machines, arn);
  if (alias !== undefined) machine?.aliases.delete(alias.name);
}

export function findAlias(machines: StateMachines, arn: string): { machine: StateMachine; alias: Alias } {
  const { machine, alias } = lookUp(machines, arn);
  if (machine === undefined || alias === undefined) throw doesNotExist();
  return { machine, alias };
}

function lookUp(machines: StateMachines, arn: string): { machine: StateMachine | undefined; alias: Alias | undefined } {
  const machine = machines.list().find((candidate) => arn.startsWith(`${candidate.arn}:`));
  return { machine, alias: machine?.aliases.get(arn.slice(machine.arn.length + 1)) };
}

const doesNotExist = (): ServiceError =>
  new ServiceError("ResourceNotFound", "Request references a resource that does not exist.");

function checkRouting(
  machines: StateMachines,
  configuration: RoutingConfiguration,
): { machine: StateMachine; routes: readonly Route[] } {
  const arns = configuration.map(({ stateMachineVersionArn }) => stateMachineVersionArn);
  const refuse = (message: string) => invalidFor("INVALID_ROUTING_CONFIGURATION", message);
  if (arns.some((arn) => !/:\d+$/.test(arn) || arn.split(":").length !== 8))
    throw refuse(`Routing configuration must contain state machine version ARNs. Received: [${arns.join(", ")}]`);
  if (new Set(arns).size < arns.length)
    throw refuse(
      `Routing configuration must contain distinct state machine version ARNs. Received: [${arns.join(", ")}]`,
    );
  const weights = configuration.map(({ weight }) => weight);
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100)
    throw refuse(`Sum of routing configuration weights must equal 100. Received: [${weights.join(", ")}]`);
  const [first, ...others] = arns.map((arn) => {
    checkArn(arn, "stateMachine");
    const found = machines.lookUp(arn);
    if (found === undefined) throw doesNotExist();
    return found.machine;
  });
  if (first === undefined || others.some((machine) => machine !== first))
    throw refuse("Routing configuration must contain state machine version ARNs of the same state machine");
  return {
    machine: first,
    routes: configuration.map(({ stateMachineVersionArn, weight }) => ({ versionArn: stateMachineVersionArn, weight })),
  };
}
