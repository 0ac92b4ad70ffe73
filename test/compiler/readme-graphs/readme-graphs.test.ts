import path from "node:path";
import { describe, expect, test } from "vitest";
import { graphedReadmes, withGraphs } from "./readme-graphs.js";

describe("the README of each folder of workflows shows their graphs as they compile", () => {
  test.each(graphedReadmes().map((readme) => [path.basename(path.dirname(readme.file)), readme] as const))(
    "%s",
    (_folder, { text, updated }) => {
      expect(text, "`npm run update:graphs` draws them anew").toBe(updated);
    },
  );
});

const graph = (name: string, mermaid = `flowchart TD ${name}`) => ({ name, mermaid });
const drawn = (name: string) => `\`${name}\`:\n\n\`\`\`mermaid\nflowchart TD ${name}\n\`\`\`\n\n`;

test.each([
  [
    "before the first command where there is none",
    "# A\n\nText.\n\n    run a\n",
    `# A\n\nText.\n\n${drawn("a")}${drawn("b")}    run a\n`,
  ],
  ["in the order of the old ones", `# A\n\n${drawn("b")}Text.\n`, `# A\n\n${drawn("b")}${drawn("a")}Text.\n`],
  [
    "instead of one without a name",
    "# A\n\n```mermaid\nold\n```\n\nText.\n",
    `# A\n\n${drawn("a")}${drawn("b")}Text.\n`,
  ],
])("graphs are put %s", (_where, text, expected) => {
  expect(withGraphs(text, [graph("a"), graph("b")])).toBe(expected);
});
