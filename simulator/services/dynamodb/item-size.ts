import type { AttributeValue, Item } from "./attribute-value.js";

/** The largest item, attribute names included. */
export const maxItemBytes = 400 * 1024;

/** The size of an item in bytes as DynamoDB counts it. @see AWS page "DynamoDB item sizes and formats" */
export function itemBytes(item: Item): number {
  let size = 0;
  for (const name in item) size += Buffer.byteLength(name) + valueBytes(item[name]);
  return size;
}

function valueBytes(value: AttributeValue | undefined): number {
  if (value === undefined) return 0;
  if ("S" in value) return Buffer.byteLength(value.S);
  if ("N" in value) return numberBytes(value.N);
  if ("B" in value) return Buffer.byteLength(value.B, "base64");
  if ("SS" in value) return sum(value.SS, (member) => Buffer.byteLength(member));
  if ("NS" in value) return sum(value.NS, numberBytes);
  if ("BS" in value) return sum(value.BS, (member) => Buffer.byteLength(member, "base64"));
  if ("L" in value) return 3 + sum(value.L, (member) => 1 + valueBytes(member));
  if ("M" in value) return 3 + itemBytes(value.M) + Object.keys(value.M).length;
  return 1;
}

/** Two digits a byte, one byte for the exponent, one for a minus sign. */
function numberBytes(text: string): number {
  const digits = text.replace(/^-?0*\.?0*|\./g, "").replace(/0+$/, "");
  return 1 + Math.ceil(digits.length / 2) + (text.startsWith("-") ? 1 : 0);
}

function sum<T>(members: readonly T[], size: (member: T) => number): number {
  return members.reduce((total, member) => total + size(member), 0);
}
