import { joined, statement, type Tree } from "../statements/tree.js";
import { changedBetween, lookedAt } from "./between.js";
import type { Around } from "./lists.js";
import { chosenRows, type Sight } from "./names.js";

/** Lists of rows, in a record, a Map or a list, which are changed by these and by the first list. */
export function grouped(around: Around, sight: Sight): Tree {
  const { random, fresh } = around;
  const [groups, row, own] = [fresh("groups"), fresh("row"), fresh("own")];
  const kind = random.pick(["map", "map", "record", "record", "list"] as const);
  const isMap = kind === "map";
  const key = kind === "list" ? "row.n % 2" : random.pick(["`k${row.n}`", "String(row.n % 3)", "`r${row.n > 5}`"]);
  const keyed = key.replaceAll("row.", `${row}.`);
  const get = (text: string) => (isMap ? `${groups}.get(${text})` : `${groups}[${text}]`);
  const set = (text: string, value: string) =>
    isMap ? `${groups}.set(${text}, ${value});` : `${groups}[${text}] = ${value};`;
  const type = { map: "Map<string, Part[]>", record: "Record<string, Part[]>", list: "Part[][]" }[kind];
  const first = { map: `new ${type}()`, record: "{}", list: "[[], []]" }[kind];
  const empty = `const ${groups}: ${type} = ${first};`;
  const rows = random.pick(["whole.rows", "whole.rows", chosenRows(random, { ...sight, named: [] })]);
  const guard = random.chance(0.3) ? `if (${row}.n % 5 === 0) continue; ` : "";
  const adding = random.weighted<string>([
    [
      3,
      () =>
        isMap
          ? `if (!${groups}.has(${keyed})) ${set(keyed, "[]")} ${get(keyed)}!.push(${row});`
          : `(${get(keyed)} ??= []).push(${row});`,
    ],
    [2, () => `const ${own} = ${get(keyed)} ?? []; ${own}.push(${row}); ${set(keyed, own)}`],
    [
      1,
      () =>
        `const ${own} = ${get(keyed)} ?? []; ${own}.push(${row}); if (${random.pick([`${own}.length > 1`, `${row}.n > 5`, `${get(keyed)} === undefined`])}) ${own}.push(${row}); ${set(keyed, own)}`,
    ],
    [2, () => `const ${own} = ${get(keyed)}; if (${own}) ${own}.push(${row}); else ${set(keyed, `[${row}]`)}`],
    [1, () => `let ${own} = ${get(keyed)}; if (!${own}) { ${own} = []; ${set(keyed, own)} } ${own}.push(${row});`],
    [1, () => set(keyed, `[...(${get(keyed)} ?? []), ${row}]`)],
    [1, () => `${get(keyed)}?.push(${row});`],
  ]);
  const late = random.chance(0.2) ? ` ${row}.n += 1;` : "";
  const declared = random.weighted([
    [6, () => statement`${empty} for (const ${row} of ${rows}) { ${guard}${adding}${late} }`],
    [
      kind === "list" ? 3 : 0,
      () =>
        statement`const ${groups}: Part[][] = []; for (let i = 0; i < whole.rows.length; i += 2) ${groups}.push(whole.rows.slice(i, i + 2));`,
    ],
    [
      kind === "list" ? 2 : 0,
      () =>
        statement`const ${groups}: Part[][] = []; let ${own}: Part[] = []; for (const ${row} of ${rows}) { ${own}.push(${row}); if (${own}.length > 1) { ${groups}.push(${own}); ${own} = []; } } if (${own}.length > 0) ${groups}.push(${own});`,
    ],
    [
      kind === "list" ? 1 : 0,
      () =>
        statement`const ${groups}: Part[][] = [whole.rows.filter((one) => one.n > 5), whole.rows.filter((one) => one.n < 8)];`,
    ],
  ]);
  return statement`{ ${declared} ${changedByGroups(around, sight, { groups, kind })} }`;
}

/** What holds lists of rows, by its name. */
export interface Groups {
  readonly groups: string;
  readonly kind: "map" | "record" | "list";
}

/** Two changes of rows by the lists that a name holds, what happens in between, and what is read afterwards. */
export function changedByGroups(around: Around, sight: Sight, { groups, kind }: Groups): Tree {
  const { random, fresh, block } = around;
  const isMap = kind === "map";
  const get = (text: string) => (isMap ? `${groups}.get(${text})` : `${groups}[${text}]`);
  const set = (text: string, value: string) =>
    isMap ? `${groups}.set(${text}, ${value});` : `${groups}[${text}] = ${value};`;
  const asked = () =>
    kind === "list"
      ? random.pick(["0", "1", "at % 2"])
      : random.pick(['"k5"', '"k6"', '"0"', '"1"', '"rtrue"', "`k${at}`"]);
  const rest = (inside: Sight): Tree => (random.chance(0.2) ? block(inside, 2) : statement`;`);
  const change = (): Tree => {
    const [list, name, other] = [fresh("list"), fresh("found"), fresh("other")];
    const inner: Sight = { ...sight, named: [...sight.named, { name, kind: "part" }] };
    const turning: Sight = { ...inner, around: [...sight.around, { label: "", kind: "loop" }] };
    const values = { map: `${groups}.values()`, record: `Object.values(${groups})`, list: groups }[kind];
    const entries = { map: groups, record: `Object.entries(${groups})`, list: `${groups}.entries()` }[kind];
    const number = random.integer(10, 60);
    return random.weighted([
      [
        4,
        () =>
          statement`for (const ${list} of ${values}) { for (const ${name} of ${list}) { ${name}.n += 1; ${rest(turning)} } }`,
      ],
      [
        2,
        () =>
          statement`for (const [${other}, ${list}] of ${entries}) { for (const ${name} of ${list}) ${name}.n += ${list}.length; log.push(${list}.length, String(${other}).length); }`,
      ],
      [2, () => statement`for (const ${name} of ${get(asked())} ?? []) { ${name}.n += ${number}; ${rest(turning)} }`],
      [
        2,
        () =>
          statement`{ const ${list} = ${get(asked())} ?? []; const ${name} = ${list}.find((one) => one.n > 5); if (${name}) { ${name}.n += ${number}; ${rest(inner)} } log.push(...${list}.map((one) => one.n)); }`,
      ],
      [
        1,
        () =>
          statement`{ const ${name} = ${get(asked())}?.[0]; if (${name}) { ${name}.n += ${number}; ${rest(inner)} } }`,
      ],
      [1, () => statement`for (const ${list} of ${values}) { for (const ${name} of ${list}.slice(1)) grow(${name}); }`],
      [
        1,
        () =>
          statement`for (const ${name} of [...(${get(asked())} ?? [])].sort((a, b) => b.n - a.n)) { ${name}.n += 2; }`,
      ],
      [0.7, () => statement`if (whole.rows[0]) ${get(asked())}?.push(whole.rows[0]);`],
      [0.7, () => statement`${set(asked(), `(${get(asked())} ?? []).filter((one) => one.n > 6)`)}`],
      [0.5, () => statement`${set(asked(), `${get(asked())} ?? []`)}`],
      [0.7, () => statement`log.push(${get(asked())}?.length ?? -1, ...(${get(asked())} ?? []).map((one) => one.n));`],
      [
        0.7,
        () =>
          statement`log.push(${kind === "list" ? `${groups}.map((list) => list.length).join()` : isMap ? `[...${groups}].map(([key, list]) => key + list.length).join()` : `Object.entries(${groups}).map(([key, list]) => key + list.length).join()`}.length);`,
      ],
      [
        0.5,
        () =>
          statement`for (const ${list} of ${values}) { const ${name} = ${list}.at(-1); if (${name}) ${name}.n += 3; }`,
      ],
    ]);
  };
  const after = random.weighted([
    [5, () => lookedAt(random)],
    [0.7, () => statement`await echo(${isMap ? `[...${groups}].map(([key]) => key)` : groups});`],
  ]);
  const between = changedBetween(around, sight);
  return joined([change(), between, change(), after], " ");
}
