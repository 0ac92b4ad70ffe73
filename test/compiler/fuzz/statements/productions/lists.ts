import { collectionLists } from "./collections.js";
import type { Choice, Place } from "./place.js";

export function numberLists(place: Place): readonly Choice[] {
  const { make, of, receiver, callback, random, type } = place;
  return [
    [2, () => make`[${of("number")}, ${of("number")}]`],
    [2, () => make`[...${receiver(type)}, ${of("number")}]`],
    [1, () => make`[${of("number")}, ...${receiver(type)}, ...${receiver(type)}].slice(0, 5)`],
    [2, () => make`${receiver(type)}.map(${callback("number", "number")})`],
    [1, () => make`${receiver("Item[]")}.map(${callback("Item", "number")})`],
    [2, () => make`${receiver(type)}.filter(${callback("number", "boolean")})`],
    [1, () => make`${receiver(type)}.slice(${random.pick(["1", "0, 2", "-1"])})`],
    [1, () => make`${receiver(type)}.toReversed()`],
    [1, () => make`${receiver(type)}.toSorted((a, b) => a - b)`],
    [1, () => make`Object.values(${receiver("Counts")})`],
    [1, () => make`([] as ${type})`],
    ...collectionLists(place),
  ];
}

export function textLists(place: Place): readonly Choice[] {
  const { make, of, receiver, callback, random, type } = place;
  return [
    [2, () => make`[${of("string")}, ${of("string")}]`],
    [2, () => make`[...${receiver(type)}, ${of("string")}]`],
    [2, () => make`${receiver("Item")}.tags`],
    [1, () => make`${receiver("number[]")}.map(${callback("number", "string")})`],
    [1, () => make`${receiver("Item[]")}.map(${callback("Item", "string")})`],
    [1, () => make`${receiver(type)}.filter(${callback("string", "boolean")})`],
    [1, () => make`${receiver("string")}.split(${random.pick(['""', '" "', '"a"'])}).slice(0, 4)`],
    [1, () => make`Object.keys(${receiver("Counts")})`],
    [1, () => make`([] as ${type})`],
  ];
}

export function itemLists(place: Place): readonly Choice[] {
  const { make, of, receiver, callback, type } = place;
  return [
    [2, () => make`[${of("Item")}]`],
    [1, () => make`[...${receiver(type)}, ${of("Item")}]`],
    [1, () => make`${receiver(type)}.filter(${callback("Item", "boolean")})`],
    [1, () => make`${receiver(type)}.map(${callback("Item", "Item")})`],
  ];
}
