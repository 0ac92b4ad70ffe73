import { AwsError, validationError } from "../../wire/aws-error.js";
import { readInput } from "../../wire/read-input.js";
import { bool, notSimulated, type ShapeValue, structure, text } from "../../wire/shape.js";
import {
  latest,
  type Parameter,
  type ParametersState,
  type ParameterTier,
  type ParameterVersion,
} from "../parameter.js";
import { parameterName, tags } from "./shapes.js";

const putShape = structure(
  {
    Name: parameterName,
    Value: text({ min: 1 }),
    Type: text({ values: ["String", "StringList", "SecureString"] }),
    Description: text({ max: 1024 }),
    KeyId: text({ min: 1, max: 256 }),
    Overwrite: bool,
    AllowedPattern: text({ max: 1024 }),
    Tags: tags,
    Tier: text({ values: ["Standard", "Advanced", "Intelligent-Tiering"] }),
    Policies: notSimulated("The policies of parameters"),
    DataType: text({ max: 128 }),
  },
  ["Name", "Value"],
);

type PutRequest = ShapeValue<typeof putShape>;

const maxVersions = 100;
const maxLevels = 15;
const maxCharacters: Readonly<Record<ParameterTier, number>> = { Standard: 4096, Advanced: 8192 };

/** Writes a parameter, or with `Overwrite` a new version of one. What a new version does not tell stays as it was. */
export function putParameter(state: ParametersState, json: unknown): object {
  const input = readInput(putShape, json);
  checkName(input.Name);
  if (input.DataType !== undefined && input.DataType !== "text")
    throw validationError(`The simulator has parameters of the data type text only, not ${input.DataType}.`);
  const existing = state.parameters.get(input.Name);
  checkAgainst(existing, input);
  const before = existing && latest(existing);
  const type = input.Type ?? before?.type ?? "String";
  const written: ParameterVersion = {
    version: (before?.version ?? 0) + 1,
    type,
    value: input.Value,
    tier: tierOf(input, before),
    keyId: type === "SecureString" ? (input.KeyId ?? before?.keyId ?? "alias/aws/ssm") : undefined,
    description: input.Description ?? before?.description,
    allowedPattern: input.AllowedPattern ?? before?.allowedPattern,
    modifiedMs: state.clock.nowMs(),
  };
  checkPattern(written);
  state.parameters.set(input.Name, {
    name: input.Name,
    versions: [...(existing?.versions ?? []), written].slice(-maxVersions),
    tags: existing?.tags ?? new Map(input.Tags?.map(({ Key, Value }) => [Key, Value])),
  });
  return { Version: written.version, Tier: written.tier };
}

function checkAgainst(existing: Parameter | undefined, { Overwrite, Tags, Type }: PutRequest): void {
  if (Overwrite === true && Tags !== undefined && Tags.length > 0)
    throw validationError(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  if (existing === undefined) {
    if (Type === undefined) throw validationError("A parameter type is required when you create a parameter.");
    return;
  }
  if (Overwrite !== true)
    throw new AwsError(
      "ParameterAlreadyExists",
      "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    );
  const { type } = latest(existing);
  if (Type !== undefined && Type !== type)
    throw new AwsError(
      "HierarchyTypeMismatchException",
      `Parameter Store does not support changing a parameter type: ${existing.name} is a ${type}.`,
    );
}

const subPaths =
  "If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_";

function checkName(name: string): void {
  const isPath = name.includes("/");
  if (/^\/aws\/./i.test(name))
    throw new AwsError("AccessDeniedException", `No access to reserved parameter name: ${name}.`);
  if (/^\/?(?:aws|ssm)/i.test(name) || !/^[A-Za-z0-9_.\-/]+$/.test(name) || /\/\/|.\/$/.test(name))
    throw validationError(
      isPath
        ? `Parameter name: can't be prefixed with "ssm" (case-insensitive). ${subPaths}`
        : `Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive). ${subPaths}`,
    );
  if (isPath && !name.startsWith("/")) throw validationError("Parameter name must be a fully qualified name.");
  if (name.split("/").length - 1 > maxLevels)
    throw new AwsError(
      "HierarchyLevelLimitExceededException",
      `A hierarchy can have a maximum of ${maxLevels} levels. Reduce the number of levels in the parameter name.`,
    );
}

/** An advanced parameter stays one; `Intelligent-Tiering` makes one where the value needs it. */
function tierOf({ Tier: asked, Value: value }: PutRequest, before: ParameterVersion | undefined): ParameterTier {
  const isLong = value.length > maxCharacters.Standard;
  const tier: ParameterTier =
    before?.tier === "Advanced" || asked === "Advanced" || (asked === "Intelligent-Tiering" && isLong)
      ? "Advanced"
      : "Standard";
  if (value.length <= maxCharacters[tier]) return tier;
  const more =
    tier === "Standard"
      ? " To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"
      : "";
  throw validationError(
    `${tier} tier parameters support a maximum parameter value of ${maxCharacters[tier]} characters.${more}`,
  );
}

function checkPattern({ allowedPattern, type, value }: ParameterVersion): void {
  if (allowedPattern === undefined) return;
  let pattern: RegExp;
  try {
    pattern = new RegExp(`^(?:${allowedPattern})$`);
  } catch {
    throw new AwsError("InvalidAllowedPatternException", `The allowed pattern ${allowedPattern} is not valid.`);
  }
  const values = type === "StringList" ? value.split(",") : [value];
  if (!values.every((item) => pattern.test(item)))
    throw new AwsError(
      "ParameterPatternMismatchException",
      `Parameter value, cannot be validated against allowedPattern: ${allowedPattern}`,
    );
}
