import { logger, metrics, tracer } from "./powertools.js";
import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { type LambdaContext, type LambdaHandler, WorkflowError } from "setpiece";

/**
 * What every handler goes through: its logs carry the request's id and the ids in its input, its failures are logged and
 * counted by name, its figures are handed over at the end, and it is a part of the execution's trace. State machines and
 * functions are traced on AWS, so the `xray_trace_id` of a log line is the same for all handlers of one execution.
 */
export function observed<Input, Output>(
  run: (input: Input, context: LambdaContext) => Output | Promise<Output>,
): LambdaHandler<Input, Output> {
  return async (input, context) => {
    logger.appendKeys({ ...idsIn(input), ...textsIn(context, { function: "functionName", request: "awsRequestId" }) });
    const endTrace = beginTrace(context);
    try {
      return await run(input, context);
    } catch (error) {
      report(error);
      throw error;
    } finally {
      endTrace();
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
      logger.resetKeys();
    }
  };
}

/** The longest id that logs hold. */
const mostIdChars = 100;

/** The members of an input that say what it is about: `paymentId`, `importId`, … Nothing else of it is logged. */
function idsIn(input: unknown): Record<string, string> {
  if (typeof input !== "object" || input === null) return {};
  const ids = Object.entries(input).filter(([name, value]) => /[a-z]Id$/.test(name) && typeof value === "string");
  return Object.fromEntries(ids.map(([name, value]) => [name, String(value).slice(0, mostIdChars)]));
}

function textsIn(context: LambdaContext, names: Readonly<Record<string, string>>): Record<string, string> {
  const found = Object.entries(names).map(([key, member]) => [key, context[member]] as const);
  return Object.fromEntries(found.flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])));
}

/** A failure that a workflow knows by its class is part of the business; any other is somebody's to look at. */
function report(error: unknown): void {
  const known = error instanceof Error ? error : new Error(String(error));
  if (error instanceof WorkflowError) logger.warn("refused", known);
  else logger.error("failed", known);
  const failure = metrics.singleMetric();
  failure.addDimension("error", known.name);
  failure.addMetric("HandlerFailures", MetricUnit.Count, 1);
  if (tracer.isTracingEnabled()) tracer.addErrorAsMetadata(known);
}

/** Opens a part of the trace for the handler, and gives what closes it. */
function beginTrace(context: LambdaContext): () => void {
  const segment = tracer.isTracingEnabled() ? tracer.getSegment() : undefined;
  if (segment === undefined) return () => {};
  const { functionName } = context;
  const part = segment.addNewSubsegment(`## ${typeof functionName === "string" ? functionName : "handler"}`);
  tracer.setSegment(part);
  tracer.annotateColdStart();
  tracer.addServiceNameAnnotation();
  return () => {
    part.close();
    tracer.setSegment(segment);
  };
}
