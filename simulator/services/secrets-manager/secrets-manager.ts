import type { HttpHandler } from "../../http/http-handler.js";
import { servicePlace, type ServicePlaceOptions } from "../service-place.js";
import { jsonProtocolHandler } from "../wire/json-protocol.js";
import {
  deleteSecret,
  describeSecret,
  listSecrets,
  restoreSecret,
  tagResource,
  untagResource,
} from "./operations/secrets.js";
import { createSecret, getSecretValue, putSecretValue, updateSecret } from "./operations/values.js";
import type { SecretsState } from "./secret.js";

/** An embedded Secrets Manager, in memory: secrets with their versions, without rotation, replicas and policies. */
export interface SecretsManager {
  /** Answers what the AWS SDK's client sends (AWS JSON 1.1). */
  readonly handler: HttpHandler;
}

/** Every action of Secrets Manager that is simulated. */
export const secretsManagerActions: ReadonlyMap<string, (state: SecretsState, json: unknown) => object> = new Map([
  ["CreateSecret", createSecret],
  ["DeleteSecret", deleteSecret],
  ["DescribeSecret", describeSecret],
  ["GetSecretValue", getSecretValue],
  ["ListSecrets", listSecrets],
  ["PutSecretValue", putSecretValue],
  ["RestoreSecret", restoreSecret],
  ["TagResource", tagResource],
  ["UntagResource", untagResource],
  ["UpdateSecret", updateSecret],
]);

const maxBodyBytes = 1024 * 1024;

export function createSecretsManager(options: ServicePlaceOptions = {}): SecretsManager {
  const state: SecretsState = { ...servicePlace(options), secrets: new Map() };
  return {
    handler: jsonProtocolHandler({
      targetPrefixes: ["secretsmanager"],
      contentType: "application/x-amz-json-1.1",
      action: (name) => {
        const action = secretsManagerActions.get(name);
        return action && ((input) => action(state, input));
      },
      maxBodyBytes,
    }),
  };
}
