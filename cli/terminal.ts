import { once } from "node:events";
import { isatty } from "node:tty";
import type { Readable, Writable } from "node:stream";

/** Where a command reads and writes. Commands know nothing of the process besides this. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  /** For errors and notes that are no part of the result. */
  readonly errors: Writable;
  /** Width in characters. */
  readonly columns: number;
  readonly colors: boolean;
  /** True when a person can be asked. */
  readonly interactive: boolean;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Settles when the process is asked to end (SIGINT or SIGTERM); a second request ends it at once. */
  stopRequested(): Promise<string>;
}

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  return {
    input: stdin,
    output: stdout,
    errors: stderr,
    columns: (stdout.isTTY ? stdout.columns : Number(env["COLUMNS"])) || 100,
    colors: wantsColors(env, stdout.isTTY),
    interactive: isatty(stdin.fd) && stdout.isTTY && env["CI"] === undefined,
    cwd: process.cwd(),
    env,
    async stopRequested() {
      const signals = ["SIGINT", "SIGTERM"] as const;
      const signal = await Promise.race(signals.map((name) => once(process, name).then(() => name)));
      return signal;
    },
  };
}

/** `NO_COLOR` and `FORCE_COLOR` as everywhere, else colours on a terminal. */
function wantsColors(env: Terminal["env"], isTerminal: boolean): boolean {
  if (env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "") return false;
  if (env["FORCE_COLOR"] !== undefined && env["FORCE_COLOR"] !== "0") return true;
  return isTerminal && env["TERM"] !== "dumb";
}

export function print(terminal: Terminal, text: string): void {
  terminal.output.write(`${text}\n`);
}

export function note(terminal: Terminal, text: string): void {
  terminal.errors.write(`${text}\n`);
}
