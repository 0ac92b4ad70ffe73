import { validationError } from "../../wire/aws-error.js";
import { page } from "../../wire/page.js";
import { readInput } from "../../wire/read-input.js";
import { bool, structure } from "../../wire/shape.js";
import {
  arnOf,
  findParameter,
  latest,
  parameterNotFound,
  type ParametersState,
  type SelectedParameter,
  shownValue,
} from "../parameter.js";
import { checkFilters, matchesFilters } from "./parameter-filters.js";
import { filters, names, nextToken, pageSize, parameterName, withDecryption } from "./shapes.js";

const oneShape = structure({ Name: parameterName, WithDecryption: withDecryption }, ["Name"]);

export function getParameter(state: ParametersState, json: unknown): object {
  const { Name: name, WithDecryption: decrypted } = readInput(oneShape, json);
  const found = findParameter(state, name);
  if (found === undefined) throw parameterNotFound();
  return { Parameter: parameterView(state, found, decrypted) };
}

const severalShape = structure({ Names: names, WithDecryption: withDecryption }, ["Names"]);

/** Those that are missing, and versions that are, come back as invalid. */
export function getParameters(state: ParametersState, json: unknown): object {
  const { Names: wanted, WithDecryption: decrypted } = readInput(severalShape, json);
  const found = [...new Set(wanted)].map((name) => ({ name, parameter: lookUp(state, name) }));
  return {
    Parameters: found.flatMap(({ parameter }) =>
      parameter === undefined ? [] : [parameterView(state, parameter, decrypted)],
    ),
    InvalidParameters: found.flatMap(({ name, parameter }) => (parameter === undefined ? [name] : [])),
  };
}

function lookUp(state: ParametersState, name: string): SelectedParameter | undefined {
  try {
    return findParameter(state, name);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ParameterVersionNotFound") return undefined;
    throw error;
  }
}

const pathShape = structure(
  {
    Path: parameterName,
    Recursive: bool,
    ParameterFilters: filters,
    WithDecryption: withDecryption,
    MaxResults: pageSize(10),
    NextToken: nextToken,
  },
  ["Path"],
);

export function getParametersByPath(state: ParametersState, json: unknown): object {
  const input = readInput(pathShape, json);
  const { Path: path, Recursive: recursive = false, ParameterFilters: given = [] } = input;
  if (!/^\/(?:[A-Za-z0-9_.-]+\/?)*$/.test(path))
    throw validationError(
      `The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can't be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.`,
    );
  const other = given.find(({ Key: key }) => key !== "Type" && key !== "KeyId");
  if (other !== undefined)
    throw validationError(`The simulator does not filter the parameters of a path by ${other.Key}.`);
  checkFilters(given);
  const within = [{ Key: "Path", Option: recursive ? "Recursive" : "OneLevel", Values: [path] }];
  const found = [...state.parameters.values()]
    .filter((parameter) => matchesFilters(parameter, [...within, ...given]))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { items, next } = page(found, input.NextToken, input.MaxResults ?? 10);
  return {
    Parameters: items.map((parameter) =>
      parameterView(state, { parameter, version: latest(parameter), selector: undefined }, input.WithDecryption),
    ),
    ...(next === undefined ? {} : { NextToken: next }),
  };
}

function parameterView(
  state: ParametersState,
  { parameter, version, selector }: SelectedParameter,
  decrypted: boolean | undefined,
): object {
  return {
    Name: parameter.name,
    Type: version.type,
    Value: shownValue(version, decrypted),
    Version: version.version,
    ...(selector === undefined ? {} : { Selector: selector }),
    LastModifiedDate: version.modifiedMs / 1000,
    ARN: arnOf(state, parameter),
    DataType: "text",
  };
}
