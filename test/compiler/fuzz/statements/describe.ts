import type { Mismatch } from "./check.js";
import { toSource } from "./program.js";
import { canonicalText, type RandomScenario } from "./scenarios.js";

/** A mismatch for people: the program, its input, and both ways it went. */
export function describeMismatch({ program, scenario, native, machine }: Mismatch): string {
  const source = toSource(program);
  return [
    `=== seed ${program.seed} differs (${describeScenario(scenario)})`,
    (source.before ?? "").trim(),
    ...Object.entries(source.nested ?? {}).map(([name, body]) => `${name}: ${body}`),
    `main: ${source.body}`,
    `input:   ${canonicalText(scenario.input)}`,
    `native:  ${canonicalText(native.end)}`,
    `machine: ${canonicalText(machine.end)}`,
    `native calls:  ${native.calls.map((call) => `${call.task}(${canonicalText(call.input)})`).join(" ")}`,
    `machine calls: ${machine.calls.map((call) => `${call.task}(${canonicalText(call.input)})`).join(" ")}`,
  ].join("\n");
}

function describeScenario({ seed, failing, isConcurrent }: RandomScenario): string {
  return `scenario ${seed}, ${failing} % of calls fail${isConcurrent ? ", concurrent" : ""}`;
}
