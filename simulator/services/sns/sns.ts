import type { HttpHandler, HttpRequest } from "../../http/http-handler.js";
import type { DeliveryDetails } from "../delivery.js";
import { listen, type Listening } from "../../http/listen.js";
import {
  serviceOutlet,
  type ServiceOutletOptions,
  servicePlace,
  type ServicePlaceOptions,
  settled,
} from "../service-place.js";
import { type QueryParameters, queryProtocolHandler } from "../wire/query-protocol.js";
import type { XmlContent } from "../wire/xml.js";
import { publish, publishBatch, publishText } from "./publish.js";
import {
  confirmSubscription,
  getSubscriptionAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  setSubscriptionAttributes,
  subscribe,
  unsubscribe,
} from "./subscriptions.js";
import { invalidParameter, type PublishedMessage, type SnsState } from "./topic-state.js";
import {
  createTopic,
  deleteTopic,
  ensureTopic,
  getTopicAttributes,
  listTagsForResource,
  listTopics,
  setTopicAttributes,
  tagResource,
  untagResource,
} from "./topics.js";

/** An embedded SNS, in memory: standard and FIFO topics with subscriptions of queues, functions and HTTP endpoints. */
export interface Sns {
  /** Answers what the AWS SDK's SNS client sends (AWS query). */
  readonly handler: HttpHandler;
  /** Every message published so far. */
  readonly messages: readonly PublishedMessage[];
  /** Deliveries that failed. */
  readonly failures: readonly { readonly endpoint: string; readonly reason: string }[];
  /** Creates a topic, unless it is there, and gives its ARN. */
  ensureTopic(name: string): string;
  /** Publishes a message. Throws `NotFound` where the topic does not exist. */
  publish(topicArn: string, message: string, details?: Partial<DeliveryDetails>): void;
  /** Resolves when no delivery is under way. */
  settled(): Promise<void>;
}

type SnsAction = (state: SnsState, parameters: QueryParameters, serviceUrl: string) => XmlContent;

/** Every action of SNS that is simulated. */
export const snsActions: ReadonlyMap<string, SnsAction> = new Map<string, SnsAction>([
  ["ConfirmSubscription", confirmSubscription],
  ["CreateTopic", createTopic],
  ["DeleteTopic", deleteTopic],
  ["GetSubscriptionAttributes", getSubscriptionAttributes],
  ["GetTopicAttributes", getTopicAttributes],
  ["ListSubscriptions", listSubscriptions],
  ["ListSubscriptionsByTopic", listSubscriptionsByTopic],
  ["ListTagsForResource", listTagsForResource],
  ["ListTopics", listTopics],
  ["Publish", publish],
  ["PublishBatch", publishBatch],
  ["SetSubscriptionAttributes", setSubscriptionAttributes],
  ["SetTopicAttributes", setTopicAttributes],
  ["Subscribe", subscribe],
  ["TagResource", tagResource],
  ["Unsubscribe", unsubscribe],
  ["UntagResource", untagResource],
]);

const topicArn = "TopicArn";
const subscriptionArn = "SubscriptionArn";

/** The parameters that each action reads; the service's others are refused by name. */
const parametersOf: Readonly<Record<string, readonly string[]>> = {
  ConfirmSubscription: [topicArn, "Token"],
  CreateTopic: ["Name", "Attributes", "Tags"],
  DeleteTopic: [topicArn],
  GetSubscriptionAttributes: [subscriptionArn],
  GetTopicAttributes: [topicArn],
  ListSubscriptions: [],
  ListSubscriptionsByTopic: [topicArn],
  ListTagsForResource: ["ResourceArn"],
  ListTopics: [],
  Publish: [
    ...["Message", topicArn, "TargetArn", "PhoneNumber", "Subject", "MessageStructure", "MessageAttributes"],
    ...["MessageDeduplicationId", "MessageGroupId"],
  ],
  PublishBatch: [topicArn, "PublishBatchRequestEntries"],
  SetSubscriptionAttributes: [subscriptionArn, "AttributeName", "AttributeValue"],
  SetTopicAttributes: [topicArn, "AttributeName", "AttributeValue"],
  Subscribe: [topicArn, "Protocol", "Endpoint", "Attributes", "ReturnSubscriptionArn"],
  TagResource: ["ResourceArn", "Tags"],
  Unsubscribe: [subscriptionArn],
  UntagResource: ["ResourceArn", "TagKeys"],
};

function refuseUnknownParameters(action: string, { members }: QueryParameters): void {
  const known = ["Action", "Version", ...(parametersOf[action] ?? [])];
  const unknown = [...members.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalidParameter(`The parameter ${unknown} of ${action} is not simulated.`);
}

export function createSns(options: ServicePlaceOptions & ServiceOutletOptions = {}): Sns {
  const state: SnsState = {
    ...servicePlace(options),
    ...serviceOutlet(options),
    topics: new Map(),
    subscriptions: new Map(),
    published: [],
    failures: [],
  };
  const findAction = (name: string) => {
    const action = snsActions.get(name);
    if (action === undefined) return undefined;
    return (parameters: QueryParameters, { headers }: HttpRequest) => {
      refuseUnknownParameters(name, parameters);
      return action(state, parameters, `http://${headers["host"] ?? "localhost"}`);
    };
  };
  return {
    handler: queryProtocolHandler("http://sns.amazonaws.com/doc/2010-03-31/", findAction, 4 * 1024 * 1024),
    messages: state.published,
    failures: state.failures,
    publish: (topicArn, message, details) => publishText(state, topicArn, message, details),
    ensureTopic: (name) => ensureTopic(state, name).arn,
    settled: () => settled(state),
  };
}

/** An SNS behind a port of this machine. `port`: 0, the default, takes any free one. */
export async function startSns(
  options: ServicePlaceOptions & ServiceOutletOptions & { readonly port?: number } = {},
): Promise<Listening & { readonly sns: Sns }> {
  const sns = createSns(options);
  return { ...(await listen(sns.handler, options.port ?? 0, "127.0.0.1")), sns };
}
