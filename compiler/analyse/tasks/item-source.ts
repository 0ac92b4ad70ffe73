import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { DistributedMap, ResourceUse } from "../../ir/statement.js";
import type { Analyser } from "../analyser.js";
import { type Constant, constantOf } from "../constant.js";
import { skipWrappers } from "../functions.js";
import { dslFunctionOf } from "../dsl-function.js";
import { type Options, readOptions } from "./options.js";
import { object } from "./perform.js";

/** Items that a distributed map reads from S3 by itself. */
export interface ReadSource {
  /** The function that stands for the items, such as `s3Csv`. */
  readonly name: string;
  readonly reader: NonNullable<DistributedMap["reader"]>;
  /** The arguments of the reader. */
  readonly location: Expression;
  readonly uses: readonly ResourceUse[];
}

/** The functions of the DSL that stand for items in S3, and what `InputType` they mean. */
const inputTypes: Readonly<Record<string, string | undefined>> = {
  s3Json: "JSON",
  s3JsonLines: "JSONL",
  s3Csv: "CSV",
  s3Inventory: "MANIFEST",
  s3Objects: undefined,
};

/** True for the name of a function that stands for items in S3. */
export function isItemSource(name: string): boolean {
  return Object.hasOwn(inputTypes, name);
}

/** The reader for `s3Csv({ … })` and its like; undefined when the node is none of these calls. */
export function readItemSource(analyser: Analyser, node: ts.Expression): ReadSource | undefined {
  const call = skipWrappers(node);
  if (!ts.isCallExpression(call)) return undefined;
  const name = dslFunctionOf(analyser, call.expression);
  const [optionsNode] = call.arguments;
  if (name === undefined || optionsNode === undefined || !isItemSource(name)) return undefined;
  const span = analyser.span(node);
  const options = readOptions(analyser, optionsNode);
  const [bucket, path] = options.computed(["bucket", name === "s3Objects" ? "prefix" : "key"]);
  const maxItems = options.number("maxItems", { least: 1, most: 100_000_000 });
  const isListing = name === "s3Objects";
  const members = [
    ...(bucket === undefined ? [] : [["Bucket", bucket] as const]),
    ...(path === undefined ? [] : [[isListing ? "Prefix" : "Key", path] as const]),
  ];
  const location = object(Object.fromEntries(members), span);
  if (isListing) {
    const uses = [bucketUse(["s3:ListBucket"], bucket)];
    return { name, reader: { resource: "arn:aws:states:::s3:listObjectsV2", config: {}, maxItems }, location, uses };
  }
  const config = format(name, options);
  // An inventory's manifest names objects that are not known here.
  const uses = [bucketUse(["s3:GetObject"], name === "s3Inventory" ? undefined : bucket)];
  return { name, reader: { resource: "arn:aws:states:::s3:getObject", config, maxItems }, location, uses };
}

function format(name: string, options: Options): Readonly<Record<string, Constant>> {
  const inputType = { InputType: inputTypes[name] };
  if (name === "s3Json") {
    const pointer = options.constant("pointer");
    return pointer === undefined ? inputType : { ...inputType, ItemsPointer: pointer };
  }
  if (name !== "s3Csv") return inputType;
  const headers = options.constant("headers");
  const delimiter = options.constant("delimiter");
  return {
    ...inputType,
    ...(headers === undefined
      ? { CSVHeaderLocation: "FIRST_ROW" }
      : { CSVHeaderLocation: "GIVEN", CSVHeaders: headers }),
    ...(delimiter === undefined ? {} : { CSVDelimiter: delimiter }),
  };
}

/** The permission for objects of a bucket. */
export function bucketUse(actions: readonly string[], bucket: Expression | undefined): ResourceUse {
  const constant = bucket === undefined ? { known: false as const } : constantOf(bucket);
  return constant.known && typeof constant.value === "string"
    ? { kind: "bucket", name: constant.value, actions }
    : { kind: "any", name: undefined, actions };
}
