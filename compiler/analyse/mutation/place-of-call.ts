import ts from "typescript";
import { declareWithoutValue } from "../../ir/declare-without-value.js";
import type { Expression, Variable } from "../../ir/expression.js";
import type { Label } from "../../ir/statement.js";
import { isOnly, mayBe, numberType, undefinedType } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import type { Frame } from "../frame.js";
import { Environment } from "../environment.js";
import { callsItself, isAsyncFunction, type KnownFunction, resolveFunction } from "../functions.js";
import { calledFrom } from "../inline-call.js";
import { type Argument, argumentsOf, bindParameters } from "../parameters.js";
import { singleExpression } from "../single-expression.js";
import { visitBody } from "../statements/visit-body.js";
import { bindTypeArguments } from "../type-arguments.js";
import { declaredIn } from "./declared-in.js";
import { argumentsInPlace } from "./arguments-in-place.js";
import { type GivenPart, isNothing } from "./given-parts.js";
import { joinedSteps } from "./join-steps.js";
import type { Key } from "./paths.js";
import type { Place, Step } from "./place.js";

type PlaceOf = (analyser: Analyser, node: ts.Expression) => Place | undefined;

interface Places {
  readonly placeOf: PlaceOf;
  /** The same for what is declared or given. */
  readonly placeOfPart: PlaceOf;
}

/**
 * The place of the part that a function gives: the call does what the function does, and what it would return is found where it stands.
 */
export function placeOfCall(analyser: Analyser, given: GivenPart, places: Places): Place | undefined {
  const callee = resolveFunction(analyser, given.call.expression);
  if (callee === undefined || callsItself(analyser.frame.calls, callee.node, given.call)) return undefined;
  if (given.call.arguments.some((argument) => ts.isSpreadElement(argument))) return undefined;
  let place: Place | undefined;
  const statements = analyser.collect(() => {
    const args = argumentsFor(analyser, given, callee, places);
    place = args && placeOfBody(analyser, given, callee, args, places);
  });
  // Where it is none, the call is inlined as any other.
  if (place !== undefined) analyser.statements.push(...statements);
  return place;
}

/** The arguments; undefined where the one of which a part is given has no place that can be followed. */
function argumentsFor(
  analyser: Analyser,
  { call, argument }: GivenPart,
  callee: KnownFunction,
  { placeOf }: Places,
): readonly Argument[] | undefined {
  const args = argumentsInPlace(analyser, call, callee, placeOf, argument) ?? argumentsOf(analyser, call.arguments);
  const whole = argument === undefined ? undefined : args[call.arguments.indexOf(argument)];
  return whole === undefined || "place" in whole || "collection" in whole ? args : undefined;
}

function placeOfBody(
  analyser: Analyser,
  given: GivenPart,
  { node, environment: outer }: KnownFunction,
  args: readonly Argument[],
  { placeOfPart }: Places,
): Place | undefined {
  const { call } = given;
  const environment = new Environment(outer);
  bindTypeArguments(analyser.checker, call, node, analyser.environment, environment);
  const frame: Frame = {
    ...analyser.frame,
    isAsync: isAsyncFunction(node),
    calls: [...analyser.frame.calls, node],
    calledFrom: calledFrom(analyser, call, node),
    givesCollections: false,
  };
  const bind = () => bindParameters(analyser, node.parameters, args, call);
  const single = singleExpression(node);
  if (single !== undefined) {
    return analyser.inFrame({ ...frame, onReturnPart: undefined }, environment, () => {
      bind();
      return placeOfPart(analyser, single);
    });
  }
  const { body } = node;
  if (body === undefined || !ts.isBlock(body)) return undefined;
  const returned = new ReturnedPlaces(analyser, given, body, placeOfPart);
  const { onReturn, onReturnPart } = returned;
  const visited = analyser.collect(() =>
    analyser.inFrame({ ...frame, onReturn, onReturnPart }, environment, () => {
      bind();
      visitBody(analyser, body.statements);
    }),
  );
  const span = analyser.span(call);
  const place = returned.place(span);
  if (place !== undefined) {
    analyser.statements.push({ kind: "labelled", label: returned.label, body: visited, span });
  }
  return place;
}

/** What the `return` statements of a function give: each notes the keys of its place that the others may not have, and leaves. */
class ReturnedPlaces {
  readonly label: Label = { kind: "label", name: "return" };
  readonly #analyser: Analyser;
  readonly #given: GivenPart;
  readonly #body: ts.Block;
  readonly #placeOfPart: PlaceOf;
  readonly #places: Place[] = [];
  readonly #keys = new Map<number, Variable>();
  /** The steps whose keys need no variable so far. */
  readonly #fixed = new Set<number>();
  #isKnown = true;
  #givesNothing = false;

  constructor(analyser: Analyser, given: GivenPart, body: ts.Block, placeOfPart: PlaceOf) {
    this.#analyser = analyser;
    this.#given = given;
    this.#body = body;
    this.#placeOfPart = placeOfPart;
  }

  readonly onReturn: Frame["onReturn"] = (value, span) => {
    this.#givesNothing = true;
    this.#isKnown &&= value === undefined;
    this.#leave(span);
  };

  readonly onReturnPart = (value: ts.Expression): void => {
    const span = this.#analyser.span(value);
    if (isNothing(value)) {
      this.#givesNothing = true;
    } else {
      const place = this.#placeOfPart(this.#analyser, value);
      const isAlike = place !== undefined && !this.#isOwn(place) && this.#isAlike(place);
      this.#isKnown &&= isAlike;
      if (place !== undefined && isAlike) this.#note(place, span);
    }
    this.#leave(span);
  };

  #leave(span: SourceSpan): void {
    this.#analyser.statements.push({ kind: "leave", label: this.label, span });
  }

  /** True for a place in a variable of the function itself, which its caller does not have; parameters stand for what they are given. */
  #isOwn({ root }: Place): boolean {
    const symbol = this.#analyser.symbolOf(root);
    const declaration = symbol && declaredIn(symbol);
    if (declaration === undefined || ts.isParameter(declaration)) return false;
    return ts.findAncestor(declaration, (one) => one === this.#body.parent) !== undefined;
  }

  #isAlike(place: Place): boolean {
    const [first] = this.#places;
    if (first === undefined) return true;
    const isSameRoot = this.#analyser.symbolOf(first.root) === this.#analyser.symbolOf(place.root);
    return isSameRoot && joinedSteps(this.#analyser, [first.steps, place.steps]) !== undefined;
  }

  #note(place: Place, span: SourceSpan): void {
    this.#places.push(place);
    const keys = keysBySteps(place.steps, this.#given.path.keys);
    place.steps.forEach(({ key, node }, index) => {
      const isFixed = typeof key === "string" || key.kind === "literal";
      const isValueOfEntry = place.steps[index - 1]?.isEntry === true;
      const isSame = isFixed && (isValueOfEntry || keys?.[index] !== undefined);
      if (isSame && !this.#keys.has(index)) {
        this.#fixed.add(index);
        return;
      }
      // Behind a place without it, the key would have no value.
      this.#isKnown &&= !this.#fixed.has(index);
      const value = typeof key === "string" ? this.#analyser.literal(key, this.#analyser.span(node)) : key;
      const known = this.#keys.get(index);
      const variable: Variable = known ?? { kind: "variable", name: "key", types: value.types };
      this.#keys.set(index, variable);
      this.#analyser.statements.push({ kind: "assign", variable, value, declares: false, span });
    });
  }

  /** The place that all of them are; declares the keys. */
  place(span: SourceSpan): Place | undefined {
    const [first] = this.#places;
    const joined = joinedSteps(
      this.#analyser,
      this.#places.map(({ steps }) => steps),
    );
    if (!this.#isKnown || first === undefined || joined === undefined) return undefined;
    const indexes = [...this.#keys.values()].filter(({ types }) => isOnly(types, numberType));
    const mayBeNothing = this.#givesNothing || this.#mayEnd();
    // Where nothing is found, an index says so.
    if (mayBeNothing && indexes.length === 0) return undefined;
    for (const variable of this.#keys.values()) this.#declare(variable, mayBeNothing, span);
    const steps = joined.map(({ step }, index): Step => {
      const types = mayBeNothing ? step.types | undefinedType : step.types;
      const variable = this.#keys.get(index);
      if (variable === undefined) return { ...step, types };
      return { ...step, types, key: { kind: "variable-read", variable, types: variable.types, span } };
    });
    return { ...first, steps };
  }

  #declare(variable: Variable, mayBeNothing: boolean, span: SourceSpan): void {
    const nothing = isOnly(variable.types, numberType) ? -1 : "";
    const value: Expression = this.#analyser.literal(nothing, span);
    this.#analyser.statements.push(
      mayBeNothing ? { kind: "assign", variable, value, declares: true, span } : declareWithoutValue(variable, span),
    );
  }

  /** True where the function may come to its end without `return`, as far as can be told. */
  #mayEnd(): boolean {
    const { call } = this.#given;
    const types = this.#analyser.types(ts.isAwaitExpression(call.parent) ? call.parent : call);
    return mayBe(types, undefinedType) && !alwaysLeaves(this.#body);
  }
}

/** The keys that a path has at each step: an entry of a Map and its value are one step there. */
function keysBySteps(steps: readonly Step[], keys: readonly Key[]): readonly Key[] | undefined {
  if (steps.filter(({ isEntry }) => isEntry !== true).length !== keys.length) return undefined;
  let at = 0;
  return steps.map(({ isEntry }) => (isEntry === true ? undefined : keys[at++]));
}

/** True for a statement behind which nothing runs. */
function alwaysLeaves(statement: ts.Statement | undefined): boolean {
  if (statement === undefined) return false;
  if (ts.isBlock(statement)) return alwaysLeaves(statement.statements.at(-1));
  if (ts.isReturnStatement(statement) || ts.isThrowStatement(statement)) return true;
  return ts.isIfStatement(statement) && alwaysLeaves(statement.thenStatement) && alwaysLeaves(statement.elseStatement);
}
