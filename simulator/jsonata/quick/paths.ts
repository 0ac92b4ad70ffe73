import type { JsonataFilter, JsonataNode } from "../../../asl/index.js";
import {
  bounded,
  type CompileQuick,
  giveUp,
  hasOnly,
  looksLikeFunction,
  type QuickPart,
  type QuickScope,
} from "./quick-part.js";

const variableFields = new Set(["type", "value", "position", "predicate"]);
const nameFields = new Set(["type", "value", "position", "stages"]);
const pathFields = new Set(["type", "steps"]);

type Read = (value: unknown) => unknown;

/** `$name`, `$name[2]` */
export function quickVariable(node: JsonataNode, scope: QuickScope): QuickPart | undefined {
  const { value: name } = node;
  const item = itemOf(node.predicate);
  if (typeof name !== "string" || name === "" || name === "$" || name === "states") return undefined;
  if (item === undefined || !hasOnly(node, variableFields)) return undefined;
  const slot = scope.slots.get(name);
  if (slot !== undefined) return (run) => item(run.locals[slot]);
  return ({ bindings }) => {
    const variables = bindings.variables();
    // A name that is not assigned may be a function.
    return Object.hasOwn(variables, name) ? item(variables[name]) : giveUp();
  };
}

/** `$states.input.order.lines[0]`, `$name.member`, `(…).member` */
export function quickPath(node: JsonataNode, scope: QuickScope, compile: CompileQuick): QuickPart | undefined {
  const [first, ...rest] = node.steps ?? [];
  if (first === undefined || rest.length === 0 || !hasOnly(node, pathFields)) return undefined;
  if (isStates(first)) {
    const [second, ...more] = rest;
    const part = second === undefined ? undefined : statesMember(second);
    return part === undefined ? undefined : followed(part, more);
  }
  const part = first.type === "variable" || first.type === "block" ? compile(first, scope) : undefined;
  return part === undefined ? undefined : followed(part, rest);
}

function isStates({ type, value, predicate }: JsonataNode): boolean {
  return type === "variable" && value === "states" && predicate === undefined;
}

function statesMember(node: JsonataNode): QuickPart | undefined {
  const item = itemOf(node.stages);
  if (node.type !== "name" || item === undefined || !hasOnly(node, nameFields)) return undefined;
  switch (node.value) {
    case "input":
      return ({ bindings }) => item(bindings.input);
    case "result":
      return ({ bindings }) => item(bindings.result);
    case "errorOutput":
      return ({ bindings }) => item(bindings.errorOutput);
    case "context":
      return ({ bindings }) => item(bindings.context());
    default:
      return undefined;
  }
}

function followed(first: QuickPart, steps: readonly JsonataNode[]): QuickPart | undefined {
  const reads: Read[] = [];
  for (const step of steps) {
    const read = member(step);
    if (read === undefined) return undefined;
    reads.push(read);
  }
  const [only] = reads;
  if (only === undefined) return first;
  if (reads.length === 1) return (run) => only(first(run));
  return (run) => {
    let value = first(run);
    for (const read of reads) value = read(value);
    return value;
  };
}

/** The member of an object. An array would be mapped and flattened, which is the engine's business. */
function member(node: JsonataNode): Read | undefined {
  const { value: name } = node;
  const item = itemOf(node.stages);
  if (node.type !== "name" || typeof name !== "string" || item === undefined || !hasOnly(node, nameFields))
    return undefined;
  return (value) => {
    if (typeof value !== "object" || value === null) return undefined;
    if (Array.isArray(value) || looksLikeFunction(value)) return giveUp();
    const found: unknown = (value as Readonly<Record<string, unknown>>)[name];
    // What objects inherit comes out of the engine too, as a function.
    return typeof found === "function" || (found !== undefined && !Object.hasOwn(value, name)) ? giveUp() : item(found);
  };
}

/** What predicates leave of a value: none, or one with a literal index. */
function itemOf(filters: readonly JsonataFilter[] | undefined): Read | undefined {
  if (filters === undefined) return bounded;
  const [filter] = filters;
  const { expr } = filter ?? {};
  if (filters.length !== 1 || filter?.type !== "filter" || expr?.type !== "number") return undefined;
  const index = Math.floor(expr.value as number); // the parser gives number nodes a number
  return (value) => {
    if (Array.isArray(bounded(value))) return bounded((value as readonly unknown[]).at(index));
    if (typeof value === "object" && value !== null) return giveUp();
    return index === 0 || index === -1 ? value : undefined;
  };
}
