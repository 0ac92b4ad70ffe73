/**
 * The kinds of JSON value that an expression can have, as a set of bits.
 *
 * Lowering depends on it: JSONata's operators treat `undefined`, arrays and objects unlike JavaScript's, and the short
 * exact form of an operator is often exact for some kinds of operand only.
 */
export type ValueTypes = number;

/** No value at all: what never ends, and what was refused. */
export const neverType = 0;
export const undefinedType = 1;
export const nullType = 2;
export const booleanType = 4;
export const numberType = 8;
export const stringType = 16;
export const arrayType = 32;
export const objectType = 64;
/**
 * A Date among data: in an array, an object, a variable that may hold something else. The value is its ISO text, which is what
 * JSON has of it; the type alone tells it from a text, so it is part of nothing that may be anything.
 */
export const dateType = 128;

/**
 * A Set or Map among data: the array of its elements, which are distinct, or of its entries, `[key, value]`. The bit beside that of an
 * array tells it from one, so nothing that asks for an array takes it for one.
 */
export const setType = arrayType | 256;
export const mapType = arrayType | 512;
/** Beside a Set or Map, where there may be something else as well that the value would not tell from it. */
export const mixedType = 1024;
/** What tells Sets and Maps from arrays. */
export const collectionTypes = (setType | mapType) & ~arrayType;

export const primitiveTypes = booleanType | numberType | stringType;
/** Values that JavaScript compares by identity. */
export const structuredTypes = arrayType | objectType | dateType | collectionTypes | mixedType;
/** True where nothing tells what a value is: `unknown`, also once it is known to be there. */
export function mayBeAnything(types: ValueTypes): boolean {
  const kinds = primitiveTypes | arrayType | objectType;
  return (types & kinds) === kinds;
}

export const anyType = undefinedType | nullType | primitiveTypes | arrayType | objectType;

/** True for what is a Set or Map wherever there is something. */
export function isCollection(types: ValueTypes, of: ValueTypes): boolean {
  return (types & ~(undefinedType | nullType)) === of;
}

/** The types of the array that a Set or Map is kept as. */
export function asArrayTypes(types: ValueTypes): ValueTypes {
  return types & ~collectionTypes;
}

/** All that there is, among data as well. */
export const everyType = anyType | dateType | collectionTypes | mixedType;

/** True when a value of these types may be of that type. */
export function mayBe(types: ValueTypes, type: ValueTypes): boolean {
  return (types & type) !== 0;
}

/** True when every value of these types is of that type. */
export function isOnly(types: ValueTypes, type: ValueTypes): boolean {
  return (types & ~type) === 0;
}

const words: readonly (readonly [ValueTypes, string])[] = [
  [undefinedType, "undefined"],
  [nullType, "null"],
  [booleanType, "a boolean"],
  [numberType, "a number"],
  [stringType, "a string"],
  [arrayType, "an array"],
  [objectType, "an object"],
  [dateType, "a Date"],
  [setType & ~arrayType, "a Set"],
  [mapType & ~arrayType, "a Map"],
];

/** The types in words: "undefined, a string or an array". */
export function describeTypes(types: ValueTypes): string {
  if (types === anyType) return "anything";
  const isArray = mayBe(types, mixedType) || !mayBe(types, collectionTypes);
  const told = isArray ? types : types & ~arrayType;
  const found = words.filter(([type]) => (told & type) !== 0).map(([, word]) => word);
  return found.length < 2 ? (found[0] ?? "nothing") : `${found.slice(0, -1).join(", ")} or ${found.at(-1)}`;
}
