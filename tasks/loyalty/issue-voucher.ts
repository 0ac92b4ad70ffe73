import { createHash, randomInt } from "node:crypto";
import { ConditionalCheckFailedException, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { lambda, resourceName } from "setpiece";
import { z } from "zod";
import { dynamoDb } from "../aws-clients.js";
import { currencies } from "../money.js";
import { observed } from "../observed.js";
import { vouchers } from "../resources.js";
import { patientRetry } from "../retry-rules.js";

const inputSchema = z.object({
  /** One voucher per reason and customer: asked twice, the same code comes back. */
  reason: z.string().min(1),
  customerId: z.string().min(1),
  amount: z.int().min(1),
  currency: z.enum(currencies),
});

export interface Voucher {
  readonly code: string;
  readonly amount: number;
}

/** Letters and digits that people do not mistake for one another. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * Issues a voucher with a code that cannot be guessed.
 *
 * The claim on (customer, reason) is written first and names the code, so that a retry finds it.
 */
export const issueVoucher = lambda(
  "issueVoucher",
  observed(async (input: z.infer<typeof inputSchema>): Promise<Voucher> => {
    const { reason, customerId, amount, currency } = inputSchema.parse(input);
    const code = Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join("");
    const claim = `claim-${createHash("sha256").update(`${customerId} ${reason}`).digest("hex")}`;
    const claimed = await putIfNew({ code: { S: claim }, issued: { S: code } });
    const issued = claimed === undefined ? code : (claimed.issued?.S ?? code);
    await putIfNew({
      code: { S: issued },
      customerId: { S: customerId },
      reason: { S: reason },
      amount: { N: String(amount) },
      currency: { S: currency },
    });
    return { code: issued, amount };
  }),
  { retry: patientRetry, uses: [{ on: vouchers, actions: ["dynamodb:PutItem"] }] },
);

/** @returns the item that was there before; undefined when the new one was written */
async function putIfNew(
  item: Record<string, { S: string } | { N: string }>,
): Promise<ConditionalCheckFailedException["Item"] | undefined> {
  try {
    await dynamoDb().send(
      new PutItemCommand({
        TableName: resourceName(vouchers),
        Item: item, // each member is one kind of attribute value
        ConditionExpression: "attribute_not_exists(code)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item ?? {};
  }
}
