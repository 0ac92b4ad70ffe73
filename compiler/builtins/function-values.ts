import type { Lambda } from "../ir/expression.js";
import {
  arrayType,
  booleanType,
  mayBe,
  numberType,
  objectType,
  undefinedType,
  type ValueTypes,
} from "../ir/value-types.js";
import type { SourceSpan } from "../source-span.js";
import { asText, lambdaOf, local, read } from "./build.js";

/**
 * `Boolean`, `String` or `Number` as a callback: `list.filter(Boolean)`.
 *
 * @param name the built-in's name, such as `Boolean()`
 * @param types what it is called with
 * @returns undefined for any other function, and where the conversion is not exact
 */
export function libraryCallback(name: string, types: ValueTypes, span: SourceSpan): Lambda | undefined {
  const parameter = local("x", types);
  const value = read(parameter, span);
  const convert = (to: ValueTypes): Lambda =>
    lambdaOf([parameter], { kind: "builtin", name, operands: [value], types: to, span }, span);
  switch (name) {
    case "Boolean()":
      return convert(booleanType);
    case "String()":
      return mayBe(types, arrayType | objectType) ? undefined : lambdaOf([parameter], asText(value), span);
    case "Number()":
      if (mayBe(types, arrayType | objectType | undefinedType)) return undefined;
      return types === numberType ? lambdaOf([parameter], value, span) : convert(numberType);
    default:
      return undefined;
  }
}
