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
  const { reader, selector, batcher, writer, label, toleratedFailureCount, toleratedFailurePercentage } = distributed;
  return {
    ...(label === undefined ? {} : { Label: label }),
    ...(reader === undefined
      ? { Items: emitField(node.items, context) }
      : {
          ItemReader: {
            Resource: reader.resource,
            ...(Object.keys(reader.config).length === 0 ? {} : { ReaderConfig: reader.config }),
            Arguments: emitTemplate(node.items, context),
          },
        }),
    ...(selector === undefined ? {} : { ItemSelector: emitTemplate(selector, context) }),
    ...(batcher === undefined
      ? {}
      : {
          ItemBatcher: {
            ...(batcher.maxItems === undefined ? {} : { MaxItemsPerBatch: batcher.maxItems }),
            ...(batcher.maxInputBytes === undefined ? {} : { MaxInputBytesPerBatch: batcher.maxInputBytes }),
            ...(batcher.input === undefined ? {} : { BatchInput: emitTemplate(batcher.input, context) }),
          },
        }),
    ...(toleratedFailureCount === undefined ? {} : { ToleratedFailureCount: toleratedFailureCount }),
    ...(toleratedFailurePercentage === undefined
      ? {}
      : { ToleratedFailurePercentage: percentage(toleratedFailurePercentage) }),
    ...(writer === undefined
      ? {}
      : { ResultWriter: emitWriter(emitTemplate(writer.location, context), writer.config) }),
    ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: distributed.executionType },
  };
}

/** asl-validator takes whole numbers only. */
function percentage(value: number): number | string {
  return Number.isInteger(value) ? value : `{% ${value} %}`;
}

function emitWriter(location: Template, config: Fields | undefined): Fields {
  return {
    Resource: "arn:aws:states:::s3:putObject",
    ...(config === undefined ? {} : { WriterConfig: config }),
    Arguments: location,
  };
}
