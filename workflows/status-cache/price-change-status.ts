import { matches, workflow } from "setpiece";
import { z } from "zod";
import { InvalidCommand, UnknownCommand } from "../../tasks/errors.js";
import { commands } from "../../tasks/resources.js";

const questionSchema = z.object({ commandId: z.string().min(1) });

export interface CommandStatus {
  readonly commandId: string;
  /** `STALLED`: running, but silent for ten minutes. */
  readonly status: string;
  readonly done: number;
  readonly total: number;
  /** Articles that the catalogue does not have. */
  readonly unknown: readonly string[];
  /** The error that ended it, of a FAILED one. */
  readonly reason?: string;
}

/** A running command that was silent for longer than this broke off, in milliseconds. */
const silenceMs = 600_000;

/** How far a command is: one read of the table, whatever the work behind it does. */
export const priceChangeStatus = workflow(
  "price-change-status",
  async (question: z.infer<typeof questionSchema>): Promise<CommandStatus> => {
    if (!matches(questionSchema, question)) throw new InvalidCommand("a question has a commandId");
    const { commandId } = question;
    const { Item: item } = await commands.getItem({ Key: { commandId: { S: commandId } } });
    if (item === undefined) throw new UnknownCommand(`no command ${commandId} is known`);
    const isSilent = Number(item.updatedAt?.N ?? "0") < Date.now() - silenceMs;
    const status = item.status?.S ?? "ACCEPTED";
    const reason = item.reason?.S;
    return {
      commandId,
      status: status === "RUNNING" && isSilent ? "STALLED" : status,
      done: Number(item.done?.N ?? "0"),
      total: Number(item.total?.N ?? "0"),
      unknown: (item.unknownArticles?.L ?? []).map((each) => each.S ?? ""),
      ...(reason === undefined ? {} : { reason }),
    };
  },
  { type: "EXPRESS" },
);
