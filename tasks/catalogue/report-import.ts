import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { lambda, resourceName } from "setpiece";
import { z } from "zod";
import { s3 } from "../aws-clients.js";
import { observed } from "../observed.js";
import { logger, metrics } from "../powertools.js";
import { catalogueFiles } from "../resources.js";

const inputSchema = z.object({
  importId: z.string().min(1).max(80),
  /** The key of the imported file. */
  file: z.string().min(1),
  /** The key of the manifest that the map wrote. */
  manifest: z.string().min(1),
});

/** How an import went, in rows. */
export interface ImportReport {
  readonly importId: string;
  readonly file: string;
  readonly imported: number;
  /** Articles that a later import has written already. */
  readonly kept: number;
  /** Rows that are no articles, under `rejects/<importId>/`. */
  readonly rejected: number;
  /** Rows of batches that failed, in `leftovers/<importId>.jsonl`: put there, under `imports/`, they are tried again. */
  readonly leftOver: number;
  /** The key of this report. */
  readonly report: string;
}

// AWS page "ResultWriter (Map)": the files that a map run writes.
const manifestSchema = z.object({
  ResultFiles: z.object({
    SUCCEEDED: z.array(z.object({ Key: z.string() })),
    FAILED: z.array(z.object({ Key: z.string() })),
  }),
});
const succeededSchema = z.array(z.object({ Output: z.string() }));
const failedSchema = z.array(z.object({ Input: z.string() }));
const outputSchema = z.object({ imported: z.int(), kept: z.int(), rejected: z.int() });
const batchSchema = z.object({ Items: z.array(z.unknown()) });

/** Adds up what the batches of an import did, sets the rows of failed ones aside, and writes a report. */
export const reportImport = lambda(
  "reportImport",
  observed(async (input: z.infer<typeof inputSchema>): Promise<ImportReport> => {
    const { importId, file, manifest } = inputSchema.parse(input);
    const { ResultFiles: files } = manifestSchema.parse(await readJson(manifest));
    const totals = { imported: 0, kept: 0, rejected: 0 };
    for (const { Key } of files.SUCCEEDED) {
      for (const { Output } of succeededSchema.parse(await readJson(Key))) {
        const batch = outputSchema.parse(JSON.parse(Output));
        totals.imported += batch.imported;
        totals.kept += batch.kept;
        totals.rejected += batch.rejected;
      }
    }
    const leftOver: unknown[] = [];
    for (const { Key } of files.FAILED) {
      for (const { Input } of failedSchema.parse(await readJson(Key))) {
        leftOver.push(...batchSchema.parse(JSON.parse(Input)).Items);
      }
    }
    if (leftOver.length > 0) {
      await write(`leftovers/${importId}.jsonl`, leftOver.map((row) => JSON.stringify(row) + "\n").join(""));
    }
    const report = { importId, file, ...totals, leftOver: leftOver.length, report: `reports/${importId}.json` };
    await write(report.report, JSON.stringify(report));
    logger.info("catalogue imported", report);
    metrics.addMetric("ArticlesImported", "Count", totals.imported);
    metrics.addMetric("RowsNotImported", "Count", totals.rejected + leftOver.length);
    return report;
  }),
  {
    memory: 1_024,
    timeout: "2m",
    retry: { errors: ["States.ALL"], interval: "2s", maxAttempts: 4, jitter: "full" },
    uses: [{ on: catalogueFiles, actions: ["s3:GetObject", "s3:PutObject"] }],
  },
);

async function readJson(Key: string): Promise<unknown> {
  const { Body } = await s3().send(new GetObjectCommand({ Bucket: resourceName(catalogueFiles), Key }));
  return JSON.parse((await Body?.transformToString()) ?? "");
}

async function write(Key: string, Body: string): Promise<void> {
  const ContentType = Key.endsWith(".jsonl") ? "application/jsonl" : "application/json";
  await s3().send(new PutObjectCommand({ Bucket: resourceName(catalogueFiles), Key, Body, ContentType }));
}
