import { CommanderError } from "commander";
import pc from "picocolors";
import type { OperatorError } from "../operator/index.js";
import { CliFailure, ReportedFailure, UsageFailure } from "./failure.js";
import { note, type Terminal } from "./terminal.js";
import { visibleBlock } from "./terminal-text.js";

/**
 * Tells the person what went wrong and gives the exit code: 1 when the work failed, 2 for wrong usage.
 *
 * Everything expected is a message of one screen; the stack trace appears with `--verbose` only.
 */
export function reportError(error: unknown, terminal: Terminal, verbose: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has printed its message
  if (error instanceof ReportedFailure) return 1;
  const colors = pc.createColors(terminal.colors);
  const { message, hint } = explain(error);
  note(terminal, `${colors.red("error:")} ${visibleBlock(message)}`);
  if (hint !== undefined) note(terminal, `${colors.cyan(" hint:")} ${hint.replaceAll("\n", "\n       ")}`);
  if (verbose && error instanceof Error) note(terminal, colors.dim(stackOf(error)));
  return error instanceof UsageFailure ? 2 : 1;
}

interface Explanation {
  readonly message: string;
  readonly hint?: string | undefined;
}

function explain(error: unknown): Explanation {
  if (error instanceof CliFailure) return { message: error.message, hint: error.hint };
  if (!(error instanceof Error)) return { message: String(error) };
  if (isOperatorError(error)) return { message: error.message, hint: operatorHints[error.code] };
  return { message: error.message, hint: "If this is not your doing, run it again with --verbose and report it." };
}

const operatorHints: Record<OperatorError["code"], string> = {
  UnknownTask: `"setpiece inbox list --all" shows every task and its id.`,
  InvalidAnswer: `Nothing was recorded. "setpiece inbox show TASK" shows the form that the answer must fit.`,
  AlreadyDecided: "The first decision stands.",
  TaskGone: "The workflow has gone on without this answer; nothing needs to be done here.",
  DecisionNotDelivered: `The decision is safe. Once Step Functions answers again: setpiece inbox resend TASK`,
  DamagedTask: "Something other than a Setpiece workflow wrote this item. Look at it in the table itself.",
  InboxUnavailable: `Start it with "setpiece start", or name the place: --endpoint URL, --table NAME, or --aws.`,
};

/** By code, not by class: importing the classes would load the AWS SDK for every command. */
function isOperatorError(error: Error): error is OperatorError {
  return "code" in error && typeof error.code === "string" && error.code in operatorHints;
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by: ${stackOf(error.cause)}` : "";
  return (error.stack ?? error.message) + cause;
}
