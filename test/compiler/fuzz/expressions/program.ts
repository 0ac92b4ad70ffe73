import { type Kind, kinds, literals, results, variables } from "./kinds.js";
import type { Production } from "./production.js";
import { productions } from "./productions.js";

/** A random expression as a tree, so that a failing one can be made smaller. */
export interface Tree {
  readonly kind: Kind;
  /** `$0`, `$1` … stand for the operands. */
  readonly text: string;
  readonly operands: readonly Tree[];
}

/** Random numbers from a seed (mulberry32): the same everywhere. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

type Scope = readonly { readonly name: string; readonly kind: Kind }[];

const outermost: Scope = Object.entries(variables).map(([name, kind]) => ({ name, kind }));

/** The program of a seed: a value of some kind, up to `depth` productions deep. */
export function makeProgram(seed: number, depth: number): Tree {
  const random = new Random(seed);
  let names = 0;
  const fresh = (): string => `v${++names}`;
  return make(random.of(results), 2 + random.below(depth - 1), outermost);

  function make(kind: Kind, left: number, scope: Scope): Tree {
    if (left <= 0) return leaf(kind, scope);
    const known = scope.slice(outermost.length).filter((each) => each.kind === kind);
    if (known.length > 0 && random.next() < 0.15) return leaf(kind, scope.slice(outermost.length));
    return expand(kind, random.of(productions[kind]), left, scope);
  }

  function leaf(kind: Kind, scope: Scope): Tree {
    const known = scope.filter((each) => each.kind === kind);
    const text = known.length > 0 && random.next() < 0.85 ? random.of(known).name : random.of(literals[kind]);
    return { kind, text, operands: [] };
  }

  function expand(kind: Kind, production: Production, left: number, scope: Scope): Tree {
    const bound = new Map(Object.entries(production.binds).map(([name, of]) => [name, { name: fresh(), kind: of }]));
    const inner = [...scope, ...bound.values()];
    const operands: Tree[] = [];
    const text = production.text
      .replaceAll(/%(\w)/g, (_match, name: string) => bound.get(name)?.name ?? name)
      .replaceAll(/([$&])([A-Z]+)(?![a-z(])/g, (match, sign: string, of: string) => {
        if (!(kinds as readonly string[]).includes(of)) return match;
        operands.push(make(of as Kind, left - 1 - random.below(2), sign === "&" ? inner : scope));
        return `\u0001${operands.length - 1}\u0002`;
      });
    return { kind, text, operands };
  }
}

/** The program's source. */
export function print(tree: Tree): string {
  return tree.text.replaceAll(/\u0001(\d+)\u0002/g, (_match, index: string) => {
    const text = print(tree.operands[Number(index)] as Tree);
    return /^\w+$/.test(text) ? text : `(${text})`;
  });
}

export function sizeOf(tree: Tree): number {
  return tree.operands.reduce((size, operand) => size + sizeOf(operand), 1);
}

/** Smaller programs of the same kind, largest steps first. Some may use names that nothing binds any more. */
export function shrink(tree: Tree): readonly Tree[] {
  const smaller: Tree[] = simplest(tree.kind).filter((leaf) => sizeOf(tree) > 1 || leaf.text < tree.text);
  for (const part of partsOf(tree)) if (part.kind === tree.kind) smaller.push(part);
  tree.operands.forEach((operand, index) => {
    for (const replacement of shrink(operand)) {
      const operands = tree.operands.map((each, at) => (at === index ? replacement : each));
      smaller.push({ ...tree, operands });
    }
  });
  return smaller;
}

function simplest(kind: Kind): Tree[] {
  const variable = Object.entries(variables).find(([, of]) => of === kind)?.[0];
  const leaves = [literals[kind][0] as string, ...(variable === undefined ? [] : [variable])];
  return leaves.map((text) => ({ kind, text, operands: [] }));
}

function partsOf(tree: Tree): readonly Tree[] {
  return tree.operands.flatMap((operand) => [operand, ...partsOf(operand)]);
}
