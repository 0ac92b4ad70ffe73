import { createHmac } from "node:crypto";

import type { ExecutionWorld } from "../core/state-context.js";

/** Chance and names of an execution, without its time. */
export type Chance = Omit<ExecutionWorld, "nowMs">;

/**
 * Chance and names that a seed decides: an execution that takes the same signals again draws the same ones again. Nobody
 * can guess them who does not know the seed, so task tokens are as good as random ones.
 */
export function seededChance(seed: string): Omit<Chance, "activityExists"> {
  let drawn = 0;
  const draw = (): Buffer => {
    drawn += 1;
    return createHmac("sha512", seed).update(String(drawn)).digest();
  };
  return {
    random: () => draw().readUIntBE(0, 6) / 2 ** 48,
    uuid: () => {
      const bytes = draw();
      bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x40; // version 4
      bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80; // the variant of RFC 9562
      const hex = bytes.toString("hex", 0, 16);
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
    },
    taskToken: () => Buffer.concat([draw(), draw(), draw()]).toString("base64"),
  };
}
