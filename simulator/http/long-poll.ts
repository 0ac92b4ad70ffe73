import { isQueryRequest } from "../services/wire/query-protocol.js";
import type { HttpRequest } from "./http-handler.js";

const longPolls: ReadonlySet<string> = new Set(["AWSStepFunctions.GetActivityTask", "AmazonSQS.ReceiveMessage"]);

/** Whether a request waits for work that is given to one client, and lost with one that has gone. */
export function isLongPoll(request: HttpRequest): boolean {
  return longPolls.has(request.headers["x-amz-target"] ?? "") || isQueryReceive(request);
}

/** `ReceiveMessage` of SQS as older SDKs send it. */
function isQueryReceive(request: HttpRequest): boolean {
  return isQueryRequest(request) && /(?:^|&)Action=ReceiveMessage(?:&|$)/.test(request.body.toString("latin1"));
}
