import { matches, workflow } from "setpiece";
import { z } from "zod";
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

/** Holds of every item. */
const always = "attribute_exists(#value) OR attribute_not_exists(#value)";
/** Holds of none. */
const never = "attribute_exists(#value) AND attribute_not_exists(#value)";

/**
 * Hands out the next number of a sequence, never the same twice. No Lambda function takes part.
 *
 * @throws ConditionalCheckFailed when it is no request; nothing is counted then
 */
export const nextOrderNumber = workflow(
  "next-order-number",
  async (request: NumberRequest): Promise<NumberAnswer> => {
    const isRequest = matches(requestSchema, request);
    const counter = await counters.updateItem({
      Key: { name: { S: isRequest ? request.sequence : "none" } },
      UpdateExpression: "ADD #value :one",
      // The one state is the door, too: an error with a name of its own would need another.
      ConditionExpression: isRequest ? always : never,
      ExpressionAttributeNames: { "#value": "value" },
      ExpressionAttributeValues: { ":one": { N: "1" } },
      ReturnValues: "UPDATED_NEW",
    });
    const digits = counter.Attributes?.value?.N ?? "0";
    return { value: Number(digits), text: request.prefix + digits.padStart(8, "0") };
  },
  { type: "EXPRESS" },
);
