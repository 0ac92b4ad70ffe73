import { readFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";
import { describe, expect, test } from "vitest";
import { compilePrograms } from "../differential/harness.js";
import { retailWorkflows } from "../retail-workflows.js";
import { observeMachine } from "./observe-machine.js";
import { type Path, samples } from "./samples.js";
import { workflowPaths } from "./workflow-paths.js";

const byHand = (name: string): object =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, "machines", `${name}.asl.json`), "utf8")) as object;

interface Case {
  readonly name: string;
  readonly definition: object;
  readonly paths: readonly Path[];
}

const workflows = retailWorkflows.flatMap(({ name, definition }): Case[] => {
  const paths = workflowPaths[name];
  return paths === undefined ? [] : [{ name, definition, paths }];
});
const programs = compilePrograms(samples).map(({ name, machines }, index): Case => ({
  name,
  definition: Object.values(machines)[0] as object,
  paths: samples[index]?.paths ?? [],
}));
const cases = [...workflows, ...programs];

/** The rows of the table: each path with the transitions of the machine by hand and of the compiled one. */
const rows = new Map<string, string>();

test("every workflow has ways to go and a machine written by hand", () => {
  expect(retailWorkflows.map(({ name }) => name).sort()).toEqual(Object.keys(workflowPaths).sort());
});

describe.each(cases)("$name", ({ name, definition, paths }) => {
  test.each(paths)("$path", async ({ path: way, input, stubs = {}, objects = {} }) => {
    const { transitions: fewest, ...expected } = await observeMachine(byHand(name), input, stubs, objects);
    const { transitions, ...behaviour } = await observeMachine(definition, input, stubs, objects);
    expect(behaviour).toEqual(expected);
    rows.set(`${name} ${way}`, `| ${name} | ${way} | ${fewest} | ${transitions} |`);
    expect(transitions).toBeLessThanOrEqual(fewest);
  });
});

describe("the table", () => {
  test("has the figures of this run", async () => {
    const ordered = cases.flatMap(({ name, paths }) => paths.map((way) => rows.get(`${name} ${way.path}`)));
    const lines = ["| machine | path | by hand | compiled |", "| --- | --- | ---: | ---: |", ...ordered];
    const table = await format(lines.join("\n"), { parser: "markdown" });
    await expect(table).toMatchFileSnapshot("transitions.md");
  });
});
