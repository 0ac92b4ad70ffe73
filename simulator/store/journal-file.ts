import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, truncateSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";

import { isKnownKind, type JournalEntry, journalVersion } from "./journal-entry.js";
import { JournalError } from "./journal-error.js";

export interface JournalContent {
  readonly entries: readonly JournalEntry[];
  /** Bytes of an entry that was being written when the process was killed. They have been cut off. */
  readonly droppedBytes: number;
}

const newline = 0x0a;

/**
 * Reads a journal: a line an entry, each with a checksum before its JSON. A last line that is not whole is cut off, because
 * nobody was told of what it says; damage anywhere else is an error. A journal of a newer program is left as it is.
 *
 * @throws JournalError
 */
export function readJournal(path: string): JournalContent {
  if (!existsSync(path)) return { entries: [], droppedBytes: 0 };
  const bytes = readFileSync(path);
  const entries: JournalEntry[] = [];
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(newline, start);
    const entry = end < 0 ? undefined : parseLine(bytes.toString("utf8", start, end));
    if (entry === undefined) {
      if (end >= 0 && end < bytes.length - 1)
        throw new JournalError(
          "DAMAGED",
          `${path} is damaged at byte ${start}, in entry ${entries.length + 1}: its checksum does not fit.`,
        );
      truncateSync(path, start);
      return { entries, droppedBytes: bytes.length - start };
    }
    checkFormat(entry, path);
    entries.push(entry);
    start = end + 1;
  }
  return { entries, droppedBytes: 0 };
}

/** Refuses what a newer program wrote: its header tells, or entries that are not known. */
function checkFormat(entry: JournalEntry, path: string): void {
  if (entry.kind === "journal" && entry.version > journalVersion)
    throw new JournalError(
      "NEWER",
      `${path} has the format ${entry.version}; this version of Setpiece reads formats up to ${journalVersion}.`,
    );
  if (!isKnownKind(entry.kind))
    throw new JournalError(
      "NEWER",
      `${path} has an entry of the kind '${String(entry.kind)}', which this version of Setpiece does not know.`,
    );
}

/** Replaces a journal as a whole: at any time the one before or the new one is there. */
export function replaceJournal(path: string, entries: readonly JournalEntry[]): void {
  const next = `${path}.next`;
  const file = openSync(next, "w");
  for (const entry of entries) writeAll(file, lineOf(entry));
  fsyncSync(file);
  closeSync(file);
  renameSync(next, path);
}

/** The line of an entry. */
export function lineOf(entry: JournalEntry): string {
  const json = JSON.stringify(entry);
  return `${checksum(json)} ${json}\n`;
}

/** Writes all of a text, however often it takes. */
function writeAll(file: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) rest = rest.subarray(writeSync(file, rest));
}

function parseLine(line: string): JournalEntry | undefined {
  const json = line.slice(9);
  if (line[8] !== " " || line.slice(0, 8) !== checksum(json)) return undefined;
  return JSON.parse(json) as JournalEntry; // the checksum shows that this program wrote it
}

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, "0");
