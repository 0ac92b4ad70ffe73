import type { HttpHandler } from "../../http/http-handler.js";
import { servicePlace, type ServicePlaceOptions } from "../service-place.js";
import { jsonProtocolHandler } from "../wire/json-protocol.js";
import {
  deleteParameter,
  deleteParameters,
  describeParameters,
  getParameterHistory,
} from "./operations/describe-parameters.js";
import { getParameter, getParameters, getParametersByPath } from "./operations/get-parameters.js";
import { putParameter } from "./operations/put-parameter.js";
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from "./operations/tags.js";
import type { ParametersState } from "./parameter.js";

/**
 * The Parameter Store of an embedded Systems Manager, in memory: parameters with their versions and tags, without labels,
 * policies and sharing. Nothing else of Systems Manager is there.
 */
export interface Ssm {
  /** Answers what the AWS SDK's client sends (AWS JSON 1.1). */
  readonly handler: HttpHandler;
}

/** Every action of Systems Manager that is simulated. */
export const ssmActions: ReadonlyMap<string, (state: ParametersState, json: unknown) => object> = new Map([
  ["AddTagsToResource", addTagsToResource],
  ["DeleteParameter", deleteParameter],
  ["DeleteParameters", deleteParameters],
  ["DescribeParameters", describeParameters],
  ["GetParameter", getParameter],
  ["GetParameterHistory", getParameterHistory],
  ["GetParameters", getParameters],
  ["GetParametersByPath", getParametersByPath],
  ["ListTagsForResource", listTagsForResource],
  ["PutParameter", putParameter],
  ["RemoveTagsFromResource", removeTagsFromResource],
]);

const maxBodyBytes = 1024 * 1024;

export function createSsm(options: ServicePlaceOptions = {}): Ssm {
  const state: ParametersState = { ...servicePlace(options), parameters: new Map() };
  return {
    handler: jsonProtocolHandler({
      targetPrefixes: ["AmazonSSM"],
      contentType: "application/x-amz-json-1.1",
      action: (name) => {
        const action = ssmActions.get(name);
        return action && ((input) => action(state, input));
      },
      maxBodyBytes,
    }),
  };
}
