import { validationError } from "../../wire/aws-error.js";
import type { RawPath } from "./syntax.js";
import type { TokenReader } from "./tokens.js";

const maxListIndex = 2 ** 31 - 1;
const maxPathLevels = 32;

/** Whether a path may start at the current token. */
export function startsPath(reader: TokenReader): boolean {
  return reader.current.kind === "word" || reader.current.kind === "name";
}

/** Reads `name.name[0].#name`. */
export function parsePath(reader: TokenReader): RawPath {
  const path: [string, ...(string | number)[]] = [parseName(reader)];
  for (;;) {
    if (reader.takePunctuation(".")) path.push(parseName(reader));
    else if (reader.takePunctuation("[")) path.push(parseIndex(reader));
    else break;
  }
  if (path.length > maxPathLevels)
    throw validationError(`The document path has too many nesting levels; nesting levels: ${path.length}`);
  return path;
}

function parseName(reader: TokenReader): string {
  if (!startsPath(reader)) throw reader.syntaxError();
  return reader.advance().text;
}

function parseIndex(reader: TokenReader): number {
  if (reader.current.kind !== "number") throw reader.syntaxError();
  const { text } = reader.advance();
  reader.expectPunctuation("]");
  if (Number(text) > maxListIndex)
    throw validationError(`List index is not within the allowable range; index: [${text}]`);
  return Number(text);
}
