import type { ItemSource } from "../core/map-run-request.js";
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json.js";
import { readerArguments } from "../machine/compile-distributed-map.js";
import type { InputType, ItemReader, MapItem } from "../machine/state-node.js";
import { parseCsv } from "./csv.js";
import { decompressObject } from "./decompress-object.js";
import { checkItemSizes } from "./item-size.js";
import { ItemReaderError } from "./item-reader-error.js";
import { maxObjectBytes, type ObjectStore, type ObjectVersion } from "./object-store.js";
import { parquetRows } from "./parquet/parquet-items.js";

/**
 * Reads the items of a distributed Map from S3: JSON, JSON lines, CSV, Parquet, manifests of S3 and of Athena, or a listing.
 *
 * @see AWS Step Functions developer guide, "ItemReader (Map)"
 */
export async function readItems(
  { reader, location, maxItems }: Extract<ItemSource, { kind: "reader" }>,
  objects: ObjectStore,
): Promise<readonly MapItem[]> {
  const place = isJsonObject(location) ? location : {};
  const { Bucket: bucket, Key: key, Prefix: prefix } = place;
  if (typeof bucket !== "string") throw new ItemReaderError("The ItemReader needs a Bucket");
  if (maxItems !== undefined && maxItems < 0) throw new ItemReaderError("field MaxItems must be positive");
  refuseUnknownArguments(reader, place);
  const limit = maxItems === 0 ? undefined : maxItems;
  const items = await guarded(async () => {
    if (reader.kind === "listing") {
      const listed = await objects.list(bucket, typeof prefix === "string" ? prefix : "");
      if (!reader.readsListed) return listed.map((value) => ({ value, source: `S3://${bucket}` }));
      const places = listed.map(({ Key }) => ({ bucket, key: textOf(Key) }));
      return readAll(reader, places, limit, objects);
    }
    if (typeof key !== "string") throw new ItemReaderError("The ItemReader needs a Key");
    const object = { bucket, key, version: versionOf(place) };
    if (!reader.readsListed) return readObject(reader, object, limit, objects);
    return readAll(reader, athenaFiles(await readText(object, objects)), limit, objects);
  });
  return limit === undefined ? items : items.slice(0, limit);
}

function refuseUnknownArguments({ kind, inputType, readsListed }: ItemReader, place: JsonObject): void {
  const known: readonly string[] = readerArguments[kind];
  const unknown = Object.keys(place).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new ItemReaderError(`The argument ${unknown} of an ItemReader is not simulated`);
  if (place.VersionId !== undefined && inputType === "PARQUET" && !readsListed)
    throw new ItemReaderError("The field VersionId is not supported for the InputType PARQUET");
}

function versionOf({ VersionId: version, ExpectedBucketOwner: owner }: JsonObject): ObjectVersion {
  return {
    ...(typeof version === "string" && { VersionId: version }),
    ...(typeof owner === "string" && { ExpectedBucketOwner: owner }),
  };
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
  readonly version?: ObjectVersion;
}

/** The items of all objects, in the order of the list. Names that end in a slash stand for folders, which hold nothing. */
async function readAll(
  reader: ItemReader,
  places: readonly ObjectPlace[],
  limit: number | undefined,
  objects: ObjectStore,
): Promise<readonly MapItem[]> {
  const files = places.filter(({ key }) => !key.endsWith("/"));
  return (await Promise.all(files.map((place) => readObject(reader, place, limit, objects)))).flat();
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
  place: ObjectPlace,
  limit: number | undefined,
  objects: ObjectStore,
): Promise<readonly MapItem[]> {
  const source = `S3://${place.bucket}/${place.key}`;
  return (await itemsOfObject(reader, place, limit, objects)).map((item) => ({ ...item, source }));
}

async function itemsOfObject(
  reader: ItemReader,
  place: ObjectPlace,
  limit: number | undefined,
  objects: ObjectStore,
): Promise<readonly MapItem[]> {
  const { inputType } = reader;
  if (inputType === "PARQUET") {
    const bytes = bytesOf(await readContent(place, objects));
    return (await parquetRows(addressOf(place), bytes, limit)).map((value) => ({ value }));
  }
  const text = await readText(place, objects);
  const items = await itemsOfText(inputType, reader, text, objects);
  checkItemSizes(text, items);
  return items;
}

async function itemsOfText(
  inputType: Exclude<InputType, "PARQUET">,
  reader: ItemReader,
  text: string,
  objects: ObjectStore,
): Promise<readonly MapItem[]> {
  switch (inputType) {
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

async function readText(place: ObjectPlace, objects: ObjectStore): Promise<string> {
  const bytes = await decompressObject(addressOf(place), bytesOf(await readContent(place, objects)));
  try {
    return strictUtf8.decode(bytes);
  } catch {
    throw new ItemReaderError(`${addressOf(place)} is not UTF-8 text`);
  }
}

/** Other characters in the place of bytes that are no UTF-8 would be items that nobody wrote. A byte order mark stays. */
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

async function readContent(place: ObjectPlace, objects: ObjectStore): Promise<Uint8Array | string> {
  const content = await objects.read(place.bucket, place.key, place.version);
  if (content.length > maxObjectBytes)
    throw new ItemReaderError(
      `${addressOf(place)} is larger than ${maxObjectBytes} bytes, more than the simulator reads`,
    );
  return content;
}

const bytesOf = (content: Uint8Array | string): Uint8Array =>
  typeof content === "string" ? Buffer.from(content) : content;

const addressOf = ({ bucket, key }: ObjectPlace): string => `s3://${bucket}/${key}`;

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

/**
 * The objects that an inventory of S3 lists: one a row of its files, with the columns that the manifest names.
 *
 * @see Amazon S3 user guide, "Locating your inventory list"
 */
async function manifestItems(text: string, objects: ObjectStore): Promise<readonly MapItem[]> {
  const manifest = jsonOf(text);
  if (!isJsonObject(manifest) || !Array.isArray(manifest.files)) throw new ItemReaderError("The manifest has no files");
  const { fileFormat: format = "CSV" } = manifest;
  if (format !== "CSV")
    throw new ItemReaderError(
      `The inventory has files of the format ${JSON.stringify(format)}: only inventories in CSV are read, none in ORC or Parquet`,
    );
  const bucket = textOf(manifest.destinationBucket).replace(/^arn:aws[a-z-]*:s3:::/, "");
  const headers = textOf(manifest.fileSchema)
    .split(",")
    .map((name) => name.trim());
  const lists = await Promise.all(
    (manifest.files as readonly JsonObject[]).map(async ({ key }) => {
      const rows = parseCsv(await readText({ bucket, key: textOf(key) }, objects), ",");
      return rows.map((row) => ({
        value: Object.fromEntries(headers.map((header, index) => [header, row[index] ?? ""])),
      }));
    }),
  );
  return lists.flat();
}

const textOf = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");
