import { validationError } from "../wire/aws-error.js";
import type { AttributeValue, Item } from "./attribute-value.js";

/** A text in 31 lists is the deepest that an attribute may be. @see AWS page "Quotas in Amazon DynamoDB" */
const maxLevels = 32;

const tooDeep = "Nesting Levels have exceeded supported limits";

/** Refuses an item that a request brings with attributes nested too deeply. */
export function checkNesting(item: Item): void {
  if (levelsOf(item) > maxLevels)
    throw validationError(`${tooDeep}: Attributes in the item have nested levels beyond supported limit`);
}

/** Refuses an item that an update would nest too deeply. */
export function checkUpdatedNesting(item: Item): void {
  if (levelsOf(item) > maxLevels) throw validationError(tooDeep);
}

function levelsOf(item: Item): number {
  let levels = 0;
  for (const name in item) levels = Math.max(levels, levelsOfValue(item[name]));
  return levels;
}

function levelsOfValue(value: AttributeValue | undefined): number {
  if (value === undefined) return 0;
  if ("M" in value) return 1 + levelsOf(value.M);
  return 1 + ("L" in value ? value.L.reduce((levels, member) => Math.max(levels, levelsOfValue(member)), 0) : 0);
}
