// Module resolution of `setpiece` and `setpiece/…` for the command line.
//
// - In a checkout, the package's own TypeScript sources are used (export condition `setpiece:source`), so that no build
//   step is needed.
// - A workflow file outside any project that has setpiece installed gets the copy that runs the command line.
let inCheckout = false;

export function initialize(data) {
  inCheckout = data.inCheckout;
}

export async function resolve(specifier, context, nextResolve) {
  if (specifier !== "setpiece" && !specifier.startsWith("setpiece/")) return nextResolve(specifier, context);
  const conditions = inCheckout ? [...context.conditions, "setpiece:source"] : context.conditions;
  try {
    return await nextResolve(specifier, { ...context, conditions });
  } catch (error) {
    if (error?.code !== "ERR_MODULE_NOT_FOUND") throw error;
    return nextResolve(specifier, { ...context, conditions, parentURL: import.meta.url });
  }
}
