import type ts from "typescript";
import type { Expression, ObjectLiteral } from "../../ir/expression.js";
import { arrayType, isOnly, mayBe, numberType, objectType, stringType, undefinedType } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import { callsThatGive } from "./calls-that-give.js";
import { ownsItsValue, sharedAt } from "./ownership.js";
import type { Key } from "./paths.js";
import { asArray } from "../../builtins/collection-values.js";
import { assignRoot, isList, partAt, partOf, type Place, present, readRoot, type Step, textKey } from "./place.js";

/** @param changed the way to what changes: to the place, or to the elements of the array there */
export function changePlace(
  analyser: Analyser,
  target: ts.Expression,
  place: Place,
  changed: readonly Key[],
  change: (old: Expression) => Expression | undefined,
): Expression {
  const { root, environment, steps } = place;
  const symbol = ownerOf(analyser, place);
  if (!isOwnAt(analyser, place, changed)) {
    const details = { text: target.getText(), name: root.text };
    const shared = symbol && analyser.inScope(() => sharedAt(analyser, symbol, changed), environment);
    const place = shared && { message: "here something else may hold it", span: analyser.span(shared) };
    return analyser.refuse(target, "SP1244", details, [
      ...(place === undefined ? [] : [place]),
      ...callsThatGive(analyser, target),
    ]);
  }
  let part: Expression | undefined;
  const rebuild = (old: Expression, index: number): Expression => {
    const step = steps[index];
    if (step === undefined) {
      part = change(old);
      return part ?? old;
    }
    const value = rebuild(partOf(analyser, old, step), index + 1);
    const removes = index === steps.length - 1 && part === undefined;
    return removes ? without(old, step, analyser.span(target)) : withPart(analyser, old, step, value);
  };
  const rebuilt = rebuild(readRoot(analyser, place), 0);
  assignRoot(analyser, place, rebuilt);
  noteChange(analyser, changed);
  if (part === undefined) return analyser.undefined(analyser.span(target));
  // What made the part may read what has just changed, or give another value the next time.
  return part.kind === "literal" ? part : { ...partAt(analyser, place), types: part.types, span: part.span };
}

/** True where nobody but the variable of a place sees what changes there. */
export function isOwnAt(analyser: Analyser, place: Place, changed: readonly Key[]): boolean {
  const symbol = ownerOf(analyser, place);
  // What has positions is used only where these do.
  if (holdsGroups(symbol, place)) return true;
  return symbol !== undefined && analyser.inScope(() => ownsItsValue(analyser, symbol, changed), place.environment);
}

/** True for the name of groups of elements. */
function holdsGroups(symbol: ts.Symbol | undefined, { environment }: Place): boolean {
  const binding = symbol && environment.lookUp(symbol);
  const hasPositions = binding?.kind === "collection" || binding?.kind === "variable";
  return hasPositions && binding.elementsOf?.groups !== undefined;
}

/** Notes that the last statement changes only what is at the end of the way. */
function noteChange({ statements }: Analyser, changed: readonly Key[]): void {
  const last = statements.at(-1);
  if (last?.kind === "assign") statements[statements.length - 1] = { ...last, changed };
}

/** The variable that has the value: of a parameter that stands for a Map, the one that is passed. */
function ownerOf(analyser: Analyser, { root, environment }: Place): ts.Symbol | undefined {
  const symbol = analyser.symbolOf(root);
  const binding = symbol === undefined ? undefined : environment.lookUp(symbol);
  return binding?.kind === "collection" ? (binding.owner ?? symbol) : symbol;
}

function withPart(analyser: Analyser, whole: Expression, { node, key }: Step, value: Expression): Expression {
  const { span } = value;
  if (key === "length" && isOnly(present(whole), arrayType)) {
    if (value.kind === "literal" && value.value === 0) return { kind: "array", elements: [], types: arrayType, span };
    if (!isOnly(value.types, numberType)) return analyser.refuse(node, "SP1237", { text: node.getText() });
    return { kind: "builtin", name: "Array.cut", operands: [whole, value], types: arrayType, span };
  }
  if (typeof key !== "string" && isList(whole)) {
    if (!isOnly(key.types, numberType)) return analyser.refuse(node, "SP1237", { text: node.getText() });
    if (mayBe(value.types, undefinedType)) return analyser.refuse(node, "SP1206", { text: node.getText() });
    const operands = [asArray(whole), key, value];
    return { kind: "builtin", name: "Array.set", operands, types: present(whole), span };
  }
  if (!isOnly(present(whole), objectType)) return analyser.refuse(node, "SP1237", { text: node.getText() });
  const members: ObjectLiteral["members"] = [
    { kind: "spread", value: whole },
    { kind: "property", key: typeof key === "string" ? key : textKey(key), value },
  ];
  return { kind: "object", members, types: objectType, span };
}

function without(whole: Expression, { key }: Step, span: SourceSpan): Expression {
  const name: Expression =
    typeof key === "string" ? { kind: "literal", value: key, types: stringType, span } : textKey(key);
  return { kind: "builtin", name: "Object.rest", operands: [whole, name], types: objectType, span };
}
