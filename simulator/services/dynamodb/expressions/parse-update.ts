import { validationError } from "../../wire/aws-error.js";
import { parsePath, startsPath } from "./parse-path.js";
import type { RawOperand, RawPath } from "./syntax.js";
import { TokenReader } from "./tokens.js";

/** One clause of an update expression as it is written. */
export type RawUpdateAction =
  | { readonly kind: "set"; readonly path: RawPath; readonly operand: RawOperand }
  | { readonly kind: "remove"; readonly path: RawPath }
  | { readonly kind: "add" | "delete"; readonly path: RawPath; readonly value: string };

const sections = ["SET", "REMOVE", "ADD", "DELETE"] as const;
const maxNesting = 300;
const maxOperators = 300;

/** Parses an update expression: each of `SET`, `REMOVE`, `ADD`, `DELETE` at most once, in any order. */
export function parseUpdate(source: string): readonly RawUpdateAction[] {
  if (source === "") throw validationError("The expression can not be empty;");
  return new UpdateParser(new TokenReader(source)).parse();
}

interface Primary {
  readonly operand: RawOperand;
  readonly isSum?: boolean;
}

class UpdateParser {
  private depth = 0;
  private operators = 0;
  private hasRedundantParentheses = false;

  constructor(private readonly reader: TokenReader) {}

  parse(): readonly RawUpdateAction[] {
    const actions: RawUpdateAction[] = [];
    const seen: string[] = [];
    do {
      const section = sections.find((keyword) => this.reader.isKeyword(keyword));
      if (section === undefined) throw this.reader.syntaxError();
      this.reader.advance();
      do actions.push(this.parseAction(section));
      while (this.reader.takePunctuation(","));
      seen.push(section);
    } while (this.reader.current.kind !== "end");
    const repeated = seen.find((section, index) => seen.indexOf(section) < index);
    if (repeated !== undefined)
      throw validationError(`The "${repeated}" section can only be used once in an update expression;`);
    if (this.operators > maxOperators)
      throw validationError(`The expression contains too many operators; operator count: ${this.operators}`);
    if (this.hasRedundantParentheses) throw validationError("The expression has redundant parentheses;");
    return actions;
  }

  private parseAction(section: (typeof sections)[number]): RawUpdateAction {
    const path = parsePath(this.reader);
    switch (section) {
      case "SET":
        this.reader.expectPunctuation("=");
        return { kind: "set", path, operand: this.parseValue() };
      case "REMOVE":
        return { kind: "remove", path };
      case "ADD":
      case "DELETE": {
        if (this.reader.current.kind !== "value") throw this.reader.syntaxError();
        return { kind: section === "ADD" ? "add" : "delete", path, value: this.reader.advance().text };
      }
    }
  }

  /** `operand`, `operand + operand`, or such a sum in parentheses; nothing follows a sum. */
  private parseValue(): RawOperand {
    const { operand: left, isSum } = this.parsePrimary(true);
    if (isSum) return left;
    const operator = this.reader.isPunctuation("+") ? "+" : this.reader.isPunctuation("-") ? "-" : undefined;
    if (operator === undefined) return left;
    this.reader.advance();
    this.operators += 1;
    return { kind: "sum", operator, left, right: this.parseOperand() };
  }

  private parseOperand(): RawOperand {
    return this.parsePrimary(false).operand;
  }

  private parsePrimary(allowsSum: boolean): Primary {
    const { reader } = this;
    this.depth += 1;
    if (this.depth > maxNesting) throw validationError("The expression is nested too deeply;");
    try {
      if (reader.takePunctuation("(")) return this.parseParentheses(allowsSum);
      if (reader.current.kind === "value") return { operand: { kind: "value", name: reader.advance().text } };
      if (!startsPath(reader)) throw reader.syntaxError();
      if (reader.current.kind === "word" && reader.next.text === "(") return { operand: this.parseCall() };
      return { operand: { kind: "path", path: parsePath(reader) } };
    } finally {
      this.depth -= 1;
    }
  }

  private parseParentheses(allowsSum: boolean): Primary {
    if (this.reader.isPunctuation("(")) this.hasRedundantParentheses = true;
    const operand = allowsSum ? this.parseValue() : this.parseOperand();
    this.reader.expectPunctuation(")");
    return { operand, isSum: operand.kind === "sum" };
  }

  private parseCall(): RawOperand {
    const name = this.reader.advance().text;
    this.reader.expectPunctuation("(");
    const operands = [this.parseOperand()];
    while (this.reader.takePunctuation(",")) operands.push(this.parseOperand());
    this.reader.expectPunctuation(")");
    return { kind: "call", name, operands };
  }
}
