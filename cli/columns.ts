import Table from "cli-table3";

/** A cell: plain text, and how it is coloured. Colour codes would count as width, so they come last. */
export interface Cell {
  readonly text: string;
  readonly style?: (text: string) => string;
}

export interface ColumnOptions {
  /** Characters that a whole line may take. */
  readonly width: number;
  /** The longest that each column may get, by position. The last column takes what is left. */
  readonly limits?: readonly (number | undefined)[];
  /** Positions of columns with numbers. */
  readonly alignRight?: readonly number[];
}

const gap = "  ";
const noBorders = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "" },
  ...{ bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "" },
  ...{ left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: gap },
};

/** Lays rows out in columns without borders; what is too long is cut with an ellipsis. */
export function renderColumns(rows: readonly (readonly Cell[])[], options: ColumnOptions): string {
  const { width, limits = [], alignRight = [] } = options;
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) => {
    const natural = Math.max(1, ...rows.map((row) => [...(row[column]?.text ?? "")].length));
    return Math.min(natural, limits[column] ?? natural);
  });
  const others = widths.slice(0, -1).reduce((sum, each) => sum + each + gap.length, 0);
  const last = widths.at(-1) ?? 0;
  widths[count - 1] = Math.min(last, Math.max(12, width - others));
  const table = new Table({
    chars: noBorders,
    colWidths: widths,
    colAligns: widths.map((_, column) => (alignRight.includes(column) ? "right" : "left")),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  table.push(...rows.map((row) => row.map(({ text, style }) => (style === undefined ? text : style(text)))));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
