import { distributedMap, execution, matches, s3Csv, s3JsonLines, workflow, type WrittenResults } from "setpiece";
import { z } from "zod";
import { importProducts } from "../../tasks/catalogue/import-products.js";
import { type ImportReport, reportImport } from "../../tasks/catalogue/report-import.js";
import { type CatalogueCsvRow } from "../../tasks/catalogue/catalogue-row.js";
import { InvalidCatalogue, ItemsUnreadable, TooManyItemsFailed } from "../../tasks/errors.js";
import { catalogueFiles, productEvents } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

/** The part of S3's event "Object Created" that matters here. */
const fileSchema = z.object({ object: z.object({ key: z.string().min(1) }) });
export type CatalogueFile = Readonly<z.infer<typeof fileSchema>>;

/**
 * Imports a product catalogue that was put into a bucket: the file is the buffer, batches of its rows are written as fast as
 * the table shall take them. Bad rows and failed batches are set aside, and a report says how it went.
 */
export const catalogueImport = workflow("catalogue-import", async (file: CatalogueFile): Promise<ImportReport> => {
  if (!matches(fileSchema, file)) throw new InvalidCatalogue("an import names the key of a file");
  const { key } = file.object;
  const { name: importId, startTime: importedAt } = execution();
  try {
    const { ResultWriterDetails } = key.endsWith(".csv")
      ? await importCsv(key, importId, importedAt)
      : await importJsonLines(key, importId, importedAt);
    const report = await reportImport({ importId, file: key, manifest: ResultWriterDetails.Key });
    await productEvents.publish("CatalogueImported", report, { retry: storeRetry });
    return report;
  } catch (error) {
    if (error instanceof TooManyItemsFailed || error instanceof ItemsUnreadable) {
      await productEvents.publish("CatalogueRefused", { file: key, reason: error.message }, { retry: storeRetry });
      throw new InvalidCatalogue(`${key}: ${error.message}`);
    }
    throw error;
  }
});

/** Rows of texts, the column names in the first. */
async function importCsv(key: string, importId: string, importedAt: string): Promise<WrittenResults> {
  return distributedMap(
    s3Csv<CatalogueCsvRow>({ bucket: catalogueFiles.name, key }),
    {
      itemsPerBatch: 25,
      concurrency: 20,
      type: "EXPRESS",
      label: "rows",
      toleratedFailurePercentage: 10,
      resultWriter: { bucket: catalogueFiles.name, prefix: "results" },
    },
    async (rows) => importProducts({ importId, importedAt, rows }),
  );
}

/** Lines of JSON, each an article. */
async function importJsonLines(key: string, importId: string, importedAt: string): Promise<WrittenResults> {
  return distributedMap(
    s3JsonLines({ bucket: catalogueFiles.name, key }),
    {
      itemsPerBatch: 25,
      concurrency: 20,
      type: "EXPRESS",
      label: "lines",
      toleratedFailurePercentage: 10,
      resultWriter: { bucket: catalogueFiles.name, prefix: "results" },
    },
    async (rows) => importProducts({ importId, importedAt, rows }),
  );
}
