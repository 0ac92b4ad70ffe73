import {
  expressionDepth,
  maximumDefinitionBytes,
  parseJsonata,
  validateDefinition,
  verifyWithAslValidator,
  walkExpressions,
} from "../../asl/index.js";
import type { AslStates } from "../emit/emit-machine.js";
import type { Problems } from "../diagnostics/diagnostic.js";
import type { SourceSpan } from "../source-span.js";

/** Step Functions refuses evaluation nested deeper than about 100; this leaves room for what is counted differently. */
const deepestExpression = 90;

/** Checks a finished machine before it is written; what it finds is a limit, or a mistake of the compiler. */
export function verifyMachine(
  name: string,
  definition: object,
  type: "STANDARD" | "EXPRESS",
  span: SourceSpan,
  stateSpans: ReadonlyMap<string, SourceSpan>,
  problems: Problems,
): void {
  const size = Buffer.byteLength(JSON.stringify(definition));
  if (size > maximumDefinitionBytes) problems.add("SP2201", span, { name, size: size.toLocaleString("en-GB") });
  for (const diagnostic of validateDefinition(definition, { type })) {
    if (diagnostic.severity !== "ERROR") continue;
    const state = stateSpans.get(stateOf(diagnostic.location));
    problems.add("SP3001", state ?? span, { message: `${diagnostic.message} at ${diagnostic.location}` });
  }
  for (const item of walkExpressions(definition)) {
    if (item.kind !== "expression") continue;
    const { text, location } = item;
    const parsed = parseJsonata(text);
    const depth = parsed.ok ? expressionDepth(parsed.ast) : 0;
    if (depth <= deepestExpression) continue;
    problems.add("SP2202", stateSpans.get(stateOf(location)) ?? span, { depth: String(depth) });
  }
}

/** A machine with the place that is told when it is not valid. */
export interface EmittedDefinition {
  readonly definition: AslStates;
  readonly span: SourceSpan;
}

/** Has an independent validator look at all machines of a run, before any is written. */
export function verifyIndependently(machines: readonly EmittedDefinition[], problems: Problems): void {
  for (const { definition, span } of machines) {
    for (const message of verifyWithAslValidator(definition).messages) problems.add("SP3001", span, { message });
  }
}

/** The state that a location is in: the innermost `/States/NAME`. */
function stateOf(location = ""): string {
  return /.*\/States\/([^/]+)/.exec(location)?.[1]?.replaceAll("~1", "/").replaceAll("~0", "~") ?? "";
}
