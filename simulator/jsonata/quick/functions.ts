import type { JsonataNode } from "../../../asl/index.js";
import {
  bounded,
  type CompileQuick,
  giveUp,
  hasOnly,
  looksLikeFunction,
  type QuickPart,
  type QuickScope,
  truthOf,
} from "./quick-part.js";

const callFields = new Set(["type", "value", "position", "procedure", "arguments"]);
const nameFields = new Set(["type", "value", "position"]);

/** Built-in functions of so many arguments, over values that are plain. */
const functions: Readonly<
  Record<string, { readonly arity: number; readonly call: (...values: unknown[]) => unknown }>
> = {
  exists: { arity: 1, call: (value) => value !== undefined },
  count: { arity: 1, call: countOf },
  not: { arity: 1, call: negated },
  type: { arity: 1, call: typeOf },
  append: { arity: 2, call: appended },
};

/** `$exists(a)`, `$count(a)`, … */
export function quickCall(node: JsonataNode, scope: QuickScope, compile: CompileQuick): QuickPart | undefined {
  const { procedure, arguments: given = [] } = node;
  if (procedure?.type !== "variable" || !hasOnly(node, callFields) || !hasOnly(procedure, nameFields)) return undefined;
  const name = String(procedure.value);
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (known === undefined || scope.slots.has(name) || given.length !== known.arity) return undefined;
  const parts: QuickPart[] = [];
  for (const argument of given) {
    const part = compile(argument, scope);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  const [first, second] = parts;
  if (first === undefined) return undefined;
  const { call } = known;
  return (run) => {
    // A variable of that name stands before the function.
    if (Object.hasOwn(run.bindings.variables(), name)) return giveUp();
    return call(plain(first(run)), second === undefined ? undefined : plain(second(run)));
  };
}

function plain(value: unknown): unknown {
  return typeof value === "object" && value !== null && looksLikeFunction(value) ? giveUp() : value;
}

function countOf(value: unknown): number {
  if (value === undefined) return 0;
  return Array.isArray(value) ? value.length : 1;
}

function negated(value: unknown): boolean | undefined {
  const truth = truthOf(value);
  return truth === undefined ? undefined : !truth;
}

function typeOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function appended(first: unknown, second: unknown): unknown {
  if (!Array.isArray(first)) return giveUp();
  return second === undefined ? first : bounded(first.concat(second) as unknown[]);
}
