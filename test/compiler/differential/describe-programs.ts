import { describe, expect, test } from "vitest";
import { compilePrograms, type Observation, observeMachine, observeNative } from "./harness.js";
import { noUnreadPayload, unreadPayload } from "../payload.js";
import type { Row } from "./row.js";

/** Calls of branches that run at once may come in any order. */
function comparable(observation: Observation, ordered: boolean): Observation {
  if (ordered) return observation;
  const calls = [...observation.calls].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { ...observation, calls };
}

/** Compares each program, run natively, with its compiled machine, which carries nothing that it does not read. */
export function describePrograms(rows: readonly Row[]): void {
  const compiled = compilePrograms(rows);
  describe.each(compiled.map((program, index) => ({ program, row: rows[index] as (typeof rows)[number] })))(
    "$program.name",
    ({ program, row }) => {
      test("carries nothing that nothing reads", () => {
        for (const machine of Object.values(program.machines)) expect(unreadPayload(machine)).toEqual(noUnreadPayload);
      });
      test.each(row.scenarios.map((scenario, index) => ({ scenario, index })))(
        "scenario $index behaves as the function does",
        async ({ scenario }) => {
          const ordered = row.concurrent === undefined || row.concurrent === false;
          const native = comparable(await observeNative(program, scenario), ordered);
          const machine = comparable(await observeMachine(program, scenario), ordered);
          if (row.concurrent === "fails" && "error" in native.end) expect(machine.end).toEqual(native.end);
          else expect(machine).toEqual(native);
        },
      );
    },
  );
}
