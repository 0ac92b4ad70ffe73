import type { CompiledWorkflow } from "setpiece/compiler";
import type { HistoryEvent } from "../../../simulator/core/history-event.js";

/**
 * Takes down which states of machines were entered and which timeouts struck: so which branches of workflows no test
 * reaches, and which deadlines none waits for.
 */
export class StateCoverage {
  private readonly unentered: ReadonlyMap<string, Set<string>>;
  private readonly unstruck: ReadonlyMap<string, Set<string>>;

  constructor(workflows: readonly Pick<CompiledWorkflow, "name" | "definition">[]) {
    const namesOf = (pick: (definition: object) => readonly string[]) =>
      new Map(workflows.map(({ name, definition }) => [name, new Set(pick(definition))]));
    this.unentered = namesOf((definition) => statesOf(definition).map(([name]) => name));
    this.unstruck = namesOf((definition) => [
      ...("TimeoutSeconds" in definition ? [wholeRun] : []),
      ...statesOf(definition).flatMap(([name, state]) =>
        "TimeoutSeconds" in state || "HeartbeatSeconds" in state ? [name] : [],
      ),
    ]);
  }

  /**
   * @param machine its name; that of a child of a distributed Map begins with it and a slash
   * @param history all of it
   * @param from which events are new
   */
  add(machine: string, history: readonly HistoryEvent[], from = 0): void {
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

function stateName({ details }: HistoryEvent): string {
  return typeof details?.name === "string" ? details.name : "";
}

/** The state that an event belongs to. */
function stateOf(history: readonly HistoryEvent[], event: HistoryEvent): string {
  for (let each: HistoryEvent | undefined = event; each !== undefined; each = history[each.previousEventId - 1]) {
    if (each.type.endsWith("StateEntered")) return stateName(each);
  }
  return "";
}

/** The states of a machine by name, those in Parallel and Map states among them: names are unique in a machine. */
function statesOf(definition: unknown): readonly (readonly [string, object])[] {
  if (typeof definition !== "object" || definition === null) return [];
  return Object.entries(definition).flatMap(([member, value]) =>
    member === "States"
      ? [
          ...(Object.entries(value as object) as [string, object][]),
          ...Object.values(value as object).flatMap(statesOf),
        ]
      : statesOf(value),
  );
}
