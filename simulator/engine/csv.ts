/**
 * Parses text of fields, which the delimiter separates, and of rows, which line breaks do. Empty lines are skipped.
 *
 * - Fields in double quotes may hold delimiters and line breaks. A double quote that is repeated stands for itself, in
 *   fields without quotes too.
 * - A backslash before a backslash, a double quote or the delimiter has that stand for itself; before anything else it
 *   falls away.
 *
 * @see AWS Step Functions developer guide, "How Step Functions parses input CSV files"; RFC 4180
 */
export function parseCsv(text: string, delimiter: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  const endField = () => {
    row.push(field);
    field = "";
  };
  const endRow = () => {
    endField();
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
    else if (character === delimiter) endField();
    else if (character === "\n") endRow();
    else if (character !== "\r") field += character;
  }
  if (field !== "" || row.length > 0) endRow();
  return rows;
}
