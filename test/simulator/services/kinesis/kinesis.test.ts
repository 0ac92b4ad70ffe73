import {
  CreateStreamCommand,
  DecreaseStreamRetentionPeriodCommand,
  DeleteStreamCommand,
  DescribeStreamCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  IncreaseStreamRetentionPeriodCommand,
  KinesisClient,
  ListShardsCommand,
  ListStreamsCommand,
  MergeShardsCommand,
  PutRecordCommand,
  PutRecordsCommand,
  type ShardFilter,
  SplitShardCommand,
  UpdateShardCountCommand,
} from "@aws-sdk/client-kinesis";
import { CreateStateMachineCommand, SFNClient, StartSyncExecutionCommand } from "@aws-sdk/client-sfn";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { startSimulator } from "setpiece/simulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createServices } from "../../../../simulator/services/create-services.js";
import { AwsSdk } from "../../../../simulator/integrations/aws-sdk.js";
import { inProcessRequests } from "../../../../simulator/integrations/in-process-requests.js";
import { createKinesis, type Kinesis, startKinesis } from "../../../../simulator/services/kinesis/kinesis.js";
import { manualClock, type ManualClock } from "../manual-clock.js";

let clock: ManualClock;
let running: Awaited<ReturnType<typeof startKinesis>>;
let client: KinesisClient;
const StreamName = "clicks";
const StreamARN = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks";

beforeEach(async () => {
  clock = manualClock();
  running = await startKinesis({ clock });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const requestHandler = new NodeHttpHandler();
  client = new KinesisClient({
    ...{ endpoint: running.url, region: "us-east-1", credentials, requestHandler, maxAttempts: 1 },
  });
});
afterEach(async () => {
  client.destroy();
  await running.close();
});

const create = (ShardCount: number) => client.send(new CreateStreamCommand({ StreamName, ShardCount }));
const put = async (text: string, PartitionKey = "key", more: object = {}) =>
  client.send(new PutRecordCommand({ StreamName, Data: Buffer.from(text), PartitionKey, ...more }));
const shardIds = async () => {
  const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName }));
  return Shards.map(({ ShardId = "" }) => ShardId);
};
const iterator = async (more: Partial<GetShardIteratorCommandInput> = {}) => {
  const request = { StreamName, ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" as const, ...more };
  return (await client.send(new GetShardIteratorCommand(request))).ShardIterator ?? "";
};
const read = async (ShardIterator: string, Limit?: number) => {
  const page = await client.send(new GetRecordsCommand({ ShardIterator, ...(Limit === undefined ? {} : { Limit }) }));
  const texts = (page.Records ?? []).map(({ Data }) => Buffer.from(Data ?? []).toString());
  return { ...page, texts, next: page.NextShardIterator ?? "" };
};

describe("streams", () => {
  test("a stream is described with its shards, which share the hashes of keys", async () => {
    await create(3);
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamARN, Limit: 2 }));
    expect(StreamDescription).toMatchObject({
      ...{ StreamName, StreamARN, StreamStatus: "ACTIVE", HasMoreShards: true, RetentionPeriodHours: 24 },
      StreamModeDetails: { StreamMode: "PROVISIONED" },
      StreamCreationTimestamp: new Date(clock.nowMs()),
    });
    const ExclusiveStartShardId = "shardId-000000000001";
    const rest = await client.send(new DescribeStreamCommand({ StreamName, ExclusiveStartShardId }));
    const shards = [...(StreamDescription?.Shards ?? []), ...(rest.StreamDescription?.Shards ?? [])];
    const ranges = shards.map(({ HashKeyRange }) => HashKeyRange);
    expect(ranges[0]?.StartingHashKey).toBe("0");
    expect(ranges[2]?.EndingHashKey).toBe("340282366920938463463374607431768211455");
    for (const index of [0, 1])
      expect(BigInt(ranges[index]?.EndingHashKey ?? 0) + 1n).toBe(BigInt(ranges[index + 1]?.StartingHashKey ?? 0));
    const { StreamDescriptionSummary } = await client.send(new DescribeStreamSummaryCommand({ StreamName }));
    expect(StreamDescriptionSummary).toMatchObject({ OpenShardCount: 3, ConsumerCount: 0 });
  });

  test("shards and streams are listed in pages", async () => {
    await create(5);
    const first = await client.send(new ListShardsCommand({ StreamName, MaxResults: 3 }));
    const second = await client.send(new ListShardsCommand({ NextToken: first.NextToken }));
    expect([...(first.Shards ?? []), ...(second.Shards ?? [])].map(({ ShardId }) => ShardId)).toEqual(
      [0, 1, 2, 3, 4].map((index) => `shardId-00000000000${index}`),
    );
    expect(second.NextToken).toBeUndefined();
    await expect(client.send(new ListShardsCommand({ StreamName, NextToken: first.NextToken }))).rejects.toMatchObject({
      name: "InvalidArgumentException",
    });
    clock.advance(301_000);
    await expect(client.send(new ListShardsCommand({ NextToken: first.NextToken }))).rejects.toMatchObject({
      name: "ExpiredNextTokenException",
    });
    for (const name of ["b", "a"]) await client.send(new CreateStreamCommand({ StreamName: name, ShardCount: 1 }));
    const page = await client.send(new ListStreamsCommand({ Limit: 2 }));
    expect(page).toMatchObject({ StreamNames: ["a", "b"], HasMoreStreams: true });
    expect(await client.send(new ListStreamsCommand({ NextToken: page.NextToken }))).toMatchObject({
      ...{ StreamNames: [StreamName], HasMoreStreams: false },
      StreamSummaries: [{ StreamARN, StreamStatus: "ACTIVE" }],
    });
  });

  test("an on-demand stream begins with four shards", async () => {
    const StreamModeDetails = { StreamMode: "ON_DEMAND" } as const;
    await client.send(new CreateStreamCommand({ StreamName, StreamModeDetails }));
    expect(await shardIds()).toHaveLength(4);
  });

  test("a stream that is deleted is gone with its records", async () => {
    await create(1);
    await put("one");
    await client.send(new DeleteStreamCommand({ StreamName }));
    await expect(put("two")).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Stream clicks under account 123456789012 not found.",
    });
    await create(1);
    expect((await read(await iterator())).texts).toEqual([]);
  });

  test.each([
    ["without a number of shards", { StreamName: "s" }, "InvalidArgumentException"],
    ["with no shard", { StreamName: "s", ShardCount: 0 }, "ValidationException"],
    ["with too many shards", { StreamName: "s", ShardCount: 501 }, "LimitExceededException"],
    ["under a strange name", { StreamName: "a b", ShardCount: 1 }, "ValidationException"],
    ["a second time", { StreamName, ShardCount: 1 }, "ResourceInUseException"],
  ])("is not created %s", async (_case, request, name) => {
    await create(1);
    await expect(client.send(new CreateStreamCommand(request))).rejects.toMatchObject({ name });
  });
});

describe("records", () => {
  test("of one key stay in order in one shard; numbers have 56 digits and grow", async () => {
    await create(4);
    const answers = [];
    for (let index = 0; index < 20; index++) answers.push(await put(`record ${index}`, "visitor-1"));
    expect(new Set(answers.map(({ ShardId }) => ShardId)).size).toBe(1);
    const numbers = answers.map(({ SequenceNumber = "" }) => SequenceNumber);
    expect(numbers.every((number) => /^\d{56}$/.test(number))).toBe(true);
    expect([...numbers].sort()).toEqual(numbers);
    const { texts, MillisBehindLatest, Records } = await read(await iterator({ ShardId: answers[0]?.ShardId }));
    expect(texts).toEqual(Array.from({ length: 20 }, (_each, index) => `record ${index}`));
    expect(MillisBehindLatest).toBe(0);
    expect(Records?.[0]).toMatchObject({
      PartitionKey: "visitor-1",
      ApproximateArrivalTimestamp: new Date(clock.nowMs()),
    });
  });

  test("of many keys are spread over all shards, or go where an explicit hash says", async () => {
    await create(4);
    const Records = Array.from({ length: 200 }, (_each, index) => ({
      Data: Buffer.from(`r${index}`),
      PartitionKey: `visitor-${index}`,
    }));
    const { FailedRecordCount, Records: put = [] } = await client.send(new PutRecordsCommand({ StreamName, Records }));
    expect(FailedRecordCount).toBe(0);
    expect(new Set(put.map(({ ShardId }) => ShardId)).size).toBe(4);
    const ExplicitHashKey = "340282366920938463463374607431768211455";
    const explicit = { Data: Buffer.from("last"), PartitionKey: "visitor-0", ExplicitHashKey };
    expect(await client.send(new PutRecordCommand({ StreamName, ...explicit }))).toMatchObject({
      ShardId: "shardId-000000000003",
    });
  });

  test("are read in pages, and how far behind a reader is", async () => {
    await create(1);
    await put("one");
    clock.advance(2_000);
    await put("two");
    clock.advance(3_000);
    const first = await read(await iterator(), 1);
    expect(first).toMatchObject({ texts: ["one"], MillisBehindLatest: 3_000 });
    const second = await read(first.next);
    expect(second).toMatchObject({ texts: ["two"], MillisBehindLatest: 0 });
    await put("three");
    expect((await read(second.next)).texts).toEqual(["three"]);
    expect((await read(second.next)).texts).toEqual(["three"]);
  });

  test("are read from any place", async () => {
    await create(1);
    const early = await iterator({ ShardIteratorType: "LATEST" });
    const numbers = [];
    for (const text of ["one", "two", "three"]) {
      numbers.push((await put(text)).SequenceNumber);
      clock.advance(1_000);
    }
    const at = async (more: Partial<GetShardIteratorCommandInput>) => (await read(await iterator(more))).texts;
    const StartingSequenceNumber = numbers[1];
    expect((await read(early)).texts).toEqual(["one", "two", "three"]);
    expect(await at({ ShardIteratorType: "LATEST" })).toEqual([]);
    expect(await at({ ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber })).toEqual(["two", "three"]);
    expect(await at({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", StartingSequenceNumber })).toEqual(["three"]);
    const Timestamp = new Date(clock.nowMs() - 2_500);
    expect(await at({ ShardIteratorType: "AT_TIMESTAMP", Timestamp })).toEqual(["two", "three"]);
  });

  test("are kept for a day, or as long as the stream is told", async () => {
    await create(1);
    await put("one");
    clock.advance(25 * 3_600_000);
    await put("two");
    expect((await read(await iterator())).texts).toEqual(["two"]);
    await client.send(new IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: 48 }));
    clock.advance(25 * 3_600_000);
    expect((await read(await iterator())).texts).toEqual(["two"]);
    await client.send(new DecreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: 24 }));
    expect((await read(await iterator())).texts).toEqual([]);
    for (const RetentionPeriodHours of [12, 8_761])
      await expect(
        client.send(new IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours })),
      ).rejects.toMatchObject({ name: "InvalidArgumentException" });
  });

  test("iterators are used up after five minutes", async () => {
    await create(1);
    const old = await iterator();
    clock.advance(300_001);
    await expect(read(old)).rejects.toMatchObject({ name: "ExpiredIteratorException" });
    await expect(read("bm9uc2Vuc2U=")).rejects.toMatchObject({ name: "InvalidArgumentException" });
  });

  test.each([
    ["a number with TRIM_HORIZON", { StartingSequenceNumber: "0" }, "InvalidArgumentException"],
    ["no number with AT_SEQUENCE_NUMBER", { ShardIteratorType: "AT_SEQUENCE_NUMBER" }, "InvalidArgumentException"],
    ["no time with AT_TIMESTAMP", { ShardIteratorType: "AT_TIMESTAMP" }, "InvalidArgumentException"],
    [
      "a number of nobody",
      { ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber: "7" },
      "InvalidArgumentException",
    ],
    ["a shard that is not there", { ShardId: "shardId-000000000009" }, "ResourceNotFoundException"],
  ] as const)("there is no iterator for %s", async (_case, more, name) => {
    await create(1);
    await expect(iterator(more as Partial<GetShardIteratorCommandInput>)).rejects.toMatchObject({ name });
  });

  test("that are too large, or too many, are refused as a whole", async () => {
    await create(1);
    await expect(put("x".repeat(1_048_577))).rejects.toMatchObject({ name: "ValidationException" });
    const putAll = (Records: { Data: Buffer; PartitionKey: string }[]) =>
      client.send(new PutRecordsCommand({ StreamName, Records }));
    const record = (bytes: number) => ({ Data: Buffer.alloc(bytes), PartitionKey: "k" });
    await expect(putAll(Array.from({ length: 501 }, () => record(1)))).rejects.toMatchObject({
      name: "ValidationException",
    });
    await expect(putAll(Array.from({ length: 6 }, () => record(1_000_000)))).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: "Records size exceeds 5 MB limit",
    });
    expect((await read(await iterator())).texts).toEqual([]);
  });
});

describe("shards", () => {
  /** The hashes in the middle, from which on the upper half begins. */
  const middle = String(1n << 127n);
  const upper = { PartitionKey: "any", ExplicitHashKey: middle };
  const described = async (ShardFilter?: ShardFilter) =>
    (await client.send(new ListShardsCommand({ StreamName, ShardFilter }))).Shards ?? [];

  test("a shard that is split ends where its children begin; readers follow", async () => {
    await create(1);
    await put("before");
    const [parent = ""] = await shardIds();
    await client.send(new SplitShardCommand({ StreamName, ShardToSplit: parent, NewStartingHashKey: middle }));
    expect((await put("upper", upper.PartitionKey, upper)).ShardId).toBe("shardId-000000000002");
    expect(await described()).toMatchObject([
      { ShardId: parent, SequenceNumberRange: { EndingSequenceNumber: expect.stringMatching(/^\d{56}$/) as string } },
      { ParentShardId: parent, HashKeyRange: { StartingHashKey: "0", EndingHashKey: String((1n << 127n) - 1n) } },
      { ParentShardId: parent, HashKeyRange: { StartingHashKey: middle } },
    ]);
    const end = await read(await iterator());
    expect(end).toMatchObject({ texts: ["before"], ChildShards: [{ ParentShards: [parent] }, {}] });
    expect(end.NextShardIterator).toBeUndefined();
    expect((await read(await iterator({ ShardId: end.ChildShards?.[1]?.ShardId }))).texts).toEqual(["upper"]);
    const again = new SplitShardCommand({ StreamName, ShardToSplit: parent, NewStartingHashKey: middle });
    await expect(client.send(again)).rejects.toMatchObject({ name: "InvalidArgumentException" });
  });

  test("neighbours are merged, others not; filters tell shards by when they were open", async () => {
    await create(3);
    const createdAt = new Date(clock.nowMs());
    clock.advance(60_000);
    const merge = (ShardToMerge: string, AdjacentShardToMerge: string) =>
      client.send(new MergeShardsCommand({ StreamName, ShardToMerge, AdjacentShardToMerge }));
    const [first = "", second = "", third = ""] = await shardIds();
    await expect(merge(first, third)).rejects.toMatchObject({ name: "InvalidArgumentException" });
    await merge(second, first);
    const ids = async (filter: ShardFilter) => (await described(filter)).map(({ ShardId }) => ShardId?.slice(-1));
    expect(await described({ Type: "AT_LATEST" })).toMatchObject([
      { ShardId: third },
      { ParentShardId: second, AdjacentParentShardId: first, HashKeyRange: { StartingHashKey: "0" } },
    ]);
    expect(await ids({ Type: "AT_TRIM_HORIZON" })).toEqual(["0", "1", "2"]);
    expect(await ids({ Type: "AT_TIMESTAMP", Timestamp: createdAt })).toEqual(["0", "1", "2"]);
    expect(await ids({ Type: "FROM_TRIM_HORIZON" })).toEqual(["0", "1", "2", "3"]);
    const { StreamDescriptionSummary } = await client.send(new DescribeStreamSummaryCommand({ StreamName }));
    expect(StreamDescriptionSummary?.OpenShardCount).toBe(2);
    clock.advance(25 * 3_600_000);
    expect(await shardIds()).toEqual([third, "shardId-000000000003"]);
  });

  test.each([
    [3, 6],
    [3, 4],
    [5, 3],
    [4, 2],
  ])("are made %i to %i of one size, each key always with one that is open", async (from, to) => {
    await create(from);
    const request = { StreamName, TargetShardCount: to, ScalingType: "UNIFORM_SCALING" } as const;
    expect(await client.send(new UpdateShardCountCommand(request))).toMatchObject({
      CurrentShardCount: from,
      TargetShardCount: to,
    });
    const open = await described({ Type: "AT_LATEST" });
    const starts = open.map(({ HashKeyRange }) => BigInt(HashKeyRange?.StartingHashKey ?? 0)).sort(compare);
    expect(starts).toEqual(Array.from({ length: to }, (_each, index) => ((1n << 128n) / BigInt(to)) * BigInt(index)));
    for (let index = 0; index < 20; index++) await put("r", `key-${index}`);
  });

  test("are not made more than double or less than half", async () => {
    await create(2);
    for (const TargetShardCount of [5, 0])
      await expect(
        client.send(new UpdateShardCountCommand({ StreamName, TargetShardCount, ScalingType: "UNIFORM_SCALING" })),
      ).rejects.toMatchObject({ name: TargetShardCount === 0 ? "ValidationException" : "LimitExceededException" });
  });

  const compare = (one: bigint, other: bigint) => (one < other ? -1 : 1);
});

describe("limited shards", () => {
  const limited = () => createKinesis({ clock, limitsTraffic: true });
  const clientOf = (kinesis: Kinesis) => {
    const requestHandler = inProcessRequests(kinesis.handler, false) as never; // all that the client calls of one
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    return new KinesisClient({
      endpoint: running.url,
      region: "us-east-1",
      credentials,
      requestHandler,
      maxAttempts: 1,
    });
  };
  const records = (count: number, bytes: number) =>
    Array.from({ length: count }, () => ({ Data: Buffer.alloc(bytes), PartitionKey: "k" }));

  test("take a thousand records a second, and refuse the others one by one", async () => {
    const kinesis = limited();
    kinesis.ensureStream(StreamName);
    const own = clientOf(kinesis);
    for (let index = 0; index < 2; index++)
      await own.send(new PutRecordsCommand({ StreamName, Records: records(499, 10) }));
    const answer = await own.send(new PutRecordsCommand({ StreamName, Records: records(5, 10) }));
    expect(answer.FailedRecordCount).toBe(3);
    expect(answer.Records?.slice(1, 3)).toEqual([
      { SequenceNumber: expect.any(String) as string, ShardId: "shardId-000000000000" },
      {
        ErrorCode: "ProvisionedThroughputExceededException",
        ErrorMessage: "Rate exceeded for shard shardId-000000000000 in stream clicks under account 123456789012.",
      },
    ]);
    await expect(
      own.send(new PutRecordCommand({ StreamName, Data: Buffer.from("x"), PartitionKey: "k" })),
    ).rejects.toMatchObject({ name: "ProvisionedThroughputExceededException" });
    clock.advance(1_000);
    expect((await own.send(new PutRecordsCommand({ StreamName, Records: records(5, 10) }))).FailedRecordCount).toBe(0);
  });

  test("take a MiB a second, and are read five times in it", async () => {
    const kinesis = limited();
    kinesis.ensureStream(StreamName);
    const own = clientOf(kinesis);
    const answer = await own.send(new PutRecordsCommand({ StreamName, Records: records(4, 300_000) }));
    expect(answer.FailedRecordCount).toBe(1);
    const place = { StreamName, ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" } as const;
    const { ShardIterator } = await own.send(new GetShardIteratorCommand(place));
    const look = () => own.send(new GetRecordsCommand({ ShardIterator }));
    for (let index = 0; index < 5; index++) expect((await look()).Records).toHaveLength(3);
    await expect(look()).rejects.toMatchObject({ name: "ProvisionedThroughputExceededException" });
    clock.advance(1_000);
    await look();
  });
});

test("state machines reach a Kinesis at another plain address", async () => {
  await create(1);
  const sdk = new AwsSdk({ region: "us-east-1", endpointOf: () => running.url });
  const answer = await sdk.call("kinesis", "listStreams", {}, new AbortController().signal);
  expect(answer).toMatchObject({ kind: "answered", output: { StreamNames: [StreamName] } });
});

test("state machines put records and read them", async () => {
  const services = createServices({ clock });
  services.kinesis.ensureStream(StreamName);
  const simulator = await startSimulator({ clock: "virtual", services: services.routed });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const config = { endpoint: simulator.url, region: "us-east-1", credentials, disableHostPrefix: true };
  const stepFunctions = new SFNClient(config);
  const call = (action: string, Arguments: object, Next?: string) => ({
    ...{ Type: "Task", Resource: `arn:aws:states:::aws-sdk:kinesis:${action}`, Arguments },
    ...(Next === undefined ? { End: true } : { Next }),
  });
  const States = {
    Put: call("putRecord", { StreamName, PartitionKey: "k", Data: "{% $base64encode('hello') %}" }, "Begin"),
    Begin: call(
      "getShardIterator",
      { StreamName, ShardId: "{% $states.input.ShardId %}", ShardIteratorType: "TRIM_HORIZON" },
      "Read",
    ),
    Read: call("getRecords", { ShardIterator: "{% $states.input.ShardIterator %}" }),
  };
  try {
    const definition = JSON.stringify({ QueryLanguage: "JSONata", StartAt: "Put", States });
    const roleArn = "arn:aws:iam::123456789012:role/local";
    const { stateMachineArn } = await stepFunctions.send(
      new CreateStateMachineCommand({ name: "records", type: "EXPRESS", roleArn, definition }),
    );
    const { output = "{}" } = await stepFunctions.send(new StartSyncExecutionCommand({ stateMachineArn }));
    expect(JSON.parse(output)).toMatchObject({ Records: [{ Data: "aGVsbG8=", PartitionKey: "k" }] });
  } finally {
    stepFunctions.destroy();
    await simulator.close();
  }
});

test("what is not simulated is refused by name", async () => {
  const response = await fetch(running.url, {
    method: "POST",
    headers: { "x-amz-target": "Kinesis_20131202.StartStreamEncryption" },
    body: "{}",
  });
  expect(await response.json()).toMatchObject({ message: expect.stringContaining("StartStreamEncryption") as string });
});
