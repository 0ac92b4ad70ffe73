import { workflow } from "setpiece";
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

/** The best of a month by revenue; who has the same revenue is in the order of names. */
export const leaderboard = workflow(
  "leaderboard",
  async ({ of, month, currency, places }: LeaderboardQuestion): Promise<readonly Place[]> => {
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
