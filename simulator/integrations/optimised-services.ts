import { withAttributeValues } from "./attribute-values.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import type { IntegrationPattern } from "../machine/task-resource.js";
import type { Sources } from "./member-sources.js";

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
  /** Actions that the service calls otherwise, or with other parameters. */
  readonly calls?: Readonly<Record<string, ServiceCall>>;
  /** A refusal inside an answer that succeeded. */
  readonly failureIn?: (
    output: JsonObject,
    pattern: IntegrationPattern,
  ) => { readonly error: string; readonly cause: string } | undefined;
}

/** How an action of the integration is called at the service. */
export interface ServiceCall {
  readonly action: string;
  /** The request has the id of what the task names. */
  readonly lookUp?: LookUp;
  /** Default: the task's own. */
  readonly parameters?: Sources;
  /** What the result has of the service's answer. Default: all. */
  readonly result?: Sources;
}

/** Finds the `Id` of the item with a name in a list of the service, page by page, and puts it into a member of the parameters. */
export interface LookUp {
  readonly action: string;
  readonly list: string;
  /** The parameter that is the item's `Name`. */
  readonly name: string;
  readonly into: string;
  /** The member of that which gets the id, and which the task must not have. */
  readonly id: string;
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
    prepare: withAttributeValues,
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
  athena: {
    sdkService: "athena",
    actions: ["startQueryExecution", "stopQueryExecution", "getQueryExecution", "getQueryResults"],
    errorPrefix: "Athena",
    genericError: "AmazonAthenaException",
    causeName: "AmazonAthena",
  },
  batch: {
    sdkService: "batch",
    actions: ["submitJob"],
    errorPrefix: "Batch",
    genericError: "AWSBatchException",
    causeName: "AWSBatch",
  },
  bedrock: {
    sdkService: "bedrock",
    actions: ["createModelCustomizationJob"],
    errorPrefix: "Bedrock",
    genericError: "AmazonBedrockException",
    causeName: "AmazonBedrock",
  },
  codebuild: {
    sdkService: "codebuild",
    actions: [
      ...["startBuild", "stopBuild", "batchDeleteBuilds", "batchGetReports", "startBuildBatch", "stopBuildBatch"],
      ...["retryBuildBatch", "deleteBuildBatch"],
    ],
    errorPrefix: "CodeBuild",
    genericError: "AWSCodeBuildException",
    causeName: "AWSCodeBuild",
  },
  databrew: {
    sdkService: "databrew",
    actions: ["startJobRun"],
    errorPrefix: "DataBrew",
    genericError: "AWSGlueDataBrewException",
    causeName: "AWSGlueDataBrew",
  },
  ecs: {
    sdkService: "ecs",
    actions: ["runTask"],
    errorPrefix: "ECS",
    genericError: "AmazonECSException",
    causeName: "AmazonECS",
    failureIn: failedPlacements,
  },
  eks: {
    sdkService: "eks",
    actions: [
      ...["createCluster", "deleteCluster", "createFargateProfile", "deleteFargateProfile", "createNodegroup"],
      "deleteNodegroup",
    ],
    errorPrefix: "EKS",
    genericError: "AmazonEKSException",
    causeName: "AmazonEKS",
  },
  elasticmapreduce: {
    sdkService: "emr",
    actions: [
      ...["createCluster", "terminateCluster", "addStep", "cancelStep", "setClusterTerminationProtection"],
      ...["modifyInstanceFleetByName", "modifyInstanceGroupByName"],
    ],
    errorPrefix: "ElasticMapReduce",
    genericError: "AmazonElasticMapReduceException",
    causeName: "AmazonElasticMapReduce",
    calls: {
      createCluster: { action: "runJobFlow", result: { ClusterId: "started.JobFlowId" } },
      terminateCluster: { action: "terminateJobFlows", parameters: { JobFlowIds: ["given.ClusterId"] } },
      addStep: {
        action: "addJobFlowSteps",
        parameters: {
          JobFlowId: "given.ClusterId",
          Steps: ["given.Step"],
          ExecutionRoleArn: "given.ExecutionRoleArn",
        },
        result: { StepId: "started.StepIds.0" },
      },
      cancelStep: {
        action: "cancelSteps",
        parameters: { ClusterId: "given.ClusterId", StepIds: ["given.StepId"] },
        result: { CancelStepsInfo: "started.CancelStepsInfoList.0" },
      },
      modifyInstanceFleetByName: {
        action: "modifyInstanceFleet",
        lookUp: {
          ...{ action: "listInstanceFleets", list: "InstanceFleets", name: "InstanceFleetName" },
          ...{ into: "InstanceFleet", id: "InstanceFleetId" },
        },
        parameters: { ClusterId: "given.ClusterId", InstanceFleet: "given.InstanceFleet" },
      },
      modifyInstanceGroupByName: {
        action: "modifyInstanceGroups",
        lookUp: {
          ...{ action: "listInstanceGroups", list: "InstanceGroups", name: "InstanceGroupName" },
          ...{ into: "InstanceGroup", id: "InstanceGroupId" },
        },
        parameters: { ClusterId: "given.ClusterId", InstanceGroups: ["given.InstanceGroup"] },
      },
      setClusterTerminationProtection: {
        action: "setTerminationProtection",
        parameters: { JobFlowIds: ["given.ClusterId"], TerminationProtected: "given.TerminationProtected" },
      },
    },
  },
  "emr-containers": {
    sdkService: "emrcontainers",
    actions: ["createVirtualCluster", "deleteVirtualCluster", "startJobRun"],
    errorPrefix: "EMRContainers",
    genericError: "AmazonEMRContainersException",
    causeName: "AmazonEMRContainers",
  },
  "emr-serverless": {
    sdkService: "emrserverless",
    actions: [
      ...["createApplication", "deleteApplication", "startApplication", "stopApplication", "startJobRun"],
      "cancelJobRun",
    ],
    errorPrefix: "EMRServerless",
    genericError: "AWSEMRServerlessException",
    causeName: "AWSEMRServerless",
  },
  glue: {
    sdkService: "glue",
    actions: ["startJobRun"],
    errorPrefix: "Glue",
    genericError: "AWSGlueException",
    causeName: "AWSGlue",
  },
  mediaconvert: {
    sdkService: "mediaconvert",
    actions: ["createJob"],
    errorPrefix: "MediaConvert",
    genericError: "AWSMediaConvertException",
    causeName: "AWSMediaConvert",
  },
  sagemaker: {
    sdkService: "sagemaker",
    actions: [
      ...["createEndpoint", "createEndpointConfig", "createModel", "updateEndpoint", "createLabelingJob"],
      ...["createHyperParameterTuningJob", "createProcessingJob", "createTrainingJob", "createTransformJob"],
    ],
    errorPrefix: "SageMaker",
    genericError: "AmazonSageMakerException",
    causeName: "AmazonSageMaker",
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

/**
 * Tasks that could not be placed are told of in an answer that succeeded: a failure where their end, or a token, is waited for.
 *
 * @see AWS Step Functions developer guide, "Run Amazon ECS or Fargate tasks with Step Functions"
 */
function failedPlacements(
  output: JsonObject,
  pattern: IntegrationPattern,
): { error: string; cause: string } | undefined {
  const { Failures: failures } = output;
  if (pattern === "requestResponse" || !Array.isArray(failures) || failures.length === 0) return undefined;
  return { error: "AmazonECS.Unknown", cause: JSON.stringify(output) };
}
