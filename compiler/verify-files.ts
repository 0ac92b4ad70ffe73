import type { CompiledFile } from "./compile-file.js";
import type { Problems } from "./diagnostics/diagnostic.js";
import { verifyIndependently } from "./verify/verify-machine.js";

/** Has the machines of files verified. False where something is wrong with one, which is told to `problems`. */
export function verifyMachinesOf(files: readonly CompiledFile[], problems: Problems): boolean {
  const machines = files.flatMap(({ compiled }) => compiled);
  const earlier = problems.reported;
  verifyIndependently(
    machines.map(({ workflow, span }) => ({ definition: workflow.definition, span })),
    problems,
  );
  return problems.reported === earlier;
}
