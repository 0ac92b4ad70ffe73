import type { SourceSpan } from "../source-span.js";
import type { Expression, Variable } from "./expression.js";

/** Where `break`, `continue` and the `return` of an inlined function go. */
export interface Label {
  readonly kind: "label";
  readonly name: string;
}

interface Spanned {
  readonly span: SourceSpan;
}

/** Gives a variable a value. */
export interface Assign extends Spanned {
  readonly kind: "assign";
  readonly variable: Variable;
  readonly value: Expression;
  /** True where the variable is declared: it is not visible outside the block that this stands in. */
  readonly declares: boolean;
}

/** Does something that takes a state of its own, and keeps its result. */
export interface Perform extends Spanned {
  readonly kind: "perform";
  readonly effect: Effect;
  /** The variable that is declared to hold the result; undefined when nobody wants it. */
  readonly result: Variable | undefined;
}

export interface If extends Spanned {
  readonly kind: "if";
  readonly condition: Expression;
  readonly whenTrue: Block;
  readonly whenFalse: Block;
  /** True when it decides how a loop goes on, whose head names the state then; the span is that of the loop. */
  readonly isAboutLoop?: boolean;
}

/** Runs until left. `continue` goes to `update`, and from there to the start of `body`. */
export interface Loop extends Spanned {
  readonly kind: "loop";
  readonly label: Label;
  readonly body: Block;
  readonly update: Block;
}

/** Runs once for each item of an array that does not change meanwhile. */
export interface ForOf extends Spanned {
  readonly kind: "for-of";
  readonly label: Label;
  readonly items: Expression;
  readonly item: Variable;
  readonly body: Block;
}

/** A block that {@link Leave} can leave early. */
export interface Labelled extends Spanned {
  readonly kind: "labelled";
  readonly label: Label;
  readonly body: Block;
}

export interface Leave extends Spanned {
  readonly kind: "leave";
  readonly label: Label;
}

export interface Continue extends Spanned {
  readonly kind: "continue";
  readonly label: Label;
}

/** Ends the workflow, or the branch of a Parallel or Map state, with a value. */
export interface Return extends Spanned {
  readonly kind: "return";
  readonly value: Expression;
}

/** Throws an error: an object with `name` and `message`. */
export interface Throw extends Spanned {
  readonly kind: "throw";
  readonly error: Expression;
}

export interface Try extends Spanned {
  readonly kind: "try";
  readonly body: Block;
  /** Holds the error in the handler: an object with `name` and `message`. */
  readonly error: Variable;
  readonly handler: Block;
}

export type Block = readonly Statement[];

export type Statement = Assign | Perform | If | Loop | ForOf | Labelled | Leave | Continue | Return | Throw | Try;

/** One retrier, with everything in seconds (ASL spec, "Retrying after error"). */
export interface Retrier {
  readonly errors: readonly string[];
  readonly intervalSeconds?: number;
  readonly maxAttempts?: number;
  readonly backoffRate?: number;
  readonly maxDelaySeconds?: number;
  readonly jitter?: "FULL" | "NONE";
}

/** A deployed thing that an effect touches, and the IAM actions that it needs there. */
export interface ResourceUse {
  readonly kind: "lambda" | "table" | "bus" | "queue" | "topic" | "bucket" | "workflow" | "any";
  readonly name: string | undefined;
  readonly actions: readonly string[];
}

/** A Task state. */
export interface TaskEffect {
  readonly kind: "task";
  /** What the state is called, if that name is free. */
  readonly title: string;
  /** The ARN of the integration. */
  readonly resource: string;
  readonly arguments: Expression;
  /** The call's value, in terms of `$states.result`. */
  readonly value: Expression;
  readonly retry: readonly Retrier[];
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  readonly uses: readonly ResourceUse[];
  /** The human step that this is, if it is one. */
  readonly human: string | undefined;
  /** True when a failure hides the real error in its cause, as that of a nested execution does. */
  readonly wrapsErrors: boolean;
}

/** A Wait state: for seconds, or until an ISO 8601 time. */
export interface WaitEffect {
  readonly kind: "wait";
  readonly title: string;
  readonly seconds?: Expression;
  readonly timestamp?: Expression;
}

/** A Parallel state. Its value is the array of what the branches return. */
export interface ParallelEffect {
  readonly kind: "parallel";
  readonly title: string;
  readonly branches: readonly Block[];
  readonly value: Expression;
}

/** An inline Map state. Its value is the array of what the iterations return. */
export interface MapEffect {
  readonly kind: "map";
  readonly title: string;
  readonly items: Expression;
  readonly item: Variable;
  readonly index: Variable | undefined;
  readonly concurrency: Expression | undefined;
  readonly body: Block;
  readonly value: Expression;
}

export type Effect = TaskEffect | WaitEffect | ParallelEffect | MapEffect;
