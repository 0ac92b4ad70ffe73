import ts from "typescript";
import type { SourceSpan } from "../source-span.js";

/** How many syntax nodes may stand inside each other. TypeScript and this compiler follow them by recursion. */
const deepest = 400;

/** The first place that is nested too deeply to be compiled; undefined when there is none. */
function tooDeepPlace(file: ts.SourceFile): SourceSpan | undefined {
  let level: readonly ts.Node[] = [file];
  for (let depth = 0; level.length > 0; depth++) {
    const [first] = level;
    if (depth > deepest && first !== undefined) {
      return { file: file.fileName, start: first.getStart(file), end: first.getEnd() };
    }
    const next: ts.Node[] = [];
    for (const node of level) {
      ts.forEachChild(node, (child) => {
        next.push(child);
      });
    }
    level = next;
  }
  return undefined;
}

/** Parses a file; when it is nested too deeply, gives the place instead: its beginning, when the parser gives up. */
export function parseWithinDepth(
  fileName: string,
  parse: () => ts.SourceFile | undefined,
): { readonly parsed: ts.SourceFile | undefined; readonly place: SourceSpan | undefined } {
  try {
    const parsed = parse();
    return { parsed, place: parsed === undefined || parsed.isDeclarationFile ? undefined : tooDeepPlace(parsed) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { parsed: undefined, place: { file: fileName, start: 0, end: 0 } };
  }
}
