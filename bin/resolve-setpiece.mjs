// Module resolution for the command line.
//
// - `setpiece` and `setpiece/…`: in a checkout, the package's own TypeScript sources are used (export condition
//   `setpiece:source`), so that no build step is needed. A workflow file outside any project that has setpiece
//   installed gets the copy that runs the command line.
// - A `.ts` file is an ECMAScript module, as the compiler reads it, also in a project whose package.json does not say
//   `"type": "module"`.
let inCheckout = false;

export function initialize(data) {
  inCheckout = data.inCheckout;
}

export async function resolve(specifier, context, nextResolve) {
  if (specifier === "setpiece" || specifier.startsWith("setpiece/")) return resolveOwn(specifier, context, nextResolve);
  const resolved = await nextResolve(specifier, context);
  const isTypeScript = /\.ts(\?|$)/.test(resolved.url) && !resolved.url.includes("/node_modules/");
  return isTypeScript && resolved.format === "commonjs" ? { ...resolved, format: "module" } : resolved;
}

async function resolveOwn(specifier, context, nextResolve) {
  const conditions = inCheckout ? [...context.conditions, "setpiece:source"] : context.conditions;
  try {
    return await nextResolve(specifier, { ...context, conditions });
  } catch (error) {
    if (error?.code !== "ERR_MODULE_NOT_FOUND") throw error;
    return nextResolve(specifier, { ...context, conditions, parentURL: import.meta.url });
  }
}
