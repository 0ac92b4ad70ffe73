import { joined, statement, type Tree } from "../statements/tree.js";
import { changedBetween, lookedAt } from "./between.js";
import type { Around } from "./lists.js";
import { chosenRows, type Sight } from "./names.js";

/** Objects with rows as members, in lists, queues or variables: rows are changed by these and by the first list. */
export function boxed(around: Around, sight: Sight): Tree {
  const { random, fresh, block } = around;
  const [boxes, row] = [fresh("boxes"), fresh("row")];
  const rows = random.pick(["whole.rows", "whole.rows", chosenRows(random, { ...sight, named: [] })]);
  const number = random.integer(10, 60);
  const tag = random.pick(["n", "n", "n + at", "n % 3"]);
  const one = (name: string) =>
    random.pick([`{ row: ${name}, s: ${name}.${tag} }`, `{ s: ${name}.${tag}, row: ${name} }`]);
  const ordered = random.pick([
    "",
    "",
    ".sort((p, q) => q.s - p.s)",
    ".filter((box) => box.s > 5)",
    ".slice(0, 2)",
    ".toReversed()",
  ]);
  const typed = random.pick([": Box[]", ""]);
  const late = random.chance(0.2) ? ` ${row}.n += 1;` : "";
  const declared = random.weighted([
    [4, () => statement`const ${boxes}${typed} = ${rows}.map((row) => (${one("row")}))${ordered};`],
    [1, () => statement`const ${boxes}${typed} = ${rows}.map((row, index) => ({ row, s: row.n + index }))${ordered};`],
    [1, () => statement`const ${boxes}${typed} = ${rows}.map((row) => (row.n > 6 ? ${one("row")} : { row, s: 1 }));`],
    [
      1,
      () =>
        statement`const ${boxes}${typed} = ${rows}.map((row) => { if (row.n > 99) throw new Error("much"); const s = row.n * 2; return { row, s }; });`,
    ],
    [
      1,
      () =>
        statement`const ${boxes}${typed} = (await Promise.all(${rows}.map(async (row) => ({ row, s: await echo(row.n) }))))${ordered};`,
    ],
    [
      4,
      () =>
        statement`const ${boxes}: Box[] = []; for (const ${row} of ${rows}) { ${random.chance(0.3) ? `if (${row}.n % 5 === 0) continue; ` : ""}${boxes}.push(${one(row)});${late} }`,
    ],
    [
      1,
      () =>
        statement`const ${boxes}: Box[] = []; for (const ${row} of whole.rows) { const to = whole.rows.find((other) => other.n > ${row}.n); if (to) ${boxes}.push({ row: to, s: ${row}.n }); }`,
    ],
    [
      1,
      () =>
        statement`const ${boxes}: Box[] = []; const first = whole.rows[at]; if (first) ${boxes}.push({ row: first, s: at }); for (const ${row} of ${rows}) if (${row}.n > 5) ${boxes}.push(${one(row)});`,
    ],
  ]);
  const rest = (inside: Sight): Tree => (random.chance(0.25) ? block(inside, 2) : statement`;`);
  const change = (): Tree => {
    const [box, name, other] = [fresh("box"), fresh("found"), fresh("other")];
    const inner: Sight = { ...sight, named: [...sight.named, { name, kind: "part" }] };
    const turning: Sight = { ...inner, around: [...sight.around, { label: "", kind: "loop" }] };
    const plain: Sight = { ...sight, around: [...sight.around, { label: "", kind: "loop" }] };
    const list = random.pick([
      boxes,
      boxes,
      `${boxes}.filter((box) => box.s > 5)`,
      `[...${boxes}].sort((p, q) => p.s - q.s)`,
      `${boxes}.filter(({ row }) => row.n % 2 === 0)`,
    ]);
    const taken = random.pick([
      `${boxes}[0]`,
      `${boxes}.at(-1)`,
      `${boxes}.find((box) => box.row.n > 6)`,
      `${boxes}[at]`,
    ]);
    return random.weighted([
      [4, () => statement`for (const { row: ${name}, s } of ${list}) { ${name}.n += s; ${rest(turning)} }`],
      [
        3,
        () =>
          statement`for (const ${box} of ${list}) { ${box}.row.n += ${box}.s; ${rest(plain)} log.push(${box}.row.n); }`,
      ],
      [
        2,
        () => statement`for (const ${box} of ${list}) { const ${name} = ${box}.row; ${name}.n += 2; ${rest(turning)} }`,
      ],
      [1, () => statement`for (const [index, ${box}] of ${boxes}.entries()) { ${box}.row.n += index; ${box}.s += 1; }`],
      [
        2,
        () =>
          statement`{ const ${box} = ${taken}; if (${box}) { ${box}.row.n += ${number}; ${rest(sight)} log.push(${box}.row.n, ${box}.s); } }`,
      ],
      [1, () => statement`{ const ${name} = ${taken}?.row; if (${name}) { ${name}.n += ${number}; ${rest(inner)} } }`],
      [1, () => statement`${boxes}.forEach(({ row }, index) => { row.n += index + 1; });`],
      [1, () => statement`${boxes}.forEach((box) => { grow(box.row); });`],
      [
        1,
        () =>
          statement`{ let ${other}: Box | undefined; for (const ${row} of whole.rows) { if (${other} === undefined || ${row}.n > ${other}.s) ${other} = ${one(row)}; } if (${other}) { ${other}.row.n += ${number}; ${rest(sight)} log.push(${other}.s); } }`,
      ],
      [
        1,
        () =>
          statement`{ const ${other} = ${boxes}.reduce<Box | undefined>((best, box) => (best === undefined || box.s > best.s ? box : best), undefined); if (${other}) ${other}.row.n += ${number}; }`,
      ],
      [
        1,
        () =>
          statement`{ const ${name} = ${boxes}.filter((box) => box.s > 6).map((box) => box.row); for (const each of ${name}) each.n += 3; log.push(${name}.length); }`,
      ],
      [1, () => statement`for (const ${name} of ${boxes}.map(({ row }) => row)) { ${name}.n += 1; ${rest(turning)} }`],
      [1, () => statement`${boxes}.sort((p, q) => p.row.n - q.row.n);`],
      [
        0.7,
        () =>
          statement`{ const ${other} = ${boxes}.shift(); if (${other}) { ${other}.row.n += 4; if (${other}.s < 9) ${boxes}.push({ row: ${other}.row, s: ${other}.s + 5 }); } }`,
      ],
      [0.7, () => statement`if (whole.rows[0]) ${boxes}.push({ row: whole.rows[0], s: ${boxes}.length });`],
      [
        0.7,
        () =>
          statement`{ const ${other}: Part[] = []; for (const { row } of ${boxes}) if (row.n > 7) ${other}.push(row); for (const each of ${other}) each.n += 2; }`,
      ],
      [1, () => statement`log.push(...${boxes}.map((box) => box.row.n + box.s), ${boxes}.length);`],
      [
        1,
        () =>
          statement`{ const ${other} = (box: Box): number => box.row.n + box.s; log.push(...${boxes}.map(${other})); for (const ${box} of ${list}) { ${box}.row.n += ${other}(${box}); } }`,
      ],
      [
        1,
        () =>
          statement`{ const ${other} = (box: Box): void => { box.row.n += box.s; }; ${boxes}.forEach(${other}); const ${box} = ${taken}; if (${box}) ${other}(${box}); }`,
      ],
      [
        1,
        () =>
          statement`{ const ${other} = (all: Box[]): number => { for (const { row } of all) row.n += 1; return all.length; }; log.push(${other}(${boxes})); ${other}(${list}); }`,
      ],
      [
        1,
        () => statement`{ const ${other} = (p: Box, q: Box): number => p.row.n - q.row.n; ${boxes}.sort(${other}); }`,
      ],
      [0.7, () => statement`log.push(${boxes}.reduce((sum, { row, s }) => sum + row.n + s, 0));`],
      [
        0.5,
        () =>
          statement`await Promise.all(${boxes}.map(async ({ row, s }) => { log.length > 99 ? 0 : await echo(row.n + s); }));`,
      ],
      [
        0.5,
        () =>
          statement`{ const [${box}, ...${other}] = ${boxes}; if (${box}) ${box}.row.n += ${number}; for (const each of ${other}) each.row.n += 1; }`,
      ],
    ]);
  };
  const after = random.weighted([
    [5, () => lookedAt(random)],
    [0.5, () => statement`await echo(${boxes}.map((box) => box.row));`],
    [0.5, () => statement`await echo(${boxes});`],
  ]);
  const between = changedBetween(around, sight);
  return statement`{ ${joined([declared, change(), between, change(), after], " ")} }`;
}
