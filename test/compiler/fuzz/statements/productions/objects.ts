import type { Choice, Place } from "./place.js";

export function items(place: Place): readonly Choice[] {
  const { make, of, opaque, receiver, canAwait, type } = place;
  return [
    [2, () => make`{ id: ${of("string")}, price: ${of("number")}, tags: ${of("string[]")} }`],
    [1, () => make`{ id: ${of("string")}, price: ${of("number")}, tags: [], note: ${of("string | undefined")} }`],
    [2, () => make`{ ...${receiver(type)}, price: ${of("number")} }`],
    [1, () => make`{ ...${receiver(type)}, note: ${of("string | undefined")} }`],
    [1, () => make`{ ...${receiver(type)}, ...(${opaque("boolean")} ? { note: ${of("string")} } : {}) }`],
    [1, () => make`(${receiver("Item[]")}[0] ?? ${of(type)})`],
    [1, () => make`(${opaque("Item | undefined")} ?? ${of(type)})`],
    [4 * canAwait, () => make`((await fetchItem(${of("string")})) as Item)`],
  ];
}

export function counts(place: Place): readonly Choice[] {
  const { make, of, receiver, type } = place;
  return [
    [1, () => make`{ a: ${of("number")}, b: ${of("number")} }`],
    [1, () => make`{ [${of("string")}]: ${of("number")} }`],
    [2, () => make`{ ...${receiver(type)}, [${of("string")}]: ${of("number")} }`],
    [1, () => make`{ ...${receiver(type)}, ...${receiver(type)} }`],
  ];
}
