import type { Random } from "../statements/random.js";
import { statement, type Tree } from "../statements/tree.js";
import { changeInPlace, move } from "./changes.js";
import type { Around } from "./lists.js";
import type { Sight } from "./names.js";

/** What happens to the rows between two changes by something else that holds them. */
export function changedBetween({ random, block, condition }: Around, sight: Sight): Tree {
  return random.weighted([
    [3, () => statement`;`],
    [2, () => changeInPlace(random, sight)],
    [0.7, () => move(random, sight)],
    [1, () => statement`if (whole.rows.length < 7) whole.rows.push({ n: at });`],
    [1, () => statement`if (${condition(sight)}) { ${block(sight, 2)} }`],
    [1, () => statement`for (const row of whole.rows) row.n += 2;`],
  ]);
}

/** What is read of the rows afterwards, if anything. */
export function lookedAt(random: Random): Tree {
  return random.weighted([
    [2, () => statement`;`],
    [2, () => statement`log.push(...whole.rows.map((row) => row.n));`],
    [1, () => statement`await echo(whole.rows);`],
  ]);
}
