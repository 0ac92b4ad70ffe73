import { numbers } from "./numbers.js";
import { texts } from "./texts.js";
import { booleans } from "./booleans.js";
import { numberLists, textLists, itemLists } from "./lists.js";
import { items, counts } from "./objects.js";
import { optionalNumbers, optionalTexts, optionalItems, nullableNumbers, nullableTexts } from "./optional.js";
import type { Type } from "../scope.js";
import type { Choice, Place } from "./place.js";

/** How values of each type are composed of others. */
export const productions: Readonly<Record<Type, (place: Place) => readonly Choice[]>> = {
  number: numbers,
  string: texts,
  boolean: booleans,
  "number[]": numberLists,
  "string[]": textLists,
  Item: items,
  "Item[]": itemLists,
  Counts: counts,
  "number | undefined": optionalNumbers,
  "string | undefined": optionalTexts,
  "Item | undefined": optionalItems,
  "number | null": nullableNumbers,
  "string | null": nullableTexts,
};
