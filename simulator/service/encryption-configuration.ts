import type { InputOf } from "../api/input-shape.js";
import { ServiceError } from "../api/service-error.js";

/** How the data of a machine or an activity are encrypted with the service. Here it is kept and shown, and has no effect. */
export type EncryptionConfiguration =
  | { readonly type: "AWS_OWNED_KEY" }
  | {
      readonly type: "CUSTOMER_MANAGED_KMS_KEY";
      readonly kmsKeyId: string;
      readonly kmsDataKeyReusePeriodSeconds: number;
    };

const defaultReuseSeconds = 300;

/** Reads a request's configuration; without one the service's own key is used. Throws `InvalidEncryptionConfiguration`. */
export function checkEncryption(given: InputOf<"CreateActivity">["encryptionConfiguration"]): EncryptionConfiguration {
  if (given === undefined) return { type: "AWS_OWNED_KEY" };
  const { type, kmsKeyId, kmsDataKeyReusePeriodSeconds: seconds } = given;
  if (type !== "CUSTOMER_MANAGED_KMS_KEY") {
    if (kmsKeyId !== undefined || seconds !== undefined)
      throw invalid("kmsKeyId and kmsDataKeyReusePeriodSeconds cannot be set when type is AWS_OWNED_KEY");
    return { type: "AWS_OWNED_KEY" };
  }
  if (kmsKeyId === undefined) throw invalid("kmsKeyId must be set when type is CUSTOMER_MANAGED_KMS_KEY");
  return { type, kmsKeyId, kmsDataKeyReusePeriodSeconds: seconds ?? defaultReuseSeconds };
}

const invalid = (why: string): ServiceError =>
  new ServiceError("InvalidEncryptionConfiguration", `Invalid Encryption Configuration: ${why}.`);
