import type { ValidationOptions } from "../../../asl/index.js";

/** What is wrong, the definition, and the first error as the service writes it. */
export type Refused = readonly [string, unknown, string, ValidationOptions?];

export const jsonata = { QueryLanguage: "JSONata" };
export const machine = (state: object, top: object = {}) => ({ ...top, StartAt: "S", States: { S: state } });
export const pass = (fields: object) => machine({ Type: "Pass", ...fields, End: true });
export const task = (fields: object) =>
  machine({ Type: "Task", Resource: "arn:aws:states:::lambda:invoke", ...fields, End: true });
export const jsonataPass = (fields: object) => machine({ Type: "Pass", ...fields, End: true }, jsonata);
export const jsonataTask = (fields: object) => ({ ...jsonata, ...task(fields) });
export const wait = (fields: object, top: object = {}) => machine({ Type: "Wait", ...fields, End: true }, top);
export const inner = { StartAt: "I", States: { I: { Type: "Pass", End: true } } };
export const map = (fields: object, top: object = {}) =>
  machine({ Type: "Map", ItemProcessor: inner, ...fields, End: true }, top);
export const distributed = (config: object = { ExecutionType: "STANDARD" }, states: object = inner.States) => ({
  ...inner,
  States: states,
  ProcessorConfig: { Mode: "DISTRIBUTED", ...config },
});
export const choice = (rule: object, top: object = {}) => ({
  ...top,
  StartAt: "S",
  States: { S: { Type: "Choice", Choices: [rule], Default: "E" }, E: { Type: "Succeed" } },
});
export const rule = (test: object) => choice({ Variable: "$.a", ...test, Next: "E" });
export const caught = (fields: object) => ({
  StartAt: "S",
  States: {
    S: { ...task({}).States.S, Catch: [{ ErrorEquals: ["States.ALL"], Next: "E", ...fields }] },
    E: { Type: "Succeed" },
  },
});
export const schema = (message: string, location: string) => `SCHEMA_VALIDATION_FAILED: ${message} at ${location}`;
export const onlyOne = "There should only be one of the following fields:";
export const oneMissing = "This object should have only one of the following fields:";
export const notDynamic = (name: string, location: string) =>
  schema(`The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`, location);
