import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { SchemaElement } from "hyparquet";

/** What decoding may take before it is given up. */
export interface DecodingLimits {
  /** Default: 60 seconds. */
  readonly milliseconds?: number;
  /** Default: 2,048 MB. */
  readonly megabytes?: number;
}

/** Bytes that a page may have: as many as a row group. */
const maxPageBytes = 256 * 1024 * 1024;

type Row = Readonly<Record<string, unknown>>;
type Answer = { readonly rows: readonly Row[] } | { readonly reason: string };

/**
 * The rows of a Parquet file as they are stored, decoded in a thread of its own (`bin/parquet-thread.mjs`). Throws an error
 * that says why a file cannot be decoded.
 *
 * @param schema how the columns are read
 */
export async function decodeRows(
  bytes: Uint8Array,
  schema: readonly SchemaElement[],
  maxRows: number | undefined,
  { milliseconds = 60_000, megabytes = 2_048 }: DecodingLimits = {},
): Promise<readonly Row[]> {
  const thread = new Worker(threadFile(), {
    workerData: { bytes, schema, maxRows, maxPageBytes },
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
    execArgv: [],
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      thread.once("message", resolve);
      thread.once("error", reject);
      thread.once("exit", () => reject(new Error("its decoder came to an end without an answer")));
      const tooLong = new Error(`decoding it takes longer than ${milliseconds / 1_000} seconds: it may be damaged`);
      timer = setTimeout(() => reject(tooLong), milliseconds);
    });
    if ("reason" in answer) throw new Error(answer.reason);
    return answer.rows;
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}

/** Beside the folder of the sources, of the compiled files or of the bundled command. */
function threadFile(): URL {
  const candidates = ["../../..", "../../../..", "../.."].map(
    (root) => new URL(`${root}/bin/parquet-thread.mjs`, import.meta.url),
  );
  const found = candidates.find((file) => existsSync(file));
  if (found === undefined) throw new Error("the installation of setpiece lacks bin/parquet-thread.mjs");
  return found;
}
