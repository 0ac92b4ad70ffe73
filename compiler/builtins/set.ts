import { call, type Code } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { arrayType, mayBe, numberType, stringType, structuredTypes, undefinedType } from "../ir/value-types.js";
import { orEmpty } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { operandAt } from "./operands.js";
import { refuseTypes, rewritten } from "./signature.js";
import { isAccumulator, isConsumedAtOnce, memberReadAtOnce } from "./use.js";

const members = ["has", "size", "values", "keys"];

/** A Set of primitives that lives for a moment: in IR, the list of its distinct elements. */
function analyseSet(site: BuiltinSite): Expression {
  const member = memberReadAtOnce(site.node);
  if (!site.isKept && !isConsumedAtOnce(site.node) && (member === undefined || !members.includes(member))) {
    const hint = isAccumulator(site.node)
      ? "Fill it in a loop: `const set = new Set(); for (const item of list) set.add(…)`."
      : "Give it a name with `const`, or take it apart at once: `[...new Set(list)]`, `new Set(list).size`. Inside of another value keep a list: `if (!list.includes(x)) list.push(x)`.";
    return site.refuse("SP1307", { name: "new Set", hint });
  }
  if (mayBe(site.typeArgument(0), structuredTypes | undefinedType)) {
    const hint = "Compare a key: `list.filter((x, i) => list.findIndex((y) => y.id === x.id) === i)`.";
    return site.refuse("SP1306", { name: "new Set", hint }, 0);
  }
  if (site.nodes.length === 0) {
    return { ...site.call([{ kind: "array", elements: [], types: arrayType, span: site.span }]), types: arrayType };
  }
  const list = orEmpty(site.argument(0));
  if (list.types === stringType) {
    return { ...site.call([{ ...site.call([list]), name: "String.codePoints", types: arrayType }]), types: arrayType };
  }
  if (list.types !== arrayType) return refuseTypes(site, list.types & ~arrayType, 0);
  return { ...site.call([list]), types: arrayType };
}

function emitSet(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  return call("distinct", emitter.value(operandAt(call_, 0)));
}

/** The list that a Set was made from. */
function listOf(receiver: Expression | undefined): Expression | undefined {
  return receiver?.kind === "builtin" && receiver.name === "new Set" ? receiver.operands[0] : undefined;
}

function ofSet(name: string, build: (site: BuiltinSite, set: Expression, list: Expression) => Expression): Builtin {
  return rewritten(name, (site) => {
    const list = listOf(site.receiver);
    if (site.receiver?.types === 0) return site.receiver;
    if (list !== undefined && site.receiver !== undefined) return build(site, site.receiver, list);
    return site.refuse("SP1307", {
      name,
      hint: "Read a Set that has a name of its own, `const … = new Set(…)`; inside of another value keep a list: `if (!list.includes(x)) list.push(x)`.",
    });
  });
}

function analyseHas(site: BuiltinSite, list: Expression): Expression {
  const value = site.argument(0);
  if (mayBe(value.types, structuredTypes)) return refuseTypes(site, value.types & structuredTypes, 0);
  return { ...site.call([list, value]), name: "Array.includes" };
}

/** Sets of primitives, where they are taken apart at once. */
export const sets: readonly Builtin[] = [
  { name: "new Set", analyse: analyseSet, emit: emitSet },
  ofSet("Set.has", (site, _set, list) => analyseHas(site, list)),
  ofSet("Set.size", (site, set) => ({ ...site.call([set]), name: "Array.length", types: numberType })),
  ofSet("Set.values", (_site, set) => set),
  ofSet("Set.keys", (_site, set) => set),
];
