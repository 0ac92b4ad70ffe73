import { pathToFileURL } from "node:url";
import {
  CreateStateMachineCommand,
  type LoggingConfiguration,
  type SFNClient,
  StateMachineAlreadyExists,
  type StateMachineType,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import type { CompileResult } from "setpiece/compiler";
import { taxService } from "../../../tasks/tax/tax-service.js";
import type { LogHistories } from "./log-histories.js";
import type { WorldEngine } from "./world-engine.js";

export const machineArn = (workflow: string) => `arn:aws:states:us-east-1:123456789012:stateMachine:${workflow}`;

/** Deploys the workflows, with their handlers in this process, and the machines that tests use for themselves. */
export async function deployAll(
  client: SFNClient,
  engine: WorldEngine,
  { workflows }: CompileResult,
  taxServiceUrl: string,
  logs?: LogHistories,
): Promise<void> {
  for (const [name, state] of Object.entries({ "pass-time": passTime, "hold-time": holdTime })) {
    const machine = { QueryLanguage: "JSONata", StartAt: "Only", States: { Only: state } };
    await deploy(client, name, JSON.stringify(machine), "STANDARD");
  }
  for (const { name, definition, type, file } of workflows) {
    await import(pathToFileURL(file).href);
    const text = engine.redirected(JSON.stringify(definition), taxService.options.url, taxServiceUrl);
    await deploy(client, name, text, type, logs?.loggingOf({ type, definition }));
  }
}

const passTime = { Type: "Wait", Seconds: "{% $states.input.seconds %}", End: true };

/** Virtual time stands still while a function is called. */
const holdTime = {
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: "hold-time" },
  End: true,
};

/** Creates a state machine, or gives it another definition where there is one of that name. */
async function deploy(
  client: SFNClient,
  name: string,
  definition: string,
  type: StateMachineType,
  logging?: LoggingConfiguration,
): Promise<void> {
  const loggingConfiguration = logging === undefined ? {} : { loggingConfiguration: logging };
  const roleArn = "arn:aws:iam::123456789012:role/local";
  try {
    await client.send(new CreateStateMachineCommand({ name, type, roleArn, definition, ...loggingConfiguration }));
  } catch (error) {
    if (!(error instanceof StateMachineAlreadyExists)) throw error;
    await client.send(
      new UpdateStateMachineCommand({ stateMachineArn: machineArn(name), definition, ...loggingConfiguration }),
    );
  }
}
