import { isTooDeep, type JsonataNode, tooDeepMessage } from "../../asl/index.js";
import { type EvaluationResult, toEvaluationResult } from "./evaluation-result.js";
import { engineBindings, type ExpressionBindings, type StatesUse, statesUseOf } from "./expression-bindings.js";
import { extraFunctions, type Randomness } from "./extra-functions.js";
import { depthExceeded, evaluationLimits, memoryExceeded, timeExceeded } from "./limits.js";
import { compileQuick } from "./quick/compile-quick.js";
import { runBounded } from "./run-bounded.js";
import { type Engine, type EngineExpression, loadEngine } from "./sync-engine.js";

/** What an evaluation may ask of the world. */
export interface EvaluationWorld extends Randomness {
  nowMs(): number;
}

/** Outcome of an evaluation; `error` is text such as `T0412: Argument 1 of function "sum" must be …`. */
export type EvaluationOutcome =
  EvaluationResult | { readonly kind: "error"; readonly code?: string; readonly message: string };

/** Outcome of parsing: the expression, or JSONata's code and message. */
export type ParseOutcome =
  | { readonly kind: "parsed"; readonly expression: ParsedExpression }
  | { readonly kind: "syntaxError"; readonly code: string; readonly message: string; readonly position: number };

/** A parsed expression, shared by all that have the same text. */
export interface ParsedExpression {
  readonly text: string;
  readonly ast: unknown;
  evaluate(bindings: ExpressionBindings, world: EvaluationWorld): EvaluationOutcome;
}

const idleWorld: EvaluationWorld = { nowMs: () => 0, random: () => 0, uuid: () => "" };
// One evaluation runs at a time, from start to end, so what it counts can live here.
let world = idleWorld;
let depth = 0;
let nodes = 0;
let boundItems = 0;

/* eslint-disable @typescript-eslint/only-throw-error -- the engine's errors are plain objects, these join them */
const guard = {
  enter() {
    depth += 1;
    nodes += 1;
    if (depth > evaluationLimits.depth) throw depthExceeded();
    if (nodes > evaluationLimits.nodes) throw timeExceeded();
  },
  leave() {
    depth -= 1;
  },
  inspect(value: unknown) {
    if (typeof value === "string") {
      if (value.length > evaluationLimits.stringCharacters) throw memoryExceeded();
    } else if (Array.isArray(value) && value.length > evaluationLimits.arrayItems) throw memoryExceeded();
  },
  range(length: number) {
    if (length > evaluationLimits.arrayItems) throw memoryExceeded();
  },
  bind(count: number) {
    boundItems += count;
    if (boundItems > evaluationLimits.arrayItems) throw memoryExceeded();
  },
  nowMs: () => world.nowMs(),
};
/* eslint-enable @typescript-eslint/only-throw-error */

/** Loaded with the first expression: a machine in JSONPath needs none. */
let engine: Engine | undefined;
const functions = Object.entries(extraFunctions(() => world));

/** A parsed expression takes some 16 KiB, and 30 bytes for each character. */
const maxCachedExpressions = 5_000;
const maxCachedCharacters = 3_000_000;
const cache = new Map<string, ParseOutcome>();
let cachedCharacters = 0;

/** Parses an expression: the text between `{%` and `%}`. Outcomes are cached by text. */
export function parseExpression(text: string): ParseOutcome {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const outcome = parse(text);
  cachedCharacters += text.length;
  if (cache.size >= maxCachedExpressions || cachedCharacters > maxCachedCharacters) {
    cache.clear();
    cachedCharacters = text.length;
  }
  cache.set(text, outcome);
  return outcome;
}

function parse(text: string): ParseOutcome {
  engine ??= loadEngine(guard);
  let expression: EngineExpression;
  try {
    expression = engine(text);
    if (isTooDeep(expression.ast() as JsonataNode)) throw new RangeError(tooDeepMessage);
  } catch (error) {
    if (error instanceof RangeError) return { kind: "syntaxError", code: "", message: tooDeepMessage, position: 0 };
    const { code, message, position } = describeError(error);
    return { kind: "syntaxError", code: code ?? "", message, position };
  }
  for (const [name, implementation] of functions) expression.registerFunction(name, implementation);
  expression.assign("eval", undefined);
  const ast = expression.ast();
  const quick = compileQuick(ast);
  const plan: Plan = { expression, statesUse: statesUseOf(text), backtracks: mayBacktrack(text, ast) };
  return {
    kind: "parsed",
    expression: {
      text,
      ast,
      evaluate(bindings, evaluationWorld) {
        const value = quick?.(bindings);
        return value === undefined ? evaluate(plan, bindings, evaluationWorld) : outcomeOf(() => value.value);
      },
    },
  };
}

/** How the engine evaluates an expression. */
interface Plan {
  readonly expression: EngineExpression;
  readonly statesUse: StatesUse;
  readonly backtracks: boolean;
}

function evaluate(
  { expression, statesUse, backtracks }: Plan,
  bindings: ExpressionBindings,
  evaluationWorld: EvaluationWorld,
): EvaluationOutcome {
  world = evaluationWorld;
  depth = 0;
  nodes = 0;
  boundItems = 0;
  const run = () => expression.evaluate(undefined, engineBindings(bindings, statesUse));
  try {
    return outcomeOf(backtracks ? () => runBounded(run) : run);
  } finally {
    world = idleWorld;
  }
}

function outcomeOf(work: () => unknown): EvaluationOutcome {
  try {
    return toEvaluationResult(work());
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
      return { kind: "error", message: timeExceeded().message };
    if (error instanceof RangeError) return { kind: "error", message: memoryOrStack(error) };
    const { code, message } = describeError(error);
    return code === undefined ? { kind: "error", message } : { kind: "error", code, message };
  }
}

function mayBacktrack(text: string, ast: unknown): boolean {
  return /\/.*[*+{].*\//s.test(text) && hasPattern(ast, (pattern) => !isStraight(pattern));
}

/** Plain characters from the start of a text with one repetition among them, such as `^0+`: matched in one go. */
function isStraight({ source, multiline }: RegExp): boolean {
  return !multiline && /^\^[\w ]*[*+]?[\w ]*$/.test(source);
}

function hasPattern(node: unknown, isWanted: (pattern: RegExp) => boolean): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (node instanceof RegExp) return isWanted(node);
  return Object.values(node).some((each) => hasPattern(each, isWanted));
}

/** Built-in functions that outgrow JavaScript's own limits end like those that outgrow the engine's. */
function memoryOrStack(error: RangeError): string {
  return error.message.includes("call stack") ? depthExceeded().message : memoryExceeded().message;
}

function describeError(error: unknown): { code?: string; message: string; position: number } {
  const { code, message, position } = error as { code?: unknown; message?: unknown; position?: unknown };
  return {
    ...(typeof code === "string" ? { code } : {}),
    message: typeof message === "string" ? message : String(error),
    position: typeof position === "number" ? position : 0,
  };
}
