import ts from "typescript";
import { asData } from "../../builtins/collection-values.js";
import { declareWithoutValue } from "../../ir/declare-without-value.js";
import type { Expression, Variable } from "../../ir/expression.js";
import type { Block, Label, Recur, Statement } from "../../ir/statement.js";
import { assignedVariables, blocksOf, visitStatements } from "../../ir/statement-walk.js";
import { anyType, dateType, everyType, mayBe, undefinedType, type ValueTypes } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import type { Frame } from "../frame.js";
import { CallResult, returnedValue } from "../call-result.js";
import { collectionOfType, heldCollection, storedAs, typesOfStored } from "../collections.js";
import { type CollectionName, Environment } from "../environment.js";
import { cameFromOutside, isFromOutside } from "../from-outside.js";
import type { KnownFunction } from "../functions.js";
import { type Argument, bindParameters } from "../parameters.js";
import { visitBody } from "../statements/visit-body.js";
import { otherArgument, unreturnable } from "./refuse-call.js";
import { isPassedOn, isSame, mentionsOfItself } from "./mentions.js";

/** A parameter that gets another value with each call. */
interface Input {
  readonly index: number;
  readonly parameter: ts.ParameterDeclaration;
  readonly variable: Variable;
  readonly collection: CollectionName | undefined;
}

/** What is known of the values that an input gets. */
interface Given {
  readonly types: ValueTypes;
  readonly isFromOutside: boolean;
}

/** A function that calls itself, while its body is analysed. */
export interface ActiveRoutine {
  readonly node: ts.Node;
  readonly label: Label;
  readonly inputs: readonly Input[];
  readonly result: CallResult;
  /** What its body changes of the variables around it, as far as that is known. */
  readonly changes: Recur["changes"];
  /** What the inputs got. */
  readonly given: Map<number, Given>;
  /** True the first time. */
  readonly isTrial: boolean;
  isCalled: boolean;
  /** The names that are visible in the function. */
  readonly around: Environment;
}

/**
 * The value of a call of a function that calls itself; undefined for any other function.
 *
 * Its body is analysed twice: the first time tells what it changes, which a call inside of it must know before its end.
 *
 * @param frame for the body
 * @param around the names that are visible in the function, with its type parameters
 */
export function inlineRoutine(
  analyser: Analyser,
  call: ts.CallExpression,
  { node, name }: KnownFunction,
  args: readonly Argument[],
  frame: Frame,
  around: Environment,
): Expression | undefined {
  const { parameters } = node;
  const mentions = mentionsOfItself(analyser, node);
  if (mentions.length === 0 || node.asteriskToken !== undefined) return undefined;
  if (parameters.some(({ dotDotDotToken }) => dotDotDotToken !== undefined)) return undefined;
  const span = analyser.span(call);
  const isGivenOnce = (parameter: ts.ParameterDeclaration, index: number): boolean => {
    const given = args[index];
    return (given !== undefined && !("kind" in given)) || isPassedOn(analyser, mentions, parameter, index);
  };
  const values = parameters.map((_parameter, index): Expression => {
    const given = args[index];
    return given !== undefined && "kind" in given ? given : analyser.undefined(span);
  });
  const { problems } = analyser.analysis;
  const before = problems.mark();
  const outer = analyser.collect(() =>
    analyser.inFrame(frame, around, () =>
      parameters.forEach((parameter, index) => {
        const given = args[index];
        if (isGivenOnce(parameter, index))
          bindParameters(analyser, [parameter], given === undefined ? [] : [given], call, index);
      }),
    ),
  );
  const bound = problems.mark();
  const varying = parameters.flatMap((parameter, index) =>
    isGivenOnce(parameter, index) ? [] : [{ parameter, index }],
  );
  const attempt = (trial?: { readonly active: ActiveRoutine; readonly body: Block }) => {
    const result = new CallResult(analyser, call, node, frame.isAsync, false);
    result.isMade = trial?.active.result.isMade ?? true;
    const inputs = analyser.inScope(
      () => varying.map(({ parameter, index }) => inputOf(analyser, parameter, index, trial?.active.given.get(index))),
      around,
    );
    const label: Label = { kind: "label", name };
    const given = new Map<number, Given>();
    const changes = [
      ...(trial === undefined ? [] : changesOf(trial.body)),
      ...(result.isRead ? [{ variable: result.variable }] : []),
    ];
    const known = { node, label, inputs, result, changes, given, around };
    const active: ActiveRoutine = { ...known, isTrial: trial === undefined, isCalled: false };
    const first = analyser.collect(() => {
      setInputs(analyser, call, name, active, values).forEach(({ variable, value }) =>
        analyser.statements.push({ kind: "assign", variable, value, declares: true, span }),
      );
    });
    const body = bodyOf(analyser, call, node, frame, around, active);
    return { active, first, body };
  };
  const trial = attempt();
  if (!trial.active.isCalled) {
    problems.rewind(before);
    return undefined;
  }
  problems.rewind(bound);
  const { active, first, body } = attempt(trial);
  checkCalls(analyser, body, active.label);
  const { result, label } = active;
  analyser.statements.push(...outer);
  if (result.isRead) analyser.statements.push(declareWithoutValue(result.variable, span));
  analyser.statements.push(...first, { kind: "routine", label, body, span });
  return result.isRead ? result.value(result.read(span)) : analyser.undefined(span);
}

function inputOf(
  analyser: Analyser,
  parameter: ts.ParameterDeclaration,
  index: number,
  given: Given | undefined,
): Input {
  const type = analyser.checker.getTypeAtLocation(parameter);
  const collection = collectionOfType(type);
  const isOptional = parameter.initializer !== undefined || parameter.questionToken !== undefined;
  const declared = analyser.typesOf(type) | (isOptional ? undefinedType : 0);
  const types =
    collection === undefined
      ? declared === anyType
        ? everyType
        : declared | (given?.types ?? 0)
      : typesOfStored(collection);
  const name = ts.isIdentifier(parameter.name) ? parameter.name.text : "argument";
  const variable: Variable = { kind: "variable", name, types, time: collection === "new Date" };
  if (given?.isFromOutside === true) cameFromOutside(variable);
  return { index, parameter, collection, variable };
}

/** What the variables of the inputs get in a call. */
function setInputs(
  analyser: Analyser,
  call: ts.CallExpression,
  name: string,
  { inputs, given, isTrial, around }: ActiveRoutine,
  values: readonly Expression[],
): Recur["inputs"] {
  return inputs.map(({ index, variable, collection, parameter }) => {
    const written = values[index] ?? analyser.undefined(analyser.span(call));
    const value = withDefault(analyser, parameter, written, around);
    const stored = collection === undefined ? asData(value) : storedAs(collection, value);
    if (stored === undefined || (collection === undefined && mayBe(stored.types, dateType))) {
      const details = { name, ...otherArgument(parameter.name.getText()) };
      return { variable, value: analyser.refuse(call, "SP1230", details) };
    }
    const earlier = given.get(index);
    const isOutside = isFromOutside(stored);
    given.set(index, {
      types: (earlier?.types ?? 0) | stored.types,
      isFromOutside: isOutside && earlier?.isFromOutside !== false,
    });
    // In the trial: should a call give it something else, it is no such value the second time.
    if (isOutside && earlier === undefined && isTrial) cameFromOutside(variable);
    return { variable, value: stored };
  });
}

/** Where the argument is left out, the default is what the function makes of that. */
function withDefault(
  analyser: Analyser,
  { initializer }: ts.ParameterDeclaration,
  value: Expression,
  around: Environment,
): Expression {
  if (initializer === undefined || value.kind !== "undefined") return value;
  const needsParameters = (node: ts.Node): boolean => {
    const symbol = ts.isIdentifier(node) ? analyser.symbolOf(node) : undefined;
    const declaration = symbol?.valueDeclaration;
    const isParameter = declaration !== undefined && ts.isParameter(declaration);
    return isParameter || (ts.forEachChild(node, (child) => needsParameters(child) || undefined) ?? false);
  };
  if (needsParameters(initializer)) return value;
  return analyser.inScope(() => analyser.handOver(initializer, () => analyser.expression(initializer)), around);
}

function bodyOf(
  analyser: Analyser,
  call: ts.CallExpression,
  node: KnownFunction["node"],
  frame: Frame,
  around: Environment,
  active: ActiveRoutine,
): Block {
  const { result, inputs } = active;
  const span = analyser.span(call);
  const { body } = node;
  const inner: Frame = { ...frame, onReturn: result.onReturn, routines: [...(frame.routines ?? []), active] };
  const statements = analyser.collect(() =>
    analyser.withLoop(node, () =>
      analyser.inFrame(inner, new Environment(around), () => {
        for (const { parameter, variable, collection } of inputs) {
          const stored: Expression = { kind: "variable-read", variable, types: variable.types, span };
          const value = collection === undefined ? stored : heldCollection(collection, stored);
          bindParameters(analyser, [parameter], [value], call, "elsewhere");
        }
        if (body === undefined) return;
        if (!ts.isBlock(body)) {
          result.onReturn(returnedValue(analyser, inner, body), analyser.span(body));
          return;
        }
        visitBody(analyser, body.statements);
        if (result.mayEnd) result.onReturn(undefined, span);
      }),
    ),
  );
  return [{ kind: "labelled", label: result.label, body: statements, span }];
}

/** What a block changes of the variables around it: all that it assigns, for its own variables are others the next time. */
function changesOf(block: Block): Recur["changes"] {
  const changes: Recur["changes"][number][] = [];
  const inPlace = new Set<Variable>();
  visitStatements(block, (statement) => {
    if (statement.kind !== "assign" || statement.declares) return;
    changes.push({ variable: statement.variable, changed: statement.changed });
    inPlace.add(statement.variable);
  });
  const others = [...assignedVariables(block)].filter((variable) => !inPlace.has(variable));
  return [...changes, ...others.map((variable) => ({ variable }))];
}

/** The value of a call from inside of the function; undefined for a call of one whose body is not being analysed. */
export function callAgain(
  analyser: Analyser,
  call: ts.CallExpression,
  { node, name }: KnownFunction,
  args: readonly Argument[],
): Expression | undefined {
  const active = analyser.frame.routines?.find((routine) => routine.node === node);
  if (active === undefined) return undefined;
  active.isCalled = true;
  const span = analyser.span(call);
  const other = node.parameters.find((parameter, index) => {
    if (active.inputs.some((input) => input.index === index)) return false;
    const symbol = analyser.checker.getSymbolAtLocation(parameter.name);
    return symbol === undefined || !isSame(analyser, call, symbol, index);
  });
  const given = active.inputs.find(({ index }) => args[index] !== undefined && !("kind" in (args[index] as object)));
  const refused = other ?? given?.parameter;
  if (refused !== undefined) {
    return analyser.refuse(call, "SP1230", { name, ...otherArgument(refused.name.getText()) });
  }
  if (!isOfSameTypes(analyser, call, node)) {
    return analyser.refuse(call, "SP1230", { name, ...unreturnable.otherTypes });
  }
  const values = args.map((value) => ("kind" in value ? value : analyser.undefined(span)));
  const { label, changes, result } = active;
  const inputs = setInputs(analyser, call, name, active, values);
  analyser.statements.push({ kind: "recur", label, inputs, changes, span });
  return result.isRead ? result.value(analyser.keep(result.read(span), "result")) : analyser.undefined(span);
}

/** True where the parameters have the same types in the call, which type parameters tell: the body is compiled for these. */
function isOfSameTypes({ checker }: Analyser, call: ts.CallExpression, node: ts.SignatureDeclaration): boolean {
  if (node.typeParameters === undefined) return true;
  const signature = checker.getResolvedSignature(call);
  if (signature?.declaration !== node) return false;
  const own = checker.getSignatureFromDeclaration(node)?.getParameters() ?? [];
  return signature.getParameters().every((parameter, index) => {
    const [given, declared] = [parameter, own[index] ?? parameter].map((one) => checker.getTypeOfSymbol(one));
    const isAny = given !== undefined && (given.flags & ts.TypeFlags.Any) !== 0;
    if (given === undefined || declared === undefined || isAny) return false;
    return checker.isTypeAssignableTo(given, declared) && checker.isTypeAssignableTo(declared, given);
  });
}

/** Reports the calls that could not come back to where they were made. */
function checkCalls(analyser: Analyser, body: Block, label: Label): void {
  const report = (block: Block): void =>
    visitStatements(block, (statement) => {
      if (statement.kind !== "recur" || statement.label !== label) return;
      analyser.analysis.problems.add("SP1230", statement.span, { name: label.name, ...unreturnable.beside });
    });
  const visit = (statement: Statement): void => {
    if (statement.kind === "start" || statement.kind === "perform") blocksOf(statement).forEach(report);
  };
  visitStatements(body, visit);
}
