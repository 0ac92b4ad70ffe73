import type { Manifest } from "../../compiler/index.js";
import { CliFailure } from "../failure.js";
import { readJsonArgument } from "../json-argument.js";
import type { Terminal } from "../terminal.js";

/** What people decide in a run, by human step: given beforehand, so that nobody has to be asked. */
export interface PreparedAnswers {
  readonly answers: ReadonlyMap<string, unknown>;
  /** Reasons of rejections. */
  readonly rejections: ReadonlyMap<string, string>;
}

/**
 * Reads the options `--answer` and `--reject`.
 *
 * @throws CliFailure when one is no JSON object, or names a step that the project does not have
 */
export async function readAnswers(
  options: { readonly answer?: string; readonly reject?: string },
  humans: Manifest["humans"],
  terminal: Terminal,
): Promise<PreparedAnswers> {
  const answers = await readByStep(options.answer, "--answer", humans, terminal);
  const rejections = await readByStep(options.reject, "--reject", humans, terminal);
  return {
    answers: new Map(answers),
    rejections: new Map(
      rejections.map(([step, reason]) => {
        if (typeof reason === "string") return [step, reason];
        throw new CliFailure(`--reject gives no reason for ${step}.`, `Such as --reject '{"${step}": "stolen card"}'.`);
      }),
    ),
  };
}

async function readByStep(
  argument: string | undefined,
  option: string,
  humans: Manifest["humans"],
  terminal: Terminal,
): Promise<readonly [step: string, value: unknown][]> {
  if (argument === undefined) return [];
  const example = humans[0]?.name ?? "fraudReview";
  const value = await readJsonArgument(argument, option, terminal);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new CliFailure(`${option} is not an object by step name.`, `Such as ${option} '{"${example}": …}'.`);
  }
  const entries = Object.entries(value);
  const unknown = entries.find(([step]) => !humans.some(({ name }) => name === step));
  if (unknown !== undefined) {
    const known = humans.map(({ name }) => name).join(", ");
    throw new CliFailure(
      `${option}: there is no human step ${unknown[0]}.`,
      `Steps of this project: ${known || "none"}.`,
    );
  }
  return entries;
}
