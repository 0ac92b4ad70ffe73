import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import type { Currency, MinorUnits } from "../money.js";

/** What an article is for the tax office. */
export const productCategories = ["standard", "book", "food", "clothing"] as const;
export type ProductCategory = (typeof productCategories)[number];

export interface Product {
  readonly sku: string;
  readonly title: string;
  readonly category: ProductCategory;
  /** Net price of one piece, by currency. */
  readonly price: Readonly<Partial<Record<Currency, MinorUnits>>>;
}

const productItemSchema = z.object({
  sku: z.object({ S: z.string() }),
  title: z.object({ S: z.string() }),
  category: z.object({ S: z.enum(productCategories) }),
  price: z.object({ M: z.record(z.string(), z.object({ N: z.string() })) }),
});

/** @throws ZodError when the item is not a product */
export function productFromItem(item: Record<string, AttributeValue>): Product {
  const { sku, title, category, price } = productItemSchema.parse(item);
  const amounts = Object.entries(price.M).map(([currency, { N }]) => [currency, Number(N)]);
  return { sku: sku.S, title: title.S, category: category.S, price: Object.fromEntries(amounts) as Product["price"] };
}

export function productToItem(product: Product): Record<string, AttributeValue> {
  const amounts = Object.entries(product.price).map(([currency, amount]) => [currency, { N: String(amount) }]);
  return {
    sku: { S: product.sku },
    title: { S: product.title },
    category: { S: product.category },
    price: { M: Object.fromEntries(amounts) as Record<string, AttributeValue> },
  };
}
