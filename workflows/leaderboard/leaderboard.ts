import { matches, workflow } from "setpiece";
import { z } from "zod";
import { InvalidQuestion } from "../../tasks/errors.js";
import { currencies, type MinorUnits } from "../../tasks/money.js";
import { leaderboards } from "../../tasks/resources.js";

const questionSchema = z.object({
  of: z.enum(["merchant", "photographer"]),
  /** Such as `2026-11`. */
  month: z.string().regex(/^\d{4}-\d{2}$/),
  currency: z.enum(currencies),
  /** How many places, from the first. */
  places: z.int().min(1),
});
export type LeaderboardQuestion = Readonly<z.infer<typeof questionSchema>>;

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
  async (question: LeaderboardQuestion): Promise<readonly Place[]> => {
    if (!matches(questionSchema, question))
      throw new InvalidQuestion("a question has `of` (merchant or photographer), month, currency and places");
    const { of, month, currency, places } = question;
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
