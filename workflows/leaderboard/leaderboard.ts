import { workflow } from "setpiece";
import { InvalidQuestion } from "../../tasks/errors.js";
import type { Currency, MinorUnits } from "../../tasks/money.js";
import { leaderboards } from "../../tasks/resources.js";

export interface LeaderboardQuestion {
  readonly of: "merchant" | "photographer";
  /** Such as `2026-11`. */
  readonly month: string;
  readonly currency: Currency;
  /** How many places, from the first. */
  readonly places: number;
}

export interface Place {
  readonly name: string;
  readonly sales: number;
  readonly revenue: MinorUnits;
}

/**
 * The best of a month by revenue; who has the same revenue is in the order of names.
 *
 * @throws InvalidQuestion when a member is missing
 */
export const leaderboard = workflow(
  "leaderboard",
  async ({ of, month, currency, places }: Partial<LeaderboardQuestion>): Promise<readonly Place[]> => {
    if (
      (of !== "merchant" && of !== "photographer") ||
      typeof month !== "string" ||
      typeof currency !== "string" ||
      typeof places !== "number"
    ) {
      throw new InvalidQuestion("a question has `of` (merchant or photographer), month, currency and places");
    }
    const found = await leaderboards.query({
      KeyConditionExpression: "board = :board",
      ExpressionAttributeValues: { ":board": { S: `${of}#${month}#${currency}` } },
    });
    return (found.Items ?? [])
      .map((item) => ({
        name: item.name?.S ?? "",
        sales: Number(item.sales?.N ?? "0"),
        revenue: Number(item.revenue?.N ?? "0"),
      }))
      .toSorted((a, b) => b.revenue - a.revenue)
      .slice(0, places);
  },
  { type: "EXPRESS" },
);
