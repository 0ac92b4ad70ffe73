import type { Completion, Evaluator } from "../core/evaluation-scope.js";
import type { JsonValue } from "../json.js";
import type { TaskResource } from "./task-resource.js";

/** A machine that is ready to run: its definition with every template, path and expression compiled. */
export interface Machine {
  readonly program: Program;
  readonly timeoutSeconds: number | undefined;
  readonly isExpress?: true;
}

/** One `States` object: the machine's own, or that of a branch or an item processor. */
export interface Program {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, StateNode>;
}

/** Where a state goes when it is done; `undefined` ends its `States` object. */
export type NextState = string | undefined;

/** How data enters and leaves a state, in its query language. */
export interface DataFlow {
  readonly language: "JSONata" | "JSONPath";
  /** The state's input as its work sees it: after `InputPath`, in JSONPath. */
  readonly effectiveInput: Evaluator;
  /** What the work is given: `Arguments` (default: the input), or `Parameters` over the effective input. */
  readonly arguments: Evaluator;
  /** After success, with `result` in scope: `Output` and `Assign`, or `ResultSelector` … `OutputPath` and `Assign`. */
  readonly finish: Evaluator<Completion>;
}

interface NodeBase {
  readonly name: string;
  readonly flow: DataFlow;
}

interface Recovering {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly fullJitter: boolean;
}

export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly next: string;
  /** Evaluated with `errorOutput` in scope. */
  readonly finish: Evaluator<Completion>;
}

export interface PassNode extends NodeBase {
  readonly type: "Pass";
  readonly next: NextState;
}

export interface TaskNode extends NodeBase, Recovering {
  readonly type: "Task";
  readonly next: NextState;
  readonly resource: TaskResource;
  readonly timeoutSeconds: Evaluator<number> | undefined;
  readonly heartbeatSeconds: Evaluator<number> | undefined;
  /** The role that the task takes on. */
  readonly roleArn: Evaluator<string> | undefined;
}

export interface ChoiceNode extends NodeBase {
  readonly type: "Choice";
  readonly rules: readonly ChoiceRule[];
  readonly otherwise: string | undefined;
}

export interface ChoiceRule {
  readonly condition: Evaluator<boolean>;
  readonly next: string;
  readonly finish: Evaluator<Completion>;
}

export interface WaitNode extends NodeBase {
  readonly type: "Wait";
  readonly next: NextState;
  readonly until: WaitTarget;
}

export type WaitTarget =
  | { readonly kind: "seconds"; readonly seconds: Evaluator<number> }
  | { readonly kind: "timestamp"; readonly timestampMs: Evaluator<number> };

export interface SucceedNode extends NodeBase {
  readonly type: "Succeed";
}

export interface FailNode extends NodeBase {
  readonly type: "Fail";
  readonly error: Evaluator<string> | undefined;
  readonly cause: Evaluator<string> | undefined;
}

export interface ParallelNode extends NodeBase, Recovering {
  readonly type: "Parallel";
  readonly next: NextState;
  readonly branches: readonly Program[];
}

export interface MapNode extends NodeBase, Recovering {
  readonly type: "Map";
  readonly next: NextState;
  readonly processor: Program;
  /** Gives the items; their sources by name where the items are those of an object. */
  readonly items: Evaluator<readonly MapItem[]>;
  /** Evaluated once an item, with `Map.Item` in the context; without it the item itself is the input. */
  readonly itemSelector: Evaluator | undefined;
  readonly maxConcurrency: Evaluator<number>;
  /** Present when every iteration is an execution of its own. */
  readonly distributed: DistributedMap | undefined;
}

/** @see AWS Step Functions developer guide, "Using Map state in Distributed mode" */
export interface DistributedMap {
  readonly executionType: "STANDARD" | "EXPRESS";
  readonly label: string | undefined;
  readonly reader: ItemReader | undefined;
  readonly batcher: ItemBatcher | undefined;
  readonly writer: ResultWriter | undefined;
  readonly toleratedFailureCount: Evaluator<number> | undefined;
  readonly toleratedFailurePercentage: Evaluator<number> | undefined;
}

export type InputType = "CSV" | "JSON" | "JSONL" | "MANIFEST" | "PARQUET";

export interface ItemReader {
  readonly kind: "object" | "listing";
  /** `Bucket` with `Key`, or with `Prefix`. */
  readonly arguments: Evaluator;
  readonly inputType: InputType;
  /** Whether the items are in the objects that are listed, by a listing or by Athena's manifest, instead of the list. */
  readonly readsListed: boolean;
  readonly csvHeaders: readonly string[] | undefined;
  readonly csvDelimiter: string;
  readonly maxItems: Evaluator<number> | undefined;
  /** JSON pointer to the items inside an object. */
  readonly itemsPointer: string | undefined;
}

export interface ItemBatcher {
  readonly maxItems: Evaluator<number> | undefined;
  readonly maxInputBytes: Evaluator<number> | undefined;
  readonly batchInput: Evaluator | undefined;
}

export interface ResultWriter {
  /** `Bucket` and `Prefix`; without them the results stay in the state's output. */
  readonly arguments: Evaluator | undefined;
  readonly transformation: "NONE" | "COMPACT" | "FLATTEN" | undefined;
  readonly outputType: "JSON" | "JSONL";
}

export interface MapItem {
  readonly value: JsonValue;
  /** The member's name, when `Items` is an object. */
  readonly key?: string;
  /** What an item reader has it from: `S3://bucket/key`, or the bucket when the items are its objects. */
  readonly source?: string;
}

export type StateNode = PassNode | TaskNode | ChoiceNode | WaitNode | SucceedNode | FailNode | ParallelNode | MapNode;
