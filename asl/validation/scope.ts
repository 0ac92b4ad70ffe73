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
  error(code: string, message: string, path: DefinitionPath | undefined): void;
  warning(code: string, message: string, path: DefinitionPath): void;
}

/** A report that keeps what it is told, in order. */
export function collectReport(): { readonly report: Report; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const add = (severity: Severity, code: string, message: string, path: DefinitionPath | undefined) => {
    const place = path === undefined ? {} : { location: formatLocation(path), path };
    diagnostics.push({ severity, code, message, ...place });
  };
  return {
    diagnostics,
    report: {
      error: (code, message, path) => add("ERROR", code, message, path),
      warning: (code, message, path) => add("WARNING", code, message, path),
    },
  };
}

export function schemaError(scope: Scope, message: string, path: DefinitionPath): void {
  scope.report.error("SCHEMA_VALIDATION_FAILED", message, path);
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
