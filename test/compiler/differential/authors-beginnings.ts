import { authorsCallouts } from "./authors-callouts.js";
import { authorsCounters } from "./authors-counters.js";
import { authorsMatches } from "./authors-matches.js";
import { authorsRegisters } from "./authors-registers.js";
import { authorsRounds } from "./authors-rounds.js";
import { authorsSeasons } from "./authors-seasons.js";
import type { Row } from "./row.js";

/** Workflows of many trades, as their authors first write them. */
export const authorsBeginnings: readonly Row[] = [
  ...authorsSeasons,
  ...authorsRegisters,
  ...authorsCounters,
  ...authorsRounds,
  ...authorsCallouts,
  ...authorsMatches,
];
