import { call, type Code } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import {
  arrayType,
  mayBe,
  neverType,
  numberType,
  stringType,
  structuredTypes,
  undefinedType,
} from "../ir/value-types.js";
import { orEmpty } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { asArray, asData, distinctElements, elementsOfSet } from "./collection-values.js";
import { operandAt } from "./operands.js";
import { internal, refuseTypes, rewritten, unsupported } from "./signature.js";
import { isAccumulator, isConsumedAtOnce, memberReadAtOnce } from "./use.js";

const members = ["has", "size", "values", "keys"];

/** A Set of primitives that lives for a moment: in IR, the list of its distinct elements. */
function analyseSet(site: BuiltinSite): Expression {
  const made = madeSet(site);
  if (made.types === neverType || site.isKept || isConsumedAtOnce(site.node)) return made;
  if (members.includes(memberReadAtOnce(site.node) ?? "")) return made;
  if (!isAccumulator(site.node)) return asData(made);
  const hint = "Fill it in a loop: `const set = new Set(); for (const item of list) set.add(…)`.";
  return site.refuse("SP1307", { name: "new Set", hint });
}

function madeSet(site: BuiltinSite): Expression {
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

function ofSet(name: string, build: (site: BuiltinSite, set: Expression, list: Expression) => Expression): Builtin {
  return rewritten(name, (site) => {
    const { receiver } = site;
    if (receiver === undefined || receiver.types === neverType) return receiver ?? site.call([]);
    const list = elementsOfSet(receiver);
    if (list !== undefined) return build(site, asArray(receiver), list);
    return site.refuse("SP1307", { name, hint: "Keep one kind of collection there, and write it in the type." });
  });
}

function analyseHas(site: BuiltinSite, list: Expression): Expression {
  const value = site.argument(0);
  if (mayBe(value.types, structuredTypes)) return refuseTypes(site, value.types & structuredTypes, 0);
  return { ...site.call([list, value]), name: "Array.includes" };
}

function elementsOf(site: BuiltinSite, set: Expression): Expression {
  if (set.kind === "builtin" && set.name === "new Set") return set;
  return isConsumedAtOnce(site.node) ? set : unsupported(site, "an iterator that is kept", "Spread it: `[...set]`.");
}

/** Sets of primitives, where they are taken apart at once. */
export const sets: readonly Builtin[] = [
  { name: "new Set", analyse: analyseSet, emit: emitSet },
  ofSet("Set.has", (site, _set, list) => analyseHas(site, list)),
  ofSet("Set.size", (site, set) => ({ ...site.call([set]), name: "Array.length", types: numberType })),
  ofSet("Set.values", elementsOf),
  ofSet("Set.keys", elementsOf),
  internal(distinctElements, emitSet),
];
