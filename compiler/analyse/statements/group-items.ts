import ts from "typescript";
import { elementAt, lambdaOf, local, read } from "../../builtins/build.js";
import type { Expression, Variable } from "../../ir/expression.js";
import { arrayType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { followedChoice } from "../mutation/aliases.js";
import { groupsOfMember } from "../mutation/chosen-lists.js";
import { type BoundIndex, boundIndexNamed, entriesHeld } from "../mutation/index-positions.js";
import { groupNamed, loopOverGroups } from "../mutation/slots.js";
import { bindPattern } from "../patterns.js";
import { numbered } from "./numbered.js";

/** A loop over the lists that groups have, each as positions. */
interface GroupItems {
  readonly items: Expression;
  readonly bind: (name: ts.BindingName, item: Expression) => void;
}

/** `for (const list of Object.values(groups))`, `for (const [key, list] of groups)`, where the groups have positions; undefined for any other loop. */
export function groupItems(analyser: Analyser, { expression }: ts.ForOfStatement): GroupItems | undefined {
  const name = groupNamed(expression);
  const index = name && boundIndexNamed(analyser, name);
  const kind = index?.elementsOf.groups;
  const loop = name && kind && loopOverGroups(name, kind);
  if (index === undefined || loop === undefined) return undefined;
  const { key, member, isOfEntries } = loop;
  const lists = listsHeld(analyser, index, expression, isOfEntries);
  const bind = (_name: ts.BindingName, item: Expression): void => {
    if (isOfEntries && key !== undefined) bindPattern(analyser, key, elementAt(item, 0, analyser.types(key)));
    if (member !== undefined) bindList(analyser, index, member, isOfEntries ? elementAt(item, 1, arrayType) : item);
  };
  return { items: lists, bind };
}

/** The lists of positions, with their keys where these are asked for. */
function listsHeld(analyser: Analyser, index: BoundIndex, node: ts.Expression, isOfEntries: boolean): Expression {
  const { variable, elementsOf } = index;
  const span = analyser.span(node);
  const stored: Expression = { kind: "variable-read", variable, types: variable.types, span };
  if (elementsOf.groups === "list") return isOfEntries ? numbered(stored, arrayType, span) : stored;
  if (isOfEntries) return entriesHeld(index, span, arrayType);
  const part = local("e", arrayType);
  const list = index.isMap ? elementAt(read(part, span), 1, arrayType) : read(part, span);
  const name = index.isMap ? "Array.map" : "Object.values";
  return { kind: "builtin", name, operands: [stored, lambdaOf([part], list, span)], types: arrayType, span };
}

function bindList(analyser: Analyser, { elementsOf }: BoundIndex, name: ts.Identifier, value: Expression): void {
  const symbol = analyser.checker.getSymbolAtLocation(name);
  const groups = symbol && groupsOfMember(analyser, symbol);
  if (symbol === undefined || groups === undefined) return;
  const { list } = elementsOf;
  if (followedChoice(analyser, symbol) === "moving") {
    analyser.problem(name, "SP1244", { text: name.text, name: list.root.text });
  }
  const span = analyser.span(name);
  const positions: Variable = { kind: "variable", name: name.text, types: arrayType };
  const { depth } = analyser.frame;
  analyser.environment.bind(symbol, { kind: "choice", list, positions, depth, mayRepeat: !groups.isOnce });
  analyser.statements.push({ kind: "assign", variable: positions, value, declares: true, span });
}
