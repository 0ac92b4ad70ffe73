import type { Random } from "../statements/random.js";
import { statement, type Tree } from "../statements/tree.js";
import { type Named, placeOf, type Sight } from "./names.js";

/** A change that goes through a name or the place itself, and leaves everything where it is. */
export function changeInPlace(random: Random, sight: Sight): Tree {
  const { named } = sight;
  const number = random.integer(10, 60);
  if (named.length === 0 || random.chance(0.25)) {
    const { text, isSure } = placeOf(random, "part", sight);
    const name = isSure || !/^[\w.[\]]+$/.test(text) ? undefined : text;
    if (isSure) return statement`${text}.n += ${number};`;
    return name === undefined ? statement`;` : statement`if (${name} !== undefined) ${name}!.n += ${number};`;
  }
  const { name, kind } = random.pick(named);
  switch (kind) {
    case "part":
      return random.weighted([
        [3, () => statement`${name}.n += ${number};`],
        [1, () => statement`${name}.n = ${name}.n * 2 % 1000;`],
        [1, () => statement`${name}.n++;`],
        [1, () => statement`log.push(${name}.n ${random.pick(["+=", "-=", "="])} ${number});`],
        [1, () => statement`log.push(${random.pick([`${name}.n++`, `--${name}.n`])} + ${name}.n * 1000);`],
        [1, () => statement`grow(${name});`],
      ]);
    case "deep":
      return statement`${name}.${random.pick(["c", "d"])}.n += ${number};`;
    case "rows":
      return random.weighted([
        [2, () => statement`if (${name}.length < 6) ${name}.push({ n: ${number} });`],
        [1, () => statement`if (${name}.length < 6) more(${name});`],
        [1, () => statement`for (const row of ${name}) row.n += ${number};`],
        [1, () => statement`${name}.forEach((row, index) => { row.n += index; });`],
      ]);
    case "keyed":
      return statement`${name}[${random.pick(["key", "input.s", '"z"'])}] = { n: ${number} };`;
  }
}

/** Puts what a name stands for somewhere, too. */
function handOn(random: Random, { named }: Sight): Tree {
  const parts = named.filter(({ kind }) => kind === "part");
  const { name } = random.pick<Pick<Named, "name">>(parts.length > 0 ? parts : [{ name: "{ n: 3 }" }]);
  const place = random.pick(["a", "b", "deep.c", "rows[0]", "keyed.a"]);
  return random.weighted([
    [2, () => statement`if (whole.rows.length < 9) whole.rows.push(${name});`],
    [2, () => statement`whole.${place} = ${name};`],
    [1, () => statement`table.set("a", ${name});`],
    [1, () => statement`whole.deep = { c: ${name}, d: make(1) };`],
    [1, () => statement`whole.deep = wrap(${name});`],
  ]);
}

/** A change that puts something else in a place, or moves what is there. */
export function move(random: Random, sight: Sight): Tree {
  const number = random.integer(10, 60);
  const rows = (random.chance(0.3) ? sight.named.find(({ kind }) => kind === "rows")?.name : undefined) ?? "whole.rows";
  const deep = (random.chance(0.3) ? sight.named.find(({ kind }) => kind === "deep")?.name : undefined) ?? "whole.deep";
  const member = random.pick(["a", "b"]);
  return random.weighted([
    [3, () => statement`whole.${member} = { n: ${number} };`],
    [2, () => statement`${deep}.${random.pick(["c", "d"])} = { n: ${number} };`],
    [1, () => statement`whole.deep = { c: { n: ${number} }, d: { n: 0 } };`],
    [1, () => statement`whole.rows = [{ n: ${number} }];`],
    [1, () => statement`whole.rows = whole.rows.filter((row) => row.n > ${random.integer(4, 8)});`],
    [2, () => statement`${rows}.${random.pick(["shift", "pop", "reverse"])}();`],
    [1, () => statement`if (${rows}.length < 6) ${rows}.${random.pick(["unshift", "push"])}({ n: ${number} });`],
    [1, () => statement`${rows}.sort((x, y) => y.n - x.n);`],
    [1, () => statement`${rows}.splice(${random.integer(0, 2)}, 1);`],
    [1, () => statement`if (${rows}.length > 0) ${rows}[0] = { n: ${number} };`],
    [1, () => statement`delete whole.keyed.${random.pick(["a", "k"])};`],
    [1, () => statement`whole.keyed[${random.pick(["key", "input.s", '"a"'])}] = { n: ${number} };`],
    [1, () => statement`[whole.a, whole.b] = [whole.b, whole.a];`],
    [1, () => statement`Object.assign(whole, { ${member}: { n: ${number} } });`],
    [1, () => statement`table.set(${random.pick(["key", "input.s", '"a"'])}, { n: ${number} });`],
    [0.5, () => statement`table.delete(${random.pick(["key", '"a"', '"k"'])});`],
    [sight.named.length > 0 ? 3 : 0, () => handOn(random, sight)],
    [1, () => statement`reset(whole);`],
    [1, () => statement`replace();`],
    [2, () => statement`at = ${random.integer(0, 3)};`],
    [1, () => statement`key = ${random.pick(['"a"', '"k"', "input.s"])};`],
  ]);
}
