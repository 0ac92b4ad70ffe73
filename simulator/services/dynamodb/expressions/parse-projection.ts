import { validationError } from "../../wire/aws-error.js";
import { checkPathsApart, type DocumentPath } from "./document-path.js";
import type { ExpressionScope } from "./expression-scope.js";
import { parsePath } from "./parse-path.js";
import type { RawPath } from "./syntax.js";
import { TokenReader } from "./tokens.js";

/** Parses a projection expression: paths with commas between them, none inside another. */
export function parseProjection(source: string, scope: ExpressionScope): readonly DocumentPath[] {
  if (source === "") throw validationError("The expression can not be empty;");
  const reader = new TokenReader(source);
  const raw: RawPath[] = [parsePath(reader)];
  while (reader.takePunctuation(",")) raw.push(parsePath(reader));
  reader.expectEnd();
  const paths = raw.map((path) => scope.resolvePath(path));
  checkPathsApart(paths);
  return paths;
}
