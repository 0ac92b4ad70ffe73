import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { numberOutOfRange } from "../asl/index.js";
import { CliFailure } from "./failure.js";
import type { Terminal } from "./terminal.js";
import { cut, visibleLine } from "./terminal-text.js";

/**
 * Reads an argument that is a JSON file, JSON text, or `-` for JSON on standard input.
 *
 * @param option the option's name, for messages
 * @throws CliFailure when there is no such file and the text is not JSON, or when the file does not hold JSON
 */
export async function readJsonArgument(argument: string, option: string, terminal: Terminal): Promise<unknown> {
  if (argument === "-") return parse(await text(terminal.input), "standard input");
  const content = await readIfFile(resolve(terminal.cwd, argument));
  if (content !== undefined) return parse(content, argument);
  try {
    return parseJson(argument);
  } catch (error) {
    const shown = cut(visibleLine(argument), 60);
    const why = /^\s*[[{"]/.test(argument) ? `: ${explain(error, argument)}` : ", and there is no such file";
    throw new CliFailure(
      `${option} is not JSON${why}\n  ${shown}`,
      `Give the path of a JSON file, or JSON in quotes: ${option} '{"total": 120}'.`,
    );
  }
}

function parse(content: string, source: string): unknown {
  try {
    return parseJson(content);
  } catch (error) {
    throw new CliFailure(`${source} is not JSON: ${explain(error, content)}`, "Mend the file, then try again.");
  }
}

/** `JSON.parse`, which makes Infinity of `1e999`: that is no JSON, and would be written as null. */
function parseJson(content: string): unknown {
  const number = numberOutOfRange(content);
  if (number === undefined) return JSON.parse(content) as unknown;
  throw new SyntaxError(`The number ${cut(number.text, 20)} is too large at position ${number.offset}`);
}

/** What the parser found, with line and column where it knows the position. */
function explain(error: unknown, content: string): string {
  const message = visibleLine(error instanceof Error ? error.message : String(error));
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined) return message;
  const before = content.slice(0, Number(position)).split("\n");
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  return `${message.replace(/ (in JSON )?at position \d+.*$/, "")} (${place})`;
}

async function readIfFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENAMETOOLONG" || code === "ENOTDIR" || code === "ERR_INVALID_ARG_VALUE") {
      return undefined;
    }
    if (code === "EISDIR") throw new CliFailure(`${path} is a folder, not a JSON file.`);
    throw error;
  }
}
