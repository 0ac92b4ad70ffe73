import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";

import { JournalError } from "./journal-error.js";

/**
 * Takes a lock that a process holds while it lives. A lock of a process that is gone is taken over.
 *
 * @returns a function that gives the lock back
 * @throws JournalError when another process has it
 */
export function takeLock(path: string): () => void {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const file = openSync(path, "wx");
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = Number(readFileSync(path, "utf8"));
      if (isAlive(holder) || attempt > 0)
        throw new JournalError("LOCKED", `Process ${holder} uses this folder already (${path}).`);
      rmSync(path, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  // In a container the process before may have had this very number.
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
