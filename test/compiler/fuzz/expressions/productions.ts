import { generalProductions } from "./any-kind.js";
import { type Kind, kinds } from "./kinds.js";
import { listProductions } from "./lists.js";
import { parse, type Production } from "./production.js";
import { scalars } from "./scalars.js";
import { structures } from "./structures.js";

const parsed = [...scalars, ...structures, ...listProductions(), ...generalProductions()].map(parse);

/** All ways to write a value of a kind. */
export const productions: Readonly<Record<Kind, readonly Production[]>> = Object.fromEntries(
  kinds.map((kind) => [kind, parsed.filter(([of]) => of === kind).map(([, production]) => production)]),
) as unknown as Record<Kind, readonly Production[]>;
