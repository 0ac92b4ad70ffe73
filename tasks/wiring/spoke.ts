import type { EventBus } from "setpiece/aws/eventbridge";
import type { EventRule, QueueTarget } from "./wiring.js";

interface SpokeOptions extends Pick<QueueTarget, "queue" | "undelivered"> {
  readonly source: string;
  readonly detailType: string;
  readonly members: readonly string[];
}

/**
 * A spoke of the hub: carries events of one type to the queue of a service that wants to know of them, reduced to some
 * members of their detail, with the time of the event.
 */
export function spoke(
  name: string,
  bus: EventBus,
  { source, detailType, members, queue, undelivered }: SpokeOptions,
): EventRule {
  const paths = Object.fromEntries(members.map((member) => [member, `$.detail.${member}`]));
  const template = [...members, "at"].map((member) => `${JSON.stringify(member)}:<${member}>`).join(",");
  return {
    name,
    bus,
    pattern: { source: [source], "detail-type": [detailType] },
    target: { queue, paths: { ...paths, at: "$.time" }, template: `{${template}}`, undelivered },
  };
}
