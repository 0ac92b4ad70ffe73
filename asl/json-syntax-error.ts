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
  const { message, at, after = false } = failure ?? { message: "The text is not JSON", at: text.length };
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const column = at - (before.lastIndexOf("\n") + 1) + (after ? 2 : 1);
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
  /** The parser has already read the character there. */
  readonly after?: boolean;
}

class Stop extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** An object or array that has begun, and the offset of its bracket; the root begins nowhere. */
interface Container {
  readonly kind: "root" | "Object" | "Array";
  readonly at: number;
}

const aValue = "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const aToken = "was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/** Goes through a text as Jackson's `ReaderBasedJsonParser` does. Offsets of failures are those where that one stands then. */
class JsonScanner {
  private at = 0;
  private container: Container = { kind: "root", at: -1 };

  constructor(private readonly text: string) {}

  scan(): Failure | undefined {
    try {
      this.space();
      if (this.at >= this.text.length) this.fail(`Unexpected end-of-input: ${aValue}`, this.at);
      this.rootValue();
      this.space();
      if (this.at < this.text.length) this.rootValue();
      return undefined;
    } catch (stop) {
      if (stop instanceof Stop) return stop.failure;
      throw stop;
    }
  }

  private rootValue(): void {
    this.refuseOtherClose();
    const isNumber = /[-0-9]/.test(this.text.charAt(this.at));
    this.value();
    if (isNumber && /[^ \t\r\n]/.test(this.text.charAt(this.at)))
      this.unexpected("Expected space separating root-level values");
  }

  private value(): void {
    const character = this.text.charAt(this.at);
    if (character === "{") this.members("Object", "}", () => this.member());
    else if (character === "[") this.members("Array", "]", () => this.value());
    else if (character === '"') this.string("string value", ": was expecting closing quote for a string value");
    else if (/[-0-9]/.test(character)) this.number();
    else if (/[\p{L}\p{Nl}\p{Sc}\p{Pc}]/u.test(character)) this.word();
    else this.unexpected(character === "}" ? "expected a value" : aValue);
  }

  private members(kind: "Object" | "Array", close: "}" | "]", member: () => void): void {
    const outer = this.container;
    this.container = { kind, at: this.at };
    this.at += 1;
    for (let first = true; ; first = false) {
      this.space();
      if (this.at >= this.text.length)
        this.fail(
          `Unexpected end-of-input: expected close marker for ${kind} (start marker at ${this.start()})`,
          this.at,
        );
      if (this.take(close)) break;
      this.refuseOtherClose();
      if (!first && !this.take(",")) this.unexpected(`was expecting comma to separate ${kind} entries`);
      if (!first) this.spaceBetween();
      member();
    }
    this.container = outer;
  }

  /** A bracket that closes nothing, or something else than what is open. */
  private refuseOtherClose(): void {
    const character = this.text.charAt(this.at);
    if (character !== "}" && character !== "]") return;
    const { kind } = this.container;
    const expected = character === "]" ? "}" : "]";
    this.fail(
      `Unexpected close marker '${character}': expected '${expected}' (for ${kind} starting at ${this.start()})`,
      this.at,
      true,
    );
  }

  private member(): void {
    if (this.text.charAt(this.at) !== '"') this.unexpected("was expecting double-quote to start field name");
    this.string("name", " in field name");
    this.spaceBetween();
    if (!this.take(":")) this.unexpected("was expecting a colon to separate field name and value");
    this.spaceBetween();
    this.value();
  }

  private string(what: string, atEnd: string): void {
    this.at += 1;
    for (; this.at < this.text.length; this.at += 1) {
      const character = this.text.charAt(this.at);
      if (character === '"') {
        this.at += 1;
        return;
      }
      if (character === "\\") this.escape();
      else if (character < " ") {
        const code = character.charCodeAt(0);
        this.fail(
          `Illegal unquoted character ((CTRL-CHAR, code ${code})): has to be escaped using backslash to be included in ${what}`,
          this.at,
          true,
        );
      }
    }
    this.fail(`Unexpected end-of-input${atEnd}`, this.at);
  }

  private escape(): void {
    this.at += 1;
    const escape = this.text.charAt(this.at);
    if (escape === "") this.fail("Unexpected end-of-input in character escape sequence", this.at);
    if (!'"\\/bfnrtu'.includes(escape)) this.fail(`Unrecognized character escape ${described(escape)}`, this.at, true);
    if (escape !== "u") return;
    for (let digits = 0; digits < 4; digits++) {
      this.at += 1;
      const digit = this.text.charAt(this.at);
      if (digit === "") this.fail("Unexpected end-of-input in character escape sequence", this.at);
      if (!/[0-9A-Fa-f]/.test(digit)) this.unexpected("expected a hex-digit for character escape sequence");
    }
  }

  private number(): void {
    if (this.take("-") && !/\d/.test(this.text.charAt(this.at))) {
      this.inNumber("No digit following sign");
      this.unexpected("expected digit (0-9) to follow minus sign, for valid numeric value", " in numeric value");
    }
    if (this.take("0")) {
      if (/\d/.test(this.text.charAt(this.at))) this.fail("Invalid numeric value: Leading zeroes not allowed", this.at);
    } else this.digits();
    if (this.take(".") && !this.digits()) {
      const character = this.text.charAt(this.at) || ".";
      const what = `Unexpected character (${described(character)}) in numeric value`;
      this.fail(`${what}: Decimal point not followed by a digit`, this.at);
    }
    if (!this.take("e") && !this.take("E")) return;
    if (!this.take("+")) this.take("-");
    if (this.digits()) return;
    this.inNumber("expected a digit for number exponent");
    const what = `Unexpected character (${described(this.text.charAt(this.at))}) in numeric value`;
    this.fail(`${what}: Exponent indicator not followed by a digit`, this.at);
  }

  /** The end of the text in a number; its words run together, as the parser has them. */
  private inNumber(expectation: string): void {
    if (this.at >= this.text.length) this.fail(`Unexpected end-of-input${expectation}`, this.at);
  }

  private digits(): boolean {
    const from = this.at;
    while (/\d/.test(this.text.charAt(this.at))) this.at += 1;
    return this.at > from;
  }

  private word(): void {
    const word = /^[\p{L}\p{N}\p{Sc}\p{Pc}]+/u.exec(this.text.slice(this.at))?.[0] ?? "";
    this.at += word.length;
    if (word === "true" || word === "false" || word === "null") return;
    this.fail(`Unrecognized token '${word}': ${aToken}`, this.at);
  }

  private space(): void {
    while (" \t\n\r".includes(this.text.charAt(this.at)) && this.at < this.text.length) this.at += 1;
    const character = this.text.charAt(this.at);
    if (character !== "" && character < " ")
      this.fail(
        `Illegal character (${described(character)}): only regular white space (\\r, \\n, \\t) is allowed between tokens`,
        this.at,
        true,
      );
  }

  /** The space where something must follow. */
  private spaceBetween(): void {
    this.space();
    if (this.at >= this.text.length)
      this.fail(`Unexpected end-of-input within/between ${this.container.kind} entries`, this.at);
  }

  private take(character: string): boolean {
    if (this.text.charAt(this.at) !== character) return false;
    this.at += 1;
    return true;
  }

  private unexpected(expectation: string, where = ""): never {
    const character = this.text.charAt(this.at);
    if (character === "") this.fail(`Unexpected end-of-input: ${expectation}`, this.at);
    this.fail(`Unexpected character (${described(character)})${where}: ${expectation}`, this.at, true);
  }

  /** Where what is open began. */
  private start(): string {
    const { at } = this.container;
    const before = this.text.slice(0, Math.max(at, 0));
    const column = at < 0 ? 0 : at - (before.lastIndexOf("\n") + 1) + 1;
    return `[Source: (String)"${excerpt(this.text)}; line: ${before.split("\n").length}, column: ${column}]`;
  }

  private fail(message: string, at: number, after = false): never {
    throw new Stop({ message, at, after });
  }
}

function described(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 32 || (code > 126 && code < 160)) return `(CTRL-CHAR, code ${code})`;
  return code > 255 ? `'${character}' (code ${code} / 0x${code.toString(16)})` : `'${character}' (code ${code})`;
}
