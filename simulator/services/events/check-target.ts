import { validationError } from "../wire/aws-error.js";
import type { TargetInput } from "./target-input-types.js";

/** Refuses a target that says in more than one way what it wants. */
export function checkTargetInput(targetId: string, { Input, InputPath, InputTransformer }: TargetInput): void {
  if ([Input, InputPath, InputTransformer].filter((member) => member !== undefined).length > 1)
    throw validationError(`Only one of Input, InputPath, or InputTransformer must be provided for target ${targetId}.`);
}
