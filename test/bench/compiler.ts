/**
 * Measures the compiler in CPU time, which other work on the machine changes least: cost of 10, 100 and 1,000 workflows, each size in a process of its own; the cold build of this
 * repository; and the warm rebuild of a workflow that changes. `node --conditions=setpiece:source --import tsx
 * test/bench/compiler.ts`.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import { CompileSession } from "../../compiler/index.js";

const root = path.resolve(import.meta.dirname, "../..");
const self = fileURLToPath(import.meta.url);

const tasksFile = `
import { lambda, WorkflowError } from "setpiece";
export class Declined extends WorkflowError {}
export interface Order { id: string; total: number; lines: { sku: string; quantity: number; price: number }[]; note?: string }
export const reserve = lambda<{ id: string; sku: string }, { reserved: boolean }>("reserve", () => ({ reserved: true }));
export const charge = lambda<{ id: string; amount: number }, { receipt: string }>("charge", ({ id }) => ({ receipt: id }));
export const release = lambda<string, void>("release", () => undefined);
`;

/** A workflow as people write them: a loop, calls, a branch, error handling and a computed result. */
const workflowFile = (index: number): string => `
import { workflow } from "setpiece";
import { charge, Declined, type Order, release, reserve } from "../tasks.js";

// Order ${index}
export const order${index} = workflow("order-${index}", async (order: Order) => {
  const reserved: string[] = [];
  try {
    for (const line of order.lines) {
      const answer = await reserve({ id: order.id, sku: line.sku });
      if (!answer.reserved) throw new Declined(\`no \${line.sku} for \${order.id}\`);
      reserved.push(line.sku);
    }
    const total = order.lines.reduce((sum, { quantity, price }) => sum + quantity * price, ${index});
    const discount = total > 100 ? Math.round(total / 10) : 0;
    const { receipt } = await charge({ id: order.id, amount: total - discount });
    return { id: order.id, receipt, skus: reserved.toSorted(), note: (order.note ?? "none").trim().toUpperCase() };
  } catch (error) {
    for (const sku of reserved) await release(sku);
    throw error;
  }
});
`;

function generateProject(count: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), "setpiece-bench-"));
  mkdirSync(path.join(folder, "workflows"));
  writeFileSync(path.join(folder, "tasks.ts"), tasksFile);
  for (let index = 0; index < count; index++) {
    writeFileSync(path.join(folder, "workflows", `order-${index}.ts`), workflowFile(index));
  }
  return folder;
}

interface Figures {
  readonly compileMs: number;
  readonly rebuildMs: number;
  readonly peakMegabytes: number;
}

const cpuMs = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

/** In a process of its own, so that nothing is warm: compiles a project, changes one workflow several times. */
function measure(count: number): Figures {
  const folder = generateProject(count);
  try {
    const session = new CompileSession({ paths: ["workflows"], cwd: folder });
    const begin = process.cpuUsage();
    compileAll(session, count);
    const compileMs = cpuMs(begin);
    let rebuildMs = Number.POSITIVE_INFINITY;
    for (let change = 1; change <= 8; change++) {
      writeFileSync(
        path.join(folder, "workflows", "order-0.ts"),
        workflowFile(change * 10_000).replace(/order-\d+/, "order-0"),
      );
      const start = process.cpuUsage();
      compileAll(session, count);
      rebuildMs = Math.min(rebuildMs, cpuMs(start));
    }
    return { compileMs, rebuildMs, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compileAll(session: CompileSession, count: number): void {
  const { workflows, diagnostics } = session.compile();
  if (workflows.length !== count) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
}

/** The repository's own workflows: a change in one of them, in a session that is warm. */
function rebuildRepository(): number {
  const file = path.join(root, "workflows/checkout/checkout.ts");
  const text = readFileSync(file, "utf8");
  const overlay = new Map([[file, text]]);
  const session = new CompileSession({ paths: ["workflows"], cwd: root, overlay });
  session.compile();
  let least = Number.POSITIVE_INFINITY;
  for (let change = 1; change <= 8; change++) {
    overlay.set(file, `${text}\nexport const changed = ${change};\n`);
    const start = process.cpuUsage();
    const { workflows } = session.compile();
    if (workflows.length === 0) throw new Error("The workflows of the repository do not compile.");
    least = Math.min(least, cpuMs(start));
  }
  return least;
}

/** The least CPU time of a few builds, each a process of its own, in milliseconds. */
function coldBuild(): number {
  const out = mkdtempSync(path.join(tmpdir(), "setpiece-bench-"));
  const build = [path.join(root, "bin/setpiece.mjs"), "build", "--out", out];
  // Of a child that has ended only the shell's `times` tells the CPU time.
  const script = `"$@" > /dev/null && times`;
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 4; run++) {
    const times = execFileSync("sh", ["-c", script, "sh", process.execPath, ...build], { cwd: root, encoding: "utf8" });
    const [user, system] = (times.trim().split("\n").at(-1) as string).split(" ").map(secondsOf);
    least = Math.min(least, ((user ?? 0) + (system ?? 0)) * 1000);
  }
  rmSync(out, { recursive: true });
  return least;
}

/** `0m2.540s` */
function secondsOf(text: string): number {
  const [, minutes, seconds] = /(\d+)m([\d.]+)s/.exec(text) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

const inner = process.argv[2];
if (inner !== undefined) console.log(JSON.stringify(measure(Number(inner))));
else {
  const table = new Table({
    head: ["workflows", "compile, CPU", "per workflow", "rebuild of one, CPU", "memory"],
    style: { head: [] },
  });
  for (const count of [10, 100, 1000]) {
    const text = execFileSync(process.execPath, [...process.execArgv, self, String(count)], { encoding: "utf8" });
    const { compileMs, rebuildMs, peakMegabytes } = JSON.parse(text) as Figures;
    table.push([
      String(count),
      `${(compileMs / 1000).toFixed(1)} s`,
      `${(compileMs / count).toFixed(1)} ms`,
      `${rebuildMs.toFixed(0)} ms`,
      `${peakMegabytes.toFixed(0)} MB`,
    ]);
  }
  console.log(table.toString());
  console.log(`setpiece build of this repository, cold: ${(coldBuild() / 1000).toFixed(2)} s of CPU`);
  console.log(`warm rebuild after a change of checkout.ts: ${rebuildRepository().toFixed(0)} ms of CPU`);
}
