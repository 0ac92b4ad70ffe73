/** A definition that cannot run. The API answers `InvalidDefinition`. */
export class DefinitionError extends Error {
  /**
   * @param code the service's diagnostic code, such as `SCHEMA_VALIDATION_FAILED`
   * @param detail what is wrong
   * @param location JSON pointer into the definition: `/States/Pay/Output`
   */
  constructor(
    readonly code:
      | "SCHEMA_VALIDATION_FAILED"
      | "INVALID_JSONATA_EXPRESSION"
      | "INVALID_JSON_DESCRIPTION"
      | "UNSUPPORTED_JSONATA_EXPRESSION",
    readonly detail: string,
    readonly location: string,
  ) {
    super(`${code}: ${detail} at ${location}`);
    this.name = "DefinitionError";
  }
}
