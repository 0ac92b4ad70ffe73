import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { compilePrograms } from "../differential/harness.js";
import { observeMachine } from "./observe-machine.js";
import { samples } from "./samples.js";

const byHand = (name: string): object =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, "machines", `${name}.asl.json`), "utf8")) as object;

const compiled = compilePrograms(samples);

describe.each(compiled.map((program, index) => ({ program, sample: samples[index] as (typeof samples)[number] })))(
  "$program.name",
  ({ program, sample }) => {
    test.each(sample.paths)("$path", async ({ input, stubs = {} }) => {
      const expected = await observeMachine(byHand(program.name), input, stubs);
      const { transitions, ...behaviour } = await observeMachine(
        Object.values(program.machines)[0] as object,
        input,
        stubs,
      );
      const { transitions: fewest, ...expectedBehaviour } = expected;
      expect(behaviour).toEqual(expectedBehaviour);
      expect(transitions).toBeLessThanOrEqual(fewest);
    });
  },
);
