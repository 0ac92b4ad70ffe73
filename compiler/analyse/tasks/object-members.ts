import ts from "typescript";
import { skipWrappers } from "../functions.js";

/** The expression that an object literal gives a member; undefined when it is no literal or has no such member. */
export function memberOf(node: ts.Expression, name: string): ts.Expression | undefined {
  const object = skipWrappers(node);
  if (!ts.isObjectLiteralExpression(object)) return undefined;
  const property = object.properties.find((candidate) => candidate.name?.getText() === name);
  if (property === undefined) return undefined;
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}
