/** One piece of a regular expression, as far as JSONata's engines agree with JavaScript on it. */
export type RegExpNode =
  /** One of these sequences. */
  | { readonly kind: "choice"; readonly options: readonly (readonly RegExpNode[])[] }
  | { readonly kind: "group"; readonly index: number | undefined; readonly body: RegExpNode }
  | { readonly kind: "look"; readonly negative: boolean; readonly body: RegExpNode }
  | {
      readonly kind: "repeat";
      readonly least: number;
      /** `*`, `{2,3}?` … as written. */
      readonly text: string;
      readonly body: RegExpNode;
    }
  | { readonly kind: "edge"; readonly edge: "^" | "$" | "\\b" | "\\B" }
  /** A character or class, already in the form that JSONata takes. */
  | { readonly kind: "character"; readonly text: string };

/** A feature that has no exact counterpart. */
export class RegExpProblem extends Error {
  readonly hint: string;

  constructor(reason: string, hint: string) {
    super(reason);
    this.hint = hint;
  }
}

/** JavaScript's white space and line ends, spelled out for use in a class: a Java engine's `\s` knows ASCII only. */
const space = String.raw`\t\n\x0B\f\r \xA0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF`;
/** Everything but line ends: engines differ in what they count as one. */
const dot = String.raw`[^\n\r\u2028\u2029]`;

/** Reads the source of a regular expression without the flags `u` and `v`. */
export function parseRegExp(source: string): {
  readonly root: RegExpNode;
  readonly groups: number;
  /** The groups that have names, by their position. */
  readonly names: ReadonlyMap<string, number>;
} {
  const parser = new Parser(source);
  const root = parser.choice();
  if (!parser.atEnd) throw new RegExpProblem(`\`${source}\` has a stray \`)\``, "Write `\\)` for the character.");
  return { root, groups: parser.groups, names: parser.names };
}

class Parser {
  groups = 0;
  readonly names = new Map<string, number>();
  #at = 0;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  get atEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  choice(): RegExpNode {
    const options: RegExpNode[][] = [[]];
    while (!this.atEnd && this.#peek() !== ")") {
      if (this.#accept("|")) options.push([]);
      else options.at(-1)?.push(this.#term());
    }
    return { kind: "choice", options };
  }

  #term(): RegExpNode {
    const atom = this.#atom();
    const quantifier = this.#match(/^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/);
    if (quantifier === undefined) return atom;
    if (atom.kind === "look" || atom.kind === "edge") {
      throw new RegExpProblem("a repeated assertion", "Remove the repetition.");
    }
    const [text] = quantifier;
    const least = text.startsWith("{") ? Number(quantifier[1]) : text.startsWith("+") ? 1 : 0;
    return { kind: "repeat", least, text, body: atom };
  }

  #atom(): RegExpNode {
    if (this.#accept("^")) return { kind: "edge", edge: "^" };
    if (this.#accept("$")) return { kind: "edge", edge: "$" };
    if (this.#accept("\\b")) return { kind: "edge", edge: "\\b" };
    if (this.#accept("\\B")) return { kind: "edge", edge: "\\B" };
    if (this.#accept(".")) return { kind: "character", text: dot };
    if (this.#accept("[")) return { kind: "character", text: this.#class() };
    if (this.#accept("(")) return this.#group();
    const escape = this.#match(/^\\[dDwW]/);
    if (escape !== undefined) return { kind: "character", text: escape[0] };
    if (this.#accept("\\s")) return { kind: "character", text: `[${space}]` };
    if (this.#accept("\\S")) return { kind: "character", text: `[^${space}]` };
    return { kind: "character", text: quote(this.#unit("a pattern")) };
  }

  #group(): RegExpNode {
    const isLook = this.#match(/^\?[=!]/);
    if (isLook !== undefined) return { kind: "look", negative: isLook[0] === "?!", body: this.#closed() };
    if (this.#accept("?:")) return { kind: "group", index: undefined, body: this.#closed() };
    const named = this.#match(/^\?<([A-Za-z_$][\w$]*)>/);
    if (named === undefined && this.#peek() === "?") {
      throw new RegExpProblem("a look-behind or a flag group", "Use plain groups `(…)` and look-ahead `(?=…)`.");
    }
    this.groups++;
    if (named !== undefined) this.names.set(named[1] as string, this.groups);
    return { kind: "group", index: this.groups, body: this.#closed() };
  }

  #closed(): RegExpNode {
    const body = this.choice();
    this.#accept(")");
    return body;
  }

  #class(): string {
    if (this.#match(/^(?:\\s\\S|\\S\\s|\\d\\D|\\D\\d|\\w\\W|\\W\\w|\^)\]/) !== undefined) return String.raw`[\s\S]`;
    const negative = this.#accept("^");
    let items = "";
    while (!this.#accept("]")) items += this.#classItem();
    if (items === "") throw new RegExpProblem("the empty class `[]`", "It never matches; remove it.");
    return `[${negative ? "^" : ""}${items}]`;
  }

  #classItem(): string {
    const set = this.#match(/^\\[dDwW]/);
    if (set !== undefined) return set[0];
    if (this.#accept("\\s")) return space;
    if (this.#accept("\\S")) {
      throw new RegExpProblem("`\\S` inside a class", "List the characters, or use a negated class `[^\\s…]`.");
    }
    if (this.#accept("\\b")) return "\\x08";
    const first = quote(this.#unit("a class"));
    if (!/^-[^\]]/.test(this.#source.slice(this.#at, this.#at + 2))) return first;
    if (/^-\\[dDwWsS]/.test(this.#source.slice(this.#at))) return first;
    this.#accept("-");
    return `${first}-${quote(this.#unit("a class"))}`;
  }

  /** One UTF-16 unit: a plain character or an escape. */
  #unit(where: string): string {
    const hex = this.#match(/^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/);
    if (hex !== undefined) return String.fromCharCode(parseInt((hex[1] ?? hex[2]) as string, 16));
    const control = this.#match(/^\\([tnvfr]|0(?![0-9]))/);
    if (control !== undefined) return controls[control[1] as keyof typeof controls];
    if (this.#match(/^\\[1-9k]/) !== undefined) {
      throw new RegExpProblem("a back-reference", "Compare the parts after matching.");
    }
    if (this.#match(/^\\[pPux0c]/) !== undefined) {
      throw new RegExpProblem(`an escape that is not exact in ${where}`, "List the characters, or use `\\uXXXX`.");
    }
    const escaped = this.#accept("\\");
    const unit = this.#source[this.#at];
    if (unit === undefined) throw new RegExpProblem("a pattern that ends early", "Complete it.");
    if (/[\uD800-\uDFFF]/.test(unit)) {
      throw new RegExpProblem(
        "a character outside the basic plane",
        "Match it with `replaceAll` or `split` as a text.",
      );
    }
    if (escaped && /[A-Za-z]/.test(unit)) {
      throw new RegExpProblem(`the escape \`\\${unit}\``, "Write the character itself.");
    }
    this.#at++;
    return unit;
  }

  #peek(): string | undefined {
    return this.#source[this.#at];
  }

  #accept(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #match(pattern: RegExp): RegExpMatchArray | undefined {
    const match = this.#source.slice(this.#at).match(pattern);
    if (match === null) return undefined;
    this.#at += match[0].length;
    return match;
  }
}

const controls = { t: "\t", n: "\n", v: "\v", f: "\f", r: "\r", "0": "\0" } as const;

/** A literal character. JSONata's scanner counts brackets, so everything that is no letter or digit becomes an escape. */
function quote(unit: string): string {
  if (/[\p{L}\p{Nd} ,:;@_=<>!"'%~]/u.test(unit)) return unit;
  const code = unit.charCodeAt(0);
  return code < 256
    ? `\\x${code.toString(16).toUpperCase().padStart(2, "0")}`
    : `\\u${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
