import type { Library } from "../differential/harness.js";

/** Clients with the few actions that the programs call, in the form that those of the AWS SDK have. */
export const clients: Library = {
  file: "clients",
  names: ["athena", "batch", "ecs", "emr", "sfn", "glue"],
  types: [],
  text: `
import { awsService } from "setpiece";
interface Action<Input, Output> {
  (args: Input, options?: object): Promise<Output>;
  (args: Input, callback: (error: unknown, data?: Output) => void): void;
  (args: Input, options: object, callback: (error: unknown, data?: Output) => void): void;
}
interface Athena {
  startQueryExecution: Action<{ QueryString: string | undefined; WorkGroup?: string | undefined }, { QueryExecutionId?: string | undefined }>;
  getQueryExecution: Action<{ QueryExecutionId: string | undefined }, { QueryExecution?: { QueryExecutionId?: string | undefined } | undefined }>;
  getQueryResults: Action<
    { QueryExecutionId: string | undefined; NextToken?: string | undefined },
    { NextToken?: string | undefined; ResultSet?: { Rows?: { Data?: { VarCharValue?: string | undefined }[] | undefined }[] | undefined } | undefined }
  >;
}
interface Batch {
  submitJob: Action<{ jobName: string | undefined; jobQueue: string | undefined; jobDefinition: string | undefined; parameters?: Record<string, string> | undefined }, { jobId: string | undefined }>;
  describeJobs: Action<{ jobs: string[] | undefined }, { jobs?: { jobId: string | undefined; container?: { exitCode?: number | undefined } | undefined }[] | undefined }>;
}
interface ECS {
  runTask: Action<
    { cluster?: string | undefined; taskDefinition: string | undefined; overrides?: { containerOverrides?: { name?: string | undefined; environment?: { name?: string | undefined; value?: string | undefined }[] | undefined }[] | undefined } | undefined },
    { tasks?: { taskArn?: string | undefined }[] | undefined }
  >;
  describeTasks: Action<{ tasks: string[] | undefined }, { tasks?: { taskArn?: string | undefined; lastStatus?: string | undefined }[] | undefined }>;
}
interface EMR {
  runJobFlow: Action<{ Name: string | undefined; ReleaseLabel?: string | undefined; Instances: { KeepJobFlowAliveWhenNoSteps?: boolean | undefined } | undefined }, { JobFlowId?: string | undefined }>;
  describeCluster: Action<{ ClusterId: string | undefined }, { Cluster?: { Id?: string | undefined } | undefined }>;
  addJobFlowSteps: Action<{ JobFlowId: string | undefined; Steps: { Name: string | undefined; HadoopJarStep: { Jar: string | undefined; Args?: string[] | undefined } | undefined }[] | undefined }, { StepIds?: string[] | undefined }>;
  describeStep: Action<{ ClusterId: string | undefined; StepId: string | undefined }, { Step?: { Id?: string | undefined } | undefined }>;
  terminateJobFlows: Action<{ JobFlowIds: string[] | undefined }, object>;
}
interface Glue {
  startJobRun: Action<{ JobName: string | undefined; Arguments?: Record<string, string> | undefined }, { JobRunId?: string | undefined }>;
  getJobRun: Action<{ JobName: string | undefined; RunId: string | undefined }, { JobRun?: { Id?: string | undefined; JobRunState?: string | undefined } | undefined }>;
}
interface SFN {
  startExecution: Action<{ stateMachineArn: string | undefined; name?: string | undefined; input?: string | undefined }, { executionArn: string | undefined }>;
  describeExecution: Action<{ executionArn: string | undefined }, { status: string | undefined; output?: string | undefined }>;
}
export const athena = awsService<Athena>("athena");
export const batch = awsService<Batch>("batch");
export const ecs = awsService<ECS>("ecs");
export const emr = awsService<EMR>("emr");
export const glue = awsService<Glue>("glue");
export const sfn = awsService<SFN>("sfn");
`,
};
