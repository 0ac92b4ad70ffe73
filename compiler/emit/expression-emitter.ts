import { builtins } from "../builtins/index.js";
import type { Expression, Lambda, ResourceName } from "../ir/expression.js";
import { LocalNames, type VariableNames } from "./names.js";
import type { Code } from "./code.js";
import { call, lambda, primary } from "./code.js";
import { emitAccess } from "./emit-access.js";
import { emitArithmetic } from "./emit-arithmetic.js";
import { emitConstructor } from "./emit-constructors.js";
import { emitBoolean, emitLogic } from "./emit-logic.js";
import { emitConcatenation } from "./emit-text.js";
import { withPrelude } from "./prelude.js";

/** Gives deployed things their names: the local one by default, a placeholder when infra compiles. */
export type ResourceNaming = (resource: ResourceName["resource"], name: string) => string;

export interface EmitContext {
  readonly variables: VariableNames;
  readonly resourceName: ResourceNaming;
}

/** Turns the expression tree of one JSONata expression into text. */
export class ExpressionEmitter {
  readonly locals: LocalNames;
  readonly context: EmitContext;

  constructor(context: EmitContext) {
    this.context = context;
    this.locals = new LocalNames(context.variables);
  }

  /** The expression's value, with a guard where a number may have overflowed: JSON knows no Infinity. */
  value(expression: Expression): Code {
    const code = this.raw(expression);
    return code.unguarded === true ? call("jsFin", code) : code;
  }

  /** The expression as an operand of arithmetic or a comparison, where JSONata itself refuses Infinity. */
  raw(expression: Expression): Code {
    switch (expression.kind) {
      case "literal":
      case "undefined":
      case "variable-read":
      case "local-read":
      case "states":
      case "resource-name":
      case "property":
      case "element":
      case "let":
        return emitAccess(this, expression);
      case "object":
      case "array":
        return emitConstructor(this, expression);
      case "arithmetic":
      case "negate":
        return emitArithmetic(this, expression);
      case "comparison":
      case "equality":
      case "logical":
      case "not":
      case "typeof":
      case "conditional":
        return emitLogic(this, expression);
      case "concatenation":
        return emitConcatenation(this, expression);
      case "builtin":
        return this.#builtin(expression);
      case "lambda":
        return this.lambda(expression);
    }
  }

  lambda(expression: Lambda): Code {
    return lambda(
      expression.parameters.map((parameter) => this.locals.nameOf(parameter)),
      this.value(expression.body),
    );
  }

  /** Emits `code` once under a fresh name unless it is a name already, and builds the rest with that name. */
  bind(wish: string, code: Code, build: (name: Code) => Code): Code {
    if (/^\$[\w]+$/.test(code.text)) return build(code);
    const name = this.locals.fresh(wish);
    return primary(`($${name} := ${code.text}; ${build(primary(`$${name}`)).text})`);
  }

  #builtin(expression: Expression & { kind: "builtin" }): Code {
    const builtin = builtins.get(expression.name);
    if (builtin === undefined) throw new Error(`no built-in ${expression.name}`);
    return builtin.emit(this, expression);
  }
}

/** The JSONata text of an expression, without the `{% %}` around it. */
export function emitExpression(expression: Expression, context: EmitContext): string {
  return withPrelude(new ExpressionEmitter(context).value(expression).text);
}

/** The JSONata text of a condition: its value is `true` or `false`. */
export function emitCondition(expression: Expression, context: EmitContext): string {
  const emitter = new ExpressionEmitter(context);
  return withPrelude(emitBoolean(emitter, expression).text);
}
