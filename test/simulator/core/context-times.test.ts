import { expect, test } from "vitest";

import { runMachine } from "../../../simulator/index.js";

const times = (ms: number) => {
  const Parameters = { "start.$": "$$.Execution.StartTime", "entered.$": "$$.State.EnteredTime" };
  const S = { Type: "Pass", Parameters, End: true };
  const Wait = { Type: "Wait", Seconds: 1, Next: "S" };
  return runMachine({ definition: { StartAt: "Wait", States: { Wait, S } }, startMs: Date.UTC(2026, 0, 1) + ms });
};

test("times of the context object have no fraction where that is zero", async () => {
  expect(await times(0)).toMatchObject({ output: { start: "2026-01-01T00:00:00Z", entered: "2026-01-01T00:00:01Z" } });
  expect(await times(120)).toMatchObject({
    output: { start: "2026-01-01T00:00:00.120Z", entered: "2026-01-01T00:00:01.120Z" },
  });
});
