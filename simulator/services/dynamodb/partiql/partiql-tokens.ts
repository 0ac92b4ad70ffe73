import { keywords } from "./keywords.js";

export type PartiqlTokenKind = "word" | "quoted" | "text" | "number" | "punctuation" | "invalid" | "end";

/** A piece of a statement. `text` is a string's content, or a word in small letters where it is a keyword. */
export interface PartiqlToken {
  readonly kind: PartiqlTokenKind;
  readonly text: string;
  /** Whether it is a word that is no name: `select`. */
  readonly isKeyword: boolean;
  readonly place: Place;
}

/** Where a token stands, and its length, all as the service counts: from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export const printPlace = ({ line, column, length }: Place): string => `at ${line}:${column}:${length}`;

const tokenPattern =
  /(?<gap>\s+|--[^\n]*|\/\*[^]*?\*\/)|(?<word>[A-Za-z_$][A-Za-z0-9_$]*)|"(?<quoted>(?:[^"]|"")*)"|'(?<text>(?:[^']|'')*)'|(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)|(?<punctuation><<|>>|<>|!=|<=|>=|\|\||[()[\]{},.:=<>+*/%?;-])|(?<invalid>[^])/y;

/** Takes a statement apart. Blanks and comments fall away. */
export function tokenise(source: string): readonly PartiqlToken[] {
  const tokens: PartiqlToken[] = [];
  let line = 1;
  let lineStart = 0;
  tokenPattern.lastIndex = 0;
  for (let match = tokenPattern.exec(source); match !== null; match = tokenPattern.exec(source)) {
    const found = Object.entries(match.groups ?? {}).find(([, content]) => content !== undefined);
    if (found === undefined || match[0] === "") break;
    const [group, content = ""] = found;
    const place = { line, column: match.index - lineStart + 1, length: match[0].length };
    for (let at = match[0].indexOf("\n"); at >= 0; at = match[0].indexOf("\n", at + 1)) {
      line += 1;
      lineStart = match.index + at + 1;
    }
    if (group !== "gap") tokens.push(tokenOf(group as PartiqlTokenKind, content, place)); // the groups are named for the kinds
  }
  return tokens;
}

function tokenOf(kind: PartiqlTokenKind, content: string, place: Place): PartiqlToken {
  if (kind === "quoted") return { kind, text: content.replaceAll('""', '"'), isKeyword: false, place };
  if (kind === "text") return { kind, text: content.replaceAll("''", "'"), isKeyword: false, place };
  const lower = content.toLowerCase();
  const isKeyword = kind === "word" && keywords.has(lower);
  return { kind, text: isKeyword ? lower : content, isKeyword, place };
}
