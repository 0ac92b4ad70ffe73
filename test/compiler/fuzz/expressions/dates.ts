import { each, type WrittenProduction } from "./production.js";

const parts = ["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds"];

/** Dates, and what is read of them. */
export const dates: readonly WrittenProduction[] = [
  ...each("D", "new Date($N * 86_400_000)", "new Date($N * 1000 + 0.5)", "new Date($D.getTime() + $N * 3_600_000)"),
  ...each("D", "new Date($D)", "new Date($D.toISOString())", "new Date(Date.UTC(2024, Math.floor($N), 31))"),
  ...each(
    "D",
    "new Date(Date.UTC(2000 + Math.floor($N), 1, 29, 12))",
    "new Date(`2024-0${Math.abs($N) > 3 ? 4 : 3}-01`)",
  ),
  ...each("N", "$D.getTime()", "Date.parse($D.toISOString())", "+$D", "+$D - +$D", "$D.valueOf() - $D.getTime()"),
  ...each("N", ...parts.map((part) => `$D.getUTC${part}()`), "Date.UTC(1999, 0, Math.floor($N))"),
  ...each("N", "Math.floor(($D.getTime() - $D.getTime()) / 86_400_000)"),
  ...each("S", "$D.toISOString()", "$D.toISOString().slice(0, 10)", "$D.toJSON()"),
  ...each("S", "`${$D.getUTCFullYear()}-${$D.getUTCMonth() + 1}`"),
  ...each("B", "$D < $D", "$D >= $D", "$D.getTime() === $D.getTime()", "$D > new Date($N)"),
  ...each("AS", "$AN.map((%x:N) => new Date(%x * 1000).toISOString())"),
];
