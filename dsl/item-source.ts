/** Where an object of S3 is. Both may be computed in the workflow. */
export interface ObjectLocation {
  readonly bucket: string;
  readonly key: string;
}

interface Limited {
  /** Reads no more than this many items, 1…100,000,000, which may be computed. Default: all. */
  readonly maxItems?: number;
}

export interface JsonSourceOptions extends ObjectLocation, Limited {
  /** JSON Pointer to the items inside the object, such as `/products`. Default: the whole object. */
  readonly pointer?: string;
}

/** What separates the columns of a CSV file. */
export type CsvDelimiter = "COMMA" | "PIPE" | "SEMICOLON" | "SPACE" | "TAB";

export interface CsvSourceOptions extends ObjectLocation, Limited {
  /** The names of the columns. Default: they stand in the first row. */
  readonly headers?: readonly string[];
  /** Default `COMMA`. */
  readonly delimiter?: CsvDelimiter;
}

export interface ListingSourceOptions extends Limited {
  readonly bucket: string;
  /** Default: all objects of the bucket. */
  readonly prefix?: string;
}

/** An object as `ListObjectsV2` gives it to a map. */
export interface ListedObject {
  readonly Key: string;
  /** In bytes. */
  readonly Size: number;
  readonly Etag: string;
  /** Epoch seconds. */
  readonly LastModified: number;
  readonly StorageClass: string;
}

export type ItemSourceDefinition =
  | ({ readonly kind: "json" } & JsonSourceOptions)
  | ({ readonly kind: "jsonLines" | "inventory" } & ObjectLocation & Limited)
  | ({ readonly kind: "csv" } & CsvSourceOptions)
  | ({ readonly kind: "listing" } & ListingSourceOptions);

declare const itemType: unique symbol;

/** Items that `distributedMap` reads from S3 by itself, however many: they never pass through the workflow. */
export interface ItemSource<Item> {
  readonly source: ItemSourceDefinition;
  readonly [itemType]?: Item;
}

/** The items of a JSON array in an object of S3, or the values of a JSON object's members. */
export function s3Json<Item = unknown>(options: JsonSourceOptions): ItemSource<Item> {
  return { source: { kind: "json", ...options } };
}

/** The lines of an object of S3, each a JSON value. */
export function s3JsonLines<Item = unknown>(options: ObjectLocation & Limited): ItemSource<Item> {
  return { source: { kind: "jsonLines", ...options } };
}

/** The rows of a CSV file in S3, each an object of texts by column name; a missing column is an empty text. */
export function s3Csv<Row extends Readonly<Record<keyof Row, string>> = Readonly<Record<string, string>>>(
  options: CsvSourceOptions,
): ItemSource<Row> {
  return { source: { kind: "csv", ...options } };
}

/** A listing of objects in S3. The items say which objects there are; the function reads what it needs of them. */
export function s3Objects(options: ListingSourceOptions): ItemSource<ListedObject> {
  return { source: { kind: "listing", ...options } };
}

/** The entries of an S3 inventory, by its `manifest.json`: objects of texts by the names of the inventory's columns. */
export function s3Inventory<Row extends Readonly<Record<keyof Row, string>> = Readonly<Record<string, string>>>(
  options: ObjectLocation & Limited,
): ItemSource<Row> {
  return { source: { kind: "inventory", ...options } };
}
