import { randomInt } from "node:crypto";

/** Letters and digits that people do not mistake for one another. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A code of twelve characters that cannot be guessed. */
export const newVoucherCode = (): string =>
  Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join("");
