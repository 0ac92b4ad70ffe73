import { AwsError, validationError } from "../../wire/aws-error.js";
import type { AttributeValue } from "../attribute-value.js";
import type { RawItem } from "../attribute-value-shape.js";
import { itemBytes } from "../item-size.js";
import { parseAttributeValue } from "../parse-attribute-value.js";
import type { DocumentPath } from "./document-path.js";
import { isReservedWord } from "./reserved-words.js";
import type { RawPath } from "./syntax.js";

/** What the names and values of an expression, as they are written, stand for. */
export interface NameScope {
  resolvePath(path: RawPath): DocumentPath;
  resolveValue(name: string): AttributeValue;
  /** Whether `list_append` may stand inside another operand. Default: no. */
  readonly nestsLists?: boolean;
}

/** The names and values that the expressions of one request may use, and which of them were used. */
export class ExpressionScope implements NameScope {
  private readonly values: ReadonlyMap<string, AttributeValue>;
  private readonly usedNames = new Set<string>();
  private readonly usedValues = new Set<string>();

  constructor(
    private readonly names: Readonly<Record<string, string>> | undefined,
    values: RawItem | undefined,
  ) {
    checkNames(names);
    this.values = parseValues(values);
  }

  resolvePath(path: RawPath): DocumentPath {
    const [head, ...tail] = path;
    return [
      this.resolveName(head),
      ...tail.map((element) => (typeof element === "number" ? element : this.resolveName(element))),
    ];
  }

  resolveValue(name: string): AttributeValue {
    const value = this.values.get(name);
    if (value === undefined)
      throw validationError(
        `An expression attribute value used in expression is not defined; attribute value: ${name}`,
      );
    this.usedValues.add(name);
    return value;
  }

  /** Throws where a name or value was given that no expression uses. */
  checkAllUsed(): void {
    checkUsed("ExpressionAttributeNames", Object.keys(this.names ?? {}), this.usedNames);
    checkUsed("ExpressionAttributeValues", [...this.values.keys()], this.usedValues);
  }

  private resolveName(name: string): string {
    if (!name.startsWith("#")) {
      if (isReservedWord(name))
        throw validationError(`Attribute name is a reserved keyword; reserved keyword: ${name}`);
      return name;
    }
    if (this.names === undefined || !Object.hasOwn(this.names, name))
      throw validationError(
        `An expression attribute name used in the document path is not defined; attribute name: ${name}`,
      );
    this.usedNames.add(name);
    return this.names[name] ?? "";
  }
}

/** Characters of a placeholder, and bytes of all values together. @see AWS page "Quotas in Amazon DynamoDB" */
const maxKeyLength = 255;
const maxValuesBytes = 2 * 1024 * 1024;

const tooLong = "The expression attribute map contains a key that is too long";

function checkNames(names: Readonly<Record<string, string>> | undefined): void {
  if (names === undefined) return;
  if (Object.keys(names).length === 0) throw validationError("ExpressionAttributeNames must not be empty");
  for (const [key, name] of Object.entries(names)) {
    if (!/^#[A-Za-z0-9_]+$/.test(key))
      throw validationError(`ExpressionAttributeNames contains invalid key: Syntax error; key: "${key}"`);
    if (key.length > maxKeyLength)
      throw validationError(`ExpressionAttributeNames contains invalid key: ${tooLong}; size of key: ${key.length}`);
    if (name === "")
      throw validationError(`ExpressionAttributeNames contains invalid value: Empty attribute name for key ${key}`);
  }
}

function parseValues(values: RawItem | undefined): ReadonlyMap<string, AttributeValue> {
  if (values === undefined) return new Map();
  if (Object.keys(values).length === 0) throw validationError("ExpressionAttributeValues must not be empty");
  const parsed = new Map<string, AttributeValue>();
  for (const [key, value] of Object.entries(values)) {
    if (!/^:[A-Za-z0-9_]+$/.test(key))
      throw validationError(`ExpressionAttributeValues contains invalid key: Syntax error; key: "${key}"`);
    if (key.length > maxKeyLength) throw validationError(`ExpressionAttributeValues contains invalid key: ${tooLong};`);
    try {
      parsed.set(key, parseAttributeValue(value));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw validationError(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`);
    }
  }
  if (itemBytes(Object.fromEntries(parsed)) > maxValuesBytes)
    throw validationError("ExpressionAttributeValues exceeds max size");
  return parsed;
}

function checkUsed(parameter: string, given: readonly string[], used: ReadonlySet<string>): void {
  const unused = given.filter((key) => !used.has(key));
  if (unused.length > 0)
    throw validationError(`Value provided in ${parameter} unused in expressions: keys: {${unused.join(", ")}}`);
}
