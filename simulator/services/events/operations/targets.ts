import { checkArn } from "../../wire/arn.js";
import { AwsError, validationError } from "../../wire/aws-error.js";
import { page } from "../../wire/page.js";
import { readInput } from "../../wire/read-input.js";
import { bool, integer, list, map, notSimulated, structure, text } from "../../wire/shape.js";
import { type EventBridgeState, findBus, findRule } from "../bus-state.js";
import { checkTargetInput } from "../check-target.js";
import { isEventPath } from "../event-path.js";
import { busName, ruleName } from "./rules.js";

const maxTargets = 5;
const targetArn = text({ min: 1, max: 1600 });

const noTarget = "no simulated target takes it";

const targetShape = structure(
  {
    Id: text({ min: 1, max: 64, pattern: "[\\.\\-_A-Za-z0-9]+" }),
    Arn: targetArn,
    RoleArn: targetArn,
    Input: text({ max: 8192 }),
    InputPath: text({ max: 256 }),
    InputTransformer: structure(
      { InputPathsMap: map(text({ max: 256 })), InputTemplate: text({ min: 1, max: 8192 }) },
      ["InputTemplate"],
    ),
    SqsParameters: structure({ MessageGroupId: text() }),
    HttpParameters: structure({
      PathParameterValues: list(text()),
      HeaderParameters: map(text()),
      QueryStringParameters: map(text()),
    }),
    DeadLetterConfig: structure({ Arn: targetArn }),
    RetryPolicy: structure({
      MaximumRetryAttempts: integer({ min: 0, max: 185 }),
      MaximumEventAgeInSeconds: integer({ min: 60, max: 86400 }),
    }),
    KinesisParameters: notSimulated("KinesisParameters", noTarget),
    RunCommandParameters: notSimulated("RunCommandParameters", noTarget),
    EcsParameters: notSimulated("EcsParameters", noTarget),
    BatchParameters: notSimulated("BatchParameters", noTarget),
    RedshiftDataParameters: notSimulated("RedshiftDataParameters", noTarget),
    SageMakerPipelineParameters: notSimulated("SageMakerPipelineParameters", noTarget),
    AppSyncParameters: notSimulated("AppSyncParameters", noTarget),
  },
  ["Id", "Arn"],
);
const putShape = structure(
  { Rule: ruleName, EventBusName: busName, Targets: list(targetShape, { min: 1, max: 100 }) },
  ["Rule", "Targets"],
);
const removeShape = structure(
  { Rule: ruleName, EventBusName: busName, Ids: list(text({ min: 1, max: 64 }), { min: 1, max: 100 }), Force: bool },
  ["Rule", "Ids"],
);
const paging = { NextToken: text(), Limit: integer({ min: 1, max: 100 }) };
const listShape = structure({ Rule: ruleName, EventBusName: busName, ...paging }, ["Rule"]);
const namesShape = structure({ TargetArn: targetArn, EventBusName: busName, ...paging }, ["TargetArn"]);

export function putTargets(state: EventBridgeState, json: unknown): unknown {
  const request = readInput(putShape, json);
  const rule = findRule(state, request.Rule, request.EventBusName);
  for (const target of request.Targets) {
    for (const arn of [target.Arn, target.RoleArn, target.DeadLetterConfig?.Arn]) if (arn !== undefined) checkArn(arn);
    checkTargetInput(target.Id, target);
    checkPaths(target.Id, [target.InputPath, ...Object.values(target.InputTransformer?.InputPathsMap ?? {})]);
  }
  const ids = new Set([...rule.targets.keys(), ...request.Targets.map(({ Id }) => Id)]);
  if (ids.size > maxTargets)
    throw new AwsError("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
  for (const target of request.Targets) rule.targets.set(target.Id, target);
  return { FailedEntryCount: 0, FailedEntries: [] };
}

export function removeTargets(state: EventBridgeState, json: unknown): unknown {
  const request = readInput(removeShape, json);
  const rule = findRule(state, request.Rule, request.EventBusName);
  const failed = request.Ids.filter((id) => !rule.targets.delete(id));
  return {
    FailedEntryCount: failed.length,
    FailedEntries: failed.map((id) => ({
      TargetId: id,
      ErrorCode: "ResourceNotFoundException",
      ErrorMessage: `Rule ${rule.name} does not have a target ${id}.`,
    })),
  };
}

export function listTargetsByRule(state: EventBridgeState, json: unknown): unknown {
  const request = readInput(listShape, json);
  const rule = findRule(state, request.Rule, request.EventBusName);
  const { items, next } = page([...rule.targets.values()], request.NextToken, request.Limit);
  return { Targets: items, ...(next && { NextToken: next }) };
}

export function listRuleNamesByTarget(state: EventBridgeState, json: unknown): unknown {
  const request = readInput(namesShape, json);
  checkArn(request.TargetArn);
  const rules = [...findBus(state, request.EventBusName).rules.values()].filter(({ targets }) =>
    [...targets.values()].some(({ Arn }) => Arn === request.TargetArn),
  );
  const { items, next } = page(rules, request.NextToken, request.Limit);
  return { RuleNames: items.map(({ name }) => name), ...(next && { NextToken: next }) };
}

function checkPaths(targetId: string, paths: readonly (string | undefined)[]): void {
  const wrong = paths.find((path) => path !== undefined && !isEventPath(path));
  if (wrong !== undefined) throw validationError(`InputPath for target ${targetId} is invalid: ${wrong}`);
}
