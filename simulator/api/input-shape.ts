/** What a member of a request must be like. */
export type Shape =
  | {
      readonly type: "string";
      readonly min?: number;
      readonly max?: number;
      /** Lengths are those of the UTF-8 text. */
      readonly inBytes?: true;
      /** What messages do not repeat, as the service does not repeat what its model marks as sensitive. */
      readonly sensitive?: true;
      readonly pattern?: string;
      readonly values?: readonly string[];
    }
  | { readonly type: "integer"; readonly min?: number; readonly max?: number }
  | { readonly type: "number"; readonly min?: number; readonly max?: number }
  | { readonly type: "boolean" }
  | { readonly type: "list"; readonly of: Shape; readonly min?: number; readonly max?: number }
  | { readonly type: "structure"; readonly members: Readonly<Record<string, Member>> };

export type Member = Shape & { readonly required?: boolean };

const required = <Value extends Shape>(shape: Value): Value & { required: true } => ({ ...shape, required: true });

const arn = { type: "string", min: 1, max: 256 } as const;
const longArn = { type: "string", min: 1, max: 2000 } as const;
const name = { type: "string", min: 1, max: 80 } as const;
const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const pageSize = { type: "integer", min: 0, max: 1000 } as const;
const pageToken = { type: "string", min: 1, max: 1024 } as const;
const longPageToken = { type: "string", min: 1, max: 3096 } as const;
const definition = { type: "string", min: 1, max: 1_048_576, sensitive: true } as const;
const data = { type: "string", max: 262_144, inBytes: true, sensitive: true } as const;
const taskToken = { type: "string", min: 1, max: 2048 } as const;
const error = { type: "string", min: 0, max: 256, sensitive: true } as const;
const cause = { type: "string", min: 0, max: 32_768, sensitive: true } as const;
const machineType = { type: "string", values: ["STANDARD", "EXPRESS"] } as const;
const aliasName = { type: "string", min: 1, max: 80, pattern: "^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$" } as const;
const description = { type: "string", max: 256, sensitive: true } as const;
const testedStateName = { ...name, sensitive: true } as const;
const includedData = { type: "string", values: ["ALL_DATA", "METADATA_ONLY"] } as const;
const traceHeader = { type: "string", min: 0, max: 256, pattern: "\\p{ASCII}*" } as const;

const logging = {
  type: "structure",
  members: {
    level: { type: "string", values: ["ALL", "ERROR", "FATAL", "OFF"] },
    includeExecutionData: flag,
    destinations: {
      type: "list",
      of: {
        type: "structure",
        members: { cloudWatchLogsLogGroup: { type: "structure", members: { logGroupArn: arn } } },
      },
    },
  },
} as const;
const tracing = { type: "structure", members: { enabled: flag } } as const;
const encryption = {
  type: "structure",
  members: {
    type: required({ type: "string", values: ["AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY"] }),
    kmsKeyId: { type: "string", min: 1, max: 2048 },
    kmsDataKeyReusePeriodSeconds: { type: "integer", min: 60, max: 900 },
  },
} as const;
/**
 * DEVIATION: the service's model has no pattern for tags, and no tag needs a key there; what it allows is in the developer
 * guide, "Restrictions related to tagging".
 */
const tagText = { type: "string", pattern: "^(?!aws:)[\\p{L}\\p{N}\\s_.:/=+\\-@]*$" } as const;
const tags = {
  type: "list",
  of: {
    type: "structure",
    members: { key: required({ ...tagText, min: 1, max: 128 }), value: { ...tagText, min: 0, max: 256 } },
  },
} as const;
const routing = {
  type: "list",
  min: 1,
  max: 2,
  of: {
    type: "structure",
    members: { stateMachineVersionArn: required(arn), weight: required({ type: "integer", min: 0, max: 100 }) },
  },
} as const;
const paged = { maxResults: pageSize, nextToken: pageToken } as const;
const executionStatus = {
  type: "string",
  values: ["SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"],
} as const;

/**
 * The members of every operation's request.
 *
 * @see AWS Step Functions API reference
 */
export const inputShapes = {
  CreateActivity: { name: required(name), tags, encryptionConfiguration: encryption },
  CreateStateMachine: {
    name: required(name),
    definition: required(definition),
    roleArn: required(arn),
    type: machineType,
    loggingConfiguration: logging,
    tags,
    tracingConfiguration: tracing,
    publish: flag,
    versionDescription: description,
    encryptionConfiguration: encryption,
  },
  CreateStateMachineAlias: { description, name: required(aliasName), routingConfiguration: required(routing) },
  DeleteActivity: { activityArn: required(arn) },
  DeleteStateMachine: { stateMachineArn: required(arn) },
  DeleteStateMachineAlias: { stateMachineAliasArn: required(arn) },
  DeleteStateMachineVersion: { stateMachineVersionArn: required(longArn) },
  DescribeActivity: { activityArn: required(arn) },
  DescribeExecution: { executionArn: required(arn), includedData },
  DescribeMapRun: { mapRunArn: required(longArn) },
  DescribeStateMachine: { stateMachineArn: required(arn), includedData },
  DescribeStateMachineAlias: { stateMachineAliasArn: required(arn) },
  DescribeStateMachineForExecution: { executionArn: required(arn), includedData },
  GetActivityTask: { activityArn: required(arn), workerName: name },
  GetExecutionHistory: { executionArn: required(arn), ...paged, reverseOrder: flag, includeExecutionData: flag },
  ListActivities: paged,
  ListExecutions: {
    stateMachineArn: arn,
    statusFilter: executionStatus,
    maxResults: pageSize,
    nextToken: longPageToken,
    mapRunArn: longArn,
    redriveFilter: { type: "string", values: ["REDRIVEN", "NOT_REDRIVEN"] },
  },
  ListMapRuns: { executionArn: required(arn), ...paged },
  ListStateMachineAliases: { stateMachineArn: required(arn), ...paged },
  ListStateMachineVersions: { stateMachineArn: required(arn), ...paged },
  ListStateMachines: paged,
  ListTagsForResource: { resourceArn: required(arn) },
  PublishStateMachineVersion: { stateMachineArn: required(arn), revisionId: text, description },
  RedriveExecution: {
    executionArn: required(arn),
    clientToken: { type: "string", min: 1, max: 64, pattern: "[!-~]+" },
  },
  SendTaskFailure: { taskToken: required(taskToken), error, cause },
  SendTaskHeartbeat: { taskToken: required(taskToken) },
  SendTaskSuccess: { taskToken: required(taskToken), output: required(data) },
  StartExecution: { stateMachineArn: required(arn), name, input: data, traceHeader },
  StartSyncExecution: { stateMachineArn: required(arn), name, input: data, traceHeader, includedData },
  StopExecution: { executionArn: required(arn), error, cause },
  TagResource: { resourceArn: required(arn), tags: required(tags) },
  TestState: {
    definition: required(definition),
    roleArn: arn,
    input: data,
    inspectionLevel: { type: "string", values: ["INFO", "DEBUG", "TRACE"] },
    revealSecrets: flag,
    variables: data,
    stateName: testedStateName,
    context: data,
    mock: {
      type: "structure",
      members: {
        result: data,
        errorOutput: { type: "structure", members: { error, cause } },
        fieldValidationMode: { type: "string", values: ["STRICT", "PRESENT", "NONE"] },
      },
    },
    stateConfiguration: {
      type: "structure",
      members: {
        retrierRetryCount: { type: "integer", min: 0 },
        errorCausedByState: testedStateName,
        mapIterationFailureCount: { type: "integer", min: 0 },
        mapItemReaderData: data,
      },
    },
  },
  UntagResource: {
    resourceArn: required(arn),
    tagKeys: required({ type: "list", of: { type: "string", min: 1, max: 128 } }),
  },
  UpdateMapRun: {
    mapRunArn: required(longArn),
    maxConcurrency: { type: "integer", min: 0 },
    toleratedFailurePercentage: { type: "number", min: 0, max: 100 },
    toleratedFailureCount: { type: "integer", min: 0 },
  },
  UpdateStateMachine: {
    stateMachineArn: required(arn),
    definition,
    roleArn: arn,
    loggingConfiguration: logging,
    tracingConfiguration: tracing,
    publish: flag,
    versionDescription: description,
    encryptionConfiguration: encryption,
  },
  UpdateStateMachineAlias: {
    stateMachineAliasArn: required(arn),
    description,
    routingConfiguration: routing,
  },
  ValidateStateMachineDefinition: {
    definition: required(definition),
    type: machineType,
    severity: { type: "string", values: ["ERROR", "WARNING"] },
    maxResults: { type: "integer", min: 0, max: 100 },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Member>>>>;

export type OperationName = keyof typeof inputShapes;

type ValueOf<Of> = Of extends { readonly type: "string"; readonly values: readonly (infer Value)[] }
  ? Value
  : Of extends { readonly type: "string" }
    ? string
    : Of extends { readonly type: "integer" | "number" }
      ? number
      : Of extends { readonly type: "boolean" }
        ? boolean
        : Of extends { readonly type: "list"; readonly of: infer Item }
          ? readonly ValueOf<Item>[]
          : Of extends { readonly type: "structure"; readonly members: infer Members }
            ? StructureOf<Members>
            : never;

type RequiredKeys<Members> = {
  [Key in keyof Members]: Members[Key] extends { readonly required: true } ? Key : never;
}[keyof Members];

type StructureOf<Members> = { readonly [Key in RequiredKeys<Members>]: ValueOf<Members[Key]> } & {
  readonly [Key in Exclude<keyof Members, RequiredKeys<Members>>]?: ValueOf<Members[Key]> | undefined;
};

/** The request of an operation, checked. */
export type InputOf<Operation extends OperationName> = StructureOf<(typeof inputShapes)[Operation]>;
