import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * A CommonJS package that is loaded when it is first used: most processes that check or run a machine never use it, and
 * loading it would take a good part of their start.
 */
export function lazyPackage<Exports>(name: string): () => Exports {
  let loaded: Exports | undefined;
  return () => (loaded ??= require(name) as Exports); // the caller says what the package exports
}
