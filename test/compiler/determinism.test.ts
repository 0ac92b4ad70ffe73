import path from "node:path";
import { compileProject } from "setpiece/compiler";
import { expect, test } from "vitest";

const folder = import.meta.dirname;
const virtual = (name: string): string => path.join(folder, "virtual", name);

const tasks = `import { lambda } from "setpiece";
export const charge = lambda<number, { receipt: string }>("charge", () => ({ receipt: "" }));
export const release = lambda<string, void>("release", () => {});
export const check = lambda<string, boolean>("check", () => true);
`;
const shop = `import { workflow } from "setpiece";
import { charge, check, release } from "./tasks.js";
import { vat } from "./vat.js";
export const shop = workflow("shop", async (order: { id: string; lines: { price: number }[] }) => {
  let total = 0;
  for (const line of order.lines) total += vat(line.price);
  if (!(await check(order.id))) return "refused";
  try {
    const paid = await charge(total);
    return paid.receipt;
  } catch (error) {
    await release(order.id);
    throw error;
  }
});
`;
const vat = `export function vat(price: number): number {
  return Math.round(price * 1.19);
}
`;
const clean = `import { workflow } from "setpiece";
import { release } from "./tasks.js";
export const clean = workflow("clean", async (ids: string[]) => {
  for (const id of ids) await release(id);
});
`;
const files: readonly (readonly [string, string])[] = [
  [virtual("tasks.ts"), tasks],
  [virtual("shop.ts"), shop],
  [virtual("vat.ts"), vat],
  [virtual("clean.ts"), clean],
];

/** The machines as text, by name. */
function machinesOf(sources: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const { workflows, diagnostics } = compileProject({ paths: [], cwd: folder, overlay: new Map(sources) });
  expect(diagnostics).toEqual([]);
  return new Map(workflows.map(({ name, definition }) => [name, JSON.stringify(definition, null, 2)]));
}

const byName = (machines: ReadonlyMap<string, string>) => [...machines].sort(([a], [b]) => (a < b ? -1 : 1));

test("the same sources give the same machines, byte for byte, whatever the order of the files", () => {
  const once = machinesOf(files);
  expect(byName(machinesOf(files))).toEqual(byName(once));
  expect(byName(machinesOf([...files].reverse()))).toEqual(byName(once));
});

/** The lines that are not in the other text, a line that occurs twice counting twice. */
function newLines(before: string, after: string): readonly string[] {
  const left = before.split("\n");
  return after.split("\n").filter((line) => {
    const at = left.indexOf(line);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

const edits: readonly { readonly edit: string; readonly from: string; readonly to: string; readonly lines: number }[] =
  [
    { edit: "another constant", from: `"refused"`, to: `"turned down"`, lines: 3 },
    { edit: "a comment", from: "  let total", to: "  // Gross.\n\n  let total", lines: 0 },
    { edit: "another name of a local variable", from: "let total = 0", to: "let total = 0", lines: 0 },
    {
      edit: "one more call at the end",
      from: "return paid.receipt;",
      to: "await release(paid.receipt);\n    return paid.receipt;",
      lines: 40,
    },
  ];

test.each(edits)("a small change of the source changes little: $edit", ({ from, to, lines }) => {
  const before = machinesOf(files);
  const after = machinesOf(files.map(([file, text]) => [file, text.replace(from, to)]));
  expect(after.get("clean")).toBe(before.get("clean"));
  expect(newLines(before.get("shop") ?? "", after.get("shop") ?? "").length).toBeLessThanOrEqual(lines);
});
