import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { startPeer } from "../../simulator/peer/engines.js";

export interface BenchServer {
  readonly name: string;
  readonly url: string;
  /** Bytes of the heap after a collection; only of the simulator. */
  readonly heapUsed: () => Promise<number | undefined>;
  readonly close: () => Promise<void>;
}

/** The simulator in a process of its own. */
export async function serveSimulator(): Promise<BenchServer> {
  const execArgv = ["--expose-gc", "--conditions=setpiece:source", "--import", "tsx/esm"];
  const child: ChildProcess = fork(join(import.meta.dirname, "serve.ts"), { execArgv });
  const [url] = (await once(child, "message")) as [string];
  return {
    name: "setpiece",
    url,
    heapUsed: async () => {
      child.send("gc");
      const [bytes] = (await once(child, "message")) as [number];
      return bytes;
    },
    close: async () => {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

export async function servePeer(): Promise<BenchServer> {
  const peer = await startPeer();
  return { name: peer.name, url: peer.url, heapUsed: () => Promise.resolve(undefined), close: () => peer.close() };
}
