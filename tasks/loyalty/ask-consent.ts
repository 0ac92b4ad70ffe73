import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { lambda, resourceName } from "setpiece";
import { z } from "zod";
import { dynamoDb } from "../aws-clients.js";
import { observed } from "../observed.js";
import { consents } from "../resources.js";

const inputSchema = z.object({
  consentId: z.string().min(1),
  customerId: z.string(),
  /** When the enrolment stops waiting, in epoch seconds: until then the question stays in the table. */
  expiresAt: z.int().positive(),
  taskToken: z.string().min(1),
});

/** What the customer answers. */
export interface ConsentAnswer {
  readonly consented: boolean;
}

/**
 * Puts the question before the customer: the shop's site shows it while it is in the table, and answers with the token.
 * The token never leaves the table; what the customer sees is the consent's id.
 */
export const askConsent = lambda(
  "askConsent",
  observed(async (input: z.infer<typeof inputSchema>): Promise<void> => {
    const { consentId, customerId, expiresAt, taskToken } = inputSchema.parse(input);
    await dynamoDb().send(
      new PutItemCommand({
        TableName: resourceName(consents),
        Item: {
          consentId: { S: consentId },
          customerId: { S: customerId },
          status: { S: "ASKED" },
          taskToken: { S: taskToken },
          expiresAt: { N: String(expiresAt) },
        },
      }),
    );
  }),
  { uses: [{ on: consents, actions: ["dynamodb:PutItem"] }] },
);
