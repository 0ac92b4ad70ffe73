import { workflow } from "setpiece";
import { loyaltyEvents } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";
import { type Campaign, generateVouchers } from "../../tasks/vouchers/generate-vouchers.js";
import { notifyVouchers } from "../../tasks/vouchers/notify-vouchers.js";

export interface VoucherCampaign extends Campaign {
  /** Who gives the codes out, and is told where they are. */
  readonly partner: string;
}

export interface VoucherCampaignResult {
  readonly campaignId: string;
  readonly key: string;
  readonly count: number;
}

/** Makes the voucher codes of a campaign and tells the partner where to fetch them. */
export const voucherNotification = workflow(
  "voucher-notification",
  async ({ campaignId, count, amount, currency, partner }: VoucherCampaign): Promise<VoucherCampaignResult> => {
    const file = await generateVouchers({ campaignId, count, amount, currency }, { timeout: "3m" });
    await notifyVouchers({ campaignId, partner, key: file.key }, { timeout: "1m" });
    await loyaltyEvents.publish("VouchersReady", { campaignId, partner, count: file.count }, { retry: storeRetry });
    return { campaignId, key: file.key, count: file.count };
  },
);
