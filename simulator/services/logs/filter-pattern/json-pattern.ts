import { type MessageFilter, invalidPattern, regularExpression } from "./message-filter.js";

type Condition = (document: unknown) => boolean;

const tokens =
  /\s*(?:(\$(?:\.[A-Za-z0-9_-]+|\[\d+\])+)|(&&|\|\||[(){}]|!=|<=|>=|=|<|>)|"((?:[^"\\]|\\.)*)"|(%)|([^\s"(){}=<>!&|%]+))\s*/y;

/** A token: `$.a.b[0]`, an operator, a quoted text, or a word. */
interface Token {
  readonly kind: "selector" | "operator" | "text" | "word";
  readonly text: string;
}

/** `{ $.type = "TaskFailed" && ($.id > 3 || $.error NOT EXISTS) }`: conditions on the values of a JSON document. */
export function parseJsonPattern(text: string): MessageFilter {
  const parser = new JsonPatternParser(tokensOf(text));
  const condition = parser.parse();
  return (message) => {
    const document = parseJson(message);
    return document !== undefined && condition(document.value);
  };
}

function tokensOf(text: string): readonly Token[] {
  const found: Token[] = [];
  tokens.lastIndex = 0;
  while (tokens.lastIndex < text.length) {
    const at = tokens.lastIndex;
    const match = tokens.exec(text);
    if (match === null) throw invalidPattern(`what is meant by ${text.slice(at, at + 20).trim()}`);
    const [, selector, operator, quoted, percent, word] = match;
    if (percent !== undefined) throw regularExpression();
    if (selector !== undefined) found.push({ kind: "selector", text: selector });
    else if (operator !== undefined) found.push({ kind: "operator", text: operator });
    else if (quoted !== undefined) found.push({ kind: "text", text: quoted.replace(/\\(.)/g, "$1") });
    else found.push({ kind: "word", text: word ?? "" });
  }
  return found;
}

class JsonPatternParser {
  private next = 0;

  constructor(private readonly found: readonly Token[]) {}

  parse(): Condition {
    this.expect("{");
    const condition = this.alternatives();
    this.expect("}");
    if (this.next < this.found.length) throw invalidPattern("something follows the closing brace");
    return condition;
  }

  private alternatives(): Condition {
    const parts = [this.conjunction()];
    while (this.takes("||")) parts.push(this.conjunction());
    return (document) => parts.some((part) => part(document));
  }

  private conjunction(): Condition {
    const parts = [this.condition()];
    while (this.takes("&&")) parts.push(this.condition());
    return (document) => parts.every((part) => part(document));
  }

  private condition(): Condition {
    if (this.takes("(")) {
      const inner = this.alternatives();
      this.expect(")");
      return inner;
    }
    const selector = this.take();
    if (selector?.kind !== "selector") throw invalidPattern(`${selector?.text ?? "the end"} where $.name is expected`);
    const path = pathOf(selector.text);
    const operator = this.take();
    if (operator?.kind === "operator") return comparison(path, operator.text, this.take());
    if (operator?.kind !== "word") throw invalidPattern(`${selector.text} is compared with nothing`);
    const wanted = `${operator.text} ${this.take()?.text ?? ""}`.toUpperCase();
    const test = tests[wanted];
    if (test === undefined) throw invalidPattern(`${operator.text} after ${selector.text}`);
    return (document) => test(valueAt(document, path));
  }

  private take(): Token | undefined {
    this.next += 1;
    return this.found[this.next - 1];
  }

  private takes(operator: string): boolean {
    const token = this.found[this.next];
    const isIt = token?.kind === "operator" && token.text === operator;
    if (isIt) this.next += 1;
    return isIt;
  }

  private expect(operator: string): void {
    if (!this.takes(operator)) throw invalidPattern(`${operator} is missing`);
  }
}

const tests: Readonly<Record<string, (value: unknown) => boolean>> = {
  "IS NULL": (value) => value === null,
  "IS TRUE": (value) => value === true,
  "IS FALSE": (value) => value === false,
  "NOT EXISTS": (value) => value === undefined,
};

/** Of texts and numbers only: a list, an object, or what is not there is neither equal nor unequal. */
function comparison(path: readonly (string | number)[], operator: string, operand: Token | undefined): Condition {
  if (operand?.kind !== "text" && operand?.kind !== "word") throw invalidPattern(`${operator} is followed by no value`);
  const number = operand.kind === "word" && isNumber.test(operand.text) ? Number(operand.text) : undefined;
  switch (operator) {
    case "=":
    case "!=": {
      const matches = wildcard(operand.text);
      return (document) => {
        const value = valueAt(document, path);
        if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return false;
        const isEqual = (number !== undefined && value === number) || matches(String(value));
        return isEqual === (operator === "=");
      };
    }
    case "<":
    case "<=":
    case ">":
    case ">=":
      if (number === undefined) throw invalidPattern(`${operator} takes a number, not ${operand.text}`);
      return (document) => {
        const value = valueAt(document, path);
        if (typeof value !== "number") return false;
        if (value === number) return operator.endsWith("=");
        return operator.startsWith("<") === value < number;
      };
    default:
      throw invalidPattern(`${operator} is no comparison`);
  }
}

const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** `*` stands for anything at the beginning and at the end of a text, and for itself within. */
function wildcard(text: string): (value: string) => boolean {
  const open = { start: text.startsWith("*"), end: text.length > 1 && text.endsWith("*") };
  const core = text.slice(open.start ? 1 : 0, open.end ? -1 : undefined);
  if (open.start && (open.end || core === "")) return (value) => value.includes(core);
  if (open.start) return (value) => value.endsWith(core);
  if (open.end) return (value) => value.startsWith(core);
  return (value) => value === text;
}

function pathOf(selector: string): readonly (string | number)[] {
  return [...selector.matchAll(/\.([A-Za-z0-9_-]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}

function valueAt(document: unknown, path: readonly (string | number)[]): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== "object" || value === null || Array.isArray(value) !== (typeof step === "number"))
      return undefined;
    value = Object.hasOwn(value, step) ? (value as Readonly<Record<string | number, unknown>>)[step] : undefined;
  }
  return value;
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
