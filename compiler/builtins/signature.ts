import type { DiagnosticCode } from "../diagnostics/catalogue.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { describeTypes, isOnly, neverType, nullType, undefinedType, type ValueTypes } from "../ir/value-types.js";
import type { Builtin, BuiltinSite } from "./builtin.js";

/** A built-in whose operands are plain values: the receiver if there is one, then the arguments, of these types. */
export function plain(name: string, takes: readonly ValueTypes[], emit: Builtin["emit"]): Builtin {
  return { name, analyse: (site) => withOperands(site, takes, (operands) => site.call(operands)), emit };
}

/** A built-in that its `analyse` turns into other expressions: nothing of it is left to emit. */
export function rewritten(name: string, analyse: (site: BuiltinSite) => Expression): Builtin {
  return { name, analyse, emit: (_emitter, call) => neverEmitted(call) };
}

/** A built-in that only the compiler itself calls. */
export function internal(name: string, emit: Builtin["emit"]): Builtin {
  return { name, emit };
}

/** A function of the library that no JSONata expresses. */
export function refused(name: string, hint: string, code: DiagnosticCode = "SP1301"): Builtin {
  return rewritten(name, (site) => site.refuse(code, { name, hint }));
}

function neverEmitted(call: BuiltinCall): never {
  throw new Error(`${call.name} has no text of its own`);
}

/** The receiver and the arguments, when they are plain values of the given types; otherwise a diagnostic. */
export function withOperands(
  site: BuiltinSite,
  takes: readonly ValueTypes[],
  build: (operands: readonly Expression[]) => Expression,
): Expression {
  const first = site.receiver === undefined ? 0 : 1;
  const operands: Expression[] = site.receiver === undefined ? [] : [site.receiver];
  for (let index = 0; index < site.nodes.length; index++) {
    if (site.isSpread(index)) {
      return unsupported(site, "spread arguments", "Pass the arguments one by one.", index);
    }
    if (site.isCallback(index)) {
      return unsupported(site, "a function as an argument", "Pass a value instead of a function.", index);
    }
    operands.push(site.argument(index));
  }
  const least = first + (countsArguments.has(site.name) ? site.nodes.length : site.requiredArguments);
  while (isLeftOut(operands.at(-1)) && operands.length > least) operands.pop();
  if (operands.length < takes.length && operands.length < first + site.requiredArguments) {
    return unsupported(site, "too few arguments", `Pass at least ${site.requiredArguments}.`);
  }
  for (const [index, operand] of operands.entries()) {
    const allowed = takes[index];
    if (allowed === undefined) {
      return unsupported(site, "too many arguments", `Pass at most ${takes.length - first}.`, index - first);
    }
    if (!isOnly(operand.types, allowed)) {
      return refuseTypes(site, operand.types & ~allowed, index - first);
    }
  }
  return build(operands);
}

/** What tells an argument that is undefined from one that is left out: `Number(undefined)`, `list.concat(undefined)`. */
const countsArguments = new Set([
  ...["Number()", "Date.UTC", "String.concat"],
  ...["Array.concat", "Array.lastIndexOf", "Array.of", "Array.toSpliced"],
]);

/** `f(x, undefined)` is `f(x)`. What was refused stands for a value. */
function isLeftOut(operand: Expression | undefined): boolean {
  return operand?.kind === "undefined" && operand.types !== neverType;
}

/** Refuses an operand for what it may be; `argument` is -1 for the receiver. */
export function refuseTypes(site: BuiltinSite, excess: ValueTypes, argument: number): Expression {
  const subject = argument < 0 ? "the value before the dot" : "this argument";
  const hint =
    (excess & (undefinedType | nullType)) === 0
      ? "Convert or narrow it first."
      : "Give it a default with `??`, or check it first.";
  return unsupported(site, `${subject} may be ${describeTypes(excess)}`, hint, argument);
}

export function unsupported(site: BuiltinSite, reason: string, hint: string, argument?: number): Expression {
  return site.refuse("SP1302", { name: site.name, reason, hint }, argument);
}
