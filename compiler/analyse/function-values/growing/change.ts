import ts from "typescript";
import type { ArrayLiteral, Expression } from "../../../ir/expression.js";
import { arrayType, objectType, undefinedType } from "../../../ir/value-types.js";
import type { Analyser } from "../../analyser.js";
import { skipWrappers } from "../../functions.js";
import { checkReachable } from "../../outer-variables.js";
import type { Part } from "../function-value.js";
import { growingListOf, lengthOf, partOfEntry, readEntries, takenPart } from "./entries.js";
import type { GrowingList } from "./growing-list.js";
import { EntryWriter } from "./store.js";

/** A call of a method of a list that functions are added to, as data; undefined for any other call. */
export function growingCall(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const called = methodOf(analyser, node);
  if (called === undefined) return undefined;
  const { list, method } = called;
  const span = analyser.span(node);
  if (method === "push" || method === "unshift") {
    if (list.goneThrough > 0) return analyser.refuse(node, "SP1248", { text: node.getText(), name: list.name });
    const added = node.arguments.map((argument) => ({ spread: false, value: entryFor(analyser, list, argument) }));
    const kept: ArrayLiteral["elements"][number] = { spread: true, value: readEntries(list, span) };
    const elements = method === "unshift" ? [...added, kept] : [kept, ...added];
    assign(analyser, list, node, { kind: "array", elements, types: arrayType, span });
    return isDropped(node) ? analyser.undefined(span) : lengthOf(list, span);
  }
  if (isDropped(node) && (method === "pop" || method === "shift")) {
    takeOut(analyser, list, node, method);
    return analyser.undefined(span);
  }
  if (isDropped(node) && method === "reverse") {
    reverse(analyser, list, node);
    return analyser.undefined(span);
  }
  return analyser.refuse(node, "SP1248", { text: node.getText(), name: list.name });
}

/** `list.pop()` and `list.shift()`, of which the value is a function; undefined for any other call. */
export function takenFunction(analyser: Analyser, node: ts.CallExpression): Part | undefined {
  const called = methodOf(analyser, node);
  if (called === undefined || (called.method !== "pop" && called.method !== "shift")) return undefined;
  const entry = takeOut(analyser, called.list, node, called.method);
  return takenPart(analyser, called.list, entry, node);
}

/** The entries that a loop over a list goes through, and what each stands for; undefined for any other expression. */
export function growingItems(analyser: Analyser, node: ts.Expression): GrowingItems | undefined {
  const inner = skipWrappers(node);
  const named = growingListOf(analyser, inner);
  if (named !== undefined) return itemsOf(named, readEntries(named, analyser.span(node)), true);
  if (ts.isArrayLiteralExpression(inner)) {
    const [only] = inner.elements;
    if (inner.elements.length !== 1 || only === undefined || !ts.isSpreadElement(only)) return undefined;
    const copied = growingItems(analyser, only.expression);
    return copied && { ...copied, isLive: false };
  }
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return undefined;
  const { name, expression } = inner.expression;
  const span = analyser.span(inner);
  const whole = growingListOf(analyser, expression);
  if (name.text === "reverse" && whole !== undefined) {
    reverse(analyser, whole, inner);
    return itemsOf(whole, readEntries(whole, span), true);
  }
  const isCopy = name.text === "slice" && inner.arguments.length === 0;
  if (!isCopy && name.text !== "toReversed" && name.text !== "reverse") return undefined;
  const items = growingItems(analyser, expression);
  if (items === undefined) return undefined;
  return { ...items, isLive: false, entries: isCopy ? items.entries : reversed(items.entries) };
}

export interface GrowingItems {
  readonly list: GrowingList;
  readonly entries: Expression;
  /** True when the loop would see what is added while it runs. */
  readonly isLive: boolean;
  /** What an entry stands for. */
  readonly partOf: (analyser: Analyser, entry: Expression) => Part;
}

function itemsOf(list: GrowingList, entries: Expression, isLive: boolean): GrowingItems {
  return { list, entries, isLive, partOf: (analyser, entry) => partOfEntry(analyser, list, entry) };
}

/** The entry of a function that is added to a list. */
export function entryFor(analyser: Analyser, list: GrowingList, node: ts.Expression): Expression {
  if (ts.isSpreadElement(node)) return analyser.refuse(node, "SP1248", { text: node.getText(), name: list.name });
  const part = analyser.analysis.visitors.functionValue(analyser, node);
  const writer = new EntryWriter(analyser, list, node);
  const stored = writer.store(part);
  if (analyser.loops.some((loop) => list.loopsOfReads.has(loop))) {
    // A function that was taken out earlier in the loop may be this one, which was not known there.
    return analyser.refuse(node, "SP1248", { text: node.getText(), name: list.name });
  }
  const step = freeStep(list, stepOf(node));
  list.sites.push({ step, stored });
  return writer.entry(step, analyser.span(node));
}

/** What the author calls the function, or the one that it calls first. */
function stepOf(node: ts.Node): string {
  const names: string[] = [];
  const visit = (inner: ts.Node): void => {
    if (names.length > 0) return;
    if (ts.isCallExpression(inner)) {
      const callee = skipWrappers(inner.expression);
      if (ts.isIdentifier(callee)) names.push(callee.text);
      else if (ts.isPropertyAccessExpression(callee)) names.push(callee.name.text);
    }
    ts.forEachChild(inner, visit);
  };
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  visit(node);
  return names[0] ?? "step";
}

function freeStep(list: GrowingList, wish: string): string {
  const taken = new Set(list.sites.map(({ step }) => step));
  let step = wish;
  for (let number = 2; taken.has(step); number++) step = `${wish} (${number})`;
  return step;
}

function takeOut(analyser: Analyser, list: GrowingList, node: ts.CallExpression, method: "pop" | "shift"): Expression {
  const span = analyser.span(node);
  const literal = (value: number): Expression => analyser.literal(value, span);
  const entries = readEntries(list, span);
  const types = objectType | undefinedType;
  const at = literal(method === "pop" ? -1 : 0);
  const entry = analyser.keep({ kind: "builtin", name: "Array.at", operands: [entries, at], types, span }, "entry");
  const rest: Expression =
    method === "pop"
      ? { kind: "builtin", name: "Array.slice", operands: [entries, literal(0), literal(-1)], types: arrayType, span }
      : { kind: "builtin", name: "Array.rest", operands: [entries, literal(1)], types: arrayType, span };
  assign(analyser, list, node, rest);
  return entry;
}

function reverse(analyser: Analyser, list: GrowingList, node: ts.CallExpression): void {
  assign(analyser, list, node, reversed(readEntries(list, analyser.span(node))));
}

function reversed(entries: Expression): Expression {
  const { span } = entries;
  return { kind: "builtin", name: "Array.toReversed", operands: [entries], types: arrayType, span };
}

function assign(analyser: Analyser, list: GrowingList, node: ts.CallExpression, value: Expression): void {
  const isReachable = checkReachable(analyser, node, list.name, list.depth);
  if (isReachable && list.goneThrough > 0) {
    analyser.problem(node, "SP1248", { text: node.getText(), name: list.name });
  }
  const { variable } = list;
  analyser.statements.push({ kind: "assign", variable, value, declares: false, span: analyser.span(node) });
}

/** The list and the method of a call; undefined when it is no such call. */
function methodOf(
  analyser: Analyser,
  node: ts.CallExpression,
): { readonly list: GrowingList; readonly method: string } | undefined {
  const callee = skipWrappers(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const list = growingListOf(analyser, callee.expression);
  return list && { list, method: callee.name.text };
}

function isDropped(node: ts.CallExpression): boolean {
  return ts.isExpressionStatement(node.parent);
}
