import type { Expression } from "./expression.js";
import type { TaskEffect } from "./statement.js";

/** What a task evaluates when its state is entered, besides its arguments. */
const settings = ["timeoutSeconds", "heartbeatSeconds", "roleArn"] as const;

/** The expressions that a task evaluates when its state is entered. */
export function taskExpressions(effect: TaskEffect): readonly Expression[] {
  return [effect.arguments, ...settings.map((name) => effect[name])].filter((one) => one !== undefined);
}

/** Changes the expressions that a task evaluates when its state is entered. */
export function mapTaskExpressions(effect: TaskEffect, change: (expression: Expression) => Expression): TaskEffect {
  const changed = settings.map((name) => [name, effect[name] && change(effect[name])]);
  return { ...effect, arguments: change(effect.arguments), ...Object.fromEntries(changed) } as TaskEffect;
}
