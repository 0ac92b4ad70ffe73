import { expect, test } from "vitest";
import { compileEach } from "../differential/harness.js";

const compile = (body: string) =>
  compileEach([{ name: "caught", before: "", body: `async (s: string) => { ${body} }` }]).refused.flatMap(
    ({ diagnostics }) => diagnostics.map(({ code }) => code),
  );

test.each([
  "try { return ['1', s].find((t) => (JSON.parse(t) as number) > 1) ?? ''; } catch { return ''; }",
  "try { return ['1', s].some((t) => (JSON.parse(t) as number) > 1); } catch { return false; }",
  "try { return ['1', s].reduce((n, t) => n + (JSON.parse(n + t) as string), ''); } catch { return ''; }",
  "try { return JSON.parse(Math.random() > 0.5 ? s : '1') as number; } catch { return 0; }",
  "const read = async () => ['1', s].some((t) => (JSON.parse(t) as number) > 1); return await read().catch(() => false);",
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
    "try { JSON.parse(Math.random() > 0.5 ? s : '1'); await double(1); } catch { return 0; } return [1, 2].reverse().lastIndexOf(1, 0);",
  );
  expect(codes.toSorted()).toEqual(["SP1302", "SP1424"]);
});
