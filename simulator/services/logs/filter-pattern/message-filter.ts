import { invalidParameter } from "../log-group.js";

/** Whether a message is what somebody looks for. */
export type MessageFilter = (message: string) => boolean;

export const regularExpression = (): Error =>
  invalidParameter("The simulator does not have regular expressions in filter patterns: %...%.");

export const invalidPattern = (what: string): Error => invalidParameter(`Invalid filter pattern: ${what}`);
