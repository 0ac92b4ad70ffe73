import { createRequire } from "node:module";

interface AslValidatorError {
  readonly "Error code": string;
  readonly Message?: string;
}

// The package has no types; this is the part of its interface that is used here.
const aslValidator = createRequire(import.meta.url)("asl-validator") as (definition: unknown) => {
  readonly isValid: boolean;
  readonly errors: readonly AslValidatorError[];
};

/** What asl-validator says of a definition. */
export interface AslValidatorVerdict {
  readonly valid: boolean;
  /** Its errors, one text each; empty when the definition is valid. */
  readonly messages: readonly string[];
}

/**
 * Runs asl-validator, an independent validator of the community, over a definition. It knows neither the rules of
 * JSONata expressions nor of integrations, and refuses some definitions that AWS accepts (JSONata forms above all),
 * so `validateDefinition` does not depend on it; what the compiler emits must satisfy both.
 */
export function verifyWithAslValidator(definition: unknown): AslValidatorVerdict {
  // It writes QueryLanguage into the states it is given.
  const copy = structuredClone(definition);
  try {
    const { isValid, errors } = aslValidator(copy);
    return { valid: isValid, messages: errors.map((error) => `${error["Error code"]}: ${error.Message ?? ""}`) };
  } catch (thrown) {
    return { valid: false, messages: [thrown instanceof Error ? thrown.message : String(thrown)] };
  }
}

/**
 * True when asl-validator accepts every one of the machines. It compiles its schemas anew at each call, which costs more
 * than all its checks; here they share one call, each as a branch of one machine.
 *
 * @returns false also when only their combination is refused: ask for each machine then
 */
export function allPassAslValidator(definitions: readonly StateMachine[]): boolean {
  if (definitions.length === 0) return true;
  const branches = definitions.map((definition, index) => withUniqueNames(definition, `${index}:`));
  const whole = { Type: "Parallel", Branches: branches, End: true };
  return verifyWithAslValidator({ StartAt: "all", QueryLanguage: "JSONata", States: { all: whole } }).valid;
}

interface StateMachine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, object>>;
}

/** The states of a machine under names that no other machine has: short ones, for a name has at most 80 characters. */
function withUniqueNames({ StartAt, States }: StateMachine, prefix: string): StateMachine {
  const known = new Map<string, string>();
  const nameOf = (name: string): string => {
    const unique = known.get(name) ?? `${prefix}${known.size}`;
    known.set(name, unique);
    return unique;
  };
  return {
    StartAt: nameOf(StartAt),
    States: Object.fromEntries(
      Object.entries(States).map(([name, state]) => [nameOf(name), rename(state, nameOf) as object]),
    ),
  };
}

const targets = new Set(["Next", "Default", "StartAt"]);
/** Data of the workflow, where a key such as `Next` is no name of a state. */
const data = new Set(["Arguments", "Output", "Assign", "ItemSelector", "Parameters", "Result", "ResultSelector"]);

function rename(value: unknown, nameOf: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, nameOf));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]: [string, unknown]) => {
      if (data.has(key)) return [key, member];
      if (targets.has(key) && typeof member === "string") return [key, nameOf(member)];
      if (key !== "States" || typeof member !== "object" || member === null) return [key, rename(member, nameOf)];
      const states = Object.entries(member).map(([name, state]) => [nameOf(name), rename(state, nameOf)]);
      return [key, Object.fromEntries(states) as object];
    }),
  );
}
