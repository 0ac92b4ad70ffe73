import type { CompiledWorkflow } from "setpiece/compiler";

/** What is read of an event of a history. */
export interface CoveredEvent {
  readonly previousEventId: number;
  readonly type: string;
  readonly details: { readonly name?: unknown } | undefined;
}

/**
 * Takes down which states of machines were entered and which timeouts struck: so which branches of workflows no test
 * reaches, and which deadlines none waits for.
 */
export class StateCoverage {
  private readonly unentered: ReadonlyMap<string, Set<string>>;
  private readonly unstruck: ReadonlyMap<string, Set<string>>;

  /** @param express whether histories of Express executions are seen, too */
  constructor(workflows: readonly Pick<CompiledWorkflow, "name" | "definition" | "type">[], express: boolean) {
    const seen = workflows.map(({ name, definition, type }) => ({
      name,
      definition: express || type === "STANDARD" ? definition : {},
    }));
    const namesOf = (pick: (definition: object) => readonly string[]) =>
      new Map(seen.map(({ name, definition }) => [name, new Set(pick(definition))]));
    this.unentered = namesOf((definition) => statesOf(definition, express).map(([name]) => name));
    this.unstruck = namesOf((definition) => [
      ...("TimeoutSeconds" in definition ? [wholeRun] : []),
      ...statesOf(definition, express).flatMap(([name, state]) =>
        "TimeoutSeconds" in state || "HeartbeatSeconds" in state ? [name] : [],
      ),
    ]);
  }

  /**
   * @param machine its name; that of a child of a distributed Map begins with it and a slash
   * @param history all of it
   * @param from which events are new
   */
  add(machine: string, history: readonly CoveredEvent[], from = 0): void {
    const name = machine.split("/")[0] ?? machine;
    for (const event of history.slice(from)) {
      if (event.type.endsWith("StateEntered")) this.unentered.get(name)?.delete(stateName(event));
      if (event.type === "ExecutionTimedOut") this.unstruck.get(name)?.delete(wholeRun);
      else if (event.type.endsWith("TimedOut")) this.unstruck.get(name)?.delete(stateOf(history, event));
    }
  }

  /** `workflow: state` of all that were never entered, of these workflows. */
  neverEntered(...workflows: readonly string[]): readonly string[] {
    return listed(this.unentered, workflows);
  }

  /** `workflow: state` of all whose timeout never struck, of these workflows; `the whole run` for that of a machine. */
  neverTimedOut(...workflows: readonly string[]): readonly string[] {
    return listed(this.unstruck, workflows);
  }
}

const wholeRun = "the whole run";

function listed(open: ReadonlyMap<string, Set<string>>, workflows: readonly string[]): readonly string[] {
  return workflows.flatMap((workflow) => {
    const names = open.get(workflow);
    if (names === undefined) throw new Error(`${workflow} is not deployed here`);
    return [...names].map((name) => `${workflow}: ${name}`);
  });
}

function stateName({ details }: CoveredEvent): string {
  return typeof details?.name === "string" ? details.name : "";
}

/** The state that an event belongs to. */
function stateOf(history: readonly CoveredEvent[], event: CoveredEvent): string {
  for (let each: CoveredEvent | undefined = event; each !== undefined; each = history[each.previousEventId - 1]) {
    if (each.type.endsWith("StateEntered")) return stateName(each);
  }
  return "";
}

/** The states of a machine by name, those in Parallel and Map states among them: names are unique in a machine. */
function statesOf(definition: unknown, express: boolean): readonly (readonly [string, object])[] {
  if (typeof definition !== "object" || definition === null) return [];
  if (!express && isExpressProcessor(definition)) return [];
  return Object.entries(definition).flatMap(([member, value]) =>
    member === "States"
      ? [
          ...(Object.entries(value as object) as [string, object][]),
          ...Object.values(value as object).flatMap((state) => statesOf(state, express)),
        ]
      : statesOf(value, express),
  );
}

/** What a distributed Map runs as Express executions. */
const isExpressProcessor = (definition: object): boolean =>
  (definition as { ProcessorConfig?: { ExecutionType?: unknown } }).ProcessorConfig?.ExecutionType === "EXPRESS";
