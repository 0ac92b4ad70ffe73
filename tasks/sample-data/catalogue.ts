import type { Product } from "../basket/product.js";
import type { StockLevel } from "../stock/stock-store.js";

/** The articles of the sample shop. Prices are net, in cents, pence and öre. */
export const sampleProducts: readonly Product[] = [
  {
    sku: "MUG-BLUE",
    title: "Blue mug",
    category: "standard",
    price: { EUR: 1_290, GBP: 1_150, SEK: 14_900, USD: 1_390 },
  },
  { sku: "BOOK-TYPES", title: "A book about types", category: "book", price: { EUR: 3_900, GBP: 3_400, USD: 4_200 } },
  { sku: "COFFEE-1KG", title: "Coffee beans, 1 kg", category: "food", price: { EUR: 1_850, GBP: 1_690, USD: 1_990 } },
  { sku: "APRON-GREEN", title: "Green apron", category: "clothing", price: { EUR: 2_490, GBP: 2_190, USD: 2_690 } },
  { sku: "TEAPOT-GLASS", title: "Glass teapot", category: "standard", price: { EUR: 4_490, GBP: 3_990, USD: 4_790 } },
  {
    sku: "ESPRESSO-MACHINE",
    title: "Espresso machine",
    category: "standard",
    price: { EUR: 64_900, GBP: 58_900, USD: 69_900 },
  },
];

/** What each warehouse has of them. The glass teapot is nearly sold out. */
export const sampleStock: Readonly<Record<string, readonly StockLevel[]>> = {
  "MUG-BLUE": [
    { warehouse: "berlin", available: 500 },
    { warehouse: "lyon", available: 200 },
  ],
  "BOOK-TYPES": [{ warehouse: "berlin", available: 120 }],
  "COFFEE-1KG": [
    { warehouse: "berlin", available: 80 },
    { warehouse: "lyon", available: 60 },
    { warehouse: "portland", available: 75 },
  ],
  "APRON-GREEN": [{ warehouse: "lyon", available: 40 }],
  "TEAPOT-GLASS": [
    { warehouse: "berlin", available: 1 },
    { warehouse: "lyon", available: 1 },
  ],
  "ESPRESSO-MACHINE": [{ warehouse: "berlin", available: 25 }],
};
