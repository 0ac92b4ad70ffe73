import { z } from "zod";

/** A change of many prices at once. */
export const commandSchema = z.object({
  /** Chosen by the caller: the same id is the same command. */
  commandId: z.string().min(1),
  skus: z.array(z.string().min(1)),
  /** Whole percents, up or down. */
  percent: z.int().min(-90).max(900),
});
export type ChangePrices = Readonly<z.infer<typeof commandSchema>>;

/** What a command lacks that does not match. */
export const commandWanted = "a command has a commandId, skus and whole percents, from -90 to 900";
