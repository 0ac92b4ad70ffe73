import type { Choice, Place } from "./place.js";

/** Calls of helpers that take functions: lambdas, functions of the program, functions with calls. */
export function passedFunctions(place: Place): readonly Choice[] {
  const { make, of, receiver, callback, canAwait, random, context } = place;
  const named = context.helpers.filter(
    ({ kind, result, parameters, optional, rest }) =>
      kind === "pure" &&
      result === "number" &&
      parameters[0] === "number" &&
      parameters.length - optional <= 1 &&
      rest === undefined,
  );
  return [
    [1, () => make`(twice(${callback("number", "number")}, ${of("number")}) % 1000)`],
    [named.length > 0 ? 2 : 0, () => make`(twice((n) => ${random.pick(named).name}(n), ${of("number")}) % 1000)`],
    [1, () => make`pickBy(${receiver("number[]")}, ${callback("number", "boolean")}, ${of("number")})`],
    [
      canAwait,
      () => make`(await visit(${receiver("number[]")}, ${place.asyncCallback(["number", "number"], "number")}))`,
    ],
    [canAwait * 0.7, () => make`(await double(${of("number")}).catch(${place.asyncCallback([], "number")}))`],
    [
      context.mode === "callback" ? 0 : 0.7,
      () => make`(groupsOf(${receiver("Item[]")}, (one) => one.id).a ?? []).length`,
    ],
    [canAwait * 0.7, () => make`(await retried(${place.asyncCallback([], "number")}, ${of("number")}))`],
  ];
}
