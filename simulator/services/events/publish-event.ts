import { callApiDestination } from "./call-api-destination.js";
import { busNameOf, type EventBridgeState, type EventBus, type Rule, type Target } from "./bus-state.js";
import { type EventEnvelope, eventTime } from "./event-envelope.js";
import { matchesPattern } from "./pattern/match-event.js";
import { targetPayload } from "./target-input.js";

/** A bus may lead to another; a circle of buses ends here. */
const maxHops = 5;

/** Puts an event on a bus: every enabled rule that matches sends it to its targets. */
export function publishEvent(state: EventBridgeState, busName: string, event: EventEnvelope, hops = 0): void {
  const bus = state.buses.get(busName);
  const rules = bus === undefined ? [] : matchingRules(bus, event);
  const published = { busName, event, matchedRules: rules.map(({ name }) => name) };
  state.published.push(published);
  for (const listener of state.listeners) listener(published);
  for (const rule of rules) sendToTargets(state, rule, event, hops);
}

/** Sends an event to all targets of a rule. */
export function sendToTargets(state: EventBridgeState, rule: Rule, event: EventEnvelope, hops = 0): void {
  const context = { ruleArn: rule.arn, ruleName: rule.name, ingestionTime: eventTime(state.clock.nowMs()) };
  for (const target of rule.targets.values()) {
    const payload = targetPayload(target, event, context);
    if (payload === undefined) {
      state.failures.push({ targetArn: target.Arn, payload: "", reason: "The input transformer made no valid JSON" });
      continue;
    }
    const delivery = deliverTo(state, target, payload, event, hops).finally(() => state.pending.delete(delivery));
    state.pending.add(delivery);
  }
}

async function deliverTo(
  state: EventBridgeState,
  target: Target,
  payload: string,
  event: EventEnvelope,
  hops: number,
): Promise<void> {
  try {
    if (target.Arn.includes(":event-bus/")) {
      if (hops >= maxHops) throw new Error("The event went through too many buses");
      publishEvent(state, busNameOf(target.Arn), event, hops + 1);
    } else if (target.Arn.includes(":api-destination/")) await callApiDestination(state, target, payload);
    else {
      const messageGroupId = target.SqsParameters?.MessageGroupId;
      await state.deliver(target.Arn, payload, { from: "events", messageGroupId });
    }
  } catch (error) {
    await noteFailure(state, target, payload, error instanceof Error ? error.message : String(error));
  }
}

async function noteFailure(state: EventBridgeState, target: Target, payload: string, reason: string): Promise<void> {
  state.failures.push({ targetArn: target.Arn, payload, reason });
  const deadLetterArn = target.DeadLetterConfig?.Arn;
  if (deadLetterArn === undefined) return;
  const text = (StringValue: string) => ({ DataType: "String", StringValue });
  const messageAttributes = {
    TARGET_ARN: text(target.Arn),
    ERROR_MESSAGE: text(reason),
    ERROR_CODE: text("SDK_CLIENT_ERROR"),
  };
  await state.deliver(deadLetterArn, payload, { from: "events", messageAttributes }).catch((error: unknown) => {
    state.failures.push({ targetArn: deadLetterArn, payload, reason: String(error) });
  });
}

function matchingRules(bus: EventBus, event: EventEnvelope): readonly Rule[] {
  return [...bus.rules.values()].filter(
    (rule) => rule.enabled && rule.pattern !== undefined && matchesPattern(rule.pattern, event),
  );
}
