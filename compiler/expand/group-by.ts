import ts from "typescript";
import { skipWrappers } from "../analyse/skip-wrappers.js";
import { added, copySource } from "./copy-source.js";
import type { Piece } from "./expanded-text.js";
import { type Scope, textOfType } from "./scope.js";
import type { Target } from "./target.js";

/**
 * Declares what `Object.groupBy` or `Map.groupBy` makes, and has a loop make it:
 *
 *     const byKind: Record<string, Job[]> = {};
 *     for (const job of jobs) (byKind[job.kind] ??= []).push(job);
 */
export function loopForGroupBy(
  scope: Scope,
  { pattern, written }: Target,
  call: ts.CallExpression,
): readonly Piece[] | undefined {
  const method = /^(Object|Map)\.groupBy$/.exec(call.expression.getText())?.[1];
  const [list, callback, ...others] = call.arguments;
  if (pattern !== undefined || method === undefined || others.length > 0) return undefined;
  if (list === undefined || callback === undefined) return undefined;
  const { checker, at, fresh } = scope;
  const type = checker.getTypeAtLocation(list);
  const [element] = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference) : [];
  const [signature] = checker.getTypeAtLocation(callback).getCallSignatures();
  if (element === undefined || signature === undefined || signature.parameters.length > 1) return undefined;
  const place = scope.calls.length === 0 ? call : at;
  const put = (text: string): Piece => added(text, call, scope);
  const textOf = (one: ts.Type): string => textOfType(checker, one, call, scope.names);
  const elements = `${textOf(element)}[]`;
  const keys = textOf(checker.getBaseTypeOfLiteralType(signature.getReturnType()));
  const item = fresh.next("item", place);
  const { before, key } = keyOf(scope, callback, item, `(item: ${textOf(element)}) => ${keys}`, place);
  const loop = [put(`for (const ${item} of `), ...copySource(list, scope), put(") ")];
  if (method === "Object") {
    const head = put(`const ${written}: Record<string, ${elements}> = {};\n`);
    return [...before, head, ...loop, put(`(${written}[`), ...key, put(`] ??= []).push(${item});\n`)];
  }
  const [own, group] = [fresh.next("key", place), fresh.next("group", place)];
  const add = `if (${group}) ${group}.push(${item}); else ${written}.set(${own}, [${item}]);`;
  const body = [put(`{\nconst ${own} = `), ...key, put(`;\nconst ${group} = ${written}.get(${own});\n${add}\n}\n`)];
  return [...before, put(`const ${written} = new Map<${keys}, ${elements}>();\n`), ...loop, ...body];
}

/** The key of an element: what the callback says of it, or its value. */
function keyOf(
  scope: Scope,
  callback: ts.Expression,
  item: string,
  type: string,
  place: ts.Node,
): { readonly before: readonly Piece[]; readonly key: readonly Piece[] } {
  const { checker, fresh } = scope;
  const put = (text: string): Piece => added(text, callback, scope);
  const inner = skipWrappers(callback);
  if (ts.isIdentifier(inner)) return { before: [], key: [...copySource(inner, scope), put(`(${item})`)] };
  const [parameter] = ts.isArrowFunction(inner) ? inner.parameters : [];
  const symbol = parameter && ts.isIdentifier(parameter.name) && checker.getSymbolAtLocation(parameter.name);
  if (ts.isArrowFunction(inner) && !ts.isBlock(inner.body) && symbol) {
    const inside: Scope = { ...scope, names: new Map([...scope.names, [symbol, [put(item)]]]) };
    return { before: [], key: copySource(inner.body, inside) };
  }
  const name = fresh.next("keyOf", place);
  const before = [put(`const ${name}: ${type} = `), ...copySource(callback, scope), put(";\n")];
  return { before, key: [put(`${name}(${item})`)] };
}
