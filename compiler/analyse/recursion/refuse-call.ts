/** Why a call of a function from inside of it could not come back, and what to do instead: the details of SP1230. */
export const unreturnable = {
  beside: {
    where: "in an iteration, a branch or a call that runs beside others, which cannot go back to its start",
    hint: "Wait for one call after the other: `for (const part of parts) total += await priceOf(part);`.",
  },
  inExpression: {
    where: "inside of an expression that must be worked out at once",
    hint: "Call it in a statement of its own, or write a loop over a list of what is left to do.",
  },
  makingFunction: {
    where: "to make the function that it gives",
    hint: "Write a loop over a list of what is left to do.",
  },
  otherTypes: {
    where: "with other type arguments",
    hint: "Give the parameter a type that fits all calls.",
  },
} as const satisfies Readonly<Record<string, { readonly where: string; readonly hint: string }>>;

/** The same for an argument that must be one and the same in all calls, by the name of its parameter. */
export function otherArgument(parameter: string): { readonly where: string; readonly hint: string } {
  return {
    where: `with something else that is changed, kept or called as \`${parameter}\``,
    hint: `Pass \`${parameter}\` on as it is; or let each call give what it makes, and put that together: \`[...names(left), ...names(right)]\`.`,
  };
}
