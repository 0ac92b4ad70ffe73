import { existsSync } from "node:fs";
import path from "node:path";
import picocolors from "picocolors";
import type { SourceLocation } from "../source-span.js";
import type { Diagnostic } from "./diagnostic.js";
import { sarifLog } from "./sarif.js";

export type DiagnosticFormat = "text" | "json" | "sarif" | "github";

export interface FormatOptions {
  /** Colours in text. Default: none. */
  readonly color?: boolean;
  /** Paths are shown relative to this folder. Default: the current one. */
  readonly cwd?: string;
  /** The address of docs/diagnostics.md that SARIF rules lead to. Default: the file in the installed package. */
  readonly helpUri?: string;
}

/** From this file, the documentation lies two folders up in sources and three in a built package. */
const documentation = ["../../docs/diagnostics.md", "../../../docs/diagnostics.md"]
  .map((file) => new URL(file, import.meta.url))
  .find((url, index, all) => existsSync(url) || index === all.length - 1)?.href as string;

/** All diagnostics as one text: for people, as JSON, as SARIF 2.1.0, or as GitHub annotations. */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  format: DiagnosticFormat,
  options: FormatOptions = {},
): string {
  const relative = (file: string) => path.relative(options.cwd ?? process.cwd(), file).replaceAll("\\", "/");
  switch (format) {
    case "text":
      return formatText(diagnostics, relative, options.color ?? false);
    case "json":
      return JSON.stringify(
        diagnostics.map((diagnostic) => withPaths(diagnostic, relative)),
        null,
        2,
      );
    case "sarif":
      return JSON.stringify(sarifLog(diagnostics, relative, options.helpUri ?? documentation), null, 2);
    case "github":
      return diagnostics.map((diagnostic) => annotation(diagnostic, relative)).join("\n");
  }
}

type Relative = (file: string) => string;

function formatText(diagnostics: readonly Diagnostic[], relative: Relative, color: boolean): string {
  const colors = picocolors.createColors(color);
  const place = (location: SourceLocation) => `${relative(location.file)}:${location.line}:${location.column}`;
  const texts = diagnostics.map((diagnostic) => {
    const { severity, code, message, location } = diagnostic;
    const paint = severity === "error" ? colors.red : colors.yellow;
    const where = location === undefined ? "" : `${colors.cyan(place(location))} - `;
    const rows = [`${where}${paint(severity)} ${code}: ${message}`];
    if (diagnostic.frame !== "") rows.push("", diagnostic.frame);
    for (const related of diagnostic.related) {
      rows.push("", `  ${colors.cyan(place(related.location))} - ${related.message}`, "", related.frame);
    }
    if (diagnostic.hint !== "") rows.push(`  ${colors.green("hint:")} ${diagnostic.hint}`);
    rows.push(`  more: docs/diagnostics.md#${code.toLowerCase()}`);
    return rows.join("\n");
  });
  return texts.join("\n\n");
}

function withPaths(diagnostic: Diagnostic, relative: Relative): Diagnostic {
  const move = (location: SourceLocation): SourceLocation => ({ ...location, file: relative(location.file) });
  return {
    ...diagnostic,
    location: diagnostic.location && move(diagnostic.location),
    related: diagnostic.related.map((related) => ({ ...related, location: move(related.location) })),
  };
}

function annotation(diagnostic: Diagnostic, relative: Relative): string {
  const escapeData = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  const escapeProperty = (text: string) => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
  const { location } = diagnostic;
  const properties = [
    ...(location === undefined
      ? []
      : [
          `file=${escapeProperty(relative(location.file))}`,
          `line=${location.line}`,
          `endLine=${location.endLine}`,
          `col=${location.column}`,
          `endColumn=${location.endColumn}`,
        ]),
    `title=${escapeProperty(diagnostic.code)}`,
  ];
  const text = diagnostic.hint === "" ? diagnostic.message : `${diagnostic.message}\n${diagnostic.hint}`;
  return `::${diagnostic.severity} ${properties.join(",")}::${escapeData(text)}`;
}
