import { inject } from "vitest";
import { createDynamoDb } from "../../../../../simulator/services/dynamodb/dynamodb.js";
import { AwsError } from "../../../../../simulator/services/wire/aws-error.js";

/** What an engine answers: its output, or its error with message and further members. */
export type Answer =
  { readonly output: unknown } | { readonly error: string; readonly message: string; readonly details: unknown };

export interface BothEngines {
  /** Sends the same call to DynamoDB Local and to the embedded engine. */
  call(action: string, input: object): Promise<{ readonly local: Answer; readonly ours: Answer }>;
}

let runs = 0;

/** Two empty engines. Every pair has its own credentials at DynamoDB Local, which keeps their tables apart. */
export function bothEngines(): BothEngines {
  const ours = createDynamoDb();
  const accessKey = `run${process.pid}x${runs++}`;
  return {
    call: async (action, input) => ({
      local: await callLocal(accessKey, action, input),
      ours: callOurs(ours, action, input),
    }),
  };
}

async function callLocal(accessKey: string, action: string, input: object): Promise<Answer> {
  const scope = `Credential=${accessKey}/20260101/us-east-1/dynamodb/aws4_request`;
  const response = await fetch(inject("dynamoDbLocalUrl"), {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${action}`,
      "x-amz-date": "20260101T000000Z",
      authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host;x-amz-date, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  const body = (await response.json()) as Record<string, unknown>;
  // DynamoDB Local tells the capacity of a deletion that found nothing, also where nobody asks.
  if (!/"ReturnConsumedCapacity":"(TOTAL|INDEXES)"/.test(JSON.stringify(input))) delete body["ConsumedCapacity"];
  if (response.ok) return { output: canonical(body) };
  const { __type, Message, message = Message, ...details } = body;
  return {
    // DynamoDB Local shortens this name, which SDKs know in full.
    error: String(__type)
      .replace(/^.*#/, "")
      .replace(/^DuplicateItem$/, "DuplicateItemException"),
    message: typeof message === "string" ? message : "",
    details: canonical(details),
  };
}

function callOurs(engine: ReturnType<typeof createDynamoDb>, action: string, input: object): Answer {
  try {
    const output = engine.call(action, JSON.parse(JSON.stringify(input)));
    return { output: canonical(JSON.parse(JSON.stringify(output))) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const details: unknown = JSON.parse(JSON.stringify(error.fields));
    return { error: error.code, message: error.message, details: canonical(details) };
  }
}

/** JSON with keys in order and sets sorted, for comparison. */
function canonical(json: unknown): unknown {
  // DynamoDB Local words this reason with a full stop in some actions, the service never.
  if (json === "The conditional request failed.") return "The conditional request failed";
  if (Array.isArray(json)) return json.map(canonical);
  if (typeof json !== "object" || json === null) return json;
  const entries = Object.entries(json).map(([key, value]) => {
    const isSet = (key === "SS" || key === "NS" || key === "BS") && Array.isArray(value);
    return [key, isSet ? [...(value as string[])].sort() : canonical(value)] as const;
  });
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}
