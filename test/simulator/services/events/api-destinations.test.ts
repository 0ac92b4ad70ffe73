import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  type CreateConnectionRequest,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startEventBridge } from "../../../../simulator/services/events/event-bridge.js";
import { manualClock } from "../manual-clock.js";

const clock = manualClock();
let running: Awaited<ReturnType<typeof startEventBridge>>;
let client: EventBridgeClient;
let requests: { url: string; headers: Headers; body: string; atMs: number }[];
/** What the other side answers, the next first; then an access token. */
let answers: Response[];

beforeEach(async () => {
  [requests, answers] = [[], []];
  running = await startEventBridge({
    clock,
    fetch: async (url, { headers, body } = {}) => {
      requests.push({
        url: (url as URL).href,
        headers: new Headers(headers),
        body: await new Response(body).text(),
        atMs: clock.nowMs(),
      });
      return answers.shift() ?? Response.json({ access_token: "t0k3n" });
    },
  });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new EventBridgeClient({ endpoint: running.url, region: "us-east-1", credentials, maxAttempts: 1 });
});

afterEach(async () => {
  client.destroy();
  await running.close();
});

const apiKey = { ApiKeyAuthParameters: { ApiKeyName: "X-Key", ApiKeyValue: "sesame" } };

const connect = (AuthParameters: object, AuthorizationType = "API_KEY") =>
  client.send(new CreateConnectionCommand({ Name: "c", AuthorizationType, AuthParameters } as CreateConnectionRequest));

/** Sends an event with the detail to an API destination at `http://partner.example/*`. */
async function send(detail: object, ConnectionArn: string | undefined, target: Partial<Target> = {}): Promise<void> {
  const { ApiDestinationArn } = await client.send(
    new CreateApiDestinationCommand({
      ...{ Name: "d", ConnectionArn, HttpMethod: "POST" },
      InvocationEndpoint: "http://partner.example/*",
    }),
  );
  await client.send(new PutRuleCommand({ Name: "r", EventPattern: '{"source": ["shop"]}' }));
  await client.send(new PutTargetsCommand({ Rule: "r", Targets: [{ Id: "1", Arn: ApiDestinationArn, ...target }] }));
  const Detail = JSON.stringify(detail);
  await client.send(new PutEventsCommand({ Entries: [{ Source: "shop", DetailType: "T", Detail }] }));
  await running.events.settled();
}

const named = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }));

test("parameters of a target are texts or paths into the event as it was", async () => {
  const { ConnectionArn } = await connect(apiKey);
  await send({ id: "a/b", n: 5, tags: ["x", "y"], on: true }, ConnectionArn, {
    InputPath: "$.detail.n",
    HttpParameters: {
      PathParameterValues: ["$.detail.id"],
      QueryStringParameters: { price: "$5", n: "$.detail.n", missing: "$.detail.nope" },
      HeaderParameters: { "X-Tag": "$.detail.tags[1]", "X-On": "$.detail.on", "X-Source": "$.source", "X-No": "$.no" },
    },
  });
  expect(requests).toMatchObject([{ url: "http://partner.example/a%2Fb?price=%245&n=5&missing=", body: "5" }]);
  const { headers } = requests[0] ?? {};
  expect(["x-tag", "x-on", "x-source", "x-no"].map((name) => headers?.get(name))).toEqual(["y", "true", "shop", ""]);
});

test("the connection's parameters win, in whatever case headers are written", async () => {
  const InvocationHttpParameters = {
    HeaderParameters: named({ "x-h": "connection" }),
    QueryStringParameters: named({ q: "connection" }),
  };
  const { ConnectionArn } = await connect({ ...apiKey, InvocationHttpParameters });
  await send({}, ConnectionArn, {
    HttpParameters: {
      QueryStringParameters: { q: "target" },
      HeaderParameters: { "X-H": "target", "x-key": "stolen", "Content-Type": "text/plain" },
    },
  });
  const [{ url, headers } = { url: "", headers: new Headers() }] = requests;
  expect(url).toBe("http://partner.example/?q=connection");
  expect(["x-h", "x-key", "content-type"].map((name) => headers.get(name))).toEqual([
    "connection",
    "sesame",
    "text/plain",
  ]);
});

test("headers that EventBridge keeps for itself are not a target's to set", async () => {
  const { ConnectionArn } = await connect(apiKey);
  const HeaderParameters = { "User-Agent": "mine", Range: "bytes=0-1", Origin: "there", Via: "me" };
  await send({}, ConnectionArn, { HttpParameters: { HeaderParameters } });
  const { headers } = requests[0] ?? {};
  expect(["user-agent", "range", "origin", "via"].map((name) => headers?.get(name))).toEqual([
    "Amazon/EventBridge/ApiDestinations",
    "bytes=0-1048575",
    null,
    null,
  ]);
});

test.each([
  ["POST", "http://auth.example/token?audience=x", "grant_type=client_credentials&client_id=i&client_secret=s&scope=a"],
  ["GET", "http://auth.example/token?audience=x&grant_type=client_credentials&client_id=i&client_secret=s&scope=a", ""],
])("a token is asked for with all that the connection says, with %s", async (HttpMethod, url, body) => {
  const OAuthParameters = {
    ...{ ClientParameters: { ClientID: "i", ClientSecret: "s" }, HttpMethod },
    AuthorizationEndpoint: "http://auth.example/token",
    OAuthHttpParameters: {
      HeaderParameters: named({ "X-Tenant": "t" }),
      QueryStringParameters: named({ audience: "x" }),
      BodyParameters: named({ scope: "a" }),
    },
  };
  const { ConnectionArn } = await connect({ OAuthParameters }, "OAUTH_CLIENT_CREDENTIALS");
  await send({}, ConnectionArn);
  expect(requests).toMatchObject([{ url, body }, {}]);
  expect(requests[0]?.headers.get("x-tenant")).toBe("t");
  expect(requests[1]?.headers.get("authorization")).toBe("Bearer t0k3n");
});

test("a Retry-After that is longer is waited for, and a negative one is the end", async () => {
  const startMs = clock.nowMs();
  const answer = (retryAfter: string) => new Response("", { status: 429, headers: { "retry-after": retryAfter } });
  answers = [answer("30"), answer("-1")];
  const { ConnectionArn } = await connect(apiKey);
  await send({}, ConnectionArn);
  expect(running.events.nextDueMs()).toBe(startMs + 30_000);
  clock.advance(30_000);
  running.events.runDue();
  await running.events.settled();
  expect(requests).toHaveLength(2);
  expect(running.events.nextDueMs()).toBeUndefined();
});

/** Sends events to a destination that takes so many requests a second, and gives when each request was made, in seconds. */
async function sendMany(count: number, rate: number, target: Partial<Target> = {}): Promise<() => readonly number[]> {
  const startMs = clock.nowMs();
  const { ConnectionArn } = await connect(apiKey);
  const { ApiDestinationArn } = await client.send(
    new CreateApiDestinationCommand({
      ...{ Name: "slow", ConnectionArn, HttpMethod: "POST", InvocationRateLimitPerSecond: rate },
      InvocationEndpoint: "http://partner.example/",
    }),
  );
  await client.send(new PutRuleCommand({ Name: "r", EventPattern: '{"source": ["shop"]}' }));
  await client.send(new PutTargetsCommand({ Rule: "r", Targets: [{ Id: "1", Arn: ApiDestinationArn, ...target }] }));
  for (let n = 0; n < count; n++)
    running.events.publish({ bus: "default", source: "shop", detailType: "T", detail: { n } });
  await running.events.settled();
  return () => requests.map(({ atMs }) => (atMs - startMs) / 1000);
}

/** Lets time pass to the next thing that is due. */
async function passTime(): Promise<void> {
  clock.advance(Math.max(0, (running.events.nextDueMs() ?? clock.nowMs()) - clock.nowMs()));
  running.events.runDue();
  await running.events.settled();
}

test("a destination gets no more requests in a second than its rate limit allows, and all of them in order", async () => {
  const times = await sendMany(7, 3);
  expect(times()).toEqual([0, 0, 0]);
  await passTime();
  await passTime();
  expect(times()).toEqual([0, 0, 0, 1, 1, 1, 2]);
  const numbers = requests.map(({ body }) => (JSON.parse(body) as { detail: { n: number } }).detail.n);
  expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(running.events.nextDueMs()).toBeUndefined();
});

test("a request that is made again takes a turn too", async () => {
  answers = [new Response("", { status: 503 })];
  const times = await sendMany(2, 1);
  for (let round = 0; round < 3; round++) await passTime();
  expect(times()).toEqual([0, 1, 2]);
});

test("an event that waits longer for its turn than its target lets it is given up", async () => {
  const times = await sendMany(100, 1, { RetryPolicy: { MaximumEventAgeInSeconds: 60 } });
  for (let round = 0; round < 100; round++) await passTime();
  expect(times()).toHaveLength(61);
  expect(running.events.failures.at(-1)?.reason).toBe("The event waited too long for its turn");
  expect(running.events.nextDueMs()).toBeUndefined();
});

test("a connection without the credentials of its type is refused", async () => {
  await expect(connect(apiKey, "BASIC")).rejects.toMatchObject({
    name: "ValidationException",
    message: "AuthParameters must have BasicAuthParameters with the authorization type BASIC.",
  });
});
