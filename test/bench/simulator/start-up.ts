import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import type { Figure } from "./figure.js";

const command = join(import.meta.dirname, "../../../bin/setpiece.mjs");

/**
 * From the start of the process to the first answer of the API: the best of several, the first of which may have to
 * bundle the sources.
 */
export async function startUpFigure(runs: number): Promise<Figure> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) least = Math.min(least, await startUpMs());
  return {
    name: "start-up of setpiece local, to its first answer",
    value: least,
    unit: "ms",
    goal: { kind: "at most", value: 300 },
  };
}

async function startUpMs(): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [command, "local", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(child, "close");
  try {
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const url = /http:\S+/.exec(line.toString())?.[0] ?? "";
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AWSStepFunctions.ListStateMachines" },
      body: "{}",
    });
    const answer: unknown = await response.json();
    if (!response.ok)
      throw new Error(`ListStateMachines was answered by ${response.status}: ${JSON.stringify(answer)}`);
    return performance.now() - startedAt;
  } finally {
    child.kill("SIGKILL");
    await closed;
  }
}
