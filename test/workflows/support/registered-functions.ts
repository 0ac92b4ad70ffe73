import { registry } from "setpiece";
import type { HttpHandler } from "../../../simulator/http/http-handler.js";
import { lambdaHandler } from "../../../simulator/http/lambda-handler.js";
import { invokeInProcess } from "../../../simulator/integrations/lambda-function.js";

/** Lambda's Invoke for the handlers of this process. */
export const registeredFunctions: HttpHandler = lambdaHandler(
  (name, payload) =>
    invokeInProcess(
      (functionName, event) => registry.lambdas.get(functionName)?.(event, { functionName }),
      name,
      payload,
    ),
  (name) => registry.lambdas.has(name),
  undefined,
);
