import { workflow } from "setpiece";
import { loyaltyEvents } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";
import { generateVouchers, type VoucherCampaign } from "../../tasks/vouchers/generate-vouchers.js";
import { notifyVouchers } from "../../tasks/vouchers/notify-vouchers.js";

export interface VoucherCampaignResult {
  readonly campaignId: string;
  readonly key: string;
  readonly count: number;
}

/** Makes the voucher codes of a campaign and tells the partner where to fetch them. */
export const voucherNotification = workflow(
  "voucher-notification",
  async (campaign: VoucherCampaign): Promise<VoucherCampaignResult> => {
    // Checked there, whole, before anything is made.
    const file = await generateVouchers(campaign, { timeout: "3m" });
    const { campaignId, partner } = campaign;
    await notifyVouchers({ campaignId, partner, key: file.key }, { timeout: "1m" });
    await loyaltyEvents.publish("VouchersReady", { campaignId, partner, count: file.count }, { retry: storeRetry });
    return { campaignId, key: file.key, count: file.count };
  },
);
