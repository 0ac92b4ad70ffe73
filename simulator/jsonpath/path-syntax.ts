import type { JsonValue } from "../json.js";

/** One step of a path. */
export type Segment =
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "indexes"; readonly indexes: readonly number[] }
  | { readonly kind: "slice"; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: "wildcard" }
  | { readonly kind: "descendants" }
  | { readonly kind: "filter"; readonly test: FilterTest };

/** A condition of a filter: `?(@.price < 10 && @.tags)`. */
export type FilterTest =
  | { readonly kind: "and" | "or"; readonly left: FilterTest; readonly right: FilterTest }
  | { readonly kind: "not"; readonly test: FilterTest }
  | { readonly kind: "exists"; readonly path: FilterPath }
  | {
      readonly kind: "compare";
      readonly operator: FilterOperator;
      readonly left: FilterOperand;
      readonly right: FilterOperand;
    };

export type FilterOperator =
  | ("==" | "!=" | "===" | "!==" | "<" | "<=" | ">" | ">=" | "=~" | "in" | "nin")
  | ("contains" | "size" | "empty" | "subsetof" | "anyof" | "noneof");

export type FilterOperand =
  | { readonly kind: "value"; readonly value: JsonValue }
  | { readonly kind: "pattern"; readonly pattern: RegExp }
  | { readonly kind: "path"; readonly path: FilterPath };

/** A path inside a filter: of the item (`@`) or of the whole document (`$`). */
export interface FilterPath {
  readonly root: "@" | "$";
  readonly segments: readonly Segment[];
}

/** Text that is not a path. */
export class PathSyntaxError extends Error {}

/**
 * Parses the steps of a path, after its root: Jayway's syntax without functions, which the service refuses.
 *
 * Throws PathSyntaxError.
 */
export function parseSegments(text: string): readonly Segment[] {
  const parser = new PathParser(text);
  const segments = parser.segments();
  parser.end();
  return segments;
}

/** True when a path leads to one value at most: several names at its end lead to one object that has them. */
export function isDefinite(segments: readonly Segment[]): boolean {
  return segments.every(
    (segment, index) =>
      (segment.kind === "names" && (segment.names.length === 1 || index === segments.length - 1)) ||
      (segment.kind === "indexes" && segment.indexes.length === 1),
  );
}

/** Of a name after a dot: everything but what goes on or ends there, and inside a filter what compares. */
const nameCharacter = /[^\s.[(]/u;
const nameCharacterInFilter = /[^\s.[()=!<>~&|,\]]/u;

const constants: ReadonlyMap<string, true | false | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/**
 * A value that is not quoted, which the service takes for text where it is no constant and no number.
 *
 * @see https://github.com/aws-samples/step-functions-workflows-collection, "textract-analyze-expense-tf"
 */
const bareWord = /^[^\s()[\]{},&|<>=!~'"@$]+/u;
const numeral = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Parentheses and negations inside each other. */
const maxFilterDepth = 100;

class PathParser {
  private position = 0;
  private depth = 0;
  private isInFilter = false;

  constructor(private readonly text: string) {}

  segments(): readonly Segment[] {
    const segments: Segment[] = [];
    for (;;) {
      if (this.take("..")) {
        segments.push({ kind: "descendants" });
        segments.push(this.peek() === "[" ? this.bracket() : this.afterDot());
      } else if (this.take(".")) segments.push(this.afterDot());
      else if (this.peek() === "[") segments.push(this.bracket());
      else return segments;
    }
  }

  end(): void {
    if (this.position < this.text.length) this.fail(`unexpected '${this.text.slice(this.position)}'`);
  }

  private afterDot(): Segment {
    if (this.take("*")) return { kind: "wildcard" };
    if (this.peek() === "[") return this.bracket();
    const name = this.name();
    if (name === "") this.fail("a name is missing after '.'");
    if (this.peek() === "(") this.fail(`functions such as '${name}()' are not supported`);
    return { kind: "names", names: [name] };
  }

  private name(): string {
    const start = this.position;
    const character = this.isInFilter ? nameCharacterInFilter : nameCharacter;
    while (this.position < this.text.length && character.test(this.peek())) this.position += 1;
    return this.text.slice(start, this.position);
  }

  private bracket(): Segment {
    this.expect("[");
    this.space();
    const segment = this.inBrackets();
    this.space();
    this.expect("]");
    return segment;
  }

  private inBrackets(): Segment {
    if (this.take("*")) return { kind: "wildcard" };
    if (this.take("?")) {
      this.space();
      this.expect("(");
      const isInside = this.isInFilter;
      this.isInFilter = true;
      const test = this.either();
      this.isInFilter = isInside;
      this.space();
      this.expect(")");
      return { kind: "filter", test };
    }
    const quote = this.peek();
    if (quote === "'" || quote === '"') return { kind: "names", names: this.list(() => this.quotedAs(quote)) };
    const fromEnd = /^\(\s*@\.length\s*(-\s*[1-9]\d*)\s*\)/.exec(this.text.slice(this.position));
    if (fromEnd === null) return this.indexesOrSlice();
    this.position += fromEnd[0].length;
    return { kind: "indexes", indexes: [Number(fromEnd[1]?.replace(/\s/g, ""))] };
  }

  private indexesOrSlice(): Segment {
    const from = this.optionalInteger();
    this.space();
    if (this.take(":")) {
      this.space();
      const to = this.optionalInteger();
      if (from === undefined && to === undefined) this.fail("a slice needs a bound");
      // A step is read and passed over, as the service does.
      if (this.take(":")) this.optionalInteger();
      return { kind: "slice", from, to };
    }
    if (from === undefined) this.fail("an index, a slice, a quoted name, '*' or a filter is missing");
    const indexes = [from];
    while (this.take(",")) {
      this.space();
      indexes.push(this.optionalInteger() ?? this.fail("an index is missing"));
      this.space();
    }
    return { kind: "indexes", indexes };
  }

  /** The names of one bracket are quoted alike. */
  private quotedAs(quote: string): string {
    return this.peek() === quote ? this.quoted() : this.fail(`a name in ${quote} is missing`);
  }

  private list<Item>(item: () => Item): Item[] {
    const items = [item()];
    this.space();
    while (this.take(",")) {
      this.space();
      items.push(item());
      this.space();
    }
    return items;
  }

  private optionalInteger(): number | undefined {
    const match = /^-?\d+/.exec(this.text.slice(this.position));
    if (match === null) return undefined;
    this.position += match[0].length;
    return Number(match[0]);
  }

  private quoted(): string {
    const quote = this.peek();
    if (quote !== "'" && quote !== '"') this.fail("a quoted name is missing");
    this.position += 1;
    let value = "";
    while (this.peek() !== quote) {
      if (this.position >= this.text.length) this.fail(`the ${quote} is not closed`);
      if (this.take("\\")) value += this.escaped();
      else {
        value += this.peek();
        this.position += 1;
      }
    }
    this.position += 1;
    return value;
  }

  private escaped(): string {
    const character = this.peek();
    this.position += 1;
    if (character !== "u") return { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" }[character] ?? character;
    const code = this.text.slice(this.position, this.position + 4);
    this.position += 4;
    return String.fromCharCode(Number.parseInt(code, 16));
  }

  private either(): FilterTest {
    let left = this.both();
    while (this.takeSpaced("||")) left = { kind: "or", left, right: this.both() };
    return left;
  }

  private both(): FilterTest {
    let left = this.single();
    while (this.takeSpaced("&&")) left = { kind: "and", left, right: this.single() };
    return left;
  }

  private single(): FilterTest {
    this.depth += 1;
    if (this.depth > maxFilterDepth) this.fail("the filter is nested too deeply");
    const test = this.innermost();
    this.depth -= 1;
    return test;
  }

  private innermost(): FilterTest {
    this.space();
    if (this.peek() === "!" && this.text[this.position + 1] !== "=") {
      this.position += 1;
      return { kind: "not", test: this.single() };
    }
    if (this.take("(")) {
      const test = this.either();
      this.space();
      this.expect(")");
      return test;
    }
    const left = this.operand();
    const operator = this.operator();
    if (operator !== undefined) return { kind: "compare", operator, left, right: this.operand() };
    if (left.kind !== "path") this.fail("a filter needs a comparison or a path");
    return { kind: "exists", path: left.path };
  }

  private operator(): FilterOperator | undefined {
    this.space();
    const match = /^(===|!==|==|!=|<=|>=|=~|<|>|(?:in|nin|contains|size|empty|subsetof|anyof|noneof)\b)/i.exec(
      this.text.slice(this.position),
    );
    if (match === null) return undefined;
    this.position += match[0].length;
    return match[0].toLowerCase() as FilterOperator; // one of the alternatives of the pattern
  }

  private operand(): FilterOperand {
    this.space();
    const root = this.peek();
    if (root === "@" || root === "$") {
      this.position += 1;
      return { kind: "path", path: { root, segments: this.segments() } };
    }
    if (root === "/") return this.pattern();
    return { kind: "value", value: this.value() };
  }

  private pattern(): FilterOperand {
    const match = /^\/((?:\\.|[^/\\])+)\/([imsu]*)/.exec(this.text.slice(this.position));
    if (match === null) this.fail("the regular expression is not closed");
    this.position += match[0].length;
    try {
      return { kind: "pattern", pattern: new RegExp(`^(?:${match[1]})$`, match[2]) };
    } catch {
      return this.fail("the regular expression cannot be read");
    }
  }

  private value(): JsonValue {
    if (this.peek() === "'" || this.peek() === '"') return this.quoted();
    if (this.take("[")) {
      this.space();
      const items = this.peek() === "]" ? [] : this.list(() => this.value());
      this.expect("]");
      return items;
    }
    const [word = ""] = bareWord.exec(this.text.slice(this.position)) ?? [];
    if (word === "") this.fail("a value is missing");
    this.position += word.length;
    const constant = constants.get(word);
    if (constant !== undefined) return constant;
    return numeral.test(word) ? Number(word) : word;
  }

  private peek(): string {
    return this.text[this.position] ?? "";
  }

  private take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.position)) return false;
    this.position += expected.length;
    return true;
  }

  private takeSpaced(expected: string): boolean {
    this.space();
    return this.take(expected);
  }

  private expect(expected: string): void {
    if (!this.take(expected)) this.fail(`'${expected}' is missing`);
  }

  private space(): void {
    while (this.peek() === " ") this.position += 1;
  }

  private fail(what: string): never {
    throw new PathSyntaxError(`${what} at character ${this.position + 1} of '${this.text}'`);
  }
}
