import { matches, waitForToken, workflow, WorkflowError } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { z } from "zod";
import { askConsent } from "../../tasks/loyalty/ask-consent.js";
import { issueVoucher } from "../../tasks/loyalty/issue-voucher.js";
import { lookUpIdentity } from "../../tasks/loyalty/look-up-identity.js";
import { mergeAccounts } from "../../tasks/loyalty/merge-accounts.js";
import { currencies } from "../../tasks/money.js";
import { loyaltyEvents, members } from "../../tasks/resources.js";
import { patientRetry, questionRetry, storeRetry } from "../../tasks/retry-rules.js";

const requestSchema = z.object({
  customerId: z.string().min(1),
  email: z.email(),
  currency: z.enum(currencies),
});
export type EnrolmentRequest = Readonly<z.infer<typeof requestSchema>>;

export interface Membership {
  readonly customerId: string;
  /** The account with the team that keeps the points. */
  readonly pointsAccount: string;
  readonly voucher: string;
  /** Accounts that became part of this one. */
  readonly merged: readonly string[];
}

/** A person's decision, wherever it comes from. */
const decisionSchema = z.object({ samePerson: z.boolean(), keep: z.string() });

/** A clear yes. What is none is no consent. */
const consentSchema = z.object({ consented: z.literal(true) });

/** What the points team reports with the task token. */
const pointsSchema = z.object({ accountId: z.string().min(1) });

/** What a new member gets, in minor units. */
const welcomeAmount = 500;

/** How long a customer may think about it: 30 days. */
const consentSeconds = 30 * 86_400;

/** The request does not say which customer, has no address that could be one, or no currency of the shop. */
export class InvalidEnrolment extends WorkflowError {}

/** The points team answered, and its answer names no account. */
export class PointsAccountMissing extends WorkflowError {}

/** The customer said no, or took the enrolment back. */
export class ConsentRefused extends WorkflowError {}

/** The customer is a member already. */
export class AlreadyMember extends WorkflowError {}

/**
 * Makes a customer a member of the loyalty programme. It may take weeks: people decide, and another team's service answers
 * when it is ready. Stop the execution to cancel it: nothing is written before the points account is there.
 */
export const loyaltyEnrolment = workflow(
  "loyalty-enrolment",
  async (request: EnrolmentRequest): Promise<Membership> => {
    if (!matches(requestSchema, request))
      throw new InvalidEnrolment("an enrolment has a customerId, an email address and a currency");
    const { customerId, email, currency } = request;
    const [inShop, inStores, inApp] = await Promise.all([
      lookUpIdentity({ system: "web-shop", email }),
      lookUpIdentity({ system: "stores", email }),
      lookUpIdentity({ system: "app", email }),
    ]);
    const others = [...inShop, ...inStores, ...inApp].filter((account) => account.customerId !== customerId);

    let member = customerId;
    let merged: readonly string[] = [];
    if (others.length > 0) {
      const known = [customerId, ...others.map((account) => account.customerId)];
      let decision = await mergeAccounts(
        { customerId, email, accounts: others },
        { timeout: "14d", retry: questionRetry },
      );
      // What is no decision, or keeps a number that none of the accounts has, is a slip of the pen: the person is asked again.
      while (!matches(decisionSchema, decision) || (decision.samePerson && !known.includes(decision.keep))) {
        decision = await mergeAccounts(
          { customerId, email, accounts: others },
          { timeout: "14d", retry: questionRetry },
        );
      }
      if (decision.samePerson) {
        member = decision.keep;
        merged = known.filter((id) => id !== member);
      }
    }

    const consent = await waitForToken(
      (taskToken) =>
        askConsent({
          consentId: `loyalty-${customerId}`,
          customerId,
          expiresAt: Math.ceil(Date.now() / 1000) + consentSeconds,
          taskToken,
        }),
      { timeout: "30d", retry: questionRetry },
    );
    if (!matches(consentSchema, consent)) throw new ConsentRefused(`customer ${customerId} does not take part`);

    // Another team keeps the points. It hears of the new member on the bus and answers with the token.
    const points = await waitForToken(
      (taskToken) => loyaltyEvents.publish("PointsAccountRequested", { customerId: member, merged, taskToken }),
      { timeout: "3d", retry: [{ errors: ["States.Timeout"], interval: "1h", maxAttempts: 2 }, patientRetry] },
    );
    if (!matches(pointsSchema, points)) throw new PointsAccountMissing(`customer ${member} has no points account`);
    const voucher = await issueVoucher({ reason: "welcome", customerId: member, amount: welcomeAmount, currency });

    try {
      await members.putItem(
        {
          Item: {
            customerId: { S: member },
            pointsAccount: { S: points.accountId },
            voucher: { S: voucher.code },
            merged: { L: merged.map((id) => ({ S: id })) },
          },
          ConditionExpression: "attribute_not_exists(customerId) OR pointsAccount = :account",
          ExpressionAttributeValues: { ":account": { S: points.accountId } },
        },
        { retry: storeRetry },
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailed)) throw error;
      throw new AlreadyMember(`customer ${member} is a member already`);
    }
    await loyaltyEvents.publish("LoyaltyEnrolled", { customerId: member, merged }, { retry: storeRetry });
    return { customerId: member, pointsAccount: points.accountId, voucher: voucher.code, merged };
  },
  { timeout: "60d" },
);
