import type { CompiledWorkflow, CompileResult } from "../compiler/index.js";
import { CliFailure } from "./failure.js";
import { visibleLine } from "./terminal-text.js";

/** @throws CliFailure that names the workflows there are */
export function findWorkflow({ workflows }: CompileResult, name: string): CompiledWorkflow {
  const workflow = workflows.find((each) => each.name === name);
  if (workflow !== undefined) return workflow;
  const known = workflows
    .map((each) => each.name)
    .sort()
    .join(", ");
  throw new CliFailure(`There is no workflow named "${visibleLine(name)}".`, `Workflows found here: ${known}.`);
}
