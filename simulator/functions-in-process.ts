import { randomUUID } from "node:crypto";

import { functionNameOf, type Place } from "./engine/arns.js";
import { failed } from "./integrations/integration.js";
import { lambdaEndpoint } from "./integrations/lambda-endpoint.js";
import { invokeInProcess } from "./integrations/lambda-function.js";
import type { LambdaCaller } from "./integrations/lambda-invoke.js";
import type { LambdaFunction, SimulatorOptions } from "./simulator-options.js";

export const hasOwnFunctions = ({ functions, lambda }: SimulatorOptions): boolean =>
  functions !== undefined || lambda !== undefined;

/** The functions of the options, which take payloads of all types. */
export function functionsInProcess({ functions = new Map<string, LambdaFunction>() }: SimulatorOptions) {
  return functions as ReadonlyMap<string, (payload: unknown, context: Readonly<Record<string, unknown>>) => unknown>; // handlers of all payload types share one registry
}

/** Calls Lambda functions where they are: in process, at an endpoint, or nowhere. */
export function lambdaCaller(
  { lambda, endpoints, awsEndpoint }: SimulatorOptions,
  functions: ReturnType<typeof functionsInProcess>,
  place: Place,
): LambdaCaller {
  const endpoint = endpoints?.lambda ?? awsEndpoint;
  const remote = endpoint === undefined ? undefined : lambdaEndpoint(endpoint);
  return async (nameOrArn, payload, callOptions = {}) => {
    const name = functionNameOf(nameOrArn);
    const own = functions.get(name);
    if (own !== undefined)
      return invokeInProcess(
        (_, given, more) => own(given, { functionName: name, ...more }),
        name,
        payload,
        callOptions,
      );
    if (lambda !== undefined) return invokeInProcess(lambda, name, payload, callOptions);
    if (remote !== undefined) return remote(nameOrArn, payload, callOptions);
    return failed(
      "Lambda.ResourceNotFoundException",
      `Function not found: arn:aws:lambda:${place.region}:${place.account}:function:${name}:${callOptions.qualifier ?? "$LATEST"} (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: ${randomUUID()}; Proxy: null)`,
    );
  };
}
