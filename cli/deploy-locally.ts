import { isDeepStrictEqual } from "node:util";
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { CreateConnectionCommand, CreateEventBusCommand, type EventBridgeClient } from "@aws-sdk/client-eventbridge";
import {
  CreateActivityCommand,
  CreateStateMachineCommand,
  DescribeStateMachineCommand,
  type DescribeStateMachineCommandOutput,
  type LoggingConfiguration,
  type SFNClient,
  StateMachineDoesNotExist,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import type { CompileResult, ManifestTable } from "../compiler/index.js";
import { createTableInput } from "./create-table-input.js";
import { CliFailure } from "./failure.js";
import { localAccount, localRegion } from "./local-environment.js";

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
 * Brings an endpoint to what the workflows need: tables, buses, connections, activities, log groups and state machines, under the names
 * that the compiled machines use. They log at the levels that they are deployed with. Tables and machines of an earlier start may be there: a machine gets its new definition, which
 * executions under way do not mind.
 *
 * @returns the ARN of each state machine, by workflow name
 * @throws CliFailure where a table has other keys, or a machine another type, than the workflows declare
 */
export async function deployLocally(
  { manifest, workflows }: CompileResult,
  { dynamodb, eventBridge, stepFunctions }: DeployClients,
  { createLogGroup }: DeployOptions = {},
): Promise<ReadonlyMap<string, string>> {
  for (const table of manifest.tables) await deployTable(dynamodb, table);
  for (const { name } of manifest.buses) {
    if (name !== "default") await eventBridge.send(new CreateEventBusCommand({ Name: name }));
  }
  for (const Name of new Set(manifest.endpoints.map(({ connection }) => connection))) {
    // What a partner that is played locally asks for is up to local.ts, which can update the connection.
    const AuthParameters = { ApiKeyAuthParameters: { ApiKeyName: "x-api-key", ApiKeyValue: "local" } };
    await eventBridge.send(new CreateConnectionCommand({ Name, AuthorizationType: "API_KEY", AuthParameters }));
  }
  for (const { name } of manifest.activities) await stepFunctions.send(new CreateActivityCommand({ name }));
  const arns = new Map<string, string>();
  for (const workflow of workflows) {
    const { name, type } = workflow;
    const logging = createLogGroup && (await loggingOf(name, type, createLogGroup));
    arns.set(name, await deployMachine(stepFunctions, workflow, logging));
  }
  return arns;
}

async function deployTable(dynamodb: DynamoDBClient, table: ManifestTable): Promise<void> {
  const { name, timeToLive } = table;
  try {
    await dynamodb.send(new CreateTableCommand(createTableInput(table)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    await checkKeptTable(dynamodb, table);
  }
  const { TimeToLiveDescription: expiry } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName: name }));
  const present = expiry?.AttributeName;
  if (present === timeToLive) return;
  const setTimeToLive = (AttributeName: string, Enabled: boolean) =>
    dynamodb.send(
      new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification: { AttributeName, Enabled } }),
    );
  if (present !== undefined) await setTimeToLive(present, false);
  if (timeToLive !== undefined) await setTimeToLive(timeToLive, true);
}

/** A table that is kept must have the same keys; indexes that were not declared then are made now. */
async function checkKeptTable(dynamodb: DynamoDBClient, table: ManifestTable): Promise<void> {
  const { indexes: _later, ...older } = table;
  const { KeySchema, AttributeDefinitions = [] } = createTableInput(older);
  const { GlobalSecondaryIndexes = [], AttributeDefinitions: all } = createTableInput(table);
  const { Table: found } = await dynamodb.send(new DescribeTableCommand({ TableName: table.name }));
  const types = new Map(found?.AttributeDefinitions?.map((attribute) => [attribute.AttributeName, attribute]));
  const isSame =
    isDeepStrictEqual(found?.KeySchema, KeySchema) &&
    AttributeDefinitions.every((attribute) => isDeepStrictEqual(types.get(attribute.AttributeName), attribute));
  if (!isSame)
    throw new CliFailure(`The table ${table.name} that is kept has other keys than the workflows declare.`, anew);
  for (const Create of GlobalSecondaryIndexes) {
    if (found?.GlobalSecondaryIndexes?.some(({ IndexName }) => IndexName === Create.IndexName) === true) continue;
    const GlobalSecondaryIndexUpdates = [{ Create }];
    await dynamodb.send(
      new UpdateTableCommand({ TableName: table.name, AttributeDefinitions: all, GlobalSecondaryIndexUpdates }),
    );
  }
}

async function deployMachine(
  stepFunctions: SFNClient,
  { name, definition: machine, type }: CompileResult["workflows"][number],
  loggingConfiguration: LoggingConfiguration | undefined,
): Promise<string> {
  const definition = JSON.stringify(machine);
  const stateMachineArn = `arn:aws:states:${localRegion}:${localAccount}:stateMachine:${name}`;
  const found = await describeMachine(stepFunctions, stateMachineArn);
  const logging = loggingConfiguration && { loggingConfiguration };
  if (found === undefined)
    await stepFunctions.send(new CreateStateMachineCommand({ name, definition, roleArn, type, ...logging }));
  else if (found.type !== type)
    throw new CliFailure(`The machine ${name} that is kept is ${found.type}, and the workflow is ${type}.`, anew);
  // One that is as it was needs no line in what is kept.
  else if (
    found.definition !== definition ||
    (loggingConfiguration !== undefined && !isDeepStrictEqual(found.loggingConfiguration, loggingConfiguration))
  )
    await stepFunctions.send(new UpdateStateMachineCommand({ stateMachineArn, definition, ...logging }));
  return stateMachineArn;
}

async function describeMachine(
  stepFunctions: SFNClient,
  stateMachineArn: string,
): Promise<DescribeStateMachineCommandOutput | undefined> {
  try {
    return await stepFunctions.send(new DescribeStateMachineCommand({ stateMachineArn }));
  } catch (error) {
    if (error instanceof StateMachineDoesNotExist) return undefined;
    throw error;
  }
}

const anew = "Begin anew with another folder: --data OTHER. Or give the workflow or table another name.";

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
