import type { Expression } from "../../ir/expression.js";
import type { ResourceUse } from "../../ir/statement.js";
import { visitExpression } from "../../ir/walk.js";
import { constantOf } from "../constant.js";

/** Actions that have an integration of their own; they report errors under shorter names. */
const optimised = new Map([
  ["dynamodb:getItem", "dynamodb:getItem"],
  ["dynamodb:putItem", "dynamodb:putItem"],
  ["dynamodb:updateItem", "dynamodb:updateItem"],
  ["dynamodb:deleteItem", "dynamodb:deleteItem"],
  ["eventbridge:putEvents", "events:putEvents"],
  ["sqs:sendMessage", "sqs:sendMessage"],
  ["sns:publish", "sns:publish"],
]);

/** The ARN of the optimised integration of an action, if it has one. */
export function optimisedResource(service: string, action: string): string | undefined {
  const integration = optimised.get(`${service}:${action}`);
  return integration === undefined ? undefined : `arn:aws:states:::${integration}`;
}

/** Integrations whose token, not whose answer, ends the call. */
const withToken = new Set([
  "sqs:sendMessage",
  "sns:publish",
  "events:putEvents",
  "lambda:invoke",
  "states:startExecution",
]);

/**
 * The ARN of the same action that waits for a task token. The optimised DynamoDB integrations cannot wait, those of the
 * SDK can (AWS page "Integrating services").
 */
export function waitingResource(resource: string): string | undefined {
  const [, integration] = /^arn:aws:states:::(.+)$/.exec(resource) ?? [];
  if (integration === undefined || /\.(sync|waitForTaskToken)/.test(integration)) return undefined;
  if (integration.startsWith("dynamodb:")) return `arn:aws:states:::aws-sdk:${integration}.waitForTaskToken`;
  if (integration.startsWith("aws-sdk:") || withToken.has(integration)) return `${resource}.waitForTaskToken`;
  return undefined;
}

/** IAM prefixes that differ from the name in an integration's ARN. */
const iamPrefixes: Readonly<Record<string, string>> = {
  eventbridge: "events",
  sfn: "states",
  cloudwatchlogs: "logs",
  cloudwatch: "cloudwatch",
  sesv2: "ses",
  cognitoidentityprovider: "cognito-idp",
  bedrockruntime: "bedrock",
  opensearch: "es",
};

/** Actions that IAM knows under another name ("Actions for SQS", "for SNS", "for S3"). */
const iamActions: Readonly<Record<string, string>> = {
  "sqs:sendMessageBatch": "sqs:SendMessage",
  "sqs:deleteMessageBatch": "sqs:DeleteMessage",
  "sqs:changeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
  "sns:publishBatch": "sns:Publish",
  "s3:headObject": "s3:GetObject",
  "s3:listObjects": "s3:ListBucket",
  "s3:listObjectsV2": "s3:ListBucket",
  "s3:headBucket": "s3:ListBucket",
};

/** What a codeless call needs: its action, on the resource that it is bound to or names, or on anything. */
export function serviceUses(
  service: string,
  action: string,
  args: Expression,
  bound: { readonly kind: ResourceUse["kind"]; readonly name: string } | undefined,
): readonly ResourceUse[] {
  if (service === "dynamodb" && /^transact(Write|Get)Items$/.test(action)) return transactionUses(args);
  const called = `${service}:${action}`;
  const actions = [
    iamActions[called] ?? `${iamPrefixes[service] ?? service}:${action.charAt(0).toUpperCase()}${action.slice(1)}`,
  ];
  if (bound !== undefined) return [{ kind: bound.kind, name: bound.name, actions }];
  const name = service === "dynamodb" ? memberName(args, "TableName") : undefined;
  if (name !== undefined) return [{ kind: "table", name, actions }];
  return [{ kind: "any", name: undefined, actions }];
}

/** The IAM actions of the parts of a transaction; a transaction has none of its own (IAM, "Actions for DynamoDB"). */
const transactionActions: Readonly<Record<string, string>> = {
  Put: "dynamodb:PutItem",
  Update: "dynamodb:UpdateItem",
  Delete: "dynamodb:DeleteItem",
  ConditionCheck: "dynamodb:ConditionCheckItem",
  Get: "dynamodb:GetItem",
};

function transactionUses(args: Expression): readonly ResourceUse[] {
  const uses: ResourceUse[] = [];
  visitExpression(args, (part) => {
    if (part.kind !== "object") return;
    for (const member of part.members) {
      if (member.kind !== "property" || typeof member.key !== "string") continue;
      const action = transactionActions[member.key];
      if (action === undefined || member.value.kind !== "object") continue;
      const name = memberName(member.value, "TableName");
      uses.push({ kind: name === undefined ? "any" : "table", name, actions: [action] });
    }
  });
  if (uses.length > 0) return uses;
  return [{ kind: "any", name: undefined, actions: Object.values(transactionActions) }];
}

function memberName(args: Expression, key: string): string | undefined {
  if (args.kind !== "object") return undefined;
  const member = args.members.find((candidate) => candidate.kind === "property" && candidate.key === key);
  const value = member === undefined ? undefined : constantOf(member.value);
  return value?.known === true && typeof value.value === "string" ? value.value : undefined;
}
