import type { Expression } from "../ir/expression.js";
import { objectType, stringType } from "../ir/value-types.js";
import { mayThrow } from "../optimise/simplify-let.js";
import { type EdgeAssign, type FailNode, type Graph, innerGraphs, type Node, nodesOf } from "./graph.js";

/**
 * How the fields of an error get from a branch or iteration to the handler around its state. `Error` and `Cause` are all that a
 * Parallel or Map state passes on, so the cause is a JSON text where the error has fields:
 *
 *     {"errorType": "OutOfStock", "errorMessage": "no tea", "fields": {"sku": "tea"}, "execution": "arn:…"}
 *
 * Everyone who reads the causes of Lambda functions finds the message where those have it. The execution tells these causes from
 * texts of tasks and of other executions. A cause has 32,768 characters at most; a longer one fails the execution.
 */

/** Has handlers around Map and Parallel states take the fields out of the cause. */
export function receiveFields(graph: Graph): void {
  for (const node of nodesOf(graph)) {
    if (passesFields(node) && node.caught !== undefined) {
      node.caught = { assigns: node.caught.assigns.map(withFields), target: node.caught.target };
    }
    innerGraphs(node).forEach(receiveFields);
  }
}

/**
 * Has failures of the execution itself, which no handler sees, read nothing but the name and the message of an error made there; where
 * no handler reads fields, those of branches and iterations too.
 */
export function leaveFields(graph: Graph, areCarried: boolean, isInside = false): void {
  for (const node of nodesOf(graph)) {
    for (const inner of innerGraphs(node)) leaveFields(inner, areCarried, passesFields(node));
    if (node.kind === "fail" && !(areCarried && isInside)) node.error = nameAndMessage(node.error);
  }
}

/** What may throw is evaluated nevertheless. */
function nameAndMessage(error: Expression): Expression {
  if (error.kind !== "object") return error;
  const isNeeded = (member: Member): boolean =>
    member.kind === "spread" || isNamed(member, "name") || isNamed(member, "message") || mayThrow(member.value);
  return { ...error, members: error.members.filter(isNeeded) };
}

/** Has branches and iterations fail with a cause that holds the fields. The graph is final. */
export function sendFields(graph: Graph): void {
  for (const node of nodesOf(graph)) {
    for (const inner of innerGraphs(node)) {
      sendFields(inner);
      if (!passesFields(node)) continue;
      for (const other of nodesOf(inner)) if (other.kind === "fail") describeFields(other);
    }
  }
}

type PassingNode = Extract<Node, { kind: "parallel" | "map" }>;

/** The children of a distributed Map are executions of their own, whose errors only count. */
function passesFields(node: Node): node is PassingNode {
  return node.kind === "parallel" || (node.kind === "map" && node.distributed === undefined);
}

function withFields(assign: EdgeAssign): EdgeAssign {
  const { value } = assign;
  const isError = value.kind === "builtin" && value.name === "setpiece.error";
  return isError ? { ...assign, value: { ...value, name: "setpiece.errorWithFields" } } : assign;
}

function describeFields(node: FailNode): void {
  const { error } = node;
  const { span } = error;
  const members = error.kind === "object" ? error.members : [];
  const hasNone =
    members.length > 0 && members.every((member) => isNamed(member, "name") || isNamed(member, "message"));
  if (hasNone) return;
  const known = members.find((member) => isNamed(member, "name"))?.value;
  const name: Expression = known ?? { kind: "property", object: error, name: "name", types: stringType, span };
  const cause: Expression = {
    ...{ kind: "builtin", name: "setpiece.cause", operands: [error] },
    types: stringType,
    span,
  };
  node.error = {
    kind: "object",
    members: [
      { kind: "property", key: "name", value: name },
      { kind: "property", key: "message", value: cause },
    ],
    types: objectType,
    span,
  };
}

type Member = Extract<Expression, { kind: "object" }>["members"][number];

function isNamed(member: Member, name: string): boolean {
  return member.kind === "property" && member.key === name;
}
