import { readFile } from "node:fs/promises";
import path from "node:path";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { resourceName } from "setpiece";
import { dynamoDb, s3 } from "../aws-clients.js";
import { type Product, productToItem } from "../basket/product.js";
import {
  catalogueFiles,
  commands,
  customers,
  leaderboards,
  pictureFiles,
  products,
  sessions,
  stockLevels,
} from "../resources.js";
import type { StockLevel } from "../stock/stock-store.js";
import { sampleProducts, sampleStock } from "./catalogue.js";

/**
 * Writes the sample catalogue, its stock, a customer, a picture, suppliers' catalogues, visits, a command and a leaderboard, as far as their tables and buckets exist. Stock that is
 * there already is set back.
 */
export async function seedSampleData(): Promise<void> {
  await ifDeployed(seedCatalogue);
  await ifDeployed(putSampleCustomer);
  await ifDeployed(uploadSamplePicture);
  await ifDeployed(uploadSampleCatalogues);
  await ifDeployed(putSampleSessions);
  await ifDeployed(putSampleCommand);
  await ifDeployed(putSampleLeaderboard);
}

/** A project that was compiled in part has only the tables of that part. */
async function ifDeployed(seed: () => Promise<void>): Promise<void> {
  try {
    await seed();
  } catch (error) {
    if (!(error instanceof Error && ["ResourceNotFoundException", "NoSuchBucket"].includes(error.name))) throw error;
  }
}

async function putSampleCustomer(): Promise<void> {
  const Item = {
    customerId: { S: "C-1001" },
    version: { N: "1" },
    profile: { S: JSON.stringify({ name: "Sample Customer", email: "customer@example.com" }) },
  };
  await dynamoDb().send(new PutItemCommand({ TableName: resourceName(customers), Item }));
}

let picture: Promise<Buffer> | undefined;

/** Painted once, which takes longer than all the rest. */
async function paintSamplePicture(): Promise<Buffer> {
  const { Jimp } = await import("jimp");
  return new Jimp({ width: 1_200, height: 800, color: 0x7a9e9fff }).getBuffer("image/png", {});
}

async function uploadSamplePicture(): Promise<void> {
  const Body = await (picture ??= paintSamplePicture());
  const Key = "uploads/studio-east/teapot.png";
  await s3().send(new PutObjectCommand({ Bucket: resourceName(pictureFiles), Key, Body, ContentType: "image/png" }));
}

async function uploadSampleCatalogues(): Promise<void> {
  for (const name of ["spring.csv", "spring.jsonl"]) {
    const Body = await readFile(path.join(import.meta.dirname, name));
    await s3().send(new PutObjectCommand({ Bucket: resourceName(catalogueFiles), Key: `imports/${name}`, Body }));
  }
}

/** A visitor who has gone, two whose watchers were lost, and one who is there. */
async function putSampleSessions(): Promise<void> {
  const minutesAgo = { "S-3001": 45, "S-3002": 180, "S-3003": 2_880, "S-3004": 1 };
  for (const [sessionId, minutes] of Object.entries(minutesAgo)) {
    const lastSeenAt = { N: String(Date.now() - minutes * 60_000) };
    const Item = { sessionId: { S: sessionId }, status: { S: "OPEN" }, lastSeenAt };
    await dynamoDb().send(new PutItemCommand({ TableName: resourceName(sessions), Item }));
  }
}

/** A change of prices that is done. */
async function putSampleCommand(): Promise<void> {
  const nowMs = Date.now();
  const Item = {
    ...{ commandId: { S: "winter-sale" }, status: { S: "DONE" }, done: { N: "3" }, total: { N: "3" } },
    ...{ unknownArticles: { L: [{ S: "SLED" }] }, updatedAt: { N: String(nowMs) } },
    expiresAt: { N: String(Math.floor(nowMs / 1_000) + 7 * 86_400) },
  };
  await dynamoDb().send(new PutItemCommand({ TableName: resourceName(commands), Item }));
}

/** What photographers sold in a month. */
async function putSampleLeaderboard(): Promise<void> {
  const sales = { "studio-east": [12, 58_800], "studio-north": [9, 71_100], "studio-west": [3, 8_970] } as const;
  for (const [name, [count, revenue]] of Object.entries(sales)) {
    const Item = {
      ...{ board: { S: "photographer#2026-11#EUR" }, name: { S: name } },
      ...{ sales: { N: String(count) }, revenue: { N: String(revenue) } },
    };
    await dynamoDb().send(new PutItemCommand({ TableName: resourceName(leaderboards), Item }));
  }
}

async function seedCatalogue(): Promise<void> {
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
