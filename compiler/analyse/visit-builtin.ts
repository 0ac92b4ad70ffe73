import ts from "typescript";
import type { Builtin } from "../builtins/builtin.js";
import { builtins } from "../builtins/index.js";
import type { Expression, Local } from "../ir/expression.js";
import { isOnly, nullType, undefinedType, type ValueTypes } from "../ir/value-types.js";
import type { Analyser } from "./analyser.js";
import { Site } from "./builtin-site.js";
import { withChosenPattern } from "./function-values/chosen-pattern.js";
import { checkOrderShown } from "./member-order/check-order.js";
import { checkListing } from "./undefined-members.js";

/** One use of a built-in: a property, a call or a construction. */
export function visitBuiltin(
  analyser: Analyser,
  node: ts.Expression,
  name: string,
  receiver: Expression | undefined,
  nodes: readonly ts.Expression[],
): Expression {
  const builtin = builtins.get(name);
  if (builtin === undefined)
    return analyser.refuse(node, "SP1301", { name: node.getText(), hint: "Compute it in a task." });
  if (receiver !== undefined && !isOnly(receiver.types & ~presentOnly(node), ~(nullType | undefinedType))) {
    return analyser.refuse(node, "SP1241", { text: node.getText() });
  }
  const chosen = withChosenPattern(analyser, node, name, () => visitBuiltin(analyser, node, name, receiver, nodes));
  if (chosen !== undefined) return chosen;
  checkListing(analyser, name, nodes);
  checkOrderShown(analyser, name, nodes);
  const missing = receiver === undefined ? 0 : receiver.types & (nullType | undefinedType);
  if (receiver === undefined || missing === 0) return builtinValue(analyser, node, builtin, receiver, nodes);
  // In `x?.m()`, `x` is evaluated once, and there is no value when `x` has none.
  const local: Local = { kind: "local", name: "receiver", types: receiver.types };
  const read: Expression = { kind: "local-read", local, types: receiver.types, span: receiver.span };
  const body = optionalValue(analyser, node, read, builtinValue(analyser, node, builtin, read, nodes));
  return { kind: "let", bindings: [{ local, value: receiver }], body, types: body.types, span: body.span };
}

function builtinValue(
  analyser: Analyser,
  node: ts.Expression,
  builtin: Builtin,
  receiver: Expression | undefined,
  nodes: readonly ts.Expression[],
): Expression {
  const site = new Site(analyser, node, builtin.name, receiver, nodes);
  return builtin.analyse === undefined ? site.call(site.allOperands()) : builtin.analyse(site);
}

/** In `x?.m()` the receiver may be missing. */
function presentOnly(node: ts.Expression): ValueTypes {
  return ts.isOptionalChain(node) ? nullType | undefinedType : 0;
}

/** `value` when the receiver is there, nothing otherwise. */
function optionalValue(analyser: Analyser, node: ts.Expression, receiver: Expression, value: Expression): Expression {
  const missing = receiver.types & (nullType | undefinedType);
  const span = analyser.span(node);
  const boolean = 4;
  const differs = (right: Expression): Expression => ({
    kind: "equality",
    operator: "!==",
    left: receiver,
    right,
    types: boolean,
    span,
  });
  const exists = differs(analyser.undefined(span));
  const isNotNull = differs(analyser.literal(null, span));
  const condition: Expression =
    missing === undefinedType
      ? exists
      : missing === nullType
        ? isNotNull
        : { kind: "logical", operator: "&&", left: exists, right: isNotNull, types: boolean, span };
  return {
    kind: "conditional",
    condition,
    whenTrue: value,
    whenFalse: analyser.undefined(span),
    types: value.types | undefinedType,
    span,
  };
}
