import type { JsonataNode } from "../../../asl/index.js";
import { type CompileQuick, hasOnly, type QuickPart, type QuickScope } from "./quick-part.js";

const blockFields = new Set(["type", "position", "expressions"]);
const bindFields = new Set(["type", "value", "position", "lhs", "rhs"]);
/** Names that the engine or the service gives a meaning are left to them. */
const isOwnName = (name: unknown): name is string => typeof name === "string" && !["", "$", "states"].includes(name);

const nameFields = new Set(["type", "value", "position"]);

/** `(a)`, `($x := a; $x + 1)`: names are bound for what comes after them in the block. */
export function quickBlock(node: JsonataNode, scope: QuickScope, compile: CompileQuick): QuickPart | undefined {
  if (!hasOnly(node, blockFields)) return undefined;
  const slots = new Map(scope.slots);
  const inner: QuickScope = { slots, newSlot: scope.newSlot };
  const parts: QuickPart[] = [];
  for (const expression of node.expressions ?? []) {
    const part = expression.type === "bind" ? quickBind(expression, inner, slots, compile) : compile(expression, inner);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  const [only] = parts;
  if (parts.length === 1) return only;
  return (run) => {
    let value: unknown;
    for (const part of parts) value = part(run);
    return value;
  };
}

function quickBind(
  node: JsonataNode,
  scope: QuickScope,
  slots: Map<string, number>,
  compile: CompileQuick,
): QuickPart | undefined {
  const { lhs, rhs } = node;
  if (lhs === undefined || !("type" in lhs) || rhs === undefined) return undefined;
  if (!hasOnly(node, bindFields) || !hasOnly(lhs, nameFields) || !isOwnName(lhs.value)) return undefined;
  const part = compile(rhs, scope);
  if (part === undefined) return undefined;
  const slot = scope.newSlot();
  slots.set(lhs.value, slot);
  return (run) => (run.locals[slot] = part(run));
}
