import type { Fields } from "./fields.js";
import { nestedParameters } from "./nested-parameters.js";
import { type ParameterProblem, type ParameterShape, shapeProblems, unknownField } from "./sdk-actions.js";

/** The parameters that an optimized integration takes. */
export interface IntegrationParameters {
  readonly required: readonly string[];
  /** Those that are text. */
  readonly texts: readonly string[];
  readonly others: readonly string[];
}

/** What is inside those of `others` that hold more, in any integration that has them. */
const shapeOf = (name: string): ParameterShape | undefined =>
  Object.hasOwn(nestedParameters, name) ? nestedParameters[name] : undefined;

const dynamoDb = (required: readonly string[], texts: readonly string[], others: readonly string[]) => ({
  required: ["TableName", ...required],
  texts: ["TableName", "ReturnConsumedCapacity", ...texts],
  others: ["ExpressionAttributeNames", ...others],
});
const dynamoDbWrite = [
  ["ConditionalOperator", "ConditionExpression", "ReturnItemCollectionMetrics", "ReturnValues"],
  ["Expected", "ExpressionAttributeValues"],
] as const;
const [writeTexts, writeOthers] = dynamoDbWrite;
const onFailure = "ReturnValuesOnConditionCheckFailure";

/**
 * The parameters of the optimized integrations that take those of the service's action, and of no more than one.
 *
 * @see developer guide, "Integrating optimized services", and the API references of the services
 */
const parametersOf: Readonly<Record<string, IntegrationParameters>> = {
  "lambda:invoke": {
    required: ["FunctionName"],
    texts: [
      ...["ClientContext", "DurableExecutionName", "FunctionName", "InvocationType", "LogType", "Qualifier"],
      "TenantId",
    ],
    others: ["Payload"],
  },
  "sqs:sendMessage": {
    required: ["QueueUrl", "MessageBody"],
    texts: ["MessageDeduplicationId", "MessageGroupId", "QueueUrl"],
    others: ["DelaySeconds", "MessageAttributes", "MessageBody", "MessageSystemAttributes"],
  },
  "sns:publish": {
    required: ["Message"],
    texts: [
      ...["MessageDeduplicationId", "MessageGroupId", "MessageStructure", "PhoneNumber", "Subject", "TargetArn"],
      "TopicArn",
    ],
    others: ["Message", "MessageAttributes"],
  },
  "events:putEvents": { required: ["Entries"], texts: ["EndpointId"], others: ["Entries"] },
  "states:startExecution": {
    required: ["StateMachineArn"],
    texts: ["Name", "StateMachineArn", "TraceHeader"],
    others: ["Input"],
  },
  // Of Authentication and InvocationConfig one is required, which the task itself looks at.
  "http:invoke": {
    required: ["ApiEndpoint", "Method"],
    texts: ["ApiEndpoint", "Method"],
    others: ["Authentication", "Headers", "InvocationConfig", "QueryParameters", "RequestBody", "Transform"],
  },
  "apigateway:invoke": {
    required: ["ApiEndpoint", "Method"],
    texts: ["ApiEndpoint", "AuthType", "Method", "Path", "Stage"],
    others: ["AllowNullValues", "Headers", "QueryParameters", "RequestBody"],
  },
  "dynamodb:getItem": dynamoDb(["Key"], ["ProjectionExpression"], ["AttributesToGet", "ConsistentRead", "Key"]),
  "dynamodb:putItem": dynamoDb(["Item"], [...writeTexts, onFailure], [...writeOthers, "Item"]),
  "dynamodb:deleteItem": dynamoDb(["Key"], [...writeTexts, onFailure], [...writeOthers, "Key"]),
  "dynamodb:updateItem": dynamoDb(
    ["Key"],
    [...writeTexts, onFailure, "UpdateExpression"],
    [...writeOthers, "AttributeUpdates", "Key"],
  ),
};

/** The parameters of an action, where they are known. */
export function integrationParameters(service: string, action: string): IntegrationParameters | undefined {
  const name = `${service}:${action}`;
  return Object.hasOwn(parametersOf, name) ? parametersOf[name] : undefined;
}

/**
 * What is wrong with an action's parameters, in the service's words. A value that is null is the action's to refuse, and
 * so is one that `isOpen`, because only the execution knows it.
 */
export function parameterProblems(
  parameters: Fields,
  { required, texts, others }: IntegrationParameters,
  isOpen: (value: unknown) => boolean = () => false,
): readonly ParameterProblem[] {
  const names = Object.keys(parameters);
  const isText = (value: unknown) => value === null || typeof value === "string" || isOpen(value);
  return [
    ...names
      .filter((name) => !texts.includes(name) && !others.includes(name))
      .map((name) => ({ message: unknownField(name), path: [name] })),
    ...required.filter((name) => !names.includes(name)).map((name) => ({ message: missingField(name), path: [] })),
    ...texts
      .filter((name) => Object.hasOwn(parameters, name) && !isText(parameters[name]))
      .map((name) => ({ message: `The value for the field '${name}' must be a STRING`, path: [name] })),
    ...others.flatMap((name) => {
      const shape = shapeOf(name);
      const value = parameters[name];
      return shape === undefined || isOpen(value) ? [] : shapeProblems(value, shape, [name]);
    }),
  ];
}

export const missingField = (name: string): string => `The field '${name}' is required but was missing`;

export const unusableParameters = (parameters: unknown, problems: readonly string[]): string =>
  `The Parameters '${JSON.stringify(parameters)}' could not be used to start the Task: [${problems.join(", ")}]`;
