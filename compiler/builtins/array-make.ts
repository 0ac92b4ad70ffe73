import ts from "typescript";
import { arrayConstructor, call, type Code, compare, lambda, primary, wrap, power, binary } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import { anyType, arrayType, mayBe, numberType, stringType, undefinedType } from "../ir/value-types.js";
import { substituteLocal } from "../ir/walk.js";
import { lambdaOf, literal, local, read } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { bindAll, failure, guarded, listOf, number } from "./codes.js";
import { constantNumber, isInteger, isNatural, lambdaAt, operandAt } from "./operands.js";
import { internal, plain, refuseTypes, rewritten, unsupported, withOperands } from "./signature.js";
import { isChosen, isConsumedAtOnce, memberReadAtOnce } from "./use.js";

/** `Array.from` of an array, a text, a Set … or of `{ length }`, with or without a callback. */
function analyseFrom(site: BuiltinSite): Expression {
  if (site.nodes.length > 2) return unsupported(site, "a `this` for the callback", "Use an arrow function.", 2);
  if (site.isSpread(0)) return unsupported(site, "spread arguments", "Pass the arguments one by one.", 0);
  const source = site.argument(0);
  if (source.kind === "object") return fromLength(site, source);
  if (source.types === stringType) {
    return withCallback(site, { ...site.call([source]), name: "String.codePoints", types: arrayType });
  }
  if (source.types !== arrayType) return refuseTypes(site, source.types & ~arrayType, 0);
  return withCallback(site, source);
}

function withCallback(site: BuiltinSite, array: Expression): Expression {
  if (site.nodes.length === 1) return array;
  const callback = site.callback(1, 2, 1);
  if (mayBe(callback.body.types, undefinedType)) return site.refuse("SP1304", { name: site.name }, 1);
  return { ...site.call([array, callback]), name: "Array.map" };
}

function fromLength(site: BuiltinSite, source: Expression & { kind: "object" }): Expression {
  const [length, ...others] = source.members;
  if (length?.kind !== "property" || length.key !== "length" || others.length > 0) {
    return unsupported(site, "an object that is no list", "Pass an array, or `{ length: n }`.", 0);
  }
  if (length.value.types !== numberType) return refuseTypes(site, length.value.types & ~numberType, 0);
  if (site.nodes.length === 1) {
    if (!hasUnreadElements(site, site.node)) {
      return unsupported(site, "no callback", "Add one that gives each element: `(_, index) => index`.", 0);
    }
    const position = local("i", numberType, true);
    const itself = lambdaOf([position], read(position, site.span), site.span);
    return { ...site.call([length.value, itself]), name: "Array.range" };
  }
  const callback = site.callback(1, 2, 1);
  if (mayBe(callback.body.types, undefinedType)) return site.refuse("SP1304", { name: site.name }, 1);
  const [nothing, given] = callback.parameters;
  const index = given ?? local("i", numberType, true);
  const nowhere: Expression = { kind: "undefined", types: undefinedType, span: site.span };
  const body = nothing === undefined ? callback.body : substituteLocal(callback.body, nothing, nowhere);
  return { ...site.call([length.value, lambdaOf([index], body, site.span)]), name: "Array.range" };
}

/** True for a list before `.map((_, index) => …)`: nothing reads its elements, which are undefined. */
function hasUnreadElements({ checker }: BuiltinSite, node: ts.Expression): boolean {
  if (!/^(map|flatMap|forEach)$/.test(memberReadAtOnce(node) ?? "")) return false;
  const call = ts.findAncestor(node.parent, ts.isCallExpression);
  const callback = call?.arguments[0];
  if (callback === undefined || !(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))) return false;
  const [element, , list] = callback.parameters;
  if (element === undefined) return true;
  if (!ts.isIdentifier(element.name) || list !== undefined || element.initializer !== undefined) return false;
  const symbol = checker.getSymbolAtLocation(element.name);
  const reads = (inner: ts.Node): boolean =>
    (ts.isIdentifier(inner) && checker.getSymbolAtLocation(inner) === symbol) ||
    ts.forEachChild(inner, (child) => reads(child) || undefined) === true;
  return !reads(callback.body);
}

/** A list of that many elements, made from their indexes. */
function emitRange(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [length, callback] = [operandAt(call_, 0), lambdaAt(call_, 1)];
  const constant = constantNumber(length);
  if (constant !== undefined && constant < 1) return arrayConstructor([]);
  const last =
    constant === undefined
      ? binary(
          isInteger(length) ? emitter.value(length) : call("floor", emitter.value(length)),
          "-",
          number(1),
          power.sum,
        )
      : number(Math.trunc(constant) - 1);
  const indexes = primary(`[0..${wrap(last, power.sum)}]`);
  const { body } = callback;
  const [index] = callback.parameters;
  if (body.kind === "local-read" && body.local === index) return { ...indexes, arrayConstructor: true };
  return listOf(call("map", indexes, emitter.lambda(callback)), body.types);
}

/** `new Array(n)` has holes, which only `fill` removes, and `keys` does not mind. */
function analyseNewArray(site: BuiltinSite): Expression {
  if (site.nodes.length === 0) return { kind: "array", elements: [], types: arrayType, span: site.span };
  if (site.nodes.length > 1 || site.isSpread(0)) return analyseOf(site);
  const length = site.argument(0);
  if (length.types === numberType && isSpreadUnread(site)) {
    return { ...site.call([length, literal(0, site.span)]), name: "Array.fill" };
  }
  if (length.types !== numberType || isChosen(site.node) || !/^(fill|keys)$/.test(memberReadAtOnce(site.node) ?? "")) {
    return unsupported(
      site,
      "an array with holes",
      "Use `Array.from({ length: n }, (_, index) => …)`, `new Array(n).fill(x)`, or an array literal.",
    );
  }
  return { ...site.call([length]), name: "new Array" };
}

/** True for `[...Array(n)].map((_, index) => …)`. */
function isSpreadUnread(site: BuiltinSite): boolean {
  const list = ts.isSpreadElement(site.node.parent) ? site.node.parent.parent : undefined;
  return (
    list !== undefined &&
    ts.isArrayLiteralExpression(list) &&
    list.elements.length === 1 &&
    hasUnreadElements(site, list)
  );
}

function analyseFill(site: BuiltinSite): Expression {
  const { receiver } = site;
  if (receiver?.kind !== "builtin" || receiver.name !== "new Array" || site.nodes.length !== 1) {
    return site.refuse("SP1305", { name: site.name, hint: "Use `new Array(n).fill(x)`, or `map(() => x)`." });
  }
  const given = site.argument(0);
  const isUnread = given.kind === "undefined" && hasUnreadElements(site, site.node);
  const value = isUnread ? literal(0, site.span) : given;
  if (mayBe(value.types, undefinedType)) return refuseTypes(site, undefinedType, 0);
  return site.call([...receiver.operands, value]);
}

function emitFill(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const [length, value] = [operandAt(call_, 0), operandAt(call_, 1)];
  const constant = constantNumber(length);
  if (constant !== undefined && (constant < 0 || !Number.isInteger(constant))) return failure("invalid array length");
  if (constant === 0) return arrayConstructor([]);
  return bindAll(
    emitter,
    [
      ["x", value],
      ["n", length],
    ],
    (x, n) => {
      const each = lambda([emitter.locals.fresh("i")], x);
      const copies = listOf(call("map", primary(`[1..${n.text}]`), each), value.types);
      if (constant !== undefined || isNatural(length)) return copies;
      // A length that is no integer fails by itself.
      return guarded(compare(n, ">=", number(0)), copies, "invalid array length");
    },
  );
}

function analyseOf(site: BuiltinSite): Expression {
  const elements = site.nodes.map((_, index) => ({ spread: site.isSpread(index), value: site.argument(index) }));
  const hole = elements.findIndex(({ value, spread }) => !spread && mayBe(value.types, undefinedType));
  if (hole >= 0) return refuseTypes(site, undefinedType, hole);
  return { kind: "array", elements, types: arrayType, span: site.span };
}

/** `keys()`, `values()` and `entries()` of an array, where they are taken apart at once. */
function iterator(name: string, build: (site: BuiltinSite, array: Expression) => Expression): Builtin {
  return rewritten(name, (site) => {
    if (!isConsumedAtOnce(site.node)) {
      return site.refuse("SP1307", { name, hint: "Spread it at once, or iterate over it with `for … of`." });
    }
    return withOperands(site, [arrayType], ([array]) => build(site, array as Expression));
  });
}

function indexed(site: BuiltinSite, array: Expression, withValue: boolean): Expression {
  const value = local("v", site.elementTypes("receiver") & ~undefinedType);
  const index = local("i", numberType, true);
  const body: Expression = withValue
    ? {
        kind: "array",
        elements: [index, value].map((part) => ({ spread: false, value: read(part, site.span) })),
        types: arrayType,
        span: site.span,
      }
    : read(index, site.span);
  return { ...site.call([array, lambdaOf([value, index], body, site.span)]), name: "Array.map", types: arrayType };
}

/** `[...Array(n).keys()]`: an array of holes has keys as any other. */
function withoutHoles(site: BuiltinSite, array: Expression): Expression {
  if (array.kind !== "builtin" || array.name !== "new Array") return array;
  return { ...array, name: "Array.fill", operands: [...array.operands, literal(0, site.span)] };
}

/** Ways to make arrays. */
export const arrayMake: readonly Builtin[] = [
  rewritten("Array.from", analyseFrom),
  internal("Array.range", emitRange),
  rewritten("Array.of", analyseOf),
  rewritten("Array()", analyseNewArray),
  rewritten("new Array", analyseNewArray),
  { name: "Array.fill", analyse: analyseFill, emit: emitFill },
  plain("Array.isArray", [anyType], (emitter, call_) =>
    compare(call("type", emitter.value(operandAt(call_, 0))), "=", primary('"array"')),
  ),
  iterator("Array.entries", (site, array) => indexed(site, array, true)),
  iterator("Array.keys", (site, array) => indexed(site, withoutHoles(site, array), false)),
  iterator("Array.values", (_site, array) => array),
];
