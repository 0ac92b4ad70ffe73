import { createHash } from "node:crypto";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { lambda, resourceName } from "setpiece";
import { z } from "zod";
import { dynamoDb } from "../aws-clients.js";
import { observed } from "../observed.js";
import { accessKeys } from "../resources.js";

/** What API Gateway asks an authoriser of the type TOKEN. */
const questionSchema = z.object({
  type: z.literal("TOKEN"),
  authorizationToken: z.string().max(300),
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>` */
  methodArn: z.string().regex(/^arn:[\w-]+:execute-api:[\w-]+:\d{12}:\w+\/[^/]+\/[A-Z]+\//),
});
export type AuthorisationQuestion = z.infer<typeof questionSchema>;

export interface AuthorisationPolicy {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: "2012-10-17";
    readonly Statement: readonly {
      readonly Action: "execute-api:Invoke";
      readonly Effect: "Allow" | "Deny";
      readonly Resource: string | readonly string[];
    }[];
  };
  /** For the integration behind the API. */
  readonly context: Readonly<Record<string, string>>;
}

interface Partner {
  readonly name: string;
  /** Such as `POST /orders`. */
  readonly scopes: readonly string[];
  readonly isActive: boolean;
}

/** How long a look-up is good, in milliseconds: a key that is taken back works no longer than this, and API Gateway's own cache. */
const cacheMs = 60_000;
const mostCached = 1_000;
const cache = new Map<string, { readonly partner: Partner | undefined; readonly untilMs: number }>();

/**
 * Says whether a request with a partner's key may go on. The policy covers all that the partner may do, so that API Gateway
 * can keep it for other requests with the same key. Keys are stored and cached as hashes alone.
 *
 * @throws Error "Unauthorized", which API Gateway answers with 401, where nobody has such a key
 */
export const authoriseRequest = lambda(
  "authoriseRequest",
  observed(async (question: AuthorisationQuestion): Promise<AuthorisationPolicy> => {
    const asked = questionSchema.safeParse(question);
    const key = /^Bearer ([\w.~+/-]{16,256}=*)$/.exec(asked.data?.authorizationToken ?? "")?.[1];
    if (!asked.success || key === undefined) throw new Error("Unauthorized");
    const partner = await lookUp(createHash("sha256").update(key).digest("hex"));
    if (partner === undefined) throw new Error("Unauthorized");
    const stage = asked.data.methodArn.split("/").slice(0, 2).join("/");
    const resources = partner.scopes.map((scope) => `${stage}/${scope.replace(" /", "/")}`);
    const isAllowed = partner.isActive && resources.length > 0;
    return {
      principalId: partner.name,
      policyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Action: "execute-api:Invoke",
            Effect: isAllowed ? "Allow" : "Deny",
            Resource: isAllowed ? resources : `${stage}/*`,
          },
        ],
      },
      context: { partner: partner.name },
    };
  }),
  { timeout: "5s", uses: [{ on: accessKeys, actions: ["dynamodb:GetItem"] }] },
);

/** The partner with a key, from the cache or the table; that nobody has it is kept too. */
async function lookUp(keyHash: string): Promise<Partner | undefined> {
  const known = cache.get(keyHash);
  if (known !== undefined && known.untilMs > Date.now()) return known.partner;
  const { Item } = await dynamoDb().send(
    new GetItemCommand({ TableName: resourceName(accessKeys), Key: { keyHash: { S: keyHash } } }),
  );
  const partner =
    Item === undefined
      ? undefined
      : { name: Item.partner?.S ?? "", scopes: Item.scopes?.SS ?? [], isActive: Item.status?.S === "ACTIVE" };
  cache.delete(keyHash);
  const [oldest] = cache.keys();
  if (cache.size >= mostCached && oldest !== undefined) cache.delete(oldest);
  cache.set(keyHash, { partner, untilMs: Date.now() + cacheMs });
  return partner;
}
