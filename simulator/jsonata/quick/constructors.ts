import { isPairs, type JsonataNode } from "../../../asl/index.js";
import { bounded, type CompileQuick, hasOnly, type QuickPart, type QuickScope } from "./quick-part.js";

const arrayFields = new Set(["type", "value", "position", "expressions"]);
const objectFields = new Set(["type", "value", "position", "lhs"]);

/** `[a, b]`: arrays among the items are spread, unless they are written as arrays. */
export function quickArray(node: JsonataNode, scope: QuickScope, compile: CompileQuick): QuickPart | undefined {
  if (!hasOnly(node, arrayFields)) return undefined;
  const items: { readonly part: QuickPart; readonly whole: boolean }[] = [];
  for (const expression of node.expressions ?? []) {
    const part = compile(expression, scope);
    if (part === undefined) return undefined;
    items.push({ part, whole: expression.value === "[" });
  }
  return (run) => {
    const array: unknown[] = [];
    for (const { part, whole } of items) {
      const value = part(run);
      if (value === undefined) continue;
      if (whole || !Array.isArray(value)) array.push(value);
      else for (const item of value) array.push(item);
    }
    return bounded(array);
  };
}

/** `{"a": b}` with different literal keys. */
export function quickObject(node: JsonataNode, scope: QuickScope, compile: CompileQuick): QuickPart | undefined {
  if (!hasOnly(node, objectFields) || !isPairs(node.lhs)) return undefined;
  const members = new Map<string, QuickPart>();
  for (const [key, value] of node.lhs) {
    const name = key.type === "string" && hasOnly(key, literalFields) ? key.value : undefined;
    const part = compile(value, scope);
    // The engine asks an ordinary object which keys it has met.
    if (typeof name !== "string" || name in Object.prototype || members.has(name) || part === undefined)
      return undefined;
    members.set(name, part);
  }
  return (run) => {
    const object: Record<string, unknown> = {};
    for (const [name, part] of members) {
      const value = part(run);
      if (value !== undefined) object[name] = value;
    }
    return object;
  };
}

const literalFields = new Set(["type", "value", "position"]);

/** A string, a number, `true`, `false`, `null`. */
export function quickLiteral(node: JsonataNode): QuickPart | undefined {
  const { value } = node;
  return hasOnly(node, literalFields) ? () => value : undefined;
}
