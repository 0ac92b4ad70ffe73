import { expect, test } from "vitest";

import type { SdkAnswer } from "../../../simulator/integrations/aws-sdk.js";
import { callOptimised } from "../../../simulator/integrations/optimised-call.js";
import { optimisedServices } from "../../../simulator/integrations/optimised-services.js";
import type { JsonObject } from "../../../simulator/json.js";
import { parseTaskResource } from "../../../simulator/machine/task-resource.js";

/** Calls an integration whose service gives these answers in turn. */
async function call(resource: string, parameters: JsonObject, answers: readonly JsonObject[]) {
  const calls: (readonly [string, unknown])[] = [];
  const parsed = parseTaskResource(`arn:aws:states:::${resource}`);
  const service = parsed?.kind === "service" ? optimisedServices[parsed.resourceType] : undefined;
  if (parsed === undefined || service === undefined) throw new Error(`no resource: ${resource}`);
  const sdk = {
    parameterProblems: () => Promise.resolve([]),
    call: (_service: string, action: string, given: unknown): Promise<SdkAnswer> => {
      calls.push([action, given]);
      const output = answers[calls.length - 1] ?? {};
      return Promise.resolve({ kind: "answered", output, requestId: "r", httpHeaders: {} });
    },
  };
  const task = { resource: parsed, parameters, executionArn: "arn", context: {} };
  return { answer: await callOptimised(sdk, service, task, new AbortController().signal), calls };
}

const Failures = [{ Arn: "a", Reason: "RESOURCE:MEMORY" }];

test("tasks of ECS that could not be placed are part of the answer where nothing is waited for", async () => {
  const { answer } = await call("ecs:runTask", {}, [{ Tasks: [], Failures }]);
  expect(answer).toMatchObject({ kind: "answered", output: { Tasks: [], Failures } });
});

test.each(["ecs:runTask.sync", "ecs:runTask.waitForTaskToken"])("of %s they are the failure", async (resource) => {
  const output = { Tasks: [{ TaskArn: "t" }], Failures };
  const { answer } = await call(resource, {}, [output]);
  expect(answer).toEqual({ kind: "failed", error: "AmazonECS.Unknown", cause: JSON.stringify(output) });
});

test("an instance group of EMR is modified by its name, on whatever page of the list it is", async () => {
  const parameters = { ClusterId: "c", InstanceGroupName: "Core", InstanceGroup: { InstanceCount: 8 } };
  const { answer, calls } = await call("elasticmapreduce:modifyInstanceGroupByName", parameters, [
    { InstanceGroups: [{ Id: "ig-1", Name: "Main" }], Marker: "m" },
    { InstanceGroups: [{ Id: "ig-2", Name: "Core" }] },
  ]);
  expect(answer.kind).toBe("answered");
  expect(calls).toEqual([
    ["listInstanceGroups", { ClusterId: "c" }],
    ["listInstanceGroups", { ClusterId: "c", Marker: "m" }],
    ["modifyInstanceGroups", { ClusterId: "c", InstanceGroups: [{ InstanceCount: 8, InstanceGroupId: "ig-2" }] }],
  ]);
});

const fleet = (more: object) => ({ ClusterId: "c", InstanceFleetName: "Core", InstanceFleet: { ...more } });

test("and so is an instance fleet", async () => {
  const { calls } = await call("elasticmapreduce:modifyInstanceFleetByName", fleet({ TargetSpotCapacity: 0 }), [
    { InstanceFleets: [{ Id: "if-1", Name: "Core" }] },
  ]);
  const InstanceFleet = { TargetSpotCapacity: 0, InstanceFleetId: "if-1" };
  expect(calls[1]).toEqual(["modifyInstanceFleet", { ClusterId: "c", InstanceFleet }]);
});

test.each<[string, JsonObject, string]>([
  ["a name that there is not", fleet({}), "There is no InstanceFleet with the name 'Core'"],
  ["an id beside the name", fleet({ InstanceFleetId: "if-1" }), 'The field "InstanceFleetId" is not supported'],
  ["no name", { ClusterId: "c", InstanceFleet: {} }, "The field 'InstanceFleetName' is required"],
])("%s modifies nothing", async (_name, parameters, problem) => {
  const { answer, calls } = await call("elasticmapreduce:modifyInstanceFleetByName", parameters, [{}]);
  expect(answer).toMatchObject({ kind: "failed", error: "States.Runtime" });
  expect(answer).toHaveProperty("cause", expect.stringContaining(problem));
  expect(calls.map(([action]) => action)).not.toContain("modifyInstanceFleet");
});

test("the cause of a refusal names the service's code, which may be another than the error's name", async () => {
  const parsed = parseTaskResource("arn:aws:states:::sqs:sendMessage");
  const service = optimisedServices.sqs;
  if (parsed?.kind !== "service" || service === undefined) throw new Error("no resource");
  const refused: SdkAnswer = {
    ...{ kind: "refused", code: "QueueDoesNotExist", errorCode: "AWS.SimpleQueueService.NonExistentQueue" },
    ...{ modelled: true, message: "The specified queue does not exist.", status: 400 },
    ...{ requestId: "r", extendedRequestId: undefined, serviceId: "SQS" },
  };
  const sdk = { parameterProblems: () => Promise.resolve([]), call: () => Promise.resolve(refused) };
  const task = { resource: parsed, parameters: { QueueUrl: "q", MessageBody: "b" }, executionArn: "arn", context: {} };
  expect(await callOptimised(sdk, service, task, new AbortController().signal)).toEqual({
    kind: "failed",
    error: "SQS.QueueDoesNotExistException",
    cause:
      "The specified queue does not exist. (Service: AmazonSQS; Status Code: 400; Error Code: AWS.SimpleQueueService.NonExistentQueue; Request ID: r; Proxy: null)",
  });
});
