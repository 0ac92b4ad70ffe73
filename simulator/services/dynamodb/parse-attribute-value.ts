import { validationError } from "../wire/aws-error.js";
import { attributeMap, type AttributeType, type AttributeValue, type Item } from "./attribute-value.js";
import type { RawAttributeValue, RawItem } from "./attribute-value-shape.js";
import { canonicalNumber, compareDecimals, parseDecimal } from "./decimal.js";
import { checkNesting } from "./nesting-levels.js";

/** Bytes of an attribute's name. @see AWS page "Quotas in Amazon DynamoDB" */
const maxNameBytes = 65_535;

/** Checks every attribute of an item and brings it into canonical form. Throws `ValidationException`. */
export function parseItem(raw: RawItem): Item {
  const item = parseAttributes(raw);
  checkNesting(item);
  return item;
}

function parseAttributes(raw: RawItem): Item {
  return attributeMap(
    Object.entries(raw).map(([name, value]) => {
      checkAttributeName(name);
      return [name, parseAttributeValue(value)] as const;
    }),
  );
}

export function checkAttributeName(name: string): void {
  if (name === "") throw validationError("Empty attribute name");
  if (Buffer.byteLength(name) > maxNameBytes)
    throw invalid(`Attribute name is too large, must be less than ${maxNameBytes + 1} bytes`);
}

/** Checks one attribute value and brings it into canonical form. Throws `ValidationException`. */
export function parseAttributeValue(raw: RawAttributeValue): AttributeValue {
  const types = Object.keys(raw) as AttributeType[];
  const type = types[0];
  if (type === undefined)
    throw validationError("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  if (types.length > 1)
    throw validationError(
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    );
  return parseContent(type, raw[type]);
}

// The shape has given every content the JSON type of its attribute type; the casts below rely on that.
function parseContent(type: AttributeType, content: unknown): AttributeValue {
  switch (type) {
    case "S":
      return { S: content as string };
    case "N":
      return { N: canonicalNumber(content as string) };
    case "B":
      return { B: content as string };
    case "BOOL":
      return { BOOL: content as boolean };
    case "NULL":
      if (content !== true) throw invalid("Null attribute value types must have the value of true");
      return { NULL: true };
    case "SS":
      return { SS: parseStringSet(content as readonly string[]) };
    case "NS":
      return { NS: parseNumberSet(content as readonly string[]) };
    case "BS":
      return { BS: parseBinarySet(content as readonly string[]) };
    case "L":
      return { L: (content as readonly RawAttributeValue[]).map(parseAttributeValue) };
    case "M":
      return { M: parseAttributes(content as RawItem) };
  }
}

function parseStringSet(members: readonly string[]): readonly string[] {
  if (members.length === 0) throw invalid("An string set  may not be empty");
  if (hasDuplicates(members)) throw invalid(`Input collection [${members.join(", ")}] contains duplicates.`);
  return sortTexts(members);
}

function parseNumberSet(members: readonly string[]): readonly string[] {
  if (members.length === 0) throw invalid("An number set  may not be empty");
  const numbers = members.map(canonicalNumber);
  if (hasDuplicates(numbers)) throw validationError("Input collection contains duplicates");
  return sortNumbers(numbers);
}

function parseBinarySet(members: readonly string[]): readonly string[] {
  if (members.length === 0) throw invalid("Binary sets should not be empty");
  if (hasDuplicates(members)) throw invalid(`Input collection [${members.join(", ")}]of type BS contains duplicates.`);
  return sortBlobs(members);
}

export function sortTexts(members: readonly string[]): readonly string[] {
  return [...members].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}

export function sortNumbers(members: readonly string[]): readonly string[] {
  return [...members].sort((left, right) => compareDecimals(parseDecimal(left), parseDecimal(right)));
}

export function sortBlobs(members: readonly string[]): readonly string[] {
  const bytes = (member: string) => Buffer.from(member, "base64");
  return [...members].sort((left, right) => Buffer.compare(bytes(left), bytes(right)));
}

function hasDuplicates(members: readonly string[]): boolean {
  return new Set(members).size < members.length;
}

function invalid(reason: string): Error {
  return validationError(`One or more parameter values were invalid: ${reason}`);
}
