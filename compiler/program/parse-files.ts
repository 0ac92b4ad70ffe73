import path from "node:path";
import ts from "typescript";
import type { SourceSpan } from "../source-span.js";
import { isInstalled } from "./file-kinds.js";
import { parseWithinDepth } from "./nesting.js";
import type { SdkClients } from "./sdk-clients.js";

/** A file that is nested too deeply to be read. */
export interface TooDeepFile {
  readonly span: SourceSpan;
  readonly text: string;
}

interface ParsedFile {
  readonly text: string;
  readonly file: ts.SourceFile;
  readonly tooDeep?: TooDeepFile;
}

/** Files of the project as they were parsed last, with what was found too deep in them. */
export type ParsedFiles = Map<string, ParsedFile>;

/** Parsed files of TypeScript's library and of installed packages, which do not change while a process runs. */
const stableFiles = new Map<string, ts.SourceFile>();

/** Files of installed packages of which less was read than there is. */
const cutFiles = new Map<string, ts.SourceFile>();

interface ParseState {
  readonly overlay: ReadonlyMap<string, string>;
  readonly parsed: ParsedFiles;
  /** Takes those of this program. */
  readonly tooDeep: Map<string, TooDeepFile>;
  readonly sdkClients: SdkClients;
}

/** Lets a host parse each file once, for as long as its text stays as it is. */
export function parseOnce(host: ts.CompilerHost, { overlay, parsed, tooDeep, sdkClients }: ParseState): void {
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (file, languageVersion, onError, shouldCreate) => {
    if (isInstalled(file) && !overlay.has(path.resolve(file))) {
      const cut = sdkClients.cutText(file);
      if (cut !== undefined) return cutFile(file, cut, languageVersion);
      const known = stableFiles.get(file) ?? getSourceFile(file, languageVersion, onError, shouldCreate);
      if (known !== undefined) stableFiles.set(file, known);
      return known;
    }
    const text = overlay.get(path.resolve(file)) ?? ts.sys.readFile(file);
    if (text === undefined) return undefined;
    let known = parsed.get(file);
    if (known?.text !== text) {
      known = parse(file, text, languageVersion);
      parsed.set(file, known);
    }
    if (known.tooDeep !== undefined) tooDeep.set(file, known.tooDeep);
    return known.file;
  };
}

type LanguageVersion = ts.ScriptTarget | ts.CreateSourceFileOptions;

function parse(file: string, text: string, languageVersion: LanguageVersion): ParsedFile {
  const { parsed, place } = parseWithinDepth(file, () => ts.createSourceFile(file, text, languageVersion, false));
  if (place === undefined && parsed !== undefined) return { text, file: parsed };
  return {
    text,
    file: ts.createSourceFile(file, "", languageVersion, true),
    tooDeep: { span: place ?? { file, start: 0, end: 0 }, text },
  };
}

function cutFile(file: string, text: string, languageVersion: LanguageVersion): ts.SourceFile {
  let known = cutFiles.get(file);
  if (known?.text !== text) {
    known = ts.createSourceFile(file, text, languageVersion, false);
    cutFiles.set(file, known);
  }
  return known;
}
