import { literal } from "../builtins/build.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { booleanType, objectType } from "../ir/value-types.js";

/** What a function of the library throws. */
export interface LibraryError {
  readonly name: string;
  /** ECMAScript leaves the words to the engine. */
  readonly message: string;
}

interface Reader {
  /** What tells whether a text can be read. */
  readonly test: string;
  readonly read: (text: string) => unknown;
  readonly error: LibraryError;
}

const malformed = { test: "setpiece.isEncodedUri", error: { name: "URIError", message: "URI malformed" } };

/** Functions that throw for texts that they cannot read. */
const readers: ReadonlyMap<string, Reader> = new Map([
  [
    "JSON.parse",
    {
      test: "setpiece.isJson",
      read: (text: string) => JSON.parse(text) as unknown,
      error: { name: "SyntaxError", message: "The text is not valid JSON" },
    },
  ],
  ["decodeURIComponent", { ...malformed, read: decodeURIComponent }],
  ["decodeURI", { ...malformed, read: decodeURI }],
  [
    "atob",
    {
      test: "setpiece.isBase64",
      read: atob,
      error: { name: "InvalidCharacterError", message: "The string to be decoded is not correctly encoded." },
    },
  ],
]);

/** When a call throws, by what it is given, and what; undefined for one that never does. */
export function failureOfCall(call: BuiltinCall): { condition: Expression; error: LibraryError } | undefined {
  const [text] = call.operands;
  const reader = readers.get(call.name);
  if (call.isChecked === true || reader === undefined || text === undefined || isReadable(text, reader)) {
    return undefined;
  }
  const { span } = call;
  const test: Expression = { kind: "builtin", name: reader.test, operands: [text], types: booleanType, span };
  return { condition: { kind: "not", operand: test, types: booleanType, span }, error: reader.error };
}

/** True for a constant text that can be read. */
function isReadable(text: Expression, { read }: Reader): boolean {
  if (text.kind !== "literal" || typeof text.value !== "string") return false;
  try {
    read(text.value);
    return true;
  } catch {
    return false;
  }
}

/** The error as the workflow has it. */
export function errorObject({ name, message }: LibraryError, span: BuiltinCall["span"]): Expression {
  const member = (key: string, value: string) => ({ kind: "property", key, value: literal(value, span) }) as const;
  return { kind: "object", members: [member("name", name), member("message", message)], types: objectType, span };
}
