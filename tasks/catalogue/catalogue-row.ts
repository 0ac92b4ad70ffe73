import { z } from "zod";
import { type Product, productCategories } from "../basket/product.js";
import { currencies } from "../money.js";

/** A row of a catalogue as a CSV file: prices in minor units, a column for each currency; an empty one is no price. */
export interface CatalogueCsvRow {
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly EUR: string;
  readonly GBP: string;
  readonly SEK: string;
  readonly USD: string;
}

const sku = z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,39}$/, "must be capital letters, digits and hyphens, at most 40");
const title = z.string().trim().min(1).max(200);
const category = z.enum(productCategories);
const priceList = z
  .partialRecord(z.enum(currencies), z.int().positive())
  .refine((price) => Object.keys(price).length > 0, "must have a currency at least");

const productSchema = z.strictObject({ sku, title, category, price: priceList });
const csvRowSchema = z
  .strictObject({
    ...{ sku: z.string(), title: z.string(), category: z.string() },
    ...Object.fromEntries(currencies.map((currency) => [currency, z.string().optional()])),
  })
  .transform(({ sku, title, category, ...amounts }) => ({
    ...{ sku, title, category },
    price: Object.fromEntries(
      Object.entries(amounts).flatMap(([currency, text]) =>
        typeof text === "string" && text !== "" ? [[currency, Number(text)]] : [],
      ),
    ),
  }))
  .pipe(productSchema);

/** What a row is: an article, or the reason why it is none. */
export type ReadRow = { readonly product: Product } | { readonly row: unknown; readonly reason: string };

/** Reads a row of a CSV file, or a line of JSON Lines: those have the prices as an object under `price`. */
export function readRow(row: unknown): ReadRow {
  const hasPriceList = typeof row === "object" && row !== null && "price" in row;
  const read = (hasPriceList ? productSchema : csvRowSchema).safeParse(row);
  if (read.success) return { product: read.data };
  const [problem] = read.error.issues;
  return { row, reason: `${problem?.path.join(".") || "row"}: ${problem?.message ?? "is not an article"}` };
}
