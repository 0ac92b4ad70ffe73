import { joined, statement, type Tree } from "../statements/tree.js";
import { changedBetween, lookedAt } from "./between.js";
import type { Around } from "./lists.js";
import { chosenRows, type Sight } from "./names.js";

/** Objects with rows as members, by keys in a Map or record: rows are changed by these and by the first list. */
export function boxedByKey(around: Around, sight: Sight): Tree {
  const { random, fresh, block } = around;
  const [boxes, row, own] = [fresh("byKey"), fresh("row"), fresh("own")];
  const isMap = random.chance(0.6);
  const key = random.pick(["`k${row.n}`", "String(row.n % 3)"]);
  const keyed = key.replaceAll("row.", `${row}.`);
  const get = (text: string) => (isMap ? `${boxes}.get(${text})` : `${boxes}[${text}]`);
  const set = (text: string, value: string) =>
    isMap ? `${boxes}.set(${text}, ${value});` : `${boxes}[${text}] = ${value};`;
  const rows = random.pick(["whole.rows", "whole.rows", chosenRows(random, { ...sight, named: [] })]);
  const empty = isMap ? `const ${boxes} = new Map<string, Box>();` : `const ${boxes}: Record<string, Box> = {};`;
  const pairs = `${rows}.map((row) => [${key}, { row, s: row.n }]${random.chance(0.3) ? " as const" : ""})`;
  const declared = random.weighted<Tree>([
    [2, () => statement`${empty} for (const ${row} of ${rows}) ${set(keyed, `{ row: ${row}, s: ${row}.n }`)}`],
    [
      2,
      () =>
        statement`${empty} for (const ${row} of ${rows}) { const ${own} = ${get(keyed)}; if (!${own} || ${own}.row.n < ${row}.n) ${set(keyed, `{ row: ${row}, s: 1 }`)} }`,
    ],
    [
      1,
      () =>
        statement`${empty} for (const ${row} of ${rows}) { const ${own} = ${get(keyed)} ?? { row: ${row}, s: 0 }; ${own}.s += 1; ${set(keyed, own)} }`,
    ],
    [isMap ? 2 : 0, () => statement`const ${boxes} = new Map<string, Box>(${pairs});`],
    [isMap ? 0 : 2, () => statement`const ${boxes}: Record<string, Box> = Object.fromEntries(${pairs});`],
    [
      isMap ? 0 : 1,
      () =>
        statement`${empty} for (const ${row} of ${rows}) { const ${own} = (${get(keyed)} ??= { row: ${row}, s: 0 }); ${own}.s += 1; }`,
    ],
  ]);
  const asked = () => random.pick(['"k5"', '"k6"', '"0"', '"1"', "`k${at}`"]);
  const rest = (inside: Sight): Tree => (random.chance(0.25) ? block(inside, 2) : statement`;`);
  const change = (): Tree => {
    const [box, name] = [fresh("box"), fresh("found")];
    const inner: Sight = { ...sight, named: [...sight.named, { name, kind: "part" }] };
    const turning: Sight = { ...inner, around: [...sight.around, { label: "", kind: "loop" }] };
    const plain: Sight = { ...sight, around: [...sight.around, { label: "", kind: "loop" }] };
    const entries = isMap ? random.pick([boxes, `${boxes}.entries()`, `[...${boxes}]`]) : `Object.entries(${boxes})`;
    const values = isMap ? random.pick([`${boxes}.values()`, `[...${boxes}.values()]`]) : `Object.values(${boxes})`;
    return random.weighted([
      [
        3,
        () =>
          statement`for (const [key, { row: ${name} }] of ${entries}) { ${name}.n += key.length; ${rest(turning)} }`,
      ],
      [
        2,
        () =>
          statement`for (const [key, ${box}] of ${entries}) { ${box}.row.n += ${box}.s; ${rest(plain)} log.push(key.length, ${box}.row.n); }`,
      ],
      [1, () => statement`for (const ${box} of ${entries}) { ${box}[1].row.n += 1; }`],
      [
        1,
        () =>
          statement`for (const ${box} of ${entries}) { const [key, { row: ${name} }] = ${box}; ${name}.n += key.length; }`,
      ],
      [2, () => statement`for (const ${box} of ${values}) { ${box}.row.n += 2; ${rest(plain)} }`],
      [2, () => statement`for (const { row: ${name}, s } of ${values}) { ${name}.n += s; ${rest(turning)} }`],
      [
        2,
        () =>
          statement`{ const ${box} = ${get(asked())}; if (${box}) { ${box}.row.n += 9; ${box}.s += 1; ${rest(sight)} log.push(${box}.row.n, ${box}.s); } }`,
      ],
      [1, () => statement`{ const ${name} = ${get(asked())}?.row; if (${name}) { ${name}.n += 5; ${rest(inner)} } }`],
      [0.7, () => statement`if (whole.rows[0]) ${set(asked(), "{ row: whole.rows[0], s: 3 }")}`],
      [0.5, () => statement`${isMap ? `${boxes}.delete(${asked()});` : `delete ${boxes}[${asked()}];`}`],
      [isMap ? 1 : 0, () => statement`${boxes}.forEach(({ row }, key) => { row.n += key.length; });`],
    ]);
  };
  const between = changedBetween(around, sight);
  return statement`{ ${joined([declared, change(), between, change(), lookedAt(random)], " ")} }`;
}
