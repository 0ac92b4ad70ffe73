import type { GeneratedProgram } from "../statements/program.js";
import { Random } from "../statements/random.js";
import { block, joined, statement, type Tree } from "../statements/tree.js";
import { boxed } from "./boxes.js";
import { boxedByKey } from "./boxes-by-key.js";
import { changeInPlace, move } from "./changes.js";
import { compare } from "./comparisons.js";
import { grouped } from "./groups.js";
import { indexed } from "./indexes.js";
import { type Around, changedList, chosenMember, walker } from "./lists.js";
import { apart, deleting, madeAndPut, opened } from "./puts.js";
import { sorted } from "./sorted.js";
import { inTurn } from "./turns.js";
import { chosenRows, declarations, type Kind, type Named, placeOf, type Sight, wholeText } from "./names.js";

/**
 * A random program about one value, names for its parts, changes by these names, and changes that put something else in
 * the parts' places, with jumps around them. Many are refused: what is not must keep to JavaScript's references.
 *
 * @param comparisons how often parts are compared by identity, beside the other statements
 */
export function generateAboutParts(seed: number, statementsAtMost = 10, comparisons = 0): GeneratedProgram {
  const random = new Random(seed);
  const about = new AboutParts(random, random.integer(4, statementsAtMost), comparisons);
  const givers = random.chance(0.4);
  const body = about.block({ named: [], around: [], depth: 0, givers }, statementsAtMost, ({ named }) => {
    const seen = named.map(({ name }) => name).join(", ");
    const result = random.pick(["{ whole, log }", `[log, whole, ${seen}]`, "[log, whole, [...table]]", "log"]);
    return statement`return ${result};`;
  });
  const start = [
    statement`const log: number[] = [];`,
    statement`const whole: Whole = ${wholeText};`,
    statement`const table = new Map<string, Part>([["a", { n: 20 }], ["k", { n: 21 }]]);`,
    statement`let at = ${random.integer(0, 2)};`,
    statement`let key = "${random.pick(["a", "k", "x"])}";`,
    statement`const replace = (): void => { whole.b = { n: 90 }; };`,
    ...(givers ? helpers : []),
    statement`await echo(at);`,
  ];
  return {
    ...{ seed, isConcurrent: false, isCalm: false, child: undefined },
    before: statement`${declarations}`,
    main: block([...start, body]),
  };
}

/** Functions that give parts, which they look up or make. */
const helpers = [
  statement`const partOf = (): Part => whole.a;`,
  statement`const entryOf = (k: string): Part => { let part = table.get(k); if (!part) { part = { n: 0 }; table.set(k, part); } return part; };`,
  statement`const keyedOf = (k: string): Part => { const found = whole.keyed[k]; if (found) return found; const part: Part = { n: 30 }; whole.keyed[k] = part; return part; };`,
];

/** The same, with parts that are compared by identity. */
export function generateAboutIdentity(seed: number, statementsAtMost = 8): GeneratedProgram {
  return generateAboutParts(seed, statementsAtMost, 5);
}

class AboutParts {
  #count = 0;

  constructor(
    private readonly random: Random,
    private budget: number,
    private readonly comparisons: number,
  ) {}

  block(sight: Sight, most: number, last?: (sight: Sight) => Tree): Tree {
    const statements: Tree[] = [];
    let current = sight;
    for (let left = this.random.integer(1, most); left > 0 && this.budget > 0; left--) {
      this.budget--;
      const { tree, named } = this.#statement(current);
      statements.push(tree);
      if (named !== undefined) current = { ...current, named: [...current.named, named] };
    }
    if (last !== undefined) statements.push(last(current));
    return block(statements);
  }

  #statement(sight: Sight): { readonly tree: Tree; readonly named?: Named } {
    const { random } = this;
    const nests = sight.depth < 3 && this.budget > 0 ? 1 : 0;
    const inner = { ...sight, depth: sight.depth + 1 };
    const only = (tree: Tree) => ({ tree });
    return random.weighted<{ readonly tree: Tree; readonly named?: Named }>([
      [sight.named.length < 3 ? 8 / (1 + sight.named.length) : 0, () => this.#name(sight, nests === 1)],
      [sight.named.length > 0 ? 0.7 : 0, () => this.#putBack(sight)],
      [0.7, () => this.#put(sight)],
      [0.7, () => only(this.#take(inner))],
      [nests * 0.7, () => only(this.#members(inner))],
      [nests * 0.7, () => only(this.#chosen(inner))],
      [nests * 0.7, () => only(changedList(this.#around(), inner))],
      [nests * 0.7, () => only(walker(this.#around(), inner))],
      [nests, () => only(madeAndPut(this.#around(), inner))],
      [nests * 0.3, () => only(opened(this.#around(), inner))],
      [nests * 0.5, () => only(deleting(this.#around(), inner))],
      [nests * 0.5, () => only(apart(this.#around(), inner))],
      [nests * 0.8, () => only(indexed(this.#around(), inner))],
      [nests * 0.8, () => only(grouped(this.#around(), inner))],
      [nests * 0.8, () => only(boxed(this.#around(), inner))],
      [nests * 0.6, () => only(boxedByKey(this.#around(), inner))],
      [nests * 0.4, () => only(sorted(this.#around(), inner))],
      [nests * 0.8, () => only(inTurn(this.#around(), inner))],
      [5, () => only(changeInPlace(random, sight))],
      [2, () => only(move(random, sight))],
      [1, () => only(this.#see(sight))],
      [this.comparisons, () => only(compare(random, sight, (prefix) => this.#fresh(prefix)))],
      [nests * 2, () => only(this.#if(inner))],
      [nests * 1.5, () => only(this.#loop(inner))],
      [nests, () => only(this.#switch(inner))],
      [nests, () => only(this.#try(inner))],
      [nests * 0.5, () => only(this.#labelled(inner))],
      [sight.around.length > 0 ? 2 : 0, () => only(this.#jump(sight))],
      [sight.depth > 0 ? 0.5 : 0, () => only(statement`if (${this.#condition(sight)}) return { whole, log };`)],
    ]);
  }

  /** What becomes a part, and has a name all the same. */
  #put(sight: Sight): { readonly tree: Tree; readonly named?: Named } {
    const { random } = this;
    const name = `v${this.#count++}`;
    const put = random.pick([
      `whole.rows.push(${name})`,
      `table.set(key, ${name})`,
      `whole.keyed[key] = ${name}`,
      `whole.b = ${name}`,
    ]);
    const between = random.chance(0.3) ? `${name}.n += 2;` : "";
    const named: Named = { name, kind: "part" };
    const tree = statement`const ${name}: Part = { n: at }; ${between} ${put};`;
    return random.chance(0.5)
      ? { tree: joined([tree, changeInPlace(random, { ...sight, named: [named] })], "\n"), named }
      : { tree, named };
  }

  #name(sight: Sight, nests: boolean): { readonly tree: Tree; readonly named?: Named } {
    const { random } = this;
    const kind = random.weighted<Kind>([
      [4, () => "part"],
      [1, () => "deep"],
      [1, () => "rows"],
      [0.5, () => "keyed"],
    ]);
    const taken = random.pick(["[0]", "[1]", "[at]", ".at(-1)", ".find((row) => row.n > 6)"]);
    const { text, isSure } =
      kind === "part" && nests && random.chance(0.1)
        ? { text: `${chosenRows(random, sight)}${taken}`, isSure: false }
        : kind === "part" && random.chance(0.25)
          ? { text: `${random.pick(["make", "build"])}(${random.pick(["2", "input.n", "at"])})`, isSure: true }
          : placeOf(random, kind, sight);
    const named = { name: this.#fresh(kind), kind };
    if (isSure && kind === "part" && random.chance(0.2)) {
      const member = /^(.*)\.(\w)$/.exec(text);
      if (member !== null)
        return { tree: statement`const { ${member[2] ?? ""}: ${named.name} } = ${member[1] ?? ""};`, named };
    }
    if (isSure) return { tree: statement`const ${named.name} = ${text};`, named };
    if (!nests) return { tree: statement`;` };
    const inner = { ...sight, depth: sight.depth + 1, named: [...sight.named, named] };
    const body = this.block(inner, 4);
    return {
      tree: statement`{ const ${named.name} = ${text}; if (${named.name} !== undefined) { ${named.name}.n += 1; ${body} } }`,
    };
  }

  /** An element that is made when it is missing. */
  #putBack(sight: Sight): { readonly tree: Tree } {
    const { random } = this;
    const name = this.#fresh("entry");
    const inner: Sight = { ...sight, depth: sight.depth + 1, named: [...sight.named, { name, kind: "part" }] };
    const key = random.pick(['"a"', "key", "input.s"]);
    const other = random.chance(0.8) ? key : "key";
    const rest = statement`${name}.n += 1; ${this.block(inner, 2)}`;
    const made = random.pick(["{ n: 0 }", "{ n: 0 }", "make(at)", "make(2)", "build(2)"]);
    return random.weighted([
      [1, () => ({ tree: statement`{ const ${name} = (whole.keyed[${key}] ??= { n: 0 }); ${rest} }` })],
      [
        1,
        () => ({
          tree: statement`{ let ${name} = whole.keyed[${key}]; if (${name} === undefined) { ${name} = ${made}; whole.keyed[${other}] = ${name}; } ${rest} }`,
        }),
      ],
      [
        1,
        () => ({
          tree: statement`{ const ${name} = whole.keyed[${key}] ?? ${made}; ${rest} whole.keyed[${other}] = ${name}; }`,
        }),
      ],
      [
        1,
        () => ({
          tree: statement`{ const ${name} = table.get(${key}) ?? ${made}; ${rest} table.set(${other}, ${name}); }`,
        }),
      ],
    ]);
  }

  /** An element that is taken out of the list, and put back or elsewhere. */
  #take(sight: Sight): Tree {
    const { random } = this;
    const name = this.#fresh("taken");
    const inner: Sight = { ...sight, named: [...sight.named, { name, kind: "part" }] };
    const from = random.pick(["shift", "pop"]);
    const back = random.weighted([
      [2, () => statement`whole.rows.push(${name});`],
      [1, () => statement`whole.rows.unshift(${name});`],
      [1, () => statement`if (${this.#condition(inner)}) whole.rows.push(${name}); else log.push(${name}.n);`],
      [1, () => statement`if (${this.#condition(inner)}) whole.rows.push(${name}); else whole.a = ${name};`],
      [1, () => statement`;`],
    ]);
    const after = random.chance(0.3) ? changeInPlace(random, inner) : statement`;`;
    const body = statement`${name}.n += 1; ${this.block(inner, 2)} ${back} ${after}`;
    return statement`{ const ${name} = whole.rows.${from}(); if (${name} !== undefined) { ${body} } }`;
  }

  /** A loop over the members of an object. */
  #members(sight: Sight): Tree {
    const { random } = this;
    const member: Named = { name: this.#fresh("member"), kind: "part" };
    const key = this.#fresh("own");
    const object = sight.named.find(({ kind }) => kind === "keyed" && random.chance(0.5))?.name ?? "whole.keyed";
    const turning: Sight = { ...sight, around: [...sight.around, { label: "", kind: "loop" }] };
    const body = this.block({ ...turning, named: [...turning.named, member] }, 3);
    return random.weighted([
      [1, () => statement`for (const ${member.name} of Object.values(${object})) { ${member.name}.n += 1; ${body} }`],
      [
        1,
        () =>
          statement`for (const [${key}, ${member.name}] of Object.entries(${object})) { ${member.name}.n += ${key}.length; ${body} }`,
      ],
      [1, () => statement`for (const ${key} in ${object}) { ${object}[${key}]!.n += 1; ${this.block(turning, 2)} }`],
      [0.5, () => statement`for (const ${key} in ${object}) { ${object}[${key}] = { n: ${key}.length }; }`],
      [0.5, () => statement`for (const { n } of Object.values(${object})) log.push(n);`],
      [1.5, () => chosenMember(this.#around(), turning, object, member, key)],
    ]);
  }

  /** A name for a list of chosen elements, of which one or all are changed. */
  #chosen(sight: Sight): Tree {
    const { random } = this;
    const [list, name] = [this.#fresh("list"), this.#fresh("one")];
    const inner: Sight = { ...sight, named: [...sight.named, { name, kind: "part" }] };
    const between = random.weighted([
      [3, () => statement`;`],
      [2, () => statement`if (${list}.length < 2) { ${this.block(sight, 2)} return { whole, log }; }`],
      [1, () => statement`const many = ${list}.length; log.push(many);`],
      [0.5, () => changeInPlace(random, sight)],
      [0.5, () => move(random, sight)],
    ]);
    const after = random.weighted([
      [3, () => statement`;`],
      [1, () => statement`log.push(${list}.length);`],
      [0.5, () => statement`log.push(...${list}.map((row) => row.n));`],
    ]);
    const order = random.pick(["", "", ".sort((p, q) => q.n - p.n)", ".filter((row) => row.n < 40)"]);
    const body = statement`${name}.n += 1; ${this.block(inner, 3)}`;
    const taken = random.pick(["[0]", "[at]", ".at(-1)", ".find((row) => row.n > 6)"]);
    const take = random.weighted([
      [2, () => statement`const ${name} = ${list}${order}${taken}; if (${name} !== undefined) { ${body} }`],
      [1, () => statement`const [${name}] = ${list}${order}; if (${name} !== undefined) { ${body} }`],
      [0.5, () => statement`const [, ${name}] = ${chosenRows(random, sight)}; if (${name} !== undefined) { ${body} }`],
      [1, () => statement`for (const ${name} of ${list}${order}) { ${body} }`],
    ]);
    return statement`{ const ${list} = ${chosenRows(random, sight)}; ${between} ${take} ${after} }`;
  }

  #around(): Around {
    return {
      random: this.random,
      fresh: (prefix) => this.#fresh(prefix),
      block: (sight, most) => this.block(sight, most),
      condition: (sight) => this.#condition(sight),
    };
  }

  #see({ named }: Sight): Tree {
    const parts = named.filter(({ kind }) => kind === "part").map(({ name }) => `${name}.n`);
    const what = this.random.pick([...parts, "whole.a.n", "whole.deep.c.n", "whole.rows.length"]);
    return this.random.chance(0.5) ? statement`log.push(${what});` : statement`await echo(${what});`;
  }

  #condition({ named }: Sight): string {
    const parts = named.filter(({ kind }) => kind === "part").map(({ name }) => `${name}.n % 2 === 0`);
    const inputs = ["input.flag", "input.n > 1", "input.list.length > 1", "whole.a.n > 5", "await check(at)"];
    return this.random.pick([...inputs, ...parts]);
  }

  #if(sight: Sight): Tree {
    const condition = this.#condition(sight);
    const whenTrue = this.block(sight, 3);
    if (this.random.chance(0.5)) return statement`if (${condition}) { ${whenTrue} }`;
    return statement`if (${condition}) { ${whenTrue} } else { ${this.block(sight, 3)} }`;
  }

  #loop(sight: Sight): Tree {
    const { random } = this;
    const label = random.chance(0.2) ? this.#fresh("turn") : "";
    const head = label === "" ? "" : `${label}: `;
    const turning: Sight = { ...sight, around: [...sight.around, { label, kind: "loop" }] };
    const row: Named = { name: this.#fresh("row"), kind: "part" };
    const withRow: Sight = { ...turning, named: [...turning.named, row] };
    const times = this.#fresh("times");
    return random.weighted([
      [
        2,
        () =>
          statement`${head}for (const ${row.name} of whole.rows) { if (whole.rows.length > 12) break; ${row.name}.n += 1; ${this.block(withRow, 3)} }`,
      ],
      [
        0.4,
        () =>
          statement`${head}for (const ${row.name} of ${chosenRows(random, sight)}) { ${row.name}.n += 1; ${this.block(withRow, 3)} }`,
      ],
      [2, () => statement`${head}for (const turn of [1, 2]) { if (turn > 1) at = 1; ${this.block(turning, 4)} }`],
      [1, () => statement`let ${times} = 0; ${head}while (${times} < 3) { ${times}++; ${this.block(turning, 4)} }`],
      [
        1,
        () =>
          statement`let ${times} = 0; ${head}do { ${times}++; ${this.block(turning, 4)} } while (${times} < input.n % 3);`,
      ],
    ]);
  }

  #switch(sight: Sight): Tree {
    const inner: Sight = { ...sight, around: [...sight.around, { label: "", kind: "switch" }] };
    const heads = this.random.pick([
      ["case 1:", "default:"],
      ["case 1:", "case 2:", "default:"],
      ["default:", "case 0:"],
      ["case 0:", "case 5:"],
    ]);
    const clauses = heads.map((head) => {
      const body = this.block(inner, 2);
      return this.random.chance(0.6) ? statement`${head} { ${body} break; }` : statement`${head} { ${body} }`;
    });
    return statement`switch (input.n) { ${joined(clauses, "\n")} }`;
  }

  #try(sight: Sight): Tree {
    const { random } = this;
    const fails = random.chance(0.5)
      ? statement`if (${this.#condition(sight)}) throw new Declined("no");`
      : statement`;`;
    const body = statement`${this.block(sight, 3)} ${fails} ${this.block(sight, 2)}`;
    return random.weighted([
      [2, () => statement`try { ${body} } catch { ${this.block(sight, 2)} }`],
      [1, () => statement`try { ${body} } finally { ${this.block({ ...sight, around: [] }, 2)} }`],
      [
        1,
        () =>
          statement`try { ${body} } catch { ${this.block(sight, 2)} } finally { ${this.block({ ...sight, around: [] }, 2)} }`,
      ],
    ]);
  }

  #labelled(sight: Sight): Tree {
    const label = this.#fresh("block");
    return statement`${label}: { ${this.block({ ...sight, around: [...sight.around, { label, kind: "block" }] }, 4)} }`;
  }

  #jump(sight: Sight): Tree {
    const { around } = sight;
    const jumps: string[] = [];
    if (around.some(({ kind }) => kind !== "block")) jumps.push("break;");
    if (around.some(({ kind }) => kind === "loop")) jumps.push("continue;");
    for (const { label, kind } of around.filter((each) => each.label !== "")) {
      jumps.push(`break ${label};`);
      if (kind === "loop") jumps.push(`continue ${label};`);
    }
    const [before] = this.random.chance(0.5) ? [move(this.random, sight)] : [statement`;`];
    return statement`if (${this.#condition(sight)}) { ${before} ${this.random.pick(jumps)} }`;
  }

  #fresh(prefix: string): string {
    this.#count++;
    return `${prefix}${this.#count}`;
  }
}
