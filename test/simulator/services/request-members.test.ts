import { beforeAll, describe, expect, test } from "vitest";

import type { HttpRequest } from "../../../simulator/http/http-handler.js";
import type { RoutedService } from "../../../simulator/http/router.js";
import { createServices } from "../../../simulator/services/create-services.js";
import { requestMembers, requestSchema } from "../sdk-members.js";
import refused from "./refused-members.json" with { type: "json" };

type Client = Readonly<Record<string, unknown>>;

/** The JSON services, with the clients that know their members. An action that is not in the first is in the second. */
const clients: Readonly<Record<string, () => Promise<readonly Client[]>>> = {
  dynamodb: async () => [await import("@aws-sdk/client-dynamodb"), await import("@aws-sdk/client-dynamodb-streams")],
  eventbridge: async () => [await import("@aws-sdk/client-eventbridge")],
  sqs: async () => [await import("@aws-sdk/client-sqs")],
  secretsmanager: async () => [await import("@aws-sdk/client-secrets-manager")],
  ssm: async () => [await import("@aws-sdk/client-ssm")],
  kinesis: async () => [await import("@aws-sdk/client-kinesis")],
  cloudwatchlogs: async () => [await import("@aws-sdk/client-cloudwatch-logs")],
};
const services = createServices();

async function call(service: RoutedService, request: Partial<HttpRequest>): Promise<string> {
  const whole = { method: "POST", path: "/", query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) };
  const response = await service.handler({ ...whole, ...request });
  return String(response.body);
}

const serviceNamed = (name: string): RoutedService => {
  const service = services.routed.find((one) => one.name === name);
  if (service === undefined) throw new Error(`There is no ${name}`);
  return service;
};

describe.each(Object.entries(clients))("%s", (name, load) => {
  const service = serviceNamed(name);
  const [target = "", streamsTarget = target] = service.targets ?? [];
  let modules: readonly Client[] = [];
  beforeAll(async () => {
    modules = await load();
  });
  const send = (action: string, isOfFirst: boolean, request: unknown) =>
    call(service, {
      headers: { "x-amz-target": (isOfFirst ? target : streamsTarget) + action },
      body: Buffer.from(JSON.stringify(request)),
    });

  test("no member is passed over: what is not simulated is refused by name", async () => {
    const found: Record<string, string[]> = {};
    for (const action of service.actions ?? []) {
      const module = modules.find((one) => `${action}Command` in one) ?? {};
      const isOfFirst = module === modules[0];
      expect(await send(action, isOfFirst, { NoSuchMember: 1 })).toContain("NoSuchMember is not simulated");
      const paths: string[] = [];
      for (const { path, request } of requestMembers(requestSchema(module, action))) {
        if (paths.some((above) => path.startsWith(`${above}.`) || path.startsWith(`${above}[`))) continue;
        if ((await send(action, isOfFirst, request)).includes("not simulated")) paths.push(path);
      }
      if (paths.length > 0) found[action] = paths;
    }
    expect(found).toEqual((refused as Record<string, unknown>)[name] ?? {});
  });
});
