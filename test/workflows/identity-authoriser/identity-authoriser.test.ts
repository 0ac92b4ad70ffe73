import { createHash } from "node:crypto";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { authoriseRequest } from "../../../tasks/identity/authorise-request.js";
import { accessKeys } from "../../../tasks/resources.js";
import { RetailWorld } from "../support/retail-world.js";

let world: RetailWorld;
let lambda: LambdaClient;
const api = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/live";

beforeAll(async () => {
  world = await RetailWorld.start("next-order-number");
  await world.tables.make({ name: accessKeys.name, partitionKey: { name: "keyHash", type: "S" } });
  lambda = new LambdaClient({});
}, 180_000);
afterAll(async () => {
  lambda.destroy();
  await world.stop();
});
afterEach(() => vi.restoreAllMocks());

async function putKey(key: string, partner: string, status: string, scopes: readonly string[]): Promise<void> {
  const keyHash = createHash("sha256").update(key).digest("hex");
  const scopeSet = scopes.length === 0 ? {} : { scopes: { SS: scopes } };
  const Item = { keyHash: { S: keyHash }, partner: { S: partner }, status: { S: status }, ...scopeSet };
  await world.tables.put(accessKeys.name, Item);
}

/** Asks as API Gateway does. */
async function ask(authorizationToken: string, path = "POST/orders"): Promise<unknown> {
  const question = { type: "TOKEN", authorizationToken, methodArn: `${api}/${path}` };
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: authoriseRequest.taskName, Payload: JSON.stringify(question) }),
  );
  const payload = JSON.parse(Buffer.from(answer.Payload ?? []).toString()) as { errorMessage?: string };
  return answer.FunctionError === undefined ? payload : payload.errorMessage;
}

test("a partner's key opens all that the partner may do, and nothing else", async () => {
  await putKey("bazaar-key-0000001", "bazaar", "ACTIVE", ["POST /orders", "GET /orders/*"]);
  expect(await ask("Bearer bazaar-key-0000001")).toEqual({
    principalId: "bazaar",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [
        { Action: "execute-api:Invoke", Effect: "Allow", Resource: [`${api}/GET/orders/*`, `${api}/POST/orders`] },
      ],
    },
    context: { partner: "bazaar" },
  });
});

test.each([
  ["nobody's key", "Bearer nobody-key-0000001"],
  ["no scheme", "bazaar-key-0000001"],
  ["too short", "Bearer short"],
  ["nothing", ""],
  ["very long", `Bearer ${"x".repeat(400)}`],
])("%s is unauthorised", async (_case, token) => {
  expect(await ask(token)).toBe("Unauthorized");
});

test.each([
  ["a key that was taken back", "OFF", ["POST /orders"]],
  ["a key without scopes", "ACTIVE", []],
])("%s is denied everything", async (name, status, scopes) => {
  const key = `denied-${createHash("sha1").update(name).digest("hex")}`;
  await putKey(key, "gone", status, scopes);
  expect(await ask(`Bearer ${key}`)).toMatchObject({
    policyDocument: { Statement: [{ Effect: "Deny", Resource: `${api}/*` }] },
  });
});

test("a question that API Gateway does not ask is refused", async () => {
  expect(await ask("Bearer bazaar-key-0000001", "")).toBe("Unauthorized");
});

test("a look-up is kept for a minute: then a key that was taken back is denied", async () => {
  await putKey("cached-key-00000001", "bazaar", "ACTIVE", ["POST /orders"]);
  const effect = async () =>
    ((await ask("Bearer cached-key-00000001")) as { policyDocument: { Statement: { Effect: string }[] } })
      .policyDocument.Statement[0]?.Effect;
  expect(await effect()).toBe("Allow");
  await putKey("cached-key-00000001", "bazaar", "OFF", ["POST /orders"]);
  expect(await effect()).toBe("Allow");
  const later = Date.now() + 60_001;
  vi.spyOn(Date, "now").mockImplementation(() => later);
  expect(await effect()).toBe("Deny");
});

test("keys are nowhere in the table, only their hashes", async () => {
  expect(JSON.stringify(await world.items(accessKeys.name))).not.toContain("bazaar-key-0000001");
});
