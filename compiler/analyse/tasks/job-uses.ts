import type { ResourceUse } from "../../ir/statement.js";

/**
 * What the role of a machine needs besides starting a job, to learn of its end and to end it when the execution is stopped,
 * by the integration in its ARN.
 *
 * @see developer guide, the page of each service, "IAM policies"
 */
const actionsOf: Readonly<Record<string, readonly string[]>> = {
  athena: ["athena:GetDataCatalog", "athena:GetQueryExecution", "athena:StopQueryExecution"],
  batch: ["batch:DescribeJobs", "batch:TerminateJob"],
  bedrock: ["bedrock:GetModelCustomizationJob", "bedrock:StopModelCustomizationJob"],
  codebuild: [
    ...["codebuild:BatchGetBuildBatches", "codebuild:BatchGetBuilds", "codebuild:StopBuild"],
    "codebuild:StopBuildBatch",
  ],
  databrew: ["databrew:DescribeJobRun", "databrew:ListJobRuns", "databrew:StopJobRun"],
  ecs: ["ecs:DescribeTasks", "ecs:StopTask"],
  eks: ["eks:DescribeCluster", "eks:DescribeFargateProfile", "eks:DescribeNodegroup"],
  elasticmapreduce: [
    "elasticmapreduce:CancelSteps",
    "elasticmapreduce:DescribeCluster",
    "elasticmapreduce:DescribeStep",
  ],
  "emr-containers": [
    ...["emr-containers:CancelJobRun", "emr-containers:DescribeJobRun", "emr-containers:DescribeVirtualCluster"],
  ],
  "emr-serverless": ["emr-serverless:CancelJobRun", "emr-serverless:GetApplication", "emr-serverless:GetJobRun"],
  glue: ["glue:BatchStopJobRun", "glue:GetJobRun", "glue:GetJobRuns"],
  mediaconvert: ["mediaconvert:CancelJob", "mediaconvert:GetJob"],
  sagemaker: [
    ...["DescribeHyperParameterTuningJob", "DescribeLabelingJob", "DescribeProcessingJob", "DescribeTrainingJob"],
    ...["DescribeTransformJob", "StopHyperParameterTuningJob", "StopLabelingJob", "StopProcessingJob"],
    ...["StopTrainingJob", "StopTransformJob"],
  ].map((action) => `sagemaker:${action}`),
  states: ["states:DescribeExecution", "states:StopExecution"],
};

/** Integrations that ask again and again how a job goes; the others are told of its end by a rule of EventBridge. */
const polled: ReadonlySet<string> = new Set(["athena", "databrew", "eks", "glue", "bedrock"]);

/** The permissions for waiting until a job has ended. */
export function jobUses(resource: string): readonly ResourceUse[] {
  const integration = resource.split(":")[5] ?? "";
  const actionsOnJobs = actionsOf[integration] ?? [];
  const own: ResourceUse =
    integration === "states"
      ? { kind: "arn", name: "arn:aws:states:*:*:execution:*", actions: actionsOnJobs }
      : { kind: "any", name: undefined, actions: actionsOnJobs };
  if (polled.has(integration)) return [own];
  const actions = ["events:PutTargets", "events:PutRule", "events:DescribeRule"];
  return [own, { kind: "arn", name: "arn:aws:events:*:*:rule/StepFunctionsGetEvent*", actions }];
}
