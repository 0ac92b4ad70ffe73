import type { Expression, Let, Local, Variable } from "../ir/expression.js";
import { mapOperands } from "../ir/walk.js";
import { simplifyLet } from "../optimise/simplify-let.js";
import type { EdgeAssign } from "./graph.js";

/**
 * The values of variables after a sequence of assignments, each in terms of the values before it.
 *
 * A step that is needed more than once becomes a local of the expression, so that expressions do not grow beyond the
 * length of the sequence.
 */
export class AssignSequence {
  readonly #assigns: readonly EdgeAssign[];
  readonly #locals: readonly Local[];
  /** The value of each step, with reads of earlier steps as locals. */
  readonly #values: readonly Expression[];
  readonly #last = new Map<Variable, number>();

  constructor(assigns: readonly EdgeAssign[]) {
    this.#assigns = assigns;
    this.#locals = assigns.map(({ variable, value }) => ({ kind: "local", name: variable.name, types: value.types }));
    const values: Expression[] = [];
    assigns.forEach(({ variable, value }, index) => {
      values.push(this.#withLocals(value));
      this.#last.set(variable, index);
    });
    this.#values = values;
  }

  /** The variables that get a value. */
  get variables(): readonly Variable[] {
    return [...this.#last.keys()];
  }

  /**
   * The expression with every variable at its value after the sequence.
   *
   * @param isKept steps that are evaluated whether the expression needs them or not
   */
  apply(expression: Expression, isKept: (assign: EdgeAssign) => boolean = () => false): Expression {
    if (this.#assigns.length === 0) return expression;
    return this.#bind(this.#withLocals(expression), this.#assigns.length, isKept);
  }

  /** The value of a variable after the sequence; `isKept` as for {@link apply}. */
  valueOf(variable: Variable, isKept?: (assign: EdgeAssign) => boolean): Expression {
    const index = this.#last.get(variable);
    if (index === undefined) throw new Error(`${variable.name} is not assigned`);
    return this.#bind(this.#values[index] as Expression, index, isKept);
  }

  #withLocals(expression: Expression): Expression {
    const replace = (part: Expression): Expression => {
      if (part.kind !== "variable-read") return mapOperands(part, replace);
      const index = this.#last.get(part.variable);
      const local = index === undefined ? undefined : this.#locals[index];
      return local === undefined ? part : { kind: "local-read", local, types: part.types, span: part.span };
    };
    return replace(expression);
  }

  /** Adds the bindings of all earlier steps that the expression needs. */
  #bind(body: Expression, before: number, isKept: (assign: EdgeAssign) => boolean = () => false): Expression {
    const earlier = this.#locals.slice(0, before);
    const needed = new Set(earlier.filter((_local, index) => isKept(this.#assigns[index] as EdgeAssign)));
    const collect = (part: Expression): Expression => {
      if (part.kind === "local-read") needed.add(part.local);
      return mapOperands(part, collect);
    };
    collect(body);
    const bindings: { local: Local; value: Expression }[] = [];
    for (let index = before - 1; index >= 0; index--) {
      const local = this.#locals[index] as Local;
      if (!needed.has(local)) continue;
      const value = this.#values[index] as Expression;
      collect(value);
      bindings.unshift({ local, value });
    }
    if (bindings.length === 0) return body;
    const whole: Let = { kind: "let", bindings, body, types: body.types, span: body.span };
    return simplifyLet(whole);
  }
}
