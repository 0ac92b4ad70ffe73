import type { Random } from "../statements/random.js";
import { statement, type Tree } from "../statements/tree.js";
import { changeInPlace, move } from "./changes.js";
import { chosenRows, type Named, placeOf, type Sight } from "./names.js";

/** What productions ask of the program around them. */
export interface Around {
  readonly random: Random;
  readonly fresh: (prefix: string) => string;
  readonly block: (sight: Sight, most: number) => Tree;
  readonly condition: (sight: Sight) => string;
}

/** A list that holds some of the rows as well: chosen, gathered one by one, or written out. Its elements are changed by its name. */
export function changedList(around: Around, sight: Sight): Tree {
  const { random, fresh, condition, block } = around;
  const list = fresh("some");
  const row = fresh("row");
  const declared = random.weighted([
    [3, () => statement`const ${list} = ${chosenRows(random, sight)};`],
    [
      2,
      () =>
        statement`const ${list}: Part[] = []; for (const ${row} of whole.rows) { if (${condition({ ...sight, named: [{ name: row, kind: "part" }] })}) ${list}.push(${row}); }`,
    ],
    [
      1,
      () =>
        statement`const ${list}: Part[] = []; for (const ${row} of whole.rows) { if (${row}.n > 5) { ${list}.push(${row}); ${row}.n += 1; } }`,
    ],
    [1, () => statement`const ${list} = [whole.rows[0]!, whole.rows[1]!];`],
    [
      1,
      () =>
        statement`const ${list}: Part[] = []; for (let i = 0; i < whole.rows.length; i++) { const ${row} = whole.rows[i]!; if (${row}.n % 2 === 0) ${list}.push(${row}); }`,
    ],
  ]);
  const between = random.weighted([
    [4, () => statement`;`],
    [2, () => changeInPlace(random, sight)],
    [1, () => move(random, sight)],
    [1, () => statement`if (${condition(sight)}) { ${block(sight, 2)} }`],
  ]);
  const changes = [changeByList(around, sight, list), between, changeByList(around, sight, list)];
  const after = random.weighted([
    [1, () => statement`;`],
    [2, () => statement`log.push(${list}.length, ...${list}.map((one) => one.n));`],
    [1, () => statement`await echo(${list});`],
  ]);
  return statement`if (whole.rows.length > 1) { ${declared} ${changes[0] as Tree} ${changes[1] as Tree} ${changes[2] as Tree} ${after} }`;
}

/** A loop over some members of an object, or entries of the Map, in some order, each of which is changed. */
export function chosenMember(
  { random, block }: Around,
  sight: Sight,
  object: string,
  { name }: Named,
  key: string,
): Tree {
  const inner: Sight = { ...sight, named: [...sight.named, { name, kind: "part" }] };
  const body = statement`${name}.n += 1; ${block(inner, 3)}`;
  const ofValues = random.pick([".filter((one) => one.n > 8)", ".sort((p, q) => q.n - p.n)", ".slice(1).reverse()"]);
  const ofEntries = random.pick([
    ".filter(([, one]) => one.n > 8)",
    ".sort(([, p], [, q]) => q.n - p.n)",
    ".sort(([p], [q]) => (p < q ? 1 : -1)).slice(0, 2)",
  ]);
  const values = random.pick([`Object.values(${object})`, "[...table.values()]"]);
  const entries = random.pick([`Object.entries(${object})`, "[...table]", "[...table.entries()]"]);
  return random.chance(0.5)
    ? statement`for (const ${name} of ${values}${ofValues}) { ${body} }`
    : statement`for (const [${key}, ${name}] of ${entries}${ofEntries}) { ${name}.n += ${key}.length; ${body} }`;
}

function changeByList({ random, fresh, block }: Around, sight: Sight, list: string): Tree {
  const row: Named = { name: fresh("row"), kind: "part" };
  const inner: Sight = { ...sight, named: [...sight.named, row] };
  const turning: Sight = { ...inner, around: [...sight.around, { label: "", kind: "loop" }] };
  const chosen = random.pick([list, list, `${list}.filter((one) => one.n > 6)`, `[...${list}].reverse()`]);
  const number = random.integer(10, 60);
  return random.weighted([
    [2, () => statement`${chosen}.forEach((${row.name}, index) => { ${row.name}.n += index + ${number}; });`],
    [1, () => statement`${chosen}.forEach((${row.name}) => { if (${row.name}.n > 30) return; grow(${row.name}); });`],
    [2, () => statement`for (const ${row.name} of ${chosen}) { ${row.name}.n += 1; ${block(turning, 2)} }`],
    [1, () => statement`for (const [index, ${row.name}] of ${list}.entries()) { ${row.name}.n += index; }`],
    [1, () => statement`raise(${chosen});`],
    [1, () => statement`log.push(raiseAll(${chosen}));`],
    [1, () => statement`if (${list}.length > 0) { ${list}[0]!.n += ${number}; }`],
    [1, () => statement`for (let i = 0; i < ${list}.length; i++) ${list}[i]!.n += i;`],
    [1, () => statement`await Promise.all(${chosen}.map(async (${row.name}) => { ${row.name}.n += 3; }));`],
    [0.7, () => statement`${list}.sort((p, q) => q.n - p.n);`],
    [0.7, () => statement`if (${list}.length < 4) ${list}.push(whole.rows[0]!);`],
    [
      0.7,
      () => statement`{ const ${row.name} = ${list}.shift(); if (${row.name} !== undefined) { ${row.name}.n += 2; } }`,
    ],
  ]);
}

/** A variable that goes from one row, member or entry to another one, by which they are changed. */
export function walker(around: Around, sight: Sight): Tree {
  const { random, fresh, block, condition } = around;
  const name = fresh("walk");
  const kind = random.pick(["rows", "rows", "rows", "keyed", "table"]);
  const element = (): string => {
    if (kind === "keyed") return `whole.keyed${random.pick([".a", ".k", "[input.s]", "[key]"])}`;
    if (kind === "table") return `table.get(${random.pick(['"a"', '"k"', "key", "input.s"])})`;
    return random.pick([
      `whole.rows[${random.pick(["0", "1", "at", "9"])}]`,
      `whole.rows.find((one) => one.n > ${random.pick(["5", "input.n", "30"])})`,
      `whole.rows.at(-1)`,
      `${chosenRows(random, { ...sight, named: [] })}[0]`,
      `(${condition(sight)} ? whole.rows[0] : undefined)`,
    ]);
  };
  const isNull = random.chance(0.25);
  const next = () => (isNull ? `${element()} ?? null` : element());
  const declared = random.chance(0.3)
    ? statement`let ${name}: Part | ${isNull ? "null = null" : "undefined"};`
    : statement`let ${name}: Part | ${isNull ? "null" : "undefined"} = ${next()};`;
  const inner: Sight = { ...sight, named: [...sight.named, { name, kind: "part" }] };
  if (random.chance(0.2)) {
    const constant = statement`const ${name} = ${condition(sight)} ? ${element()} : ${isNull ? "null" : "undefined"};`;
    const rest: Sight = { ...sight, named: [...sight.named, { name, kind: "part" }] };
    return statement`{ ${constant} if (${name}) { ${name}.n += 1; ${block(rest, 3)} } }`;
  }
  const there = (body: Tree): Tree => statement`if (${name}) { ${name}.n += ${random.integer(1, 30)}; ${body} }`;
  const times = fresh("steps");
  const row = fresh("row");
  const held = fresh("held");
  const steps = random.weighted([
    [
      1,
      () =>
        statement`const ${held} = ${name}; ${name} = ${next()}; if (${held}) { ${held}.n += ${random.integer(1, 30)}; }`,
    ],
    [
      2,
      () =>
        statement`let ${times} = 0; while (${name} && ${times} < 3) { ${times}++; ${name}.n += 1; ${block({ ...inner, around: [...sight.around, { label: "", kind: "loop" }] }, 2)} ${name} = ${next()}; }`,
    ],
    [
      2,
      () =>
        kind === "rows"
          ? statement`for (const ${row} of whole.rows) { if (!${name} || ${row}.n > ${name}.n) ${name} = ${row}; }`
          : there(statement`;`),
    ],
    [
      1,
      () =>
        kind === "rows"
          ? statement`for (const ${row} of whole.rows) { if (${name}) ${name}.n += ${row}.n % 5; ${name} = ${row}; }`
          : statement`;`,
    ],
    [2, () => statement`if (${condition(sight)}) ${name} = ${next()};`],
    [1, () => statement`try { ${name} = ${next()}; ${block(sight, 2)} } catch { ${name} = ${next()}; }`],
  ]);
  const between = random.weighted([
    [3, () => statement`;`],
    [1, () => changeInPlace(random, sight)],
    [0.7, () => move(random, sight)],
    [0.7, () => statement`const other = ${placeOf(random, "part", sight).text}; if (other) log.push(other.n);`],
  ]);
  const body = there(random.chance(0.5) ? block(inner, 2) : statement`;`);
  return statement`{ ${declared} ${there(statement`;`)} ${steps} ${between} ${body} log.push(${name} ? ${name}.n : -1); }`;
}
