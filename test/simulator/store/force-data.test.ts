import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateStateMachineCommand, ListStateMachinesCommand, SFNClient } from "@aws-sdk/client-sfn";
import { expect, onTestFinished, test } from "vitest";
import { startSimulator } from "../../../simulator/index.js";

test("data that is forced to the disk is found again", async () => {
  const data = mkdtempSync(join(tmpdir(), "setpiece-forced-"));
  onTestFinished(() => rmSync(data, { recursive: true }));
  const inSimulator = async <Answer>(act: (client: SFNClient) => Promise<Answer>): Promise<Answer> => {
    const simulator = await startSimulator({ data, forceData: true });
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const client = new SFNClient({ endpoint: simulator.url, region: "us-east-1", credentials });
    try {
      return await act(client);
    } finally {
      client.destroy();
      await simulator.close();
    }
  };
  const definition = JSON.stringify({ StartAt: "A", States: { A: { Type: "Succeed" } } });
  const roleArn = "arn:aws:iam::123456789012:role/any";
  await inSimulator((client) => client.send(new CreateStateMachineCommand({ name: "kept", definition, roleArn })));
  const { stateMachines } = await inSimulator((client) => client.send(new ListStateMachinesCommand({})));
  expect(stateMachines?.map(({ name }) => name)).toEqual(["kept"]);
});

test("forcing data without a folder is refused", async () => {
  await expect(startSimulator({ forceData: true })).rejects.toThrow("name the folder with data");
});
