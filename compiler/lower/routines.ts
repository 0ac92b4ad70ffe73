import { elementAt, literal } from "../builtins/build.js";
import type { Expression, Variable } from "../ir/expression.js";
import type { Block, Label, Recur, Routine } from "../ir/statement.js";
import { mapBlocks } from "../ir/statement-rewrite.js";
import { assignedVariables, blocksOf } from "../ir/statement-walk.js";
import { arrayType, booleanType, numberType, objectType, undefinedType } from "../ir/value-types.js";
import type { SourceSpan } from "../source-span.js";
import { type ChoiceNode, type Edge, type EdgeAssign, edgesOf, type Graph, type JumpNode, type Node } from "./graph.js";
import { Liveness } from "./liveness.js";
import { shorten } from "./titles.js";

/** A call of the function from inside of it, and where it goes on afterwards. */
interface Site {
  /** Has the place of the call in the source. */
  readonly call: JumpNode;
  readonly inputs: Recur["inputs"];
  readonly after: Edge;
  /** Where its errors go, where a `try` in the body stands around it. */
  readonly handler: Handler | undefined;
}

/** Where errors go, and the variable that holds them there. */
export interface Handler {
  readonly error: Variable;
  readonly edge: Edge;
}

/**
 * A function that calls itself. It has a stack of its own, in a variable: a call puts on it what is read after the call,
 * with the number of the place to come back to, and goes to the start of the body. At the end of the body, the place on top
 * goes on, with its values; where there is none, the call from outside has ended.
 *
 * A call with nothing left to do afterwards needs no place: it only goes to the start.
 *
 * Where calls stand in a `try`, an error that the body does not handle takes places from the stack until it comes to one of
 * these, whose handler goes on with its values; where there is none, it goes to the handler around the function.
 */
export interface RoutineGraph {
  readonly statement: Routine;
  readonly head: JumpNode;
  readonly exit: JumpNode;
  readonly stack: Variable;
  readonly sites: Site[];
  /** Where errors go that the body does not handle, when a call may have to. */
  readonly thrown: Handler | undefined;
  /** The handler around the function. */
  readonly outer: Handler | undefined;
}

/**
 * The way into the body of a function that calls itself, and on to `after`.
 *
 * @param outer the handler around the function
 */
export function enterRoutine(
  statement: Routine,
  after: Edge,
  outer: Handler | undefined,
): { readonly graph: RoutineGraph; readonly edge: Edge } {
  const { span, label } = statement;
  const head = jump(`${label.name}()`, span, after);
  const exit = jump(`end of ${label.name}`, span, after);
  const stack: Variable = { kind: "variable", name: `${label.name}Calls`, types: arrayType };
  const none: Expression = { kind: "array", elements: [], types: arrayType, span };
  const edge: Edge = { assigns: [{ variable: stack, value: none }], target: head };
  const thrown = callsInTry(statement.body, label, false) ? unhandled(statement, outer) : undefined;
  return { graph: { statement, head, exit, stack, sites: [], thrown, outer }, edge };
}

function callsInTry(block: Block, label: Label, isInTry: boolean): boolean {
  return block.some((statement) => {
    if (statement.kind === "recur") return isInTry && statement.label === label;
    if (statement.kind !== "try") return blocksOf(statement).some((inner) => callsInTry(inner, label, isInTry));
    return callsInTry(statement.body, label, true) || callsInTry(statement.handler, label, isInTry);
  });
}

/** Where errors go that the body does not handle: until all calls are known, to the handler around the function. */
function unhandled({ span, label }: Routine, outer: Handler | undefined): Handler {
  const error: Variable = { kind: "variable", name: "thrown", types: objectType };
  const read: Expression = { kind: "variable-read", variable: error, types: objectType, span };
  const title = shorten(`error in ${label.name}`);
  // Without a handler, it fails the execution.
  const fails: Edge = { assigns: [], target: { kind: "fail", title, span, error: read } };
  const next = outer === undefined ? fails : passedTo(outer, read);
  return { error, edge: { assigns: [], target: jump(`handlers of ${label.name}`, span, next) } };
}

function passedTo({ error, edge }: Handler, value: Expression): Edge {
  return { assigns: [{ variable: error, value }, ...edge.assigns], target: edge.target };
}

/** The way into the body once more. */
export function callAgain(
  { inputs, span }: Recur,
  routine: RoutineGraph,
  after: Edge,
  around: Handler | undefined,
): Edge {
  const handler = around === (routine.thrown ?? routine.outer) ? undefined : around;
  if (handler === undefined && isDone(after, routine)) {
    return { assigns: setInputs(inputs, span), target: routine.head };
  }
  // Until all calls are known, they go on behind themselves, so that it can be told what is read there.
  const elements = inputs.map(({ value }) => ({ spread: false, value }));
  const condition: Expression = { kind: "array", elements, types: arrayType, span };
  const name = routine.statement.label.name;
  const failed = handler === undefined ? after : passedTo(handler, literal(null, span));
  const reads: ChoiceNode = {
    kind: "choice",
    title: name,
    span,
    arms: [{ condition, edge: failed }],
    otherwise: after,
  };
  const call = jump(`call ${name}`, span, { assigns: [], target: reads });
  routine.sites.push({ call, inputs, after, handler });
  return { assigns: [], target: call };
}

/** True where nothing is left to do after a call but to give its result. */
function isDone(after: Edge, { exit, statement }: RoutineGraph): boolean {
  const assigns: EdgeAssign[] = [];
  let edge: Edge | undefined = after;
  for (const passed = new Set<Node>(); edge?.target !== exit; edge = edge.target.next as Edge | undefined) {
    // The head of a loop around leads nowhere yet.
    if (edge?.target.kind !== "jump" || passed.has(edge.target)) return false;
    passed.add(edge.target);
    assigns.push(...edge.assigns);
  }
  assigns.push(...edge.assigns);
  const local = new Set(assignedVariables(statement.body));
  const held = new Map<Variable, Variable>();
  for (const { variable, value } of assigns) {
    if (value.kind !== "variable-read") return false;
    held.set(variable, held.get(value.variable) ?? value.variable);
  }
  for (const variable of changedByCalls(statement)) local.delete(variable);
  return [...held].every(([variable, value]) => variable === value || local.has(variable));
}

/** What calls of the function leave behind. */
function changedByCalls({ body, label }: Routine): ReadonlySet<Variable> {
  const found = new Set<Variable>();
  const visit = (block: Block): void => {
    for (const statement of block) {
      if (statement.kind === "recur" && statement.label === label)
        statement.changes.forEach(({ variable }) => found.add(variable));
      blocksOf(statement).forEach(visit);
    }
  };
  visit(body);
  return found;
}

/**
 * Sends the calls to the start of the body, and the end of the body to where they go on.
 *
 * @param block what the graph was made of
 */
export function connectRoutines(graph: Graph, routines: readonly RoutineGraph[], block: Block): void {
  if (routines.every(({ sites }) => sites.length === 0)) return;
  const locals = routines.map((routine) => localsOf(routine, block));
  const restored = routines.map((routine, index) => goOnAnywhere(routine, locals[index] ?? new Set()));
  const liveness = new Liveness(graph);
  restored.forEach((restore) => {
    restore();
  });
  const kept = routines.map((routine, index) => {
    return routine.sites.map(({ after, handler }) => {
      const failed =
        handler === undefined ? [] : liveness.beforeEdge(passedTo(handler, literal(null, routine.statement.span)));
      const read = new Set([...liveness.beforeEdge(after), ...failed]);
      return [...read].filter((one) => locals[index]?.has(one));
    });
  });
  routines.forEach((routine, index) => connect(routine, kept[index] ?? []));
}

/**
 * Has the end of the body lead to every place where a call goes on, and its errors to every handler, so that it can be told what is
 * read there of what the body leaves behind. What each call has for itself is there again, and none of it.
 *
 * @returns what has it lead on as before
 */
function goOnAnywhere(
  { statement: { label, span }, exit, thrown, sites }: RoutineGraph,
  locals: ReadonlySet<Variable>,
): () => void {
  const again = [...locals].map((variable) => ({ variable, value: literal(null, span) }));
  const error = literal(null, span);
  const handlers = sites.flatMap(({ handler }) => (handler === undefined ? [] : [passedTo(handler, error)]));
  const unhandled = thrown?.edge.target;
  const changes = [
    { from: exit, edges: sites.map(({ after }) => after) },
    ...(unhandled?.kind === "jump" ? [{ from: unhandled, edges: handlers }] : []),
  ];
  const earlier = changes.map(({ from, edges }) => {
    const { next } = from;
    const arms = edges.map(({ assigns, target }) => {
      return { condition: literal(true, span), edge: { assigns: [...again, ...assigns], target } };
    });
    from.next = { assigns: [], target: { kind: "choice", title: label.name, span, arms, otherwise: next } };
    return () => {
      from.next = next;
    };
  });
  return () => {
    earlier.forEach((restore) => {
      restore();
    });
  };
}

/** The variables that each call of the function has for itself. */
function localsOf({ statement, head, exit, stack, sites }: RoutineGraph, block: Block): ReadonlySet<Variable> {
  const locals = new Set<Variable>();
  const seen = new Set<Node>([exit]);
  const visit = (edge: Edge): void => {
    for (const { variable } of edge.assigns) locals.add(variable);
    if (edge.target.kind === "end" || seen.has(edge.target)) return;
    seen.add(edge.target);
    edgesOf(edge.target).forEach(visit);
  };
  visit({ assigns: [], target: head });
  const around = assignedVariables(without(block, statement));
  for (const variable of [...around, ...changedByCalls(statement)]) locals.delete(variable);
  for (const { inputs } of sites) for (const { variable } of inputs) locals.add(variable);
  locals.delete(stack);
  return locals;
}

function without(block: Block, routine: Routine): Block {
  return block.flatMap((statement): Block =>
    statement === routine ? [] : [mapBlocks(statement, (inner) => without(inner, routine))],
  );
}

function connect(routine: RoutineGraph, kept: readonly (readonly Variable[])[]): void {
  const { statement, head, exit, stack, sites, thrown } = routine;
  if (sites.length === 0) return;
  const { span, label } = statement;
  const calls: Expression = { kind: "variable-read", variable: stack, types: arrayType, span };
  const last = elementAt(calls, 0, objectType | undefinedType);
  const frame = elementAt(calls, 0, objectType);
  const member = (name: string, types: number): Expression => ({ kind: "property", object: frame, name, types, span });
  const failing: ChoiceNode["arms"][number][] = [];
  const arms = sites.map(({ call, inputs, after, handler }, index) => {
    const saved = kept[index] ?? [];
    const names = saved.map((variable, at) => `${variable.name}${at}`);
    const members = saved.map((variable, at) => ({
      kind: "property" as const,
      key: names[at] as string,
      value: { kind: "variable-read", variable, types: variable.types, span } as const,
    }));
    const site = { kind: "property" as const, key: "from", value: literal(index, span) };
    const made: Expression = { kind: "object", members: [site, ...members], types: objectType, span };
    const elements = [
      { spread: false, value: made },
      { spread: true, value: calls },
    ];
    const pushed: Expression = { kind: "array", elements, types: arrayType, span };
    call.next = { assigns: [{ variable: stack, value: pushed }, ...setInputs(inputs, span)], target: head };
    const operands = [calls, literal(1, span)];
    const popped: Expression = { kind: "builtin", name: "Array.slice", operands, types: arrayType, span };
    const restored = saved.map((variable, at) => ({ variable, value: member(names[at] as string, variable.types) }));
    const condition: Expression = {
      kind: "equality",
      operator: "===",
      left: { kind: "property", object: last, name: "from", types: numberType | undefinedType, span },
      right: literal(index, span),
      types: booleanType,
      // Drawn as the call that goes on.
      span: call.span,
    };
    const back = [...restored, { variable: stack, value: popped }];
    if (thrown !== undefined && handler !== undefined) {
      const read: Expression = { kind: "variable-read", variable: thrown.error, types: objectType, span };
      const edge = passedTo(handler, read);
      failing.push({ condition, edge: { assigns: [...back, ...edge.assigns], target: edge.target } });
    } else if (thrown !== undefined) {
      failing.push({ condition, edge: { assigns: [{ variable: stack, value: popped }], target: thrown.edge.target } });
    }
    return { condition, edge: { assigns: [...back, ...after.assigns], target: after.target } };
  });
  if (thrown?.edge.target.kind === "jump") {
    const title = shorten(`handlers of ${label.name}`);
    const otherwise = thrown.edge.target.next;
    const search: ChoiceNode = { kind: "choice", title, span, arms: failing, otherwise };
    thrown.edge.target.next = { assigns: [], target: search };
  }
  const back: ChoiceNode = { kind: "choice", title: shorten(`end of ${label.name}`), span, arms, otherwise: exit.next };
  exit.next = { assigns: [], target: back };
}

/** All inputs are worked out before the first is set. */
function setInputs(inputs: Recur["inputs"], span: SourceSpan): readonly EdgeAssign[] {
  if (inputs.length === 1) return inputs;
  const worked = inputs.map(({ variable, value }) => {
    const given: Variable = { kind: "variable", name: variable.name, types: variable.types };
    const read: Expression = { kind: "variable-read", variable: given, types: given.types, span };
    return { first: { variable: given, value }, then: { variable, value: read } };
  });
  return [...worked.map(({ first }) => first), ...worked.map(({ then }) => then)];
}

function jump(title: string, span: SourceSpan, next: Edge): JumpNode {
  return { kind: "jump", title: shorten(title), span, next };
}
