import { collectionReads } from "./collections.js";
import type { Choice, Place } from "./place.js";

export function booleans(place: Place): readonly Choice[] {
  const { make, of, opaque, receiver, canAwait, callback, random, type } = place;
  return [
    [4, () => place.comparison()],
    [2, () => make`(!${opaque(type)})`],
    [2, () => make`(${opaque(type)} && ${of(type)})`],
    [2, () => make`(${opaque(type)} || ${of(type)})`],
    [1, () => make`(!${opaque("string")})`],
    [1, () => make`${receiver("number[]")}.includes(${of("number")})`],
    [1, () => make`${receiver("string")}.startsWith(${of("string")})`],
    [1, () => make`${receiver("number[]")}.${random.pick(["some", "every"])}(${callback("number", type)})`],
    [1, () => make`(${of("string")} in ${receiver("Counts")})`],
    [4 * canAwait, () => make`(await check(${of("number")}))`],
    [canAwait, () => make`(await review({ id: ${of("string")} }, { timeout: "12h" })).approved`],
    ...collectionReads(place, "boolean"),
  ];
}
