import type { Expression, Variable } from "../ir/expression.js";
import type { Retrier } from "../ir/statement.js";
import { mayBe, undefinedType } from "../ir/value-types.js";
import {
  type ChoiceNode,
  type Edge,
  type End,
  type Fallible,
  type Graph,
  innerGraphs,
  type MapNode,
  type Node,
  nodesOf,
  type ParallelNode,
  type TaskNode,
  type WaitNode,
} from "../lower/graph.js";
import { shorten, type SourceText } from "../lower/titles.js";
import type { SourceSpan } from "../source-span.js";
import { conditionText } from "./condition-text.js";
import { emitMap } from "./emit-map.js";
import { braced, emitField, emitTemplate, type Template } from "./emit-template.js";
import { type EmitContext, emitCondition, emitExpression } from "./expression-emitter.js";
import { StateNames } from "./state-names.js";

export type AslState = { readonly Type: string } & Readonly<Record<string, unknown>>;

export interface AslStates {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, AslState>>;
}

export interface EmittedMachine {
  readonly states: AslStates;
  /** The place in the source that each state comes from. */
  readonly spans: ReadonlyMap<string, SourceSpan>;
  /** The condition of each rule of a Choice state, in the words of the source. */
  readonly conditions: ReadonlyMap<string, readonly string[]>;
}

/** Writes a graph as the states of a machine. Names are unique in the whole machine, as the service demands. */
export function emitMachine(
  graph: Graph,
  context: EmitContext,
  source: SourceText,
  comment: (span: SourceSpan) => string | undefined,
): EmittedMachine {
  const emission = new Emission(context, source, comment);
  const states = emission.graph(graph);
  return { states, spans: emission.spans, conditions: emission.conditions };
}

type Fields = Record<string, unknown>;

class Emission {
  readonly spans = new Map<string, SourceSpan>();
  readonly conditions = new Map<string, readonly string[]>();
  readonly #names = new StateNames();
  /** Succeed states by what they return, for each scope. */
  readonly #succeeds = new Map<object, Map<string, string>>();
  /** The state for failed expressions, for each scope. */
  readonly #evaluationFails = new Map<object, string>();
  readonly #context: EmitContext;
  readonly #source: SourceText;
  readonly #comment: (span: SourceSpan) => string | undefined;

  constructor(context: EmitContext, source: SourceText, comment: (span: SourceSpan) => string | undefined) {
    this.#context = context;
    this.#source = source;
    this.#comment = comment;
  }

  graph(graph: Graph): AslStates {
    const states: Record<string, AslState> = {};
    const nodes = nodesOf(graph);
    const start = this.#startName(graph, states);
    this.#nameNodes(graph);
    for (const node of nodes) this.#add(states, this.#nameOf(node), node.span, () => this.#state(node, states));
    return { StartAt: start, States: states };
  }

  #startName(graph: Graph, states: Record<string, AslState>): string {
    const { start } = graph;
    if (start.target.kind === "end") {
      return this.#succeed(start.target, states);
    }
    if (start.assigns.length === 0) return this.#nameOf(start.target);
    const [first] = start.assigns;
    const span = first?.value.span ?? start.target.span;
    const name = this.#names.take(
      `set ${[...new Set(start.assigns.map((assign) => assign.variable.name))].join(", ")}`,
    );
    const target = this.#nameOf(start.target);
    this.#add(states, name, span, () => ({ Type: "Pass", ...this.#assign(start), Output: {}, Next: target }));
    return name;
  }

  /** Names go in the order of the source: what runs inside a state comes before what follows it. */
  #nameNodes(graph: Graph): void {
    for (const node of nodesOf(graph)) {
      this.#nameOf(node);
      innerGraphs(node).forEach((inner) => this.#nameNodes(inner));
    }
  }

  #nameOf(node: Node): string {
    return this.#names.of(node, node.title);
  }

  #add(
    states: Record<string, AslState>,
    name: string,
    span: SourceSpan,
    build: () => Fields & { readonly Type: string },
  ): void {
    states[name] = { Type: "Pass" }; // Keeps the order: states that follow are added while this one is built.
    const { Type, ...fields } = build();
    const comment = this.#comment(span);
    states[name] = { Type, ...(comment === undefined ? {} : { Comment: comment }), ...fields };
    this.spans.set(name, span);
  }

  #state(node: Node, states: Record<string, AslState>): Fields & { readonly Type: string } {
    switch (node.kind) {
      case "task":
        return this.#task(node, states);
      case "wait":
        return this.#wait(node);
      case "parallel":
        return this.#parallel(node, states);
      case "map":
        return this.#map(node, states);
      case "choice":
        return this.#choice(node, states);
      case "jump":
        return { Type: "Pass", ...this.#next(node.next) };
      case "fail":
        return this.#fail(node.error);
    }
  }

  #task(node: TaskNode, states: Record<string, AslState>): Fields & { readonly Type: string } {
    const { effect } = node;
    const { timeoutSeconds, heartbeatSeconds, roleArn, retry } = effect;
    const field = (name: string, value: Expression | undefined) =>
      value === undefined ? {} : { [name]: emitField(value, this.#context) };
    const fields = {
      Type: "Task",
      Resource: typeof effect.resource === "string" ? effect.resource : emitField(effect.resource, this.#context),
      Arguments: emitTemplate(effect.arguments, this.#context),
      ...field("TimeoutSeconds", timeoutSeconds),
      ...field("HeartbeatSeconds", heartbeatSeconds),
      ...(roleArn === undefined ? {} : { Credentials: field("RoleArn", roleArn) }),
      ...(retry.length === 0 ? {} : { Retry: retry.map(emitRetrier) }),
    };
    return this.#withCatch(fields, node, states);
  }

  #wait(node: WaitNode): Fields & { readonly Type: string } {
    const { seconds, timestamp } = node.effect;
    return {
      Type: "Wait",
      ...(seconds === undefined ? {} : { Seconds: emitField(seconds, this.#context) }),
      ...(timestamp === undefined ? {} : { Timestamp: emitField(timestamp, this.#context) }),
      ...this.#next(node.next),
    };
  }

  #parallel(node: ParallelNode, states: Record<string, AslState>): Fields & { readonly Type: string } {
    const fields = { Type: "Parallel", Branches: node.branches.map((branch) => this.graph(branch)) };
    return this.#withCatch(fields, node, states);
  }

  #map(node: MapNode, states: Record<string, AslState>): Fields & { readonly Type: string } {
    const { ProcessorConfig, ...rest } = emitMap(node, this.#context);
    const processor = { ProcessorConfig, ...this.graph(node.processor) };
    const retry = node.retry.length === 0 ? {} : { Retry: node.retry.map(emitRetrier) };
    const fields = { Type: "Map", ...rest, ItemProcessor: processor, ...retry };
    return this.#withCatch(fields, node, states);
  }

  #choice(node: ChoiceNode, states: Record<string, AslState>): Fields & { readonly Type: string } {
    this.conditions.set(
      this.#nameOf(node),
      node.arms.map(({ condition }) => conditionText(condition, this.#source)),
    );
    const choices = node.arms.map(({ condition, edge }) => ({
      Condition: braced(emitCondition(condition, this.#context)),
      ...this.#goTo(edge, states),
    }));
    const { Next, ...rest } = this.#goTo(node.otherwise, states);
    return { Type: "Choice", Choices: choices, Default: Next, ...rest };
  }

  /** `Cause` takes text only; whatever was thrown has a name and a message. */
  #fail(error: Expression): Fields & { readonly Type: string } {
    const part = (name: string): Template => {
      const member =
        error.kind === "object" ? error.members.find((m) => m.kind === "property" && m.key === name) : undefined;
      const value: Expression = member?.value ?? { kind: "property", object: error, name, types: 16, span: error.span };
      return emitField(value, this.#context);
    };
    return { Type: "Fail", Error: part("name"), Cause: part("message") };
  }

  /** The fields of a state that can fail, with those that lead on. */
  #withCatch<F extends { readonly Type: string }>(
    fields: F,
    { named, caught, next }: Fallible,
    states: Record<string, AslState>,
  ): F & Fields {
    const ways = this.#next(next);
    const catchers = named.map(({ errors, edge }) => this.#catch(errors, edge, states));
    if (caught !== undefined) {
      if (canFail({ fields, ways })) catchers.unshift(this.#catchEvaluation(caught.target.span, states));
      catchers.push(this.#catch(["States.ALL"], caught, states));
    }
    return catchers.length === 0 ? { ...fields, ...ways } : { ...fields, Catch: catchers, ...ways };
  }

  #catch(names: readonly string[], caught: Edge, states: Record<string, AslState>): Fields {
    const errors = { ErrorEquals: names };
    // The error itself is at hand in the catcher only, not in the state that it leads to.
    if (caught.target.kind === "end") {
      return { ...errors, ...this.#assign(caught), Next: this.#succeed(caught.target, states) };
    }
    return { ...errors, ...this.#goTo(caught, states) };
  }

  /**
   * An expression fails where JavaScript would go on with NaN or Infinity. No `catch` of the source is meant for that:
   * the execution fails, under the service's own name for it.
   */
  #catchEvaluation(span: SourceSpan, states: Record<string, AslState>): Fields {
    let name = this.#evaluationFails.get(states);
    if (name === undefined) {
      name = this.#names.take("fail: a value cannot be computed");
      this.#evaluationFails.set(states, name);
      const cause = "{% $states.input.Cause %}";
      this.#add(states, name, span, () => ({ Type: "Fail", Error: "States.QueryEvaluationError", Cause: cause }));
    }
    return { ErrorEquals: ["States.QueryEvaluationError"], Output: "{% $states.errorOutput %}", Next: name };
  }

  /** The fields that lead on from a state: what it assigns, and either the next state or the output at the end. */
  #next(edge: Edge): Fields {
    if (edge.target.kind === "end") {
      return { Output: emitTemplate(edge.target.value, this.#context), End: true };
    }
    return { ...this.#assign(edge), Output: {}, Next: this.#nameOf(edge.target) };
  }

  /** The fields of a choice rule or catcher: it cannot end by itself. */
  #goTo(edge: Edge, states: Record<string, AslState>): Fields & { readonly Next: string } {
    if (edge.target.kind === "end") return { Next: this.#succeed(edge.target, states) };
    return { ...this.#assign(edge), Next: this.#nameOf(edge.target) };
  }

  /** The state that ends with an output, for those that cannot end by themselves. */
  #succeed(end: End, states: Record<string, AslState>): string {
    const output = emitTemplate(end.value, this.#context);
    const key = JSON.stringify([end.span.file, end.span.start, end.span.end, output]);
    const known = this.#succeeds.get(states)?.get(key);
    if (known !== undefined) return known;
    const name = this.#names.take(endTitle(this.#source(end.span)));
    let ofScope = this.#succeeds.get(states);
    if (ofScope === undefined) {
      ofScope = new Map<string, string>();
      this.#succeeds.set(states, ofScope);
    }
    ofScope.set(key, name);
    this.#add(states, name, end.span, () => ({ Type: "Succeed", Output: output }));
    return name;
  }

  #assign(edge: Edge): Fields {
    if (edge.assigns.length === 0) return {};
    const fields = edge.assigns.map(({ variable, value }): [string, Template] => [
      this.#context.variables.nameOf(variable),
      this.#stored(variable, value),
    ]);
    return { Assign: Object.fromEntries(fields) };
  }

  /** A variable that may be undefined is kept in a box: `[]` or `[value]`. */
  #stored(variable: Variable, value: Expression): Template {
    if (!mayBe(variable.types, undefinedType)) return emitField(value, this.#context);
    if (value.kind === "undefined") return [];
    const boxed: Expression = { kind: "builtin", name: "setpiece.box", operands: [value], types: 32, span: value.span };
    return braced(emitExpression(boxed, this.#context));
  }
}

/** True when an expression may fail by itself: one that refuses a value, or that converts text. */
function canFail(fields: object): boolean {
  return /\$(error|number|parse|toMillis|power|sqrt|jsFin|jsDiv)\(/.test(JSON.stringify(fields));
}

function emitRetrier(rule: Retrier): Fields {
  const { errors, intervalSeconds, maxAttempts, backoffRate, maxDelaySeconds, jitter } = rule;
  return {
    ErrorEquals: errors,
    ...(intervalSeconds === undefined ? {} : { IntervalSeconds: intervalSeconds }),
    ...(maxAttempts === undefined ? {} : { MaxAttempts: maxAttempts }),
    ...(backoffRate === undefined ? {} : { BackoffRate: backoffRate }),
    ...(maxDelaySeconds === undefined ? {} : { MaxDelaySeconds: maxDelaySeconds }),
    ...(jitter === undefined ? {} : { JitterStrategy: jitter }),
  };
}

/** What a state is called that only ends the workflow: the `return` by its first line, the closing brace by `end`. */
function endTitle(source: string): string {
  const [line = ""] = source.split("\n");
  return line === "}" ? "end" : shorten(line).replace(/;$/, "");
}
