import type { Problems } from "../diagnostics/diagnostic.js";
import type { Block, Effect } from "../ir/statement.js";
import { blocksOf } from "../ir/statement-walk.js";

/** Refuses what Step Functions does not run in executions of Express type: whatever waits for somebody or something. */
export function checkExpress(block: Block, type: "STANDARD" | "EXPRESS", where: string, problems: Problems): void {
  for (const statement of block) {
    if (statement.kind !== "perform") {
      for (const inner of blocksOf(statement)) checkExpress(inner, type, where, problems);
      continue;
    }
    const { effect, span } = statement;
    const hint = type === "EXPRESS" ? hintFor(effect) : undefined;
    if (hint !== undefined) problems.add("SP1417", span, { name: effect.title, where, hint });
    const child = effect.kind === "map" ? effect.distributed : undefined;
    const isExpressChild = child?.executionType === "EXPRESS";
    for (const inner of blocksOf(statement)) {
      if (child === undefined) checkExpress(inner, type, where, problems);
      else checkExpress(inner, child.executionType, isExpressChild ? "a map of type EXPRESS" : where, problems);
    }
  }
}

function hintFor(effect: Effect): string | undefined {
  const standard = 'Take the type STANDARD: `{ type: "STANDARD" }`.';
  if (effect.kind === "map" && effect.distributed !== undefined) return `${standard} Or use \`map\`.`;
  if (effect.kind !== "task") return undefined;
  if (typeof effect.resource !== "string") return standard;
  if (effect.resource.endsWith(".waitForTaskToken")) return standard;
  return /\.sync(:2)?$/.test(effect.resource) ? `${standard} Or start the workflow without waiting for it.` : undefined;
}
