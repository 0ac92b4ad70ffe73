import ts from "typescript";
import { literal } from "../builtins/build.js";
import { textOfTime } from "../builtins/date-values.js";
import { isInteger } from "../builtins/operands.js";
import { memberReadAtOnce } from "../builtins/use.js";
import type { Expression, Variable } from "../ir/expression.js";
import { describeTypes, isOnly, numberType } from "../ir/value-types.js";
import type { SourceSpan } from "../source-span.js";
import type { Analyser } from "./analyser.js";
import type { Binding } from "./environment.js";
import { visitBuiltin } from "./visit-builtin.js";
import { heldCollection } from "./collections.js";
import { isValueUnused } from "./expressions/is-value-unused.js";
import { usesOf } from "./mutation/uses-of.js";
import { isOnlyName } from "./mutation/only-name.js";
import { skipWrappers } from "./skip-wrappers.js";

const dayMillis = 86_400_000;

/** What is left of a day, from the largest on: the methods that take the one take those after it as well. */
const clock = [
  ["Hours", 3_600_000],
  ["Minutes", 60_000],
  ["Seconds", 1000],
  ["Milliseconds", 1],
] as const;

/** The calendar's parts, from the largest on. */
const calendar = ["FullYear", "Month", "Date"] as const;

/**
 * `date.setUTCDate(day)` and its like; undefined for any other call, and where another name may stand for the same Date.
 *
 * The variable gets the milliseconds of another time.
 */
export function dateCall(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const part = /^set(?:UTC(\w+)|Time)$/.exec(callee.name.text);
  const name = skipWrappers(callee.expression);
  const symbol = part !== null && ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  if (part === null || symbol === undefined || binding?.kind !== "collection" || binding.name !== "new Date") {
    return undefined;
  }
  if (node.arguments.some((argument) => ts.isSpreadElement(argument)) || !isOnlyName(analyser, symbol))
    return undefined;
  if (binding.depth !== analyser.frame.depth) {
    return analyser.refuse(node, analyser.frame.isCallback ? "SP1222" : "SP2103", {
      name: name.getText(),
      reason: "a Date is changed where it is declared",
    });
  }
  const { variable } = binding;
  const given = analyser.expressions(node.arguments).map((value, index) => {
    if (isOnly(value.types, numberType)) return wholeNumber(value);
    const reason = `this argument may be ${describeTypes(value.types & ~numberType)}`;
    const details = { name: node.expression.getText(), reason, hint: "Convert or narrow it first." };
    return analyser.refuse(node.arguments[index] as ts.Expression, "SP1302", details);
  });
  const value = new Change(analyser, node, variable).value(part[1], given);
  const span = analyser.span(node);
  analyser.statements.push({ kind: "assign", variable, value, declares: false, span });
  if (isValueUnused(node)) return analyser.undefined(span);
  return analyser.keep({ kind: "variable-read", variable, types: numberType, span }, "time");
}

/** A part of a date as a whole number. */
function wholeNumber(value: Expression): Expression {
  if (isInteger(value)) return value;
  return { kind: "builtin", name: "Math.trunc", operands: [value], types: numberType, span: value.span };
}

/** One call that changes a Date. */
class Change {
  readonly #analyser: Analyser;
  readonly #node: ts.CallExpression;
  readonly #time: Expression;
  readonly #span: SourceSpan;

  constructor(analyser: Analyser, node: ts.CallExpression, variable: Variable) {
    this.#analyser = analyser;
    this.#node = node;
    this.#span = analyser.span(node);
    this.#time = { kind: "variable-read", variable, types: numberType, span: this.#span };
  }

  /** The new time, in milliseconds. What lies too far away is refused when it runs. */
  value(part: string | undefined, given: readonly Expression[]): Expression {
    return this.#builtin("Date.getTime", [this.#moved(part, given)]);
  }

  #moved(part: string | undefined, given: readonly Expression[]): Expression {
    const [first] = given;
    if (first === undefined) return this.#analyser.refuse(this.#node, "SP1302", this.#tooFew());
    if (part === undefined) return first;
    if (part === "Date") return this.#shifted(this.#time, first, "Date", dayMillis);
    const from = clock.findIndex(([name]) => name === part);
    if (from >= 0) {
      const shifts = given.map((value, index) => ({ value, unit: clock[from + index] }));
      return shifts.reduce((time, { value, unit }) => {
        return unit === undefined ? time : this.#shifted(time, value, unit[0], unit[1]);
      }, this.#time);
    }
    return this.#inCalendar(calendar.indexOf(part as "FullYear" | "Month"), given);
  }

  #tooFew() {
    return { name: this.#node.expression.getText(), reason: "too few arguments", hint: "Pass a number." };
  }

  /** The time with one part moved from where it is to a value. */
  #shifted(time: Expression, value: Expression, part: string, millis: number): Expression {
    const by = this.#arithmetic("*", this.#arithmetic("-", value, this.#part(part)), this.#literal(millis));
    return this.#arithmetic("+", time, by);
  }

  /** The time of day on another day of the calendar. */
  #inCalendar(from: number, given: readonly Expression[]): Expression {
    const [year, month, day] = calendar.map((part, index) => given[index - from] ?? this.#part(part));
    // `Date.UTC` takes years below 100 for those of the last century: the calendar is the same 400 years later.
    const later = this.#arithmetic("+", year as Expression, this.#literal(400));
    const midnight = this.#builtin("Date.UTC", [later, month as Expression, day as Expression]);
    const days = this.#builtin("Math.floor", [this.#arithmetic("/", this.#time, this.#literal(dayMillis))]);
    const timeOfDay = this.#arithmetic("-", this.#time, this.#arithmetic("*", days, this.#literal(dayMillis)));
    const here = this.#arithmetic("-", midnight, this.#literal(146_097 * dayMillis));
    return this.#arithmetic("+", here, timeOfDay);
  }

  #part(part: string): Expression {
    return visitBuiltin(this.#analyser, this.#node, `Date.getUTC${part}`, heldCollection("new Date", this.#time), []);
  }

  #builtin(name: string, operands: readonly Expression[]): Expression {
    return { kind: "builtin", name, operands, types: numberType, span: this.#span };
  }

  #arithmetic(operator: "+" | "-" | "*" | "/", left: Expression, right: Expression): Expression {
    return { kind: "arithmetic", operator, left, right, types: numberType, span: this.#span };
  }

  #literal(value: number): Expression {
    return literal(value, this.#span);
  }
}

/** A Date with a name, as data, where it stays the same for as long as the name is known. */
export function unchangedDate(analyser: Analyser, symbol: ts.Symbol, binding: Binding): Expression | undefined {
  if (binding.kind !== "collection" || binding.name !== "new Date" || analyser.isReassigned(symbol)) return undefined;
  const declaration = symbol.valueDeclaration;
  const scope = declaration && ts.findAncestor(declaration, ts.isFunctionLike);
  if (declaration === undefined || scope === undefined) return undefined;
  const isChanged = usesOf(analyser, symbol, scope).some((use) => /^set/.test(memberReadAtOnce(use) ?? ""));
  const { variable } = binding;
  const span = analyser.span(declaration);
  return isChanged ? undefined : textOfTime({ kind: "variable-read", variable, types: numberType, span });
}
