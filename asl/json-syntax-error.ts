import { maxJsonDepth, tooDeepAt } from "./json-depth.js";
import { numberOutOfRange } from "./json-numbers.js";

/** Why a text is not JSON, in the words of the parser that the service uses, and where (from 1). */
export interface JsonSyntaxError {
  readonly message: string;
  /** The parser's own description of the place, which the service gives as the location. */
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Finds the first error of a text that `JSON.parse` refuses, that is nested too deeply, or with
 * a number that no double holds. The messages are those of Jackson, whose reports the
 * service passes on; the commonest kinds of error have its exact words.
 */
export function findJsonSyntaxError(text: string): JsonSyntaxError {
  const failure = tooDeep(text) ?? new JsonScanner(text).scan() ?? outOfRange(text);
  const { message, at } = failure ?? { message: "Trailing characters after the JSON value", at: text.length };
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const column = at - (before.lastIndexOf("\n") + 1) + 1;
  const source = `[Source: (String)"${excerpt(text)}; line: ${line}, column: ${column}]`;
  return { message: `${message}\n at ${source}`, source, line, column };
}

function tooDeep(text: string): Failure | undefined {
  const at = tooDeepAt(text);
  if (at === undefined) return undefined;
  const bound = `(${maxJsonDepth}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`;
  return { message: `Document nesting depth (${maxJsonDepth + 1}) exceeds the maximum allowed ${bound}`, at };
}

function outOfRange(text: string): Failure | undefined {
  const number = numberOutOfRange(text);
  return number && { message: `Numeric value (${number.text}) out of range of double`, at: number.offset };
}

const excerptLength = 500;

function excerpt(text: string): string {
  if (text.length <= excerptLength) return `${text}"`;
  return `${text.slice(0, excerptLength)}"[truncated ${text.length - excerptLength} chars]`;
}

interface Failure {
  readonly message: string;
  readonly at: number;
}

class Stop extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

class JsonScanner {
  private at = 0;

  constructor(private readonly text: string) {}

  scan(): Failure | undefined {
    try {
      this.value();
      this.space();
      if (this.at < this.text.length) this.value();
      return undefined;
    } catch (stop) {
      if (stop instanceof Stop) return stop.failure;
      throw stop;
    }
  }

  private value(): void {
    this.space();
    const character = this.text.charAt(this.at);
    if (character === "{") this.container("Object", "}", () => this.member());
    else if (character === "[") this.container("Array", "]", () => this.value());
    else if (character === '"') this.string();
    else if (/[-0-9]/.test(character)) this.number();
    else if (/[A-Za-z_$]/.test(character)) this.word();
    else
      this.unexpected("expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')");
  }

  private container(kind: "Object" | "Array", close: string, member: () => void): void {
    const start = this.place(this.at);
    this.at += 1;
    for (let first = true; ; first = false) {
      this.space();
      if (this.at >= this.text.length) {
        this.fail(`Unexpected end-of-input: expected close marker for ${kind} (start marker at ${start})`, this.at);
      }
      if (first && this.take(close)) return;
      if (!first) {
        if (this.take(close)) return;
        if (!this.take(",")) this.unexpected(`was expecting comma to separate ${kind} entries`);
      }
      member();
    }
  }

  private member(): void {
    this.space();
    if (this.text.charAt(this.at) !== '"') this.unexpected("was expecting double-quote to start field name");
    this.string();
    this.space();
    if (!this.take(":")) this.unexpected("was expecting a colon to separate field name and value");
    this.value();
  }

  private string(): void {
    this.at += 1;
    for (; this.at < this.text.length; this.at += 1) {
      const character = this.text.charAt(this.at);
      if (character === '"') {
        this.at += 1;
        return;
      }
      if (character === "\\") {
        this.at += 1;
        const escape = this.text.charAt(this.at);
        if (!'"\\/bfnrtu'.includes(escape)) {
          this.fail(`Unrecognized character escape '${escape}' (code ${escape.charCodeAt(0)})`, this.at + 1);
        }
      } else if (character < " ") {
        const code = character.charCodeAt(0);
        this.fail(
          `Illegal unquoted character ((CTRL-CHAR, code ${code})): has to be escaped using backslash to be included in string value`,
          this.at + 1,
        );
      }
    }
    this.fail("Unexpected end-of-input: was expecting closing quote for a string value", this.at);
  }

  private number(): void {
    const match = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(this.text.slice(this.at));
    if (match === null) {
      this.at += 1;
      this.unexpected("Expected digit (0-9) to follow minus sign, for valid numeric value");
    }
    this.at += match?.[0].length ?? 0;
  }

  private word(): void {
    const word = /^[A-Za-z0-9_$]+/.exec(this.text.slice(this.at))?.[0] ?? "";
    this.at += word.length;
    if (word === "true" || word === "false" || word === "null") return;
    const expected = "was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
    this.fail(`Unrecognized token '${word}': ${expected}`, this.at);
  }

  private space(): void {
    while (" \t\n\r".includes(this.text.charAt(this.at)) && this.at < this.text.length) this.at += 1;
  }

  private take(character: string): boolean {
    if (this.text.charAt(this.at) !== character) return false;
    this.at += 1;
    return true;
  }

  private unexpected(expectation: string): never {
    const character = this.text.charAt(this.at);
    if (character === "") this.fail(`Unexpected end-of-input: ${expectation}`, this.at);
    this.fail(`Unexpected character ('${character}' (code ${character.charCodeAt(0)})): ${expectation}`, this.at + 1);
  }

  private place(at: number): string {
    const before = this.text.slice(0, at);
    const column = at - (before.lastIndexOf("\n") + 1) + 1;
    return `[Source: (String)"${excerpt(this.text)}; line: ${before.split("\n").length}, column: ${column}]`;
  }

  private fail(message: string, at: number): never {
    throw new Stop({ message, at });
  }
}
