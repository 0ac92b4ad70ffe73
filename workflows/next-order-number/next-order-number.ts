import { workflow } from "setpiece";
import { counters } from "../../tasks/resources.js";

export interface NumberRequest {
  /** Which sequence: each counts by itself, from 1. */
  readonly sequence: string;
  /** What the number is written behind, such as `SO-`. */
  readonly prefix: string;
}

export interface NumberAnswer {
  readonly value: number;
  readonly text: string;
}

/** Hands out the next number of a sequence, never the same twice. No Lambda function takes part. */
export const nextOrderNumber = workflow(
  "next-order-number",
  async ({ sequence, prefix }: NumberRequest): Promise<NumberAnswer> => {
    const counter = await counters.updateItem({
      Key: { name: { S: sequence } },
      UpdateExpression: "ADD #value :one",
      ExpressionAttributeNames: { "#value": "value" },
      ExpressionAttributeValues: { ":one": { N: "1" } },
      ReturnValues: "UPDATED_NEW",
    });
    const digits = counter.Attributes?.value?.N ?? "0";
    return { value: Number(digits), text: prefix + digits.padStart(8, "0") };
  },
  { type: "EXPRESS" },
);
