import type { Expression, Variable } from "../ir/expression.js";
import { anyType, objectType, stringType } from "../ir/value-types.js";
import { substitute, visitExpression } from "../ir/walk.js";
import { knownTruth, simplifyKnown } from "../optimise/simplify-known.js";
import { mayThrow } from "../optimise/simplify-let.js";
import { type Edge, type EdgeAssign, type Graph, type NamedCatcher, type Node, nodesOf } from "./graph.js";

type FallibleNode = Extract<Node, { readonly next: Edge; readonly caught: Edge | undefined }>;

/**
 * Where a handler asks for the name of its error, catchers ask instead:
 *
 *     charge ─ any error ─► if error.name = "Declined" ─► refuse      becomes    charge ─ Declined ─► refuse
 *                             └─ else ─► fail with the error
 *
 * An error that the handler would only throw again is not caught at all, so it keeps its cause.
 */
export function narrowCatchers(graph: Graph): void {
  for (const node of nodesOf(graph)) {
    const isFallible = node.kind === "task" || node.kind === "parallel" || node.kind === "map";
    if (isFallible && node.caught !== undefined && node.named.length === 0) narrow(node, node.caught);
  }
}

/** Names that say more than themselves in a catcher. */
const groups = new Set(["States.ALL", "States.TaskFailed"]);

/** Never caught by name: expressions that fail, and what no catcher gets to see. */
const neverCaught = new Set(["States.QueryEvaluationError", "States.Runtime"]);

const timeout = "States.Timeout";
const heartbeatTimeout = "States.HeartbeatTimeout";

function narrow(node: FallibleNode, caught: Edge): void {
  // The failure of a nested execution has the real error in its cause, out of a catcher's sight.
  if (node.kind === "task" && node.effect.wrapsErrors) return;
  const names = [...namesAskedFor(caught)].filter((name) => !neverCaught.has(name));
  const others = wayOf(caught, undefined);
  const ways = new Map(names.map((name) => [name, wayOf(caught, name)]));
  if (names.some((name) => groups.has(name) && ways.get(name)?.key !== others.key)) return;
  if (ways.has(timeout) && mayMissHeartbeat(node)) ways.set(heartbeatTimeout, wayOf(caught, heartbeatTimeout));
  const isRethrown = others.rethrows;
  const named: { errors: string[]; readonly way: Way }[] = [];
  const [first, second] = [ways.get(heartbeatTimeout), ways.get(timeout)];
  const order = [...ways.keys()].sort((a, b) => Number(b === heartbeatTimeout) - Number(a === heartbeatTimeout));
  for (const name of order) {
    const way = ways.get(name) as Way;
    const isHidden = name === heartbeatTimeout && first?.key !== second?.key && second?.key !== others.key;
    if (way.key === others.key && !isHidden) continue;
    const same = named.find((catcher) => catcher.way.key === way.key);
    if (same === undefined) named.push({ errors: [name], way });
    else same.errors.push(name);
  }
  if (named.length === 0 && !isRethrown) return;
  node.named = named.map(({ errors, way }): NamedCatcher => ({ errors, edge: way.edge }));
  node.caught = isRethrown ? undefined : others.edge;
}

function mayMissHeartbeat(node: FallibleNode): boolean {
  return node.kind !== "task" || node.effect.heartbeatSeconds !== undefined;
}

/** Every text that a choice on the way compares something with: the error's name may be one of them. */
function namesAskedFor(caught: Edge): ReadonlySet<string> {
  const names = new Set<string>();
  visitWays(caught, (part) => {
    if (part.kind === "literal" && typeof part.value === "string" && part.value !== "") names.add(part.value);
  });
  return names;
}

/** All expressions on the way from a catcher past the choices that follow each other. */
function visitWays(caught: Edge, visitPart: (part: Expression) => void): void {
  const seen = new Set<Node>();
  const visit = ({ target, assigns }: Edge): void => {
    for (const { value } of assigns) visitExpression(value, visitPart);
    if (target.kind !== "choice" || seen.has(target)) return;
    seen.add(target);
    for (const { condition, edge } of target.arms) {
      visitExpression(condition, visitPart);
      visit(edge);
    }
    visit(target.otherwise);
  };
  visit(caught);
}

interface Way {
  readonly edge: Edge;
  /** The same for ways that pass the same edges. */
  readonly key: string;
  /** True when the error only fails the execution or branch, as it would without a catcher. */
  readonly rethrows: boolean;
}

const edgeNumbers = new WeakMap<Edge, number>();
let edgeCount = 0;

function numberOf(edge: Edge): number {
  const number = edgeNumbers.get(edge) ?? edgeCount++;
  edgeNumbers.set(edge, number);
  return number;
}

/** Where an error of a name ends up, past the choices that its name decides. Undefined stands for any other name. */
function wayOf(caught: Edge, name: string | undefined): Way {
  const error = errorNamed(name, caught);
  const known = new Map<Variable, Expression>();
  const passed = new Set<Node>();
  const keys: number[] = [];
  const assigns: EdgeAssign[] = [];
  let edge: Edge | undefined = caught;
  let { target } = caught;
  while (edge !== undefined) {
    keys.push(numberOf(edge));
    assigns.push(...edge.assigns);
    for (const assign of edge.assigns) learn(assign, error, known);
    target = edge.target;
    if (target.kind !== "choice" || passed.has(target)) break;
    passed.add(target);
    edge = decidedEdge(target, known);
  }
  const rethrows =
    target.kind === "fail" &&
    target.error.kind === "variable-read" &&
    known.get(target.error.variable) === error &&
    assigns.every(({ value }) => isCaughtError(value) || !mayThrow(value));
  return { edge: { assigns, target }, key: keys.join(","), rethrows };
}

function decidedEdge(
  choice: Extract<Node, { kind: "choice" }>,
  known: ReadonlyMap<Variable, Expression>,
): Edge | undefined {
  for (const { condition, edge } of choice.arms) {
    const truth = knownTruth(simplifyKnown(substitute(condition, known)));
    if (truth === true) return edge;
    if (truth === undefined) return undefined;
  }
  return choice.otherwise;
}

function learn({ variable, value }: EdgeAssign, error: Expression, known: Map<Variable, Expression>): void {
  const now = isCaughtError(value) ? error : simplifyKnown(substitute(value, known));
  if (now === error || now.kind === "literal") known.set(variable, now);
  else known.delete(variable);
}

/** Which members of the error the ways ask for, beside those that every error has: nothing is known of these. */
function fieldsAskedFor(caught: Edge): readonly string[] {
  const isCarried = caught.assigns.some(
    ({ value }) => value.kind === "builtin" && value.name === "setpiece.errorWithFields",
  );
  if (!isCarried) return [];
  const names = new Set<string>();
  visitWays(caught, (part) => {
    if (part.kind === "property" && part.name !== "name" && part.name !== "message") names.add(part.name);
  });
  return [...names];
}

function isCaughtError(value: Expression): boolean {
  return value.kind === "builtin" && (value.name === "setpiece.error" || value.name === "setpiece.errorWithFields");
}

/** No error has this name, so that it differs from every text that it is compared with. */
const anyOtherName = "\u0000";

function errorNamed(name: string | undefined, caught: Edge): Expression {
  const { span } = caught.target;
  const output: Expression = { kind: "states", field: "errorOutput", types: objectType, span };
  return {
    kind: "object",
    members: [
      {
        kind: "property",
        key: "name",
        value: { kind: "literal", value: name ?? anyOtherName, types: stringType, span },
      },
      {
        kind: "property",
        key: "message",
        value: { kind: "property", object: output, name: "Cause", types: stringType, span },
      },
      ...fieldsAskedFor(caught).map((key) => {
        const value: Expression = { kind: "property", object: output, name: "Cause", types: anyType, span };
        return { kind: "property", key, value } as const;
      }),
    ],
    types: objectType,
    span,
  };
}
