import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Dates as texts. */
export const utcTexts: readonly Row[] = [
  {
    name: "dates as texts in UTC",
    before: `const stamp = (date: Date) => date.toUTCString();
const httpDate = (iso: string) => new Date(iso).toUTCString();`,
    body: `async (input: { at: string; days: number; list: string[] }) => {
  const at = new Date(input.at);
  const due = new Date(at.getTime() + input.days * 86_400_000);
  const all = input.list.map((text) => new Date(text)).sort((a, b) => a.getTime() - b.getTime());
  due.setUTCHours(7, 5, 9);
  return { at: at.toUTCString(), due: \`until \${due.toUTCString()}\`, stamped: stamp(due), http: httpDate(input.at), all: all.map((d) => d.toUTCString()), last: all.at(-1)?.toUTCString() ?? "never", fixed: new Date(Date.UTC(2024, 1, 29)).toUTCString() };
}`,
    scenarios: runs(
      [
        {
          at: "2024-02-28T23:59:59.999Z",
          days: 1.5,
          list: ["1999-12-31T00:00:00+02:00", "2026-09-06", "0099-01-01T00:00:00Z"],
        },
      ],
      [{ at: "2024-12-31", days: 0, list: [] }],
    ),
  },
];
