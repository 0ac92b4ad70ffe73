import type { Comparison, Expression, Local, Variable } from "../ir/expression.js";
import type { Block, Label, Labelled, Loop, Statement } from "../ir/statement.js";
import { replaceStatements } from "../ir/statement-map.js";
import { assignedVariables, blocksOf, expressionsOf } from "../ir/statement-walk.js";
import { anyType, arrayType, booleanType, numberType, undefinedType, type ValueTypes } from "../ir/value-types.js";
import { isNondeterministic, sizeOf, variablesIn } from "../ir/walk.js";
import type { SourceSpan } from "../source-span.js";

/** Rounds of a loop without a known end that one state goes through. More only costs time when the loop ends earlier. */
const roundsPerState = 200;

/** The size in nodes, over all variables, from which on a state for each round is clearer and cheaper to evaluate. */
const largestPortion = 300;

/**
 * A loop that only computes, in a form that can become an expression:
 *
 * - a `return`, a `throw` or a jump out of it only notes which one it is and ends the loop; it happens after the loop;
 * - a loop that counts up to a limit goes over that many numbers;
 * - any other loop goes through so many rounds at a time, until it has ended.
 *
 * @param fold turns a statement into assignments, or gives it back as it is
 * @returns undefined when the loop does something else than compute
 */
export function expressLoop(statement: Labelled, fold: (statement: Statement) => Block): Block | undefined {
  const [loop] = statement.body;
  if (statement.body.length !== 1 || loop === undefined) return undefined;
  if (loop.kind !== "loop" && loop.kind !== "for-of") return undefined;
  if (!blocksOf(loop).every(onlyComputes)) return undefined;
  const exits = new Exits(statement);
  if (loop.kind === "for-of") {
    if (exits.isEmpty) return undefined;
    const over: Labelled = { ...statement, body: [{ ...loop, body: exits.noted(loop.body, []) }] };
    return foldedWith(exits, [], fold(over), over);
  }
  const count = roundsOf(loop);
  if (count !== undefined) {
    const over: Labelled = { ...statement, body: [overRounds(loop, exits.noted(loop.body, []), count)] };
    return foldedWith(exits, [], fold(over), over);
  }
  return inPortions(statement, loop, exits, fold);
}

function foldedWith(exits: Exits, before: Block, folded: Block, original: Statement): Block | undefined {
  if (folded.length === 1 && folded[0] === original) return undefined;
  return [...exits.declarations, ...before, ...folded, ...exits.after];
}

/** True for statements that neither take a state nor depend on when they run. */
function onlyComputes(block: Block): boolean {
  return block.every((statement) => {
    if (["perform", "try", "loop", "routine", "recur"].includes(statement.kind)) return false;
    return !expressionsOf(statement).some(isNondeterministic) && blocksOf(statement).every(onlyComputes);
  });
}

/**
 *     more := true
 *     loop { over 200 rounds { BODY, where the end of the loop notes more := false }; if (!more) break }
 */
function inPortions(
  statement: Labelled,
  loop: Loop,
  exits: Exits,
  fold: (statement: Statement) => Block,
): Block | undefined {
  const { span } = loop;
  const more: Variable = { kind: "variable", name: "more", types: booleanType };
  const assignMore = (value: boolean, declares: boolean): Statement => {
    const literal: Expression = { kind: "literal", value, types: booleanType, span };
    return { kind: "assign", variable: more, value: literal, declares, span };
  };
  const ended = [assignMore(false, false)];
  const noted: Loop = {
    ...loop,
    body: exits.noted(loop.body, ended),
    update: exits.noted(loop.update, ended),
  };
  const rounds: Expression = { kind: "literal", value: roundsPerState, types: numberType, span };
  const portion: Labelled = { ...statement, body: [overRounds(noted, noted.body, rounds)] };
  const folded = fold(portion);
  if (folded.length === 1 && folded[0] === portion) return undefined;
  // Each variable gets the whole computation, and again wherever it is read.
  const sizes = folded.flatMap(expressionsOf).map(sizeOf);
  if (sizes.reduce((sum, size) => sum + size, 0) > largestPortion) return undefined;
  const done: Label = { kind: "label", name: "done" };
  const [first] = loop.body;
  const at = first?.kind === "if" ? first.condition.span : span;
  const condition: Expression = { kind: "variable-read", variable: more, types: booleanType, span: at };
  const end: Block = [{ kind: "leave", label: done, span }];
  const body: Block = [...folded, { kind: "if", condition, whenTrue: [], whenFalse: end, isAboutLoop: true, span }];
  const again: Loop = { kind: "loop", label: { kind: "label", name: "loop" }, body, update: [], span };
  return [
    ...exits.declarations,
    assignMore(true, true),
    { kind: "labelled", label: done, body: [again], span },
    ...exits.after,
  ];
}

/** `for (const round of [0 … count - 1]) { body; update }`, where `continue` leads to the update. */
function overRounds(loop: Loop, body: Block, count: Expression): Statement {
  const { span } = loop;
  const next: Label = { kind: "label", name: "next" };
  const inner = replaceStatements(body, (statement) =>
    statement.kind === "continue" && statement.label === loop.label
      ? [{ kind: "leave", label: next, span: statement.span }]
      : [statement],
  );
  const index: Local = { kind: "local", name: "i", types: numberType, counter: true };
  const value: Expression = { kind: "local-read", local: index, types: numberType, span };
  const callback: Expression = { kind: "lambda", parameters: [index], body: value, types: numberType, span };
  const items: Expression = {
    kind: "builtin",
    name: "Array.range",
    operands: [count, callback],
    types: arrayType,
    span,
  };
  return {
    kind: "for-of",
    label: { kind: "label", name: "loop" },
    items,
    item: { kind: "variable", name: "round", types: numberType, counter: true },
    body: [{ kind: "labelled", label: next, body: inner, span }, ...loop.update],
    span,
  };
}

/** A number of rounds that the loop never exceeds, when it counts by a fixed step up or down to a limit. */
function roundsOf(loop: Loop): Expression | undefined {
  const [first] = loop.body;
  const [update] = loop.update;
  if (first?.kind !== "if" || first.whenTrue.length > 0 || loop.update.length !== 1) return undefined;
  if (first.whenFalse.length !== 1 || first.whenFalse[0]?.kind !== "leave") return undefined;
  if (update?.kind !== "assign") return undefined;
  const { variable, value } = update;
  const inBody = assignedVariables(loop.body);
  const step = stepOf(variable, value);
  if (step === undefined || inBody.has(variable)) return undefined;
  const limit = conjunctsOf(first.condition)
    .map((condition) => (condition.kind === "comparison" ? limitOf(condition, variable, step) : undefined))
    .find((found) => found !== undefined);
  if (limit === undefined || limit.types !== numberType) return undefined;
  if ([...variablesIn(limit)].some((read) => read === variable || inBody.has(read))) return undefined;
  return roundsUpTo(limit, variable, step, loop.span);
}

/** `i + 1` or `i - 1`, or another whole number. */
function stepOf(variable: Variable, value: Expression): number | undefined {
  if (value.kind !== "arithmetic" || (value.operator !== "+" && value.operator !== "-")) return undefined;
  const { left, right } = value;
  if (left.kind !== "variable-read" || left.variable !== variable || variable.types !== numberType) return undefined;
  if (right.kind !== "literal" || typeof right.value !== "number" || !Number.isInteger(right.value)) return undefined;
  return value.operator === "+" ? right.value : -right.value;
}

function conjunctsOf(condition: Expression): readonly Expression[] {
  if (condition.kind !== "logical" || condition.operator !== "&&") return [condition];
  return [...conjunctsOf(condition.left), ...conjunctsOf(condition.right)];
}

/** What the counter is compared with, when the comparison fails in the end. */
function limitOf({ operator, left, right }: Comparison, variable: Variable, step: number): Expression | undefined {
  const isCounter = (side: Expression) => side.kind === "variable-read" && side.variable === variable;
  const isBelow = operator === "<" || operator === "<=";
  if (isCounter(left) && step !== 0 && isBelow === step > 0) return right;
  if (isCounter(right) && step !== 0 && isBelow === step < 0) return left;
  return undefined;
}

/** `ceil((limit - i) / step) + 1`: one more than enough, so that no rounding can make it too few. */
function roundsUpTo(limit: Expression, variable: Variable, step: number, span: SourceSpan): Expression {
  const number = (value: number): Expression => ({ kind: "literal", value, types: numberType, span });
  const calculate = (left: Expression, operator: "+" | "-" | "/", right: Expression): Expression => ({
    kind: "arithmetic",
    operator,
    left,
    right,
    types: numberType,
    span,
  });
  const counter: Expression = { kind: "variable-read", variable, types: numberType, span };
  const distance = step > 0 ? calculate(limit, "-", counter) : calculate(counter, "-", limit);
  const size = Math.abs(step);
  const rounds = size === 1 ? distance : calculate(distance, "/", number(size));
  const whole: Expression = { kind: "builtin", name: "Math.ceil", operands: [rounds], types: numberType, span };
  return calculate(whole, "+", number(1));
}

interface Exit {
  /** Holds the value that leaves the loop. */
  readonly kept: Variable | undefined;
  /** What happens after the loop. */
  readonly happens: Statement;
}

/** The ways out of a loop that need more than its end: which one was taken is noted, and it happens after the loop. */
class Exits {
  readonly #statement: Labelled;
  readonly #code: Variable = { kind: "variable", name: "exit", types: numberType, counter: true };
  readonly #ways: Exit[] = [];
  readonly #numbers = new Map<Statement, number>();

  constructor(statement: Labelled) {
    this.#statement = statement;
    blocksOf(statement).forEach((block) => this.#collect(block, new Set([statement.label])));
  }

  get isEmpty(): boolean {
    return this.#ways.length === 0;
  }

  #collect(block: Block, inside: ReadonlySet<Label>): void {
    for (const statement of block) {
      if (leavesFor(statement, inside)) this.#add(statement);
      const labels = "label" in statement ? new Set(inside).add(statement.label) : inside;
      for (const inner of blocksOf(statement)) this.#collect(inner, labels);
    }
  }

  #add(statement: Statement): void {
    const value =
      statement.kind === "return" ? statement.value : statement.kind === "throw" ? statement.error : undefined;
    const isKept = value !== undefined && value.kind !== "literal";
    const name = statement.kind === "throw" ? "error" : "returned";
    const kept: Variable | undefined = isKept
      ? { kind: "variable", name, types: (value.types || anyType) | undefinedType }
      : undefined;
    const happens = kept === undefined ? statement : withValue(statement, kept);
    this.#ways.push({ kept, happens });
    this.#numbers.set(statement, this.#ways.length);
  }

  /** The block with every way out noted, where `ended` runs besides when the loop ends. */
  noted(block: Block, ended: Block): Block {
    return block.flatMap((statement): Block => {
      const number = this.#numbers.get(statement);
      const { span } = statement;
      const end: Statement = { kind: "leave", label: this.#statement.label, span };
      if (number !== undefined) {
        const { kept } = this.#ways[number - 1] as Exit;
        const value =
          statement.kind === "return" ? statement.value : statement.kind === "throw" ? statement.error : undefined;
        return [
          ...(kept === undefined || value === undefined ? [] : [assign(kept, value, false, span)]),
          assign(this.#code, numeral(number, span), false, span),
          ...ended,
          end,
        ];
      }
      if (statement.kind === "leave" && statement.label === this.#statement.label) return [...ended, end];
      switch (statement.kind) {
        case "if":
          return [
            {
              ...statement,
              whenTrue: this.noted(statement.whenTrue, ended),
              whenFalse: this.noted(statement.whenFalse, ended),
            },
          ];
        case "for-of":
        case "labelled":
          return [{ ...statement, body: this.noted(statement.body, ended) }];
        default:
          return [statement];
      }
    });
  }

  /** What must stand before the loop. */
  get declarations(): Block {
    if (this.isEmpty) return [];
    const { span } = this.#statement;
    const nothing: Expression = { kind: "undefined", types: undefinedType, span };
    const kept = this.#ways.flatMap((way) => (way.kept === undefined ? [] : [assign(way.kept, nothing, true, span)]));
    return [assign(this.#code, numeral(0, span), true, span), ...kept];
  }

  /** What follows the loop. */
  get after(): Block {
    const { span } = this.#statement;
    return this.#ways.map(({ happens }, index): Statement => {
      const left: Expression = { kind: "variable-read", variable: this.#code, types: numberType, span };
      const right = numeral(index + 1, span);
      const condition: Expression = {
        kind: "equality",
        operator: "===",
        left,
        right,
        types: booleanType,
        span: happens.span,
      };
      return { kind: "if", condition, whenTrue: [happens], whenFalse: [], isAboutLoop: true, span };
    });
  }
}

function leavesFor(statement: Statement, inside: ReadonlySet<Label>): boolean {
  if (statement.kind === "return" || statement.kind === "throw") return true;
  return (statement.kind === "leave" || statement.kind === "continue") && !inside.has(statement.label);
}

function withValue(statement: Statement, kept: Variable): Statement {
  const types: ValueTypes = statement.kind === "return" ? statement.value.types : kept.types & ~undefinedType;
  const read: Expression = { kind: "variable-read", variable: kept, types, span: statement.span };
  if (statement.kind === "return") return { ...statement, value: read };
  return statement.kind === "throw" ? { ...statement, error: read } : statement;
}

function assign(variable: Variable, value: Expression, declares: boolean, span: SourceSpan): Statement {
  return { kind: "assign", variable, value, declares, span };
}

function numeral(value: number, span: SourceSpan): Expression {
  return { kind: "literal", value, types: numberType, span };
}
