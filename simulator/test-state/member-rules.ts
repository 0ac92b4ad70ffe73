import type { JsonValue } from "../json.js";

/** What the value of a result's member must be like, beyond its type. */
export type MemberRule =
  | { readonly kind: "text"; readonly min?: number; readonly max?: number; readonly values?: readonly string[] }
  | { readonly kind: "number"; readonly min?: number; readonly max?: number };

/** The rules of a service's members, by name. */
export type MemberRules = Readonly<Record<string, MemberRule>>;

const text = (min: number, max: number): MemberRule => ({ kind: "text", min, max });
const number = (min: number, max?: number): MemberRule => ({
  kind: "number",
  min,
  ...(max === undefined ? {} : { max }),
});
const oneOf = (...values: readonly string[]): MemberRule => ({ kind: "text", values });

const encryptionAlgorithm = oneOf("SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE");

/**
 * Bounds of members in the results of services whose calls are often mocked. The SDK clients' schemas tell types, but
 * neither bounds nor, always, enumerations.
 *
 * @see the API references of the services
 */
const rulesOfServices: Readonly<Record<string, MemberRules>> = {
  dynamodb: { TableName: text(1, 1024) },
  kms: {
    CiphertextBlob: text(1, 6144),
    CiphertextForRecipient: text(1, 6144),
    EncryptionAlgorithm: encryptionAlgorithm,
    KeyId: text(1, 2048),
    Mac: text(1, 6144),
    Plaintext: text(1, 4096),
    Signature: text(1, 6144),
    SourceKeyId: text(1, 2048),
  },
  lambda: {
    Description: text(0, 256),
    ExecutedVersion: text(1, 1024),
    Handler: text(0, 128),
    MemorySize: number(128, 10_240),
    ReservedConcurrentExecutions: number(0),
    Timeout: number(1),
    Version: text(1, 1024),
  },
  secretsmanager: {
    ARN: text(20, 2048),
    SecretBinary: text(1, 65_536),
    SecretString: text(1, 65_536),
    VersionId: text(32, 64),
  },
  sfn: {
    ExecutionArn: text(1, 256),
    StateMachineArn: text(1, 256),
    ActivityArn: text(1, 256),
    TaskToken: text(1, 2048),
  },
};

/** The rules for results of a Task's resource: `aws-sdk:kms`, `lambda`, `states`, … */
export function memberRules(resourceType: string): MemberRules {
  const service = resourceType.replace(/^aws-sdk:/, "");
  return rulesOfServices[service === "states" ? "sfn" : service] ?? {};
}

/** What is wrong with a member's value, or `undefined`. Numbers have least and most values, text lengths. */
export function memberRuleProblem(field: string, value: JsonValue, rule: MemberRule): string | undefined {
  if (rule.kind === "number") {
    if (typeof value !== "number") return `Field '${field}' must be a number`;
    if (rule.min !== undefined && value < rule.min) return `Field '${field}' is less than the minimum value`;
    if (rule.max !== undefined && value > rule.max) return `Field '${field}' exceeds the maximum value`;
    return undefined;
  }
  if (typeof value !== "string") return `Field '${field}' must be a string`;
  if (rule.min !== undefined && value.length < rule.min) return `Field '${field}' is smaller than the minimum length`;
  if (rule.max !== undefined && value.length > rule.max) return `Field '${field}' exceeds the maximum length`;
  return notAmong(field, value, rule.values);
}

/** What is wrong with text that has to be one of some values. */
export function notAmong(field: string, value: string, values: readonly string[] | undefined): string | undefined {
  return values === undefined || values.includes(value) ? undefined : `Field '${field}' is not an expected value`;
}
