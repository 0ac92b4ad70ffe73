import { GetObjectCommand } from "@aws-sdk/client-s3";
import { PublishCommand } from "@aws-sdk/client-sns";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { lambda, resourceName } from "setpiece";
import { z } from "zod";
import { s3, sns } from "../aws-clients.js";
import { observed } from "../observed.js";
import { voucherFiles, voucherNotices } from "../resources.js";

const inputSchema = z.object({ campaignId: z.string().min(1), partner: z.string().min(1), key: z.string().min(1) });

/** How long the address works, in seconds. Lambda's own credentials end it sooner, after some hours. */
const addressSeconds = 3_600;

/**
 * Tells a partner where the codes of a campaign are. Whoever has the address can read them, so it is made here and goes into
 * the message alone: no execution history and no log holds it.
 */
export const notifyVouchers = lambda(
  "notifyVouchers",
  observed(async (input: z.infer<typeof inputSchema>): Promise<void> => {
    const { campaignId, partner, key } = inputSchema.parse(input);
    const file = new GetObjectCommand({ Bucket: resourceName(voucherFiles), Key: key });
    const address = await getSignedUrl(s3(), file, { expiresIn: addressSeconds });
    await sns().send(
      new PublishCommand({
        TopicArn: resourceName(voucherNotices),
        Subject: `Voucher codes of campaign ${campaignId}`.slice(0, 99),
        Message: JSON.stringify({ campaignId, partner, address, validSeconds: addressSeconds }),
        MessageAttributes: { partner: { DataType: "String", StringValue: partner } },
      }),
    );
  }),
  {
    retry: { errors: ["States.ALL"], interval: "2s", maxAttempts: 6, jitter: "full" },
    uses: [
      { on: voucherFiles, actions: ["s3:GetObject"] },
      { on: voucherNotices, actions: ["sns:Publish"] },
    ],
  },
);
