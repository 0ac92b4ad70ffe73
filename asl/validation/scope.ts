import type { DefinitionPath, Diagnostic, Severity } from "../diagnostic.js";
import { formatLocation } from "../diagnostic.js";
import { isFields } from "../fields.js";
import type { FindSdkAction } from "../sdk-actions.js";
import type { QueryLanguage, StateMachineType } from "../types.js";

/** What a check knows about its surroundings, and where it reports. */
export interface Scope {
  readonly report: Report;
  /** Inside a distributed Map, the type of its child executions. */
  readonly machineType: StateMachineType;
  readonly machineLanguage: QueryLanguage;
  /** The language of the state being checked. */
  readonly language: QueryLanguage;
  /** Whether `${Name}` may stand where a value is filled in before deployment. */
  readonly substitutions: boolean;
  /** Whether findings beyond the service's own are wanted: what it accepts but cannot run. */
  readonly strict: boolean;
  /** Absent where nothing is known of the actions of the AWS SDK integration beyond their spelling. */
  readonly findSdkAction?: FindSdkAction | undefined;
}

export interface Report {
  /** `place` is what is wrong, where that is nearer than the path that the service gives. */
  error(code: string, message: string, path: DefinitionPath | undefined, place?: DefinitionPath): void;
  warning(code: string, message: string, path: DefinitionPath, place?: DefinitionPath): void;
}

/** A report that keeps what it is told, in order. */
export function collectReport(): { readonly report: Report; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const add = (
    severity: Severity,
    code: string,
    message: string,
    path: DefinitionPath | undefined,
    place: DefinitionPath | undefined,
  ) => {
    const where = path === undefined ? {} : { location: formatLocation(path), path };
    diagnostics.push({ severity, code, message, ...where, ...(place !== undefined && { place }) });
  };
  return {
    diagnostics,
    report: {
      error: (code, message, path, place) => add("ERROR", code, message, path, place),
      warning: (code, message, path, place) => add("WARNING", code, message, path, place),
    },
  };
}

/** Reports what breaks the schema, by the object or the field that the service names. `field` is the wrong one in that object. */
export function schemaError(scope: Scope, message: string, path: DefinitionPath, field?: string): void {
  scope.report.error("SCHEMA_VALIDATION_FAILED", message, path, field === undefined ? undefined : [...path, field]);
}

/**
 * Whether a value is filled in before deployment, where the scope allows that: a text with `${Name}` in it, or one of
 * CloudFormation's functions (`{"Ref": …}`, `{"Fn::GetAtt": …}`).
 */
export function isSubstitution(value: unknown, scope: Scope): boolean {
  if (!scope.substitutions) return false;
  if (typeof value === "string") return /\$\{[^{}]+\}/.test(value);
  const [name, ...others] = isFields(value) ? Object.keys(value) : [];
  return name !== undefined && others.length === 0 && (name === "Ref" || name.startsWith("Fn::"));
}
