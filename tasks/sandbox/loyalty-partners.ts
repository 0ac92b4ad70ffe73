import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { SendTaskSuccessCommand, SFNClient } from "@aws-sdk/client-sfn";
import { resourceName } from "setpiece";
import { z } from "zod";
import { consents, loyaltyEvents, undeliveredPushes } from "../resources.js";
import type { EventRule } from "../wiring/wiring.js";
import { type SandboxServer, startJsonServer } from "./http-server.js";
import { wireLocally } from "./wire-locally.js";

/** How often the customer looks whether the shop asks something, in milliseconds. */
const lookMs = 100;

const requestSchema = z.object({ customer: z.string(), token: z.string().min(1) });

/**
 * Plays those whom a loyalty enrolment waits for: the customer, who consents to whatever is asked in the table `consents`,
 * and the team that keeps the points, which opens an account for every `PointsAccountRequested` on the bus.
 */
export async function startLoyaltyPartners(): Promise<SandboxServer> {
  const stepFunctions = new SFNClient({});
  const dynamodb = new DynamoDBClient({});
  const answer = (taskToken: string, output: object) =>
    stepFunctions.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
  const server = await startJsonServer(async ({ body }) => {
    const request = requestSchema.safeParse(body);
    if (!request.success) return { status: 400, body: { message: "a customer and a token are needed" } };
    await answer(request.data.token, { accountId: `POINTS-${request.data.customer}` });
    return { status: 202, body: {} };
  });

  const answered = new Set<string>();
  const look = async () => {
    const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: resourceName(consents) }));
    const open = Items.filter(({ status }) => status?.S === "ASKED").flatMap(({ taskToken }) => taskToken?.S ?? []);
    for (const token of open.filter((each) => !answered.has(each))) {
      answered.add(token);
      await answer(token, { consented: true });
    }
  };
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    // Without the table, or after its enrolment, there is nothing to answer.
    looking = looking.then(look).catch(() => {});
  }, lookMs).unref();
  await wirePointsTeam(server.url);
  return {
    url: server.url,
    stop: async () => {
      clearInterval(timer);
      await looking;
      await server.stop();
      stepFunctions.destroy();
      dynamodb.destroy();
    },
  };
}

async function wirePointsTeam(url: string): Promise<void> {
  process.env.POINTS_TEAM_URL = `${url}/accounts`;
  process.env.POINTS_TEAM_KEY = "local-points-key";
  const rule: EventRule = {
    name: "points-team",
    bus: loyaltyEvents,
    pattern: { source: ["retail.loyalty"], "detail-type": ["PointsAccountRequested"] },
    target: {
      method: "POST",
      address: "POINTS_TEAM_URL",
      apiKey: { header: "x-api-key", variable: "POINTS_TEAM_KEY" },
      paths: { customer: "$.detail.customerId", token: "$.detail.taskToken" },
      template: '{"customer":"<customer>","token":"<token>"}',
      undelivered: undeliveredPushes,
    },
  };
  const nothing = { queues: [], streams: [], topics: [], buckets: [], subscriptions: [], pipes: [], schedules: [] };
  await wireLocally({ ...nothing, rules: [rule] });
}
