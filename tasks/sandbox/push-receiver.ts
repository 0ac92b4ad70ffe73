import { type HttpAnswer, type SandboxServer, startJsonServer } from "./http-server.js";

/** A notification as the receiver got it. */
export interface ReceivedPush {
  readonly apiKey: string | undefined;
  readonly body: unknown;
}

export interface PushReceiverSandbox extends SandboxServer {
  /** What came, refused or not, in order. */
  readonly received: ReceivedPush[];
  /** What a notification gets instead of an answer. Default: no faults. */
  fault: () => HttpAnswer | undefined;
}

/** Plays a partner who wants to be told of payments, on the loopback interface: `POST /notifications`. */
export async function startPushReceiver(): Promise<PushReceiverSandbox> {
  const received: ReceivedPush[] = [];
  const server = await startJsonServer(({ method, path, headers, body }) => {
    if (method !== "POST" || path !== "/notifications") return { status: 404, body: { message: "no such resource" } };
    const apiKey = headers["x-api-key"];
    received.push({ apiKey: typeof apiKey === "string" ? apiKey : undefined, body });
    return sandbox.fault() ?? { status: 202, body: {} };
  });
  const sandbox: PushReceiverSandbox = { ...server, received, fault: () => undefined };
  return sandbox;
}
