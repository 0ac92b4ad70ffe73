import { integrationPatterns, type IntegrationPattern } from "./service-integrations.js";

/** What a Task's `Resource` stands for. */
export type TaskResource =
  | {
      readonly kind: "integration";
      readonly service: string;
      readonly action: string;
      readonly pattern: IntegrationPattern;
    }
  | { readonly kind: "activity"; readonly name: string }
  | { readonly kind: "function"; readonly name: string }
  /** An ARN of another service, which is left to the service to judge. */
  | { readonly kind: "other" }
  /** An integration or a use of one that does not exist. */
  | { readonly kind: "unrecognized" }
  | { readonly kind: "notAnArn" };

const arn = /^arn:(aws[a-z-]*):([a-z0-9-]+):([^:]*):([^:]*):(.+)$/s;

/**
 * Takes a `Resource` apart: `arn:aws:states:::sqs:sendMessage.waitForTaskToken` is the action `sendMessage` of the
 * service `sqs`; an AWS SDK integration has the service `aws-sdk:s3`.
 */
export function parseTaskResource(text: string): TaskResource {
  const match = arn.exec(text);
  if (match === null) return { kind: "notAnArn" };
  const [, , owner = "", , , rest = ""] = match;
  if (owner === "lambda") {
    return rest.startsWith("function:")
      ? { kind: "function", name: rest.slice("function:".length) }
      : { kind: "unrecognized" };
  }
  if (owner !== "states") return { kind: "other" };
  if (rest.startsWith("activity:")) return { kind: "activity", name: rest.slice("activity:".length) };
  return parseIntegration(rest);
}

const integration = /^((?:aws-sdk:)?[a-z0-9-]+):([^.:]+)(\.sync:2|\.sync|\.waitForTaskToken)?$/;

const patternOfSuffix: Readonly<Record<string, IntegrationPattern>> = {
  ".sync": "sync",
  ".sync:2": "sync:2",
  ".waitForTaskToken": "waitForTaskToken",
};

function parseIntegration(text: string): TaskResource {
  const match = integration.exec(text);
  if (match === null) return { kind: "unrecognized" };
  const [, service = "", action = "", suffix = ""] = match;
  const pattern = patternOfSuffix[suffix] ?? "requestResponse";
  if (integrationPatterns(service, action)?.includes(pattern) !== true) return { kind: "unrecognized" };
  return { kind: "integration", service, action, pattern };
}
