import type { Random } from "../statements/random.js";
import { statement, type Tree } from "../statements/tree.js";
import { chosenRows, placeOf, type Sight } from "./names.js";

/** Compares a part with others by identity, or looks for it in a list. */
export function compare(random: Random, sight: Sight, fresh: (prefix: string) => string): Tree {
  const one = part(random, sight);
  const other = part(random, sight);
  const sign = random.pick(["===", "!=="]);
  const [left, right] = [fresh("left"), fresh("right")];
  const rows = sight.named.find(({ kind }) => kind === "rows" && random.chance(0.5))?.name ?? "whole.rows";
  const search = random.pick(["indexOf", "lastIndexOf", "includes"]);
  return random.weighted([
    [3, () => statement`log.push(${one} ${sign} ${other} ? 1 : 0);`],
    [2, () => statement`log.push(${rows}.filter((row) => row ${sign} ${one}).length);`],
    [1, () => statement`log.push(${rows}.findIndex((row) => row === ${one}));`],
    [1, () => statement`log.push(...${rows}.map((row, index) => (row ${sign} ${one} ? row.n : index)));`],
    [
      1,
      () =>
        statement`log.push(${rows}.filter((row) => ${rows}.some((mate) => mate !== row && mate.n === row.n)).length);`,
    ],
    [
      2,
      () =>
        statement`{ const ${left} = ${one}; if (${left} !== undefined) log.push(Number(${rows}.${search}(${left}))); }`,
    ],
    [
      1,
      () =>
        statement`for (const ${left} of ${rows}) for (const ${right} of ${rows}) { if (${left} ${sign} ${right}) log.push(${left}.n + ${right}.n); }`,
    ],
    [
      1,
      () =>
        statement`{ const ${left} = ${chosenRows(random, sight)}; log.push(...whole.rows.map((row) => Number(${left}.${search}(row)))); }`,
    ],
    [
      1,
      () =>
        statement`{ const ${left} = ${one}; if (${left} !== undefined) { const ${right} = ${rows}.indexOf(${left}); if (${right} >= 0) ${rows}.splice(${right}, 1); log.push(${left}.n, ${rows}.length); } }`,
    ],
    [
      1,
      () =>
        statement`{ const ${left} = ${one}; whole.rows = whole.rows.filter((row) => row !== ${left}); log.push(whole.rows.length); }`,
    ],
    [
      1,
      () =>
        statement`{ let ${left} = whole.rows[0]; for (const ${right} of whole.rows) if (${left} === undefined || ${right}.n > ${left}.n) ${left} = ${right}; log.push(whole.rows.filter((row) => row !== ${left}).length); }`,
    ],
    [1, () => statement`log.push(placeIn(${rows}, ${one}));`],
  ]);
}

function part(random: Random, sight: Sight): string {
  const names = sight.named.filter(({ kind }) => kind === "part").map(({ name }) => name);
  return names.length > 0 && random.chance(0.6) ? random.pick(names) : placeOf(random, "part", sight).text;
}
