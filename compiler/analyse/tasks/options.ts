import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { mayBe, neverType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { type Constant, readConstant } from "../constant.js";
import { skipWrappers } from "../functions.js";
import { memberOf } from "./declarations.js";

/** The members of an options object, which is written where it is used or is a constant as a whole. */
export interface Options {
  /** True when the member is given at all. */
  has(name: string): boolean;
  /** A member that is known when the workflow is compiled; what is not is reported. */
  constant(name: string): Constant;
  /** Members that may be computed, in the order of the names; undefined for those that are not there. */
  computed(names: readonly string[]): readonly (Expression | undefined)[];
  /** A member that is an options object itself. */
  options(name: string): Options | undefined;
  /** Where a member stands, for problems. */
  at(name: string): ts.Expression;
}

export function readOptions(analyser: Analyser, node: ts.Expression): Options {
  const literal = skipWrappers(node);
  if (!ts.isObjectLiteralExpression(literal) || !literal.properties.every(isPlain)) {
    return constantOptions(analyser, node, readConstant(analyser, node));
  }
  const member = (name: string) => memberOf(literal, name);
  return {
    has: (name) => member(name) !== undefined,
    at: (name) => member(name) ?? node,
    constant: (name) => {
      const given = member(name);
      return given === undefined ? undefined : readConstant(analyser, given);
    },
    computed: (names) => {
      const nodes = names.map(member);
      const values = analyser.expressions(nodes.filter((given) => given !== undefined));
      return nodes.map((given, index) => {
        if (given === undefined) return undefined;
        const value = values.shift() as Expression;
        if (value.types === neverType || !mayBe(value.types, undefinedType)) return value;
        return analyser.refuse(given, "SP1402", { reason: `\`${names[index]}\` may be undefined here` });
      });
    },
    options: (name) => {
      const given = member(name);
      return given === undefined ? undefined : readOptions(analyser, given);
    },
  };
}

function isPlain(property: ts.ObjectLiteralElementLike): boolean {
  if (ts.isShorthandPropertyAssignment(property)) return true;
  return ts.isPropertyAssignment(property) && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name));
}

function constantOptions(analyser: Analyser, node: ts.Expression, value: Constant): Options {
  const members = (typeof value === "object" && value !== null ? value : {}) as Readonly<Record<string, Constant>>;
  const span = analyser.span(node);
  return {
    has: (name) => members[name] !== undefined,
    at: () => node,
    constant: (name) => members[name],
    computed: (names) =>
      names.map((name) => {
        const member = members[name];
        return member === undefined || typeof member === "object" ? undefined : analyser.literal(member, span);
      }),
    options: (name) => (members[name] === undefined ? undefined : constantOptions(analyser, node, members[name])),
  };
}
