import type { AslShape } from "./aws-sdk.js";
import type { CallOptions } from "./call-options.js";

/** What an action of a client is called with, and what it gives. */
type RequestOf<Client, Action extends string> = Action extends keyof Client
  ? Client[Action] extends (input: infer Input, options: never, callback: never) => void
    ? AslShape<Input>
    : never
  : never;

type AnswerOf<Client, Action extends string> = Action extends keyof Client
  ? Client[Action] extends (
      input: never,
      options: never,
      callback: (error: never, output?: infer Output) => void,
    ) => void
    ? AslShape<Output>
    : never
  : never;

type Member<Type, Name extends string> = Type extends { readonly [Key in Name]?: infer Value }
  ? Exclude<Value, undefined>
  : never;

type Item<List> = List extends readonly (infer One)[] ? One : never;

type DescribedItem<Client, Action extends string, List extends string> = Item<
  Exclude<Member<AnswerOf<Client, Action>, List>, undefined>
>;

/** A nested execution: its output is the JSON value that the workflow returned, not its text. */
type EndedExecution<Answer> = [Answer] extends [never] ? never : Omit<Answer, "Output"> & { Output?: unknown };

type NotNever<Name extends string, Type> = [Type] extends [never] ? never : { readonly [Key in Name]: Type };

/** Glue and EMR put a job into a member of what describes it; for DataBrew it is the job. */
type JobRun<Client> =
  Member<AnswerOf<Client, "getJobRun">, "JobRun"> | MemberOrWhole<AnswerOf<Client, "describeJobRun">, "JobRun">;

type MemberOrWhole<Answer, Name extends string> = Answer extends { readonly [Key in Name]?: unknown }
  ? Name extends keyof Answer
    ? Exclude<Answer[Name], undefined>
    : Answer
  : Answer;

/**
 * What is known of a job when it has ended, by the action that starts it. An action whose client cannot describe such a
 * job has none: `never`.
 *
 * @see developer guide, "Integrating services with Step Functions", `.sync`, and the page of each service
 */
interface Jobs<Client> {
  readonly startQueryExecution: AnswerOf<Client, "getQueryExecution">;
  readonly submitJob: DescribedItem<Client, "describeJobs", "Jobs">;
  readonly createModelCustomizationJob: AnswerOf<Client, "getModelCustomizationJob">;
  readonly startBuild: NotNever<"Build", DescribedItem<Client, "batchGetBuilds", "Builds">>;
  readonly startBuildBatch: NotNever<"BuildBatch", DescribedItem<Client, "batchGetBuildBatches", "BuildBatches">>;
  readonly retryBuildBatch: NotNever<"BuildBatch", DescribedItem<Client, "batchGetBuildBatches", "BuildBatches">>;
  readonly runTask: DescribedItem<Client, "describeTasks", "Tasks">;
  readonly createCluster: AnswerOf<Client, "describeCluster">;
  readonly createFargateProfile: AnswerOf<Client, "describeFargateProfile">;
  readonly createNodegroup: AnswerOf<Client, "describeNodegroup">;
  readonly startJobRun: JobRun<Client>;
  readonly createApplication: Member<AnswerOf<Client, "getApplication">, "Application">;
  readonly startApplication: Member<AnswerOf<Client, "getApplication">, "Application">;
  readonly stopApplication: Member<AnswerOf<Client, "getApplication">, "Application">;
  readonly deleteApplication: Member<AnswerOf<Client, "getApplication">, "Application">;
  readonly cancelJobRun: Member<AnswerOf<Client, "getJobRun">, "JobRun">;
  readonly createJob: AnswerOf<Client, "getJob">;
  readonly createHyperParameterTuningJob: AnswerOf<Client, "describeHyperParameterTuningJob">;
  readonly createLabelingJob: AnswerOf<Client, "describeLabelingJob">;
  readonly createProcessingJob: AnswerOf<Client, "describeProcessingJob">;
  readonly createTrainingJob: AnswerOf<Client, "describeTrainingJob">;
  readonly createTransformJob: AnswerOf<Client, "describeTransformJob">;
  readonly startExecution: EndedExecution<AnswerOf<Client, "describeExecution">>;
}

/** What an action has besides its call where a workflow can wait for the job that it starts. */
export type WithJob<Client, Action, Request> = Action extends keyof Jobs<Client>
  ? [Jobs<Client>[Action]] extends [never]
    ? unknown
    : {
        /**
         * Starts the job and waits until it has ended (`.sync`); a job that fails throws. Natively, the stub of the name
         * `<service>:<action>.sync` gives the ended job.
         */
        readonly sync: (input: Request, options?: CallOptions) => Promise<Jobs<Client>[Action]>;
      }
  : unknown;

type Call<Input, Output> = (input: Input, options?: CallOptions) => Promise<Output>;

type Sync<Input, Output> = { readonly sync: Call<Input, Output> };

/**
 * The actions of Amazon EMR as Step Functions has them: on one cluster, one step, one instance fleet at a time.
 *
 * @see AWS page "Create and manage Amazon EMR clusters with Step Functions"
 */
export type ClusterActions<Client> = ("runJobFlow" extends keyof Client
  ? {
      readonly createCluster: Call<RequestOf<Client, "runJobFlow">, { ClusterId: string }> &
        Sync<RequestOf<Client, "runJobFlow">, { ClusterId: string } & AnswerOf<Client, "describeCluster">>;
    }
  : unknown) &
  ("addJobFlowSteps" extends keyof Client
    ? {
        readonly addStep: Call<StepRequest<Client>, { StepId: string }> &
          Sync<StepRequest<Client>, { StepId: string } & AnswerOf<Client, "describeStep">>;
      }
    : unknown) &
  ("terminateJobFlows" extends keyof Client
    ? {
        readonly terminateCluster: Call<{ ClusterId: string }, void> &
          Sync<{ ClusterId: string }, AnswerOf<Client, "describeCluster">>;
      }
    : unknown) &
  ("cancelSteps" extends keyof Client
    ? { readonly cancelStep: Call<{ ClusterId: string; StepId: string }, CancelledStep<Client>> }
    : unknown) &
  ("setTerminationProtection" extends keyof Client
    ? { readonly setClusterTerminationProtection: Call<{ ClusterId: string; TerminationProtected: boolean }, void> }
    : unknown) &
  ("modifyInstanceFleet" extends keyof Client
    ? { readonly modifyInstanceFleetByName: Call<FleetRequest<Client>, void> }
    : unknown) &
  ("modifyInstanceGroups" extends keyof Client
    ? { readonly modifyInstanceGroupByName: Call<GroupRequest<Client>, void> }
    : unknown);

type StepRequest<Client> = {
  ClusterId: string;
  Step: Item<Member<RequestOf<Client, "addJobFlowSteps">, "Steps">>;
  ExecutionRoleArn?: string;
};

type CancelledStep<Client> = {
  CancelStepsInfo?: Item<Member<AnswerOf<Client, "cancelSteps">, "CancelStepsInfoList">>;
};

type FleetRequest<Client> = {
  ClusterId: string;
  InstanceFleetName: string;
  InstanceFleet: Omit<Member<RequestOf<Client, "modifyInstanceFleet">, "InstanceFleet">, "InstanceFleetId">;
};

type GroupRequest<Client> = {
  ClusterId: string;
  InstanceGroupName: string;
  InstanceGroup: Omit<Item<Member<RequestOf<Client, "modifyInstanceGroups">, "InstanceGroups">>, "InstanceGroupId">;
};
