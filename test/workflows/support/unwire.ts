import {
  DeleteApiDestinationCommand,
  DeleteConnectionCommand,
  DeleteRuleCommand,
  EventBridgeClient,
  RemoveTargetsCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-eventbridge";
import type { Wiring } from "../../../tasks/wiring/wiring.js";

/** Takes the rules of a wiring away, those that are there: nothing is to be delivered to tests that have ended. */
export async function unwire({ rules }: Pick<Wiring, "rules">): Promise<void> {
  const client = new EventBridgeClient({});
  const taken = async (deletion: Promise<unknown>) => {
    await deletion.catch((error: unknown) => {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    });
  };
  try {
    for (const { name, bus, target } of rules) {
      const EventBusName = bus === "default" ? bus : bus.name;
      await taken(client.send(new RemoveTargetsCommand({ Rule: name, EventBusName, Ids: [name] })));
      await taken(client.send(new DeleteRuleCommand({ Name: name, EventBusName })));
      if ("workflow" in target) continue;
      await taken(client.send(new DeleteApiDestinationCommand({ Name: name })));
      await taken(client.send(new DeleteConnectionCommand({ Name: name })));
    }
  } finally {
    client.destroy();
  }
}
