import { type AwsError, validationError } from "../../wire/aws-error.js";
import { type PartiqlToken, tokenise } from "./partiql-tokens.js";

/** A cursor over the tokens of one statement. */
export class PartiqlReader {
  private readonly tokens: readonly PartiqlToken[];
  private position = 0;
  private parameters = 0;

  constructor(private readonly source: string) {
    this.tokens = tokenise(source);
  }

  get current(): PartiqlToken {
    return this.at(0);
  }

  /** The token that comes so many after the current one. */
  at(distance: number): PartiqlToken {
    const end = {
      kind: "end",
      text: "",
      isKeyword: false,
      place: { line: 1, column: this.source.length + 1, length: 0 },
    } as const;
    return this.tokens[this.position + distance] ?? end;
  }

  advance(): PartiqlToken {
    const token = this.current;
    this.position += 1;
    return token;
  }

  isKeyword(keyword: string): boolean {
    return this.current.isKeyword && this.current.text === keyword;
  }

  takeKeyword(keyword: string): boolean {
    const found = this.isKeyword(keyword);
    if (found) this.position += 1;
    return found;
  }

  expectKeyword(keyword: string): void {
    if (!this.takeKeyword(keyword)) throw this.malformed();
  }

  isPunctuation(text: string): boolean {
    return this.current.kind === "punctuation" && this.current.text === text;
  }

  takePunctuation(text: string): boolean {
    const found = this.isPunctuation(text);
    if (found) this.position += 1;
    return found;
  }

  expectPunctuation(text: string): void {
    if (!this.takePunctuation(text)) throw this.malformed();
  }

  /** A name of a table or an attribute, quoted or not. */
  isName(): boolean {
    return this.current.kind === "quoted" || (this.current.kind === "word" && !this.current.isKeyword);
  }

  expectName(): string {
    if (!this.isName()) throw this.malformed();
    return this.advance().text;
  }

  nextParameter(): number {
    this.parameters += 1;
    return this.parameters - 1;
  }

  get parameterCount(): number {
    return this.parameters;
  }

  malformed(): AwsError {
    return validationError(`Statement wasn't well formed, can't be processed: ${this.source}`);
  }
}
