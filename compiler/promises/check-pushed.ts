import type { Problems } from "../diagnostics/diagnostic.js";
import type { Expression, Variable } from "../ir/expression.js";
import type { Assign, Block, ForOf, Label, Loop, PendingPromise, Statement, Try } from "../ir/statement.js";
import { visitStatements } from "../ir/statement-walk.js";
import type { SourceSpan } from "../source-span.js";
import { awaits } from "./await-places.js";

/** What may be in a list of promises: nothing, calls that nobody awaited yet, calls that ended; as bits. */
const empty = 1;
const pending = 2;
const ended = 4;
/** The bits of what may be there; 0 where control does not get to. */
type Content = number;

/**
 * Checks that the calls of a list can begin where it is awaited: between a push and the `await`, nothing else happens,
 * nothing leaves, and nothing that a call sees changes.
 *
 * @param scope what the block that declares the list holds from there on
 * @param seen the variables of the scope that the calls read
 */
export function checkPushed(
  scope: Block,
  promise: PendingPromise,
  seen: ReadonlySet<Variable>,
  problems: Problems,
): void {
  let isAwaited = false;
  let push: SourceSpan | undefined;
  visitStatements(scope, (statement) => {
    if (statement.kind === "await" && statement.promise === promise) isAwaited = true;
    if (statement.kind === "start" && statement.promise === promise) push ??= statement.span;
  });
  if (!isAwaited) {
    problems.add("SP1412", push);
    return;
  }
  const check = new Check(promise, seen, problems);
  if (check.block(scope, empty) & pending) check.leftBehind();
}

class Check {
  readonly #promise: PendingPromise;
  readonly #seen: ReadonlySet<Variable>;
  readonly #problems: Problems;
  /** The first place where a call is pushed. */
  #push: SourceSpan | undefined;
  /** What is in the list where control comes to a label's end, or to the next round of its loop. */
  readonly #left = new Map<Label, Content>();
  readonly #continued = new Map<Label, Content>();
  /** What is in the list where something is thrown in the `try` statements around, innermost last. */
  readonly #thrown: Content[] = [];

  constructor(promise: PendingPromise, seen: ReadonlySet<Variable>, problems: Problems) {
    this.#promise = promise;
    this.#seen = seen;
    this.#problems = problems;
  }

  /** What is in the list after the block. */
  block(block: Block, before: Content): Content {
    return block.reduce((content, statement) => (content === 0 ? 0 : this.#statement(statement, content)), before);
  }

  leftBehind(): void {
    this.#problems.add("SP1412", this.#push);
  }

  #statement(statement: Statement, content: Content): Content {
    switch (statement.kind) {
      case "assign":
        return this.#assign(statement, content);
      case "start":
        if (statement.promise !== this.#promise) {
          // Other calls begin beside; one of them may be that of the whole list.
          return awaits(statement.body, this.#promise) ? this.#awaited(statement.span, content) : content;
        }
        this.#push ??= statement.span;
        if (content & ended) this.#refuse("calls are pushed to the list after it was awaited", statement.span);
        return pending;
      case "await":
        if (statement.promise !== this.#promise) return this.#other(statement, content);
        return this.#awaited(statement.span, content);
      case "perform":
        this.#noteThrown(content);
        return this.#other(statement, content);
      case "if": {
        const [whenTrue, whenFalse] = this.#split(statement.condition, content);
        return this.block(statement.whenTrue, whenTrue) | this.block(statement.whenFalse, whenFalse);
      }
      case "loop":
      case "for-of":
        return this.#loop(statement, content);
      case "labelled":
        return this.#labelled(statement.label, () => this.block(statement.body, content));
      case "routine":
        return this.#other(statement, this.block(statement.body, content));
      case "recur":
        return this.#other(statement, content);
      case "try":
        return this.#try(statement, content);
      case "return":
      case "throw":
        if (content & pending) this.#refuse("there is a way past its await", statement.span);
        if (statement.kind === "throw") this.#noteThrown(content);
        return 0;
      case "leave":
        return this.#jump(this.#left, statement.label, content, statement.span);
      case "continue":
        return this.#jump(this.#continued, statement.label, content, statement.span);
    }
  }

  #assign({ variable, declares, span }: Assign, content: Content): Content {
    if (variable === this.#promise.calls) {
      if (content & pending) this.leftBehind();
      return empty;
    }
    if (content & pending && !declares && this.#seen.has(variable)) {
      this.#problems.add("SP1413", span, { name: variable.name });
    }
    return content;
  }

  #awaited(span: SourceSpan, content: Content): Content {
    if (content & ended) this.#refuse("the list is awaited once more", span);
    this.#noteThrown(ended);
    // Nothing to wait for leaves an empty list.
    return (content & empty) | (content & ~empty ? ended : 0);
  }

  #other({ span }: Statement, content: Content): Content {
    if (content & pending)
      this.#refuse(
        "something else happens between two pushes; first work out what the calls need, or use `Promise.all(items.map(async (item) => …))`",
        span,
      );
    return content;
  }

  #loop(loop: Loop | ForOf, before: Content): Content {
    const { label } = loop;
    let head = before;
    let after: Content;
    for (;;) {
      this.#continued.set(label, 0);
      const end = this.block(loop.body, head) | (this.#continued.get(label) ?? 0);
      after = loop.kind === "loop" ? this.block(loop.update, end) : end;
      if ((head | after) === head) break;
      head |= after;
    }
    // An endless loop is left by a jump only.
    return loop.kind === "loop" ? 0 : head;
  }

  #labelled(label: Label, visit: () => Content): Content {
    this.#left.set(label, this.#left.get(label) ?? 0);
    return visit() | (this.#left.get(label) ?? 0);
  }

  #try(statement: Try, content: Content): Content {
    this.#thrown.push(0);
    const after = this.block(statement.body, content);
    const thrown = this.#thrown.pop() ?? 0;
    return after | this.block(statement.handler, thrown);
  }

  #noteThrown(content: Content): void {
    const at = this.#thrown.length - 1;
    if (at >= 0) this.#thrown[at] = (this.#thrown[at] ?? 0) | content;
  }

  #jump(targets: Map<Label, Content>, label: Label, content: Content, span: SourceSpan): Content {
    // Labels of the scope itself are known once their statements were entered.
    if (targets.has(label)) targets.set(label, (targets.get(label) ?? 0) | content);
    else if (content & pending) this.#refuse("there is a way past its await", span);
    return 0;
  }

  /** What is in the list where the condition holds, and where it does not: it may ask whether there is anything. */
  #split(condition: Expression, content: Content): readonly [Content, Content] {
    const asked = this.#asksWhetherEmpty(condition);
    if (asked === undefined) return [content, content];
    const some = content & ~empty;
    const none = content & empty ? empty : 0;
    return asked ? [none, some] : [some, none];
  }

  /** True for `calls.length === 0`, false for `calls.length > 0` and the like, undefined for any other condition. */
  #asksWhetherEmpty(condition: Expression): boolean | undefined {
    if (condition.kind === "not") {
      const inner = this.#asksWhetherEmpty(condition.operand);
      return inner === undefined ? undefined : !inner;
    }
    if (this.#isLength(condition)) return false;
    if (condition.kind !== "comparison" && condition.kind !== "equality") return undefined;
    const { left, right, operator } = condition;
    if (!this.#isLength(left) || right.kind !== "literal") return undefined;
    if (right.value === 0 && operator === "===") return true;
    const asksForSome =
      (right.value === 0 && [">", "!=="].includes(operator)) || (right.value === 1 && operator === ">=");
    return asksForSome ? false : undefined;
  }

  #isLength(expression: Expression): boolean {
    if (expression.kind !== "builtin" || expression.name !== "Array.length") return false;
    const [list] = expression.operands;
    return list?.kind === "variable-read" && list.variable === this.#promise.calls;
  }

  #refuse(reason: string, span: SourceSpan): void {
    this.#problems.add("SP1404", this.#push ?? span, { reason }, [
      { message: "this comes before all calls ended", span },
    ]);
  }
}
