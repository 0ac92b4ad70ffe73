import { validationError } from "../../wire/aws-error.js";
import type { RawPath } from "../expressions/syntax.js";
import type { PartiqlReader } from "./partiql-reader.js";
import { printPlace } from "./partiql-tokens.js";
import type { PartiqlExpression, TupleMember } from "./statement.js";

const comparators: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", "<=", ">", ">="]);

/** Keywords that are functions where an operand may stand. */
const functionKeywords: ReadonlySet<string> = new Set(["size"]);

const maxNesting = 300;

/** Parses an expression. `OR` binds loosest, then `AND`, `NOT`, comparisons, `||`, sums and products. */
export function parseExpression(reader: PartiqlReader): PartiqlExpression {
  return new ExpressionParser(reader).parseOr();
}

/** Reads `name.name[0]['name']`. */
export function parsePartiqlPath(reader: PartiqlReader): RawPath {
  const path: [string, ...(string | number)[]] = [reader.expectName()];
  for (;;) {
    if (reader.takePunctuation(".")) path.push(parseMember(reader));
    else if (reader.takePunctuation("[")) path.push(parseIndex(reader));
    else return path;
  }
}

function parseMember(reader: PartiqlReader): string {
  if (reader.isPunctuation("*")) throw validationError("Changing item's hierarchy while reading isn't supported");
  return reader.expectName();
}

function parseIndex(reader: PartiqlReader): string | number {
  const { kind, text, place } = reader.current;
  if (kind === "punctuation" && text === "*") throw reader.malformed();
  const isIndex = kind === "text" || (kind === "number" && /^\d+$/.test(text));
  if (!isIndex) throw validationError(`Unexpected path component ${printPlace(place)}`);
  reader.advance();
  if (!reader.isPunctuation("]"))
    throw validationError(`Unexpected path component ${printPlace(reader.current.place)}`);
  reader.advance();
  return kind === "text" ? text : Number(text);
}

class ExpressionParser {
  private depth = 0;

  constructor(private readonly reader: PartiqlReader) {}

  parseOr(): PartiqlExpression {
    return this.nested(() => this.parseChain(["or"], () => this.parseChain(["and"], () => this.parseNot())));
  }

  private parseChain(operators: readonly string[], parseLink: () => PartiqlExpression): PartiqlExpression {
    let left = parseLink();
    for (;;) {
      const { kind, text, place, isKeyword } = this.reader.current;
      if ((kind !== "punctuation" && !isKeyword) || !operators.includes(text)) return left;
      this.reader.advance();
      left = { kind: "binary", operator: text, left, right: parseLink(), place };
    }
  }

  private parseNot(): PartiqlExpression {
    const { place } = this.reader.current;
    if (!this.reader.takeKeyword("not")) return this.parseComparison();
    return { kind: "unary", operator: "not", operand: this.nested(() => this.parseNot()), place };
  }

  private parseComparison(): PartiqlExpression {
    const { reader } = this;
    const left = this.parseConcatenation();
    const { text, place, kind } = reader.current;
    if (kind === "punctuation" && comparators.has(text)) {
      reader.advance();
      const operator = text === "!=" ? "<>" : text;
      return { kind: "binary", operator, left, right: this.parseConcatenation(), place };
    }
    if (reader.takeKeyword("is")) {
      const isNot = reader.takeKeyword("not");
      const what = reader.takeKeyword("missing") ? "missing" : reader.takeKeyword("null") ? "null" : undefined;
      if (what === undefined) throw reader.malformed();
      return this.unless(!isNot, { kind: "is", operand: left, what, place });
    }
    const isNot = reader.isKeyword("not") && ["in", "between", "like"].includes(reader.at(1).text);
    if (isNot) reader.advance();
    if (reader.takeKeyword("between")) {
      const low = this.parseConcatenation();
      reader.expectKeyword("and");
      return this.unless(!isNot, { kind: "between", operand: left, low, high: this.parseConcatenation(), place });
    }
    if (reader.takeKeyword("in"))
      return this.unless(!isNot, { kind: "in", operand: left, choices: this.parseChoices(), place });
    if (reader.takeKeyword("like"))
      return { kind: "binary", operator: "like", left, right: this.parseConcatenation(), place };
    return left;
  }

  /** One choice in parentheses is a list of one, not the choice itself. */
  private parseChoices(): PartiqlExpression {
    const { place } = this.reader.current;
    if (!this.reader.takePunctuation("(")) return this.parseConcatenation();
    const members = this.parseMembers(")");
    if (members.length === 0) throw this.reader.malformed();
    return { kind: "sequence", shape: "parentheses", members, place };
  }

  private unless(isPlain: boolean, operand: PartiqlExpression): PartiqlExpression {
    return isPlain ? operand : { kind: "unary", operator: "not", operand, place: operand.place };
  }

  private parseConcatenation(): PartiqlExpression {
    const product = () => this.parseChain(["*", "/", "%"], () => this.parseSigned());
    return this.parseChain(["||"], () => this.parseChain(["+", "-"], product));
  }

  private parseSigned(): PartiqlExpression {
    const { reader } = this;
    const { text, place, kind } = reader.current;
    if (kind !== "punctuation" || (text !== "-" && text !== "+")) return this.parsePrimary();
    reader.advance();
    const operand = this.nested(() => this.parseSigned());
    if (operand.kind === "literal" && typeof operand.value.N === "string") {
      if (text === "+") return operand;
      const number = operand.value.N;
      return { ...operand, value: { N: number.startsWith("-") ? number.slice(1) : `-${number}` } };
    }
    return text === "+" ? operand : { kind: "unary", operator: "-", operand, place };
  }

  private parsePrimary(): PartiqlExpression {
    const { reader } = this;
    const { kind, text, place, isKeyword } = reader.current;
    switch (kind) {
      case "text":
        reader.advance();
        return { kind: "literal", value: { S: text }, place };
      case "number":
        reader.advance();
        return { kind: "literal", value: { N: text }, place };
      case "word":
        if (isKeyword && !functionKeywords.has(text)) return this.parseKeyword();
        if (reader.at(1).text === "(" && reader.at(1).kind === "punctuation") return this.parseCall();
        return { kind: "path", path: parsePartiqlPath(reader), place };
      case "quoted":
        return { kind: "path", path: parsePartiqlPath(reader), place };
      case "punctuation":
        return this.parsePunctuated();
      default:
        throw reader.malformed();
    }
  }

  private parseKeyword(): PartiqlExpression {
    const { reader } = this;
    const { text, place } = reader.current;
    if (reader.takeKeyword("missing")) return { kind: "missing", place };
    if (reader.takeKeyword("null")) return { kind: "literal", value: { NULL: true }, place };
    if (text !== "true" && text !== "false") throw reader.malformed();
    reader.advance();
    return { kind: "literal", value: { BOOL: text === "true" }, place };
  }

  private parseCall(): PartiqlExpression {
    const { text, place } = this.reader.advance();
    this.reader.advance();
    return { kind: "call", name: text.toLowerCase(), operands: this.parseMembers(")"), place };
  }

  private parsePunctuated(): PartiqlExpression {
    const { reader } = this;
    const { text, place } = reader.advance();
    switch (text) {
      case "?":
        return { kind: "parameter", index: reader.nextParameter(), place };
      case "[":
        return { kind: "sequence", shape: "list", members: this.parseMembers("]"), place };
      case "<<":
        return { kind: "sequence", shape: "bag", members: this.parseMembers(">>"), place };
      case "{":
        return { kind: "tuple", members: this.parseTuple(), place };
      case "(": {
        const members = this.parseMembers(")");
        const [only] = members;
        if (only === undefined) throw reader.malformed();
        return members.length === 1 ? only : { kind: "sequence", shape: "parentheses", members, place };
      }
      default:
        throw reader.malformed();
    }
  }

  private parseMembers(end: string): readonly PartiqlExpression[] {
    if (this.reader.takePunctuation(end)) return [];
    const members = [this.parseOr()];
    while (this.reader.takePunctuation(",")) members.push(this.parseOr());
    this.reader.expectPunctuation(end);
    return members;
  }

  private parseTuple(): readonly TupleMember[] {
    const { reader } = this;
    const members: TupleMember[] = [];
    if (reader.takePunctuation("}")) return members;
    do {
      const key = this.parseOr();
      reader.expectPunctuation(":");
      members.push({ key, value: this.parseOr() });
    } while (reader.takePunctuation(","));
    reader.expectPunctuation("}");
    return members;
  }

  private nested<T>(parse: () => T): T {
    this.depth += 1;
    if (this.depth > maxNesting) throw this.reader.malformed();
    const result = parse();
    this.depth -= 1;
    return result;
  }
}
