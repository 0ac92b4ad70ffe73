import { expect, test } from "vitest";
import { compileEach } from "../differential/harness.js";

const compile = (body: string) =>
  compileEach([{ name: "caught", before: "", body: `async (s: string) => { ${body} }` }]).refused.flatMap(
    ({ diagnostics }) => diagnostics.map(({ code }) => code),
  );

test.each([
  "try { return JSON.parse(s) as number; } catch { return 0; }",
  "try { return JSON.parse('{') as number; } catch { return 0; }",
  "try { return decodeURIComponent(s); } catch { return 0; }",
  "try { await double(1); JSON.parse(s); } finally { await double(2); } return 1;",
  "const read = (text: string) => JSON.parse(text) as number; try { return await double(read(s)); } catch { return 0; }",
  "try { for (const c of s.split(',')) { await double(atob(c).length); } } catch { return 0; } return 1;",
  "const read = async (text: string) => { await double(1); return JSON.parse(text) as number; }; return await read(s).catch(() => 0);",
  "const read = async (text: string) => { await double(1); return JSON.parse(text) as number; }; const [all] = await Promise.allSettled([read(s), double(2)]); return all.status;",
  "try { const [a] = await Promise.all([double(JSON.parse(s) as number), double(1)]); return a; } catch { return 0; }",
])("an error that no handler would get is refused: %s", (body) => {
  expect(compile(body)).toEqual(["SP1424"]);
});

test.each([
  "const n = JSON.parse(s) as number; try { return await double(n); } catch { return 0; }",
  "try { return await double(1); } catch { return JSON.parse(s) as number; }",
  "try { return await double(1); } catch { return 0; } finally { JSON.parse(s); }",
  "try { return await double((JSON.parse('[1, 2]') as number[]).length); } catch { return 0; }",
])("what stands outside of the try is compiled: %s", (body) => {
  expect(compile(body)).toEqual([]);
});

test("it is told beside the other problems of the workflow", () => {
  const codes = compile(
    "try { JSON.parse(s); await double(1); } catch { return 0; } return [1, 2].reverse().lastIndexOf(1, 0);",
  );
  expect(codes.toSorted()).toEqual(["SP1302", "SP1424"]);
});
