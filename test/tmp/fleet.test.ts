import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { compileEach, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { formatDiagnostics } from "setpiece/compiler";
import { fleetDrafts as rows } from "../compiler/differential/fleet-drafts.js";
const out: string[] = [];
test("probe", async () => {
  const list = rows.filter((r) => r.name.includes(""));
  const { compiled, refused } = compileEach(list);
  for (const { program, diagnostics } of refused) out.push("REFUSED " + program.name + "\n   " + formatDiagnostics(diagnostics, "text", { cwd: "/" }).split("\n").join("\n   "));
  for (const program of compiled) {
    const row = list.find((r) => r.name === program.name)!;
    for (const [i, scenario] of row.scenarios.entries()) {
      const norm = (o: any) => JSON.stringify(row.concurrent ? { ...o, calls: o.calls.map((c: any) => JSON.stringify(c)).sort() } : o);
      try {
      const native = await observeNative(program, structuredClone(scenario.input) === undefined ? scenario : { ...scenario, input: structuredClone(scenario.input) });
      const machine = await observeMachine(program, scenario);
      const same = norm(native) === norm(machine);
      out.push((same ? "SAME " : "DIFFER ") + program.name + " " + i + (same ? " => " + JSON.stringify(native.end).slice(0, 300) : "\n   native  " + JSON.stringify(native) + "\n   machine " + JSON.stringify(machine)));
      } catch (e) { out.push("CRASH " + program.name + " " + i + (e as Error).stack); }
    }
  }
  writeFileSync("/tmp/drafts-fleet.txt", out.join("\n") + "\n");
}, 600000);
