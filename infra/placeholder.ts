import type { ResourceNaming } from "../compiler/index.js";

/**
 * The names that infra compiles machines with: `${table_stock_2dlevels}`. CloudFormation puts the real names in
 * (`Fn::Sub`), so that one compiled machine serves every stage and account. A state's `Resource` has to be an ARN, so the
 * placeholder of an activity is part of one until then.
 */
export const placeholderName: ResourceNaming = (kind, name) => {
  const placeholder = `\${${placeholderKey(kind, name)}}`;
  return kind === "activity" ? `${activityArn}${placeholder}` : placeholder;
};

const activityArn = "arn:aws:states:us-east-1:123456789012:activity:";

/** The text of a machine with placeholders for all that is named, also for whole ARNs. */
export function withPlainPlaceholders(text: string): string {
  return text.replaceAll(`"${activityArn}\${`, '"${');
}

/** The key of a placeholder: letters, digits and `_`; what the name has besides becomes `_` and its code in hex. */
export function placeholderKey(kind: string, name: string): string {
  const escaped = name.replaceAll(/[^A-Za-z0-9]/g, (char) => `_${char.charCodeAt(0).toString(16)}`);
  return `${kind}_${escaped}`;
}

/** A name as part of a construct id: `stock-levels` → `StockLevels`. */
export function constructId(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}
