import type { JsonataExpression, JsonataTemplate, PayloadTemplate, ReferencePath } from "./values.js";

export type InputType = "CSV" | "JSON" | "JSONL" | "MANIFEST" | "PARQUET";

export interface ReaderConfigFields {
  readonly InputType?: InputType;
  readonly CSVHeaderLocation?: "FIRST_ROW" | "GIVEN";
  readonly CSVHeaders?: readonly string[];
  readonly CSVDelimiter?: "COMMA" | "PIPE" | "SEMICOLON" | "SPACE" | "TAB";
  readonly ManifestType?: "ATHENA_DATA" | "S3_INVENTORY";
  readonly Transformation?: "NONE" | "LOAD_AND_FLATTEN";
  readonly ItemsPointer?: string;
}

export interface JsonPathReaderConfig extends ReaderConfigFields {
  readonly MaxItems?: number;
  readonly MaxItemsPath?: ReferencePath;
}

export interface JsonataReaderConfig extends ReaderConfigFields {
  readonly MaxItems?: number | JsonataExpression;
  readonly MaxItemsPath?: never;
}

/** Where a distributed Map's items come from: an S3 object, or a listing of a bucket. */
export interface JsonPathItemReader {
  readonly Resource: string;
  readonly Parameters?: PayloadTemplate;
  readonly ReaderConfig?: JsonPathReaderConfig;
  readonly Arguments?: never;
}

export interface JsonataItemReader {
  readonly Resource: string;
  readonly Arguments?: JsonataTemplate;
  readonly ReaderConfig?: JsonataReaderConfig;
  readonly Parameters?: never;
}

/** `MaxInputBytesPerBatch` is at most 262,144. At least one of the two limits is required. */
export interface JsonPathItemBatcher {
  readonly BatchInput?: PayloadTemplate;
  readonly MaxItemsPerBatch?: number;
  readonly MaxItemsPerBatchPath?: ReferencePath;
  readonly MaxInputBytesPerBatch?: number;
  readonly MaxInputBytesPerBatchPath?: ReferencePath;
}

export interface JsonataItemBatcher {
  readonly BatchInput?: JsonataTemplate;
  readonly MaxItemsPerBatch?: number | JsonataExpression;
  readonly MaxInputBytesPerBatch?: number | JsonataExpression;
  readonly MaxItemsPerBatchPath?: never;
  readonly MaxInputBytesPerBatchPath?: never;
}

export interface WriterConfig {
  readonly Transformation: "NONE" | "COMPACT" | "FLATTEN";
  readonly OutputType: "JSON" | "JSONL";
}

/** Where a distributed Map's results go: `WriterConfig` alone formats them, `Resource` exports them to S3. */
export interface JsonPathResultWriter {
  readonly Resource?: string;
  readonly Parameters?: PayloadTemplate;
  readonly WriterConfig?: WriterConfig;
  readonly Arguments?: never;
}

export interface JsonataResultWriter {
  readonly Resource?: string;
  readonly Arguments?: JsonataTemplate;
  readonly WriterConfig?: WriterConfig;
  readonly Parameters?: never;
}
