import { ConditionalCheckFailedException, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3ServiceException } from "@aws-sdk/client-s3";
import { lambda, resourceName } from "setpiece";
import { z } from "zod";
import { dynamoDb, s3 } from "../aws-clients.js";
import { InvalidCampaign } from "../errors.js";
import { problemsIn } from "../invalid-input.js";
import { currencies } from "../money.js";
import { observed } from "../observed.js";
import { voucherFiles, vouchers } from "../resources.js";
import { newVoucherCode } from "./voucher-code.js";

export const campaignSchema = z.object({
  /** The same id is the same campaign: its codes are made once. */
  campaignId: z.string().regex(/^[a-z0-9-]{3,60}$/),
  count: z.int().min(1).max(1_000),
  /** What each voucher is worth, in minor units. */
  amount: z.int().min(1),
  currency: z.enum(currencies),
  /** Who gives the codes out, and is told where they are. */
  partner: z.string().min(1).max(100),
});
export type VoucherCampaign = z.infer<typeof campaignSchema>;

export interface VoucherFile {
  /** In the bucket of voucher files. */
  readonly key: string;
  readonly count: number;
}

/** How many codes are written to the table at the same moment. */
const atOnce = 25;

/**
 * Makes the codes of a campaign, stores them as a CSV file and makes them redeemable. The file comes first and is written
 * once: a retry finds it and goes on with its codes.
 *
 * @throws InvalidCampaign when the request makes no sense, or the id stands for another number of codes
 */
export const generateVouchers = lambda(
  "generateVouchers",
  observed(async (input: VoucherCampaign): Promise<VoucherFile> => {
    const campaign = campaignSchema.safeParse(input);
    if (!campaign.success) throw new InvalidCampaign(problemsIn(campaign.error));
    const { campaignId, count } = campaign.data;
    const key = `campaigns/${campaignId}.csv`;
    const codes = await storedCodes(key, Array.from({ length: count }, newVoucherCode));
    if (codes.length !== count) throw new InvalidCampaign(`campaign ${campaignId} has ${codes.length} codes already`);
    for (let from = 0; from < codes.length; from += atOnce) {
      await Promise.all(codes.slice(from, from + atOnce).map((code) => putVoucher(code, campaign.data)));
    }
    return { key, count };
  }),
  {
    timeout: "2m",
    retry: [
      { errors: ["InvalidCampaign"], maxAttempts: 0 },
      { errors: ["States.ALL"], interval: "2s", maxAttempts: 4, jitter: "full" },
    ],
    uses: [
      { on: voucherFiles, actions: ["s3:PutObject", "s3:GetObject"] },
      { on: vouchers, actions: ["dynamodb:PutItem"] },
    ],
  },
);

/** Writes the codes as a file, unless there is one: gives those of the file. */
async function storedCodes(Key: string, codes: readonly string[]): Promise<readonly string[]> {
  const Bucket = resourceName(voucherFiles);
  const Body = ["code", ...codes, ""].join("\r\n");
  try {
    await s3().send(new PutObjectCommand({ Bucket, Key, Body, ContentType: "text/csv", IfNoneMatch: "*" }));
    return codes;
  } catch (error) {
    if (!(error instanceof S3ServiceException && error.name === "PreconditionFailed")) throw error;
    const stored = await s3().send(new GetObjectCommand({ Bucket, Key }));
    const lines = (await stored.Body?.transformToString())?.split("\r\n") ?? [];
    return lines.slice(1).filter((line) => line !== "");
  }
}

/** Makes a code redeemable, once: a voucher that was redeemed meanwhile stays so. */
async function putVoucher(code: string, { campaignId, amount, currency }: VoucherCampaign): Promise<void> {
  try {
    await dynamoDb().send(
      new PutItemCommand({
        TableName: resourceName(vouchers),
        Item: {
          code: { S: code },
          campaignId: { S: campaignId },
          amount: { N: `${amount}` },
          currency: { S: currency },
        },
        ConditionExpression: "attribute_not_exists(code)",
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
