import { readFileSync } from "node:fs";
import path from "node:path";
import { type NativeCall, runNative } from "setpiece";
import { describe, expect, test } from "vitest";
import { type CompiledProgram, compilePrograms, loadWorkflow } from "../differential/harness.js";
import { s3Stubs } from "../differential/objects.js";
import { answering, type CodelessRun, inOrder, observeCodeless } from "./observe-codeless.js";
import { type Path, programs } from "./programs.js";

const byHand = (name: string): object =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, "machines", `${name}.asl.json`), "utf8")) as object;

const cases = compilePrograms(programs).map((program, index) => ({
  name: program.name,
  program,
  paths: programs[index]?.paths ?? [],
}));

describe.each(cases)("$name", ({ name, program, paths }) => {
  test.each(paths)("$path", async (way) => {
    const { transitions: fewest, ...expected } = await observeCodeless(byHand(name), way);
    const { transitions, ...behaviour } = await observeCodeless(Object.values(program.machines)[0] as object, way);
    expect(behaviour).toEqual(expected);
    expect(transitions).toBeLessThanOrEqual(fewest);
    expect(await observeFunction(program, way)).toEqual(expected);
  });
});

/** Runs the function itself: the same calls with the same arguments, and the same end. */
async function observeFunction(
  program: CompiledProgram,
  { input, outcomes, objects }: Path,
): Promise<Omit<CodelessRun, "transitions">> {
  const calls: NativeCall[] = [];
  const answer = answering(outcomes);
  const stubs = new Proxy(s3Stubs(objects ?? {}), {
    get: (own, task) => own[String(task)] ?? (() => answer(String(task))),
  });
  const isOfService = ({ task }: NativeCall) => task !== "waitForToken" && !task.startsWith("s3:");
  const onCall = (call: NativeCall) => void (isOfService(call) && calls.push({ task: call.task, input: call.input }));
  try {
    const output = await runNative(await loadWorkflow(program), input as never, { tasks: stubs, onCall });
    return { end: { output }, calls: inOrder(calls) };
  } catch (error) {
    return { end: { error: (error as Error).name }, calls: inOrder(calls) };
  }
}
