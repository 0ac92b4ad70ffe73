import { validationError } from "../../wire/aws-error.js";
import { parsePath, startsPath } from "./parse-path.js";
import type { Comparator, RawCondition, RawOperand } from "./syntax.js";
import { TokenReader } from "./tokens.js";

/** What parentheses may hold: a condition, or an operand of the comparison that follows. */
type Parsed =
  | { readonly kind: "condition"; readonly condition: RawCondition; readonly inParentheses?: boolean }
  | { readonly kind: "operand"; readonly operand: RawOperand; readonly inParentheses?: boolean };

const comparators: readonly string[] = ["=", "<>", "<", "<=", ">", ">="] satisfies readonly Comparator[];
const maxNesting = 300;
const maxOperators = 300;
/** Operands of `IN`. */
const maxChoices = 100;

/**
 * Parses a condition, filter or key condition expression. `NOT` binds tightest, then `AND`, then `OR`.
 * Throws `ValidationException` with the service's words, without the name of the parameter.
 */
export function parseCondition(source: string): RawCondition {
  if (source === "") throw validationError("The expression can not be empty;");
  const parser = new ConditionParser(new TokenReader(source));
  return parser.parse();
}

class ConditionParser {
  private depth = 0;
  private operators = 0;
  private hasRedundantParentheses = false;

  constructor(private readonly reader: TokenReader) {}

  parse(): RawCondition {
    const condition = this.asCondition(this.parseOr());
    this.reader.expectEnd();
    if (this.operators > maxOperators)
      throw validationError(`The expression contains too many operators; operator count: ${maxOperators + 1}`);
    if (this.hasRedundantParentheses) throw validationError("The expression has redundant parentheses;");
    return condition;
  }

  private parseOr(): Parsed {
    return this.parseChain("OR", () => this.parseAnd());
  }

  private parseAnd(): Parsed {
    return this.parseChain("AND", () => this.parseNot());
  }

  private parseChain(keyword: "AND" | "OR", parseLink: () => Parsed): Parsed {
    let left = parseLink();
    while (this.reader.isKeyword(keyword)) {
      const first = this.asCondition(left);
      this.reader.advance();
      this.operators += 1;
      const second = this.asCondition(parseLink());
      left = { kind: "condition", condition: { kind: keyword === "AND" ? "and" : "or", left: first, right: second } };
    }
    return left;
  }

  private parseNot(): Parsed {
    if (!this.reader.takeKeyword("NOT")) return this.parseComparison();
    this.operators += 1;
    return this.nested(() => {
      const condition = this.asCondition(this.parseNot());
      return { kind: "condition", condition: { kind: "not", condition } };
    });
  }

  private parseComparison(): Parsed {
    const first = this.parsePrimary();
    const { reader } = this;
    if (first.kind === "condition") return first;
    this.operators += 1; // a comparison, or a function by itself
    if (reader.current.kind === "punctuation" && comparators.includes(reader.current.text)) {
      const operator = reader.advance().text as Comparator; // one of the list
      return {
        kind: "condition",
        condition: { kind: "compare", operator, left: first.operand, right: this.parseOperand() },
      };
    }
    if (reader.takeKeyword("BETWEEN")) return this.parseBetween(first.operand);
    if (reader.takeKeyword("IN")) return this.parseIn(first.operand);
    return first;
  }

  private parseBetween(value: RawOperand): Parsed {
    const low = this.parseOperand();
    if (!this.reader.takeKeyword("AND")) throw this.reader.syntaxError();
    return { kind: "condition", condition: { kind: "between", value, low, high: this.parseOperand() } };
  }

  private parseIn(value: RawOperand): Parsed {
    this.reader.expectPunctuation("(");
    const choices = this.parseOperands();
    if (choices.length > maxChoices)
      throw validationError(
        `The IN operator is provided with too many operands; number of operands: ${choices.length}`,
      );
    return { kind: "condition", condition: { kind: "in", value, choices } };
  }

  private parseOperand(): RawOperand {
    if (!this.reader.takePunctuation("(")) return this.parseSimpleOperand();
    if (this.reader.isPunctuation("(")) this.hasRedundantParentheses = true;
    return this.nested(() => {
      const operand = this.parseOperand();
      this.reader.expectPunctuation(")");
      return operand;
    });
  }

  private parsePrimary(): Parsed {
    if (this.reader.takePunctuation("(")) return this.nested(() => this.parseParentheses());
    return { kind: "operand", operand: this.parseSimpleOperand() };
  }

  private parseSimpleOperand(): RawOperand {
    const { reader } = this;
    if (reader.current.kind === "value") return { kind: "value", name: reader.advance().text };
    if (!startsPath(reader)) throw reader.syntaxError();
    if (reader.current.kind === "word" && reader.next.text === "(") return this.nested(() => this.parseCall());
    return { kind: "path", path: parsePath(reader) };
  }

  private parseParentheses(): Parsed {
    const inner = this.parseOr();
    if (inner.kind === "operand" && this.reader.current.kind !== "punctuation") throw this.reader.syntaxError();
    this.reader.expectPunctuation(")");
    if (inner.inParentheses === true) this.hasRedundantParentheses = true;
    return { ...inner, inParentheses: true };
  }

  private parseCall(): RawOperand {
    const name = this.reader.advance().text;
    this.reader.expectPunctuation("(");
    return { kind: "call", name, operands: this.parseOperands() };
  }

  private parseOperands(): readonly RawOperand[] {
    const operands = [this.parseOperand()];
    while (this.reader.takePunctuation(",")) operands.push(this.parseOperand());
    this.reader.expectPunctuation(")");
    return operands;
  }

  /** A call is a condition by itself; a path or value needs an operator after it. */
  private asCondition(parsed: Parsed): RawCondition {
    if (parsed.kind === "condition") return parsed.condition;
    if (parsed.operand.kind === "call") return parsed.operand;
    throw this.reader.syntaxError();
  }

  private nested<T>(parse: () => T): T {
    this.depth += 1;
    if (this.depth > maxNesting) throw validationError("The expression is nested too deeply;");
    const result = parse();
    this.depth -= 1;
    return result;
  }
}
