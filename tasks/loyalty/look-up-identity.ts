import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { lambda, resourceName } from "setpiece";
import { z } from "zod";
import { dynamoDb } from "../aws-clients.js";
import { observed } from "../observed.js";
import { identities } from "../resources.js";
import { patientRetry } from "../retry-rules.js";

const inputSchema = z.object({ system: z.enum(["web-shop", "stores", "app"]), email: z.email() });

/** An account that a system has for an e-mail address. */
export interface Identity {
  readonly system: string;
  readonly customerId: string;
  /** ISO 8601 date. */
  readonly since: string;
}

/** Looks an e-mail address up in one of the shop's systems. Spelling in capitals makes no difference. */
export const lookUpIdentity = lambda(
  "lookUpIdentity",
  observed(async (input: z.infer<typeof inputSchema>): Promise<readonly Identity[]> => {
    const { system, email } = inputSchema.parse(input);
    const { Item } = await dynamoDb().send(
      new GetItemCommand({
        TableName: resourceName(identities),
        Key: { email: { S: email.toLowerCase() }, system: { S: system } },
      }),
    );
    return Item === undefined ? [] : [{ system, customerId: Item.customerId?.S ?? "", since: Item.since?.S ?? "" }];
  }),
  { retry: patientRetry, uses: [{ on: identities, actions: ["dynamodb:GetItem"] }] },
);
