/** Methods whose value is the array that they change. */
export const returnsItself = new Set(["sort", "reverse", "fill", "copyWithin"]);

/** Methods that change the array they are called on, and those of sets and maps. */
const changingMethods = new Set([
  ...["push", "unshift", "pop", "shift", "splice", ...returnsItself],
  ...["set", "add", "delete", "clear"],
]);

export function isChangingMethod(name: string): boolean {
  return changingMethods.has(name);
}
