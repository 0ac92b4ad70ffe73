/** The functions of JSONata 2.0.6, without `$eval`, which Step Functions removes. */
const languageFunctions = [
  ...["abs", "append", "assert", "average", "base64decode", "base64encode", "boolean", "ceil", "clone", "contains"],
  ...["count", "decodeUrl", "decodeUrlComponent", "distinct", "each", "encodeUrl", "encodeUrlComponent", "error"],
  ...["exists", "filter", "floor", "formatBase", "formatInteger", "formatNumber", "fromMillis", "join", "keys"],
  ...["length", "lookup", "lowercase", "map", "match", "max", "merge", "millis", "min", "not", "now", "number", "pad"],
  ...["parseInteger", "power", "random", "reduce", "replace", "reverse", "round", "shuffle", "sift", "single", "sort"],
  ...["split", "spread", "sqrt", "string", "substring", "substringAfter", "substringBefore", "sum", "toMillis", "trim"],
  ...["type", "uppercase", "zip"],
];

/**
 * The functions that Step Functions adds.
 *
 * @see developer guide, "Transforming data with JSONata"
 */
const serviceFunctions = ["hash", "parse", "partition", "range", "uuid"];

/** Every function, without its `$`, that an expression in a state machine may call. */
export const jsonataFunctions: ReadonlySet<string> = new Set([...languageFunctions, ...serviceFunctions]);
