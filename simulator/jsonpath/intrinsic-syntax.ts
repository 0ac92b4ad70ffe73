import { numberOutOfRange } from "../../asl/index.js";

/** A call of an intrinsic function, or one of its arguments. */
export type IntrinsicNode =
  | {
      readonly kind: "call";
      readonly name: string;
      readonly parameters: readonly IntrinsicNode[];
      readonly text: string;
    }
  | { readonly kind: "literal"; readonly value: string | number | boolean | null; readonly text: string }
  | { readonly kind: "path"; readonly text: string };

/** Nested calls; the service allows ten. */
const maxDepth = 10;

/**
 * Parses `States.Format('{}', $.name)`. Gives `undefined` for text that is not a call of the ASL grammar: strings in
 * single quotes with the escapes `\'`, `\\`, `\{`, `\}`, `\n`, …; numbers; booleans; null; paths; nested calls.
 */
export function parseIntrinsic(text: string): IntrinsicNode | undefined {
  const parser = new IntrinsicParser(text.trim());
  return parser.whole();
}

class IntrinsicParser {
  private position = 0;

  constructor(private readonly text: string) {}

  whole(): IntrinsicNode | undefined {
    const node = this.call(1);
    return node !== undefined && this.position === this.text.length ? node : undefined;
  }

  private call(depth: number): IntrinsicNode | undefined {
    const start = this.position;
    const name = /^States\.[A-Za-z0-9]+/.exec(this.text.slice(this.position))?.[0];
    if (name === undefined || depth > maxDepth) return undefined;
    this.position += name.length;
    this.space();
    if (!this.take("(")) return undefined;
    const parameters: IntrinsicNode[] = [];
    this.space();
    if (!this.take(")"))
      for (;;) {
        this.space();
        const parameter = this.parameter(depth);
        if (parameter === undefined) return undefined;
        parameters.push(parameter);
        this.space();
        if (this.take(")")) break;
        if (!this.take(",")) return undefined;
      }
    return { kind: "call", name, parameters, text: this.text.slice(start, this.position) };
  }

  private parameter(depth: number): IntrinsicNode | undefined {
    const rest = this.text.slice(this.position);
    if (rest.startsWith("'")) return this.string();
    if (rest.startsWith("States.")) return this.call(depth + 1);
    if (rest.startsWith("$")) return this.path();
    const literal = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=\s*[,)])/.exec(rest)?.[0];
    if (literal === undefined || numberOutOfRange(literal) !== undefined) return undefined;
    this.position += literal.length;
    return { kind: "literal", value: JSON.parse(literal) as number | boolean | null, text: literal };
  }

  private string(): IntrinsicNode | undefined {
    const start = this.position;
    this.position += 1;
    let value = "";
    for (;;) {
      const character = this.text[this.position];
      if (character === undefined) return undefined;
      this.position += 1;
      if (character === "'") return { kind: "literal", value, text: this.text.slice(start, this.position) };
      if (character !== "\\") {
        value += character;
        continue;
      }
      const escaped = this.text[this.position];
      this.position += 1;
      // `\{` and `\}` stay escaped: States.Format needs to know which braces are text.
      if (escaped === "{" || escaped === "}") value += `\\${escaped}`;
      else if (escaped === "'" || escaped === "\\") value += escaped;
      else {
        const control = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" }[escaped ?? ""];
        if (control === undefined) return undefined;
        value += control;
      }
    }
  }

  /** A path ends at a comma or parenthesis that is neither quoted nor inside brackets of its own. */
  private path(): IntrinsicNode | undefined {
    const start = this.position;
    let depth = 0;
    let quote = "";
    for (; this.position < this.text.length; this.position += 1) {
      const character = this.text[this.position] ?? "";
      if (quote !== "") {
        if (character === "\\") this.position += 1;
        else if (character === quote) quote = "";
      } else if (character === "'" || character === '"') quote = character;
      else if (character === "[" || character === "(") depth += 1;
      else if (depth > 0 && (character === "]" || character === ")")) depth -= 1;
      else if (depth === 0 && (character === "," || character === ")")) break;
    }
    const text = this.text.slice(start, this.position).trim();
    return { kind: "path", text };
  }

  private take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.position)) return false;
    this.position += expected.length;
    return true;
  }

  private space(): void {
    while (/\s/.test(this.text[this.position] ?? "")) this.position += 1;
  }
}
