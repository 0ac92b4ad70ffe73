import aslValidator from "asl-validator";
import type { AslStates } from "../emit/emit-machine.js";
import type { Problems } from "../diagnostics/diagnostic.js";
import type { SourceSpan } from "../source-span.js";

/** The largest definition that Step Functions takes, in bytes (AWS page "Service quotas"). */
const largestDefinition = 1_048_576;

/** Checks a finished machine before it is written; what it finds is a limit, or a mistake of the compiler. */
export function verifyMachine(name: string, definition: AslStates, span: SourceSpan, problems: Problems): void {
  const size = Buffer.byteLength(JSON.stringify(definition));
  if (size > largestDefinition) problems.add("SP2201", span, { name, size: size.toLocaleString("en-GB") });
  const { isValid, errorsText } = aslValidator(definition);
  if (!isValid) problems.add("SP3001", span, { message: errorsText("; ") });
}
