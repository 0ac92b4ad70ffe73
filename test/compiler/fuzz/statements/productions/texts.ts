import type { Choice, Place } from "./place.js";
import { collectionReads } from "./collections.js";
import { ownedTexts } from "./owned.js";

export function texts(place: Place): readonly Choice[] {
  const { make, of, opaque, receiver, canAwait, random, type } = place;
  return [
    [3, () => place.template()],
    [2, () => make`(${of(type)} + ${of(type)})`],
    [1, () => make`(${of(type)} + ${of("number")})`],
    [1, () => make`${receiver(type)}.slice(${random.pick(["1", "0, 2", "-2"])})`],
    [1, () => make`${receiver(type)}.${random.pick(["toUpperCase", "trim", "toLowerCase"])}()`],
    [2, () => make`${receiver("Item")}.id`],
    [1, () => make`(${receiver("Item")}.note ?? ${of(type)})`],
    [1, () => make`(${receiver("Item | undefined")}?.tags[0] ?? ${of(type)})`],
    [2, () => make`(${opaque("string | undefined")} ?? ${of(type)})`],
    [1, () => make`(${opaque("string | null")} || ${of(type)})`],
    [1, () => make`${receiver("string[]")}.join(${random.pick(['","', '""', '"-"'])})`],
    [1, () => make`${receiver("number[]")}.join()`],
    [1, () => make`String(${of("number")})`],
    [1, () => make`(typeof ${opaque(random.pick(["number | undefined", "string | null", "Item | undefined"]))})`],
    [2 * canAwait, () => make`(await charge({ id: ${of(type)}, amount: ${of("number")} })).receipt`],
    [1 * canAwait, () => make`(await fetchItem(${of(type)})).id`],
    [1, () => make`(Colour.${random.pick(["Red", "Green"])} as string)`],
    [0.5, () => make`(Size[${of("number")}] ?? ${of(type)})`],
    [0.5, () => make`sizes[${opaque("boolean")} ? Size.Small : Size.Large]`],
    [0.5, () => make`first(${of("string[]")}, ${of(type)})`],
    [0.5, () => make`String(either(${of("number")}, ${of(type)}, ${of("boolean")}))`],
    [canAwait, () => make`(await review({ id: ${of(type)} }, { timeout: "1d" })).reason`],
    ...collectionReads(place, "string"),
    ...ownedTexts(place),
  ];
}
