import type { BuiltinCall, Expression } from "../ir/expression.js";
import {
  anyType,
  arrayType,
  booleanType,
  mayBe,
  numberType,
  structuredTypes,
  undefinedType,
  type ValueTypes,
} from "../ir/value-types.js";
import type { SourceSpan } from "../source-span.js";
import { elementAt, lambdaOf, literal, local, once, orEmpty, read } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { asData, entriesOfMap } from "./collection-values.js";
import { operandAt } from "./operands.js";
import { refuseTypes, rewritten, unsupported } from "./signature.js";
import { isAccumulator, isConsumedAtOnce, memberReadAtOnce } from "./use.js";

/** A Map, where it is kept or read at once. */
function givesMap(site: BuiltinSite, entries: Expression): Expression {
  const made: Expression = { ...site.call([entries]), name: "new Map", types: arrayType };
  if (site.isKept || isConsumedAtOnce(site.node) || memberReadAtOnce(site.node) !== undefined) return made;
  if (!isAccumulator(site.node)) return asData(made);
  const hint = "Fill it in a loop: `const map = new Map(); for (const item of list) map.set(…)`.";
  return site.refuse("SP1307", { name: "new Map", hint });
}

/** A Map of the workflow in IR: the list of its entries, each `[key, value]`, in the order of insertion. */
function analyseMap(site: BuiltinSite): Expression {
  const empty: Expression = { kind: "array", elements: [], types: arrayType, span: site.span };
  if (site.nodes.length === 0) return givesMap(site, empty);
  const entries = orEmpty(site.argument(0));
  if (entries.types !== arrayType) return refuseTypes(site, entries.types & ~arrayType, 0);
  // `new Map(map)`: what is one already has every key once.
  if (entries.kind === "builtin" && entries.name === "new Map") return givesMap(site, operandAt(entries, 0));
  const [keys, values] = [site.typeArgument(0), site.typeArgument(1)];
  if (mayBe(keys, structuredTypes | undefinedType) || mayBe(values, undefinedType)) {
    return unsupported(site, "keys that are no primitives, or values that may be undefined", "Use texts as keys.", 0);
  }
  return givesMap(site, entriesOfPairs(entries, keys, values, site.span));
}

/** The entries of a Map that is made of pairs, in which a key may be there twice. */
export function entriesOfPairs(pairs: Expression, keys: ValueTypes, values: ValueTypes, span: SourceSpan): Expression {
  const [map, entry] = [local("m", arrayType), local("e", arrayType)];
  const pair = read(entry, span);
  const added = withEntry(read(map, span), elementAt(pair, 0, keys), elementAt(pair, 1, values));
  const empty: Expression = { kind: "array", elements: [], types: arrayType, span };
  return builtin("Array.reduce", [pairs, lambdaOf([map, entry], added, span), empty], arrayType, span);
}

/** The index of the entry with this key, or -1. */
export function positionOf(entries: Expression, key: Expression): Expression {
  const { span } = key;
  const entry = local("e", arrayType);
  const test: Expression = {
    ...{ kind: "equality", operator: "===", left: elementAt(read(entry, span), 0, key.types), right: key },
    types: booleanType,
    span,
  };
  return builtin("Array.findIndex", [entries, lambdaOf([entry], test, span)], numberType, span);
}

function builtin(name: string, operands: readonly Expression[], types: ValueTypes, span: SourceSpan): BuiltinCall {
  return { kind: "builtin", name, operands, types, span };
}

/** `map.set(key, value)`: the entries with the key's value replaced, or with a new entry at the end. */
export function withEntry(entries: Expression, key: Expression, value: Expression): Expression {
  const { span } = value;
  return once("k", key, (k) =>
    once("i", positionOf(entries, k), (position) => {
      const made: Expression = {
        kind: "array",
        elements: [k, value].map((part) => ({ spread: false, value: part })),
        types: arrayType,
        span,
      };
      const elements = [
        { spread: true, value: entries },
        { spread: false, value: made },
      ];
      return {
        kind: "conditional",
        condition: atLeastZero(position),
        whenTrue: once("p", made, (pair) => replacedAt(entries, position, pair)),
        whenFalse: { kind: "array", elements, types: arrayType, span },
        types: arrayType,
        span,
      };
    }),
  );
}

/** The entries with another one in place of one that is there. */
function replacedAt(entries: Expression, position: Expression, pair: Expression): Expression {
  const { span } = pair;
  const [entry, index] = [local("e", arrayType), local("j", numberType, true)];
  const isThis: Expression = {
    ...{ kind: "equality", operator: "===", left: read(index, span), right: position },
    types: booleanType,
    span,
  };
  const body: Expression = {
    ...{ kind: "conditional", condition: isThis, whenTrue: pair, whenFalse: read(entry, span) },
    types: arrayType,
    span,
  };
  return builtin("Array.map", [entries, lambdaOf([entry, index], body, span)], arrayType, span);
}

/** `map.delete(key)`: the entries without that of the key. */
export function withoutEntry(entries: Expression, key: Expression): Expression {
  const { span } = key;
  const entry = local("e", arrayType);
  return once("k", key, (k) => {
    const left = elementAt(read(entry, span), 0, k.types);
    const differs: Expression = {
      ...{ kind: "equality", operator: "!==", left, right: k },
      types: booleanType,
      span,
    };
    return builtin("Array.filter", [entries, lambdaOf([entry], differs, span)], arrayType, span);
  });
}

export function hasEntry(entries: Expression, key: Expression): Expression {
  return atLeastZero(positionOf(entries, key));
}

function atLeastZero(position: Expression): Expression {
  const { span } = position;
  return {
    ...{ kind: "comparison", operator: ">=", left: position, right: literal(0, span) },
    types: booleanType,
    span,
  };
}

function ofMap(name: string, build: (site: BuiltinSite, entries: Expression) => Expression): Builtin {
  return rewritten(name, (site) => {
    const { receiver } = site;
    if (receiver === undefined || receiver.types === 0) return receiver ?? site.call([]);
    const entries = entriesOfMap(receiver);
    if (entries !== undefined) return build(site, entries);
    return site.refuse("SP1307", { name, hint: "Keep one kind of collection there, and write it in the type." });
  });
}

function keyOf(site: BuiltinSite, build: (key: Expression) => Expression): Expression {
  const key = site.argument(0);
  if (mayBe(key.types, structuredTypes | undefinedType)) {
    return refuseTypes(site, key.types & (structuredTypes | undefinedType), 0);
  }
  return build(key);
}

function parts(name: string, index: 0 | 1): Builtin {
  return ofMap(`Map.${name}`, (site, entries) => {
    if (!isConsumedAtOnce(site.node))
      return unsupported(site, "an iterator that is kept", "Spread it: `[...map.keys()]`.");
    const entry = local("e", arrayType);
    const part = elementAt(read(entry, site.span), index, anyType & ~undefinedType);
    return builtin("Array.map", [entries, lambdaOf([entry], part, site.span)], arrayType, site.span);
  });
}

/** Maps with primitive keys. */
export const maps: readonly Builtin[] = [
  { name: "new Map", analyse: analyseMap, emit: (emitter, call_) => emitter.value(operandAt(call_, 0)) },
  ofMap("Map.get", (site, entries) =>
    keyOf(site, (key) => {
      const pair: Expression = {
        ...{ kind: "element", array: entries, index: positionOf(entries, key) },
        types: arrayType,
        span: site.span,
      };
      return elementAt(pair, 1, site.types | undefinedType);
    }),
  ),
  // A Map that is made on the spot; one with a name is changed in place.
  ofMap("Map.set", (site, entries) =>
    keyOf(site, (key) => {
      const value = site.argument(1);
      if (mayBe(value.types, undefinedType)) return refuseTypes(site, undefinedType, 1);
      return givesMap(site, withEntry(entries, key, value));
    }),
  ),
  ofMap("Map.has", (site, entries) => keyOf(site, (key) => hasEntry(entries, key))),
  ofMap("Map.size", (site, entries) => builtin("Array.length", [entries], numberType, site.span)),
  ofMap("Map.entries", (site, entries) =>
    isConsumedAtOnce(site.node) ? entries : unsupported(site, "an iterator that is kept", "Spread it: `[...map]`."),
  ),
  parts("keys", 0),
  parts("values", 1),
];
