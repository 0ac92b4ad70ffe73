import { joined, statement, type Tree } from "../statements/tree.js";
import { changedBetween, lookedAt } from "./between.js";
import type { Around } from "./lists.js";
import { chosenRows, type Sight } from "./names.js";

/** One object with lists of rows beside plain members. */
export function sorted(around: Around, sight: Sight): Tree {
  const { random, fresh, block } = around;
  const [state, row, name] = [fresh("state"), fresh("row"), fresh("found")];
  const test = random.pick([`${row}.n > 5`, `${row}.n % 2 === 0`, `${row}.n > at`]);
  const rows = random.pick(["whole.rows", "whole.rows", chosenRows(random, { ...sight, named: [] })]);
  const declared = random.weighted<Tree>([
    [
      3,
      () =>
        statement`const ${state} = { picked: [] as Part[], others: [] as Part[], sum: 0 }; for (const ${row} of ${rows}) { if (${test}) { ${state}.picked.push(${row}); ${state}.sum += ${row}.n; } else ${state}.others.push(${row}); }`,
    ],
    [
      1,
      () =>
        statement`const ${state} = { picked: ${chosenRows(random, { ...sight, named: [] })}, sum: whole.rows.length, others: [] as Part[] };`,
    ],
  ]);
  const inner: Sight = { ...sight, named: [...sight.named, { name, kind: "part" }] };
  const turning: Sight = { ...inner, around: [...sight.around, { label: "", kind: "loop" }] };
  const rest = (inside: Sight): Tree => (random.chance(0.25) ? block(inside, 2) : statement`;`);
  const list = () => random.pick([`${state}.picked`, `${state}.others`, `${state}.picked.filter((one) => one.n > 5)`]);
  const change = (): Tree =>
    random.weighted([
      [4, () => statement`for (const ${name} of ${list()}) { ${name}.n += ${state}.sum; ${rest(turning)} }`],
      [1, () => statement`{ const ${name} = ${list()}[0]; if (${name}) { ${name}.n += 7; ${rest(inner)} } }`],
      [1, () => statement`${state}.picked = ${state}.picked.filter((one) => one.n > 6);`],
      [1, () => statement`${state}.sum = ${state}.picked.length + ${state}.others.length;`],
      [1, () => statement`if (whole.rows[0]) ${state}.others.push(whole.rows[0]);`],
      [1, () => statement`log.push(${state}.sum, ...${state}.picked.map((one) => one.n));`],
      [0.5, () => statement`await echo(${state});`],
      [0.5, () => statement`await echo({ ${state} });`],
    ]);
  return statement`{ ${joined([declared, change(), changedBetween(around, sight), change(), lookedAt(random)], " ")} }`;
}
