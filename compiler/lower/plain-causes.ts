import type { Expression } from "../ir/expression.js";
import { objectType, stringType } from "../ir/value-types.js";
import { type FailNode, type Graph, innerGraphs, nodesOf } from "./graph.js";

/**
 * Has a message that reads like the cause of a Lambda function or of a nested execution become one: `{"errorMessage": "…"}`. Whoever
 * handles the error takes that apart, and gets the message as it is. Others are the causes as they stand. The graph is final.
 */
export function writeCauses(graph: Graph): void {
  for (const node of nodesOf(graph)) {
    innerGraphs(node).forEach(writeCauses);
    if (node.kind === "fail") writeCause(node);
  }
}

function writeCause(node: FailNode): void {
  const { error } = node;
  const { span } = error;
  const part = (key: string): Expression => {
    const members = error.kind === "object" ? error.members : [];
    const known = members.find((member) => member.kind === "property" && member.key === key);
    return known?.value ?? { kind: "property", object: error, name: key, types: stringType, span };
  };
  const message = part("message");
  if (isPlain(message)) return;
  const operands = [message];
  const cause: Expression = { kind: "builtin", name: "setpiece.plainCause", operands, types: stringType, span };
  const members = [
    { kind: "property", key: "name", value: part("name") },
    { kind: "property", key: "message", value: cause },
  ] as const;
  node.error = { kind: "object", members, types: objectType, span };
}

/** True for a text that is known not to start as JSON does, and for a cause that is written already. */
function isPlain(message: Expression): boolean {
  switch (message.kind) {
    case "literal":
      return typeof message.value === "string" && !message.value.startsWith("{");
    case "concatenation": {
      const [first] = message.parts;
      return first?.kind === "literal" && first.value !== "" && isPlain(first);
    }
    case "conditional":
      return isPlain(message.whenTrue) && isPlain(message.whenFalse);
    case "builtin":
      return message.name === "setpiece.cause";
    default:
      return false;
  }
}
