import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { mayBe, neverType, numberType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { type Constant, constantOf, readConstant } from "../constant.js";
import { skipWrappers } from "../functions.js";
import { memberOf } from "./object-members.js";

/** The members of an options object, which is written where it is used or is a constant as a whole. */
export interface Options {
  /** True when the member is given at all. */
  has(name: string): boolean;
  /** A member that is known when the workflow is compiled; what is not is reported. */
  constant(name: string): Constant;
  /** A number that may be computed, which is checked now where it is known and else when the workflow runs. */
  number(name: string, range: NumberRange): Expression | undefined;
  /** Members that may be computed, in the order of the names; undefined for those that are not there. */
  computed(names: readonly string[]): readonly (Expression | undefined)[];
  /** A member that is an options object itself. */
  options(name: string): Options | undefined;
  /** Where a member stands, for problems. */
  at(name: string): ts.Expression;
}

/** The numbers that a field of a state takes. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
  /** Default true. */
  readonly isWhole?: boolean;
}

export function readOptions(analyser: Analyser, node: ts.Expression): Options {
  return withNumbers(analyser, readMembers(analyser, node));
}

function withNumbers(analyser: Analyser, members: Omit<Options, "number">): Options {
  return {
    ...members,
    number: (name, range) => {
      const value = pureMember(analyser, members, name);
      return value && numberIn(analyser, members.at(name), name, value, range);
    },
  };
}

/**
 * A member that may be computed, but by nothing that is done before: it is looked at by itself, in another order than it
 * stands among the arguments of the call.
 */
export function pureMember(
  analyser: Analyser,
  members: Pick<Options, "computed" | "at">,
  name: string,
): Expression | undefined {
  let value: Expression | undefined;
  const before = analyser.collect(() => ([value] = members.computed([name])));
  if (before.length === 0) return value;
  const reason = `compute \`${name}\` before, in a constant of its own`;
  return analyser.refuse(members.at(name), "SP1402", { reason });
}

/** A number for a field: `setpiece.numberIn` fails where it is out of range. */
export function numberIn(
  analyser: Analyser,
  node: ts.Node,
  name: string,
  value: Expression,
  { least, most, isWhole = true }: NumberRange,
): Expression {
  if (value.types === neverType) return value;
  const { span } = value;
  const constant = constantOf(value);
  if (!constant.known) {
    const limits = [least, most, isWhole ? 1 : 0].map((limit) => analyser.literal(limit, span));
    return { kind: "builtin", name: "setpiece.numberIn", operands: [value, ...limits], types: numberType, span };
  }
  const { value: known } = constant;
  if (typeof known === "number" && known >= least && known <= most && (!isWhole || Number.isInteger(known))) {
    return analyser.literal(known, span);
  }
  const kind = isWhole ? "whole number" : "number";
  const range = `from ${least.toLocaleString("en-GB")} to ${most.toLocaleString("en-GB")}`;
  return analyser.refuse(node, "SP1402", {
    reason: `${name} must be a ${kind} ${range}, got ${JSON.stringify(known)}`,
  });
}

function readMembers(analyser: Analyser, node: ts.Expression): Omit<Options, "number"> {
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
      const inOrder = nodes.filter((given) => given !== undefined).sort((a, b) => a.pos - b.pos);
      const values = analyser.expressions(inOrder);
      return nodes.map((given, index) => {
        if (given === undefined) return undefined;
        const value = values[inOrder.indexOf(given)] as Expression;
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

function constantOptions(analyser: Analyser, node: ts.Expression, value: Constant): Omit<Options, "number"> {
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
    options: (name) => {
      const given = members[name];
      return given === undefined ? undefined : withNumbers(analyser, constantOptions(analyser, node, given));
    },
  };
}
