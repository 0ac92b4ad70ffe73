import ts from "typescript";
import type { Expression, Variable } from "../../ir/expression.js";
import type { Statement } from "../../ir/statement.js";
import {
  anyType,
  arrayType,
  booleanType,
  describeTypes,
  isOnly,
  nullType,
  numberType,
  objectType,
  stringType,
  undefinedType,
} from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import type { JumpTarget } from "../frame.js";
import { bindAlias } from "../mutation/bind-alias.js";
import { checkMembersInOrder } from "../member-order/check-order.js";
import { noteAssignment } from "../member-order/note.js";
import { checkMembersKnown } from "../undefined-members.js";
import { assignPattern } from "../assign-pattern.js";
import { bindFunctionValue } from "../function-values/bind.js";
import type { FunctionList, Part } from "../function-values/function-value.js";
import { cameFromOutside, isFromOutside } from "../from-outside.js";
import { noteRead } from "../function-values/growing/entries.js";
import { type GrowingItems, growingItems } from "../function-values/growing/change.js";
import { functionList } from "../function-values/function-list.js";
import { skipWrappers } from "../functions.js";
import { isAliasHere } from "../mutation/aliases.js";
import { asArray } from "../../builtins/collection-values.js";
import { changesInside } from "../mutation/changes.js";
import { mapOfValues, objectOfMembers } from "../mutation/paths.js";
import { fixedPlace } from "../mutation/fixed-place.js";
import { partAt, type Place, type Step } from "../mutation/place.js";
import { changePart, isMap, placeOf } from "../mutation/place-of.js";
import { assignVariable, bindPattern } from "../patterns.js";
import { promiseLoop } from "./for-of-promises.js";
import { label, statementName } from "./labels.js";
import { inLoop, loopTarget } from "./loop-target.js";
import { loop } from "./loops.js";
import { chosenItem } from "./chosen-items.js";
import { bindParts, namesParts } from "../mutation/declare-alias.js";
import { keyOfEntry, valueOfEntry } from "./entry-places.js";
import { groupItems } from "./group-items.js";
import { chosenMember } from "./chosen-members.js";
import { changedMembers } from "./member-loops.js";
import { reachedEntries } from "./reached-entries.js";

export function visitForOf(analyser: Analyser, node: ts.ForOfStatement): void {
  const members = changedMembers(analyser, node);
  if (members !== undefined) {
    forEach(analyser, node, members.keys, stringType, members.bind);
    return;
  }
  const member = chosenMember(analyser, node);
  if (member !== undefined) {
    forEach(analyser, node, member.positions, numberType, member.bind);
    return;
  }
  const groups = groupItems(analyser, node);
  if (groups !== undefined) {
    forEach(analyser, node, groups.items, arrayType, groups.bind);
    return;
  }
  const chosen = chosenItem(analyser, node);
  if (chosen !== undefined) {
    forEach(analyser, node, chosen.positions, chosen.types, chosen.bind);
    return;
  }
  const reached = reachedEntries(analyser, node);
  if (reached !== undefined) {
    forEach(analyser, node, reached.entries, arrayType, reached.bind);
    return;
  }
  const changed = changedItem(analyser, node);
  if (changed !== undefined) {
    forEachPlace(analyser, node, changed.list, node.statement, (place, index) => {
      changed.bind(place, index);
      analyser.statement(node.statement);
    });
    return;
  }
  const growing = node.awaitModifier === undefined ? growingItems(analyser, node.expression) : undefined;
  if (growing !== undefined) {
    forEachEntry(analyser, node, growing);
    return;
  }
  const functions = node.awaitModifier === undefined ? functionList(analyser, node.expression) : undefined;
  if (functions !== undefined && ts.isVariableDeclarationList(node.initializer)) {
    forEachFunction(analyser, node, node.initializer, functions);
    return;
  }
  const promises = promiseLoop(analyser, node);
  if (promises !== undefined) {
    forEach(analyser, node, promises.items, objectType, promises.bind);
    return;
  }
  let items = analyser.expression(node.expression);
  if (node.awaitModifier !== undefined) items = analyser.refuse(node.awaitModifier, "SP1105");
  else if (items.types === stringType) {
    const { span } = items;
    items = { kind: "builtin", name: "String.codePoints", operands: [items], types: arrayType, span };
  } else if (!isOnly(items.types, arrayType)) {
    const found = describeTypes(items.types & ~arrayType);
    items = analyser.refuse(node.expression, "SP1213", { found });
  }
  const declared = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(node.expression));
  // An array has no place for undefined, even where nothing is known of its elements.
  const types = declared === anyType ? anyType & ~undefinedType : declared;
  const outer = analyser.goneThrough;
  const collection = collectionOf(analyser, node.expression);
  if (collection !== undefined) {
    const isOfKeys = builtinCalled(analyser, skipWrappers(node.expression)) === "Map.keys";
    analyser.goneThrough = [...outer, { collection, key: keyOf(analyser, node.initializer), isOfKeys }];
  }
  forEach(analyser, node, items, types);
  analyser.goneThrough = outer;
}

/** The list of a loop whose items are changed in place, and how an item and its index get their names. */
interface ChangedItem {
  readonly list: ts.Expression;
  readonly bind: (place: Place, index: Expression) => void;
}

/**
 * `for (const item of list)` and `for (const [index, item] of list.entries())` where the item is changed in place, and the same of
 * the values of a Map.
 */
function changedItem(analyser: Analyser, { initializer, expression }: ts.ForOfStatement): ChangedItem | undefined {
  const name = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  if (name === undefined || objectOfMembers(expression, "values") !== undefined) return undefined;
  if (ts.isObjectBindingPattern(name)) {
    const isList = isOnly(analyser.types(expression), arrayType) && namesParts(analyser, name);
    return isList ? { list: expression, bind: (place) => bindParts(analyser, name, place) } : undefined;
  }
  const [index, item] = ts.isIdentifier(name) ? [undefined, name] : name.elements.map(nameOfElement);
  const symbol = item === undefined ? undefined : analyser.checker.getSymbolAtLocation(item);
  const map = ts.isIdentifier(name) ? mapOfValues(analyser, expression) : entriesOf(expression);
  const list = map ?? expression;
  if (symbol === undefined || !isAliasHere(analyser, symbol)) return undefined;
  if (map !== undefined && isMap(analyser, map)) {
    const types = analyser.types(item as ts.Identifier);
    return {
      list: map,
      bind: (entry) => {
        bindAlias(analyser, symbol, valueOfEntry(analyser, entry, types));
        if (index !== undefined) bindPattern(analyser, index, keyOfEntry(analyser, entry, index));
      },
    };
  }
  if (!isOnly(analyser.types(list), arrayType)) return undefined;
  return {
    list,
    bind: (place, position) => {
      bindAlias(analyser, symbol, place);
      if (index !== undefined) bindPattern(analyser, index, position);
    },
  };
}

function nameOfElement(element: ts.ArrayBindingElement): ts.Identifier | undefined {
  return ts.isBindingElement(element) && ts.isIdentifier(element.name) ? element.name : undefined;
}

/** The list of `list.entries()`. */
function entriesOf(node: ts.Expression): ts.Expression {
  const call = skipWrappers(node);
  return ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)
    ? call.expression.expression
    : node;
}

/**
 * A loop over the places of a list, from the first to the last one that there is by then.
 *
 * @param body what is done with each
 * @param visit does it, given the place and its index
 * @param isLive false where elements that are added meanwhile are not gone through, as in `forEach`
 */
export function forEachPlace(
  analyser: Analyser,
  node: ts.Node,
  listNode: ts.Expression,
  body: ts.Node,
  visit: (place: Place, index: Expression) => void,
  isLive = true,
): void {
  const found = placeOf(analyser, listNode);
  if (found === undefined) {
    analyser.problem(listNode, "SP1220", { text: listNode.getText() });
    return;
  }
  const list = fixedPlace(analyser, found);
  const span = analyser.span(listNode);
  const index: Variable = { kind: "variable", name: "index", types: numberType, counter: true };
  const read: Expression = { kind: "variable-read", variable: index, types: numberType, span };
  const assign = (value: Expression, declares: boolean): void => {
    analyser.statements.push({ kind: "assign", variable: index, value, declares, span });
  };
  const length = (): Expression => ({
    ...{ kind: "builtin", name: "Array.length", operands: [asArray(partAt(analyser, list))] },
    types: numberType,
    span,
  });
  const keepsLength = !changesInside(analyser, listNode, body, {
    deepest: list.steps.length + 1,
    countsPutBacks: true,
  });
  const count = keepsLength || !isLive ? analyser.keep(length(), "count") : undefined;
  const isBelow = (right: Expression): Expression => {
    return { kind: "comparison", operator: "<", left: read, right, types: booleanType, span };
  };
  const isThere = (): Expression => {
    if (count === undefined || keepsLength) return isBelow(count ?? length());
    return {
      kind: "logical",
      operator: "&&",
      left: isBelow(count),
      right: isBelow(length()),
      types: booleanType,
      span,
    };
  };
  assign(analyser.literal(0, span), true);
  const types = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(listNode));
  const item: Step = { node: listNode, key: read, types };
  loop(analyser, node, {
    before: isThere,
    body: () => visit({ ...list, steps: [...list.steps, item] }, read),
    update: () => {
      const right = analyser.literal(1, span);
      assign({ kind: "arithmetic", operator: "+", left: read, right, types: numberType, span }, false);
    },
  });
}

/** A loop over functions is written out: once for each of them. */
function forEachFunction(
  analyser: Analyser,
  node: ts.ForOfStatement,
  { declarations }: ts.VariableDeclarationList,
  { elements, conditions }: FunctionList,
): void {
  const span = analyser.span(node);
  const done = label("done");
  const once = (element: Part, index: number): void => {
    const next = label("next");
    const target: JumpTarget = {
      name: statementName(node),
      onBreak: (at) => analyser.statements.push({ kind: "leave", label: done, span: at }),
      onContinue: (at) => analyser.statements.push({ kind: "leave", label: next, span: at }),
      isLoopOrSwitch: true,
    };
    const body = analyser.collect(() =>
      analyser.withJumpTarget(target, () =>
        analyser.inScope(() => {
          if (declarations[0] !== undefined) bindFunctionValue(analyser, declarations[0].name, element);
          analyser.statement(node.statement);
        }),
      ),
    );
    const round: Statement = { kind: "labelled", label: next, body, span };
    const condition = conditions?.[index];
    analyser.statements.push(
      condition === undefined ? round : { kind: "if", condition, whenTrue: [round], whenFalse: [], span },
    );
  };
  const body = analyser.collect(() => elements.forEach(once));
  analyser.statements.push({ kind: "labelled", label: done, body, span });
}

/** A loop over an array that functions were added to while the workflow ran. */
function forEachEntry(
  analyser: Analyser,
  node: ts.ForOfStatement,
  { list, entries, isLive, partOf }: GrowingItems,
): void {
  noteRead(analyser, list);
  // Nothing was added on any way to here: there is nothing to go through.
  if (list.sites.length === 0) return;
  if (isLive) list.goneThrough++;
  forEach(analyser, node, entries, objectType, (name, entry) =>
    bindFunctionValue(analyser, name, partOf(analyser, entry)),
  );
  if (isLive) list.goneThrough--;
}

/** The set or map of `set`, `map.entries()` and its like. */
function collectionOf(analyser: Analyser, node: ts.Expression): ts.Symbol | undefined {
  const inner = skipWrappers(node);
  const isView = ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression);
  const name = isView ? skipWrappers(inner.expression.expression) : inner;
  const symbol = ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  return symbol !== undefined && analyser.environment.lookUp(symbol)?.kind === "collection" ? symbol : undefined;
}

/** What the loop calls the element of a set, or the key of a map. */
function keyOf(analyser: Analyser, initializer: ts.ForInitializer): ts.Symbol | undefined {
  let name = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  if (name !== undefined && ts.isArrayBindingPattern(name)) {
    const [first] = name.elements;
    name = first !== undefined && ts.isBindingElement(first) ? first.name : undefined;
  }
  const symbol = name !== undefined && ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  return symbol === undefined || analyser.isReassigned(symbol) ? undefined : symbol;
}

/** `for (const key in object)`: own keys, in JavaScript's order; none where there is no object. */
export function visitForIn(analyser: Analyser, node: ts.ForInStatement): void {
  let value = orNoMembers(analyser.expression(node.expression));
  if (!isOnly(value.types, objectType)) value = analyser.refuse(node.expression, "SP1106");
  checkMembersKnown(analyser, node.expression);
  checkMembersInOrder(analyser, node.expression);
  const keys: Expression = {
    kind: "builtin",
    name: "Object.keys",
    operands: [value],
    types: arrayType,
    span: value.span,
  };
  forEach(analyser, node, keys, stringType);
}

function orNoMembers(value: Expression): Expression {
  const missing = value.types & (undefinedType | nullType);
  if (missing === 0 || !isOnly(value.types, objectType | missing)) return value;
  const { span } = value;
  const right: Expression = { kind: "object", members: [], types: objectType, span };
  return { kind: "logical", operator: "??", left: value, right, types: objectType, span };
}

function forEach(
  analyser: Analyser,
  node: ts.ForOfStatement | ts.ForInStatement,
  items: Expression,
  types: number,
  bind?: (name: ts.BindingName, read: Expression) => void,
): void {
  const span = analyser.span(node);
  const loopLabel = label("loop");
  const done = label("done");
  const { initializer } = node;
  const declared = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  const item: Variable = {
    kind: "variable",
    name: declared !== undefined && ts.isIdentifier(declared) ? declared.text : "item",
    types,
  };
  if (isFromOutside(items)) cameFromOutside(item);
  const read: Expression = {
    kind: "variable-read",
    variable: item,
    types,
    span: analyser.span(declared ?? initializer),
  };
  const body = inLoop(analyser, node, () =>
    analyser.withJumpTarget(loopTarget(analyser, node, done, loopLabel), () =>
      analyser.inScope(() => {
        if (declared !== undefined && bind !== undefined) bind(declared, read);
        else if (declared !== undefined) bindLoopItem(analyser, declared, item, read);
        else assignLoopItem(analyser, initializer as ts.Expression, read);
        analyser.statement(node.statement);
      }),
    ),
  );
  analyser.statements.push({
    kind: "labelled",
    label: done,
    body: [{ kind: "for-of", label: loopLabel, items, item, body, span }],
    span,
  });
}

/** The loop's own variable serves as the declared one, unless the body changes that. */
function bindLoopItem(analyser: Analyser, name: ts.BindingName, item: Variable, read: Expression): void {
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  if (symbol !== undefined && !analyser.isReassigned(symbol)) {
    analyser.environment.bind(symbol, { kind: "variable", variable: item, depth: analyser.frame.depth });
    return;
  }
  bindPattern(analyser, name, read);
}

function assignLoopItem(analyser: Analyser, target: ts.Expression, read: Expression): void {
  noteAssignment(analyser, target, undefined);
  if (ts.isIdentifier(target)) assignVariable(analyser, target, read);
  else if (ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target)) {
    assignPattern(analyser, target, read);
  } else changePart(analyser, target, () => read);
}
