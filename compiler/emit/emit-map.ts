import type { Expression } from "../ir/expression.js";
import type { DistributedMap } from "../ir/statement.js";
import type { MapNode } from "../lower/graph.js";
import { emitField, emitTemplate, type Template } from "./emit-template.js";
import type { EmitContext } from "./expression-emitter.js";

type Fields = Readonly<Record<string, unknown>>;

/** The fields of a Map state beside its processor and what leads on; `ProcessorConfig` belongs into the processor. */
export function emitMap(node: MapNode, context: EmitContext): Fields & { readonly ProcessorConfig: Fields } {
  const { distributed, concurrency } = node;
  const limit = concurrency === undefined ? {} : { MaxConcurrency: emitField(concurrency, context) };
  if (distributed !== undefined) return { ...emitDistributed(node, distributed, context), ...limit };
  const beside = {
    ...(node.index === undefined ? {} : { index: "{% $states.context.Map.Item.Index %}" }),
    ...Object.fromEntries(node.passed.map(({ name, value }) => [name, emitField(value, context)])),
  };
  const selector =
    Object.keys(beside).length === 0
      ? {}
      : { ItemSelector: { item: "{% $states.context.Map.Item.Value %}", ...beside } };
  return { Items: emitField(node.items, context), ...selector, ...limit, ProcessorConfig: { Mode: "INLINE" } };
}

function emitDistributed(node: MapNode, distributed: DistributedMap, context: EmitContext) {
  const field = (name: string, value: Expression | undefined): Fields =>
    value === undefined ? {} : { [name]: emitField(value, context) };
  const { reader, selector, batcher, writer, label, toleratedFailureCount, toleratedFailurePercentage } = distributed;
  return {
    ...(label === undefined ? {} : { Label: label }),
    ...(reader === undefined
      ? { Items: emitField(node.items, context) }
      : {
          ItemReader: {
            Resource: reader.resource,
            ...nonEmpty("ReaderConfig", { ...reader.config, ...field("MaxItems", reader.maxItems) }),
            Arguments: emitTemplate(node.items, context),
          },
        }),
    ...(selector === undefined ? {} : { ItemSelector: emitTemplate(selector, context) }),
    ...(batcher === undefined
      ? {}
      : {
          ItemBatcher: {
            ...field("MaxItemsPerBatch", batcher.maxItems),
            ...field("MaxInputBytesPerBatch", batcher.maxInputBytes),
            ...(batcher.input === undefined ? {} : { BatchInput: emitTemplate(batcher.input, context) }),
          },
        }),
    ...field("ToleratedFailureCount", toleratedFailureCount),
    ...(toleratedFailurePercentage === undefined
      ? {}
      : { ToleratedFailurePercentage: percentage(emitField(toleratedFailurePercentage, context)) }),
    ...(writer === undefined
      ? {}
      : { ResultWriter: emitWriter(emitTemplate(writer.location, context), writer.config) }),
    ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: distributed.executionType },
  };
}

/** asl-validator takes whole numbers only. */
function percentage(value: Template): Template {
  return typeof value !== "number" || Number.isInteger(value) ? value : `{% ${value} %}`;
}

function nonEmpty(name: string, fields: Fields): Fields {
  return Object.keys(fields).length === 0 ? {} : { [name]: fields };
}

function emitWriter(location: Template, config: Fields | undefined): Fields {
  return {
    Resource: "arn:aws:states:::s3:putObject",
    ...(config === undefined ? {} : { WriterConfig: config }),
    Arguments: location,
  };
}
