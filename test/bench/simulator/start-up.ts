import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import type { Figure } from "./figure.js";

const command = join(import.meta.dirname, "../../../bin/setpiece.mjs");

/** From the start of the process to the line that says where the simulator is: the best of several. */
export async function startUpFigure(runs: number): Promise<Figure> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [command, "local", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    least = Math.min(least, performance.now() - startedAt);
    const closed = once(child, "close");
    child.kill("SIGKILL");
    await closed;
  }
  return { name: "start-up of setpiece local", value: least, unit: "ms", goal: { kind: "at most", value: 300 } };
}
