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
import { chosenList, elementSource } from "./chosen-lists.js";
import { isDeclaredBeside, sidesOf } from "./element-sources.js";
import { pathOfName, typesOfName } from "./paths.js";
import { partAt, type Place, type Step, textKey } from "./place.js";
import { placeOf, placeOfPart } from "./place-of.js";
import { isIndex, stepIn } from "./position-in.js";
import { usesOf } from "./uses-of.js";
import { walkerPut, walkerPutAtFirst } from "./walker-puts.js";
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
  const list =
    chosenList(analyser, listNode) === undefined ? placeOf(analyser, listNode) : listChosen(analyser, listNode);
  const isVisible = list !== undefined && staysWhereItIs(analyser, walker, list) && isKnown(analyser, walker, list);
  const walk: Walk | undefined = isVisible ? { walker, list, position, depth: analyser.frame.depth } : undefined;
  const isPutNext = walkerPutAtFirst(walker.declaration) !== undefined;
  const value = walk && positionOf(analyser, walk, isPutNext ? undefined : initializer);
  if (walk === undefined || value === undefined) {
    analyser.problem(name, "SP1244", { text: walker.name.text, name: listNode.getText() });
    return false;
  }
  noteDeclared(analyser, position);
  analyser.environment.bind(symbol, { kind: "alias", place: placeOfWalk(analyser, walk), walk });
  analyser.statements.push({ kind: "assign", variable: position, value, declares: true, span: analyser.span(name) });
  if (isPutNext && initializer !== undefined) hold(analyser, symbol, walk, initializer);
  return true;
}

/** The value that a walker has until the next statement puts it into the list. */
function hold(analyser: Analyser, symbol: ts.Symbol, walk: Walk, made: ts.Expression): void {
  const value = analyser.keep(analyser.expression(made), walk.walker.name.text);
  analyser.environment.bind(symbol, { kind: "value", value, walk });
}

/** Behind `list.push(last)`: the walker goes to the element that was put there; false for any other name. */
export function walkToPut(analyser: Analyser, symbol: ts.Symbol, place: Place): boolean {
  const binding = analyser.environment.lookUp(symbol);
  const walk = binding?.kind === "alias" || binding?.kind === "value" ? binding.walk : undefined;
  if (walk === undefined) return false;
  const { walker, list, position, depth } = walk;
  const step = stepIn(analyser, list, place, walker.source.kind === "map");
  const key = step && keyOf(analyser, walker, step);
  if (key === undefined) {
    analyser.problem(walker.name, "SP1244", { text: walker.name.text, name: walker.source.list.getText() });
    return true;
  }
  if (binding?.kind === "value") {
    analyser.environment.bind(symbol, { kind: "alias", place: placeOfWalk(analyser, walk), walk });
  }
  if (checkReachable(analyser, walker.name, walker.name.text, depth)) {
    const span = analyser.span(walker.name);
    analyser.statements.push({ kind: "assign", variable: position, value: key, declares: false, span });
  }
  return true;
}

/** Where a step leads to, as walkers keep it. */
function keyOf(analyser: Analyser, { source }: Walker, step: Step): Expression | undefined {
  const isRecord = source.kind === "record";
  if (!isRecord && !isIndex(step)) return undefined;
  const written = typeof step.key === "string" ? analyser.literal(step.key, analyser.span(step.node)) : step.key;
  return isRecord ? textKey(written) : written;
}

/** `current = nodes.find(f);` of a walker; undefined for any other assignment. */
export function walkTo(analyser: Analyser, node: ts.BinaryExpression): Expression | undefined {
  const target = node.left;
  const symbol = ts.isIdentifier(target) ? analyser.symbolOf(target) : undefined;
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  const walk = binding?.kind === "alias" ? binding.walk : undefined;
  const isWalker = symbol !== undefined && walkerOf(analyser, symbol) !== undefined && isAlias(analyser, symbol);
  // Where it goes through nothing that can be followed, its declaration has been refused.
  if (walk === undefined && binding?.kind !== "variable" && isWalker) return analyser.undefined(analyser.span(target));
  if (walk === undefined || !ts.isIdentifier(target)) return undefined;
  const put = walkerPut(target);
  if (put?.isBefore === true && symbol !== undefined) {
    hold(analyser, symbol, walk, put.made);
    return analyser.undefined(analyser.span(target));
  }
  if (put !== undefined) return analyser.expression(node.right);
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

/** True for a list whose keys are the same as long as the variable is there. */
function staysWhereItIs(analyser: Analyser, { source, declaration }: Walker, { steps }: Place): boolean {
  const areKnown = steps.every(
    ({ key }) => typeof key === "string" || key.kind === "literal" || key.kind === "variable-read",
  );
  const root = rootOf(source.list);
  const symbol = root && analyser.symbolOf(root);
  const block = ts.findAncestor(declaration, ts.isBlock);
  if (!areKnown || symbol === undefined || block === undefined) return false;
  if (!steps.some(({ position }) => position !== undefined)) return true;
  // Another walking variable leads there.
  const scope = ts.findAncestor(block, ts.isFunctionLike);
  return usesOf(analyser, symbol, block).every((use) => {
    const isMoved = assignedTo(use) !== undefined || walkerPut(use) !== undefined;
    return !isMoved || (use.pos < declaration.pos && ts.findAncestor(use, ts.isFunctionLike) === scope);
  });
}

function rootOf(list: ts.Expression): ts.Identifier | undefined {
  const inner = skipWrappers(list);
  if (ts.isPropertyAccessExpression(inner)) return rootOf(inner.expression);
  return ts.isIdentifier(inner) ? inner : undefined;
}

/** True for a list that is there, or comes in the same block and is a variable of its own. */
function isKnown(analyser: Analyser, { declaration }: Walker, { root, environment }: Place): boolean {
  const symbol = analyser.symbolOf(root);
  if (symbol === undefined) return false;
  const isOwn = pathOfName(analyser, symbol).root === symbol;
  return environment.lookUp(symbol) !== undefined || (isOwn && isDeclaredBeside(analyser, root, declaration));
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
  const symbol = analyser.checker.getSymbolAtLocation(node);
  const moving = symbol !== undefined && analyser.isReassigned(symbol) ? { position } : {};
  const steps: readonly Step[] =
    source.kind === "map"
      ? [
          { node, key, types: arrayType | undefinedType, isEntry: true, ...moving },
          { node, key: analyser.literal(1, span), types, ...guard, ...moving },
        ]
      : [{ node, key, types, ...guard, ...moving }];
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
  const key = step && keyOf(analyser, walker, step);
  if (place === undefined || step === undefined || key === undefined) return undefined;
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
