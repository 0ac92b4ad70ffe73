import { readFileSync } from "node:fs";
import path from "node:path";

/** The section of a code in docs/diagnostics.md. */
export interface Section {
  readonly code: string;
  readonly text: string;
  /** The example of what is wrong. */
  readonly wrong: string | undefined;
  /** The example of what to write instead. */
  readonly right: string | undefined;
}

const file = path.join(import.meta.dirname, "..", "..", "..", "docs", "diagnostics.md");

/** The declarations that the examples use, and the sections. */
export function readDocumentation(): { readonly shop: string; readonly sections: readonly Section[] } {
  const text = readFileSync(file, "utf8");
  const shop = /^```ts shop\n([\s\S]*?)^```$/m.exec(text)?.[1] ?? "";
  const sections = [...text.matchAll(/^### (.+)\n([\s\S]*?)(?=^##|$(?![\s\S]))/gm)].map(([, code = "", body = ""]) => {
    const [wrong, right] = [...body.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, example]) => example);
    return { code, text: body, wrong, right };
  });
  return { shop, sections };
}
