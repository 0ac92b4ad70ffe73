import type { Builtin } from "./builtin.js";
import { refused } from "./signature.js";

/** Names that share a hint, after the names of their interface. */
function all(prefix: string, names: string, hint: string, code?: Parameters<typeof refused>[2]): readonly Builtin[] {
  return names.split(" ").map((name) => refused(`${prefix}${name}`, hint, code));
}

const inTask = "JSONata has nothing like it; compute it in a task.";
const notFinite = "NaN and Infinity are no JSON values: test the text with a regular expression before `Number(…)`.";

const inHistory =
  "Leave it out: the history of the execution tells what each call was given and gave. To note something of your own, call a task.";
const asWait = 'To wait, use `await sleep("5s")`; for an answer from outside, `await waitForToken(…)`.';

/** What is refused on purpose, with what to write instead. */
export const refusals: readonly Builtin[] = [
  ...all("Math.", "sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh", inTask),
  ...all("Math.", "exp expm1 log log10 log1p log2 cbrt fround clz32 imul", inTask),
  ...all("Number.", "NaN", notFinite),
  ...all("", "NaN", notFinite),
  ...all("Number.", "toPrecision toExponential", "Use `toFixed`, or format it in a task."),
  ...all("String.", "toLocaleUpperCase toLocaleLowerCase", "Use `toUpperCase` or `toLowerCase`."),
  ...all("String.", "normalize isWellFormed toWellFormed", inTask),
  ...all("String.", "codePointAt", "Use `charCodeAt`, or compute it in a task."),
  ...all("Array.", "push unshift", "Make a new array: `[...list, item]`.", "SP1305"),
  ...all("Array.", "splice", "Use `toSpliced`, or `slice` and spread.", "SP1305"),
  ...all("Array.", "copyWithin", "Combine `slice` and spread.", "SP1305"),
  ...all("Array.", "forEach", "Use a `for … of` loop, or `map`.", "SP1301"),
  ...all("Map.", "forEach", "Use a loop: `for (const [key, value] of map)`."),
  ...all("ReadonlyMap.", "forEach", "Use a loop: `for (const [key, value] of map)`."),
  ...all("Set.", "forEach", "Use a loop: `for (const item of set)`."),
  ...all("Array.", "toLocaleString", "Use `join`."),
  ...all("Object.", "toLocaleString", "Use `JSON.stringify`."),
  ...all("Object.", "is", "Use `===`."),
  ...all("Object.", "create getPrototypeOf setPrototypeOf defineProperty defineProperties", "Use plain objects."),
  ...all("Object.", "getOwnPropertyNames", "Use `Object.keys`."),
  ...all("Object.", "seal preventExtensions isFrozen isSealed isExtensible", "Values never change; leave it out."),
  ...all("new ", "WeakMap", "Use an object: `{ [key]: value }` and `Object.entries`.", "SP1307"),
  ...all("new ", "WeakSet RegExp", "Use a literal.", "SP1307"),
  ...all("Date.", "getTimezoneOffset getYear", inTask),
  ...all("Console.", "log info warn error debug trace table dir time timeEnd", inHistory),
  ...all("", "setTimeout setInterval setImmediate queueMicrotask", asWait),
  ...all("new ", "Promise", asWait),
  ...all(
    "BufferConstructor.",
    "from alloc",
    "For text in ASCII use `btoa(text)` and `atob(text)`; do the rest in a task.",
  ),
  ...all("", "fetch", "Declare the service with `httpEndpoint(name, { url })` and call that, or call a task."),
  ...all("Date.", "toString toDateString toTimeString toGMTString", "Use `toISOString` or `toUTCString`."),
  ...all("Date.", "toLocaleString toLocaleDateString toLocaleTimeString", "Use `toISOString`."),
];
