import { call } from "../emit/code.js";
import { stringType } from "../ir/value-types.js";
import type { Builtin } from "./builtin.js";
import { operandAt } from "./operands.js";
import { plain, rewritten } from "./signature.js";

function apply(name: string, func: string): Builtin {
  return plain(name, [stringType], (emitter, call_) => call(func, emitter.value(operandAt(call_, 0))));
}

/** Texts written in other alphabets. Text that cannot be encoded or decoded is an error, as in JavaScript. */
export const encoding: readonly Builtin[] = [
  apply("encodeURIComponent", "encodeUrlComponent"),
  apply("encodeURI", "encodeUrl"),
  apply("decodeURIComponent", "decodeUrlComponent"),
  apply("decodeURI", "decodeUrl"),
  apply("btoa", "jsBtoa"),
  apply("atob", "jsAtob"),
  plain("crypto.randomUUID", [], () => call("uuid")),
  // `import { randomUUID } from "node:crypto"`
  rewritten("randomUUID", (site) => ({ ...site.call([]), name: "crypto.randomUUID" })),
];
