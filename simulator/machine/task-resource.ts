/** How long a Task waits for its service: until it answers, until the job ends, or until a token comes back. */
export type IntegrationPattern = "requestResponse" | "sync" | "waitForTaskToken";

/** What the `Resource` of a Task names. */
export type TaskResource =
  | { readonly kind: "lambda"; readonly arn: string }
  | { readonly kind: "activity"; readonly arn: string }
  | {
      readonly kind: "service";
      readonly arn: string;
      /** `lambda`, `dynamodb`, …; `aws-sdk:dynamodb` for calls of the AWS SDK integration. */
      readonly resourceType: string;
      /** As events name it: `invoke.waitForTaskToken`. */
      readonly resource: string;
      /** The action alone: `invoke`. */
      readonly action: string;
      readonly pattern: IntegrationPattern;
      /** `.sync:2` gives the nested output as JSON. */
      readonly syncVersion: 1 | 2;
    };

const patternOf: Readonly<Record<string, readonly [IntegrationPattern, 1 | 2]>> = {
  "": ["requestResponse", 1],
  ".sync": ["sync", 1],
  ".sync:2": ["sync", 2],
  ".waitForTaskToken": ["waitForTaskToken", 1],
};

/** Parses the `Resource` of a Task; `undefined` when it is not an ARN that a Task may name. */
export function parseTaskResource(arn: string): TaskResource | undefined {
  if (/^arn:[^:]+:lambda:[^:]*:[^:]*:function:.+$/.test(arn)) return { kind: "lambda", arn };
  if (/^arn:[^:]+:states:[^:]*:[^:]*:activity:.+$/.test(arn)) return { kind: "activity", arn };
  const match = /^arn:[^:]+:states:[^:]*:[^:]*:((?:aws-sdk:)?[^:.]+):([^:.]+)(\..+)?$/.exec(arn);
  if (match === null) return undefined;
  const [, resourceType = "", action = "", suffix = ""] = match;
  const pattern = patternOf[suffix];
  if (pattern === undefined) return undefined;
  return {
    kind: "service",
    arn,
    resourceType,
    resource: `${action}${suffix}`,
    action,
    pattern: pattern[0],
    syncVersion: pattern[1],
  };
}
