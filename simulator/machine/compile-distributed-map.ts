import type { Dialect, StateSource } from "../data/dialect.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { DefinitionError } from "./definition-error.js";
import type { DistributedMap, InputType, ItemBatcher, ItemReader, ResultWriter } from "./state-node.js";

/** Compiles what a distributed Map has beside its items and processor; `undefined` for an inline Map. */
export function compileDistributedMap(
  source: StateSource,
  processor: JsonObject,
  dialect: Dialect,
  language: "JSONata" | "JSONPath",
): DistributedMap | undefined {
  const { definition } = source;
  const config = isJsonObject(processor.ProcessorConfig) ? processor.ProcessorConfig : {};
  if (config.Mode !== "DISTRIBUTED") return undefined;
  const argumentsField = language === "JSONata" ? "Arguments" : "Parameters";
  return {
    executionType: config.ExecutionType === "EXPRESS" ? "EXPRESS" : "STANDARD",
    label: typeof definition.Label === "string" ? definition.Label : undefined,
    reader: compileReader(part(source, "ItemReader"), dialect, argumentsField),
    batcher: compileBatcher(part(source, "ItemBatcher"), dialect),
    writer: compileWriter(part(source, "ResultWriter"), dialect, argumentsField),
    toleratedFailureCount: dialect.integer(source, "ToleratedFailureCount"),
    toleratedFailurePercentage: dialect.float(source, "ToleratedFailurePercentage"),
  };
}

/** A part of the state as a source of its own; paths in it are relative to the state's effective input. */
function part({ definition, pointer }: StateSource, field: string): StateSource | undefined {
  const value = definition[field];
  if (!isJsonObject(value)) return undefined;
  const inherited: JsonObject = definition.InputPath === undefined ? {} : { InputPath: definition.InputPath };
  return { definition: { ...value, ...inherited }, pointer: `${pointer}/${field}`, prefix: `${field}/` };
}

function compileReader(
  source: StateSource | undefined,
  dialect: Dialect,
  argumentsField: string,
): ItemReader | undefined {
  if (source === undefined) return undefined;
  const { definition, pointer } = source;
  const config = isJsonObject(definition.ReaderConfig) ? definition.ReaderConfig : {};
  const resource = textOf(definition.Resource);
  const kind = resource.endsWith(":s3:getObject")
    ? "object"
    : resource.endsWith(":s3:listObjectsV2")
      ? "listing"
      : undefined;
  if (kind === undefined)
    throw new DefinitionError(
      "SCHEMA_VALIDATION_FAILED",
      `The ItemReader resource ${resource} is not supported`,
      `${pointer}/Resource`,
    );
  refuseUnknownArguments(source, argumentsField, readerArguments[kind]);
  const inputType = config.InputType ?? (config.ManifestType === "S3_INVENTORY" ? "MANIFEST" : "JSON");
  if (!isInputType(inputType))
    throw new DefinitionError(
      "SCHEMA_VALIDATION_FAILED",
      `The simulator does not read items of the type ${JSON.stringify(inputType)}`,
      `${pointer}/ReaderConfig/InputType`,
    );
  return {
    kind,
    arguments: dialect.template(source, argumentsField) ?? (() => ({})),
    inputType,
    readsListed:
      kind === "listing" ? config.Transformation === "LOAD_AND_FLATTEN" : config.ManifestType === "ATHENA_DATA",
    csvHeaders: config.CSVHeaderLocation === "GIVEN" ? textsOf(config.CSVHeaders) : undefined,
    csvDelimiter: delimiters[textOf(config.CSVDelimiter)] ?? ",",
    maxItems: dialect.integer(
      { definition: config, pointer: `${pointer}/ReaderConfig`, prefix: "ItemReader/ReaderConfig/" },
      "MaxItems",
    ),
    itemsPointer: typeof config.ItemsPointer === "string" ? config.ItemsPointer : undefined,
  };
}

/** What the arguments of a reader may be, by its kind. */
export const readerArguments = {
  object: ["Bucket", "Key", "VersionId", "ExpectedBucketOwner"],
  listing: ["Bucket", "Prefix", "ExpectedBucketOwner"],
} as const;

/** What the arguments of a ResultWriter may be. */
export const writerArguments: readonly string[] = ["Bucket", "Prefix"];

/** Refuses arguments that are written down and have no effect here; those that are computed fail the state. */
function refuseUnknownArguments(
  { definition, pointer, prefix }: StateSource,
  field: string,
  known: readonly string[],
): void {
  const written = definition[field];
  if (!isJsonObject(written)) return;
  const unknown = Object.keys(written).find((name) => !known.includes(name.replace(/\.\$$/, "")));
  if (unknown !== undefined)
    throw new DefinitionError(
      "SCHEMA_VALIDATION_FAILED",
      `The argument '${unknown}' of the ${prefix?.replace("/", "") ?? field} is not simulated: it takes ${known.join(", ")}`,
      `${pointer}/${field}`,
    );
}

const inputTypes: ReadonlySet<unknown> = new Set<InputType>(["CSV", "JSON", "JSONL", "MANIFEST", "PARQUET"]);

const isInputType = (value: unknown): value is InputType => inputTypes.has(value);

const delimiters: Readonly<Record<string, string>> = { COMMA: ",", PIPE: "|", SEMICOLON: ";", SPACE: " ", TAB: "\t" };

function compileBatcher(source: StateSource | undefined, dialect: Dialect): ItemBatcher | undefined {
  return (
    source && {
      maxItems: dialect.integer(source, "MaxItemsPerBatch"),
      maxInputBytes: dialect.integer(source, "MaxInputBytesPerBatch"),
      batchInput: dialect.template(source, "BatchInput"),
    }
  );
}

function compileWriter(
  source: StateSource | undefined,
  dialect: Dialect,
  argumentsField: string,
): ResultWriter | undefined {
  if (source === undefined) return undefined;
  refuseUnknownArguments(source, argumentsField, writerArguments);
  const config = isJsonObject(source.definition.WriterConfig) ? source.definition.WriterConfig : {};
  const transformation = config.Transformation;
  return {
    arguments: dialect.template(source, argumentsField),
    transformation:
      transformation === "NONE" || transformation === "COMPACT" || transformation === "FLATTEN"
        ? transformation
        : undefined,
    outputType: config.OutputType === "JSONL" ? "JSONL" : "JSON",
  };
}

const textsOf = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value)
    ? (value as readonly JsonValue[]).map((item) => (typeof item === "string" ? item : JSON.stringify(item)))
    : [];

const textOf = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");
