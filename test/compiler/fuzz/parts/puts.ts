import { joined, statement, type Tree } from "../statements/tree.js";
import { changeInPlace, move } from "./changes.js";
import type { Around } from "./lists.js";
import type { Sight } from "./names.js";

/** A variable for elements that are made and put into the rows, the members or the Map, and changed by its name. */
export function madeAndPut(around: Around, sight: Sight): Tree {
  const { random, fresh, block, condition } = around;
  const name = fresh("put");
  const kind = random.pick(["rows", "rows", "keyed", "table"]);
  const key = random.pick(["key", "input.s", '"a"']);
  const other = random.chance(0.85) ? key : "key";
  const made = (): string =>
    random.pick(["{ n: at }", "{ n: 1 }", "make(at)", "build(2)", `{ n: ${name} ? ${name}.n : 3 }`]);
  const put = (): Tree => {
    const value = made();
    const isAtOnce = random.chance(0.4);
    if (kind === "rows") {
      return isAtOnce
        ? statement`whole.rows.push((${name} = ${value}));`
        : statement`${name} = ${value}; whole.rows.push(${name});`;
    }
    if (kind === "table") {
      return isAtOnce
        ? statement`table.set(${other}, (${name} = ${value}));`
        : statement`${name} = ${value}; table.set(${other}, ${name});`;
    }
    const text = random.pick([
      `${name} = whole.keyed[${other}] = ${value};`,
      `whole.keyed[${other}] = ${name} = ${value};`,
      `${name} = ${value}; whole.keyed[${other}] = ${name};`,
    ]);
    return statement`${text}`;
  };
  const found = {
    rows: random.pick(["whole.rows.at(-1)", "whole.rows[whole.rows.length - 1]"]),
    keyed: `whole.keyed[${key}]`,
  };
  const first = kind === "rows" ? found.rows : kind === "keyed" ? found.keyed : `table.get(${key})`;
  const declared = random.weighted([
    [2, () => statement`let ${name}: Part | undefined;`],
    [2, () => statement`let ${name}: Part | undefined = ${first};`],
    [kind === "rows" ? 1 : 0, () => statement`let ${name}: Part | undefined = { n: at }; whole.rows.push(${name});`],
  ]);
  const inner: Sight = { ...sight, named: [...sight.named, { name, kind: "part" }] };
  const turning: Sight = { ...inner, around: [...sight.around, { label: "", kind: "loop" }] };
  const asks = random.pick([`${name}.n > 12`, `${name}.n % 2 === 0`, condition(sight)]);
  const step = (body: Tree): Tree =>
    statement`if (!${name} || ${asks}) { ${put()} } ${name}.n += ${random.integer(1, 20)}; ${body}`;
  const steps = random.weighted([
    [3, () => statement`for (const turn of [1, 2, 3]) { if (turn > 2) at = 1; ${step(block(turning, 2))} }`],
    [2, () => step(block(inner, 3))],
    [
      1,
      () =>
        statement`const step = (): void => { if (!${name} || ${name}.n > 9) { ${put()} } ${name}.n += 2; }; step(); ${block(sight, 2)} step();`,
    ],
    [1, () => statement`try { ${step(block(inner, 2))} } catch { ${put()} }`],
    [
      1,
      () => statement`if (${condition(sight)}) { ${put()} } else { ${name} = ${random.pick([first, "undefined"])}; }`,
    ],
  ]);
  const between = random.weighted([
    [3, () => statement`;`],
    [1, () => changeInPlace(random, sight)],
    [0.7, () => move(random, sight)],
    [0.7, () => statement`const old = ${name}; ${name} = ${first}; if (old) old.n += 5;`],
  ]);
  const after = statement`if (${name}) { ${name}.n += 3; log.push(${name}.n); }`;
  return statement`if (whole.rows.length < 9) { ${declared} ${steps} ${between} ${after} }`;
}

/** A function that makes an element, puts it there and gives it. */
export function opened({ random, fresh, block, condition }: Around, sight: Sight): Tree {
  const [name, open] = [fresh("opened"), fresh("open")];
  const inner: Sight = { ...sight, named: [...sight.named, { name, kind: "part" }] };
  const gives = random.pick([
    "const one: Part = { n }; whole.rows.push(one); return one;",
    "whole.rows.push({ n }); return whole.rows[whole.rows.length - 1]!;",
    "const one: Part = { n }; whole.rows.push(one); one.n += 1; return one;",
  ]);
  const steps = statement`for (const turn of [1, 2]) { if (${name}.n > ${random.integer(3, 9)}) ${name} = ${open}(turn); ${name}.n += 2; ${block(inner, 2)} }`;
  return statement`if (whole.rows.length < 9) { const ${open} = (n: number): Part => { ${gives} }; let ${name} = ${open}(at); ${steps} if (${condition(sight)}) ${name}.n += 30; }`;
}

/** A loop that deletes the entries which it has reached, or others. */
export function deleting({ random, fresh, block, condition }: Around, sight: Sight): Tree {
  const [key, name] = [fresh("gone"), fresh("entry")];
  const inner: Sight = {
    ...sight,
    named: [...sight.named, { name, kind: "part" }],
    around: [...sight.around, { label: "", kind: "loop" }],
  };
  const isTable = random.chance(0.6);
  const entries = isTable
    ? random.pick(["table", "table.entries()", "[...table]", "[...table].filter(([, one]) => one.n > 8)"])
    : random.pick(["Object.entries(whole.keyed)", "Object.entries(whole.keyed).filter(([, one]) => one.n > 8)"]);
  const reached = random.chance(0.85) ? key : '"a"';
  const keeps = random.chance(0.3) ? `whole.rows.push(${name}); ` : "";
  const removed = isTable ? `table.delete(${reached});` : `delete whole.keyed[${reached}];`;
  const removes = `${keeps}${removed}`;
  const asks = random.pick([`${name}.n > 12`, `${name}.n % 2 === 0`, condition(inner)]);
  const last = random.chance(0.15) ? statement`${name}.n += 1;` : statement`;`;
  const body = joined([block(inner, 2), statement`if (${asks}) { ${removes} } ${last}`], "\n");
  return statement`for (const [${key}, ${name}] of ${entries}) { ${name}.n += ${key}.length; ${body} }`;
}

/** A pattern that takes some parts, and the rest in a list or object of its own. */
export function apart({ random, fresh, block }: Around, sight: Sight): Tree {
  const [first, rest] = [fresh("first"), fresh("rest")];
  const inner: Sight = { ...sight, named: [...sight.named, { name: first, kind: "part" }] };
  if (random.chance(0.4)) {
    const changes = random.pick([`${rest}.b = { n: 4 };`, `${rest}.rows = [];`, `${rest}.b.n += 2;`, ";"]);
    return statement`{ const { a: ${first}, ...${rest} } = whole; ${first}.n += 3; ${block(inner, 2)} ${changes} log.push(${rest}.rows.length, ${rest}.b.n); }`;
  }
  const list = random.pick(["whole.rows", "whole.rows", "whole.rows.map((row) => ({ ...row }))", "[...whole.rows]"]);
  const changes = random.pick([
    `${rest}.push({ n: 4 });`,
    `for (const row of ${rest}) row.n += 1;`,
    `if (${rest}.length > 0) ${rest}[0]!.n += 2;`,
    `${rest}.shift();`,
  ]);
  return statement`{ const [${first}, ...${rest}] = ${list}; if (${first}) { ${first}.n += 3; ${block(inner, 2)} } ${changes} log.push(${rest}.length, ...${rest}.map((row) => row.n)); }`;
}
