import { validationError } from "../../wire/aws-error.js";

export type TokenKind = "word" | "keyword" | "name" | "value" | "number" | "punctuation" | "invalid" | "end";

/** A piece of an expression: `word` is a bare name, `name` is `#name`, `value` is `:value`. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const tokenPattern =
  /\s*(?:(?<word>[A-Za-z][A-Za-z0-9_]*)|(?<name>#[A-Za-z0-9_]+)|(?<value>:[A-Za-z0-9_]+)|(?<number>[0-9]+)|(?<punctuation><>|<=|>=|[()[\].,=<>+-])|(?<invalid>\S))/y;

/** Words that are no names in any expression, not even in those that do not use them. */
const keywords: ReadonlySet<string> = new Set([
  ...["SET", "REMOVE", "ADD", "DELETE"],
  ...["AND", "OR", "NOT", "BETWEEN", "IN"],
]);

/** A cursor over the tokens of one expression. Its errors are those of the service's parser. */
export class TokenReader {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(private readonly source: string) {
    this.tokens = tokenise(source);
  }

  get current(): Token {
    return this.tokens[this.position] ?? this.endToken();
  }

  get next(): Token {
    return this.tokens[this.position + 1] ?? this.endToken();
  }

  advance(): Token {
    const token = this.current;
    this.position += 1;
    return token;
  }

  isPunctuation(text: string): boolean {
    return this.current.kind === "punctuation" && this.current.text === text;
  }

  /** Whether the current token is this keyword, in any case. */
  isKeyword(keyword: string): boolean {
    return this.current.kind === "keyword" && this.current.text.toUpperCase() === keyword;
  }

  takePunctuation(text: string): boolean {
    const found = this.isPunctuation(text);
    if (found) this.position += 1;
    return found;
  }

  takeKeyword(keyword: string): boolean {
    const found = this.isKeyword(keyword);
    if (found) this.position += 1;
    return found;
  }

  expectPunctuation(text: string): void {
    if (!this.takePunctuation(text)) throw this.syntaxError();
  }

  expectEnd(): void {
    if (this.current.kind !== "end") throw this.syntaxError();
  }

  /** Names the current token and shows it with its two neighbours. */
  syntaxError(): Error {
    const before = this.tokens[this.position - 1];
    const from = before?.start ?? this.current.start;
    const to =
      this.current.kind === "end" ? this.source.length : this.next.kind === "end" ? this.current.end : this.next.end;
    const shown = this.current.kind === "end" ? "<EOF>" : this.current.text;
    const near = this.source.slice(before === undefined && this.current.kind === "end" ? 0 : from, to);
    return validationError(`Syntax error; token: "${shown}", near: "${near}"`);
  }

  private endToken(): Token {
    return { kind: "end", text: "", start: this.source.length, end: this.source.length };
  }
}

function tokenise(source: string): readonly Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  for (let match = tokenPattern.exec(source); match !== null; match = tokenPattern.exec(source)) {
    const [group, text] = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined) ?? [];
    if (group === undefined || text === undefined) break;
    const end = match.index + match[0].length;
    const isKeyword = group === "word" && keywords.has(text.toUpperCase());
    const kind = isKeyword ? "keyword" : (group as TokenKind); // the groups are named for the kinds
    tokens.push({ kind, text, start: end - text.length, end });
  }
  return tokens;
}
