import { callApiDestination } from "./call-api-destination.js";
import { busNameOf, type EventBridgeState, type EventBus, type Rule, type Target } from "./bus-state.js";
import { type DeliveryAttempts, isTooOld, planRetry, RetryableFailure } from "./delivery-retries.js";
import { takeTurn } from "./destination-turns.js";
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
    const attempts = { firstAtMs: state.clock.nowMs(), retries: 0 };
    startDelivery(state, { rule, target, payload, event, hops }, attempts);
  }
}

/** What goes where. */
interface Delivery {
  readonly rule: Rule;
  readonly target: Target;
  readonly payload: string;
  readonly event: EventEnvelope;
  readonly hops: number;
}

function startDelivery(state: EventBridgeState, delivery: Delivery, attempts: DeliveryAttempts): void {
  const askedAtMs = state.clock.nowMs();
  const begin = () => {
    const hasWaited = state.clock.nowMs() > askedAtMs;
    const underWay = deliver(state, delivery, attempts, hasWaited).finally(() => state.pending.delete(underWay));
    state.pending.add(underWay);
  };
  if (isApiDestination(delivery.target)) takeTurn(state, delivery.target.Arn, begin);
  else begin();
}

const isApiDestination = ({ Arn }: Target): boolean => Arn.includes(":api-destination/");

async function deliver(
  state: EventBridgeState,
  delivery: Delivery,
  attempts: DeliveryAttempts,
  hasWaited: boolean,
): Promise<void> {
  const { target, payload, event, hops } = delivery;
  try {
    if (hasWaited && isTooOld(state, target, attempts))
      throw new RetryableFailure("The event waited too long for its turn");
    if (target.Arn.includes(":event-bus/")) {
      if (hops >= maxHops) throw new Error("The event went through too many buses");
      publishEvent(state, busNameOf(target.Arn), event, hops + 1);
    } else if (isApiDestination(target)) await callApiDestination(state, target, delivery);
    else {
      const messageGroupId = target.SqsParameters?.MessageGroupId;
      await state.deliver(target.Arn, payload, { from: "events", messageGroupId });
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    state.failures.push({ targetArn: target.Arn, payload, reason });
    const again = () => startDelivery(state, delivery, { ...attempts, retries: attempts.retries + 1 });
    const mayRetry = error instanceof RetryableFailure;
    const exhausted = mayRetry ? planRetry(state, target, attempts, error, again) : undefined;
    if (mayRetry && exhausted === undefined) return;
    await sendToDeadLetters(state, delivery, {
      ERROR_CODE: mayRetry ? "ERROR_FROM_TARGET" : "SDK_CLIENT_ERROR",
      ERROR_MESSAGE: reason,
      RETRY_ATTEMPTS: String(attempts.retries),
      ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: exhausted }),
    });
  }
}

async function sendToDeadLetters(
  state: EventBridgeState,
  { rule, target, payload }: Delivery,
  facts: Readonly<Record<string, string>>,
): Promise<void> {
  const deadLetterArn = target.DeadLetterConfig?.Arn;
  if (deadLetterArn === undefined) return;
  const texts = Object.entries({ RULE_ARN: rule.arn, TARGET_ARN: target.Arn, ...facts });
  const messageAttributes = Object.fromEntries(
    texts.map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
  await state.deliver(deadLetterArn, payload, { from: "events", messageAttributes }).catch((error: unknown) => {
    state.failures.push({ targetArn: deadLetterArn, payload, reason: String(error) });
  });
}

function matchingRules(bus: EventBus, event: EventEnvelope): readonly Rule[] {
  return [...bus.rules.values()].filter(
    (rule) => rule.enabled && rule.pattern !== undefined && matchesPattern(rule.pattern, event),
  );
}
