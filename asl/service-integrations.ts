/** How a Task waits: for the response, for the job that it started, or for its task token to come back. */
export type IntegrationPattern = "requestResponse" | "sync" | "sync:2" | "waitForTaskToken";

type Patterns = "R" | "RS" | "RT" | "RST" | "RSST";

const patternsOf: Readonly<Record<Patterns, readonly IntegrationPattern[]>> = {
  R: ["requestResponse"],
  RS: ["requestResponse", "sync"],
  RT: ["requestResponse", "waitForTaskToken"],
  RST: ["requestResponse", "sync", "waitForTaskToken"],
  RSST: ["requestResponse", "sync", "sync:2", "waitForTaskToken"],
};

/**
 * The optimized integrations: service → action → patterns.
 *
 * @see developer guide, "Integrating optimized services", and the page of each service
 */
const optimized: Readonly<Record<string, Readonly<Record<string, Patterns>>>> = {
  apigateway: { invoke: "RT" },
  athena: { startQueryExecution: "RS", stopQueryExecution: "R", getQueryExecution: "R", getQueryResults: "R" },
  batch: { submitJob: "RS" },
  bedrock: { invokeModel: "RT", createModelCustomizationJob: "RS" },
  codebuild: {
    ...{ startBuild: "RS", stopBuild: "R", batchDeleteBuilds: "R", batchGetReports: "R" },
    ...{ startBuildBatch: "RS", stopBuildBatch: "R", retryBuildBatch: "RS", deleteBuildBatch: "R" },
  },
  databrew: { startJobRun: "RS" },
  dynamodb: { getItem: "R", putItem: "R", updateItem: "R", deleteItem: "R" },
  ecs: { runTask: "RST" },
  eks: {
    ...{ call: "R", runJob: "RST", createCluster: "RS", deleteCluster: "RS", createFargateProfile: "RS" },
    ...{ deleteFargateProfile: "RS", createNodegroup: "RS", deleteNodegroup: "RS" },
  },
  elasticmapreduce: {
    ...{ createCluster: "RS", terminateCluster: "RS", addStep: "RS", cancelStep: "R" },
    ...{ setClusterTerminationProtection: "R", modifyInstanceFleetByName: "R", modifyInstanceGroupByName: "R" },
  },
  "emr-containers": { createVirtualCluster: "R", deleteVirtualCluster: "RS", startJobRun: "RS" },
  "emr-serverless": {
    ...{ createApplication: "RS", deleteApplication: "RS", startApplication: "RS", stopApplication: "RS" },
    ...{ startJobRun: "RS", cancelJobRun: "RS" },
  },
  events: { putEvents: "RT" },
  glue: { startJobRun: "RS" },
  http: { invoke: "R" },
  lambda: { invoke: "RT" },
  mediaconvert: { createJob: "RS" },
  sagemaker: {
    ...{ createEndpoint: "R", createEndpointConfig: "R", createModel: "R", updateEndpoint: "R" },
    ...{ createHyperParameterTuningJob: "RS", createLabelingJob: "RS", createProcessingJob: "RS" },
    ...{ createTrainingJob: "RS", createTransformJob: "RS" },
  },
  sns: { publish: "RT" },
  sqs: { sendMessage: "RT" },
  states: { startExecution: "RSST" },
};

/**
 * The patterns in which an integration can be used, or undefined when it does not exist. An AWS SDK action may wait
 * for a task token; whether the action exists is not known here beyond its spelling. Newer optimized services whose
 * actions are not documented in one list (`bedrock-agentcore`) take any action.
 */
export function integrationPatterns(service: string, action: string): readonly IntegrationPattern[] | undefined {
  const actions = Object.hasOwn(optimized, service) ? optimized[service] : undefined;
  if (actions !== undefined) {
    const patterns = Object.hasOwn(actions, action) ? actions[action] : undefined;
    return patterns === undefined ? undefined : patternsOf[patterns];
  }
  if (/^aws-sdk:[a-z0-9]+$/.test(service)) return /^[a-z][A-Za-z0-9]*$/.test(action) ? patternsOf.RT : undefined;
  if (service === "bedrock-agentcore") return patternsOf.R;
  return undefined;
}
