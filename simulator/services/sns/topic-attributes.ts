import { isJsonObject, parseJson } from "../../json.js";
import { invalidParameter } from "./topic-state.js";

const isJson = (value: string): boolean => {
  const parsed = parseJson(value);
  return parsed !== undefined && isJsonObject(parsed);
};

/** What may be set of a topic. Only the attributes of FIFO topics have an effect here; the others are kept and shown. */
const fifoAttributes: ReadonlySet<string> = new Set(["FifoTopic", "ContentBasedDeduplication", "FifoThroughputScope"]);
const feedback =
  /^(?:HTTP|Firehose|Lambda|Application|SQS)(SuccessFeedbackRoleArn|SuccessFeedbackSampleRate|FailureFeedbackRoleArn)$/;

/** What a value of an attribute must be; an empty one takes the attribute away. The words of most problems are ours. */
const valueChecks: Readonly<Record<string, { readonly fits: (value: string) => boolean; readonly problem: string }>> = {
  DeliveryPolicy: { fits: isJson, problem: "DeliveryPolicy: failed to parse JSON" },
  DisplayName: { fits: (value) => value.length <= 100, problem: "DisplayName Reason: at most 100 characters" },
  Policy: { fits: isJson, problem: "Policy Error: null" },
  TracingConfig: {
    fits: (value) => ["Active", "PassThrough"].includes(value),
    problem: "TracingConfig Reason: Active or PassThrough",
  },
  KmsMasterKeyId: { fits: () => true, problem: "" },
  SignatureVersion: { fits: (value) => ["1", "2"].includes(value), problem: "SignatureVersion Reason: 1 or 2" },
  SuccessFeedbackSampleRate: {
    fits: (value) => /^\d+$/.test(value) && Number(value) <= 100,
    problem: "SuccessFeedbackSampleRate Reason: a whole number from 0 to 100",
  },
  SuccessFeedbackRoleArn: { fits: isRole, problem: "SuccessFeedbackRoleArn Reason: the ARN of a role" },
  FailureFeedbackRoleArn: { fits: isRole, problem: "FailureFeedbackRoleArn Reason: the ARN of a role" },
};

function isRole(value: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:role\/./.test(value);
}

/** Refuses attributes that a topic does not have, and values that they do not take. Throws `InvalidParameter`. */
export function checkTopicAttributes(attributes: ReadonlyMap<string, string>, isFifo: boolean): void {
  for (const [name, value] of attributes) {
    if (name === "ArchivePolicy") throw invalidParameter("the archive of a topic is not simulated");
    if (name === "DataProtectionPolicy") throw invalidParameter("the protection of data is not simulated");
    if (isFifo && fifoAttributes.has(name)) continue;
    if (name === "FifoTopic" && value === "false") continue;
    const check = valueChecks[feedback.exec(name)?.[1] ?? name];
    if (check === undefined) throw invalidParameter("Attributes Reason: Unknown attribute " + name);
    if (value !== "" && !check.fits(value)) throw invalidParameter(check.problem);
  }
}
