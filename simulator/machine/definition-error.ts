import type { Diagnostic } from "../../asl/index.js";

/** A definition that cannot run. The API answers `InvalidDefinition`. */
export class DefinitionError extends Error {
  /**
   * @param code the service's diagnostic code, such as `SCHEMA_VALIDATION_FAILED`
   * @param detail what is wrong
   * @param location JSON pointer into the definition: `/States/Pay/Output`
   */
  constructor(
    readonly code: Diagnostic["code"],
    readonly detail: string,
    readonly location: string,
  ) {
    super(`${code}: ${detail} at ${location}`);
    this.name = "DefinitionError";
  }
}
