import { call, type Code, compare, primary } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import {
  arrayType,
  booleanType,
  isOnly,
  mayBe,
  nullType,
  numberType,
  objectType,
  stringType,
  structuredTypes,
  undefinedType,
} from "../ir/value-types.js";
import { asText, literal, once } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { bindAll, guarded } from "./codes.js";
import { constantNumber, operandAt } from "./operands.js";
import { plain, unsupported } from "./signature.js";

function analyseStringify(site: BuiltinSite): Expression {
  const given = site.argument(0);
  if (mayBe(given.types, undefinedType)) return whereThere(given, (value) => stringified(site, value));
  return stringified(site, given);
}

/** There is no text of undefined: `JSON.stringify(undefined)` is undefined, whatever its type says. */
function whereThere(given: Expression, build: (value: Expression) => Expression): Expression {
  const { span } = given;
  return once("v", given, (value) => {
    const right: Expression = { kind: "undefined", types: undefinedType, span };
    const condition: Expression = { kind: "equality", operator: "!==", left: value, right, types: booleanType, span };
    const whenTrue = build({ ...value, types: value.types & ~undefinedType });
    return { kind: "conditional", condition, whenTrue, whenFalse: right, types: whenTrue.types | undefinedType, span };
  });
}

function stringified(site: BuiltinSite, value: Expression): Expression {
  const { types } = value;
  if (site.nodes.length > 1 && (site.isCallback(1) || !isOnly(site.argument(1).types, nullType | undefinedType))) {
    return unsupported(site, "a replacer", "Pass null, and build the object to print first.", 1);
  }
  const indent = site.nodes.length > 2 ? constantNumber(site.argument(2)) : 0;
  if (indent !== 0 && indent !== 2) {
    return unsupported(site, "this indentation", "Use 2, or none.", 2);
  }
  if (isOnly(types, numberType | booleanType | nullType)) return asText(value);
  if (indent === 2 && !isOnly(types, structuredTypes | booleanType | numberType | nullType)) {
    return unsupported(site, "indentation of what may be a text", "Leave the indentation out.", 2);
  }
  return site.call([value, literal(indent, site.span)]);
}

const tooLong = "JSON.stringify: a number needs more than 15 significant digits";

/** JSONata prints nested numbers with 15 digits: what does not read back the same is an error. */
function emitStringify(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [value, indent] = [operandAt(call_, 0), constantNumber(operandAt(call_, 1))];
  const isStructure = isOnly(value.types, objectType | arrayType);
  if (!isStructure) return call(value.types === stringType ? "jsQuote" : "jsJson", emitter.value(value));
  return bindAll(emitter, [["v", value]], (v) => {
    const text = call("string", v, ...(indent === 2 ? [primary("true")] : []));
    return bindAll(emitter, [["j", text]], (j) => guarded(compare(call("parse", j), "=", v), j, tooLong));
  });
}

/** `JSON`. */
export const json: readonly Builtin[] = [
  { name: "JSON.stringify", analyse: analyseStringify, emit: emitStringify },
  plain("JSON.parse", [stringType], (emitter, call_) => call("parse", emitter.value(operandAt(call_, 0)))),
];
