import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawGraph, renderMermaid, renderSvg } from "../../../asl/graph/index.js";
import { computed, everything } from "./machines.js";

/** `npx vitest run test/asl/graph -u` writes them anew; then look at the pictures. */
const golden = (name: string): string => path.join(import.meta.dirname, "golden", name);

const machines = [
  ["everything", everything, {}],
  ["computed", computed, { conditions: { ask: ["total > 2", "paid"] } }],
] as const;

describe.each(machines)("%s", (name, definition, options) => {
  const drawn = drawGraph(definition, options);

  test("as Mermaid", async () => {
    await expect(renderMermaid(drawn)).toMatchFileSnapshot(golden(`${name}.mmd`));
  });

  test("as SVG", async () => {
    await expect(renderSvg(drawn, name)).toMatchFileSnapshot(golden(`${name}.svg`));
  });

  test("no box lies on another, and none outside the picture", () => {
    const svg = renderSvg(drawn, name);
    const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number);
    const boxes = [
      ...svg.matchAll(
        /<g class="node [^"]*"><title>[^<]*<\/title><rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g,
      ),
    ].map((match) => match.slice(1).map(Number) as [number, number, number, number]);
    expect(boxes.length).toBeGreaterThan(0);
    boxes.forEach(([x, y, w, h], index) => {
      expect(x + w).toBeLessThanOrEqual(width);
      expect(y + h).toBeLessThanOrEqual(height);
      for (const [ox, oy, ow, oh] of boxes.slice(index + 1)) {
        expect(x + w <= ox || ox + ow <= x || y + h <= oy || oy + oh <= y).toBe(true);
      }
    });
  });
});

test("conditions are those of the source where they are known, else those of the rule without its definitions", () => {
  expect(drawGraph(computed).edges.map(({ label }) => label)).toEqual([
    "",
    "$one($total) > $two",
    "$paid",
    "otherwise",
    "",
  ]);
});

test("no name gets out of its place, whatever it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), (name) => {
      const drawn = drawGraph({ StartAt: name, States: { [name]: { Type: "Task", Resource: name, End: true } } });
      const svg = renderSvg(drawn, name);
      const tags = [...svg.replace(/<style>[\s\S]*?<\/style>/, "").matchAll(/<\/?([a-z]+)/g)].map(([, tag]) => tag);
      expect(new Set(tags)).toEqual(
        new Set(
          ["svg", "title", "defs", "marker", "path", "rect", "g", "circle", "text"].filter((tag) => tags.includes(tag)),
        ),
      );
      expect(svg.match(/<script|<foreignObject|href=/i)).toBeNull();
      const lines = renderMermaid(drawn).trimEnd().split("\n");
      expect(lines).toHaveLength(6);
      expect(lines[2]?.match(/"/g)).toHaveLength(2);
    }),
    { numRuns: 60 },
  );
});

test.each([[null], [[]], [{}], [{ States: [] }], [{ StartAt: 1, States: { a: 1, b: { Type: 7, Next: {} } } }]])(
  "what is no machine is drawn as far as it goes: %j",
  (definition) => {
    const drawn = drawGraph(definition);
    expect(renderMermaid(drawn)).toMatch(/^flowchart TD\n/);
    expect(renderSvg(drawn, "odd")).toMatch(/^<svg /);
  },
);
