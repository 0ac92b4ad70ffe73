import type { JsonObject, JsonValue } from "../json.js";
import { contextObject } from "./context-object.js";
import type { EvaluationScope } from "./evaluation-scope.js";
import type { ExecutionRecord, StateRun } from "./execution.js";
import type { ExecutionWorld, ScopeAdditions } from "./state-context.js";

/** What the fields of a state that runs are evaluated against. The context object is made when it is asked for. */
export class RunScope implements EvaluationScope {
  private made: JsonObject | undefined;

  constructor(
    private readonly record: ExecutionRecord,
    private readonly run: StateRun,
    private readonly more: ScopeAdditions,
    readonly world: ExecutionWorld,
  ) {}

  get input(): JsonValue {
    return this.run.input;
  }

  get result(): JsonValue | undefined {
    return this.more.result;
  }

  get errorOutput(): JsonValue | undefined {
    return this.more.errorOutput;
  }

  context(): JsonObject {
    return (this.made ??= contextObject(this.record, this.run, this.more));
  }

  variables(): Readonly<Record<string, JsonValue>> {
    return this.run.strand.variables.all();
  }
}
