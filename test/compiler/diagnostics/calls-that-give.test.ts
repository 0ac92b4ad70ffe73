import path from "node:path";
import { compileProject, formatDiagnostics } from "setpiece/compiler";
import { expect, test } from "vitest";

const cwd = path.join(import.meta.dirname, "virtual-calls");
const files = {
  "lines.ts": `export interface Order { lines: number[] }
export const addLine = (order: Order, line: number) => { order.lines.push(line); };
export const addTwo = (order: Order) => { addLine(order, 2); };
export const inOrder = (order: Order) => order.lines.sort((a, b) => a - b);
`,
  "shop.ts": `import { workflow } from "setpiece";
import { addLine, addTwo, inOrder, type Order } from "./lines.js";
export const shop = workflow("shop", async (order: Order) => {
  const own: Order = { lines: [] }, basket = { order };
  addLine(own, 1);
  addLine(order, 1);
  addTwo(order);
  const sorted = inOrder(order);
  const add = (line: number) => { order.lines.push(line); };
  add(3);
  return { own, order, sorted, basket };
});
`,
};
const overlay = new Map(Object.entries(files).map(([name, text]) => [path.join(cwd, name), text]));
const { diagnostics } = compileProject({ paths: [], cwd, overlay });

const placeOf = (location: { file: string; line: number; column: number } | undefined): string =>
  location === undefined ? "" : `${path.basename(location.file)}:${location.line}:${location.column}`;

test("a change of an argument names the calls that gave it, and no call that may", () => {
  expect(
    diagnostics.map(({ code, location, related }) => [
      `${code} ${placeOf(location)}`,
      ...related.map((one) => `${placeOf(one.location)} ${one.message}`),
    ]),
  ).toEqual([
    [
      "SP1244 lines.ts:2:58",
      "shop.ts:6:3 called here with the value",
      "lines.ts:3:43 called here with the value",
      "shop.ts:7:3 which is called here",
    ],
    ["SP1305 lines.ts:4:42", "shop.ts:8:18 called here with the value"],
    ["SP1244 shop.ts:9:35"],
  ]);
});

test("the calls are in every format that has places", () => {
  const text = formatDiagnostics(diagnostics, "text", { cwd });
  expect(text).toContain("shop.ts:6:3 - called here with the value");
  expect(text).toContain("> 6 |   addLine(order, 1);");
  const json = JSON.parse(formatDiagnostics(diagnostics, "json", { cwd })) as readonly { related: readonly object[] }[];
  expect(json[0]?.related[0]).toMatchObject({ message: "called here with the value", location: { file: "shop.ts" } });
  const sarif = JSON.parse(formatDiagnostics(diagnostics, "sarif", { cwd })) as {
    runs: [{ results: readonly { relatedLocations: readonly object[] }[] }];
  };
  expect(sarif.runs[0].results[0]?.relatedLocations[0]).toMatchObject({
    message: { text: "called here with the value" },
    physicalLocation: { artifactLocation: { uri: "shop.ts" }, region: { startLine: 6, startColumn: 3 } },
  });
});
