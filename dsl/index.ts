export { type Activity, activity } from "./activity.js";
export { type AslShape, type AwsAction, type AwsService, awsService } from "./aws-sdk.js";
export { type CallOptions, lambdaServiceRetry, type RetryRule } from "./call-options.js";
export { map, type MapOptions, sleep, sleepUntil, waitForToken } from "./control.js";
export {
  type Batching,
  distributedMap,
  type DistributedMapOptions,
  type ResultWriter,
  type WrittenResults,
} from "./distributed-map.js";
export { type Duration } from "./duration.js";
export { HumanTaskRejected, TimedOut, WorkflowError } from "./errors.js";
export { type Execution, execution } from "./execution.js";
export {
  type HttpEndpoint,
  httpEndpoint,
  type HttpEndpointOptions,
  type HttpPath,
  type HttpRequest,
  type HttpRequestWithBody,
  type HttpResponse,
} from "./http-endpoint.js";
export {
  type AnswerForm,
  human,
  type HumanOptions,
  type HumanTask,
  humanTasksIndex,
  humanTasksTable,
} from "./human.js";
export {
  type CsvDelimiter,
  type CsvSourceOptions,
  type ItemSource,
  type JsonSourceOptions,
  type ListedObject,
  type ListingSourceOptions,
  type ObjectLocation,
  s3Csv,
  s3Inventory,
  s3Json,
  s3JsonLines,
  s3Objects,
} from "./item-source.js";
export {
  type CallArguments,
  lambda,
  type LambdaContext,
  type LambdaHandler,
  type LambdaOptions,
  type LambdaTask,
} from "./lambda.js";
export { matches, type Matching, type SchemaResult, type StandardSchema } from "./matches.js";
export { type NativeCall, type NativeRunOptions, runNative, type TaskStub } from "./native-run.js";
export { registry, type Registry } from "./registry.js";
export { type NamedResource, resourceName, resourceNameVariable, type ResourceUse } from "./resource-use.js";
export { type KeyAttribute, type KeyType, type TableDefinition, type TableIndex, type TableSchema } from "./table.js";
export { start, type StartedExecution, workflow, type Workflow, type WorkflowOptions } from "./workflow.js";
