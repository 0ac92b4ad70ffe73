import type ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import type { FunctionList, Part } from "./function-value.js";
import { mayHoldFunctions } from "./parts.js";

/** `Object.values(table)`, `Object.entries(table)` of an object with functions in it, of which every member is known. */
export function memberList(analyser: Analyser, call: ts.CallExpression): FunctionList | undefined {
  const method = /^Object\.(values|entries)$/.exec(builtinCalled(analyser, call) ?? "")?.[1];
  const [table] = call.arguments;
  if (method === undefined || table === undefined || !mayHoldFunctions(analyser, table)) return undefined;
  const part = analyser.analysis.visitors.knownFunctionValue(analyser, table);
  if (part?.kind !== "record") return undefined;
  const span = analyser.span(call);
  const elements = inOrderOfNames(part.members).map(([name, member]): Part => {
    if (method === "values") return member();
    const key: Part = { kind: "data", value: analyser.literal(name, span) };
    return { kind: "list", elements: [key, member()] };
  });
  return { kind: "list", elements };
}

/** As JavaScript has them: names that are indices first, in order, and the others as they were written. */
function inOrderOfNames<Member>(members: ReadonlyMap<string, Member>): readonly (readonly [string, Member])[] {
  return Object.entries(Object.fromEntries(members));
}
