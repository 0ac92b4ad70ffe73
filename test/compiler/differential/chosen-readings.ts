import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const bodies: Readonly<Record<string, string>> = {
  "an optional age": `const years = i.age === undefined ? undefined : parseInt(i.age, 10); if (years !== undefined && (isNaN(years) || years < 18)) return "bad"; return years ?? "none";`,
  "an optional number": `const years = i.age ? Number(i.age) : undefined; if (years !== undefined && Number.isNaN(years)) return "bad"; return years ?? "none";`,
  "an age or null": `const years = i.age ? parseInt(i.age, 10) : null; if (years !== null && isNaN(years)) return "bad"; return years;`,
  "a number or zero": `const years = i.age ? parseFloat(i.age) : 0; if (!Number.isFinite(years)) return "bad"; await echo(1); return years;`,
  "the question about undefined, too": `const years = i.age === undefined ? undefined : parseInt(i.age, 10); return Number.isNaN(years) ? "nan" : "ok";`,
  "the question whether there is one": `const years = i.age === undefined ? undefined : parseInt(i.age, 10); if (!years) return "none or nan or zero"; return years + 1;`,
  "nested choices": `const years = i.age === undefined ? -1 : i.age === "x" ? undefined : parseInt(i.age, 10); if (years === undefined || isNaN(years)) return "bad"; return years * 2;`,
  "a whole number or one": `let qty = 0; const n = i.qty.trim() === "" ? 1 : Number(i.qty); if (Number.isInteger(n)) qty = n; else return "no whole number"; await echo(qty); return qty;`,
  "a number that is given or read": `const n = i.n !== undefined ? i.n : Number(i.qty); if (Number.isNaN(n)) return "bad"; return n;`,
  "with another number for NaN": `const years = i.age === undefined ? undefined : parseInt(i.age, 10) || 7; return years ?? "none";`,
};

/** Constants that hold a number read from a text, or something else, of which the workflow asks whether they are one. */
export const chosenReadings: readonly Row[] = Object.entries(bodies).map(([name, body]) => ({
  name: `chosen readings: ${name}`,
  before: "interface I { age?: string; qty: string; n?: number }",
  body: `async (i: I) => { ${body} }`,
  scenarios: runs(
    [{ qty: "3" }],
    [{ age: "20", qty: "x" }],
    [{ age: "abc", qty: "" }],
    [{ age: "0", qty: "2.5", n: 4 }],
    [{ age: "x", qty: "1" }],
  ),
}));
