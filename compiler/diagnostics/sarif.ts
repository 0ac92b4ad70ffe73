import type { SourceLocation } from "../source-span.js";
import { catalogue, type DiagnosticCode } from "./catalogue.js";
import type { Diagnostic } from "./diagnostic.js";

/** SARIF 2.1.0, the form that code scanners exchange. */
export function sarifLog(
  diagnostics: readonly Diagnostic[],
  relative: (file: string) => string,
  helpUri: string,
): object {
  const codes = [...new Set(diagnostics.map((diagnostic) => diagnostic.code))].sort();
  const physical = (location: SourceLocation) => ({
    physicalLocation: {
      artifactLocation: { uri: encodeURI(relative(location.file)), uriBaseId: "%SRCROOT%" },
      region: {
        startLine: location.line,
        startColumn: location.column,
        endLine: location.endLine,
        endColumn: location.endColumn,
      },
    },
  });
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "setpiece", rules: codes.map((code) => rule(code as DiagnosticCode, helpUri)) } },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic) => ({
          ruleId: diagnostic.code,
          ruleIndex: codes.indexOf(diagnostic.code),
          level: diagnostic.severity,
          message: { text: `${sentence(diagnostic.message)} ${diagnostic.hint}` },
          locations: diagnostic.location === undefined ? [] : [physical(diagnostic.location)],
          relatedLocations: diagnostic.related.map((related, id) => ({
            id,
            ...physical(related.location),
            message: { text: related.message },
          })),
        })),
      },
    ],
  };
}

/** What is always true of a code; the results fill in the details. */
function rule(code: DiagnosticCode, helpUri: string): object {
  const { severity, message, hint } = catalogue[code];
  const general = (template: string) => template.replaceAll(/\{(\w+)\}/g, "…");
  return {
    id: code,
    shortDescription: { text: general(message) },
    help: { text: `${sentence(general(message))} ${general(hint)}`.replace(/ …$/, "") },
    helpUri: `${helpUri}#${code.toLowerCase()}`,
    defaultConfiguration: { level: severity },
  };
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(first) ? first : `${first}.`;
}
