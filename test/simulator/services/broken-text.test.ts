import { afterAll, beforeAll, expect, test } from "vitest";
import { listen, type Listening } from "../../../simulator/http/listen.js";
import { createServices } from "../../../simulator/services/create-services.js";
import { manualClock } from "./manual-clock.js";

const services = createServices({ clock: manualClock() });
services.s3.ensureBucket("bucket");
const topic = services.sns.ensureTopic("topic");
let listening: Listening;

beforeAll(async () => {
  const answer = async (request: Parameters<typeof services.handler>[0]) => {
    const response = await services.handler(request);
    return response ?? { status: 404, headers: {}, body: "" };
  };
  listening = await listen(answer, 0, "127.0.0.1");
});
afterAll(() => listening.close());

/** Sends bytes as they are: a text's characters are the bytes. */
async function send(service: string, method: string, path: string, body?: string): Promise<readonly [number, string]> {
  const authorization = `AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/${service}/aws4_request, Signature=0`;
  const form = service === "s3" ? {} : { "content-type": "application/x-www-form-urlencoded" };
  const response = await fetch(listening.url + path, {
    method,
    headers: { authorization, ...form },
    ...(body !== undefined && { body: Buffer.from(body, "latin1") }),
  });
  return [response.status, await response.text()];
}

const malformed = "<Code>MalformedXML</Code>";

test.each([
  ["DeleteObjects", "POST", "/bucket?delete", "<Delete><Object><Key>\xff</Key></Object></Delete>"],
  ["a key of surrogates", "POST", "/bucket?delete", "<Delete><Object><Key>\xed\xa0\x80</Key></Object></Delete>"],
  ["a control character", "POST", "/bucket?delete", "<Delete><Object><Key>\x01</Key></Object></Delete>"],
  ["an ampersand alone", "POST", "/bucket?delete", "<Delete><Object><Key>a & b</Key></Object></Delete>"],
  ["an unknown entity", "POST", "/bucket?delete", "<Delete><Object><Key>&nbsp;</Key></Object></Delete>"],
  [
    "PutBucketTagging",
    "PUT",
    "/bucket?tagging",
    "<Tagging><TagSet><Tag><Key>\xc3</Key><Value>1</Value></Tag></TagSet></Tagging>",
  ],
  ["a tag without a value", "PUT", "/bucket?tagging", "<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>"],
  [
    "PutBucketNotification",
    "PUT",
    "/bucket?notification",
    "<NotificationConfiguration>\xff</NotificationConfiguration>",
  ],
  ["CreateBucket", "PUT", "/another", "<CreateBucketConfiguration><LocationConstraint>\xff"],
])("S3 refuses %s that is no XML in UTF-8", async (_what, method, path, body) => {
  const [status, answer] = await send("s3", method, path, body);
  expect([status, answer]).toEqual([400, expect.stringContaining(malformed)]);
});

test("S3 refuses paths, queries and tags that do not stand for UTF-8", async () => {
  for (const path of ["/bucket/%ff", "/bucket/%zz", "/bucket?list-type=2&prefix=%ff", "/bucket?prefix=%e0%a4"])
    expect(await send("s3", "GET", path)).toEqual([400, expect.stringContaining("<Code>InvalidURI</Code>")]);
  const tagged = await fetch(`${listening.url}/bucket/key`, {
    method: "PUT",
    headers: { authorization: "AWS4-HMAC-SHA256 Credential=k/1/us-east-1/s3/aws4_request", "x-amz-tagging": "a=%ff" },
    body: "body",
  });
  expect([tagged.status, await tagged.text()]).toEqual([400, expect.stringContaining("shall be encoded as UTF-8")]);
  expect(services.s3.read("bucket", "key")).toBeUndefined();
});

test("S3 keeps the bytes of objects as they are, and keys in any script", async () => {
  expect(await send("s3", "PUT", "/bucket/%C3%A9%F0%9F%98%80", "\xff\xfe\x00")).toEqual([200, ""]);
  expect(services.s3.read("bucket", "é😀")).toEqual(Buffer.from([0xff, 0xfe, 0]));
  const [, listed] = await send("s3", "GET", "/bucket?list-type=2&prefix=%C3%A9");
  expect(listed).toContain("<Key>é😀</Key>");
});

test("SNS refuses forms and queries that do not stand for UTF-8, and publishes nothing", async () => {
  const publish = `Action=Publish&Version=2010-03-31&TopicArn=${encodeURIComponent(topic)}&Message=`;
  for (const message of ["\xff", "%ff", "%ED%A0%80", "%", "%zz"]) {
    const answered = await send("sns", "POST", "/", publish + message);
    expect(answered).toEqual([400, expect.stringContaining("<Code>MalformedInput</Code>")]);
  }
  expect(await send("sns", "GET", `/?${publish}%ff`)).toEqual([400, expect.stringContaining("MalformedInput")]);
  expect(services.sns.messages).toEqual([]);
  expect(await send("sns", "POST", "/", `${publish}\xc3\xa9+%C3%A9`)).toEqual([200, expect.anything()]);
  expect(services.sns.messages).toMatchObject([{ message: "é é" }]);
});
