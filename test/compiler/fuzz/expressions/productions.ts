import { generalProductions } from "./any-kind.js";
import { dates } from "./dates.js";
import { furtherCalls } from "./further-calls.js";
import { type Kind, kinds } from "./kinds.js";
import { listProductions } from "./lists.js";
import { matches } from "./matches.js";
import { mapsAndSets } from "./maps-and-sets.js";
import { parse, type Production } from "./production.js";
import { scalars } from "./scalars.js";
import { structures } from "./structures.js";
import { unions } from "./unions.js";

const parsed = [
  ...[...scalars, ...furtherCalls, ...structures, ...mapsAndSets, ...dates, ...matches, ...unions],
  ...[...listProductions(), ...generalProductions()],
].map(parse);

/** All ways to write a value of a kind. */
export const productions: Readonly<Record<Kind, readonly Production[]>> = Object.fromEntries(
  kinds.map((kind) => [kind, parsed.filter(([of]) => of === kind).map(([, production]) => production)]),
) as unknown as Record<Kind, readonly Production[]>;
