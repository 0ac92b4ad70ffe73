import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const command = join(import.meta.dirname, "../../bin/setpiece.mjs");

export interface RunningCommand {
  readonly process: ChildProcessWithoutNullStreams;
  stdout(): string;
  stderr(): string;
  /** Waits until standard output matches; fails with what there is when the command ends before. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends a signal and gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Waits for the end and gives the exit code. */
  ended(): Promise<number | null>;
}

/** Runs the command as a user does, in a process of its own. */
export function spawnSetpiece(argv: readonly string[], cwd: string): RunningCommand {
  const child = spawn(process.execPath, [command, ...argv], { cwd, env: { ...process.env, NO_COLOR: "1" } });
  const written = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (written.stdout += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (written.stderr += chunk.toString("utf8")));
  const exit = once(child, "close") as Promise<[number | null]>;
  return {
    process: child,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(written.stdout);
          if (match !== null) resolve(match);
        };
        look();
        child.stdout.on("data", look);
        void exit.then(([code]) => reject(new Error(`ended with ${code}: ${written.stdout}${written.stderr}`)));
      }),
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      const [code] = await exit;
      return code;
    },
    async ended() {
      const [code] = await exit;
      return code;
    },
  };
}
