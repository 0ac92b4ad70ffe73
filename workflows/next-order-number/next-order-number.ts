import { matches, workflow } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { z } from "zod";
import { InvalidNumberRequest } from "../../tasks/errors.js";
import { counters } from "../../tasks/resources.js";

const requestSchema = z.object({
  /** Which sequence: each counts by itself, from 1. */
  sequence: z.string().min(1),
  /** What the number is written behind, such as `SO-`. */
  prefix: z.string(),
});
export type NumberRequest = Readonly<z.infer<typeof requestSchema>>;

export interface NumberAnswer {
  readonly value: number;
  readonly text: string;
}

const always = "attribute_exists(#value) OR attribute_not_exists(#value)";
const never = "attribute_exists(#value) AND attribute_not_exists(#value)";

/** Hands out the next number of a sequence, never the same twice. No Lambda function takes part. */
export const nextOrderNumber = workflow(
  "next-order-number",
  async (request: NumberRequest): Promise<NumberAnswer> => {
    const isRequest = matches(requestSchema, request);
    try {
      const counter = await counters.updateItem({
        Key: { name: { S: isRequest ? request.sequence : "none" } },
        UpdateExpression: "ADD #value :one",
        // The one state checks, too: for what is no request the condition cannot hold, and nothing is counted.
        ConditionExpression: isRequest ? always : never,
        ExpressionAttributeNames: { "#value": "value" },
        ExpressionAttributeValues: { ":one": { N: "1" } },
        ReturnValues: "UPDATED_NEW",
      });
      const digits = counter.Attributes?.value?.N ?? "0";
      return { value: Number(digits), text: request.prefix + digits.padStart(8, "0") };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailed)) throw error;
      throw new InvalidNumberRequest("a request has a sequence and a prefix");
    }
  },
  { type: "EXPRESS" },
);
