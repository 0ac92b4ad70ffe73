import type { ManifestWorkflow } from "../compiler/index.js";

export interface DeploymentOrder {
  /** All workflows; each after those that it calls, as far as calls go round in no circle. */
  readonly ordered: readonly ManifestWorkflow[];
  /** Workflows that call themselves, directly or by way of others: CloudFormation can refer to them only by name. */
  readonly cyclic: ReadonlySet<string>;
}

/** Orders workflows so that what is called comes before what calls it. */
export function deploymentOrder(workflows: readonly ManifestWorkflow[]): DeploymentOrder {
  const byName = new Map(workflows.map((workflow) => [workflow.name, workflow]));
  const ordered = new Set<ManifestWorkflow>();
  const visit = (workflow: ManifestWorkflow, callers: ReadonlySet<string>): void => {
    if (ordered.has(workflow) || callers.has(workflow.name)) return;
    for (const called of workflow.workflows) {
      const callee = byName.get(called);
      if (callee !== undefined) visit(callee, new Set([...callers, workflow.name]));
    }
    ordered.add(workflow);
  };
  for (const workflow of workflows) visit(workflow, new Set());
  const cyclic = new Set(workflows.map(({ name }) => name).filter((name) => reaches(byName, name, name)));
  return { ordered: [...ordered], cyclic };
}

function reaches(byName: ReadonlyMap<string, ManifestWorkflow>, from: string, target: string): boolean {
  const seen = new Set<string>();
  const open = [...(byName.get(from)?.workflows ?? [])];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === target) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...(byName.get(name)?.workflows ?? []));
  }
  return false;
}
