import { z } from "zod";

/** What is wrong with an input, member by member, on one line: for the cause of an error. */
export function problemsIn({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => (path.length === 0 ? message : `${z.core.toDotPath(path)}: ${message}`))
    .join("; ");
}
