import path from "node:path";
import { expect, test } from "vitest";
import { expandFile } from "../../../compiler/expand/expand-file.js";
import { ProgramLoader } from "../../../compiler/program/load-program.js";
import { type CompiledProgram, harnessFiles, observeNative, type Program } from "../differential/harness.js";
import { generateAboutGroups } from "../fuzz/parts/helped-groups.js";
import { scenariosFor } from "../fuzz/statements/check.js";
import { toSource } from "../fuzz/statements/program.js";
import { toScenario } from "../fuzz/statements/scenarios.js";

const folder = path.join(import.meta.dirname, "virtual");
const programs = Number(process.env.SETPIECE_FUZZ_RUNS ?? 40);
const { tasks, sourceOf } = harnessFiles;

/** Without the machines, for which there is `npm run fuzz:statements -- --about groups`. */
test("a file with its calls written out does what it did", { timeout: 600_000 }, async () => {
  const generated = Array.from({ length: programs }, (_, index) => generateAboutGroups(2_000 + index, 3));
  const all = generated.map((one, index): CompiledProgram => ({ ...toSource(one), id: `${index}`, machines: {} }));
  const fileOf = (id: string): string => path.join(folder, `${id}.ts`);
  const overlay = new Map<string, string>([[fileOf("tasks"), tasks]]);
  for (const program of all) overlay.set(fileOf(program.id), sourceOf(program, program.id));
  const loader = new ProgramLoader(folder);
  const { checker, files } = loader.load([...overlay.keys()].slice(1), overlay);
  const wrong: string[] = [];
  let expanded = 0;
  for (const [index, program] of all.entries()) {
    const file = files.find(({ fileName }) => fileName === fileOf(program.id));
    const text = file && expandFile(file, checker)?.text;
    if (text === undefined) continue;
    expanded++;
    const written = { ...program, ...partsOf(text, program) };
    for (const random of scenariosFor(2)(generated[index] as never)) {
      const [before, after] = [
        await observeNative(program, toScenario(random)),
        await observeNative(written, toScenario(random)),
      ];
      if (JSON.stringify(before) === JSON.stringify(after)) continue;
      wrong.push([program.name, program.body, written.body, JSON.stringify(before), JSON.stringify(after)].join("\n"));
    }
  }
  expect(wrong.slice(0, 2).join("\n\n")).toBe("");
  expect(expanded).toBeGreaterThan(programs / 2);
});

/** What of a file's text the program says itself. */
function partsOf(text: string, { id, before = "" }: CompiledProgram): Pick<Program, "before" | "body"> {
  const [start, body = ""] = text.split(`export const main = workflow("main-${id}", `) as [string, string];
  const from = start.indexOf(before.trimStart().slice(0, 20));
  return { before: start.slice(from), body: body.slice(0, body.lastIndexOf(");")) };
}
