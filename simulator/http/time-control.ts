import { randomUUID } from "node:crypto";
import type { ExecutionEngine } from "../engine/execution-engine.js";
import type { JsonObject } from "../json.js";
import type { HttpRequest, HttpResponse } from "./http-handler.js";

/** How `X-Amz-Target` begins where the simulator itself is meant, and none of the services that it plays. */
export const timeControlTarget = "SetpieceSimulator.";

/**
 * What a program in another process may ask of the simulator's time, as AWS JSON 1.0 without parameters:
 *
 * - `DescribeTime`: `{ "clock": "real" | "virtual", "nowMs": … }`, the latter in epoch milliseconds.
 * - `SkipPause`: lets the next deadline of a task strike that waits for its token, when nothing else is to happen before:
 *   `{ "skipped": true }`, or false when no such deadline is next. Refused unless time is virtual.
 *
 * Pages of a browser cannot ask: the header needs a consent that is never given (CORS).
 */
export function handleTimeControl(engine: ExecutionEngine, isVirtual: boolean, request: HttpRequest): HttpResponse {
  const target = request.headers["x-amz-target"] ?? "";
  const action = target.slice(timeControlTarget.length);
  switch (action) {
    case "DescribeTime":
      return respond(200, { clock: isVirtual ? "virtual" : "real", nowMs: engine.nowMs() });
    case "SkipPause":
      if (isVirtual) return respond(200, { skipped: engine.skipPause() });
      return refuse("ValidationException", "Real time skips nothing: start the simulator with --virtual-time.");
    default:
      return refuse(
        "UnknownOperationException",
        `Unknown operation '${action}': DescribeTime and SkipPause are known.`,
      );
  }
}

const refuse = (code: string, message: string): HttpResponse => respond(400, { __type: code, message });

function respond(status: number, body: JsonObject): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() },
    body: JSON.stringify(body),
  };
}
