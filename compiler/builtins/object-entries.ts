import { arrayConstructor, call, type Code, lambda, primary } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { ArrayLiteral, BuiltinCall, Expression, Lambda, Local } from "../ir/expression.js";
import {
  arrayType,
  booleanType,
  isOnly,
  mayBe,
  nullType,
  numberType,
  objectType,
  stringType,
  undefinedType,
} from "../ir/value-types.js";
import { mapOperands, someExpression, substituteLocal } from "../ir/walk.js";
import { asText, elementAt, lambdaOf, local, read } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { listOf, testLambda } from "./codes.js";
import { lambdaAt, operandAt } from "./operands.js";
import { plain, withOperands } from "./signature.js";

/** What JavaScript makes a key of an object of. */
const primitiveType = stringType | numberType | booleanType | nullType;

/** `Object.entries(o)`, as a call with the object and what becomes of each value and key. */
function analyseEntries(site: BuiltinSite): Expression {
  return withOperands(site, [objectType], ([object]) => {
    const value = local("v", site.elementTypes(0) & ~undefinedType);
    const key = local("k", stringType);
    const pair: ArrayLiteral = {
      kind: "array",
      elements: [
        { spread: false, value: read(key, site.span) },
        { spread: false, value: read(value, site.span) },
      ],
      types: arrayType,
      span: site.span,
    };
    return site.call([object as Expression, lambdaOf([value, key], pair, site.span)]);
  });
}

function emitEntries(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  return eachEntry(emitter, call_, lambdaAt(call_, 1));
}

function eachEntry(emitter: ExpressionEmitter, entries: BuiltinCall, callback: Lambda): Code {
  const each = call("each", emitter.value(operandAt(entries, 0)), emitter.lambda(callback));
  return listOf(each, callback.body.types);
}

/** `Object.entries(o).map(…)` without the pairs in between, when the callback only takes them apart. */
export function emitEachEntry(emitter: ExpressionEmitter, array: Expression, callback: Lambda): Code | undefined {
  const direct = overEntries(array, callback);
  return direct === undefined ? undefined : eachEntry(emitter, direct.entries, direct.callback);
}

/** A callback of pairs from `Object.entries` as one of value and key. */
function overEntries(
  array: Expression,
  callback: Lambda,
): { readonly entries: BuiltinCall; readonly callback: Lambda } | undefined {
  if (array.kind !== "builtin" || array.name !== "Object.entries" || callback.parameters.length > 1) return undefined;
  const [value, key] = lambdaAt(array, 1).parameters;
  const [pair] = callback.parameters;
  if (value === undefined || key === undefined) return undefined;
  // Locals of this use alone: the same entries may be used twice in one expression.
  const parameters = [local(value.name, value.types), local(key.name, key.types)] as const;
  const body = pair === undefined ? callback.body : withoutPair(callback.body, pair, parameters);
  return body === undefined ? undefined : { entries: array, callback: lambdaOf(parameters, body, callback.span) };
}

/** The body with `pair[0]` and `pair[1]` replaced; nothing if it uses the pair otherwise. */
function withoutPair(body: Expression, pair: Local, [value, key]: readonly [Local, Local]): Expression | undefined {
  const replace = (part: Expression): Expression => {
    if (part.kind === "element" && part.array.kind === "local-read" && part.array.local === pair) {
      const { index } = part;
      if (index.kind === "literal" && index.value === 0) return { ...read(key, part.span), types: part.types };
      if (index.kind === "literal" && index.value === 1) return { ...read(value, part.span), types: part.types };
    }
    return withoutRenaming(mapOperands(part, replace), [value, key]);
  };
  const replaced = replace(body);
  const isLeft = someExpression(replaced, (part) => part.kind === "local-read" && part.local === pair);
  return isLeft ? undefined : replaced;
}

/** `const k = key` needs no name of its own. */
function withoutRenaming(expression: Expression, names: readonly Local[]): Expression {
  if (expression.kind !== "let") return expression;
  const isRename = (value: Expression): boolean => value.kind === "local-read" && names.includes(value.local);
  const first = expression.bindings.findIndex(({ value }) => isRename(value));
  const binding = expression.bindings[first];
  if (binding === undefined) return expression;
  const rest = {
    ...expression,
    bindings: expression.bindings.filter((_, index) => index !== first),
  };
  const inlined = substituteLocal(rest, binding.local, binding.value) as typeof expression;
  return withoutRenaming(inlined.bindings.length === 0 ? inlined.body : inlined, names);
}

function analyseFromEntries(site: BuiltinSite): Expression {
  return withOperands(site, [arrayType], ([entries]) => site.call([withTextKeys(site, entries as Expression)]));
}

/** Entries whose keys are texts, as those of an object are: those of a Map may be numbers. */
function withTextKeys(site: BuiltinSite, entries: Expression): Expression {
  if (entries.kind === "builtin" && entries.name === "Object.entries") return entries;
  // Pairs that are made on the spot become members.
  if (entries.kind === "builtin" && entries.name === "Array.map" && lambdaAt(entries, 1).body.kind === "array") {
    return entries;
  }
  const [keys, values] = site.entryTypes(0);
  if (isOnly(keys, stringType) || !isOnly(keys, primitiveType)) return entries;
  const { span } = entries;
  const entry = local("e", arrayType);
  const [key, value] = [elementAt(read(entry, span), 0, keys), elementAt(read(entry, span), 1, values)];
  const elements = [asText(key), value].map((one) => ({ spread: false, value: one }));
  const pair: Expression = { kind: "array", elements, types: arrayType, span };
  const operands = [entries, lambdaOf([entry], pair, span)];
  return { kind: "builtin", name: "Array.map", operands, types: arrayType, span };
}

/** Objects from pairs. Pairs that are made on the spot become members without ever being arrays. */
function emitFromEntries(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const entries = operandAt(call_, 0);
  return sifted(emitter, entries) ?? merged(emitter, entries);
}

/** `Object.fromEntries(Object.entries(o).filter(…))` keeps some members of an object. */
function sifted(emitter: ExpressionEmitter, entries: Expression): Code | undefined {
  if (entries.kind !== "builtin" || entries.name !== "Array.filter") return undefined;
  const direct = overEntries(operandAt(entries, 0), lambdaAt(entries, 1));
  if (direct === undefined) return undefined;
  const object = emitter.value(operandAt(direct.entries, 0));
  return call("merge", arrayConstructor([call("sift", object, testLambda(emitter, direct.callback)).text]));
}

function merged(emitter: ExpressionEmitter, entries: Expression): Code {
  if (entries.kind === "builtin" && entries.name === "Array.map") {
    const [array, callback] = [operandAt(entries, 0), lambdaAt(entries, 1)];
    const direct = overEntries(array, callback);
    const body = memberOf(emitter, (direct?.callback ?? callback).body);
    if (body !== undefined) {
      const parameters = (direct?.callback ?? callback).parameters.map((name) => emitter.locals.nameOf(name));
      const source = emitter.value(direct === undefined ? array : operandAt(direct.entries, 0));
      return mergeOf(call(direct === undefined ? "map" : "each", source, lambda(parameters, body)));
    }
  }
  const p = emitter.locals.fresh("p");
  const member = primary(`{$${p}[0]: $${p}[1]}`);
  return mergeOf(call("map", emitter.value(entries), lambda([p], member)));
}

function mergeOf(members: Code): Code {
  return call("merge", arrayConstructor([members.text]));
}

/** `[key, value]` as `{key: value}`. */
function memberOf(emitter: ExpressionEmitter, pair: Expression): Code | undefined {
  if (pair.kind !== "array" || pair.elements.some(({ spread }) => spread)) return undefined;
  const [key, value, ...others] = pair.elements.map((element) => element.value);
  if (key === undefined || value === undefined || others.length > 0) return undefined;
  if (!isOnly(key.types, primitiveType) || mayBe(value.types, undefinedType)) return undefined;
  const name = emitter.value(asText(key)).text;
  return primary(`{${/^(\$\w+|"[^"]*")$/.test(name) ? name : `(${name})`}: ${emitter.value(value).text}}`);
}

/** Objects to lists and back. */
export const objectEntries: readonly Builtin[] = [
  { name: "Object.entries", analyse: analyseEntries, emit: emitEntries },
  plain("Object.keys", [objectType], (emitter, call_) =>
    arrayConstructor([call("keys", emitter.value(operandAt(call_, 0))).text]),
  ),
  {
    name: "Object.values",
    analyse: (site) =>
      withOperands(site, [objectType], ([object]) => {
        const value = local("v", site.elementTypes(0) & ~undefinedType);
        return site.call([object as Expression, lambdaOf([value], read(value, site.span), site.span)]);
      }),
    emit: emitEntries,
  },
  { name: "Object.fromEntries", analyse: analyseFromEntries, emit: emitFromEntries },
];
