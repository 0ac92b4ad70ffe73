import { readFileSync } from "node:fs";
import { hasErrors, validateDefinitionFile, type Diagnostic, type StateMachineType } from "../asl/index.js";

export type ValidateFormat = "text" | "json" | "sarif" | "github";

export interface ValidateOptions {
  /** @default "text" */
  readonly format?: ValidateFormat;
  /** The type of the machines. @default "STANDARD" */
  readonly type?: StateMachineType;
}

export interface ValidateResult {
  /** 1 when a file has an error or cannot be read, else 0: warnings do not count. */
  readonly exitCode: 0 | 1;
  /** What to print, without a line break at its end. */
  readonly output: string;
}

interface CheckedFile {
  readonly file: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * `setpiece validate FILE…`: checks state machine definitions in `.json`, `.asl.json`, `.yaml` or `.yml` files,
 * written by hand or by other tools. `${Name}` may stand where SAM or CDK fill in a value.
 */
export function validateFiles(files: readonly string[], options: ValidateOptions = {}): ValidateResult {
  const checked = files.map((file) => checkFile(file, options.type ?? "STANDARD"));
  const exitCode = checked.some(({ diagnostics }) => hasErrors(diagnostics)) ? 1 : 0;
  return { exitCode, output: formatFiles(checked, options.format ?? "text") };
}

/** Text that is no UTF-8 is an error: replaced by other characters, another machine would be checked than is deployed. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function checkFile(file: string, type: StateMachineType): CheckedFile {
  let text: string;
  try {
    text = utf8.decode(readFileSync(file));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const isUnreadable = !(thrown instanceof TypeError);
    const message = isUnreadable
      ? `The file cannot be read: ${reason}`
      : "The file is not UTF-8 text: save it as UTF-8";
    return { file, text: "", diagnostics: [{ severity: "ERROR", code: "FILE_NOT_READABLE", message }] };
  }
  // Editors on Windows put a byte order mark in front, which is not JSON.
  const content = text.replace(/^\uFEFF/, "");
  return { file, text: content, diagnostics: validateDefinitionFile(content, file, { type, substitutions: true }) };
}

function formatFiles(files: readonly CheckedFile[], format: ValidateFormat): string {
  switch (format) {
    case "text":
      return files.map(formatText).join("\n");
    case "json":
      return files.map(formatJson).join("\n");
    case "github":
      return files.flatMap(formatGithub).join("\n");
    case "sarif":
      return formatSarif(files);
  }
}

/** One line a file, whatever it holds. `line` and `column` are absent where a finding has no place in the file. */
function formatJson({ file, diagnostics }: CheckedFile): string {
  const listed = diagnostics.map(({ severity, code, message, location, line, column }) => ({
    ...{ severity, code, message, location },
    ...{ line, column },
  }));
  return JSON.stringify({ file, valid: !hasErrors(diagnostics), diagnostics: listed });
}

function formatText({ file, text, diagnostics }: CheckedFile): string {
  if (diagnostics.length === 0) return `${file}: valid`;
  const blocks = diagnostics.map((diagnostic) => {
    const { severity, code, message, location, line, column } = diagnostic;
    const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
    const where = location === undefined ? "" : ` at ${location}`;
    const frame = line === undefined ? "" : `\n\n${codeFrame(text, line, column ?? 1)}\n`;
    return `${place} - ${severity.toLowerCase()} ${code}: ${message}${where}${frame}`;
  });
  return [...blocks, `${file}: ${hasErrors(diagnostics) ? "not valid" : "valid"} (${counted(diagnostics)})`].join("\n");
}

function counted(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "ERROR").length;
  const warnings = diagnostics.length - errors;
  return `${errors} error${errors === 1 ? "" : "s"}, ${warnings} warning${warnings === 1 ? "" : "s"}`;
}

const longestLine = 120;

/** The line, the one before and the one after, and a mark under the column. */
function codeFrame(text: string, line: number, column: number): string {
  const lines = text.split(/\r?\n/);
  const numbers = [line - 1, line, line + 1].filter((number) => number >= 1 && number <= lines.length);
  const width = String(numbers.at(-1)).length;
  // A machine on one line is shown around the column only.
  const from = Math.max(0, column - 1 - longestLine / 2);
  const shown = (number: number) => (lines[number - 1] ?? "").slice(from, from + longestLine).replaceAll("\t", " ");
  return numbers
    .flatMap((number) => {
      const prefix = `${number === line ? ">" : " "} ${String(number).padStart(width)} | `;
      const mark = `  ${" ".repeat(width)} | ${" ".repeat(column - 1 - from)}^`;
      return number === line ? [`${prefix}${shown(number)}`, mark] : [`${prefix}${shown(number)}`];
    })
    .join("\n");
}

/** Workflow commands, which GitHub shows as annotations. */
function formatGithub({ file, diagnostics }: CheckedFile): readonly string[] {
  return diagnostics.map(({ severity, code, message, location, line, column }) => {
    const level = severity === "ERROR" ? "error" : "warning";
    const position = line === undefined ? "" : `,line=${line},col=${column ?? 1}`;
    const where = location === undefined ? "" : ` at ${location}`;
    return `::${level} file=${escapeProperty(file)}${position},title=${escapeProperty(code)}::${escapeData(message + where)}`;
  });
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
function formatSarif(files: readonly CheckedFile[]): string {
  const codes = new Set(files.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)));
  const results = files.flatMap(({ file, diagnostics }) =>
    diagnostics.map(({ severity, code, message, location, line, column }) => ({
      ruleId: code,
      level: severity === "ERROR" ? "error" : "warning",
      message: { text: message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: encodeURI(file.replaceAll("\\", "/")) },
            ...(line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } }),
          },
          ...(location === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: location }] }),
        },
      ],
    })),
  );
  const driver = { name: "setpiece validate", rules: [...codes].map((id) => ({ id })) };
  const schema = "https://json.schemastore.org/sarif-2.1.0.json";
  return JSON.stringify({ $schema: schema, version: "2.1.0", runs: [{ tool: { driver }, results }] }, null, 2);
}
