import { arrayConstructor, call, type Code, compare, conditional, lambda, primary } from "../emit/code.js";
import { arrayItem } from "../emit/emit-constructors.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression, ObjectLiteral } from "../ir/expression.js";
import {
  anyType,
  arrayType,
  booleanType,
  everyType,
  isOnly,
  nullType,
  numberType,
  objectType,
  stringType,
  undefinedType,
} from "../ir/value-types.js";
import { asText, lambdaOf } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { parameterNames } from "./codes.js";
import { constantString, lambdaAt, operandAt } from "./operands.js";
import { rewritten, unsupported, withOperands } from "./signature.js";

/** `Object.assign({…}, a, b)` is `{…, ...a, ...b}`. */
function analyseAssign(site: BuiltinSite): Expression {
  const sources = site.nodes.slice(1).map(() => objectType | undefinedType | nullType);
  return withOperands(site, [objectType, ...sources], ([target, ...others]) => {
    if (target?.kind !== "object") {
      return unsupported(site, "a target that others may see", "Write `{ ...target, ...changes }`.", 0);
    }
    const members: ObjectLiteral["members"] = [
      ...target.members,
      ...others.map((value) => ({ kind: "spread" as const, value })),
    ];
    return { ...target, members, span: site.span };
  });
}

const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Own members only: a constant key that no object inherits is cheaper to look up than to search. */
function hasOwn(site: BuiltinSite, object: Expression, key: Expression): Expression {
  const constant = constantString(key);
  if (constant === undefined || inherited.has(constant)) {
    return { ...site.call([object, asText(key)]), name: "Object.hasOwn" };
  }
  return {
    kind: "equality",
    operator: "!==",
    left: { kind: "property", object, name: constant, types: anyType, span: site.span },
    right: { kind: "undefined", types: undefinedType, span: site.span },
    types: booleanType,
    span: site.span,
  };
}

function analyseHasOwn(site: BuiltinSite): Expression {
  return withOperands(site, [objectType, stringType | numberType], ([object, key]) =>
    hasOwn(site, object as Expression, key as Expression),
  );
}

function emitHasOwn(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const keys = call("keys", emitter.value(operandAt(call_, 0)));
  return compare(emitter.value(operandAt(call_, 1)), "in", keys);
}

function analyseGroupBy(site: BuiltinSite): Expression {
  const list = site.argument(0);
  const callback = site.callback(1, 2, 1);
  if (list.types !== arrayType) return unsupported(site, "something that is no array", "Pass an array.", 0);
  if (!isOnly(callback.body.types, stringType | numberType | booleanType | nullType)) {
    return unsupported(site, "a key that is no text", "Return a string.", 1);
  }
  return site.call([list, lambdaOf(callback.parameters, asText(callback.body), site.span)]);
}

function emitGroupBy(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const callback = lambdaAt(call_, 1);
  const [groups, key] = [emitter.locals.fresh("groups"), emitter.locals.fresh("k")];
  const names = parameterNames(emitter, callback, "v");
  const element = primary(`$${names[0]}`);
  const item = arrayItem(element, callback.parameters[0]?.types ?? anyType);
  const known = compare(primary(`$${key}`), "in", call("keys", primary(`$${groups}`)));
  // Members of Object.prototype are not groups.
  const before = conditional(known, call("lookup", primary(`$${groups}`), primary(`$${key}`)), arrayConstructor([]));
  const group = `{$${key}: [${before.text}, ${item}]}`;
  const merged = call("merge", arrayConstructor([`$${groups}`, group]));
  const body = primary(`($${key} := ${emitter.value(callback.body).text}; ${merged.text})`);
  return call("reduce", emitter.value(operandAt(call_, 0)), lambda([groups, ...names], body), primary("{}"));
}

/** The value itself: nothing in a state machine changes a value that somebody holds. */
function identity(name: string): Builtin {
  return rewritten(name, (site) => withOperands(site, [everyType], ([value]) => value as Expression));
}

/** Functions of objects, but for those between objects and lists. */
export const objects: readonly Builtin[] = [
  rewritten("Object.assign", analyseAssign),
  { name: "Object.hasOwn", analyse: analyseHasOwn, emit: emitHasOwn },
  rewritten("Object.hasOwnProperty", analyseHasOwn),
  { name: "Object.groupBy", analyse: analyseGroupBy, emit: emitGroupBy },
  identity("Object.freeze"),
  identity("structuredClone"),
  // A boolean has no `toString` of its own in TypeScript's library.
  rewritten("Object.toString", (site) =>
    site.receiver?.types === booleanType
      ? asText(site.receiver)
      : site.refuse("SP1301", { name: "Object.toString", hint: "Use `JSON.stringify`, or `join` for lists." }),
  ),
  rewritten("Object.valueOf", (site) => withOperands(site, [objectType], ([value]) => value as Expression)),
];
