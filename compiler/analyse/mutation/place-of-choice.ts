import ts from "typescript";
import { declareWithoutValue } from "../../ir/declare-without-value.js";
import type { Expression, Variable } from "../../ir/expression.js";
import type { Block } from "../../ir/statement.js";
import { nullType, undefinedType } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import { isPresent } from "../expressions/is-present.js";
import { asCondition } from "../expressions/not-a-number.js";
import { joinedSteps, type JoinedStep } from "./join-steps.js";
import { partAt, type Place, type Step } from "./place.js";

type PlaceOf = (analyser: Analyser, node: ts.Expression) => Place | undefined;

/**
 * The place of `test ? order.large : order.small`, or of `rows.find(f) ?? rows.find(g)`: that of one part or of the other, which
 * must be as deep in the same variable.
 */
export function placeOfChoice(analyser: Analyser, node: ts.Expression, placeOf: PlaceOf): Place | undefined {
  const span = analyser.span(node);
  let place: Place | undefined;
  const statements = analyser.collect(() => {
    if (ts.isConditionalExpression(node)) {
      const condition = analyser.keep(asCondition(analyser.expression(node.condition)), "test");
      const first = placeIn(analyser, node.whenTrue, placeOf);
      const second = placeIn(analyser, node.whenFalse, placeOf);
      place = first && second && choose(analyser, condition, first, second, span);
    } else if (ts.isBinaryExpression(node)) {
      const first = placeOf(analyser, node.left);
      const second = placeIn(analyser, node.right, placeOf);
      if (first === undefined || second === undefined) return;
      const now = partAt(analyser, first);
      const condition = isPresent({ ...now, types: now.types | undefinedType | nullType });
      const isThere = analyser.keep(condition, "isThere");
      place = choose(analyser, isThere, { place: first, before: [] }, second, span);
    }
  });
  // Where it is none, the expression is evaluated in another way.
  if (place !== undefined) analyser.statements.push(...statements);
  return place;
}

interface PlaceOnWay {
  readonly place: Place;
  /** What happens on the way there. */
  readonly before: Block;
}

function placeIn(analyser: Analyser, node: ts.Expression, placeOf: PlaceOf): PlaceOnWay | undefined {
  let place: Place | undefined;
  const before = analyser.collect(() => (place = placeOf(analyser, node)));
  return place && { place, before };
}

function choose(
  analyser: Analyser,
  condition: Expression,
  first: PlaceOnWay,
  second: PlaceOnWay,
  span: SourceSpan,
): Place | undefined {
  if (!isSameRoot(analyser, first.place, second.place)) return undefined;
  const joined = joinedSteps(analyser, [first.place.steps, second.place.steps]);
  if (joined === undefined) return undefined;
  if (first.before.length === 0 && second.before.length === 0) {
    const steps = joined.map((step) =>
      withKey(step, (whenTrue, whenFalse, types) => {
        return analyser.keep({ kind: "conditional", condition, whenTrue, whenFalse, types, span }, "key");
      }),
    );
    return { ...first.place, steps };
  }
  const [yes, no] = [[...first.before], [...second.before]];
  const steps = joined.map((step) =>
    withKey(step, (whenTrue, whenFalse, types): Expression => {
      const variable: Variable = { kind: "variable", name: "key", types };
      analyser.statements.push(declareWithoutValue(variable, span));
      yes.push({ kind: "assign", variable, value: whenTrue, declares: false, span });
      no.push({ kind: "assign", variable, value: whenFalse, declares: false, span });
      return { kind: "variable-read", variable, types, span };
    }),
  );
  analyser.statements.push({ kind: "if", condition, whenTrue: yes, whenFalse: no, span });
  return { ...first.place, steps };
}

/** A step whose keys differ, with the one that counts. */
function withKey(
  { step, keys }: JoinedStep,
  choose: (whenTrue: Expression, whenFalse: Expression, types: number) => Expression,
): Step {
  const [whenTrue, whenFalse] = keys;
  if (whenTrue === undefined || whenFalse === undefined) return step;
  return { ...step, key: choose(whenTrue, whenFalse, whenTrue.types | whenFalse.types) };
}

function isSameRoot(analyser: Analyser, one: Place, other: Place): boolean {
  const [symbol, beside] = [analyser.symbolOf(one.root), analyser.symbolOf(other.root)];
  if (symbol === undefined || symbol !== beside) return false;
  return one.environment.lookUp(symbol) === other.environment.lookUp(symbol);
}
