import type { Sources } from "./member-sources.js";

/** A call that concerns a job: its action, and where its parameters come from. */
export type JobCall = readonly [action: string, parameters: Sources];

/** How the end of a job is found out. Paths lead into what the describing call answers: `Jobs.0.Status`. */
export interface Job {
  readonly describe: JobCall;
  /** Where the job's status is. */
  readonly status: string;
  readonly succeeded: readonly string[];
  readonly failed: readonly string[];
  /** Where the job is: the task's result, and as JSON the cause of its failure. The whole answer where nothing is said. */
  readonly job?: string;
  /** The member of the result that holds the job, where the result has one. */
  readonly resultMember?: string;
  /** What the result has of the start's answer, besides the job. */
  readonly keeps?: readonly string[];
  /** The job has succeeded when the service does not know it any more: a deletion. */
  readonly untilGone?: true;
  /** The member of the job that lists its containers: one that ended with another `ExitCode` than 0 has failed the job. */
  readonly containers?: string;
  /** The parameter that asks for more jobs than the one that can be followed. */
  readonly count?: string;
  /** How the job is cancelled; a job without goes on when nobody waits for it any more. */
  readonly stop?: JobCall;
}

const stopped = "=The execution of the state machine does not wait for the job any more.";

const sageMakerJob = (name: string): Job => ({
  describe: [`describe${name}`, { [`${name}Name`]: `given.${name}Name` }],
  status: `${name}Status`,
  succeeded: ["Completed"],
  failed: ["Failed", "Stopped"],
  stop: [`stop${name}`, { [`${name}Name`]: `given.${name}Name` }],
});

const codeBuild = (member: "Build" | "BuildBatch", describe: string, stop: string): Job => ({
  describe: [describe, { Ids: [`started.${member}.Id`] }],
  status: `${member === "Build" ? "Builds" : "BuildBatches"}.0.${member}Status`,
  succeeded: ["SUCCEEDED"],
  failed: ["FAILED", "FAULT", "STOPPED", "TIMED_OUT"],
  job: member === "Build" ? "Builds.0" : "BuildBatches.0",
  resultMember: member,
  stop: [stop, { Id: `started.${member}.Id` }],
});
const buildBatch = codeBuild("BuildBatch", "batchGetBuildBatches", "stopBuildBatch");

const serverlessApplication = (
  from: "given" | "started",
  succeeded: readonly string[],
  failed: readonly string[],
): Job => ({
  describe: ["getApplication", { ApplicationId: `${from}.ApplicationId` }],
  status: "Application.State",
  succeeded,
  failed,
  job: "Application",
});
const serverlessJob: Job = {
  describe: ["getJobRun", { ApplicationId: "given.ApplicationId", JobRunId: "started.JobRunId" }],
  status: "JobRun.State",
  succeeded: ["SUCCESS"],
  failed: ["FAILED", "CANCELLED"],
  job: "JobRun",
  stop: ["cancelJobRun", { ApplicationId: "given.ApplicationId", JobRunId: "started.JobRunId" }],
};

const eks = (describe: string, member: string, names: Sources, isDeleted = false): Job => ({
  describe: [describe, names],
  status: `${member}.Status`,
  succeeded: isDeleted ? [] : ["ACTIVE"],
  failed: isDeleted ? ["DELETE_FAILED"] : ["FAILED", "CREATE_FAILED", "DEGRADED"],
  ...(isDeleted ? { untilGone: true } : {}),
});
const eksCluster: Sources = { Name: "given.Name" };
const eksProfile: Sources = { ClusterName: "given.ClusterName", FargateProfileName: "given.FargateProfileName" };
const eksNodegroup: Sources = { ClusterName: "given.ClusterName", NodegroupName: "given.NodegroupName" };

/**
 * The jobs that tasks wait for with `.sync`, by integration and action.
 *
 * @see AWS Step Functions developer guide, "Integrating services with Step Functions" and the page of each service; the API
 *   references of the services for statuses
 */
export const optimisedJobs: Readonly<Record<string, Job>> = {
  "athena:startQueryExecution": {
    describe: ["getQueryExecution", { QueryExecutionId: "started.QueryExecutionId" }],
    status: "QueryExecution.Status.State",
    succeeded: ["SUCCEEDED"],
    failed: ["FAILED", "CANCELLED"],
    stop: ["stopQueryExecution", { QueryExecutionId: "started.QueryExecutionId" }],
  },
  "batch:submitJob": {
    describe: ["describeJobs", { Jobs: ["started.JobId"] }],
    status: "Jobs.0.Status",
    succeeded: ["SUCCEEDED"],
    failed: ["FAILED"],
    job: "Jobs.0",
    stop: ["terminateJob", { JobId: "started.JobId", Reason: stopped }],
  },
  "bedrock:createModelCustomizationJob": {
    describe: ["getModelCustomizationJob", { JobIdentifier: "started.JobArn" }],
    status: "Status",
    succeeded: ["Completed"],
    failed: ["Failed", "Stopped"],
    stop: ["stopModelCustomizationJob", { JobIdentifier: "started.JobArn" }],
  },
  "codebuild:startBuild": codeBuild("Build", "batchGetBuilds", "stopBuild"),
  "codebuild:startBuildBatch": buildBatch,
  "codebuild:retryBuildBatch": buildBatch,
  "databrew:startJobRun": {
    describe: ["describeJobRun", { Name: "given.Name", RunId: "started.RunId" }],
    status: "State",
    succeeded: ["SUCCEEDED"],
    failed: ["FAILED", "STOPPED", "TIMEOUT"],
    stop: ["stopJobRun", { Name: "given.Name", RunId: "started.RunId" }],
  },
  "ecs:runTask": {
    describe: ["describeTasks", { Cluster: "started.Tasks.0.ClusterArn", Tasks: ["started.Tasks.0.TaskArn"] }],
    status: "Tasks.0.LastStatus",
    succeeded: ["STOPPED"],
    failed: [],
    job: "Tasks.0",
    containers: "Containers",
    count: "Count",
    stop: ["stopTask", { Cluster: "started.Tasks.0.ClusterArn", Task: "started.Tasks.0.TaskArn", Reason: stopped }],
  },
  "eks:createCluster": eks("describeCluster", "Cluster", eksCluster),
  "eks:createFargateProfile": eks("describeFargateProfile", "FargateProfile", eksProfile),
  "eks:createNodegroup": eks("describeNodegroup", "Nodegroup", eksNodegroup),
  "eks:deleteCluster": eks("describeCluster", "Cluster", eksCluster, true),
  "eks:deleteFargateProfile": eks("describeFargateProfile", "FargateProfile", eksProfile, true),
  "eks:deleteNodegroup": eks("describeNodegroup", "Nodegroup", eksNodegroup, true),
  // Clusters live on when an execution is stopped, as the service's page says.
  "elasticmapreduce:createCluster": {
    describe: ["describeCluster", { ClusterId: "started.ClusterId" }],
    status: "Cluster.Status.State",
    succeeded: ["WAITING"],
    failed: ["TERMINATED", "TERMINATED_WITH_ERRORS"],
    keeps: ["ClusterId"],
  },
  "elasticmapreduce:terminateCluster": {
    describe: ["describeCluster", { ClusterId: "given.ClusterId" }],
    status: "Cluster.Status.State",
    succeeded: ["TERMINATED", "TERMINATED_WITH_ERRORS"],
    failed: [],
  },
  "elasticmapreduce:addStep": {
    describe: ["describeStep", { ClusterId: "given.ClusterId", StepId: "started.StepId" }],
    status: "Step.Status.State",
    succeeded: ["COMPLETED"],
    failed: ["CANCELLED", "FAILED", "INTERRUPTED"],
    keeps: ["StepId"],
    stop: ["cancelSteps", { ClusterId: "given.ClusterId", StepIds: ["started.StepId"] }],
  },
  "emr-containers:deleteVirtualCluster": {
    describe: ["describeVirtualCluster", { Id: "given.Id" }],
    status: "VirtualCluster.State",
    succeeded: ["TERMINATED"],
    failed: ["ARRESTED"],
    job: "VirtualCluster",
  },
  "emr-containers:startJobRun": {
    describe: ["describeJobRun", { Id: "started.Id", VirtualClusterId: "given.VirtualClusterId" }],
    status: "JobRun.State",
    succeeded: ["COMPLETED"],
    failed: ["CANCELLED", "FAILED"],
    job: "JobRun",
    stop: ["cancelJobRun", { Id: "started.Id", VirtualClusterId: "given.VirtualClusterId" }],
  },
  // An application that has gone on since has been created.
  "emr-serverless:createApplication": serverlessApplication("started", ["CREATED", "STARTED"], ["TERMINATED"]),
  "emr-serverless:startApplication": serverlessApplication("given", ["STARTED"], ["STOPPED", "TERMINATED"]),
  "emr-serverless:stopApplication": serverlessApplication("given", ["STOPPED"], ["TERMINATED"]),
  "emr-serverless:deleteApplication": serverlessApplication("given", ["TERMINATED"], []),
  "emr-serverless:startJobRun": serverlessJob,
  "emr-serverless:cancelJobRun": {
    describe: ["getJobRun", { ApplicationId: "given.ApplicationId", JobRunId: "given.JobRunId" }],
    status: "JobRun.State",
    succeeded: ["CANCELLED"],
    failed: ["FAILED", "SUCCESS"],
    job: "JobRun",
  },
  "glue:startJobRun": {
    describe: ["getJobRun", { JobName: "given.JobName", RunId: "started.JobRunId" }],
    status: "JobRun.JobRunState",
    succeeded: ["SUCCEEDED"],
    failed: ["ERROR", "EXPIRED", "FAILED", "STOPPED", "TIMEOUT"],
    job: "JobRun",
    stop: ["batchStopJobRun", { JobName: "given.JobName", JobRunIds: ["started.JobRunId"] }],
  },
  "mediaconvert:createJob": {
    describe: ["getJob", { Id: "started.Job.Id" }],
    status: "Job.Status",
    succeeded: ["COMPLETE"],
    failed: ["CANCELED", "ERROR"],
    stop: ["cancelJob", { Id: "started.Job.Id" }],
  },
  "sagemaker:createHyperParameterTuningJob": sageMakerJob("HyperParameterTuningJob"),
  "sagemaker:createLabelingJob": sageMakerJob("LabelingJob"),
  "sagemaker:createProcessingJob": sageMakerJob("ProcessingJob"),
  "sagemaker:createTrainingJob": sageMakerJob("TrainingJob"),
  "sagemaker:createTransformJob": sageMakerJob("TransformJob"),
};

/** The job that an action starts, where tasks can wait for it. */
export function jobOf(resourceType: string, action: string): Job | undefined {
  const name = `${resourceType}:${action}`;
  return Object.hasOwn(optimisedJobs, name) ? optimisedJobs[name] : undefined;
}
