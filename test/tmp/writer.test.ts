import { readFileSync, writeFileSync, appendFileSync } from "node:fs";
import { transformSync } from "esbuild";
import { test } from "vitest";
import { compileEach, harnessFiles, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { fails, runs, item } from "../compiler/differential/stubs.js";
const out = process.env.OUT ?? "/tmp/writer-out.txt";
const only = process.env.ONLY;
const imports = 'import { human, lambda } from "setpiece";\nconst elsewhere = (): never => { throw new Error("deployed elsewhere"); };\n';
writeFileSync(out, "");
const text = process.env.FILES!.split(",").map((f) => readFileSync(f, "utf8")).join("\n");
const parts = text.split(/^=== /m).slice(1).map((p) => {
  const [head, rest] = p.split(/^--- body\n/m);
  const [name, ...before] = head!.split("\n");
  const [body, run] = rest!.split(/^--- runs/m);
  const flags = run!.slice(0, run!.indexOf("\n")).trim();
  return { name: name!, before: (/\blambda<|\bhuman<|\blambda\(|elsewhere/.test(before.join("\n")) ? imports : "") + before.join("\n").trim(), body: body!.trim(), runs: run!.slice(run!.indexOf("\n")), flags };
}).filter((p) => !only || p.name.includes(only));
const say = (s: string) => appendFileSync(out, s + "\n");
const sortCalls = (o: any) => ({ ...o, calls: [...o.calls].sort((a: any, b: any) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) });
test("all", { timeout: 580000 }, async () => {
  const n = { ok: 0, refused: 0, differs: 0, crash: 0 };
  for (const p of parts) {
    let each;
    try { each = compileEach([p]); } catch (e) { n.crash++; say(`CRASH ${p.name}: ${String((e as Error).stack).slice(0, 1500)}`); continue; }
    if (each.refused.length) {
      n.refused++;
      say(`REFUSED ${p.name}`);
      for (const d of each.refused[0]!.diagnostics) say(`   ${d.code} ${d.message}${d.hint ? `\n      hint: ${d.hint}` : ""}\n      at: ${(d as any).location?.excerpt ?? ""} ${d.location ? `${d.location.line}:${d.location.column}` : ""} ${lineOf(p, d)}`);
      continue;
    }
    const js = transformSync(`result = runs(${p.runs.trim().replace(/,\s*$/, "")})`, { loader: "ts" }).code;
    const list = new Function("runs", "fails", "item", `let result; ${js}; return result;`)(runs, fails, item) as any[];
    let bad = false;
    for (const [i, s] of list.entries()) {
      let native = await observeNative(each.compiled[0]!, s);
      let machine: any;
      try { machine = await observeMachine(each.compiled[0]!, s); } catch (e) { machine = { thrown: String(e), calls: [] }; }
      if (p.flags.includes("concurrent")) { native = sortCalls(native); machine = sortCalls(machine); }
      if (JSON.stringify(sorted(native)) !== JSON.stringify(sorted(machine))) { bad = true; say(`DIFFERS ${p.name} run ${i}\n   native  ${JSON.stringify(native).slice(0,1500)}\n   machine ${JSON.stringify(machine).slice(0,1500)}`); }
      else if (process.env.SHOW) say(`   ${p.name} ${i}: ${JSON.stringify(native.end).slice(0, 400)}`);
      const e = (native.end as any).error; if (e === "TypeError" || e === "ReferenceError" || /no stub/.test((native.end as any).message ?? "")) say(`   NOTE ${p.name} run ${i}: ${JSON.stringify(native.end)}`);
    }
    if (bad) n.differs++; else { n.ok++; say(`ok ${p.name}`); }
  }
  say(JSON.stringify(n));
});
function lineOf(p: any, d: any) {
  return d.location?.line ? JSON.stringify(harnessFiles.sourceOf(p, "x").split("\n")[d.location.line - 1]?.trim().slice(0, 160)) : "";
}
function sorted(v: any): any {
  if (Array.isArray(v)) return v.map(sorted);
  if (v && typeof v === "object") return Object.fromEntries(Object.entries(v).filter(([, x]) => x !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, x]) => [k, sorted(x)]));
  return v;
}
