import { parseJsonata, contextReferences, expressionDepth } from "../../../asl/index.js";
import type { CompiledExpression } from "./compile-expressions.js";
import { expressionsOf, NotJson, runPureMachine } from "./run-pure-machine.js";

export type Outcome =
  | { readonly kind: "same" }
  /** Both fail: JavaScript throws or has no JSON value. */
  | { readonly kind: "both-fail" }
  /** JavaScript has a value and the machine refuses to compute it, by design. */
  | { readonly kind: "loud"; readonly reason: string }
  | { readonly kind: "different"; readonly expected: string; readonly actual: string };

/** One input through the compiled expression and through JavaScript. */
export async function compare(
  compiled: CompiledExpression,
  input: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  if (compiled.machine === undefined) throw new Error(`${compiled.source} did not compile`);
  const expected = natively(compiled, input);
  try {
    const actual = JSON.stringify(await runPureMachine(compiled.machine, structuredClone(input)));
    if (actual === expected) return { kind: "same" };
    return { kind: "different", expected: expected ?? "an error", actual };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) return { kind: "different", expected: expected ?? "an error", actual: describe(error) };
    return expected === undefined ? { kind: "both-fail" } : { kind: "loud", reason };
  }
}

/** JavaScript's value as JSON text; undefined when it throws or has no JSON value. */
function natively(compiled: CompiledExpression, input: Readonly<Record<string, unknown>>): string | undefined {
  let value: unknown;
  try {
    value = compiled.run(structuredClone(input));
  } catch {
    return undefined;
  }
  // A workflow that returns nothing has the output null.
  return isJson(value ?? null) ? JSON.stringify(value ?? null) : undefined;
}

function isJson(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every((item) => item !== undefined && isJson(item));
  return typeof value === "object" && Object.values(value).every((item) => item === undefined || isJson(item));
}

/**
 * JSONata's errors that compiled code raises on purpose: `$error`, numbers out of range, roots of negative numbers,
 * ranges and widths that are no integers, malformed URLs, empty patterns. Any other error is a mistake of the compiler.
 */
const deliberate = new Set(
  "D3137 D1001 D3060 D3061 T2003 T2004 D2014 D3010 D3030 D3020 D3100 D3110 D3140 D3141".split(" "),
);

function reasonOf(error: unknown): string | undefined {
  if (error instanceof NotJson) return undefined;
  const { code, message, name } = error as { code?: unknown; message?: unknown; name?: unknown };
  if (typeof code === "string") return deliberate.has(code) ? `${code} ${String(message)}` : undefined;
  if (name === "SyntaxError" || name === "URIError" || name === "RangeError") return `${name} ${String(message)}`;
  return undefined;
}

function describe(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return `${code ?? ""} ${message ?? ""}`;
}

/** What is wrong with the machine's text, whatever its values: syntax, context references, depth. */
export function textProblems(compiled: CompiledExpression, maximumDepth: number): readonly string[] {
  if (compiled.machine === undefined) return compiled.diagnostics.map(({ code, message }) => `${code}: ${message}`);
  return expressionsOf(compiled.machine).flatMap((text) => {
    const parsed = parseJsonata(text);
    if (!parsed.ok) return [`does not parse (${parsed.error.message}): ${text}`];
    const { root, topLevel } = contextReferences(parsed.ast);
    const depth = expressionDepth(parsed.ast);
    return [
      ...(root || topLevel.length > 0 ? [`reads the context (${topLevel.join(", ")}): ${text}`] : []),
      ...(depth > maximumDepth ? [`is ${depth} deep: ${text}`] : []),
    ];
  });
}

/** The longest path through the expression tree. */
export function depthOf(compiled: CompiledExpression): number {
  if (compiled.machine === undefined) return 0;
  return Math.max(
    0,
    ...expressionsOf(compiled.machine).map((text) => {
      const parsed = parseJsonata(text);
      return parsed.ok ? expressionDepth(parsed.ast) : 0;
    }),
  );
}
