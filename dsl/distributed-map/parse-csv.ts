/**
 * Takes CSV apart as Step Functions does: quoted fields may hold delimiters and line breaks, a doubled quote stands for one,
 * and a backslash escapes another, a quote or the delimiter, and falls away before anything else; empty lines are skipped;
 * columns that a row lacks are empty, and those beyond the headers are dropped.
 *
 * @param headers Default: the first row.
 * @see AWS Step Functions developer guide, "How Step Functions parses input CSV files"
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
  let field = "";
  let quoted = false;
  const endRow = () => {
    row.push(field);
    field = "";
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const next = text.charAt(index + 1);
    if (character === "\\") {
      if (next !== "\\" && next !== '"' && next !== delimiter) continue;
      field += next;
      index += 1;
    } else if (character === '"' && next === '"' && (quoted || field !== "")) {
      field += '"';
      index += 1;
    } else if (character === '"' && (quoted || field === "")) quoted = !quoted;
    else if (quoted) field += character;
    else if (character === delimiter) {
      row.push(field);
      field = "";
    } else if (character === "\n") endRow();
    else if (character !== "\r") field += character;
  }
  if (field !== "" || row.length > 0) endRow();
  return rows;
}
