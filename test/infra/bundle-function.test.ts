import { rm } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { bundleFunction } from "../../infra/bundle-function.js";

const projectRoot = path.resolve(import.meta.dirname, "fixtures/shop");
const file = path.join(projectRoot, "workflows/shop.ts");
const folders: string[] = [];

function bundle(task: string): string {
  const folder = bundleFunction({ file, task, projectRoot, conditions: ["setpiece:source"] });
  folders.push(folder);
  return path.join(folder, "index.mjs");
}

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

test("a bundle's handler runs the task, with the deployed names from the environment", async () => {
  const { handler } = (await import(pathToFileURL(bundle("countSales")).href)) as {
    handler: (event: unknown, context: object) => Promise<unknown>;
  };
  process.env.SETPIECE_NAME_SALES_BY_DAY = "Shop-Sales-1A2B";
  expect(await handler("2026-11-27", {})).toBe("2026-11-27 in Shop-Sales-1A2B");
  delete process.env.SETPIECE_NAME_SALES_BY_DAY;
  expect(await handler("2026-11-27", {})).toBe("2026-11-27 in sales-by-day");
});

test("a file that cannot be bundled is an error that names the task", () => {
  expect(() => bundleFunction({ file: path.join(projectRoot, "none.ts"), task: "greet", projectRoot })).toThrow(
    /the Lambda task greet .* could not be bundled/,
  );
});
