import { call, type Code, compare, lambda, primary } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import {
  anyType,
  arrayType,
  booleanType,
  dateType,
  mayBe,
  nullType,
  numberType,
  stringType,
  structuredTypes,
  undefinedType,
} from "../ir/value-types.js";
import { firstIndex, lastIndex } from "./array-callbacks.js";
import { asText, lambdaOf, literal, local, read } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { bindAll } from "./codes.js";
import { constantNumber, constantString, operandAt } from "./operands.js";
import { searchInList } from "./search-from.js";
import { rewritten, unsupported, withOperands } from "./signature.js";

/** A search for a primitive; objects and arrays are refused, for JavaScript compares their identity. */
function searchFor(site: BuiltinSite): Expression {
  return withOperands(site, [arrayType, anyType | dateType, numberType], ([array, value, start]) => {
    if (array === undefined || value === undefined) {
      return unsupported(site, "there is nothing to search for", "Pass the value that is searched for.", 0);
    }
    if (start !== undefined && site.name === "Array.lastIndexOf") {
      return unsupported(site, "a start position", "Use `slice` first.", 1);
    }
    if (mayBe(value.types, structuredTypes)) {
      return site.refuse("SP1306", { name: site.name, hint: "Compare a key: `some((x) => x.id === y.id)`." }, 0);
    }
    if (start !== undefined && constantNumber(start) !== 0) return searchInList(site, array, value, start);
    return site.call([array, value]);
  });
}

/** Where the value is, as a sequence of indexes. */
function indexesOf(emitter: ExpressionEmitter, call_: BuiltinCall, build: (indexes: Code) => Code): Code {
  return bindAll(emitter, [["x", operandAt(call_, 1)]], (value) => {
    const [v, i] = [emitter.locals.fresh("v"), emitter.locals.fresh("i")];
    const test = compare(primary(`$${v}`), "=", value);
    const body = primary(`${test.text} ? $${i}`);
    return build(call("map", emitter.value(operandAt(call_, 0)), lambda([v, i], body)));
  });
}

function emitIncludes(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  return compare(emitter.value(operandAt(call_, 1)), "in", emitter.value(operandAt(call_, 0)));
}

const printable = stringType | numberType | booleanType | nullType;

/** `join` writes null as nothing and everything else as `String` does. */
function analyseJoin(site: BuiltinSite): Expression {
  return withOperands(site, [arrayType, stringType], ([array, separator]) => {
    if (array === undefined) throw new Error("join has a receiver");
    const given = site.elementTypes("receiver");
    // What would be undefined is null here.
    const types = mayBe(given, undefinedType) ? (given & ~undefinedType) | nullType : given;
    if ((types & ~printable) !== 0) {
      return unsupported(site, "elements that are arrays or objects", "Map them to texts first.");
    }
    const between = separator ?? literal(",", site.span);
    if (types === stringType) return site.call([array, between]);
    const element = local("v", types);
    const value = read(element, site.span);
    const text: Expression = asText({ ...value, types: types & ~nullType });
    const body: Expression = mayBe(types, nullType)
      ? {
          kind: "conditional",
          condition: {
            kind: "equality",
            operator: "===",
            left: value,
            right: literal(null, site.span),
            types: booleanType,
            span: site.span,
          },
          whenTrue: literal("", site.span),
          whenFalse: text,
          types: stringType,
          span: site.span,
        }
      : text;
    const texts: Expression = {
      ...site.call([array, lambdaOf([element], body, site.span)]),
      name: "Array.map",
      types: arrayType,
    };
    return site.call([texts, between]);
  });
}

/** A list as JavaScript prints it: `String(list)`, `list.toString()`. */
export function printedList(site: BuiltinSite, list: Expression, argument: "receiver" | number): Expression {
  const elements = site.elementTypes(argument) & ~undefinedType;
  if ((elements & ~printable) === 0) return asText(list);
  const at = argument === "receiver" ? -1 : argument;
  return unsupported(site, "elements that are arrays or objects", "Map them to texts first.", at);
}

function emitJoin(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [array, separator] = [operandAt(call_, 0), operandAt(call_, 1)];
  const code = emitter.value(array);
  return constantString(separator) === "" ? call("join", code) : call("join", code, emitter.value(separator));
}

/** Methods of arrays that look for a value, and `join`. */
export const arraySearch: readonly Builtin[] = [
  { name: "Array.includes", analyse: searchFor, emit: emitIncludes },
  {
    name: "Array.indexOf",
    analyse: searchFor,
    emit: (emitter, call_) => indexesOf(emitter, call_, firstIndex),
  },
  {
    name: "Array.lastIndexOf",
    analyse: searchFor,
    emit: (emitter, call_) => indexesOf(emitter, call_, lastIndex),
  },
  { name: "Array.join", analyse: analyseJoin, emit: emitJoin },
  rewritten("Array.toString", (site) =>
    withOperands(site, [arrayType], ([list]) => printedList(site, list as Expression, "receiver")),
  ),
];
