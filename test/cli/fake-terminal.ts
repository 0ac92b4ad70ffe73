import { PassThrough, Readable } from "node:stream";
import type { Terminal } from "../../cli/terminal.js";

export interface FakeTerminal extends Terminal {
  /** What was written so far. */
  stdout(): string;
  stderr(): string;
  /** Asks the command to end, as SIGTERM does. */
  stop(): void;
}

/** A terminal that records what is written. Nobody sits at it unless `interactive` says so. */
export function fakeTerminal(options: Partial<Terminal> & { readonly stdin?: string } = {}): FakeTerminal {
  const { stdin = "", ...overrides } = options;
  const written = { output: "", errors: "" };
  const sink = (name: keyof typeof written) => {
    const stream = new PassThrough();
    stream.on("data", (chunk: Buffer) => (written[name] += chunk.toString("utf8")));
    return stream;
  };
  let stop = () => {};
  const stopped = new Promise<string>((resolve) => (stop = () => resolve("SIGTERM")));
  return {
    input: Readable.from([stdin]),
    output: sink("output"),
    errors: sink("errors"),
    columns: 100,
    colors: false,
    interactive: false,
    cwd: process.cwd(),
    env: {},
    stopRequested: () => stopped,
    ...overrides,
    stdout: () => written.output,
    stderr: () => written.errors,
    stop,
  };
}
