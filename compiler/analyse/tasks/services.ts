import type { Expression } from "../../ir/expression.js";
import type { ResourceUse } from "../../ir/statement.js";
import { visitExpression } from "../../ir/walk.js";
import { integrationPatterns } from "../../../asl/service-integrations.js";
import { constantOf } from "../constant.js";

/** The actions of Amazon EMR that Step Functions has under names of its own, and what IAM calls them. */
const clusterActions = {
  createCluster: "elasticmapreduce:RunJobFlow",
  addStep: "elasticmapreduce:AddJobFlowSteps",
  terminateCluster: "elasticmapreduce:TerminateJobFlows",
  cancelStep: "elasticmapreduce:CancelSteps",
  setClusterTerminationProtection: "elasticmapreduce:SetTerminationProtection",
  modifyInstanceFleetByName: "elasticmapreduce:ModifyInstanceFleet",
  modifyInstanceGroupByName: "elasticmapreduce:ModifyInstanceGroups",
} as const;

/** Actions that have an integration of their own; they report errors under shorter names. */
const optimised = new Map([
  ["dynamodb:getItem", "dynamodb:getItem"],
  ["dynamodb:putItem", "dynamodb:putItem"],
  ["dynamodb:updateItem", "dynamodb:updateItem"],
  ["dynamodb:deleteItem", "dynamodb:deleteItem"],
  ["eventbridge:putEvents", "events:putEvents"],
  ["sqs:sendMessage", "sqs:sendMessage"],
  ["sns:publish", "sns:publish"],
  ["apigateway:invoke", "apigateway:invoke"],
  ["bedrock:invokeModel", "bedrock:invokeModel"],
]);

/** The ARN of the optimised integration of an action, if it has one. */
export function optimisedResource(service: string, action: string): string | undefined {
  const integration =
    optimised.get(`${service}:${action}`) ??
    (service === "emr" && action in clusterActions ? `elasticmapreduce:${action}` : undefined);
  return integration === undefined ? undefined : `arn:aws:states:::${integration}`;
}

/** The optimised integrations of services, by the names that their SDK integrations have. */
const integrationOf: Readonly<Record<string, string>> = {
  ...{ athena: "athena", batch: "batch", bedrock: "bedrock", codebuild: "codebuild", databrew: "databrew", ecs: "ecs" },
  ...{ eks: "eks", emr: "elasticmapreduce", emrcontainers: "emr-containers", emrserverless: "emr-serverless" },
  ...{ glue: "glue", mediaconvert: "mediaconvert", sagemaker: "sagemaker", sfn: "states" },
};

/** The ARN of an action that waits until the job it starts has ended; undefined when Step Functions cannot. */
export function jobResource(service: string, action: string): string | undefined {
  const integration = Object.hasOwn(integrationOf, service) ? integrationOf[service] : undefined;
  const patterns = integration === undefined ? undefined : integrationPatterns(integration, action);
  // Of the two forms for executions, the newer one gives their output as JSON.
  const pattern = patterns?.findLast((one) => one === "sync" || one === "sync:2");
  return pattern === undefined ? undefined : `arn:aws:states:::${integration}:${action}.${pattern}`;
}

/**
 * The ARN of the same action that waits for a task token. The optimised DynamoDB integrations cannot wait, those of the
 * SDK can (AWS page "Integrating services").
 */
export function waitingResource(resource: string): string | undefined {
  const [, integration] = /^arn:aws:states:::(.+)$/.exec(resource) ?? [];
  if (integration === undefined || /\.(sync|waitForTaskToken)/.test(integration)) return undefined;
  if (integration.startsWith("dynamodb:")) return `arn:aws:states:::aws-sdk:${integration}.waitForTaskToken`;
  const [, service = "", action = ""] = /^(?:aws-sdk:)?([^:]+):(.+)$/.exec(integration) ?? [];
  const own = Object.hasOwn(integrationOf, service) && service !== "sfn" ? integrationOf[service] : undefined;
  // ECS tells of tasks that it could not place in an answer that succeeds, which its own integration knows.
  if (own !== undefined && canWait(own, action)) return `arn:aws:states:::${own}:${action}.waitForTaskToken`;
  return integration.startsWith("aws-sdk:") || canWait(service, action) ? `${resource}.waitForTaskToken` : undefined;
}

function canWait(integration: string, action: string): boolean {
  return integrationPatterns(integration, action)?.includes("waitForTaskToken") === true;
}

/** IAM prefixes that differ from the name in an integration's ARN. */
const iamPrefixes: Readonly<Record<string, string>> = {
  eventbridge: "events",
  sfn: "states",
  cloudwatchlogs: "logs",
  cloudwatch: "cloudwatch",
  sesv2: "ses",
  ...{ cognitoidentityprovider: "cognito-idp", cognitoidentity: "cognito-identity", cognitosync: "cognito-sync" },
  ...{ bedrockruntime: "bedrock", bedrockagent: "bedrock", bedrockagentruntime: "bedrock", opensearch: "es" },
  ...{ emr: "elasticmapreduce", emrcontainers: "emr-containers", emrserverless: "emr-serverless" },
  ...{ redshiftdata: "redshift-data", rdsdata: "rds-data", docdb: "rds", neptune: "rds", costexplorer: "ce" },
  ...{ timestreamquery: "timestream", timestreamwrite: "timestream", sagemakerruntime: "sagemaker" },
  ...{ sagemakerfeaturestoreruntime: "sagemaker", iotdataplane: "iot", ssmincidents: "ssm-incidents" },
  ...{ applicationautoscaling: "application-autoscaling", resourcegroups: "resource-groups", efs: "elasticfilesystem" },
  ...{
    resourcegroupstaggingapi: "tag",
    elasticloadbalancingv2: "elasticloadbalancing",
    accessanalyzer: "access-analyzer",
  },
  ...{
    apigatewayv2: "apigateway",
    databasemigration: "dms",
    licensemanager: "license-manager",
    ecrpublic: "ecr-public",
  },
  ...{ personalizeruntime: "personalize", pinpoint: "mobiletargeting", kinesisanalyticsv2: "kinesisanalytics" },
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
  ...Object.fromEntries(Object.entries(clusterActions).map(([name, action]) => [`emr:${name}`, action])),
  "apigateway:invoke": "execute-api:Invoke",
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
