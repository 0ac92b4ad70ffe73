import { invalidName } from "../api/service-error.js";

// White space, brackets, wildcards, special and control characters, surrogates without their pair, and the last character of
// Unicode; see CreateStateMachine in the API reference.

const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff\ud800-\udfff\u{10ffff}]/u;

/** Checks the name of a machine, an execution or an activity: 1 to 80 characters, some of them not allowed. */
export function checkName(name: string): string {
  if (name.length === 0 || name.length > 80 || forbidden.test(name)) throw invalidName(name);
  return name;
}
