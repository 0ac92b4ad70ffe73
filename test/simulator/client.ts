import {
  CreateStateMachineCommand,
  type CreateStateMachineCommandInput,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";

import { clientConfig } from "../../simulator/index.js";

export const roleArn = "arn:aws:iam::123456789012:role/any";

/** A client of a simulator, and what tests do with it over and over. */
export function clientOf(url: string) {
  const client = new SFNClient({ ...clientConfig(url), maxAttempts: 1 });
  let count = 0;
  return {
    client,
    /** Creates a machine of states in JSONata; the first one starts. */
    create: async (states: object, more: Partial<CreateStateMachineCommandInput> & { fields?: object } = {}) => {
      count += 1;
      const { fields = {}, ...rest } = more;
      const definition = JSON.stringify({
        QueryLanguage: "JSONata",
        StartAt: Object.keys(states)[0],
        States: states,
        ...fields,
      });
      const created = await client.send(
        new CreateStateMachineCommand({ name: `machine-${count}`, definition, roleArn, ...rest }),
      );
      return created.stateMachineArn ?? "";
    },
    start: async (stateMachineArn: string, input: unknown = {}, name?: string) => {
      const started = await client.send(
        new StartExecutionCommand({
          stateMachineArn,
          input: JSON.stringify(input),
          ...(name === undefined ? {} : { name }),
        }),
      );
      return started.executionArn ?? "";
    },
  };
}
