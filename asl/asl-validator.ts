import { createRequire } from "node:module";

interface AslValidatorError {
  readonly "Error code": string;
  readonly Message?: string;
}

// The package has no types; this is the part of its interface that is used here.
const aslValidator = createRequire(import.meta.url)("asl-validator") as (definition: unknown) => {
  readonly isValid: boolean;
  readonly errors: readonly AslValidatorError[];
};

/** What asl-validator says of a definition. */
export interface AslValidatorVerdict {
  readonly valid: boolean;
  /** Its errors, one text each; empty when the definition is valid. */
  readonly messages: readonly string[];
}

/**
 * Runs asl-validator, an independent validator of the community, over a definition. It knows neither the rules of
 * JSONata expressions nor of integrations, and refuses some definitions that AWS accepts (JSONata forms above all),
 * so `validateDefinition` does not depend on it; what the compiler emits must satisfy both.
 */
export function verifyWithAslValidator(definition: unknown): AslValidatorVerdict {
  // It writes QueryLanguage into the states it is given.
  const copy = structuredClone(definition);
  try {
    const { isValid, errors } = aslValidator(copy);
    return { valid: isValid, messages: errors.map((error) => `${error["Error code"]}: ${error.Message ?? ""}`) };
  } catch (thrown) {
    return { valid: false, messages: [thrown instanceof Error ? thrown.message : String(thrown)] };
  }
}
