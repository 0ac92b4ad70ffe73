import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";

/** An optimised integration that is a call of the service with some conveniences. */
export interface OptimisedService {
  /** The service's name in the AWS SDK integration. */
  readonly sdkService: string;
  readonly actions: readonly string[];
  /** Of error names: `DynamoDB.…`. */
  readonly errorPrefix: string;
  /** The error for codes that the service's model does not name. */
  readonly genericError: string;
  /** The service's name in causes. */
  readonly causeName: string;
  /** Text where the state machine may write JSON. */
  readonly prepare?: (parameters: JsonObject, executionArn: string, stateMachineArn: string) => JsonObject;
  /** A refusal inside an answer that succeeded. */
  readonly failureIn?: (output: JsonObject) => { readonly error: string; readonly cause: string } | undefined;
}

const asText = (value: JsonValue | undefined): string => (typeof value === "string" ? value : JSON.stringify(value));

/** @see AWS Step Functions developer guide, "Integrating services with Step Functions" */
export const optimisedServices: Readonly<Record<string, OptimisedService>> = {
  dynamodb: {
    sdkService: "dynamodb",
    actions: ["getItem", "putItem", "updateItem", "deleteItem"],
    errorPrefix: "DynamoDB",
    genericError: "AmazonDynamoDBException",
    causeName: "AmazonDynamoDBv2",
  },
  sqs: {
    sdkService: "sqs",
    actions: ["sendMessage"],
    errorPrefix: "SQS",
    genericError: "AmazonSQSException",
    causeName: "AmazonSQS",
    prepare: (parameters) =>
      parameters.MessageBody === undefined
        ? parameters
        : { ...parameters, MessageBody: asText(parameters.MessageBody) },
  },
  sns: {
    sdkService: "sns",
    actions: ["publish"],
    errorPrefix: "SNS",
    genericError: "AmazonSNSException",
    causeName: "AmazonSNS",
    prepare: (parameters) =>
      parameters.Message === undefined ? parameters : { ...parameters, Message: asText(parameters.Message) },
  },
  events: {
    sdkService: "eventbridge",
    actions: ["putEvents"],
    errorPrefix: "EventBridge",
    genericError: "AmazonEventBridgeException",
    causeName: "AmazonEventBridge",
    prepare: putEventsInput,
    failureIn: failedEntries,
  },
};

/** `Detail` may be JSON; every entry's resources name the execution and its machine. */
function putEventsInput(parameters: JsonObject, executionArn: string, stateMachineArn: string): JsonObject {
  if (!Array.isArray(parameters.Entries)) return parameters;
  const entries = (parameters.Entries as readonly JsonValue[]).map((entry) => {
    if (!isJsonObject(entry)) return entry;
    const own: readonly JsonValue[] = Array.isArray(entry.Resources) ? (entry.Resources as readonly JsonValue[]) : [];
    return {
      ...entry,
      ...(entry.Detail === undefined ? {} : { Detail: asText(entry.Detail) }),
      Resources: [stateMachineArn, executionArn, ...own],
    };
  });
  return { ...parameters, Entries: entries };
}

function failedEntries(output: JsonObject): { error: string; cause: string } | undefined {
  if (!Number(output.FailedEntryCount)) return undefined;
  return { error: "EventBridge.FailedEntry", cause: JSON.stringify(output) };
}
