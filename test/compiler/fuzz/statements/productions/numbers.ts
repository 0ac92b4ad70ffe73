import type { Choice, Place } from "./place.js";
import { collectionReads } from "./collections.js";
import { passedFunctions } from "./functions.js";
import { ownedNumbers } from "./owned.js";

export function numbers(place: Place): readonly Choice[] {
  const { make, of, opaque, receiver, canAwait, random, context, type, ofSync } = place;
  return [
    [3, () => make`(${of(type)} ${random.pick(["+", "-"])} ${of(type)})`],
    [1, () => make`((${of(type)} * ${of(type)}) % 1000)`],
    [1, () => make`(${of(type)} % ${random.pick(["2", "3", "7"])})`],
    [1, () => make`Math.${random.pick(["floor", "round", "trunc"])}(${of(type)} / 2)`],
    [1, () => make`Math.max(${of(type)}, ${of(type)})`],
    [1, () => make`(-${of(type)})`],
    [2, () => make`${receiver("string")}.length`],
    [2, () => make`${receiver(random.pick(["number[]", "string[]"]))}.length`],
    [2, () => make`(${receiver("number[]")}[${random.pick(["0", "1", "2"])}] ?? ${of(type)})`],
    [1, () => make`(${receiver("number[]")}.at(-1) ?? ${of(type)})`],
    [2, () => make`(${opaque("number | undefined")} ?? ${of(type)})`],
    [2, () => make`(${opaque("number | null")} ?? ${of(type)})`],
    [2, () => make`${receiver("Item")}.price`],
    [2, () => make`(${receiver("Item | undefined")}?.price ?? ${of(type)})`],
    [1, () => make`(${receiver("Item | undefined")}?.tags.length ?? ${of(type)})`],
    [1, () => make`(${receiver("string | undefined")}?.slice(1).length ?? ${of(type)})`],
    [
      canAwait,
      () =>
        make`(await (async () => { if (${opaque("boolean")}) { return ${of(type)}; } return double(${of(type)}); })())`,
    ],
    [
      context.mode === "callback" ? 0 : 1,
      () => make`(() => { if (${opaque("boolean")}) { return ${ofSync(type)}; } return ${ofSync(type)}; })()`,
    ],
    [1, () => make`((${opaque(type)} as number) || ${of(type)})`],
    [1, () => make`((${opaque("boolean")} && ${of(type)}) || ${of(type)})`],
    [1, () => make`(${receiver("Counts")}[${of("string")}] ?? ${of(type)})`],
    [1, () => make`${receiver("number[]")}.indexOf(${of(type)})`],
    [1, () => place.reduce()],
    [4 * canAwait, () => make`(await double(${of(type)}))`],
    [0.3 * canAwait, () => make`(await double(${of(type)}).catch((error: Error) => error.message.length))`],
    [0.3 * canAwait, () => make`(await double(${of(type)}).then((n) => n - 1))`],
    [1 * canAwait, () => make`(await fetchItem(${of("string")})).price`],
    [context.hasChild && canAwait ? 1 : 0, () => make`(await child(${of(type)})).value`],
    [1, () => make`(Size.${random.pick(["Small", "Middle", "Large"])} as number)`],
    [0.5, () => make`prices[${opaque("boolean")} ? "a" : "b"]`],
    [0.5, () => make`sizes[Size.${random.pick(["Small", "Middle", "Large"])}].length`],
    [0.5, () => make`Object.keys(${random.pick(["Size", "Colour"])}).indexOf(${of("string")})`],
    [0.5, () => make`(Number(${of("string")}) || ${of(type)})`],
    [0.5, () => make`(Number.isNaN(parseFloat(${of("string")})) ? ${of(type)} : 4)`],
    [0.5, () => make`(Number(${of("string")}) ${random.pick(["<", ">=", "===", "!=="])} ${of(type)} ? 1 : 2)`],
    [1, () => make`first(${of("number[]")}, ${of(type)})`],
    [0.5, () => make`either(${of(type)}, ${of(type)}, ${of("boolean")})`],
    [1, () => make`(totalOf(${of("Item")} as Item, ${of("number[]")}) % 1000)`],
    [0.5, () => make`totalOf({ price: ${of(type)} })`],
    ...passedFunctions(place),
    ...collectionReads(place, "number"),
    ...ownedNumbers(place),
  ];
}
