import type ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { type Capture, captureValues, type OutOfReach } from "../../ir/captures.js";
import { isOfExecution } from "../../ir/execution-facts.js";
import { mapExpressions } from "../../ir/statement-map.js";
import type { BatcherEffect, DistributedMap, Block, ResourceUse } from "../../ir/statement.js";
import { assignedVariables, visitStatements } from "../../ir/statement-walk.js";
import {
  anyType,
  arrayType,
  describeTypes,
  isOnly,
  numberType,
  objectType,
  undefinedType,
  type ValueTypes,
} from "../../ir/value-types.js";
import { mapOperands } from "../../ir/walk.js";
import { excerpt } from "../../diagnostics/excerpt.js";
import type { SourceSpan } from "../../source-span.js";
import { isNondeterministic } from "../../ir/walk.js";
import type { Analyser } from "../analyser.js";
import type { Constant } from "../constant.js";
import { checkNoneFromOutside } from "../check-collections.js";
import { checkFromOutside } from "../check-dates.js";
import { resolveFunction } from "../functions.js";
import { elementTypesOf, valueTypesOf } from "../value-types-of.js";
import { readRetry } from "./call-options.js";
import { branchBody, itemName } from "./control.js";
import { bucketUse, readItemSource } from "./item-source.js";
import { type Options, readOptions } from "./options.js";
import { object, ofExecution, perform, states } from "./perform.js";

/**
 * `distributedMap(source, options, run)`: a Map state whose function runs in executions of their own.
 *
 *     ItemSelector: { item, index?, captured… }           the input of an execution, where more than the item is needed
 *     ItemBatcher:  { …, BatchInput: { values: { captured… } } }      in batches, whose input is { Items, BatchInput? }
 */
export function distributedMapCall(analyser: Analyser, call: ts.CallExpression): Expression {
  const [sourceNode, optionsNode, runNode] = call.arguments;
  const span = analyser.span(call);
  if (sourceNode === undefined || optionsNode === undefined || runNode === undefined) return analyser.undefined(span);
  const callee = resolveFunction(analyser, runNode);
  if (callee === undefined) return analyser.refuse(runNode, "SP1233", { what: `\`${excerpt(runNode.getText())}\`` });
  const given = readOptions(analyser, optionsNode);
  const source = readItemSource(analyser, sourceNode);
  const items = source?.location ?? analyser.expression(sourceNode);
  if (source === undefined && !isOnly(items.types, arrayType)) {
    return analyser.refuse(sourceNode, "SP1213", { found: describeTypes(items.types & ~arrayType) });
  }
  const options = readMapOptions(analyser, given);
  const writer = readWriter(analyser, given, span);
  const retry = readRetry(analyser, optionsNode, given);
  if (retry.length > 0 && [items, writer?.location].some((one) => one !== undefined && isNondeterministic(one))) {
    const reason = "what is computed here would be another value when it is tried again; keep it in a variable";
    return analyser.refuse(call, "SP1402", { reason });
  }
  const isBatched = given.has("itemsPerBatch") || given.has("maxInputBytesPerBatch");
  const usesIndex = !isBatched && callee.node.parameters.length > 1;
  const { checker } = analyser;
  checkFromOutside(analyser, sourceNode, checker.getTypeAtLocation(sourceNode));
  checkFromOutside(analyser, runNode, checker.getTypeAtLocation(runNode));
  checkNoneFromOutside(analyser, sourceNode, checker.getTypeAtLocation(sourceNode));
  checkNoneFromOutside(analyser, runNode, checker.getTypeAtLocation(runNode));
  const [itemParameter] = callee.node.parameters;
  const itemTypes =
    source === undefined
      ? elementTypesOf(checker.getTypeAtLocation(sourceNode), checker)
      : itemParameter === undefined
        ? anyType
        : valueTypesOf(checker.getTypeAtLocation(itemParameter), checker) & ~undefinedType;

  const { depthOfExecution } = analyser;
  analyser.executionDepth += 1;
  analyser.depthOfExecution = analyser.frame.depth + 1;
  const depth = analyser.executionDepth;
  const input = ofExecution(analyser, "context.Execution.Input", objectType, span);
  const item = isBatched ? part(input, "Items", arrayType) : part(input, "item", itemTypes);
  const args = usesIndex ? [item, part(input, "index", numberType)] : [item];
  const body = branchBody(analyser, call, callee, args, undefined, { isExecution: true });
  analyser.executionDepth -= 1;
  analyser.depthOfExecution = depthOfExecution;
  const handedIn = (name: string, types: ValueTypes, at: SourceSpan): Expression =>
    part(isBatched ? part(part(input, "BatchInput", objectType), "values", objectType) : input, name, types, at);
  const { block, captures } = captureValues(body, outsideOf(body, depth), handedIn, isBatched ? [] : ["item", "index"]);
  const needsMore = usesIndex || captures.length > 0;

  return perform(analyser, call, {
    kind: "map",
    title: `each ${itemName(callee, 0) ?? "item"} of ${source?.name ?? sourceNode.getText()}`,
    items,
    item: undefined,
    index: undefined,
    concurrency: options.concurrency,
    retry,
    body: isBatched || needsMore ? block : withItemAsInput(block, depth),
    value: states("result", writer === undefined ? arrayType : objectType, span),
    distributed: {
      reader: source?.reader,
      selector:
        !isBatched && needsMore
          ? object({ ...itemFields(usesIndex, itemTypes, span), ...valuesOf(captures) }, span)
          : undefined,
      batcher: isBatched
        ? {
            ...options.batcher,
            // What may be missing leaves no field, and a batch input must be an object with fields.
            input: captures.length === 0 ? undefined : object({ values: object(valuesOf(captures), span) }, span),
          }
        : undefined,
      executionType: options.executionType,
      label: options.label,
      toleratedFailureCount: options.toleratedFailureCount,
      toleratedFailurePercentage: options.toleratedFailurePercentage,
      writer,
      uses: [mapRunUse, ...(source?.uses ?? []), ...(writer?.uses ?? [])],
    },
  });
}

/** The executions of the map see nothing of the one around them: not its variables, nor what its context object tells of it. */
function outsideOf(body: Block, depth: number): OutOfReach {
  const own = new Set(assignedVariables(body));
  visitStatements(body, (statement) => {
    if (statement.kind === "start") for (const { variable } of statement.copies) own.add(variable);
  });
  return {
    variable: (variable) => !own.has(variable),
    fact: ({ field, execution }) => isOfExecution(field) && (execution ?? 0) < depth,
  };
}

/** What the role of a machine needs to run executions of itself (AWS page "IAM policies for using Distributed Map state"). */
const mapRunUse: ResourceUse = {
  kind: "self",
  name: undefined,
  actions: ["states:DescribeExecution", "states:RedriveExecution", "states:StartExecution", "states:StopExecution"],
};

function part(of: Expression, name: string, types: ValueTypes, span = of.span): Expression {
  return { kind: "property", object: of, name, types, span };
}

function itemFields(usesIndex: boolean, itemTypes: ValueTypes, span: SourceSpan): Readonly<Record<string, Expression>> {
  const item = states("context.Map.Item.Value", itemTypes, span);
  return usesIndex ? { item, index: states("context.Map.Item.Index", numberType, span) } : { item };
}

function valuesOf(captures: readonly Capture[]): Readonly<Record<string, Expression>> {
  return Object.fromEntries(captures.map(({ name, value }) => [name, value]));
}

/** Where nothing else is handed in, the input of an execution is the item itself, not an object that holds it. */
function withItemAsInput(block: Block, depth: number): Block {
  const replace = (expression: Expression): Expression => {
    if (expression.kind === "property" && expression.name === "item" && isInput(expression.object, depth)) {
      return { ...expression.object, types: expression.types, span: expression.span };
    }
    return mapOperands(expression, replace);
  };
  return mapExpressions(block, replace);
}

function isInput(expression: Expression, depth: number): boolean {
  return (
    expression.kind === "states" && expression.field === "context.Execution.Input" && expression.execution === depth
  );
}

type ReadMapOptions = Pick<
  DistributedMap,
  "toleratedFailureCount" | "toleratedFailurePercentage" | "executionType" | "label"
> & { readonly concurrency: Expression | undefined; readonly batcher: Omit<BatcherEffect, "input"> };

/** What a label may not have in it (AWS page "Distributed Map state", `Label`), and its longest length. */
const badLabel = /[\s?*<>{}[\]:;,\\|^~$#%&`"\p{Cc}]/u;
const longestLabel = 40;

function readMapOptions(analyser: Analyser, options: Options): ReadMapOptions {
  const label = options.constant("label");
  if (typeof label === "string" && (label === "" || [...label].length > longestLabel || badLabel.test(label))) {
    const reason = `a label has 1 to ${longestLabel} characters, none of them space or one of ?*<>{}[]:;,\\|^~$#%&\`", got ${JSON.stringify(label)}`;
    analyser.problem(options.at("label"), "SP1402", { reason });
  }
  return {
    concurrency: options.number("concurrency", { least: 1, most: 10_000 }),
    batcher: {
      maxItems: options.number("itemsPerBatch", { least: 1, most: 100_000_000 }),
      maxInputBytes: options.number("maxInputBytesPerBatch", { least: 1, most: 262_144 }),
    },
    toleratedFailureCount: options.number("toleratedFailureCount", { least: 0, most: 100_000_000 }),
    toleratedFailurePercentage: options.number("toleratedFailurePercentage", { least: 0, most: 100, isWhole: false }),
    executionType: options.constant("type") === "EXPRESS" ? "EXPRESS" : "STANDARD",
    label: typeof label === "string" ? label : undefined,
  };
}

interface ReadWriter {
  readonly location: Expression;
  readonly config: Readonly<Record<string, string>> | undefined;
  readonly uses: readonly ResourceUse[];
}

/** `resultWriter: { bucket, prefix, transformation, format }`. */
function readWriter(analyser: Analyser, options: Options, span: SourceSpan): ReadWriter | undefined {
  const given = options.options("resultWriter");
  if (given === undefined) return undefined;
  const [bucket, prefix] = given.computed(["bucket", "prefix"]);
  const transformation = given.constant("transformation");
  const format = given.constant("format");
  const config =
    typeof transformation === "string" || typeof format === "string"
      ? { Transformation: textOr(transformation, "NONE"), OutputType: textOr(format, "JSON") }
      : undefined;
  const location = object(
    { ...(bucket === undefined ? {} : { Bucket: bucket }), ...(prefix === undefined ? {} : { Prefix: prefix }) },
    span,
  );
  const actions = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"];
  return { location, config, uses: [bucketUse(actions, bucket)] };
}

function textOr(value: Constant, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}
