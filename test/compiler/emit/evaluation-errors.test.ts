import path from "node:path";
import { compileProject } from "setpiece/compiler";
import { runMachine } from "setpiece/simulator";
import { expect, test } from "vitest";

const source = `
import { lambda, workflow } from "setpiece";
const halve = lambda<number, number>("halve", (n) => n / 2);
export const divide = workflow("divide", async (input: { a: number; b: number }) => {
  try {
    const half = await halve(input.a);
    return half / input.b;
  } catch (error) {
    return error instanceof Error ? error.name : "";
  }
});
`;

const file = path.resolve("divide.ts");
const { workflows } = compileProject({ paths: [], overlay: new Map([[file, source]]) });
const definition = workflows[0]?.definition ?? {};

test("a quotient that is no number fails the execution; a catch clause is not meant for it", async () => {
  const run = await runMachine({ definition, input: { a: 4, b: 0 }, lambda: async () => 2 });
  expect(run).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
  expect(run.cause).toContain("division by zero");
});

test("an error of the task is caught", async () => {
  const lambda = async () => {
    throw Object.assign(new Error("no"), { name: "Broken" });
  };
  const run = await runMachine({ definition, input: { a: 4, b: 0 }, lambda });
  expect(run).toMatchObject({ status: "SUCCEEDED", output: "Broken" });
});
