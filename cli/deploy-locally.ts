import { CreateTableCommand, type DynamoDBClient, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { CreateConnectionCommand, CreateEventBusCommand, type EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { CreateStateMachineCommand, type LoggingConfiguration, type SFNClient } from "@aws-sdk/client-sfn";
import type { CompileResult } from "../compiler/index.js";
import { createTableInput } from "./create-table-input.js";
import { localAccount } from "./local-environment.js";

export interface DeployOptions {
  /** Makes a log group and gives its ARN. Absent: machines log nothing. */
  readonly createLogGroup?: (name: string) => Promise<string>;
}

export interface DeployClients {
  readonly dynamodb: DynamoDBClient;
  readonly eventBridge: EventBridgeClient;
  readonly stepFunctions: SFNClient;
}

/** The role of machines in local runs. Nothing checks it here, but the API asks for one. */
const roleArn = `arn:aws:iam::${localAccount}:role/local`;

/**
 * Creates what the workflows need at an endpoint that is empty: tables, buses, connections, log groups and state machines,
 * under the names that the compiled machines use. They log at the levels that they are deployed with.
 *
 * @returns the ARN of each state machine, by workflow name
 */
export async function deployLocally(
  { manifest, workflows }: CompileResult,
  { dynamodb, eventBridge, stepFunctions }: DeployClients,
  { createLogGroup }: DeployOptions = {},
): Promise<ReadonlyMap<string, string>> {
  for (const table of manifest.tables) {
    const { name, timeToLive } = table;
    await dynamodb.send(new CreateTableCommand(createTableInput(table)));
    if (timeToLive !== undefined) {
      const specification = { AttributeName: timeToLive, Enabled: true };
      await dynamodb.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification: specification }));
    }
  }
  for (const { name } of manifest.buses) {
    if (name !== "default") await eventBridge.send(new CreateEventBusCommand({ Name: name }));
  }
  for (const Name of new Set(manifest.endpoints.map(({ connection }) => connection))) {
    // What a partner that is played locally asks for is up to local.ts, which can update the connection.
    const AuthParameters = { ApiKeyAuthParameters: { ApiKeyName: "x-api-key", ApiKeyValue: "local" } };
    await eventBridge.send(new CreateConnectionCommand({ Name, AuthorizationType: "API_KEY", AuthParameters }));
  }
  const arns = new Map<string, string>();
  for (const { name, definition, type } of workflows) {
    const text = JSON.stringify(definition);
    const logging = createLogGroup && { loggingConfiguration: await loggingOf(name, type, createLogGroup) };
    const created = await stepFunctions.send(
      new CreateStateMachineCommand({ name, definition: text, roleArn, type, ...logging }),
    );
    if (created.stateMachineArn === undefined) throw new Error(`The simulator gave no ARN for ${name}.`);
    arns.set(name, created.stateMachineArn);
  }
  return arns;
}

/** As the construct SetpieceWorkflow has it: everything of Express workflows, whose log is their only history. */
async function loggingOf(
  name: string,
  type: string,
  createLogGroup: (name: string) => Promise<string>,
): Promise<LoggingConfiguration> {
  const logGroupArn = `${await createLogGroup(`/aws/vendedlogs/states/${name}`)}:*`;
  return {
    level: type === "EXPRESS" ? "ALL" : "ERROR",
    includeExecutionData: false,
    destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }],
  };
}
