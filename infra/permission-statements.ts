import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Permission } from "../compiler/index.js";

/** The ARNs of what a permission's resource stands for; several where one name stands for a machine and its executions. */
export type ArnsOf = (kind: Permission["resources"][number]["kind"], name: string, action: string) => readonly string[];

/** Actions that AWS lets nobody confine to a single resource known beforehand, and what they are confined to instead. */
export type UnconfinedArns = (action: string) => readonly string[];

/** IAM statements that allow exactly what a manifest says is needed. */
export function permissionStatements(
  permissions: readonly Permission[],
  arnsOf: ArnsOf,
  unconfined: UnconfinedArns,
): readonly PolicyStatement[] {
  const actionsByResource = new Map<string, Set<string>>();
  for (const { actions, resources } of permissions) {
    for (const action of actions) {
      const arns = resources.flatMap(({ kind, name }) =>
        kind === "any" || name === undefined ? unconfined(action) : arnsOf(kind, name, action),
      );
      for (const arn of arns) actionsByResource.set(arn, (actionsByResource.get(arn) ?? new Set()).add(action));
    }
  }
  return [...actionsByResource].map(
    ([arn, actions]) => new PolicyStatement({ actions: [...actions].sort(), resources: [arn] }),
  );
}
