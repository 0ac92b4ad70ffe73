import { createHash } from "node:crypto";
import { ConditionalCheckFailedException, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { lambda, resourceName } from "setpiece";
import { z } from "zod";
import { dynamoDb, s3 } from "../aws-clients.js";
import { type Product, productToItem } from "../basket/product.js";
import { UnreadableRows } from "../errors.js";
import { observed } from "../observed.js";
import { logger } from "../powertools.js";
import { catalogueFiles, products } from "../resources.js";
import { batchRetry } from "../retry-rules.js";
import { readRow } from "./catalogue-row.js";

const inputSchema = z.object({
  importId: z.string().min(1).max(80),
  /** When the import began: a later one wins, also when it ends earlier. */
  importedAt: z.iso.datetime(),
  rows: z.array(z.unknown()).min(1),
});

export interface BatchImported {
  readonly imported: number;
  /** Articles that a later import has written already. */
  readonly kept: number;
  /** Rows that are no articles; they lie under `rejects/`, with the reason. */
  readonly rejected: number;
}

/**
 * Writes a batch of a catalogue's rows into the table of articles, and sets those aside that are none. Asked again it writes
 * the same again.
 *
 * @throws UnreadableRows when more than half of the batch is none: then nothing of it is written
 */
export const importProducts = lambda(
  "importProducts",
  observed(
    async (input: { importId: string; importedAt: string; rows: readonly unknown[] }): Promise<BatchImported> => {
      const { importId, importedAt, rows } = inputSchema.parse(input);
      const read = rows.map(readRow);
      const rejects = read.flatMap((each) => ("reason" in each ? [each] : []));
      const articles = read.flatMap((each) => ("product" in each ? [each.product] : []));
      if (rejects.length > articles.length) {
        throw new UnreadableRows(`${rejects.length} of ${rows.length} rows are no articles; ${rejects[0]?.reason}`);
      }
      if (rejects.length > 0) await setAside(importId, rejects);
      const written = await Promise.all(articles.map((article) => write(article, importedAt)));
      const imported = written.filter((isWritten) => isWritten).length;
      const batch = { imported, kept: written.length - imported, rejected: rejects.length };
      logger.info("batch imported", { importId, ...batch });
      return batch;
    },
  ),
  {
    memory: 512,
    timeout: "30s",
    retry: [{ errors: ["UnreadableRows"], maxAttempts: 0 }, batchRetry],
    uses: [
      { on: products, actions: ["dynamodb:PutItem"] },
      { on: catalogueFiles, actions: ["s3:PutObject"] },
    ],
  },
);

/** False where a later import was here before. */
async function write(product: Product, importedAt: string): Promise<boolean> {
  try {
    await dynamoDb().send(
      new PutItemCommand({
        TableName: resourceName(products),
        Item: { ...productToItem(product), importedAt: { S: importedAt } },
        ConditionExpression: "attribute_not_exists(importedAt) OR importedAt <= :at",
        ExpressionAttributeValues: { ":at": { S: importedAt } },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** The name comes from the rows themselves, so that a second attempt writes the same file. */
async function setAside(importId: string, rejects: readonly object[]): Promise<void> {
  const Body = rejects.map((reject) => JSON.stringify(reject) + "\n").join("");
  const Key = `rejects/${importId}/${createHash("sha256").update(Body).digest("hex").slice(0, 16)}.jsonl`;
  await s3().send(
    new PutObjectCommand({ Bucket: resourceName(catalogueFiles), Key, Body, ContentType: "application/jsonl" }),
  );
}
