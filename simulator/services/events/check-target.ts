import { validationError } from "../wire/aws-error.js";
import { isJson, templateProblem } from "./input-transformer.js";
import type { TargetInput } from "./target-input-types.js";

/** Refuses a target that says in more than one way what it wants, or in a way that no event can give it. */
export function checkTargetInput(targetId: string, { Input, InputPath, InputTransformer }: TargetInput): void {
  if ([Input, InputPath, InputTransformer].filter((member) => member !== undefined).length > 1)
    throw validationError(`Only one of Input, InputPath, or InputTransformer must be provided for target ${targetId}.`);
  if (Input !== undefined && !isJson(Input)) throw validationError(`JSON syntax error in input for target ${targetId}`);
  const problem = InputTransformer && templateProblem(InputTransformer);
  if (problem !== undefined) throw validationError(`InputTemplate for target ${targetId} ${problem}.`);
}
