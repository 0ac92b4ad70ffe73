import type { Expression, Variable } from "../ir/expression.js";
import type { Block, Effect, ForOf, Label, Perform, Routine, Statement, Try } from "../ir/statement.js";
import { booleanType, numberType, objectType } from "../ir/value-types.js";
import type { SourceSpan } from "../source-span.js";
import type { Edge, Graph, JumpNode, Node } from "./graph.js";
import { callAgain, connectRoutines, enterRoutine, type Handler, type RoutineGraph } from "./routines.js";
import { shorten, type SourceText } from "./titles.js";

/** Where control goes from inside a block. */
interface Scope {
  readonly leave: ReadonlyMap<Label, Edge>;
  readonly proceed: ReadonlyMap<Label, Edge>;
  /** The handler of the innermost `try` of this scope. */
  readonly handler: Handler | undefined;
  readonly routines: ReadonlyMap<Label, RoutineGraph>;
}

/** Turns the statements of a workflow, branch or iteration into a graph of states. */
export function lowerBlock(block: Block, source: SourceText): Graph {
  const scope: Scope = { leave: new Map(), proceed: new Map(), handler: undefined, routines: new Map() };
  const span = block.at(-1)?.span ?? { file: "", start: 0, end: 0 };
  const value: Expression = { kind: "literal", value: null, types: 2, span };
  const lowering = new Lowering(source);
  const graph = { start: lowering.block(block, { assigns: [], target: { kind: "end", value, span } }, scope) };
  connectRoutines(graph, lowering.routines, block);
  return graph;
}

class Lowering {
  readonly routines: RoutineGraph[] = [];
  readonly #source: SourceText;

  constructor(source: SourceText) {
    this.#source = source;
  }

  /** The way into a block that goes on to `after`. Built from the end. */
  block(block: Block, after: Edge, scope: Scope): Edge {
    return block.reduceRight<Edge>((next, statement) => this.#statement(statement, next, scope), after);
  }

  #statement(statement: Statement, after: Edge, scope: Scope): Edge {
    const { span } = statement;
    switch (statement.kind) {
      case "assign": {
        const { variable, value } = statement;
        return { assigns: [{ variable, value }, ...after.assigns], target: after.target };
      }
      case "perform":
        return to(this.#perform(statement, after, scope));
      case "if": {
        const join = this.#join(after, span);
        const whenTrue = this.block(statement.whenTrue, join, scope);
        const otherwise = this.block(statement.whenFalse, join, scope);
        const isAboutLoop = statement.isAboutLoop === true;
        const title = isAboutLoop ? this.#headline(span) : `if ${this.#text(statement.condition.span)}`;
        const arms = [{ condition: statement.condition, edge: whenTrue }];
        return to({ kind: "choice", title, span, arms, otherwise });
      }
      case "loop": {
        const head = jump(`loop ${this.#headline(span)}`, span);
        const update = this.block(statement.update, to(head), scope);
        const proceed = new Map(scope.proceed).set(statement.label, this.#join(update, span));
        head.next = this.block(statement.body, proceed.get(statement.label) as Edge, { ...scope, proceed });
        return to(head);
      }
      case "for-of":
        return this.#forOf(statement, after, scope);
      case "labelled": {
        const join = this.#join(after, span);
        const leave = new Map(scope.leave).set(statement.label, join);
        return this.block(statement.body, join, { ...scope, leave });
      }
      case "leave":
        return target(scope.leave, statement.label);
      case "continue":
        return target(scope.proceed, statement.label);
      case "routine":
        return this.#routine(statement, after, scope);
      case "recur":
        return callAgain(statement, found(scope.routines, statement.label), after, scope.handler);
      case "return":
        return { assigns: [], target: { kind: "end", value: statement.value, span } };
      case "throw":
        return this.#throw(statement.error, span, scope);
      case "try":
        return this.#try(statement, after, scope);
      case "start":
      case "await":
        throw new Error("a promise was left unstructured");
    }
  }

  /** Several ways lead to `after`: they share it instead of each repeating its assignments. */
  #join(after: Edge, span: SourceSpan): Edge {
    if (after.assigns.length === 0) return after;
    const join = jump("join", span);
    join.next = after;
    return to(join);
  }

  #perform(statement: Perform, after: Edge, scope: Scope): Node {
    const { effect, result, span } = statement;
    const next: Edge = { assigns: [...after.assigns], target: after.target };
    if (result !== undefined && "value" in effect) {
      next.assigns = [{ variable: result, value: effect.value }, ...after.assigns];
    }
    return this.#effect(effect, span, next, this.#caught(effect, span, scope));
  }

  /** Errors go to the handler; those of a nested execution, without one, fail this one under their own name. */
  #caught(effect: Effect, span: SourceSpan, scope: Scope): Edge | undefined {
    const output: Expression = { kind: "states", field: "errorOutput", types: objectType, span };
    const value: Expression = { kind: "builtin", name: "setpiece.error", operands: [output], types: objectType, span };
    if (scope.handler !== undefined) {
      const { error, edge } = scope.handler;
      return { assigns: [{ variable: error, value }, ...edge.assigns], target: edge.target };
    }
    if (effect.kind !== "task" || !effect.wrapsErrors) return undefined;
    const error: Variable = { kind: "variable", name: "error", types: objectType };
    const read: Expression = { kind: "variable-read", variable: error, types: objectType, span };
    const fail: Node = { kind: "fail", title: `fail as ${effect.title}`, span, error: read };
    return { assigns: [{ variable: error, value }], target: fail };
  }

  #effect(effect: Effect, span: SourceSpan, next: Edge, caught: Edge | undefined): Node {
    const title = shorten(effect.title) || this.#headline(span);
    switch (effect.kind) {
      case "task":
        return { kind: "task", title, span, effect, next, named: [], caught };
      case "wait":
        return { kind: "wait", title, span, effect, next };
      case "parallel": {
        const branches = effect.branches.map((branch) => lowerBlock(branch, this.#source));
        return { kind: "parallel", title, span, branches, next, named: [], caught };
      }
      case "map": {
        const { items, item, index, concurrency, retry, distributed } = effect;
        const processor = lowerBlock(effect.body, this.#source);
        return {
          ...{ kind: "map", title, span, items, item, index, concurrency, retry, distributed },
          ...{ passed: [], processor, next, named: [], caught },
        };
      }
    }
  }

  /**
   *     items := …; index := 0
   *     while (index < count(items)) { item := items[index]; BODY; index := index + 1 }
   */
  #forOf(statement: ForOf, after: Edge, scope: Scope): Edge {
    const { span, label, item } = statement;
    const index: Variable = { kind: "variable", name: `${item.name}Index`, types: numberType, counter: true };
    const readIndex: Expression = { kind: "variable-read", variable: index, types: numberType, span };
    const number = (value: number): Expression => ({ kind: "literal", value, types: numberType, span });
    const items: Variable = { kind: "variable", name: `${item.name}List`, types: statement.items.types };
    // A list inside the execution's input is at hand everywhere; anything else is kept while the loop runs.
    const isAtHand = isFromInput(statement.items);
    const readItems: Expression = isAtHand
      ? statement.items
      : { kind: "variable-read", variable: items, types: items.types, span };
    const length: Expression = {
      kind: "builtin",
      name: "Array.length",
      operands: [readItems],
      types: numberType,
      span,
    };
    const element: Expression = { kind: "element", array: readItems, index: readIndex, types: item.types, span };
    const head: Node = {
      kind: "choice",
      title: this.#headline(span),
      span,
      arms: [],
      otherwise: after,
    };
    const step: Expression = {
      kind: "arithmetic",
      operator: "+",
      left: readIndex,
      right: number(1),
      types: numberType,
      span,
    };
    const again: Edge = { assigns: [{ variable: index, value: step }], target: head };
    const proceed = new Map(scope.proceed).set(label, again);
    const body = this.block(statement.body, again, { ...scope, proceed });
    const condition: Expression = {
      kind: "comparison",
      operator: "<",
      left: readIndex,
      right: length,
      types: booleanType,
      span,
    };
    const edge: Edge = { assigns: [{ variable: item, value: element }, ...body.assigns], target: body.target };
    head.arms = [{ condition, edge }];
    const first = { variable: index, value: number(0) };
    return { assigns: isAtHand ? [first] : [{ variable: items, value: statement.items }, first], target: head };
  }

  #routine(statement: Routine, after: Edge, scope: Scope): Edge {
    const { graph, edge } = enterRoutine(statement, after, scope.handler);
    this.routines.push(graph);
    const routines = new Map(scope.routines).set(statement.label, graph);
    const handler = graph.thrown ?? scope.handler;
    graph.head.next = this.block(statement.body, to(graph.exit), { ...scope, handler, routines });
    return edge;
  }

  #throw(error: Expression, span: SourceSpan, scope: Scope): Edge {
    if (scope.handler === undefined) {
      return to({ kind: "fail", title: shorten(this.#text(span).replace(/;$/, "")), span, error });
    }
    const { edge } = scope.handler;
    return { assigns: [{ variable: scope.handler.error, value: error }, ...edge.assigns], target: edge.target };
  }

  #try(statement: Try, after: Edge, scope: Scope): Edge {
    const join = this.#join(after, statement.span);
    const edge = this.#join(this.block(statement.handler, join, scope), statement.span);
    return this.block(statement.body, join, { ...scope, handler: { error: statement.error, edge } });
  }

  #text(span: SourceSpan): string {
    return this.#source(span);
  }

  /** The head of a loop: its text up to the body. */
  #headline(span: SourceSpan): string {
    return shorten(headOf(this.#text(span)));
  }
}

/** `for (…)`, `while (…)`, `do`. */
function headOf(loop: string): string {
  const start = loop.indexOf("(");
  if (start === -1 || /^do\b/.test(loop)) return loop.replace(/\{[\s\S]*$/, "");
  let depth = 0;
  for (let at = start; at < loop.length; at++) {
    if (loop[at] === "(") depth++;
    else if (loop[at] === ")" && --depth === 0) return loop.slice(0, at + 1);
  }
  return loop;
}

function isFromInput(expression: Expression): boolean {
  if (expression.kind === "states") return expression.field === "context.Execution.Input";
  return expression.kind === "property" && isFromInput(expression.object);
}

function to(target: Node): Edge {
  return { assigns: [], target };
}

function jump(title: string, span: SourceSpan): JumpNode {
  const node: JumpNode = { kind: "jump", title: shorten(title), span, next: undefined as never };
  return node;
}

function target(edges: ReadonlyMap<Label, Edge>, label: Label): Edge {
  const edge = found(edges, label);
  return { assigns: [...edge.assigns], target: edge.target };
}

function found<T>(targets: ReadonlyMap<Label, T>, label: Label): T {
  const target = targets.get(label);
  if (target === undefined) throw new Error(`no target for the label ${label.name}`);
  return target;
}
