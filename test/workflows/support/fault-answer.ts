import type { HttpRequest, HttpResponse } from "../../../simulator/http/http-handler.js";
import { lambdaPath } from "../../../simulator/http/lambda-handler.js";
import type { FaultError } from "./faults.js";

/** What a service answers on the wire where it fails in this way; one that cannot fail so is unavailable. */
export function faultAnswer({ path, headers }: HttpRequest, error: FaultError): HttpResponse {
  if (lambdaPath.test(path)) return lambdaFault(error);
  const target = headers["x-amz-target"];
  if (target?.startsWith("DynamoDB") === true && error === "DynamoDb.TransactionCanceledException") {
    const message =
      "Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict]";
    const CancellationReasons = [{ Code: "TransactionConflict", Message: "Transaction is ongoing for the item" }];
    const body = {
      __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
      message,
      CancellationReasons,
    };
    return answer(400, JSON.stringify(body));
  }
  if (target !== undefined) return answer(503, JSON.stringify({ __type: "ServiceUnavailable", message: "fault" }));
  const code = "<Error><Code>ServiceUnavailable</Code><Message>fault</Message></Error>";
  return answer(503, code, { "content-type": "application/xml" });
}

function lambdaFault(error: FaultError): HttpResponse {
  switch (error) {
    case "Lambda.Unknown":
      return answer(200, "this is no JSON");
    case "Sandbox.Timedout":
      return answer(200, JSON.stringify({ errorType: error, errorMessage: "Task timed out after 30.00 seconds" }), {
        "x-amz-function-error": "Unhandled",
      });
    default:
      return answer(500, JSON.stringify({ Type: "Service", Message: "fault" }), {
        "x-amzn-errortype": "ServiceException",
      });
  }
}

const answer = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): HttpResponse => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "fault", ...headers },
  body,
});
