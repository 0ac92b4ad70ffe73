import {
  CreateStateMachineAliasCommand,
  DeleteStateMachineCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachineAliasesCommand,
  ListStateMachinesCommand,
  PublishStateMachineVersionCommand,
  StartExecutionCommand,
  StopExecutionCommand,
  TagResourceCommand,
  UpdateStateMachineAliasCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { clientOf, roleArn } from "../client.js";

let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
beforeAll(async () => {
  simulator = await startSimulator({ clock: { scale: 1_000 } });
  sfn = clientOf(simulator.url);
});
afterAll(async () => {
  sfn.client.destroy();
  await simulator.close();
});

const wait = (Seconds: number, more: object) => ({ Type: "Wait", Seconds, ...more });
/** The first wait takes a second of real time, so that there is time for requests on a busy machine too. */
const states = { First: wait(1_000, { Next: "Then" }), Then: wait(100, { End: true }) };
const deleteIt = (stateMachineArn: string) => sfn.client.send(new DeleteStateMachineCommand({ stateMachineArn }));
const describeIt = (stateMachineArn: string) => sfn.client.send(new DescribeStateMachineCommand({ stateMachineArn }));
const machineArns = async () =>
  (await sfn.client.send(new ListStateMachinesCommand({}))).stateMachines?.map(
    ({ stateMachineArn }) => stateMachineArn,
  );

test("a machine without running executions is gone at once", async () => {
  const arn = await sfn.create({ E: { Type: "Succeed" } });
  await simulator.engine.ended(await sfn.start(arn));
  await deleteIt(arn);
  await expect(describeIt(arn)).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
  await deleteIt(arn); // is no error
});

test("one with a running execution is DELETING until that has failed at its next transition", async () => {
  const arn = await sfn.create(states, { name: "deleted" });
  const executionArn = await sfn.start(arn);
  await deleteIt(arn);
  await deleteIt(arn);
  expect(await describeIt(arn)).toMatchObject({ status: "DELETING" });
  expect(await machineArns()).toContain(arn);
  const { executions } = await sfn.client.send(new ListExecutionsCommand({ stateMachineArn: arn }));
  expect(executions).toMatchObject([{ status: "RUNNING" }]);
  await simulator.engine.ended(executionArn);
  const { events = [] } = await sfn.client.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events.map(({ type }) => type)).toEqual([
    ...["ExecutionStarted", "WaitStateEntered", "WaitStateExited", "ExecutionFailed"],
  ]);
  expect(events[3]?.executionFailedEventDetails).toEqual({
    error: "States.Runtime",
    cause: "State machine deleted has been deleted.",
  });
  expect(await machineArns()).not.toContain(arn);
  const again = await sfn.create(states, { name: "deleted" }); // its name is free
  expect(await sfn.client.send(new ListExecutionsCommand({ stateMachineArn: again }))).toMatchObject({
    executions: [],
  });
  await deleteIt(again);
});

test("a machine that is being deleted takes nothing any more", async () => {
  const arn = await sfn.create({ First: wait(100_000, { End: true }) }, { publish: true, name: "closing" });
  const routingConfiguration = [{ stateMachineVersionArn: `${arn}:1`, weight: 100 }];
  await sfn.client.send(new CreateStateMachineAliasCommand({ name: "live", routingConfiguration }));
  const executionArn = await sfn.start(arn);
  await deleteIt(arn);
  const refusal = { name: "StateMachineDeleting", message: `State Machine is being deleted: '${arn}'` };
  for (const command of [
    new StartExecutionCommand({ stateMachineArn: arn }),
    new StartExecutionCommand({ stateMachineArn: `${arn}:live` }),
    new UpdateStateMachineCommand({ stateMachineArn: arn, roleArn }),
    new PublishStateMachineVersionCommand({ stateMachineArn: arn }),
    new CreateStateMachineAliasCommand({ name: "other", routingConfiguration }),
    new UpdateStateMachineAliasCommand({ stateMachineAliasArn: `${arn}:live`, description: "new" }),
    new ListStateMachineAliasesCommand({ stateMachineArn: arn }),
  ])
    // Commands of one client, whose union no signature of `send` takes.
    await expect(sfn.client.send(command as StartExecutionCommand)).rejects.toMatchObject(refusal);
  await expect(sfn.create(states, { name: "closing" })).rejects.toMatchObject(refusal);
  await expect(sfn.client.send(new TagResourceCommand({ resourceArn: arn, tags: [] }))).rejects.toMatchObject({
    name: "ResourceNotFound",
  });
  await sfn.client.send(new StopExecutionCommand({ executionArn }));
  await expect(describeIt(arn)).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
});

test("a version or an alias is no machine that can be deleted, and stays", async () => {
  const arn = await sfn.create(states, { publish: true, name: "qualified" });
  const routingConfiguration = [{ stateMachineVersionArn: `${arn}:1`, weight: 100 }];
  await sfn.client.send(new CreateStateMachineAliasCommand({ name: "live", routingConfiguration }));
  for (const qualifier of ["1", "live", "2", "other"]) {
    await expect(deleteIt(`${arn}:${qualifier}`)).rejects.toMatchObject({ name: "ValidationException" });
  }
  expect(await machineArns()).toContain(arn);
  expect(await describeIt(`${arn}:live`)).toMatchObject({ name: "qualified" });
});
