import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

test("the packed package works in a project that has nothing but it", { timeout: 180_000 }, async () => {
  const check = promisify(execFile)(process.execPath, [".ci/check-package.mjs", "--link"], { cwd: root });
  const { stdout } = await check.catch((error: { stdout: string; stderr: string }) =>
    expect.unreachable(error.stdout + error.stderr),
  );
  expect(stdout).toContain("package check: passed");
});
