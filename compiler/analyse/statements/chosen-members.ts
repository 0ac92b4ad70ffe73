import ts from "typescript";
import { elementAt } from "../../builtins/build.js";
import type { Expression } from "../../ir/expression.js";
import { isNondeterministic } from "../../ir/walk.js";
import { arrayType, stringType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { isAliasHere } from "../mutation/aliases.js";
import { bindAlias } from "../mutation/bind-alias.js";
import { type ChosenMembers, chosenMembers, memberName } from "../mutation/chosen-members.js";
import { withGiven } from "../mutation/given-lists.js";
import { positionsIn } from "../mutation/chosen-places.js";
import { onPositions } from "../mutation/on-positions.js";
import { fixedPlace } from "../mutation/fixed-place.js";
import { changesInside } from "../mutation/changes.js";
import { keysOf as keysOfPlace, partAt, type Step } from "../mutation/place.js";
import { placeOf } from "../mutation/place-of.js";
import { bindPattern } from "../patterns.js";
import { keyTypesOf, valueAtKey } from "./reached-entries.js";

/** A loop over the positions of members, which gives each of them, and its key, a name. */
interface MemberPositions {
  readonly positions: Expression;
  readonly bind: (name: ts.BindingName, position: Expression) => void;
}

/**
 * `for (const [key, list] of [...map].sort(f))` and `for (const order of Object.values(orders).filter(f))` where the value is changed in
 * place: a loop over the positions of the chosen ones.
 */
export function chosenMember(analyser: Analyser, node: ts.ForOfStatement): MemberPositions | undefined {
  const members = chosenMembers(analyser, node.expression);
  const named = members && memberName(members, node);
  const symbol = named && analyser.checker.getSymbolAtLocation(named.member);
  if (members === undefined || named === undefined || symbol === undefined || !isAliasHere(analyser, symbol)) {
    return undefined;
  }
  return withGiven(analyser, members.given ?? [], () => positionsOf(analyser, members, { node, named, symbol }));
}

/** A loop, and the name that it gives to each member. */
interface NamedMember {
  readonly node: ts.ForOfStatement;
  readonly named: NonNullable<ReturnType<typeof memberName>>;
  readonly symbol: ts.Symbol;
}

function positionsOf(
  analyser: Analyser,
  { whole, isMap, items, all: allNode, stages }: ChosenMembers,
  { node, named, symbol }: NamedMember,
): MemberPositions | undefined {
  const found = placeOf(analyser, whole);
  if (found === undefined) return undefined;
  const place = fixedPlace(analyser, found);
  const { span } = partAt(analyser, place);
  const all = analyser.keep(analyser.expression(allNode), "members");
  const object = partAt(analyser, place);
  const keys: Expression | undefined = isMap
    ? undefined
    : analyser.keep({ kind: "builtin", name: "Object.keys", operands: [object], types: arrayType, span }, "keys");
  const types = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(allNode));
  let positions = positionsIn(all, types);
  for (const [order, stage] of stages.entries()) {
    const chosen = onPositions(analyser, stage, all, positions, types, order === 0);
    if (chosen === undefined || isNondeterministic(chosen)) return undefined;
    positions = chosen;
  }
  const valueTypes = analyser.types(named.member);
  const deepest = keysOfPlace(place).length + 1;
  const movesEntries = isMap && changesInside(analyser, whole, node.statement, { deepest });
  const bind = (_name: ts.BindingName, position: Expression): void => {
    const entry: Expression = { kind: "element", array: all, index: position, types: arrayType, span };
    const steps: readonly Step[] =
      keys === undefined
        ? [
            { node: whole, key: position, types: arrayType, isEntry: true },
            { node: whole, key: analyser.literal(1, span), types: valueTypes },
          ]
        : [{ node: whole, key: { ...elementOf(keys, position), types: stringType }, types: valueTypes }];
    // Where entries before it are deleted, it has another position by then.
    const moved = movesEntries
      ? valueAtKey(analyser, whole, place, elementAt(entry, 0, keyTypesOf(analyser, whole)), valueTypes)
      : undefined;
    bindAlias(analyser, symbol, moved ?? { ...place, steps: [...place.steps, ...steps] });
    if (named.key === undefined || items !== "entries") return;
    bindPattern(analyser, named.key, elementAt(entry, 0, analyser.types(named.key)));
  };
  return { positions, bind };
}

function elementOf(array: Expression, index: Expression): Expression {
  return { kind: "element", array, index, types: stringType, span: index.span };
}
