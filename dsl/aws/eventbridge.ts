import type { EventBridge } from "@aws-sdk/client-eventbridge";
import type { CallOptions } from "../call-options.js";
import { awsService } from "../aws-sdk.js";
import { performCall } from "../native-run.js";

/** Amazon EventBridge, codeless: every action of the service, typed from its SDK. */
export const eventbridge = awsService<EventBridge>("eventbridge");

export interface EventBusOptions {
  /** The `source` of every event published here, such as `retail.checkout`. */
  readonly source: string;
}

/** An event bus that workflows publish to. */
export interface EventBus {
  readonly name: string;
  readonly options: EventBusOptions;
  /**
   * Puts one event on the bus (`events:putEvents`). An event that the bus does not take throws an error named
   * `EventBridge.FailedEntry`.
   */
  publish(detailType: string, detail: object, options?: CallOptions): Promise<void>;
}

/** Declares an event bus. Locally it is created when first needed; infra creates it on AWS. */
export function eventBus(name: string, options: EventBusOptions): EventBus {
  return {
    name,
    options,
    publish: async (detailType, detail, callOptions) => {
      const entry = { EventBusName: name, Source: options.source, DetailType: detailType, Detail: detail };
      await performCall({ task: "events:putEvents", input: { Entries: [entry] }, options: callOptions });
    },
  };
}
