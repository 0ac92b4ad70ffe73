import { statement, type Tree } from "../statements/tree.js";
import { changeInPlace, move } from "./changes.js";
import type { Around } from "./lists.js";
import { chosenRows, type Sight } from "./names.js";

/** A variable that holds some of the rows and gets others, round by round; a queue that gets rows back; rows that are made for two lists. */
export function inTurn(around: Around, sight: Sight): Tree {
  const { random, fresh, block, condition } = around;
  const [list, row, round] = [fresh("turn"), fresh("row"), fresh("round")];
  const inner: Sight = { ...sight, named: [...sight.named, { name: row, kind: "part" }] };
  const turning: Sight = { ...inner, around: [...sight.around, { label: "", kind: "loop" }] };
  const number = random.integer(2, 30);
  const test = random.pick([`${row}.n > 20`, `${row}.n % 2 === 0`, condition(inner)]);
  const rest = fresh("rest");
  const first = random.pick(["whole.rows", "[...whole.rows]", chosenRows(random, { ...sight, named: [] })]);
  const next = random.weighted([
    [3, () => statement`${list} = ${list}.filter((one) => one.n < ${number * 2});`],
    [1, () => statement`${list} = ${list}.filter((one, index) => index % 2 === 0);`],
    [1, () => statement`${list} = ${list}.slice(1);`],
    [1, () => statement`${list} = [...${list}].reverse();`],
    [1, () => statement`if (${list}.length < 4) ${list} = [...${list}, ...whole.rows.filter((one) => one.n > 9)];`],
    [1, () => statement`${list}.splice(${random.pick(["0, 1", "1", "-1, 1", "at, 2"])});`],
    [1, () => statement`if (${condition(sight)}) ${list} = []; else ${list} = whole.rows.filter((one) => one.n > 6);`],
    [1, () => statement`if (whole.rows[0]) ${list} = [whole.rows[0]];`],
    [
      2,
      () =>
        statement`const ${rest}: Part[] = []; for (const ${row} of ${list}) { ${row}.n += 1; if (${test}) ${rest}.push(${row}); } ${list} = ${rest};`,
    ],
  ]);
  const changes = random.weighted([
    [3, () => statement`for (const ${row} of ${list}) { ${row}.n += ${number}; ${block(turning, 2)} }`],
    [1, () => statement`await Promise.all(${list}.map(async (${row}) => { ${row}.n += ${number}; }));`],
    [1, () => statement`if (${list}.length > 0) ${list}[0]!.n += ${number};`],
    [1, () => statement`${list}.forEach((${row}, index) => { ${row}.n += index; });`],
    [
      1,
      () =>
        statement`{ const ${row} = ${list}.find((one) => one.n > 6); if (${row}) { ${row}.n += 3; ${block(inner, 2)} } }`,
    ],
  ]);
  const between = random.weighted([
    [4, () => statement`;`],
    [1, () => changeInPlace(random, sight)],
    [0.5, () => move(random, sight)],
    [0.5, () => statement`log.push(${list}.length, ...${list}.map((one) => one.n));`],
  ]);
  const rounds = statement`for (const ${round} of [1, 2, 3]) { if (${list}.length === 0) break; ${changes} ${between} ${next} log.push(${round}); }`;
  const batch = fresh("batch");
  const batches = statement`let left = 4; while (${list}.length > 0 && left > 0) { left--; const ${batch} = ${list}.splice(0, ${random.pick(["2", "1", "at"])}); for (const ${row} of ${batch}) { ${row}.n += ${number}; if (${test}) ${list}.push(${row}); } ${between} log.push(...${batch}.map((one) => one.n)); }`;
  const queue = statement`let left = 6; while (${list}.length > 0 && left > 0) { left--; const ${row} = ${list}.${random.pick(["shift", "pop"])}()!; ${row}.n += ${number}; ${block(turning, 2)} if (${test}) ${list}.push(${row}); ${between} }`;
  const made = fresh("made");
  const puts = random.pick([
    `whole.rows.push(${made}); if (${made}.n > 1) ${list}.push(${made});`,
    `if (${made}.n > 1) ${list}.push(${made}); whole.rows.push(${made});`,
    `whole.rows.push(${made}); ${list}.push(${made}); ${made}.n += 1;`,
  ]);
  const shown = random.pick([";", `log.push(...${list}.map((one) => one.n));`, `await echo(${list});`]);
  return random.weighted([
    [
      2,
      () =>
        statement`{ const ${list} = ${chosenRows(random, { ...sight, named: [] })}; ${batches} ${shown} log.push(...whole.rows.map((one) => one.n)); }`,
    ],
    [4, () => statement`{ let ${list} = ${first}; ${rounds} ${shown} log.push(...whole.rows.map((one) => one.n)); }`],
    [
      2,
      () =>
        statement`{ const ${list} = [...whole.rows]; ${queue} ${shown} log.push(...whole.rows.map((one) => one.n)); }`,
    ],
    [
      2,
      () =>
        statement`if (whole.rows.length < 7) { const ${list}: Part[] = []; for (const ${round} of [1, 2]) { const ${made}: Part = { n: ${round} }; ${puts} } ${changes} ${shown} }`,
    ],
  ]);
}
