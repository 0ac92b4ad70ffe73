import type { CompiledWorkflow } from "setpiece/compiler";
import type { HistoryEvent } from "../../../simulator/core/history-event.js";

/** Takes down which states of machines were entered, and so which branches of workflows no test reaches. */
export class StateCoverage {
  private readonly open: ReadonlyMap<string, Set<string>>;

  constructor(workflows: readonly Pick<CompiledWorkflow, "name" | "definition">[]) {
    this.open = new Map(workflows.map(({ name, definition }) => [name, new Set(stateNames(definition))]));
  }

  /** @param machine its name; that of a child of a distributed Map begins with it and a slash */
  add(machine: string, events: readonly HistoryEvent[]): void {
    const open = this.open.get(machine.split("/")[0] ?? machine);
    if (open === undefined || open.size === 0) return;
    for (const { type, details } of events) {
      if (type.endsWith("StateEntered") && typeof details?.name === "string") open.delete(details.name);
    }
  }

  /** `workflow: state` of all that were never entered, of these workflows. */
  neverEntered(...workflows: readonly string[]): readonly string[] {
    return workflows.flatMap((workflow) => {
      const open = this.open.get(workflow);
      if (open === undefined) throw new Error(`${workflow} is not deployed here`);
      return [...open].map((state) => `${workflow}: ${state}`);
    });
  }
}

/** The names of a machine's states, those in Parallel and Map states among them: they are unique in a machine. */
function stateNames(definition: unknown): readonly string[] {
  if (typeof definition !== "object" || definition === null) return [];
  return Object.entries(definition).flatMap(([member, value]) =>
    member === "States"
      ? [...Object.keys(value as object), ...Object.values(value as object).flatMap(stateNames)]
      : stateNames(value),
  );
}
