import type { SNS } from "@aws-sdk/client-sns";
import { awsService } from "../aws-sdk.js";
import type { NamedResource } from "../resource-use.js";
import { bindActions, type BoundActions } from "./bound-actions.js";

/** Amazon SNS, codeless: every action of the service, typed from its SDK. */
export const sns = awsService<SNS>("sns");

/** A topic and its actions, each with `TopicArn` filled in. */
export type Topic = NamedResource & BoundActions<SNS, (typeof topicActions)[number], "TopicArn">;

const topicActions = ["publish", "publishBatch"] as const;

/** The ARN of a topic in local runs. */
export const localTopicArn = (name: string): string => `arn:aws:sns:us-east-1:123456789012:${name}`;

/** Declares an SNS topic. `name` is its name locally; infra gives it a name of its own on AWS. */
export function topic(name: string): Topic {
  const localName = localTopicArn(name);
  return { name, localName, ...bindActions(sns, topicActions, "TopicArn", localName) };
}
