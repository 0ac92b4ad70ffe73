import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { compilePrograms } from "../differential/harness.js";
import { compareRuns } from "./statements/check.js";
import { type Fixture, fixtureProgram } from "./statements/fixture.js";

const folder = path.join(import.meta.dirname, "found");
const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
const fixtures = await Promise.all(
  files.map(async (file) => {
    const { fixture } = (await import(path.join(folder, file))) as { fixture: Fixture };
    return [path.basename(file, ".ts"), fixture] as const;
  }),
);

describe("what random programs found stays mended", () => {
  const compiled = compilePrograms(fixtures.map(([name, fixture]) => fixtureProgram(name, fixture)));
  test.each(fixtures.map(([name, { scenario }], index) => ({ name, scenario, program: compiled[index] })))(
    "$name",
    async ({ scenario, program }) => {
      if (program === undefined) expect.fail("it was not compiled");
      expect(await compareRuns(program, scenario)).toBeUndefined();
    },
  );
});
