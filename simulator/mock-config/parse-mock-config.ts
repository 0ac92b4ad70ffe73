import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json.js";

/** A mock configuration of Step Functions Local. What is wrong inside a response shows only when a state asks for it. */
export interface MockConfig {
  /** By machine name, then test case: the response's name of each mocked state. */
  readonly machines: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, string>>>;
  readonly responses: JsonObject;
}

/** What a mocked call ends with. */
export type MockedResponse =
  | { readonly kind: "return"; readonly value: JsonValue }
  | { readonly kind: "throw"; readonly error: string; readonly cause: string }
  /** The configuration has no answer, or a malformed one. */
  | { readonly kind: "unusable"; readonly why: string };

/** Text that is no mock configuration. */
export class MockConfigError extends Error {}

/** @see AWS Step Functions developer guide, "Using mocked service integrations for testing in Step Functions Local" */
export function parseMockConfig(text: string): MockConfig {
  const root = parseJson(text);
  if (!isJsonObject(root)) throw new MockConfigError("The mock configuration is not a JSON object.");
  const { StateMachines: machines, MockedResponses: responses } = root;
  if (!isJsonObject(machines)) throw new MockConfigError("The mock configuration has no 'StateMachines' object.");
  if (!isJsonObject(responses)) throw new MockConfigError("The mock configuration has no 'MockedResponses' object.");
  return {
    machines: mapOf(machines, (machine, name) => {
      const cases = isJsonObject(machine) ? machine.TestCases : undefined;
      if (!isJsonObject(cases)) throw new MockConfigError(`The state machine '${name}' has no 'TestCases' object.`);
      return mapOf(cases, (states) =>
        mapOf(isJsonObject(states) ? states : {}, (response) => (typeof response === "string" ? response : "")),
      );
    }),
    responses,
  };
}

function mapOf<Value>(
  object: JsonObject,
  valueOf: (member: JsonValue, name: string) => Value,
): ReadonlyMap<string, Value> {
  return new Map(Object.entries(object).map(([name, member]) => [name, valueOf(member, name)]));
}

/** The answer to the call number `index`, from 0. Keys are numbers and inclusive ranges: `0`, `1-3`. */
export function mockedResponse(config: MockConfig, name: string, index: number): MockedResponse {
  const response = config.responses[name];
  if (!isJsonObject(response)) return unusable(`There is no mocked response '${name}'.`);
  const entry = Object.entries(response).find(([key]) => covers(key, index))?.[1];
  if (entry === undefined) return unusable(`The mocked response '${name}' has no answer to call ${index}.`);
  if (!isJsonObject(entry)) return unusable(`The answer ${index} of the mocked response '${name}' is not an object.`);
  const { Return: value, Throw: failure } = entry;
  if ((value === undefined) === (failure === undefined))
    return unusable(`The answer ${index} of the mocked response '${name}' needs either 'Return' or 'Throw'.`);
  if (value !== undefined) return { kind: "return", value };
  if (isJsonObject(failure) && typeof failure.Error === "string" && typeof failure.Cause === "string")
    return { kind: "throw", error: failure.Error, cause: failure.Cause };
  return unusable(
    `The 'Throw' of the answer ${index} of the mocked response '${name}' needs 'Error' and 'Cause' strings.`,
  );
}

function covers(key: string, index: number): boolean {
  const match = /^(\d+)(?:-(\d+))?$/.exec(key);
  if (match === null) return false;
  const first = Number(match[1]);
  return index >= first && index <= Number(match[2] ?? first);
}

const unusable = (why: string): MockedResponse => ({ kind: "unusable", why });
