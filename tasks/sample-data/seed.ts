import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { resourceName } from "setpiece";
import { dynamoDb } from "../aws-clients.js";
import { type Product, productToItem } from "../basket/product.js";
import { products, stockLevels } from "../resources.js";
import type { StockLevel } from "../stock/stock-store.js";
import { sampleProducts, sampleStock } from "./catalogue.js";

/** Writes the sample catalogue and its stock. The tables must exist. Stock that is there already is set back. */
export async function seedSampleData(): Promise<void> {
  await Promise.all(sampleProducts.map(putProduct));
  await Promise.all(
    Object.entries(sampleStock).flatMap(([sku, levels]) => levels.map((level) => putStockLevel(sku, level))),
  );
}

export async function putProduct(product: Product): Promise<void> {
  await dynamoDb().send(new PutItemCommand({ TableName: resourceName(products), Item: productToItem(product) }));
}

export async function putStockLevel(sku: string, { warehouse, available }: StockLevel): Promise<void> {
  const Item = { sku: { S: sku }, warehouse: { S: warehouse }, available: { N: String(available) } };
  await dynamoDb().send(new PutItemCommand({ TableName: resourceName(stockLevels), Item }));
}
