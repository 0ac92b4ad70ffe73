import { checkNumber } from "../check-number.js";
import { namedError } from "../errors.js";
import type { CsvDelimiter, ItemSource, ItemSourceDefinition, ListedObject } from "../item-source.js";
import { listObjects, readObject } from "./object-access.js";
import { csvRows } from "./parse-csv.js";

const delimiters: Readonly<Record<CsvDelimiter, string>> = {
  COMMA: ",",
  PIPE: "|",
  SEMICOLON: ";",
  SPACE: " ",
  TAB: "\t",
};

/**
 * The items of a source, as the service would read them.
 *
 * @throws Error named `States.ItemReaderFailed` when an object is not there or is not what it should be
 */
export async function readItems(source: readonly unknown[] | ItemSource<unknown>): Promise<readonly unknown[]> {
  if (isArray(source)) return source;
  checkNumber("maxItems", source.source.maxItems, { least: 1, most: 100_000_000 });
  const items = await readSource(source.source).catch((error: unknown) => {
    throw namedError("States.ItemReaderFailed", error instanceof Error ? error.message : String(error));
  });
  const { maxItems } = source.source;
  return maxItems === undefined ? items : items.slice(0, maxItems);
}

function isArray(source: readonly unknown[] | ItemSource<unknown>): source is readonly unknown[] {
  return Array.isArray(source);
}

async function readSource(source: ItemSourceDefinition): Promise<readonly unknown[]> {
  switch (source.kind) {
    case "listing":
      return (await listObjects(source.bucket, source.prefix ?? "")).map((entry): ListedObject => ({
        Etag: entry.ETag ?? "",
        LastModified: Math.floor(Date.parse(entry.LastModified ?? "") / 1000) || 0,
        Key: entry.Key ?? "",
        Size: entry.Size ?? 0,
        StorageClass: entry.StorageClass ?? "STANDARD",
      }));
    case "json":
      return jsonItems(await readObject(source.bucket, source.key), source.pointer);
    case "jsonLines": {
      const lines = (await readObject(source.bucket, source.key)).split("\n");
      return lines.filter((line) => line.trim() !== "").map(jsonOf);
    }
    case "csv": {
      const text = await readObject(source.bucket, source.key);
      return csvRows(text, delimiters[source.delimiter ?? "COMMA"], source.headers);
    }
    case "inventory":
      return inventoryItems(await readObject(source.bucket, source.key));
  }
}

function jsonItems(text: string, pointer = ""): readonly unknown[] {
  let value = jsonOf(text);
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    value = (value as Readonly<Record<string, unknown>> | null)?.[name];
    if (value === undefined) throw new RangeError(`The ItemsPointer ${pointer} leads to nothing`);
  }
  if (Array.isArray(value)) return value;
  if (typeof value === "object" && value !== null) return Object.values(value);
  throw new RangeError("Attempting to map over non-iterable node.");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RangeError("The object is not valid JSON");
  }
}

/** @see Amazon S3 user guide, "Locating your inventory list" */
async function inventoryItems(text: string): Promise<readonly unknown[]> {
  const manifest = jsonOf(text) as {
    readonly destinationBucket?: string;
    readonly fileSchema?: string;
    readonly files?: readonly { readonly key: string }[];
  } | null;
  const { destinationBucket = "", fileSchema = "", files } = manifest ?? {};
  if (files === undefined) throw new RangeError("The manifest has no files");
  const headers = fileSchema.split(",").map((name) => name.trim());
  const bucket = destinationBucket.replace(/^arn:aws:s3:::/, "");
  const lists = await Promise.all(files.map(async ({ key }) => csvRows(await readObject(bucket, key), ",", headers)));
  return lists.flat();
}
