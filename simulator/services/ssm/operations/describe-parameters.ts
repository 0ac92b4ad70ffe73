import { page } from "../../wire/page.js";
import { readInput } from "../../wire/read-input.js";
import { list, notSimulated, structure } from "../../wire/shape.js";
import {
  arnOf,
  findParameter,
  latest,
  type Parameter,
  parameterNotFound,
  type ParametersState,
  type ParameterVersion,
  shownValue,
} from "../parameter.js";
import { checkFilters, matchesFilters } from "./parameter-filters.js";
import { filters, names, nextToken, pageSize, parameterName, withDecryption } from "./shapes.js";

const describeShape = structure({
  Filters: list(notSimulated("Filters", "use ParameterFilters")),
  ParameterFilters: filters,
  MaxResults: pageSize(50),
  NextToken: nextToken,
  Shared: notSimulated("The sharing of parameters"),
});

export function describeParameters(state: ParametersState, json: unknown): object {
  const { ParameterFilters: given = [], MaxResults: limit = 50, NextToken: token } = readInput(describeShape, json);
  checkFilters(given);
  const found = [...state.parameters.values()].filter((parameter) => matchesFilters(parameter, given));
  const { items, next } = page(found, token, limit);
  return {
    Parameters: items.map((parameter) => ({
      ARN: arnOf(state, parameter),
      ...metadata(state, parameter, latest(parameter)),
    })),
    ...(next === undefined ? {} : { NextToken: next }),
  };
}

const historyShape = structure(
  { Name: parameterName, WithDecryption: withDecryption, MaxResults: pageSize(50), NextToken: nextToken },
  ["Name"],
);

/** Every version, the oldest first. */
export function getParameterHistory(state: ParametersState, json: unknown): object {
  const input = readInput(historyShape, json);
  const found = findParameter(state, input.Name);
  if (found === undefined) throw parameterNotFound();
  const { parameter } = found;
  const { items, next } = page(parameter.versions, input.NextToken, input.MaxResults ?? 50);
  return {
    Parameters: items.map((version) => ({
      ...metadata(state, parameter, version),
      Value: shownValue(version, input.WithDecryption),
      Labels: [],
    })),
    ...(next === undefined ? {} : { NextToken: next }),
  };
}

function metadata({ accountId }: ParametersState, { name }: Parameter, version: ParameterVersion): object {
  const { keyId, description, allowedPattern } = version;
  return {
    Name: name,
    Type: version.type,
    ...(keyId === undefined ? {} : { KeyId: keyId }),
    LastModifiedDate: version.modifiedMs / 1000,
    LastModifiedUser: `arn:aws:iam::${accountId}:root`,
    ...(description === undefined ? {} : { Description: description }),
    ...(allowedPattern === undefined ? {} : { AllowedPattern: allowedPattern }),
    Version: version.version,
    Tier: version.tier,
    Policies: [],
    DataType: "text",
  };
}

const deleteShape = structure({ Name: parameterName }, ["Name"]);

export function deleteParameter(state: ParametersState, json: unknown): object {
  if (!state.parameters.delete(readInput(deleteShape, json).Name)) throw parameterNotFound();
  return {};
}

const deleteSeveralShape = structure({ Names: names }, ["Names"]);

export function deleteParameters(state: ParametersState, json: unknown): object {
  const deleted: string[] = [];
  const missing: string[] = [];
  for (const name of new Set(readInput(deleteSeveralShape, json).Names))
    (state.parameters.delete(name) ? deleted : missing).push(name);
  return { DeletedParameters: deleted, InvalidParameters: missing };
}
