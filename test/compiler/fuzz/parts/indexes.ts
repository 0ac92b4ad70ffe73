import { joined, statement, type Tree } from "../statements/tree.js";
import { changedBetween, lookedAt } from "./between.js";
import type { Around } from "./lists.js";
import { chosenRows, type Sight } from "./names.js";

/** A Map or record that holds rows by keys, which are changed by it and by the list. */
export function indexed(around: Around, sight: Sight): Tree {
  const { random, fresh, block } = around;
  const [index, row] = [fresh("index"), fresh("row")];
  const isMap = random.chance(0.6);
  const key = random.pick(["`k${row.n}`", "String(row.n % 3)", "`r${row.n > 5}`"]);
  const keyOf = (name: string) => key.replaceAll("row.", `${name}.`);
  const get = (text: string) => (isMap ? `${index}.get(${text})` : `${index}[${text}]`);
  const set = (text: string, value: string) =>
    isMap ? `${index}.set(${text}, ${value});` : `${index}[${text}] = ${value};`;
  const type = isMap ? "Map<string, Part>" : "Record<string, Part>";
  const empty = `const ${index}${isMap ? ` = new ${type}()` : `: ${type} = {}`};`;
  const rows = random.pick(["whole.rows", "whole.rows", chosenRows(random, { ...sight, named: [] })]);
  const made = isMap ? "new Map" : "Object.fromEntries";
  const gone = isMap ? `${index}.delete("k6");` : `delete ${index}.k6;`;
  const declared = random.weighted([
    [3, () => statement`const ${index} = ${made}(${rows}.map((row) => [${key}, row] as const));`],
    [3, () => statement`${empty} for (const ${row} of whole.rows) ${set(keyOf(row), row)}`],
    [
      1,
      () =>
        statement`${empty} for (const ${row} of whole.rows) { if (${row}.n > 5) { ${set(keyOf(row), row)} ${row}.n += 1; } }`,
    ],
    [1, () => statement`${empty} if (whole.rows[0] !== undefined) { ${set('"r"', "whole.rows[0]")} }`],
  ]);
  const asked = () => random.pick(['"k5"', '"k6"', '"0"', '"1"', '"rtrue"', "`k${at}`", '"r"']);
  const change = (): Tree => {
    const [name, other] = [fresh("found"), fresh("other")];
    const inner: Sight = { ...sight, named: [...sight.named, { name, kind: "part" }] };
    const turning: Sight = { ...inner, around: [...sight.around, { label: "", kind: "loop" }] };
    const values = isMap ? `${index}.values()` : `Object.values(${index})`;
    const list = isMap ? `[...${values}]` : values;
    const entries = isMap ? random.pick([index, `${index}.entries()`]) : `Object.entries(${index})`;
    const number = random.integer(10, 60);
    return random.weighted([
      [
        4,
        () =>
          statement`{ const ${name} = ${get(asked())}; if (${name} !== undefined) { ${name}.n += ${number}; ${block(inner, 2)} } }`,
      ],
      [1, () => statement`if (${get('"k5"')}) ${get('"k5"')}!.n += ${number};`],
      [1, () => statement`{ const ${name} = ${get(asked())}; if (${name}) grow(${name}); }`],
      [2, () => statement`for (const ${name} of ${values}) { ${name}.n += 1; ${block(turning, 2)} }`],
      [
        1,
        () =>
          statement`for (const [${other}, ${name}] of ${entries}) { ${name}.n += ${other}.length; ${block(turning, 1)} }`,
      ],
      [1, () => statement`for (const ${name} of ${list}.filter((one) => one.n > 6)) { ${name}.n += 2; }`],
      [
        1,
        () =>
          statement`{ const ${name} = ${get(asked())}; if (${name}) { ${gone} ${set('"moved"', name)} ${name}.n += 4; } }`,
      ],
      [
        1,
        () =>
          statement`for (const ${name} of whole.rows) { const ${other} = ${get(keyOf(name))}; if (${other} && ${other} !== ${name}) ${other}.n += ${name}.n; }`,
      ],
      [
        0.7,
        () =>
          statement`log.push(${isMap ? `${index}.size` : `Object.keys(${index}).length`}, ${get(asked())}?.n ?? -1);`,
      ],
      [0.7, () => statement`log.push(...${list}.map((one) => one.n));`],
      [
        0.7,
        () =>
          statement`{ let ${name} = ${get(asked())}; while (${name} && ${name}.n < 200) { ${name}.n += 90; ${name} = ${get(asked())}; } }`,
      ],
      [
        0.7,
        () =>
          statement`if (whole.rows.length < 8) { const ${name}: Part = { n: ${number} }; ${random.pick([
            `whole.rows.push(${name}); ${set('"new"', name)}`,
            `${set('"new"', name)} whole.rows.push(${name});`,
          ])} ${name}.n += 1; }`,
      ],
    ]);
  };
  return statement`{ ${joined([declared, change(), changedBetween(around, sight), change(), lookedAt(random)], " ")} }`;
}
