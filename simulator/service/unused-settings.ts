import { ServiceError } from "../api/service-error.js";
import type { EncryptionConfiguration } from "./encryption-configuration.js";

/** What becomes of settings that have no effect here: machines with them are refused by name, or a person is told. */
export type SettingsWithoutEffect = "refused" | "told";

/** What is not simulated of how machines and activities are set up. */
export interface UnusedSettings {
  /** A machine asks for X-Ray to trace its executions. Throws `InvalidTracingConfiguration`. */
  traced(owner: string): void;
  /** Data are to be encrypted with a customer's key. Throws `InvalidEncryptionConfiguration`. */
  encrypted(owner: string, encryption: EncryptionConfiguration): void;
  /** Something that does nothing, with AWS neither. */
  told(owner: string, notices: readonly string[]): void;
}

const acceptIt = `start the simulator with settingsWithoutEffect "told" (setpiece local: without --strict-settings)`;

export function unusedSettings(
  policy: SettingsWithoutEffect,
  warn: ((message: string) => void) | undefined,
): UnusedSettings {
  return {
    traced(owner) {
      const what = "X-Ray tracing is not simulated";
      if (policy === "refused")
        throw new ServiceError(
          "InvalidTracingConfiguration",
          `Invalid Tracing Configuration: '${what}. Leave it out, or ${acceptIt}.'`,
        );
      warn?.(`${what}: nothing is traced of ${owner}, which asks for it.`);
    },
    encrypted(owner, encryption) {
      if (encryption.type === "AWS_OWNED_KEY") return;
      const what = "Encryption with a customer's KMS key is not simulated";
      if (policy === "refused")
        throw new ServiceError(
          "InvalidEncryptionConfiguration",
          `Invalid Encryption Configuration: ${what}. Leave it out, or ${acceptIt}.`,
        );
      warn?.(`${what}: the data of ${owner} are not encrypted, and nobody needs the key ${encryption.kmsKeyId}.`);
    },
    told(owner, notices) {
      for (const notice of notices) warn?.(`${owner}: ${notice}`);
    },
  };
}

/** While a service is restored nothing is refused or told again. */
export const settingsTakenBefore: UnusedSettings = { traced: () => {}, encrypted: () => {}, told: () => {} };
