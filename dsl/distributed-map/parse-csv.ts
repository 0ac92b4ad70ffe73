/**
 * Takes CSV apart as Step Functions does: quoted fields may hold delimiters, line breaks and doubled quotes; empty lines
 * are skipped; columns that a row lacks are empty, and those beyond the headers are dropped.
 *
 * @param headers Default: the first row.
 * @see RFC 4180
 */
export function csvRows(
  text: string,
  delimiter: string,
  headers?: readonly string[],
): readonly Readonly<Record<string, string>>[] {
  const rows = parseRows(text, delimiter);
  const names = headers ?? rows[0] ?? [];
  if (new Set(names).size < names.length) throw new RangeError("CSV headers cannot contain duplicates.");
  const body = headers === undefined ? rows.slice(1) : rows;
  return body.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ""])));
}

function parseRows(text: string, delimiter: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  // A field, quoted or plain, and what ends it.
  const separator = delimiter.replaceAll(/[|]/g, "\\$&");
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^${separator}\\r\\n]*))(${separator}|\\r?\\n|$)`, "gy");
  for (let match = field.exec(text); match !== null; match = field.exec(text)) {
    const [whole, quoted, plain = "", end] = match;
    if (whole === "" && row.length === 0) break;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== delimiter) {
      if (row.length > 1 || row[0] !== "") rows.push(row);
      row = [];
      if (field.lastIndex >= text.length) break;
    }
  }
  return rows;
}
