import type { SourceSpan } from "../source-span.js";
import type { Expression, ResourceName, Variable } from "./expression.js";

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
  /** The way to what changes, where the rest stays as it is: member names, undefined for any member or element. */
  readonly changed?: readonly (string | undefined)[] | undefined;
  /** Puts an item that an iteration has changed back into the list. No other iteration knows it. */
  readonly ofItem?: true;
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

/** The body of a function that calls itself, for the call from outside. Whoever comes to its end goes back to where it was called. */
export interface Routine extends Spanned {
  readonly kind: "routine";
  /** Has the name of the function. */
  readonly label: Label;
  readonly body: Block;
}

/**
 * Runs the body of a {@link Routine} around it once more, and goes on when that has come to its end. What is declared in the
 * body is then as it was before.
 */
export interface Recur extends Spanned {
  readonly kind: "recur";
  readonly label: Label;
  /** What the body finds in its parameters. */
  readonly inputs: readonly { readonly variable: Variable; readonly value: Expression }[];
  /** What the body leaves behind: its result, and what it changes of the variables around the routine. */
  readonly changes: readonly Pick<Assign, "variable" | "changed">[];
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

/** What a call gave that was started and not awaited yet. */
export interface PendingPromise {
  readonly kind: "promise";
  /** What its branch is called in the title of the state. */
  readonly title: string;
  /** Of a list that calls are pushed to, which it stands for as a whole: the array of what they are made with. */
  readonly calls?: Variable;
}

/** Starts a call that is awaited later. `structurePromises` turns starts and awaits into states. */
export interface Start extends Spanned {
  readonly kind: "start";
  readonly promise: PendingPromise;
  /** What the arguments read, as it is when the call starts; the body reads the copies. */
  readonly copies: readonly { readonly variable: Variable; readonly value: Expression }[];
  /** The call itself; it assigns nothing outside. */
  readonly body: Block;
  /** What the promise resolves to, after the body. */
  readonly value: Expression;
}

/** Waits for a promise and declares a variable that holds what it gives. */
export interface Await extends Spanned {
  readonly kind: "await";
  readonly promise: PendingPromise;
  readonly result: Variable;
  /**
   * Whether the result says if the promise was fulfilled or rejected, as `Promise.allSettled` does: not at all, for the
   * promise itself, or for each item of the Map state that the promise stands for.
   */
  readonly settled: "no" | "promise" | "items";
}

export type Block = readonly Statement[];

export type Statement =
  | Assign
  | Perform
  | If
  | Loop
  | ForOf
  | Labelled
  | Leave
  | Continue
  | Routine
  | Recur
  | Return
  | Throw
  | Try
  | Start
  | Await;

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
  readonly kind:
    | ("lambda" | "table" | "bus" | "queue" | "topic" | "bucket" | "workflow" | "endpoint" | "connection")
    | ("arn" | "self" | "any");
  /** `self`, the workflow's own machine, has no name; that of an `arn` is the ARN. A bucket that no declaration names has that of the bucket itself. */
  readonly name: string | undefined;
  readonly actions: readonly string[];
  /** Of an endpoint: the methods that are called. */
  readonly methods?: readonly string[];
}

/** A Task state. */
export interface TaskEffect {
  readonly kind: "task";
  /** What the state is called, if that name is free. */
  readonly title: string;
  /** The ARN of the integration, or the activity. */
  readonly resource: string | ResourceName;
  readonly arguments: Expression;
  /** The call's value, in terms of `$states.result`. */
  readonly value: Expression;
  readonly retry: readonly Retrier[];
  readonly timeoutSeconds: Expression | undefined;
  readonly heartbeatSeconds: Expression | undefined;
  /** The role that the call is made with; undefined for that of the machine. */
  readonly roleArn: Expression | undefined;
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

/** A Map state. Its value is the array of what the iterations return. */
export interface MapEffect {
  readonly kind: "map";
  readonly title: string;
  /** The array; of items in S3, where they are: the arguments of the reader. */
  readonly items: Expression;
  /** Undefined in a distributed map, whose executions find the item in their input. */
  readonly item: Variable | undefined;
  readonly index: Variable | undefined;
  readonly concurrency: Expression | undefined;
  /** When the iterations begin in JavaScript: all together, or one after the other; undefined where other things happen meanwhile. */
  readonly begin?: "together" | "in order" | undefined;
  /** What each iteration does before it awaits anything. */
  readonly atOnce?: SourceSpan | undefined;
  readonly retry: readonly Retrier[];
  readonly body: Block;
  readonly value: Expression;
  /** Undefined for an inline Map. */
  readonly distributed?: DistributedMap | undefined;
}

/** What a distributed Map state has beside an inline one. */
export interface DistributedMap {
  /** `ItemReader` without its arguments; undefined when the items are an array of the workflow. */
  readonly reader: ReaderEffect | undefined;
  /** `ItemSelector`: the input of an execution, in terms of the item; undefined when it is the item itself. */
  readonly selector: Expression | undefined;
  readonly batcher: BatcherEffect | undefined;
  readonly executionType: "STANDARD" | "EXPRESS";
  readonly label: string | undefined;
  readonly toleratedFailureCount: Expression | undefined;
  readonly toleratedFailurePercentage: Expression | undefined;
  readonly writer:
    { readonly location: Expression; readonly config: Readonly<Record<string, string>> | undefined } | undefined;
  readonly uses: readonly ResourceUse[];
}

export interface ReaderEffect {
  readonly resource: string;
  /** `ReaderConfig` but for its `MaxItems`. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly maxItems: Expression | undefined;
}

export interface BatcherEffect {
  readonly maxItems: Expression | undefined;
  readonly maxInputBytes: Expression | undefined;
  /** What every batch is given beside its items. */
  readonly input: Expression | undefined;
}

export type Effect = TaskEffect | WaitEffect | ParallelEffect | MapEffect;
