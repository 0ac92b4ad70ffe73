import type { ItemSource } from "../core/map-run-request.js";
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json.js";
import type { ItemReader, MapItem } from "../machine/state-node.js";
import { parseCsv } from "./csv.js";
import type { ObjectStore } from "./object-store.js";

/** Items that cannot be read: `States.ItemReaderFailed`. */
export class ItemReaderError extends Error {}

/** Reads the items of a distributed Map from S3: JSON, JSON lines, CSV, manifests of S3 and of Athena, or a listing. */
export async function readItems(
  { reader, location, maxItems }: Extract<ItemSource, { kind: "reader" }>,
  objects: ObjectStore,
): Promise<readonly MapItem[]> {
  const { Bucket: bucket, Key: key, Prefix: prefix } = isJsonObject(location) ? location : {};
  if (typeof bucket !== "string") throw new ItemReaderError("The ItemReader needs a Bucket");
  if (maxItems !== undefined && maxItems < 0) throw new ItemReaderError("field MaxItems must be positive");
  const items = await guarded(async () => {
    if (reader.kind === "listing") {
      const listed = await objects.list(bucket, typeof prefix === "string" ? prefix : "");
      if (!reader.readsListed) return listed.map((value) => ({ value, source: `S3://${bucket}` }));
      return readAll(
        reader,
        listed.map(({ Key }) => ({ bucket, key: textOf(Key) })),
        objects,
      );
    }
    if (typeof key !== "string") throw new ItemReaderError("The ItemReader needs a Key");
    if (!reader.readsListed) return readObject(reader, bucket, key, objects);
    return readAll(reader, athenaFiles(await objects.read(bucket, key)), objects);
  });
  return maxItems === undefined || maxItems === 0 ? items : items.slice(0, maxItems);
}

async function guarded<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ItemReaderError) throw error;
    throw new ItemReaderError(error instanceof Error ? error.message : String(error));
  }
}

interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

/** The items of all objects, in the order of the list. Names that end in a slash stand for folders, which hold nothing. */
async function readAll(
  reader: ItemReader,
  places: readonly ObjectPlace[],
  objects: ObjectStore,
): Promise<readonly MapItem[]> {
  const files = places.filter(({ key }) => !key.endsWith("/"));
  return (await Promise.all(files.map(({ bucket, key }) => readObject(reader, bucket, key, objects)))).flat();
}

/** The files of a result that Athena unloaded: `s3://bucket/key`, one a line. */
function athenaFiles(text: string): readonly ObjectPlace[] {
  const lines = text.split("\n").map((line) => line.trim().replace(/^"(.*)"$/, "$1"));
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const { bucket, key } = /^s3:\/\/(?<bucket>[^/]+)\/(?<key>.+)$/.exec(line)?.groups ?? {};
      if (bucket === undefined || key === undefined)
        throw new ItemReaderError(`The manifest names no object of S3: ${line}`);
      return { bucket, key };
    });
}

async function readObject(
  reader: ItemReader,
  bucket: string,
  key: string,
  objects: ObjectStore,
): Promise<readonly MapItem[]> {
  const source = `S3://${bucket}/${key}`;
  return (await itemsOfObject(reader, bucket, key, objects)).map((item) => ({ ...item, source }));
}

async function itemsOfObject(
  reader: ItemReader,
  bucket: string,
  key: string,
  objects: ObjectStore,
): Promise<readonly MapItem[]> {
  const text = await readText(bucket, key, objects);
  switch (reader.inputType) {
    case "JSON":
      return jsonItems(text, reader.itemsPointer);
    case "JSONL":
      return text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [{ value: jsonOf(line) }]));
    case "CSV":
      return csvItems(reader, text);
    case "MANIFEST":
      return manifestItems(text, objects);
  }
}

/** What is compressed is refused: of its bytes there would be items that nobody has written. */
async function readText(bucket: string, key: string, objects: ObjectStore): Promise<string> {
  const text = await objects.read(bucket, key);
  if (!text.startsWith(gzipMark)) return text;
  throw new ItemReaderError(`s3://${bucket}/${key} is compressed with gzip, which is not simulated: store it as text`);
}

/** The first byte of everything that gzip has made. */
const gzipMark = "\u001f";

function jsonItems(text: string, pointer: string | undefined): readonly MapItem[] {
  let value: JsonValue = jsonOf(text);
  for (const step of pointer === undefined ? [] : pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    const container: object = typeof value === "object" && value !== null ? value : {};
    const member = Object.hasOwn(container, name)
      ? (container as Readonly<Record<string, JsonValue>>)[name]
      : undefined;
    if (member === undefined) throw new ItemReaderError(`The ItemsPointer ${pointer} leads to nothing`);
    value = member;
  }
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => ({ value: item }));
  if (isJsonObject(value)) return Object.entries(value).map(([key, member]) => ({ key, value: member }));
  throw new ItemReaderError("Attempting to map over non-iterable node.");
}

function jsonOf(text: string): JsonValue {
  const value = parseJson(text);
  if (value === undefined) throw new ItemReaderError("The object is not valid JSON");
  return value;
}

/** Missing fields are empty, surplus ones are dropped. */
function csvItems(reader: ItemReader, text: string): readonly MapItem[] {
  const rows = parseCsv(text, reader.csvDelimiter);
  const headers = reader.csvHeaders ?? rows[0] ?? [];
  if (new Set(headers).size < headers.length) throw new ItemReaderError("CSV headers cannot contain duplicates.");
  return (reader.csvHeaders === undefined ? rows.slice(1) : rows).map((row) => ({
    value: Object.fromEntries(headers.map((header, index) => [header, row[index] ?? ""])),
  }));
}

/** @see Amazon S3 user guide, "Locating your inventory list" */
async function manifestItems(text: string, objects: ObjectStore): Promise<readonly MapItem[]> {
  const manifest = jsonOf(text);
  if (!isJsonObject(manifest) || !Array.isArray(manifest.files)) throw new ItemReaderError("The manifest has no files");
  const bucket = textOf(manifest.destinationBucket).replace(/^arn:aws:s3:::/, "");
  const headers = textOf(manifest.fileSchema)
    .split(",")
    .map((name) => name.trim());
  const lists = await Promise.all(
    (manifest.files as readonly JsonObject[]).map(async ({ key }) => {
      const rows = parseCsv(await readText(bucket, textOf(key), objects), ",");
      return rows.map((row) => ({
        value: Object.fromEntries(headers.map((header, index) => [header, row[index] ?? ""])),
      }));
    }),
  );
  return lists.flat();
}

const textOf = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");
