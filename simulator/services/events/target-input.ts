import type { EventEnvelope } from "./event-envelope.js";
import { readEventPath } from "./event-path.js";
import { transformInput } from "./input-transformer.js";
import type { RuleContext, TargetInput } from "./target-input-types.js";

/** The text that a target gets for an event; undefined where its transformer makes no valid JSON of it. */
export function targetPayload(target: TargetInput, event: EventEnvelope, rule: RuleContext): string | undefined {
  if (target.Input !== undefined) return target.Input;
  if (target.InputTransformer !== undefined) return transformInput(target.InputTransformer, event, rule);
  if (target.InputPath === undefined) return JSON.stringify(event);
  return JSON.stringify(readEventPath(target.InputPath, event) ?? null);
}
