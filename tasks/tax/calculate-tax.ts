import { lambda } from "setpiece";
import { z } from "zod";
import { productCategories } from "../basket/product.js";
import { InvalidBasket } from "../errors.js";
import { type MinorUnits, shareOf, sumOf } from "../money.js";
import { observed } from "../observed.js";
import { taxRate } from "./tax-rules.js";

export const taxQuestionSchema = z.object({
  country: z.string(),
  region: z.string().optional(),
  lines: z.array(z.object({ sku: z.string(), category: z.enum(productCategories), amount: z.int().min(0) })).readonly(),
});

/** Where the basket goes, and what is in it (net amounts). */
export type TaxQuestion = z.infer<typeof taxQuestionSchema>;

export interface Tax {
  readonly amount: MinorUnits;
  readonly lines: readonly { readonly sku: string; readonly basisPoints: number; readonly amount: MinorUnits }[];
}

/**
 * Reckons the tax of a basket from the shop's own table of rates, rounded per line.
 *
 * @throws InvalidBasket when the shop does not sell to that place
 */
export const calculateTax = lambda(
  "calculateTax",
  observed((question: TaxQuestion): Tax => {
    const { country, region, lines } = taxQuestionSchema.parse(question);
    const taxed = lines.map(({ sku, category, amount }) => {
      const basisPoints = taxRate(country, region, category);
      if (basisPoints === undefined) {
        throw new InvalidBasket(
          `no tax rate for ${[country, region].filter(Boolean).join("-")}: the shop does not sell there`,
        );
      }
      return { sku, basisPoints, amount: shareOf(amount, basisPoints) };
    });
    return { amount: sumOf(taxed.map((line) => line.amount)), lines: taxed };
  }),
);
