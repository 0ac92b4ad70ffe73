import ts from "typescript";
import type { Expression } from "../ir/expression.js";
import {
  anyType,
  arrayType,
  describeTypes,
  isOnly,
  mayBe,
  neverType,
  numberType,
  objectType,
  stringType,
  undefinedType,
  type ValueTypes,
} from "../ir/value-types.js";
import { type Analyser, refusedValue } from "./analyser.js";
import { asText } from "../builtins/build.js";
import { isStable } from "./is-stable.js";
import { isErrorValue } from "./error-variables.js";
import { takesReason } from "./reason-member.js";
import { memberOfExecution } from "./tasks/execution.js";

/** Members of `Object.prototype`: JavaScript finds them on every object. */
export const prototypeMembers: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * What a pattern takes from a value by its name: a member of an object, the length of an array or text, an item at an index.
 *
 * @param node the name in the pattern, for problems
 * @param types the types of the member, before a default applies
 */
export function patternMember(
  analyser: Analyser,
  node: ts.Node,
  object: Expression,
  name: string,
  types: ValueTypes,
): Expression {
  const span = analyser.span(node);
  if (object.types === neverType) return refusedValue(span);
  if (object.types === anyType) return analyser.refuse(node, "SP1205", { object: textOfTaken(node) });
  if (isOnly(object.types, arrayType) || isOnly(object.types, stringType)) {
    const part = partOfList(analyser, node, object, name, types);
    if (part !== undefined) return part;
  }
  if (!isOnly(object.types, objectType)) return refuseTaking(analyser, node, object);
  if (prototypeMembers.has(name) || name === "__proto__") return analyser.refuse(node, "SP1216", { name });
  if (isErrorValue(object) && (name === "name" || name === "message")) {
    return { kind: "property", object, name, types: stringType, span };
  }
  const pattern = node.parent.parent;
  const isReason = takesReason(pattern, name, analyser.checker);
  // The variable that it is assigned to does not tell.
  if (isReason && !ts.isObjectBindingPattern(pattern)) analyser.analysis.settledData.isHidden = true;
  if (isReason) return { kind: "property", object, name, types: objectType, isReason, span };
  return memberOfExecution(object, name) ?? { kind: "property", object, name, types, span };
}

/**
 * The key of `{ [key]: member }`, as often as it is read: what it says is taken, and no part of what is left.
 *
 * @returns a constant, or a text or number that is known when the workflow runs
 */
export function computedKey(analyser: Analyser, { expression }: ts.ComputedPropertyName): string | Expression {
  const key = analyser.expression(expression);
  if (key.kind === "literal") return String(key.value);
  if (isOnly(key.types, stringType | numberType)) return isStable(key) ? key : analyser.keep(key, "key");
  return key.types === neverType ? key : analyser.refuse(expression.parent, "SP1217");
}

/** What a pattern takes by a computed name. */
export function computedMember(
  analyser: Analyser,
  node: ts.Node,
  object: Expression,
  key: Expression,
  types: ValueTypes,
): Expression {
  const span = analyser.span(node);
  if (object.types === neverType || key.types === neverType) return refusedValue(span);
  if (object.types === anyType) return analyser.refuse(node, "SP1205", { object: textOfTaken(node) });
  if (isOnly(object.types, arrayType) && isOnly(key.types, numberType)) {
    return { kind: "element", array: object, index: key, types, span };
  }
  if (!isOnly(object.types, objectType)) return refuseTaking(analyser, node, object);
  return { kind: "builtin", name: "Object.lookup", operands: [object, asText(key)], types, span };
}

/** `const { a, [key]: b, ...rest } = object`: the members that are not taken. */
export function restOfObject(
  analyser: Analyser,
  node: ts.Node,
  object: Expression,
  taken: readonly (string | Expression)[],
): Expression {
  if (object.types === neverType) return refusedValue(object.span);
  if (!isOnly(object.types, objectType)) return refuseTaking(analyser, node, object);
  const span = analyser.span(node);
  const keys = taken.map((key) => (typeof key === "string" ? analyser.literal(key, span) : asText(key)));
  return { kind: "builtin", name: "Object.rest", operands: [object, ...keys], types: objectType, span };
}

/** Refuses a pattern that takes members of something that may be no object. */
function refuseTaking(analyser: Analyser, node: ts.Node, object: Expression): Expression {
  return analyser.refuse(node, "SP1236", { found: describeTypes(object.types & ~objectType) });
}

/** What a pattern takes apart: the value of its declaration, or the parameter itself. */
function textOfTaken(node: ts.Node): string {
  const outer = ts.findAncestor(node, (one) => ts.isVariableDeclaration(one) || ts.isParameter(one));
  if (outer === undefined) return node.getText();
  return (outer.initializer ?? outer).getText();
}

/** `const { length, 0: first } = list`, of an array or text. */
function partOfList(
  analyser: Analyser,
  node: ts.Node,
  list: Expression,
  name: string,
  types: ValueTypes,
): Expression | undefined {
  const span = analyser.span(node);
  const isArray = mayBe(list.types, arrayType);
  if (name === "length") {
    return {
      kind: "builtin",
      name: isArray ? "Array.length" : "String.length",
      operands: [list],
      types: numberType,
      span,
    };
  }
  if (!/^(0|[1-9]\d*)$/.test(name)) return undefined;
  const index = analyser.literal(Number(name), span);
  if (isArray) return { kind: "element", array: list, index, types, span };
  return { kind: "builtin", name: "String.at()", operands: [list, index], types: stringType | undefinedType, span };
}
