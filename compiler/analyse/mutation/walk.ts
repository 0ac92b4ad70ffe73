import ts from "typescript";
import type { Expression, Variable } from "../../ir/expression.js";
import {
  arrayType,
  booleanType,
  mayBe,
  nullType,
  numberType,
  stringType,
  undefinedType,
} from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { chooseValue } from "../expressions/choose.js";
import { isPresent } from "../expressions/is-present.js";
import { asCondition } from "../expressions/not-a-number.js";
import { checkReachable, noteDeclared } from "../outer-variables.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isAlias } from "./aliases.js";
import { noteMoving } from "./lasting-place.js";
import { chosenList, elementSource } from "./chosen-lists.js";
import { sidesOf } from "./element-sources.js";
import { typesOfName } from "./paths.js";
import { isStanding, partAt, type Place, type Step, textKey } from "./place.js";
import { placeOf, placeOfPart } from "./place-of.js";
import { isIndex, stepIn } from "./position-in.js";
import { assignedTo, type Walker, walkerOf } from "./walkers.js";

/** Where a walker is: the position in its list, or the key; below zero, or null, where it stands for no element. */
export interface Walk {
  readonly walker: Walker;
  readonly list: Place;
  readonly position: Variable;
  /** That of the frame which declares it. */
  readonly depth: number;
}

/** `let current = nodes[0]`, where elements are changed by the name; false for any other variable. */
export function declareWalker(analyser: Analyser, { name, initializer }: ts.VariableDeclaration): boolean {
  const symbol = analyser.checker.getSymbolAtLocation(name);
  const walker = symbol && walkerOf(analyser, symbol);
  if (symbol === undefined || walker === undefined || !isAlias(analyser, symbol)) return false;
  const { list: listNode, kind } = walker.source;
  const types = kind === "record" ? stringType | nullType : numberType;
  const position: Variable = { kind: "variable", name: walker.name.text, types };
  noteMoving(position);
  const list =
    chosenList(analyser, listNode) === undefined ? placeOf(analyser, listNode) : listChosen(analyser, listNode);
  const isVisible = list !== undefined && isStanding(list) && isBound(analyser, list);
  const walk: Walk | undefined = isVisible ? { walker, list, position, depth: analyser.frame.depth } : undefined;
  const value = walk && positionOf(analyser, walk, initializer);
  if (walk === undefined || value === undefined) {
    analyser.problem(name, "SP1244", { text: walker.name.text, name: listNode.getText() });
    return false;
  }
  noteDeclared(analyser, position);
  analyser.environment.bind(symbol, { kind: "alias", place: placeOfWalk(analyser, walk), walk });
  analyser.statements.push({ kind: "assign", variable: position, value, declares: true, span: analyser.span(name) });
  return true;
}

/** `current = nodes.find(f);` of a walker; undefined for any other assignment. */
export function walkTo(analyser: Analyser, node: ts.BinaryExpression): Expression | undefined {
  const target = node.left;
  const symbol = ts.isIdentifier(target) ? analyser.symbolOf(target) : undefined;
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  const walk = binding?.kind === "alias" ? binding.walk : undefined;
  if (walk === undefined || !ts.isIdentifier(target)) return undefined;
  const value = assignedTo(target) === undefined ? undefined : positionOf(analyser, walk, node.right);
  const span = analyser.span(target);
  if (value === undefined) {
    return analyser.refuse(target, "SP1244", { text: target.text, name: walk.walker.source.list.getText() });
  }
  if (checkReachable(analyser, target, target.text, walk.depth)) {
    analyser.statements.push({ kind: "assign", variable: walk.position, value, declares: false, span });
  }
  return analyser.undefined(span);
}

/** The list whose elements a parameter stands for. */
function listChosen(analyser: Analyser, node: ts.Expression): Place | undefined {
  const name = skipWrappers(node);
  const symbol = ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  return binding?.kind === "choice" ? binding.list : undefined;
}

function isBound(analyser: Analyser, { root, environment }: Place): boolean {
  const symbol = analyser.symbolOf(root);
  return symbol !== undefined && environment.lookUp(symbol) !== undefined;
}

function placeOfWalk(analyser: Analyser, { walker, list, position }: Walk): Place {
  const { name: node, source, nothing } = walker;
  const span = analyser.span(node);
  const types = typesOfName(analyser, node);
  const read: Expression = { kind: "variable-read", variable: position, types: position.types, span };
  const isRecord = source.kind === "record";
  const isThere: Expression = isRecord
    ? { kind: "equality", operator: "!==", left: read, right: literalNull(analyser, node), types: booleanType, span }
    : { kind: "comparison", operator: ">=", left: read, right: analyser.literal(0, span), types: booleanType, span };
  const missing = nothing === "null" ? literalNull(analyser, node) : analyser.undefined(span);
  const guard = isRecord || nothing === "null" ? { guard: { isThere, nothing: missing } } : {};
  const key: Expression = isRecord ? { ...read, types: stringType } : read;
  const steps: readonly Step[] =
    source.kind === "map"
      ? [
          { node, key, types: arrayType | undefinedType, isEntry: true },
          { node, key: analyser.literal(1, span), types, ...guard },
        ]
      : [{ node, key, types, ...guard }];
  return { ...list, steps: [...list.steps, ...steps] };
}

function literalNull(analyser: Analyser, node: ts.Node): Expression {
  return { kind: "literal", value: null, types: nullType, span: analyser.span(node) };
}

/** The position of what is given; undefined where it has none. */
function positionOf(analyser: Analyser, walk: Walk, node: ts.Expression | undefined): Expression | undefined {
  const { walker } = walk;
  const isRecord = walker.source.kind === "record";
  const nowhere = isRecord
    ? literalNull(analyser, walker.name)
    : analyser.literal(-1, analyser.span(node ?? walker.name));
  if (node === undefined || elementSource(analyser, node) === "nothing") return nowhere;
  const inner = skipWrappers(node);
  const span = analyser.span(node);
  const sides = sidesOf(inner);
  if (sides !== undefined && ts.isConditionalExpression(inner)) {
    const condition = asCondition(analyser.expression(inner.condition));
    const [yes, no] = sides.map((side) => collected(analyser, () => positionOf(analyser, walk, side)));
    if (yes?.value === undefined || no?.value === undefined) return undefined;
    return chooseValue(analyser, condition, [yes.before, yes.value], [no.before, no.value], span);
  }
  const place = placeOfPart(analyser, sides?.[0] ?? inner);
  const step = place === undefined ? undefined : stepIn(analyser, walk.list, place, walker.source.kind === "map");
  if (place === undefined || step === undefined || !(isRecord || isIndex(step))) return undefined;
  const written = typeof step.key === "string" ? analyser.literal(step.key, span) : step.key;
  const key = isRecord ? textKey(written) : written;
  const isThere = (): Expression => {
    const part = partAt(analyser, place);
    return isPresent({ ...part, types: part.types | undefinedType | nullType });
  };
  if (sides !== undefined) {
    const condition = isThere();
    const other = collected(analyser, () => positionOf(analyser, walk, sides[1]));
    return other.value && chooseValue(analyser, condition, [[], key], [other.before, other.value], span);
  }
  // An index at which nothing is may get an element later.
  const mayBeMissing = mayBe(analyser.types(node), undefinedType | nullType) && !ts.isCallExpression(inner);
  return mayBeMissing ? chooseValue(analyser, isThere(), [[], key], [[], nowhere], span) : key;
}

function collected(analyser: Analyser, visit: () => Expression | undefined) {
  let value: Expression | undefined;
  const before = analyser.collect(() => (value = visit()));
  return { before, value };
}
