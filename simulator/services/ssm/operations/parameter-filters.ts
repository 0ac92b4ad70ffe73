import { AwsError, validationError } from "../../wire/aws-error.js";
import { latest, type Parameter } from "../parameter.js";

export interface ParameterFilter {
  readonly Key: string;
  readonly Option?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

const optionsOf: Readonly<Record<string, readonly string[]>> = {
  Name: ["Equals", "BeginsWith", "Contains"],
  Path: ["OneLevel", "Recursive"],
};

/** Whether a parameter is among those that filters ask for; one of the values of each must fit. */
export function matchesFilters(parameter: Parameter, filters: readonly ParameterFilter[]): boolean {
  return filters.every((filter) => matches(parameter, filter));
}

/** Throws `InvalidFilterOption`, and a refusal of what is not simulated. */
export function checkFilters(filters: readonly ParameterFilter[]): void {
  for (const { Key: key, Option: option } of filters) {
    if (key === "Label") throw validationError("The simulator has no labels of parameters.");
    const options = optionsOf[key] ?? ["Equals", "BeginsWith"];
    if (option !== undefined && !options.includes(option))
      throw new AwsError(
        "InvalidFilterOption",
        `The following filter option is not valid: ${option}. Valid options include: [${options.join(", ")}].`,
      );
  }
}

function matches(parameter: Parameter, { Key: key, Option: option, Values: values = [] }: ParameterFilter): boolean {
  if (key === "Path") return values.some((path) => isUnder(parameter.name, path, option === "Recursive"));
  const actual = valueOf(parameter, key);
  if (actual === undefined) return false;
  if (values.length === 0) return true;
  return values.some((value) => {
    if (option === "BeginsWith") return actual.startsWith(value);
    return option === "Contains" ? actual.includes(value) : actual === value;
  });
}

function valueOf(parameter: Parameter, key: string): string | undefined {
  const { type, keyId, tier } = latest(parameter);
  switch (key) {
    case "Name":
      return parameter.name;
    case "Type":
      return type;
    case "KeyId":
      return keyId;
    case "Tier":
      return tier;
    case "DataType":
      return "text";
    default:
      return parameter.tags.get(key.slice("tag:".length));
  }
}

function isUnder(name: string, path: string, recursive: boolean): boolean {
  const parent = path.endsWith("/") ? path : `${path}/`;
  // Names without a slash are one level below the root.
  const full = name.startsWith("/") ? name : `/${name}`;
  if (!full.startsWith(parent)) return false;
  return recursive || !full.slice(parent.length).includes("/");
}
