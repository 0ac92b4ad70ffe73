import type { Diagnostic } from "./diagnostics/diagnostic.js";
import type { AslStates } from "./emit/emit-machine.js";
import type { Manifest } from "./manifest.js";
import type { SourceLocation } from "./source-span.js";

/** The state machine of a workflow. */
export interface StateMachine extends AslStates {
  readonly Comment: string;
  readonly QueryLanguage: "JSONata";
  readonly TimeoutSeconds?: number;
}

/** A place in the source with what stands there. */
export interface SourcePlace extends SourceLocation {
  readonly text: string;
}

/** Where a state comes from. */
export interface StateSource extends SourcePlace {
  /** Of a Choice state: the condition of each rule, in the words of the source. */
  readonly conditions?: readonly string[];
  /** Of code in a function: where it is called, then where the function around that call is called, and so on. */
  readonly calledFrom?: readonly SourcePlace[];
}

/** Where each state comes from, by its name. */
export type SourceMap = Readonly<Record<string, StateSource>>;

export interface CompiledWorkflow {
  readonly name: string;
  /** The absolute path of the file that declares it. */
  readonly file: string;
  readonly type: "STANDARD" | "EXPRESS";
  readonly definition: StateMachine;
  readonly sourceMap: SourceMap;
}

export interface CompileResult {
  /** Empty as soon as there is an error anywhere, unless the result was to be partial. */
  readonly workflows: readonly CompiledWorkflow[];
  readonly manifest: Manifest;
  readonly diagnostics: readonly Diagnostic[];
}
