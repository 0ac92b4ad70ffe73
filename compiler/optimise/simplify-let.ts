import type { Expression, Let, Local } from "../ir/expression.js";
import { heightOf, mostLevels } from "./bound-height.js";
import { mayFail } from "../builtins/infinite.js";
import { isNondeterministic, mapOperands, operandsOf, substituteLocals } from "../ir/walk.js";

/**
 * Removes bindings that are not worth a name: read never, or once and not inside a callback, or a mere name or path.
 *
 * Moving a pure value to its only use changes nothing but when it fails, and a value that fails has no JavaScript
 * counterpart, except for functions that throw in JavaScript too, and what is NaN there, which compares with anything;
 * those stay where they are.
 */
export function simplifyLet(expression: Expression): Expression {
  const inner = mapOperands(expression.kind === "let" ? joined(expression) : expression, simplifyLet);
  return inner.kind === "let" ? simplifyBindings(inner) : inner;
}

/** A value with more levels than this keeps its name: it would have to be cut again. */
const highest = 3 * mostLevels;

type Binding = Let["bindings"][number];

/** `(a := 1; (b := a; …))` is `(a := 1; b := a; …)`. */
function joined(expression: Let): Let {
  const bindings: Binding[] = [];
  let body: Expression = expression;
  for (; body.kind === "let"; body = body.body) bindings.push(...body.bindings);
  return { ...expression, bindings, body, types: body.types };
}

function simplifyBindings(expression: Let): Expression {
  const { kept: needed, moved } = sorted(expression);
  const values = new Map<Local, Expression>();
  const kept: Binding[] = [];
  for (const { local, value } of expression.bindings) {
    if (!needed.has(local) && !moved.has(local)) continue;
    const now = substituteLocals(value, values);
    if (moved.has(local) && (isTrivial(value) || heightOf(now) <= highest)) values.set(local, now);
    else kept.push({ local, value: now });
  }
  const body = substituteLocals(expression.body, values);
  if (kept.length === 0) return body;
  if (body.kind === "let") return { ...body, bindings: [...kept, ...body.bindings], span: expression.span };
  return { ...expression, bindings: kept, body, types: body.types };
}

/** Tells the names that are needed from those whose values may as well stand where they are read. */
function sorted(expression: Let): { readonly kept: ReadonlySet<Local>; readonly moved: ReadonlySet<Local> } {
  const kept = new Set<Local>();
  const moved = new Set<Local>();
  const uses = new Uses();
  uses.add(expression.body);
  for (const binding of [...expression.bindings].reverse()) {
    const { local, value } = binding;
    const count = uses.of(local);
    if (mayThrow(value) || (count > 0 && !mayMove(binding, uses))) {
      uses.add(value);
      kept.add(local);
    } else if (count > 0) {
      uses.add(value, count, uses.isInCallback(local));
      moved.add(local);
    }
  }
  return { kept, moved };
}

function mayMove({ local, value }: Binding, uses: Uses): boolean {
  if (isTrivial(value)) return true;
  return uses.of(local) === 1 && !uses.isInCallback(local) && !mayFail(value) && !isNondeterministic(value);
}

/** How often locals are read, and which of them inside of callbacks. */
class Uses {
  readonly #counts = new Map<Local, number>();
  readonly #inCallbacks = new Set<Local>();

  of(local: Local): number {
    return this.#counts.get(local) ?? 0;
  }

  isInCallback(local: Local): boolean {
    return this.#inCallbacks.has(local);
  }

  /** Counts what an expression reads that stands at so many places, one of them inside of a callback or none. */
  add(expression: Expression, places = 1, isInCallback = false): void {
    if (expression.kind === "local-read") {
      this.#counts.set(expression.local, this.of(expression.local) + places);
      if (isInCallback) this.#inCallbacks.add(expression.local);
    }
    const inside = isInCallback || expression.kind === "lambda";
    for (const operand of operandsOf(expression)) this.add(operand, places, inside);
  }
}

/** A literal, a name or a path from a name: reading it again costs nothing. */
export function isTrivial(value: Expression): boolean {
  switch (value.kind) {
    case "literal":
    case "undefined":
    case "local-read":
    case "variable-read":
    case "states":
    case "resource-name":
      return true;
    case "array":
      return value.elements.length === 0;
    case "property":
      return isTrivial(value.object);
    case "element":
      return value.index.kind === "literal" && isTrivial(value.array);
    default:
      return false;
  }
}

/** Functions that throw in JavaScript for some inputs. */
const throwing = new Set([
  "JSON.parse",
  "decodeURIComponent",
  "decodeURI",
  "encodeURIComponent",
  "encodeURI",
  "atob",
  "btoa",
  "Array.reduce",
  "Array.reduceRight",
  "Array.with",
  "Array.fill",
  "String.repeat",
  "Date.toISOString",
]);

/** True when evaluating the expression may throw in JavaScript. */
export function mayThrow(expression: Expression): boolean {
  if (expression.kind === "builtin" && throwing.has(expression.name) && expression.isChecked !== true) {
    const hasInitialValue = expression.name.startsWith("Array.reduce") && expression.operands.length > 2;
    if (!hasInitialValue) return true;
  }
  return operandsOf(expression).some(mayThrow);
}
