import { checkArn } from "../../wire/arn.js";
import { validationError } from "../../wire/aws-error.js";
import { page } from "../../wire/page.js";
import { readInput } from "../../wire/read-input.js";
import { bool, integer, list, structure, text } from "../../wire/shape.js";
import { nextScheduleTime, parseSchedule } from "../../schedule/schedule-expression.js";
import { arnOf, type EventBridgeState, findBus, findRule, type Rule, type Target } from "../bus-state.js";
import { type EventPattern, InvalidPattern } from "../pattern/event-pattern.js";
import { parsePatternText } from "../pattern/parse-pattern.js";
import { invalidPattern } from "./invalid-pattern.js";

export const ruleName = text({ min: 1, max: 64, pattern: "[\\.\\-_A-Za-z0-9]+" });
/** A bus by its name or ARN. */
export const busName = text({
  min: 1,
  max: 1600,
  pattern: "(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+",
});
const tags = list(structure({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) }, ["Key", "Value"]));
const putShape = structure(
  {
    Name: ruleName,
    ScheduleExpression: text({ max: 256 }),
    EventPattern: text({ max: 4096 }),
    State: text({ values: ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"] }),
    Description: text({ max: 512 }),
    RoleArn: text({ min: 1, max: 1600 }),
    Tags: tags,
    EventBusName: busName,
  },
  ["Name"],
);
const nameShape = structure({ Name: ruleName, EventBusName: busName, Force: bool }, ["Name"]);
const listShape = structure({
  NamePrefix: text(),
  EventBusName: busName,
  NextToken: text(),
  Limit: integer({ min: 1, max: 100 }),
});

/** Creates a rule, or changes it and keeps its targets. */
export function putRule(state: EventBridgeState, json: unknown): unknown {
  const request = readInput(putShape, json);
  const bus = findBus(state, request.EventBusName);
  if (request.RoleArn !== undefined) checkArn(request.RoleArn);
  const { EventPattern: patternText, ScheduleExpression: schedule } = request;
  if (patternText === undefined && schedule === undefined)
    throw validationError("Parameter(s) EventPattern or ScheduleExpression must be specified.");
  if (schedule !== undefined && bus.name !== "default")
    throw validationError("ScheduleExpression is supported only on the default event bus.");
  const parsed = schedule === undefined ? undefined : parseSchedule(schedule, "UTC", ["rate", "cron"]);
  if (schedule !== undefined && parsed === undefined)
    throw validationError("Parameter ScheduleExpression is not valid.");
  const arn = arnOf(state, bus.name === "default" ? `rule/${request.Name}` : `rule/${bus.name}/${request.Name}`);
  const rule: Rule = {
    name: request.Name,
    arn,
    busName: bus.name,
    patternText,
    pattern: patternText === undefined ? undefined : parse(patternText),
    schedule,
    description: request.Description,
    roleArn: request.RoleArn,
    targets: bus.rules.get(request.Name)?.targets ?? new Map<string, Target>(),
    enabled: request.State !== "DISABLED",
    nextAtMs: parsed && nextScheduleTime(parsed, state.clock.nowMs(), state.clock.nowMs()),
  };
  bus.rules.set(rule.name, rule);
  if (request.Tags !== undefined) state.tags.set(arn, new Map(request.Tags.map(({ Key, Value }) => [Key, Value])));
  return { RuleArn: arn };
}

export function deleteRule(state: EventBridgeState, json: unknown): unknown {
  const request = readInput(nameShape, json);
  const bus = findBus(state, request.EventBusName);
  if ((bus.rules.get(request.Name)?.targets.size ?? 0) > 0)
    throw validationError("Rule can't be deleted since it has targets.");
  bus.rules.delete(request.Name);
  return {};
}

export function describeRule(state: EventBridgeState, json: unknown): unknown {
  const request = readInput(nameShape, json);
  return { ...describe(findRule(state, request.Name, request.EventBusName)), CreatedBy: state.accountId };
}

export function enableRule(state: EventBridgeState, json: unknown): unknown {
  return setEnabled(state, json, true);
}

export function disableRule(state: EventBridgeState, json: unknown): unknown {
  return setEnabled(state, json, false);
}

export function listRules(state: EventBridgeState, json: unknown): unknown {
  const { NamePrefix = "", EventBusName, NextToken, Limit } = readInput(listShape, json);
  const rules = [...findBus(state, EventBusName).rules.values()].filter(({ name }) => name.startsWith(NamePrefix));
  const { items, next } = page(rules, NextToken, Limit);
  return { Rules: items.map(describe), ...(next && { NextToken: next }) };
}

function setEnabled(state: EventBridgeState, json: unknown, enabled: boolean): unknown {
  const request = readInput(nameShape, json);
  findRule(state, request.Name, request.EventBusName).enabled = enabled;
  return {};
}

function describe(rule: Rule): object {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventPattern: rule.patternText,
    ScheduleExpression: rule.schedule,
    State: rule.enabled ? "ENABLED" : "DISABLED",
    Description: rule.description,
    RoleArn: rule.roleArn,
    EventBusName: rule.busName,
  };
}

function parse(source: string): EventPattern {
  try {
    return parsePatternText(source);
  } catch (error) {
    throw error instanceof InvalidPattern ? invalidPattern(error) : error;
  }
}
