import { validationError } from "../../wire/aws-error.js";
import { type AttributeValue, type Item, typeOf } from "../attribute-value.js";
import { addDecimals, formatDecimal, negateDecimal, parseDecimal } from "../decimal.js";
import { sortBlobs, sortNumbers, sortTexts } from "../parse-attribute-value.js";
import { type DocumentPath, valueAt } from "./document-path.js";
import { EditableItem } from "./editable-item.js";
import type { UpdateAction, UpdateOperand } from "./update.js";

export const wrongOperandMessage = "An operand in the update expression has an incorrect data type";

/**
 * The item after an update. Every operand is read from the item as it was before; list elements set beyond the end
 * are appended in the order of their indexes; removed elements close up at the end.
 *
 * Throws `ValidationException` where a path or the type of an operand does not fit the item.
 */
export function applyUpdate(item: Item, actions: readonly UpdateAction[]): Item {
  const edited = new EditableItem(item);
  const results = actions.map((action) => ({ path: action.path, value: resultOf(item, action) }));
  for (const { path, value } of inIndexOrder(results)) {
    if (value === undefined) edited.remove(path);
    else edited.set(path, value);
  }
  return edited.finish();
}

/** What the action leaves at its path; undefined where nothing is left. */
function resultOf(item: Item, action: UpdateAction): AttributeValue | undefined {
  switch (action.kind) {
    case "set":
      return evaluate(item, action.operand);
    case "remove":
      return undefined;
    case "add":
      return add(valueAt(item, action.path), action.value);
    case "delete":
      return without(valueAt(item, action.path), action.value);
  }
}

function evaluate(item: Item, operand: UpdateOperand): AttributeValue {
  switch (operand.kind) {
    case "value":
      return operand.value;
    case "path": {
      const value = valueAt(item, operand.path);
      if (value !== undefined) return value;
      throw validationError("The provided expression refers to an attribute that does not exist in the item");
    }
    case "if_not_exists":
      return valueAt(item, operand.path) ?? evaluate(item, operand.otherwise);
    case "list_append": {
      const left = evaluate(item, operand.left);
      const right = evaluate(item, operand.right);
      if (!("L" in left && "L" in right)) throw wrongOperand();
      return { L: [...left.L, ...right.L] };
    }
    case "sum":
      return sum(operand.operator, evaluate(item, operand.left), evaluate(item, operand.right));
  }
}

function sum(operator: "+" | "-", left: AttributeValue, right: AttributeValue): AttributeValue {
  if (!("N" in left && "N" in right)) throw wrongOperand();
  const second = parseDecimal(right.N);
  return { N: formatDecimal(addDecimals(parseDecimal(left.N), operator === "+" ? second : negateDecimal(second))) };
}

function add(present: AttributeValue | undefined, added: AttributeValue): AttributeValue {
  if (present === undefined) return added;
  if ("N" in present && "N" in added) return sum("+", present, added);
  if ("SS" in present && "SS" in added) return { SS: sortTexts(union(present.SS, added.SS)) };
  if ("NS" in present && "NS" in added) return { NS: sortNumbers(union(present.NS, added.NS)) };
  if ("BS" in present && "BS" in added) return { BS: sortBlobs(union(present.BS, added.BS)) };
  throw wrongOperand();
}

function without(present: AttributeValue | undefined, taken: AttributeValue): AttributeValue | undefined {
  if (present === undefined) return undefined;
  if (typeOf(present) !== typeOf(taken)) throw wrongOperand();
  if ("SS" in present && "SS" in taken) return unlessEmpty(difference(present.SS, taken.SS), (SS) => ({ SS }));
  if ("NS" in present && "NS" in taken) return unlessEmpty(difference(present.NS, taken.NS), (NS) => ({ NS }));
  if ("BS" in present && "BS" in taken) return unlessEmpty(difference(present.BS, taken.BS), (BS) => ({ BS }));
  throw wrongOperand();
}

function union(left: readonly string[], right: readonly string[]): readonly string[] {
  return [...new Set([...left, ...right])];
}

function difference(left: readonly string[], right: readonly string[]): readonly string[] {
  return left.filter((member) => !right.includes(member));
}

function unlessEmpty(
  members: readonly string[],
  wrap: (members: readonly string[]) => AttributeValue,
): AttributeValue | undefined {
  return members.length === 0 ? undefined : wrap(members);
}

function inIndexOrder<T extends { readonly path: DocumentPath }>(results: readonly T[]): readonly T[] {
  const index = ({ path }: T) => (typeof path.at(-1) === "number" ? Number(path.at(-1)) : -1);
  return [...results].sort((left, right) => index(left) - index(right));
}

function wrongOperand(): Error {
  return validationError(wrongOperandMessage);
}
