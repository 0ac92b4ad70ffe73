import ts from "typescript";
import type { Expression } from "../../../ir/expression.js";
import { arrayType, booleanType, numberType, stringType, undefinedType } from "../../../ir/value-types.js";
import type { SourceSpan } from "../../../source-span.js";
import { type Analyser, refusedValue } from "../../analyser.js";
import { skipWrappers } from "../../functions.js";
import type { FunctionRecord, Part } from "../function-value.js";
import type { GrowingList, Site } from "./growing-list.js";
import { restore } from "./stored.js";

export function readEntries(list: GrowingList, span: SourceSpan): Expression {
  return { kind: "variable-read", variable: list.variable, types: arrayType, span };
}

export function lengthOf(list: GrowingList, span: SourceSpan): Expression {
  return {
    kind: "builtin",
    name: "Array.length",
    operands: [readEntries(list, span)],
    types: numberType,
    span,
  };
}

/** What an entry of the list stands for: a choice, by its step, among all that was added to the list up to here. */
export function partOfEntry(analyser: Analyser, list: GrowingList, entry: Expression): Part {
  noteRead(analyser, list);
  return oneOf(
    analyser,
    entry,
    list.sites.map((site) => ({ site, part: restore(site.stored, entry) })),
  );
}

/** Remembers where functions are taken out: what is added later in the same loop may be taken out there. */
export function noteRead(analyser: Analyser, list: GrowingList): void {
  for (const loop of analyser.loops) if (!list.loopsAround.has(loop)) list.loopsOfReads.add(loop);
}

interface Option {
  readonly site: Site;
  readonly part: Part;
}

function oneOf(analyser: Analyser, entry: Expression, options: readonly Option[]): Part {
  const { span } = entry;
  const last = options.at(-1);
  if (last === undefined) return never(analyser, span);
  return recordOf(analyser, entry, options) ?? dataOf(analyser, entry, options) ?? choiceOf(analyser, entry, options);
}

/** Nothing was added, so nothing is ever taken out and called. */
function never(analyser: Analyser, span: SourceSpan): Part {
  const nothing: Part = { kind: "data", value: refusedValue(span) };
  return { kind: "choice", condition: analyser.literal(false, span), whenTrue: nothing, whenFalse: nothing };
}

function choiceOf(analyser: Analyser, entry: Expression, options: readonly Option[]): Part {
  return options.slice(0, -1).reduceRight<Part>(
    (whenFalse, { site, part }) => ({
      kind: "choice",
      condition: isOf(analyser, entry, site),
      whenTrue: part,
      whenFalse,
    }),
    (options.at(-1) as Option).part,
  );
}

/** Objects with the same members are one object, whose members are choices. */
function recordOf(analyser: Analyser, entry: Expression, options: readonly Option[]): FunctionRecord | undefined {
  const records = options.flatMap(({ site, part }) => (part.kind === "record" ? [{ site, part }] : []));
  if (records.length < options.length) return undefined;
  const names = new Set(records.flatMap(({ part }) => [...part.members.keys()]));
  const nothing = (): Part => ({ kind: "data", value: analyser.undefined(entry.span) });
  const members = [...names].map((name) => {
    const each = records.map(({ site, part }) => ({ site, part: (part.members.get(name) ?? nothing)() }));
    const member = oneOf(analyser, entry, each);
    return [name, () => member] as const;
  });
  return { kind: "record", members: new Map(members) };
}

function dataOf(analyser: Analyser, entry: Expression, options: readonly Option[]): Part | undefined {
  const values = options.flatMap(({ site, part }) => (part.kind === "data" ? [{ site, value: part.value }] : []));
  if (values.length < options.length) return undefined;
  const types = values.reduce((all, { value }) => all | value.types, 0);
  const distinct = new Map(values.map(({ site, value }) => [JSON.stringify(pathOf(value)), { site, value }]));
  const { span } = entry;
  const [first, ...others] = distinct.size === 1 ? values.slice(0, 1) : values.toReversed();
  if (first === undefined) return undefined;
  const value = others.reduce<Expression>(
    (whenFalse, { site, value: whenTrue }) => ({
      kind: "conditional",
      condition: isOf(analyser, entry, site),
      whenTrue,
      whenFalse,
      types,
      span,
    }),
    { ...first.value, types },
  );
  return { kind: "data", value };
}

/** The names on the way to a value, or the value itself. */
function pathOf(value: Expression): unknown {
  if (value.kind === "property") return [pathOf(value.object), value.name];
  return value.kind === "variable-read" ? value.variable.name : { ...value, span: undefined };
}

function isOf(analyser: Analyser, entry: Expression, { step }: Site): Expression {
  const { span } = entry;
  const left: Expression = { kind: "property", object: entry, name: "step", types: stringType, span };
  const right = analyser.literal(step, span);
  return { kind: "equality", operator: "===", left, right, types: booleanType, span };
}

/** What `list.pop()` gives: nothing when the list is empty. */
export function takenPart(analyser: Analyser, list: GrowingList, entry: Expression, node: ts.Node): Part {
  const whenTrue = partOfEntry(analyser, list, entry);
  const nothing = analyser.undefined(entry.span);
  if (isPresent(node)) return whenTrue;
  const condition: Expression = {
    kind: "equality",
    operator: "!==",
    left: entry,
    right: nothing,
    types: booleanType,
    span: entry.span,
  };
  return {
    kind: "choice",
    condition,
    whenTrue,
    whenFalse: { kind: "data", value: { ...nothing, types: undefinedType } },
  };
}

/** `list.pop()!` */
function isPresent(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isNonNullExpression(parent) || (ts.isParenthesizedExpression(parent) && isPresent(parent));
}

/** The list that an expression names. */
export function growingListOf(analyser: Analyser, node: ts.Expression): GrowingList | undefined {
  const part = analyser.analysis.visitors.knownFunctionValue(analyser, skipWrappers(node));
  return part?.kind === "growing" ? part.list : undefined;
}
