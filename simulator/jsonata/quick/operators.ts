import type { JsonataNode } from "../../../asl/index.js";
import {
  bounded,
  type CompileQuick,
  finite,
  giveUp,
  hasOnly,
  type QuickPart,
  type QuickScope,
  truthOf,
} from "./quick-part.js";

const binaryFields = new Set(["type", "value", "position", "lhs", "rhs"]);
const negationFields = new Set(["type", "value", "position", "expression"]);
const conditionFields = new Set(["type", "position", "condition", "then", "else"]);

/** `a + b`, `a < b`, `a = b`, `a and b`, `a & b`, `a in b` */
export function quickBinary(node: JsonataNode, scope: QuickScope, compile: CompileQuick): QuickPart | undefined {
  if (!hasOnly(node, binaryFields) || node.rhs === undefined || node.lhs === undefined) return undefined;
  const left = compile(node.lhs as JsonataNode, scope); // pairs are the left side of objects alone
  const right = compile(node.rhs, scope);
  return left === undefined || right === undefined ? undefined : operation(String(node.value), left, right);
}

function operation(operator: string, left: QuickPart, right: QuickPart): QuickPart | undefined {
  switch (operator) {
    case "+":
      return (run) => finite(finite(left(run)) + finite(right(run)));
    case "-":
      return (run) => finite(finite(left(run)) - finite(right(run)));
    case "*":
      return (run) => finite(finite(left(run)) * finite(right(run)));
    case "/":
      return (run) => finite(finite(left(run)) / finite(right(run)));
    case "%":
      return (run) => finite(finite(left(run)) % finite(right(run)));
    case "<":
      return (run) => order(left(run), right(run)) < 0;
    case "<=":
      return (run) => order(left(run), right(run)) <= 0;
    case ">":
      return (run) => order(left(run), right(run)) > 0;
    case ">=":
      return (run) => order(left(run), right(run)) >= 0;
    case "=":
      return (run) => equality(left(run), right(run)) === "equal";
    case "!=":
      return (run) => equality(left(run), right(run)) === "different";
    case "and":
      return (run) => truthOf(left(run)) === true && truthOf(right(run)) === true;
    case "or":
      return (run) => truthOf(left(run)) === true || truthOf(right(run)) === true;
    case "&":
      return (run) => bounded(textOf(left(run)) + textOf(right(run)));
    case "in":
      return (run) => isIn(left(run), right(run));
    default:
      return undefined;
  }
}

/** Below, at or above 0, as of two numbers or two strings. */
function order(left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") return finite(left) - finite(right);
  if (typeof left !== "string" || typeof right !== "string") return giveUp();
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Nothing is neither equal to anything nor different from it. */
function equality(left: unknown, right: unknown): "equal" | "different" | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (left === right) return "equal";
  return isObject(left) && isObject(right) ? giveUp() : "different";
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

function textOf(value: unknown): string {
  switch (typeof value) {
    case "string":
      return value;
    case "boolean":
      return String(value);
    case "undefined":
      return "";
    case "number":
      // Beyond 15 digits the engine rounds.
      return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : giveUp();
    default:
      return value === null ? "null" : giveUp();
  }
}

/** The engine tells objects apart by identity, which only it knows: reading one here may make another. */
function isIn(item: unknown, array: unknown): boolean {
  if (item === undefined || array === undefined) return false;
  if (isObject(item)) return giveUp();
  return Array.isArray(array) ? array.indexOf(item) >= 0 : item === array;
}

/** `-a` */
export function quickNegation(node: JsonataNode, scope: QuickScope, compile: CompileQuick): QuickPart | undefined {
  if (!hasOnly(node, negationFields) || node.expression === undefined) return undefined;
  const part = compile(node.expression, scope);
  return part === undefined ? undefined : (run) => -finite(part(run));
}

/** `a ? b : c`, `a ? b` */
export function quickCondition(node: JsonataNode, scope: QuickScope, compile: CompileQuick): QuickPart | undefined {
  if (!hasOnly(node, conditionFields) || node.condition === undefined || node.then === undefined) return undefined;
  const condition = compile(node.condition, scope);
  const then = compile(node.then, scope);
  const otherwise: QuickPart | undefined = node.else === undefined ? () => undefined : compile(node.else, scope);
  if (condition === undefined || then === undefined || otherwise === undefined) return undefined;
  return (run) => (truthOf(condition(run)) === true ? then(run) : otherwise(run));
}
