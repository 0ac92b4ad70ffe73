import {
  anyValue,
  arrayOf,
  expressionOr,
  flag,
  integer,
  nonEmptyText,
  number,
  object,
  oneOf,
  type Check,
  type ObjectShape,
} from "./checks.js";
import { choiceRules, timestamp } from "./choice-rules.js";
import { catchers, retriers } from "./error-handlers.js";
import { itemBatcher, itemReader, label, resultWriter } from "./map-checks.js";
import { literalText, mapNumberPath, pathOrNull, referencePath, resultPath, stringPath } from "./path-checks.js";
import { schemaError } from "./scope.js";
import { credentials, taskResource } from "./task-checks.js";
import { objectTemplate, staticResult, template } from "./template-checks.js";
import { assignment } from "./variable-names.js";

/**
 * The fields of each state type, in both query languages. Branches and processors are checked as graphs, so here
 * they only have a name.
 *
 * @see the developer guide's page of each state type, https://states-language.net/spec.html#state-types
 */
const common = { Type: anyValue, QueryLanguage: oneOf("JSONPath", "JSONata") };
const transition = { Next: nonEmptyText, End: flag };
const paths = { InputPath: pathOrNull, OutputPath: pathOrNull };
const output = { Assign: assignment, Output: anyValue };
const work = {
  Parameters: template,
  Arguments: expressionOr(object),
  ResultSelector: objectTemplate,
  ResultPath: resultPath,
};
const handlers = { Retry: retriers, Catch: catchers };
const seconds = (min: number): Check => expressionOr(integer({ min, max: 99_999_999 }));

const items: Check = expressionOr((value, path, scope) => {
  if (typeof value !== "object" || value === null) schemaError(scope, "Expected value of type [ARRAY]", path);
});

const pathFields = ["InputPath", "OutputPath"];
const workPathFields = [...pathFields, "Parameters", "ResultSelector", "ResultPath"];

export const stateShapes: Readonly<Record<string, ObjectShape>> = {
  Task: {
    fields: {
      ...common,
      Resource: taskResource,
      ...work,
      ...paths,
      ...output,
      ...handlers,
      ...transition,
      TimeoutSeconds: seconds(1),
      TimeoutSecondsPath: referencePath,
      HeartbeatSeconds: seconds(1),
      HeartbeatSecondsPath: referencePath,
      Credentials: credentials,
    },
    required: ["Resource"],
    atMostOneOf: [
      ["TimeoutSeconds", "TimeoutSecondsPath"],
      ["HeartbeatSeconds", "HeartbeatSecondsPath"],
    ],
    jsonPathOnly: [...workPathFields, "TimeoutSecondsPath", "HeartbeatSecondsPath"],
    jsonataOnly: ["Arguments", "Output"],
  },
  Wait: {
    fields: {
      ...common,
      Seconds: seconds(0),
      SecondsPath: referencePath,
      Timestamp: expressionOr(timestamp),
      TimestampPath: referencePath,
      ...paths,
      ...output,
      ...transition,
    },
    exactlyOneOf: [["SecondsPath", "Seconds", "TimestampPath", "Timestamp"]],
    jsonPathOnly: [...pathFields, "SecondsPath", "TimestampPath"],
    jsonataOnly: ["Output"],
  },
  Pass: {
    fields: {
      ...common,
      Result: staticResult,
      Parameters: template,
      ResultPath: resultPath,
      ...paths,
      ...output,
      ...transition,
    },
    jsonPathOnly: [...pathFields, "Parameters", "ResultPath", "Result"],
    jsonataOnly: ["Output"],
  },
  Succeed: {
    fields: { ...common, ...paths, Output: anyValue },
    jsonPathOnly: pathFields,
    jsonataOnly: ["Output"],
  },
  Fail: {
    fields: { ...common, Error: literalText, ErrorPath: stringPath, Cause: literalText, CausePath: stringPath },
    atMostOneOf: [
      ["Error", "ErrorPath"],
      ["Cause", "CausePath"],
    ],
    jsonPathOnly: ["ErrorPath", "CausePath"],
  },
  Choice: {
    fields: { ...common, Choices: choiceRules, Default: nonEmptyText, ...paths, ...output },
    required: ["Choices"],
    jsonPathOnly: pathFields,
    jsonataOnly: ["Output"],
  },
  Parallel: {
    fields: {
      ...common,
      Branches: arrayOf(anyValue, { nonEmpty: true }),
      ...work,
      ...paths,
      ...output,
      ...handlers,
      ...transition,
    },
    required: ["Branches"],
    jsonPathOnly: workPathFields,
    jsonataOnly: ["Arguments", "Output"],
  },
  Map: {
    fields: {
      ...common,
      ItemProcessor: anyValue,
      Iterator: anyValue,
      Items: items,
      ItemsPath: referencePath,
      ItemSelector: template,
      Parameters: template,
      ResultSelector: objectTemplate,
      ResultPath: resultPath,
      ...paths,
      ...output,
      ...handlers,
      ...transition,
      Label: label,
      ItemReader: itemReader,
      ItemBatcher: itemBatcher,
      ResultWriter: resultWriter,
      MaxConcurrency: expressionOr(integer({ min: 0 })),
      MaxConcurrencyPath: mapNumberPath,
      ToleratedFailureCount: expressionOr(integer({ min: 0 })),
      ToleratedFailureCountPath: mapNumberPath,
      ToleratedFailurePercentage: expressionOr(number({ min: 0, max: 100 })),
      ToleratedFailurePercentagePath: mapNumberPath,
    },
    exactlyOneOf: [["ItemProcessor", "Iterator"]],
    atMostOneOf: [
      ["ItemSelector", "Parameters"],
      ["MaxConcurrency", "MaxConcurrencyPath"],
      ["ToleratedFailureCount", "ToleratedFailureCountPath"],
      ["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"],
    ],
    jsonPathOnly: [
      ...[...workPathFields, "ItemsPath", "MaxConcurrencyPath"],
      ...["ToleratedFailureCountPath", "ToleratedFailurePercentagePath"],
    ],
    jsonataOnly: ["Items", "Output"],
  },
};
