import { collectionReads } from "./collections.js";
import type { Choice, Place } from "./place.js";

export function optionalNumbers(place: Place): readonly Choice[] {
  const { make, of, opaque, receiver, callback, random } = place;
  return [
    [1, () => make`${receiver("number[]")}[${random.pick(["0", "3"])}]`],
    [1, () => make`${receiver("number[]")}.find(${callback("number", "boolean")})`],
    [1, () => make`${receiver("Item | undefined")}?.price`],
    [1, () => make`${receiver("Counts")}[${of("string")}]`],
    [1, () => make`(${opaque("boolean")} ? ${of("number")} : undefined)`],
    ...collectionReads(place, "number | undefined"),
  ];
}

export function optionalTexts(place: Place): readonly Choice[] {
  const { make, of, opaque, receiver, random } = place;
  return [
    [2, () => make`${receiver("Item")}.note`],
    [1, () => make`${receiver("Item | undefined")}?.note`],
    [1, () => make`${receiver("string[]")}[${random.pick(["0", "2"])}]`],
    [1, () => make`(${opaque("boolean")} ? ${of("string")} : undefined)`],
  ];
}

export function optionalItems(place: Place): readonly Choice[] {
  const { make, of, opaque, receiver, callback, random } = place;
  return [
    [1, () => make`${receiver("Item[]")}.find(${callback("Item", "boolean")})`],
    [1, () => make`${receiver("Item[]")}[${random.pick(["0", "1"])}]`],
    [1, () => make`(${opaque("boolean")} ? ${of("Item")} : undefined)`],
  ];
}

export function nullableNumbers(place: Place): readonly Choice[] {
  const { make, of, opaque } = place;
  return [
    [1, () => make`(${opaque("boolean")} ? ${of("number")} : null)`],
    [1, () => make`(${opaque("number | undefined")} ?? null)`],
  ];
}

export function nullableTexts(place: Place): readonly Choice[] {
  const { make, of, opaque, receiver } = place;
  return [
    [1, () => make`(${opaque("boolean")} ? ${of("string")} : null)`],
    [1, () => make`(${receiver("Item")}.note ?? null)`],
  ];
}
