import ts from "typescript";
import { once } from "../../builtins/build.js";
import { builtins } from "../../builtins/index.js";
import type { Expression } from "../../ir/expression.js";
import {
  anyType,
  arrayType,
  dateType,
  describeTypes,
  isOnly,
  mayBe,
  neverType,
  nullType,
  numberType,
  objectType,
  primitiveTypes,
  stringType,
  undefinedType,
  type ValueTypes,
} from "../../ir/value-types.js";
import { type Analyser, refusedValue } from "../analyser.js";
import { readCollection, readDate } from "../collections.js";
import { checkCollectionAssertion } from "../check-collections.js";
import { checkAssertion } from "../check-dates.js";
import { builtinName } from "../builtin-name.js";
import { visitBuiltin } from "../visit-builtin.js";
import { memberNamed } from "../mutation/object-members.js";
import { readSlot } from "../mutation/group-values.js";
import { elementOfMember } from "../mutation/held-values.js";
import { readIndexed } from "../mutation/index-values.js";
import { isAskedForKeys } from "../mutation/kept-indexes.js";
import { partAt, withoutGuards } from "../mutation/place.js";
import { resourceNameOf } from "../tasks/declarations.js";
import { memberOfExecution } from "../tasks/execution.js";
import { enumMemberValue, enumObject } from "./enum-values.js";
import {
  errorClassOf,
  isErrorExpression,
  isMissingInErrors,
  isSettledReason,
  newError,
  promisedMember,
} from "./error-values.js";
import { readChoice } from "../mutation/choice-values.js";
import { prototypeMembers } from "../pattern-member.js";
import { isConstantOfClass, moduleConstant } from "../module-constant.js";
import { firstOfIterator } from "./first-of-iterator.js";
import { isPresent } from "./is-present.js";
import { memberOfMatch, readGroup } from "./match-groups.js";
import { presenceOf } from "../function-values/presence.js";
import { clearedElsewhere } from "./cleared-elsewhere.js";
import type { Part } from "../function-values/function-value.js";
import { givesKnownFunction } from "../function-values/known.js";
import { isOfInfiniteTable } from "../function-values/infinite-tables.js";
import { mayHoldFunctions, unknownValue } from "../function-values/parts.js";
import { checkErrorUse } from "./error-uses.js";
import { literalKey, memberOf, readFunctionValue } from "../function-values/read.js";
import { resolveFunction, skipWrappers } from "../functions.js";
import { madeDate } from "../../builtins/date-values.js";
import { dataBesidePromises } from "../promise-values/named.js";
import { promiseCount } from "../tasks/promise-lists.js";
import { instantiatedMemberTypes } from "../type-arguments.js";
import { infinity, readVariable } from "../../builtins/infinite.js";

export function visitIdentifier(analyser: Analyser, node: ts.Identifier): Expression {
  const span = analyser.span(node);
  if (node.text === "undefined") return analyser.undefined(span);
  checkErrorUse(analyser, node);
  const symbol = analyser.symbolOf(node);
  if (symbol === undefined) return refusedValue(span);
  const binding = analyser.environment.lookUp(symbol);
  switch (binding?.kind) {
    case "variable": {
      const { variable, elementsOf } = binding;
      const lists = elementsOf?.readAll?.(node);
      if (lists !== undefined) return lists;
      if (elementsOf !== undefined && !isAskedForKeys(node, false)) {
        return analyser.refuse(node, "SP1244", { text: node.text, name: elementsOf.list.root.text });
      }
      return readVariable(variable, readTypes(analyser, node, variable.types, symbol), span);
    }
    case "value": {
      const date = madeDate(binding.value);
      if (date !== undefined) return readDate(analyser, node, { ...date, span });
      return { ...binding.value, types: narrowedTypes(analyser, node, binding.value.types), span };
    }
    case "alias": {
      const { place, walk } = binding;
      const part = partAt(analyser, place);
      const types = (walk === undefined ? narrowedTypes : readTypes)(analyser, node, part.types, symbol);
      const isThere = walk !== undefined && !mayBe(types, undefinedType | nullType);
      return { ...(isThere ? partAt(analyser, withoutGuards(place)) : part), types, span };
    }
    case "choice":
      return readChoice(analyser, binding, node);
    case "slot":
      return readSlot(analyser, node) ?? analyser.refuse(node, "SP1244", { text: node.text, name: node.text });
    case "collection":
      return readCollection(analyser, node, binding);
    case "promise":
    case "promises":
    case "promise-record":
    case "ended":
      return analyser.refuse(node, "SP1404", { reason: "it is used for something else than `await`" });
    case "function":
      return presenceOf(analyser, node, { kind: "closure", callee: { ...binding, name: node.text } });
    case "functions":
      return readPart(analyser, node, binding.value);
    case undefined:
      return outerName(analyser, node, symbol);
  }
}

/** The types of a variable at this place. */
function readTypes(analyser: Analyser, node: ts.Node, stored: ValueTypes, symbol: ts.Symbol): ValueTypes {
  const types = narrowedTypes(analyser, node, stored);
  const ruledOut = stored & ~types & (undefinedType | nullType);
  return ruledOut === 0 ? types : types | (ruledOut & clearedElsewhere(analyser, node, symbol));
}

/**
 * What the checker knows at this place, as far as it fits what is stored. Where nothing fits, a check came before: nothing gets
 * here in this call of a function, as into `x.join()` of `Array.isArray(x) ? x.join() : x` where `x` is a text.
 */
function narrowedTypes(analyser: Analyser, node: ts.Node, stored: ValueTypes): ValueTypes {
  if (stored === neverType) return stored;
  const types = analyser.types(node);
  // Where nothing gets to by its types, as in the `default` of an exhaustive `switch`: a message tells what came instead.
  if (types === neverType && isNever(analyser, node)) return stored & primitiveTypes || stringType;
  return types & stored || (mayBe(types, undefinedType | nullType) ? stored : types || stored);
}

function isNever(analyser: Analyser, node: ts.Node): boolean {
  return (analyser.checker.getTypeAtLocation(node).flags & ts.TypeFlags.Never) !== 0;
}

function outerName(analyser: Analyser, node: ts.Identifier, symbol: ts.Symbol): Expression {
  if (node.text === "NaN") return analyser.refuse(node, "SP1208");
  if (node.text === "Infinity") return infinity(1, analyser.span(node));
  const table = mayHoldFunctions(analyser, node) ? readFunctionValue(analyser, node) : undefined;
  if (table?.kind === "record" || table?.kind === "list") return presenceOf(analyser, node, table);
  const constant = moduleConstant(analyser, node, symbol) ?? enumObject(analyser, node, symbol);
  const date = constant && madeDate(constant);
  if (date !== undefined) return readDate(analyser, node, date);
  if (constant !== undefined) return constant;
  if (resolveFunction(analyser, node) !== undefined) return analyser.refuse(node, "SP1234", { name: node.text });
  if (builtins.has(builtinName(symbol) ?? "")) return analyser.refuse(node, "SP1245", { text: node.text });
  return analyser.refuse(node, "SP1235", { name: node.text });
}

export function visitPropertyAccess(analyser: Analyser, node: ts.PropertyAccessExpression): Expression {
  const span = analyser.span(node);
  const constant = enumMemberValue(analyser, node);
  if (constant !== undefined) return constant;
  const resource = resourceNameOf(analyser, node);
  if (resource !== undefined) return resource;
  const part = readFunctionValue(analyser, node) ?? partOfChosen(analyser, node);
  if (part?.kind === "data") {
    return { ...part.value, types: narrowedTypes(analyser, node, part.value.types) };
  }
  if (part !== undefined) return readPart(analyser, node, part);
  const count = promiseCount(analyser, node) ?? dataBesidePromises(analyser, node);
  if (count !== undefined) return count;
  const first = firstOfIterator(analyser, node);
  if (first !== undefined) return first;
  const symbol = analyser.symbolOf(node.name);
  const name = isTupleLength(analyser, node) ? "Array.length" : symbol && builtinName(symbol);
  if (name !== undefined && builtins.has(name) && isFunction(analyser, node)) {
    const text = node.getText();
    const hint = `Only a call of it has one: \`(x) => ${text}(x)\`.`;
    return analyser.refuse(node, "SP1301", { name: text, hint });
  }
  if (name !== undefined && builtins.has(name))
    return visitBuiltin(analyser, node, name, receiverOf(analyser, node), []);
  const isOuter = isNamespace(analyser, node.expression) || (symbol && isConstantOfClass(analyser, node, symbol));
  if (symbol !== undefined && isOuter) return outerMember(analyser, node, symbol);
  if (isMissingInErrors(analyser, node)) {
    const isCode = symbol?.declarations?.some(ts.isGetAccessorDeclaration) === true;
    return analyser.refuse(node, isCode ? "SP1214" : "SP1247", { text: node.getText() });
  }
  const ofMatch = memberOfMatch(analyser, node) ?? readSlot(analyser, node);
  if (ofMatch !== undefined) return ofMatch;
  const object = analyser.expression(node.expression);
  if (object.types === neverType) return refusedValue(span);
  const member = memberNamed(analyser, node);
  const element = member && elementOfMember(analyser, node, member.list, object);
  if (element !== undefined) return element;
  if (name !== undefined && isLibraryReceiver(object.types)) {
    const isIndex = /^RegExp(Match|Exec)Array\.index$/.test(name);
    const hint = isIndex
      ? "Give the match a `const` and read nothing but its groups and index, `match[1]`, `match.groups`, `match.index`; or use `text.search(/…/)`."
      : "Compute it in a task.";
    return analyser.refuse(node, "SP1301", { name: node.getText(), hint });
  }
  return property(analyser, node, object, node.name.text);
}

/** A value in which functions may be, where it is read. Of what is chosen, TypeScript may know that there is some. */
function readPart(analyser: Analyser, node: ts.Expression, part: Part): Expression {
  const value = presenceOf(analyser, node, part);
  return part.kind === "choice" ? { ...value, types: narrowedTypes(analyser, node, value.types) } : value;
}

/** `rules.find((rule) => rule.applies(x))?.name`, `rules[i]?.name`: a member of what is chosen when the workflow runs. */
function partOfChosen(
  analyser: Analyser,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): Part | undefined {
  const { expression } = node;
  const key = ts.isPropertyAccessExpression(node) ? node.name.text : literalKey(node);
  const inner = skipWrappers(expression);
  const isChosen =
    (ts.isCallExpression(inner) || ts.isElementAccessExpression(inner)) && mayHoldFunctions(analyser, expression);
  if (key === undefined || !isChosen || !givesKnownFunction(analyser, expression)) return undefined;
  const whole = analyser.analysis.visitors.functionValue(analyser, expression);
  return memberOf(analyser, whole, key, node) ?? unknownValue(analyser, node);
}

/** `limits[plan]` of a table with Infinity in it: one of its members. */
function memberOfInfinite(analyser: Analyser, node: ts.ElementAccessExpression): Part | undefined {
  return isOfInfiniteTable(analyser, node.expression)
    ? analyser.analysis.visitors.functionValue(analyser, node)
    : undefined;
}

/** A tuple type declares its `length` itself, for it is a constant. */
function isTupleLength(analyser: Analyser, node: ts.PropertyAccessExpression): boolean {
  const { checker } = analyser;
  if (node.name.text !== "length") return false;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node.expression));
  return (type.isUnion() ? type.types : [type]).every((one) => checker.isTupleType(one) || checker.isArrayType(one));
}

function receiverOf(analyser: Analyser, node: ts.PropertyAccessExpression): Expression | undefined {
  return isLibraryNamespace(analyser, node.expression) ? undefined : analyser.expression(node.expression);
}

/** `Math`, `Number`, `Object` …: values that only exist to hold functions. */
export function isLibraryNamespace(analyser: Analyser, node: ts.Expression): boolean {
  if (!ts.isIdentifier(node)) return false;
  const declarations = analyser.symbolOf(node)?.declarations ?? [];
  return declarations.some((declaration) => {
    const file = declaration.getSourceFile();
    return (
      file.isDeclarationFile && (file.hasNoDefaultLib || /\/node_modules\/(typescript|@types)\//.test(file.fileName))
    );
  });
}

function isLibraryReceiver(types: ValueTypes): boolean {
  return !mayBe(types, objectType) || types === anyType;
}

/** `import * as pricing from …`, `namespace Pricing { … }`, and a namespace in one: `Pricing.Codes`. */
function isNamespace(analyser: Analyser, node: ts.Expression): boolean {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  if (!ts.isIdentifier(name)) return false;
  const declaration = analyser.checker.getSymbolAtLocation(name)?.declarations?.[0];
  if (declaration !== undefined && ts.isNamespaceImport(declaration)) return true;
  const flags = analyser.symbolOf(name)?.flags ?? 0;
  const { ValueModule, Function, Class, Enum } = ts.SymbolFlags;
  return (flags & ValueModule) !== 0 && (flags & (Function | Class | Enum)) === 0;
}

function outerMember(analyser: Analyser, node: ts.PropertyAccessExpression, symbol: ts.Symbol): Expression {
  return (
    moduleConstant(analyser, node, symbol) ??
    enumObject(analyser, node, symbol) ??
    analyser.refuse(node, "SP1235", { name: node.getText() })
  );
}

function property(analyser: Analyser, node: ts.Expression, object: Expression, name: string): Expression {
  const span = analyser.span(node);
  const type = ts.isPropertyAccessExpression(node) ? analyser.checker.getTypeAtLocation(node.expression) : undefined;
  if (type !== undefined && (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) {
    const receiver = (node as ts.PropertyAccessExpression).expression;
    if (isSettledReason(analyser, receiver)) return reasonProperty(analyser, node, object, name);
    // Its name or message: an error has nothing else.
    if (isErrorExpression(analyser, receiver)) return { kind: "property", object, name, types: stringType, span };
    return analyser.refuse(node, "SP1205", { object: receiver.getText() });
  }
  if (mayBe(object.types, arrayType | stringType | numberType | dateType)) {
    return analyser.refuse(node, "SP1236", { found: describeTypes(object.types & ~objectType) });
  }
  if (prototypeMembers.has(name) || name === "__proto__") return analyser.refuse(node, "SP1216", { name });
  const fact = memberOfExecution(object, name);
  if (fact !== undefined) return fact;
  const isReason = isSettledReason(analyser, node);
  const promised = isReason ? promisedMember(analyser, node) : undefined;
  if (promised !== undefined) return analyser.refuse(node, "SP1415", { name: promised });
  if (isReason) return { kind: "property", object, name, types: objectType, isReason, span };
  let types = memberTypes(analyser, node, name);
  const known = typesOfMember(object, name);
  if (known !== undefined) types = types & known || types;
  if (mayBe(object.types, undefinedType | nullType)) types |= undefinedType;
  return { kind: "property", object, name, types, span };
}

/** What is known of a member. Where its name is an argument, or the type of the object is, that may tell more. */
function memberTypes(analyser: Analyser, node: ts.Expression, name: string): ValueTypes {
  const { checker, environment } = analyser;
  const types = analyser.types(node);
  if (!ts.isElementAccessExpression(node)) return types;
  const owner = checker.getTypeAtLocation(node.expression);
  const member = checker.getPropertyOfType(owner, name);
  const declared = member === undefined ? anyType : analyser.typesOf(checker.getTypeOfSymbol(member));
  return types & declared & instantiatedMemberTypes(owner, name, environment, checker) || types;
}

/** The types of a member of an object that is made on the spot, such as the groups of a match; undefined for any other. */
function typesOfMember(object: Expression, name: string): ValueTypes | undefined {
  if (object.kind === "let") return typesOfMember(object.body, name);
  if (object.kind === "conditional" && object.whenFalse.kind === "undefined")
    return typesOfMember(object.whenTrue, name);
  if (object.kind !== "object" || object.members.some((one) => one.kind === "spread" || typeof one.key !== "string")) {
    return undefined;
  }
  const member = object.members.findLast((one) => one.kind === "property" && one.key === name);
  return member?.value.types;
}

function reasonProperty(analyser: Analyser, node: ts.Expression, object: Expression, name: string): Expression {
  if (name !== "name" && name !== "message") return analyser.refuse(node, "SP1415", { name });
  return { kind: "property", object, name, types: stringType, span: analyser.span(node) };
}

export function visitElementAccess(analyser: Analyser, node: ts.ElementAccessExpression): Expression {
  const span = analyser.span(node);
  const constant = enumMemberValue(analyser, node);
  if (constant !== undefined) return constant;
  const part = readFunctionValue(analyser, node) ?? partOfChosen(analyser, node) ?? memberOfInfinite(analyser, node);
  if (part?.kind === "data") {
    return { ...part.value, types: narrowedTypes(analyser, node, part.value.types) };
  }
  if (part !== undefined) return readPart(analyser, node, part);
  const indexed = readIndexed(analyser, node) ?? readSlot(analyser, node);
  if (indexed !== undefined) return indexed;
  const parts = [node.expression, node.argumentExpression];
  const visits = parts.map((part) => () => analyser.expression(part));
  const [object, index] = analyser.inOrder(visits, [node.expression]) as [Expression, Expression];
  const types = analyser.types(node) | (mayBe(object.types, undefinedType | nullType) ? undefinedType : 0);
  const present = object.types & ~(undefinedType | nullType);
  if (isOnly(present, arrayType) && isOnly(index.types, numberType)) {
    const element: Expression = { kind: "element", array: object, index, types, span };
    return readGroup(analyser, node, element);
  }
  if (isOnly(present, stringType) && isOnly(index.types, numberType)) {
    const characterOf = (text: Expression): Expression => {
      const operands = [text, index];
      return { kind: "builtin", name: "String.at()", operands, types: stringType | undefinedType, span };
    };
    return mayBe(object.types, nullType) ? whereThere(analyser, object, characterOf) : characterOf(object);
  }
  if (isOnly(present, objectType) && isOnly(index.types, stringType | numberType)) {
    if (index.kind === "literal") return property(analyser, node, object, String(index.value));
    const key: Expression = isOnly(index.types, stringType)
      ? index
      : { kind: "concatenation", parts: [index], types: stringType, span: index.span };
    return { kind: "builtin", name: "Object.lookup", operands: [object, key], types, span };
  }
  return analyser.refuse(node, "SP1237", { text: node.getText() });
}

/** What is made of a value where there is one, and undefined elsewhere. */
function whereThere(analyser: Analyser, given: Expression, make: (value: Expression) => Expression): Expression {
  const { span } = given;
  return once("value", given, (value) => {
    const whenTrue = make({ ...value, types: value.types & ~(nullType | undefinedType) });
    const types = whenTrue.types | undefinedType;
    const condition = isPresent(value);
    return { kind: "conditional", condition, whenTrue, whenFalse: analyser.undefined(span), types, span };
  });
}

export function visitWrapper(
  analyser: Analyser,
  node: ts.ParenthesizedExpression | ts.AsExpression | ts.SatisfiesExpression | ts.NonNullExpression | ts.TypeAssertion,
): Expression {
  const value = analyser.expression(node.expression);
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
    checkAssertion(analyser, node, node.expression);
    checkCollectionAssertion(analyser, node, node.expression);
  }
  const types = analyser.types(node);
  const narrowed = types & value.types;
  return narrowed === 0 || narrowed === value.types ? value : { ...value, types: narrowed };
}

export function visitNew(analyser: Analyser, node: ts.NewExpression): Expression {
  const errorClass = errorClassOf(analyser, node.expression);
  if (errorClass !== undefined) {
    checkErrorUse(analyser, node);
    return newError(analyser, node, errorClass);
  }
  const name = `new ${node.expression.getText()}`;
  if (builtins.has(name)) return visitBuiltin(analyser, node, name, undefined, node.arguments ?? []);
  const declared = analyser.symbolOf(node.expression)?.valueDeclaration;
  const isOwn = declared !== undefined && ts.isClassLike(declared) && !declared.getSourceFile().isDeclarationFile;
  const hint = isOwn
    ? "Where a place is named that keeps its class from becoming functions, mend that; or keep its fields in an object, `const state = { count: 0 };`, and write its methods as functions beside the workflow: `add(state, 1)`."
    : "Make it in a task, and return what the workflow needs of it.";
  return analyser.refuse(node, "SP1238", { hint, ...(isOwn && { class: node.expression.getText() }) });
}

function isFunction({ checker }: Analyser, node: ts.Expression): boolean {
  return checker.getTypeAtLocation(node).getCallSignatures().length > 0;
}
