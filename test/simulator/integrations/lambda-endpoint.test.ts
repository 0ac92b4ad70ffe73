import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { lambdaEndpoint } from "../../../simulator/integrations/lambda-endpoint.js";

/** What the endpoint answers, by the function's name. */
const answers: Readonly<Record<string, { status?: number; headers?: Record<string, string>; body: string }>> = {
  double: { body: "14" },
  silent: { body: "" },
  broken: { body: "not json" },
  boom: { headers: { "X-Amz-Function-Error": "Unhandled" }, body: '{"errorType":"Boom","errorMessage":"m"}' },
  crashed: { headers: { "X-Amz-Function-Error": "Unhandled" }, body: "killed" },
  busy: {
    status: 429,
    headers: { "x-amzn-ErrorType": "TooManyRequestsException:http://x", "x-amzn-RequestId": "r" },
    body: '{"Reason":"x","message":"Rate Exceeded."}',
  },
  gone: { status: 502, body: "<html>" },
};

let server: Server;
let endpoint: string;
const asked: { url: string | undefined; headers: IncomingHttpHeaders }[] = [];
beforeAll(async () => {
  server = createServer(({ url, headers }, response) => {
    asked.push({ url, headers });
    const { status = 200, headers: more = {}, body } = answers[url?.split("/")[3] ?? ""] ?? { body: "" };
    response.writeHead(status, more).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test.each<[string, object]>([
  ["double", { kind: "succeeded", output: 14 }],
  ["silent", { kind: "succeeded", output: null }],
  ["broken", { error: "Lambda.Unknown", cause: "The function's answer is not JSON: not json" }],
  ["boom", { error: "Boom", cause: '{"errorType":"Boom","errorMessage":"m"}' }],
  ["crashed", { error: "Lambda.Unknown", cause: "killed" }],
  [
    "busy",
    {
      error: "Lambda.TooManyRequestsException",
      cause:
        "Rate Exceeded. (Service: AWSLambda; Status Code: 429; Error Code: TooManyRequestsException; Request ID: r; Proxy: null)",
    },
  ],
  ["gone", { error: "Lambda.ServiceException", cause: expect.stringContaining("<html> (Service: AWSLambda; Status") }],
])("what %s at an endpoint answers is what the task ends with", async (name, outcome) => {
  expect(await lambdaEndpoint(endpoint)(name, { n: 7 })).toMatchObject(outcome);
});

test("a call tells its qualifier, type and context, and is not sent with fetch, which gives up after five minutes", async () => {
  const fetch = vi.spyOn(globalThis, "fetch");
  asked.length = 0;
  const arn = "arn:aws:lambda:us-east-1:123456789012:function:double:live";
  await lambdaEndpoint(endpoint)(arn, {}, { type: "Event", clientContext: "Zm9v" });
  expect(asked).toMatchObject([
    {
      url: "/2015-03-31/functions/double/invocations?Qualifier=live",
      headers: { "content-type": "application/json", "x-amz-invocation-type": "Event", "x-amz-client-context": "Zm9v" },
    },
  ]);
  expect(fetch).not.toHaveBeenCalled();
  fetch.mockRestore();
});

test("an endpoint that does not answer is named", async () => {
  expect(await lambdaEndpoint("http://127.0.0.1:1")("double", {})).toMatchObject({
    error: "Lambda.SdkClientException",
    cause: expect.stringContaining("Calling the Lambda endpoint http://127.0.0.1:1 failed"),
  });
});
