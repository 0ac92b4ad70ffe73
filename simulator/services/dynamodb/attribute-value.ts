/**
 * An attribute value in DynamoDB's own JSON, checked and in canonical form: numbers in plain notation without
 * superfluous zeros, binary in canonical base64, sets sorted, maps without a prototype.
 */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: AttributeMap };

/** Attributes by name; always without a prototype, so that any name is an ordinary one. */
export type AttributeMap = Readonly<Record<string, AttributeValue>>;

/** An item of a table, or its key alone. */
export type Item = AttributeMap;

type KeysOf<T> = T extends unknown ? keyof T : never;

/** `S`, `N`, `B`, `BOOL`, `NULL`, `SS`, `NS`, `BS`, `L` or `M`. */
export type AttributeType = KeysOf<AttributeValue>;

export const attributeTypes: readonly AttributeType[] = ["N", "BS", "L", "B", "NULL", "M", "S", "SS", "NS", "BOOL"];

export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) return type as AttributeType; // a canonical value has exactly one member
  throw new Error("an attribute value without a type");
}

/** A map without a prototype of these attributes. */
export function attributeMap(entries: Iterable<readonly [string, AttributeValue]>): AttributeMap {
  const result = Object.create(null) as Record<string, AttributeValue>;
  for (const [name, value] of entries) result[name] = value;
  return result;
}

/** The attributes of these names that the item has. */
export function pickAttributes(item: Item, names: Iterable<string>): Item {
  const result = Object.create(null) as Record<string, AttributeValue>;
  for (const name of names) {
    const value = item[name];
    if (value !== undefined) result[name] = value;
  }
  return result;
}
