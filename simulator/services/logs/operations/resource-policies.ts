import { AwsError } from "../../wire/aws-error.js";
import { integer, structure, text } from "../../wire/shape.js";
import { invalidParameter, type LogsState, type ResourcePolicy } from "../log-group.js";
import { nextToken, pageOf, readRequest, resourceArn } from "../request-shapes.js";

const maxPolicies = 10;

const putShape = structure({
  policyName: text({ min: 1 }),
  policyDocument: text({ min: 1, max: 51_200 }),
  resourceArn,
  expectedRevisionId: text(),
});

/** Keeps a policy: nothing that writes here is refused for want of one. */
export function putResourcePolicy(state: LogsState, json: unknown): object {
  const input = readRequest(putShape, json);
  const { policyName = input.resourceArn ?? "", policyDocument = "" } = input;
  if (policyName === "") throw invalidParameter("policyName must be specified.");
  if (!isJsonObject(policyDocument)) throw invalidParameter("Syntax errors in policy.");
  const present = state.policies.get(policyName);
  if (input.expectedRevisionId !== undefined && input.expectedRevisionId !== present?.revisionId)
    throw new AwsError("OperationAbortedException", "The expected revision is not the one of the policy.");
  if (present === undefined && state.policies.size >= maxPolicies)
    throw new AwsError("LimitExceededException", "Resource limit exceeded.");
  const policy: ResourcePolicy = {
    policyName,
    policyDocument,
    lastUpdatedTime: state.clock.nowMs(),
    revisionId: state.newId(),
    resourceArn: input.resourceArn,
  };
  state.policies.set(policyName, policy);
  return { resourcePolicy: policyView(policy), revisionId: policy.revisionId };
}

const describeShape = structure({
  nextToken,
  limit: integer({ min: 1, max: 50 }),
  resourceArn,
  policyScope: text({ values: ["ACCOUNT", "RESOURCE"] }),
});

export function describeResourcePolicies(state: LogsState, json: unknown): object {
  const { resourceArn: arn, policyScope, ...input } = readRequest(describeShape, json);
  const found = [...state.policies.values()]
    .filter((policy) => arn === undefined || policy.resourceArn === arn)
    .filter((policy) => policyScope === undefined || scopeOf(policy) === policyScope);
  const { items, next } = pageOf(found, input.nextToken, input.limit);
  return { resourcePolicies: items.map(policyView), ...(next === undefined ? {} : { nextToken: next }) };
}

const deleteShape = structure({ policyName: text(), resourceArn, expectedRevisionId: text() });

export function deleteResourcePolicy(state: LogsState, json: unknown): object {
  const { policyName, resourceArn: arn } = readRequest(deleteShape, json);
  const policy = [...state.policies.values()].find((each) =>
    policyName === undefined ? arn !== undefined && each.resourceArn === arn : each.policyName === policyName,
  );
  if (policy === undefined)
    throw new AwsError("ResourceNotFoundException", `Policy with name [${policyName ?? arn ?? ""}] does not exist.`);
  state.policies.delete(policy.policyName);
  return {};
}

const scopeOf = ({ resourceArn: arn }: ResourcePolicy) => (arn === undefined ? "ACCOUNT" : "RESOURCE");

function policyView(policy: ResourcePolicy): object {
  return { ...policy, policyScope: scopeOf(policy) };
}

function isJsonObject(document: string): boolean {
  try {
    const parsed: unknown = JSON.parse(document);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
