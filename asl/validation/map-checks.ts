import type { DefinitionPath } from "../diagnostic.js";
import type { StateMachineType } from "../types.js";
import {
  arrayOf,
  checkFields,
  expressionOr,
  integer,
  object,
  objectOf,
  oneOf,
  text,
  type Check,
  type ObjectShape,
} from "./checks.js";
import { mapNumberPath } from "./path-checks.js";
import { isFields, type Fields } from "../fields.js";
import { isSubstitution, schemaError, type Scope } from "./scope.js";
import { template } from "./template-checks.js";

const s3Reader = /^arn:aws[a-z-]*:states:::s3:(?:getObject|listObjectsV2)$/;
const s3Writer = /^arn:aws[a-z-]*:states:::s3:putObject$/;

function resourceMatching(pattern: RegExp): Check {
  return (value, path, scope) => {
    if (isSubstitution(value, scope)) return;
    text(value, path, scope);
    if (typeof value === "string" && !pattern.test(value)) {
      schemaError(scope, "The field 'Resource' does not match any of the allowed values", path);
    }
  };
}

const readerConfigShape: ObjectShape = {
  fields: {
    InputType: oneOf("CSV", "JSON", "JSONL", "MANIFEST", "PARQUET"),
    CSVHeaderLocation: oneOf("FIRST_ROW", "GIVEN"),
    CSVHeaders: arrayOf(text, { nonEmpty: true }),
    CSVDelimiter: oneOf("COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"),
    ManifestType: oneOf("ATHENA_DATA", "S3_INVENTORY"),
    Transformation: oneOf("NONE", "LOAD_AND_FLATTEN"),
    ItemsPointer: text,
    MaxItems: expressionOr(integer({ min: 0, max: 100_000_000 })),
    MaxItemsPath: mapNumberPath,
  },
  atMostOneOf: [["MaxItems", "MaxItemsPath"]],
  jsonPathOnly: ["MaxItemsPath"],
};

/** Fields that say how text is cut into columns belong to CSV, and to manifests, which are CSV. */
const readerConfig: Check = (value, path, scope) => {
  object(value, path, scope);
  if (!isFields(value)) return;
  checkFields(value, readerConfigShape, path, scope);
  const inputType = value["InputType"];
  if (inputType === "CSV" && value["CSVHeaderLocation"] === undefined) {
    schemaError(scope, "The field 'CSVHeaderLocation' is required but was missing", path);
  }
  if (value["CSVHeaderLocation"] === "GIVEN" && value["CSVHeaders"] === undefined) {
    schemaError(scope, "These fields are required: [CSVHeaders]", path);
  }
  if (inputType === "JSON" || inputType === "JSONL" || inputType === "PARQUET") {
    for (const name of ["CSVHeaderLocation", "CSVHeaders", "CSVDelimiter"]) {
      if (value[name] !== undefined) schemaError(scope, `Field '${name}' is not supported`, path, name);
    }
  }
  checkManyObjects(value, path, scope);
  if (value["ItemsPointer"] !== undefined && typeof inputType === "string" && inputType !== "JSON")
    schemaError(scope, `Field 'ItemsPointer' is not supported with the InputType '${inputType}'`, path, "ItemsPointer");
};

/** What the objects can be that a listing or Athena's manifest leads to: neither has a type by itself. */
const inputTypesOfMany: readonly (readonly [field: string, value: string, inputTypes: readonly string[]])[] = [
  ["Transformation", "LOAD_AND_FLATTEN", ["CSV", "JSON", "JSONL", "PARQUET"]],
  ["ManifestType", "ATHENA_DATA", ["CSV", "JSONL", "PARQUET"]],
];

/** @see AWS Step Functions developer guide, "ItemReader (Map)": `Transformation` and `ManifestType` */
function checkManyObjects(config: Fields, path: DefinitionPath, scope: Scope): void {
  const inputType = config["InputType"];
  for (const [field, asked, inputTypes] of inputTypesOfMany) {
    if (config[field] !== asked || inputTypes.includes(inputType as string)) continue;
    const types = inputTypes.join(", ");
    schemaError(scope, `'${field}' with the value '${asked}' needs an 'InputType' of [${types}]`, path, field);
  }
  if (config["ManifestType"] === "S3_INVENTORY" && inputType !== undefined)
    schemaError(scope, "Field 'InputType' is not supported with the ManifestType 'S3_INVENTORY'", path, "InputType");
}

const itemReaderShape: ObjectShape = {
  fields: {
    Resource: resourceMatching(s3Reader),
    Parameters: template,
    Arguments: expressionOr(object),
    ReaderConfig: readerConfig,
  },
  required: ["Resource"],
  jsonPathOnly: ["Parameters"],
  jsonataOnly: ["Arguments"],
};

/**
 * What is in S3 is found by its bucket and key. The service may take a definition without them; its state fails
 * when it runs.
 */
function checkArguments(value: Fields, needed: readonly string[], path: DefinitionPath, scope: Scope): void {
  if (!scope.strict) return;
  const [field, foreign] = scope.language === "JSONata" ? ["Arguments", "Parameters"] : ["Parameters", "Arguments"];
  if (value[foreign] !== undefined) return;
  const given = value[field] ?? {};
  if (!isFields(given) || isSubstitution(given, scope)) return;
  const missing = needed.filter((name) => given[name] === undefined && given[`${name}.$`] === undefined);
  if (missing.length > 0)
    schemaError(
      scope,
      `These fields are required: [${missing.join(", ")}]`,
      value[field] === undefined ? path : [...path, field],
    );
}

/** Listings have no manifest, and single objects list nothing that could be loaded. */
export const itemReader: Check = (value, path, scope) => {
  object(value, path, scope);
  if (!isFields(value)) return;
  checkFields(value, itemReaderShape, path, scope);
  const { Resource: resource, ReaderConfig: config } = value;
  if (typeof resource !== "string") return;
  const isListing = resource.endsWith(":listObjectsV2");
  checkArguments(value, isListing ? ["Bucket"] : ["Bucket", "Key"], path, scope);
  if (!isFields(config)) return;
  if (isListing ? config["ManifestType"] !== undefined : config["Transformation"] === "LOAD_AND_FLATTEN")
    schemaError(
      scope,
      `Field '${isListing ? "ManifestType" : "Transformation"}' is not supported with the resource '${resource}'`,
      [...path, "ReaderConfig"],
      isListing ? "ManifestType" : "Transformation",
    );
};

/** The service takes a bound of 0, with which no batch has an item; its state fails when it runs. */
function batchBound(max?: number): Check {
  const upTo = max === undefined ? {} : { max };
  return (value, path, scope) => integer({ min: scope.strict ? 1 : 0, ...upTo })(value, path, scope);
}

/** @see AWS Step Functions developer guide, "ItemBatcher (Map)": items are batched by their number, their size, or both */
export const itemBatcher = objectOf({
  fields: {
    BatchInput: template,
    MaxItemsPerBatch: expressionOr(batchBound()),
    MaxItemsPerBatchPath: mapNumberPath,
    MaxInputBytesPerBatch: expressionOr(batchBound(262_144)),
    MaxInputBytesPerBatchPath: mapNumberPath,
  },
  atMostOneOf: [
    ["MaxItemsPerBatch", "MaxItemsPerBatchPath"],
    ["MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"],
  ],
  atLeastOneOf: [
    ...["MaxItemsPerBatch", "MaxItemsPerBatchPath"],
    ...["MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"],
  ],
  jsonPathOnly: ["MaxItemsPerBatchPath", "MaxInputBytesPerBatchPath"],
});

const resultWriterShape: ObjectShape = {
  fields: {
    Resource: resourceMatching(s3Writer),
    Parameters: template,
    Arguments: expressionOr(object),
    WriterConfig: objectOf({
      fields: { Transformation: oneOf("NONE", "COMPACT", "FLATTEN"), OutputType: oneOf("JSON", "JSONL") },
      required: ["Transformation", "OutputType"],
    }),
  },
  jsonPathOnly: ["Parameters"],
  jsonataOnly: ["Arguments"],
};

export const resultWriter: Check = (value, path, scope) => {
  object(value, path, scope);
  if (!isFields(value)) return;
  checkFields(value, resultWriterShape, path, scope);
  if (value["Resource"] === undefined && value["WriterConfig"] === undefined) {
    schemaError(scope, "These fields are required: [Resource]", path);
  }
  if (value["Resource"] !== undefined) checkArguments(value, ["Bucket"], path, scope);
};

const forbiddenInLabel = /[\s?*<>{}[\]:;,\\|^~$#%&`"\p{Cc}]/u;

/** A Map's `Label`, which becomes part of ARNs. */
export const label: Check = (value, path, scope) => {
  text(value, path, scope);
  if (typeof value !== "string") return;
  const problem =
    value === ""
      ? "a label cannot be empty"
      : [...value].length > 40
        ? `Label '${value}' exceeds the 40-character limit allowed by the service`
        : forbiddenInLabel.test(value)
          ? `Label '${value}' contains characters that the service does not allow`
          : undefined;
  if (problem !== undefined) scope.report.error("INVALID_LABEL_NAME", problem, path);
};

/** `ProcessorConfig` of a Map's processor. */
export const processorConfig: Check = (value, path, scope) => {
  const distributed = isFields(value) && value["Mode"] === "DISTRIBUTED";
  objectOf({
    fields: {
      Mode: oneOf("INLINE", "DISTRIBUTED"),
      ...(distributed ? { ExecutionType: oneOf("STANDARD", "EXPRESS") } : {}),
    },
    required: distributed ? ["ExecutionType"] : [],
  })(value, path, scope);
  if (distributed && scope.machineType === "EXPRESS") {
    const message = "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines";
    schemaError(scope, message, [...path, "Mode"]);
  }
};

/** The mode of a Map's processor, and the type of the executions that run it. */
export function processorMode(processor: unknown): {
  readonly distributed: boolean;
  readonly childType?: StateMachineType;
} {
  const config = isFields(processor) ? processor["ProcessorConfig"] : undefined;
  if (!isFields(config) || config["Mode"] !== "DISTRIBUTED") return { distributed: false };
  return { distributed: true, childType: config["ExecutionType"] === "EXPRESS" ? "EXPRESS" : "STANDARD" };
}

/** What an inline Map cannot do: it has no items of its own, no batches, no results in S3 and no map run to be named. */
const distributedOnly = ["ItemReader", "ItemBatcher", "ResultWriter", "Label"];

/** What AWS takes in an inline Map too, where one failed iteration fails the Map all the same. */
const withoutEffectInline = [
  ...["ToleratedFailureCount", "ToleratedFailureCountPath"],
  ...["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"],
];

/** The fields of a Map that only a distributed one has; none of those of a distributed Map. */
export interface InlineMapFields {
  /** Without them it would be another Map: other items, or other results. */
  readonly essential: readonly string[];
  readonly withoutEffect: readonly string[];
}

export function inlineMapFields(state: Fields): InlineMapFields {
  if (processorMode(state["ItemProcessor"] ?? state["Iterator"]).distributed)
    return { essential: [], withoutEffect: [] };
  const present = (name: string) => state[name] !== undefined;
  return { essential: distributedOnly.filter(present), withoutEffect: withoutEffectInline.filter(present) };
}

export function checkMap(state: Fields, path: DefinitionPath, scope: Scope): void {
  const { essential, withoutEffect } = inlineMapFields(state);
  for (const name of [...essential, ...withoutEffect])
    scope.report.warning("DISTRIBUTED_MAP_ONLY", `Field '${name}' has an effect only in a distributed Map`, path, [
      ...path,
      name,
    ]);
}
