import type { Variable } from "../../ir/expression.js";
import type { Assign, Block } from "../../ir/statement.js";
import { visitStatements } from "../../ir/statement-walk.js";
import { usesOf } from "../uses.js";

/**
 * The variables to which it makes no difference when they are assigned: those that are only counted by whole numbers, and those
 * that only ever get one constant, such as `failed = true`. Nothing else reads them meanwhile.
 */
export function timelessVariables(block: Block): ReadonlySet<Variable> {
  const assigns = new Map<Variable, Assign[]>();
  visitStatements(block, (statement) => {
    if (statement.kind !== "assign") return;
    assigns.set(statement.variable, [...(assigns.get(statement.variable) ?? []), statement]);
  });
  const { reads } = usesOf(block);
  const isTimeless = ([variable, given]: readonly [Variable, readonly Assign[]]): boolean => {
    const isRead = reads.get(variable) ?? 0;
    if (given.every(isStep)) return isRead === given.length;
    return isRead === 0 && isOneConstant(given);
  };
  return new Set([...assigns].filter(isTimeless).map(([variable]) => variable));
}

/** `count = count + 1` */
function isStep({ variable, value }: Assign): boolean {
  if (value.kind !== "arithmetic" || (value.operator !== "+" && value.operator !== "-")) return false;
  const { left, right } = value;
  const isWhole = right.kind === "literal" && Number.isSafeInteger(right.value);
  return left.kind === "variable-read" && left.variable === variable && isWhole;
}

function isOneConstant(given: readonly Assign[]): boolean {
  const [first] = given;
  if (first?.value.kind !== "literal") return false;
  const constant = first.value.value;
  return given.every(({ value }) => value.kind === "literal" && value.value === constant);
}
