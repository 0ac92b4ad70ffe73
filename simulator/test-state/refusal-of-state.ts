import { type FindSdkAction, invalidDefinitionMessage, validateDefinition } from "../../asl/index.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";

/**
 * Why a state that is tested without its machine is refused, or `undefined`. What it leads to is taken to exist.
 * Locations are those in the state.
 */
export function refusalOfState(name: string, state: JsonObject, findSdkAction: FindSdkAction): string | undefined {
  const targets = [...new Set(targetsOf(state))].filter((target) => target !== name);
  const machine = {
    StartAt: name,
    States: { [name]: state, ...Object.fromEntries(targets.map((target) => [target, { Type: "Succeed" }])) },
  };
  const place = `/States/${name}`;
  return invalidDefinitionMessage(
    validateDefinition(machine, { level: "service", findSdkAction })
      .filter(({ location }) => location?.startsWith(place) === true)
      .map((diagnostic) => ({ ...diagnostic, location: diagnostic.location?.slice(place.length) || "/" })),
  );
}

/** Names of states that a state, its rules and its catchers lead to. */
function targetsOf({ Next: next, Default: otherwise, Choices: choices, Catch: catchers }: JsonObject): string[] {
  const parts: readonly JsonValue[] = [choices, catchers].flatMap((list) =>
    Array.isArray(list) ? (list as readonly JsonValue[]) : [],
  );
  const candidates = [next, otherwise, ...parts.map((part) => (isJsonObject(part) ? part.Next : undefined))];
  return candidates.filter((target) => typeof target === "string");
}
