import path from "node:path";
import { compileProject } from "setpiece/compiler";
import { expect, test } from "vitest";

const cwd = path.join(import.meta.dirname, "virtual-errors");
const files = {
  "errors.ts": `import { WorkflowError } from "setpiece";
export class Refused extends WorkflowError {}
export class Missing extends WorkflowError {}
`,
  "declined.ts": `import { Refused } from "./errors.js";
export class Declined extends Refused {}
export const decline = (): never => { throw new Declined("no"); };
`,
  "unseen.ts": `import { Missing } from "./errors.js";
export class Gone extends Missing {}
`,
  "shop.ts": `import { workflow } from "setpiece";
import { Missing, Refused } from "./errors.js";
import { decline } from "./declined.js";
export const shop = workflow("shop", async (paid: boolean) => {
  try {
    if (paid) decline();
    return "paid";
  } catch (error) {
    if (error instanceof Missing) return "missing";
    return error instanceof Refused ? "refused" : "other";
  }
});
`,
};

test("a class with a subclass in another file that the workflow imports is refused, and one that it does not see is not", () => {
  const overlay = new Map(Object.entries(files).map(([name, text]) => [path.join(cwd, name), text]));
  const { diagnostics } = compileProject({ paths: [], cwd, overlay });
  expect(
    diagnostics.map(({ code, location, related }) => [
      code,
      location?.line,
      ...related.map((one) => `${path.basename(one.location.file)}:${one.location.line} ${one.message}`),
    ]),
  ).toEqual([["SP1227", 10, "declined.ts:2 a subclass"]]);
});
