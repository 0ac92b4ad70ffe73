import { type AttributeValue, BatchGetItemCommand } from "@aws-sdk/client-dynamodb";
import { lambda, resourceName } from "setpiece";
import { dynamoDb } from "../aws-clients.js";
import { InvalidBasket } from "../errors.js";
import { problemsIn } from "../invalid-input.js";
import { type Currency, type MinorUnits, sumOf } from "../money.js";
import { observed } from "../observed.js";
import { products } from "../resources.js";
import { type CheckoutRequest, checkoutRequestSchema } from "./checkout-request.js";
import { type Product, type ProductCategory, productFromItem } from "./product.js";

export interface PricedLine {
  readonly sku: string;
  readonly title: string;
  readonly category: ProductCategory;
  readonly quantity: number;
  /** Net, for all pieces of the line. */
  readonly amount: MinorUnits;
}

export interface PricedBasket {
  readonly currency: Currency;
  readonly lines: readonly PricedLine[];
  /** Net, without tax. */
  readonly total: MinorUnits;
}

/**
 * Validates what the shop front sent and prices it from the catalogue. Lines of the same article are added up.
 *
 * @throws InvalidBasket when the request is malformed, an article is unknown or has no price in the currency
 */
export const priceBasket = lambda(
  "priceBasket",
  observed(async (request: CheckoutRequest): Promise<PricedBasket> => {
    const checked = checkoutRequestSchema.safeParse(request);
    if (!checked.success) throw new InvalidBasket(problemsIn(checked.error));
    const { currency, lines } = checked.data;
    const quantities = addUp(lines);
    const catalogue = await readProducts([...quantities.keys()]);
    const priced = [...quantities].map(([sku, quantity]) => priceLine(catalogue.get(sku), sku, quantity, currency));
    return { currency, lines: priced, total: sumOf(priced.map((line) => line.amount)) };
  }),
  { uses: [{ on: products, actions: ["dynamodb:BatchGetItem"] }] },
);

function addUp(lines: CheckoutRequest["lines"]): ReadonlyMap<string, number> {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  return quantities;
}

function priceLine(product: Product | undefined, sku: string, quantity: number, currency: Currency): PricedLine {
  const price = product?.price[currency];
  if (product === undefined) throw new InvalidBasket(`article ${sku} is not in the catalogue`);
  if (price === undefined) throw new InvalidBasket(`article ${sku} is not sold in ${currency}`);
  return { sku, title: product.title, category: product.category, quantity, amount: price * quantity };
}

async function readProducts(skus: readonly string[]): Promise<ReadonlyMap<string, Product>> {
  const tableName = resourceName(products);
  const found = new Map<string, Product>();
  let keys: readonly Record<string, AttributeValue>[] = skus.map((sku) => ({ sku: { S: sku } }));
  while (keys.length > 0) {
    const answer = await dynamoDb().send(
      new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: [...keys] } } }),
    );
    for (const item of answer.Responses?.[tableName] ?? []) found.set(item.sku?.S ?? "", productFromItem(item));
    keys = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return found;
}
