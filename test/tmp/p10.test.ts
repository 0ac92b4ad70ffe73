import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `
interface Input { ks: string[] }
`;
const input = { ks: ["x", "y"] };
const texts = [
 `const shared = ["s"]; const pick = () => shared; const f = (xs: string[], n: number): number => { xs.push("q"); return n > 0 ? f(pick(), n - 1) : xs.length; }; const k = f([], 2); return [k, shared];`,
 `const shared = ["s"]; const f = (n: number, xs: string[]): number => { xs.push("q"); return n > 0 ? f(n - 1, n > 1 ? shared : xs) : xs.length; }; const k = f(2, []); return [k, shared];`,
 `const shared = { a: ["s"] }; const f = (ks: string[], out: string[]): void => { for (const k of ks) out.push(k); if (ks.length > 0) f(ks.slice(1), out); }; f(["a", "b"], shared.a); return shared;`,
 `const shared = { a: ["s"] }; const pick = () => shared.a; const f = (ks: string[], out: string[]): void => { for (const k of ks) out.push(k); if (ks.length > 0) f(ks.slice(1), out); }; f(["a", "b"], pick()); return shared;`,
 `const shared = { a: ["s"] }; const all = [shared.a]; const f = (ks: string[], out: string[]): void => { for (const k of ks) out.push(k); if (ks.length > 0) f(ks.slice(1), out); }; f(["a", "b"], all.concat([])[0]!); return shared;`,
 `const f = (ks: string[], out: string[]): string[] => { for (const k of ks) out.push(k); if (ks.length > 0) f(ks.slice(1), out); return out; }; return f(["a", "b"], []);`,
];
const bodies = texts.map((t) => [`async (input: Input) => { ${t} }`, input]);
const out: string[] = [];
test("probe", async () => {
  for (const [index, [body, input, stubs]] of (bodies as any[]).entries()) {
    const head = "#" + index + " " + body.replace(/\s+/g, " ").slice(0, 150);
    try {
      const programs = compilePrograms([{ name: "p" + index, before: (typeof before === "string" ? before : ""), body }] as any);
      for (const scenario of runs([input, stubs])) {
        const native = await observeNative(programs[0]!, scenario);
        const machine = await observeMachine(programs[0]!, scenario);
        const same = JSON.stringify(native) === JSON.stringify(machine);
        out.push((same ? "SAME " : "DIFFER ") + head + (same ? " => " + JSON.stringify(native.end).slice(0, 200) : "\n   native  " + JSON.stringify(native) + "\n   machine " + JSON.stringify(machine)));
      }
    } catch (e) { out.push("REFUSED " + head + "\n   " + String((e as Error).message).slice(0, 1200).split("\n").join("\n   ")); }
  }
  writeFileSync("/tmp/probe-p10.txt", out.join("\n") + "\n");
}, 600000);
