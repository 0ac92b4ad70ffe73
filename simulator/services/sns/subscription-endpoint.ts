import { invalidParameter } from "./topic-state.js";

/** What the endpoints of a protocol look like, and what SNS calls them. */
const endpoints: ReadonlyMap<string, { readonly pattern: RegExp; readonly problem: string }> = new Map([
  ["sqs", { pattern: /^arn:[^:]+:sqs:[^:]*:[^:]*:./, problem: "SQS endpoint ARN" }],
  ["lambda", { pattern: /^arn:[^:]+:lambda:[^:]*:[^:]*:function:./, problem: "Lambda endpoint ARN" }],
  ["http", { pattern: /^http:\/\/./, problem: "Endpoint must match the specified protocol" }],
  ["https", { pattern: /^https:\/\/./, problem: "Endpoint must match the specified protocol" }],
]);

/** Refuses a protocol that is not simulated, and an endpoint that is none of its protocol. Throws `InvalidParameter`. */
export function checkEndpoint(protocol: string, endpoint: string): void {
  const known = endpoints.get(protocol);
  if (known === undefined) throw invalidParameter(`the protocol ${protocol} is not simulated`);
  if (!known.pattern.test(endpoint)) throw invalidParameter(known.problem);
}
