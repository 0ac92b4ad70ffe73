import type { Random } from "./random.js";

/** The types that variables of generated programs have. */
export const types = [
  "number",
  "string",
  "boolean",
  "number[]",
  "string[]",
  "Item",
  "Item[]",
  "Counts",
  "number | undefined",
  "string | undefined",
  "Item | undefined",
  "number | null",
  "string | null",
] as const;

export type Type = (typeof types)[number];

export interface Name {
  readonly name: string;
  readonly type: Type;
  readonly assignable: boolean;
}

export interface Helper {
  readonly name: string;
  readonly result: Type | "void";
  readonly parameters: readonly Type[];
  /** How many of the last parameters have defaults. */
  readonly optional: number;
  /** The element type of a rest parameter. */
  readonly rest: "number" | "string" | undefined;
  /** `pure`: callable from callbacks; `plain`: sync, may throw; `async`: has calls. */
  readonly kind: "pure" | "plain" | "async";
  /** Assigns variables of the function around it: not callable from branches and callbacks. */
  readonly assigns: boolean;
  /** The first argument of a function that calls itself: how often it may. */
  readonly left?: string;
  /** Names the function inside of itself: not callable from branches, callbacks and `try`. */
  readonly isAround?: boolean;
}

export type OwnedKind = "numbers" | "words" | "counts" | "order" | "orders" | "groups";

export type CollectionKind = "date" | "set" | "map";

/** A constant that holds a `Date`, a `Set` of numbers, or a `Map` from texts to numbers. */
export interface Collection {
  readonly name: string;
  readonly kind: CollectionKind;
  /** In the function that declares it, and in no loop that goes through it. */
  readonly changeable: boolean;
}

/** A variable whose value nothing else refers to, so that it can be changed in place. */
export interface Owned {
  readonly name: string;
  readonly kind: OwnedKind;
}

/** A list that functions are added to, and what is in scope where it is declared. */
export interface UndoList {
  readonly name: string;
  readonly names: readonly Name[];
  readonly helpers: readonly Helper[];
  readonly collections: readonly Collection[];
}

/** What stands around a place in a program. */
export interface Context {
  readonly names: readonly Name[];
  readonly helpers: readonly Helper[];
  /** Awaiting, assigning, throwing: none of them inside a callback. */
  readonly mode: "async" | "sync" | "callback";
  /** What `return` gives here; `any` in the workflow itself. */
  readonly result: Type | "void" | "any";
  /** Labels of the loops and blocks around, innermost last; an unnamed loop has an empty name. */
  readonly targets: readonly { readonly name: string; readonly kind: "loop" | "switch" | "block" }[];
  readonly loops: number;
  /** Names of the caught errors in scope. */
  readonly errors: readonly string[];
  /** Inside branches that run at once. */
  readonly concurrent: boolean;
  readonly hasChild: boolean;
  /** In the `try` block of a function, where a promise must not be returned as it is. */
  readonly inTry: boolean;
  /** What the innermost block has declared: names that it cannot declare again. */
  readonly own: readonly string[];
  readonly owned: readonly Owned[];
  readonly collections: readonly Collection[];
  readonly undos: readonly UndoList[];
  /** How many functions of the program are around. */
  readonly functions: number;
  /** False where a call of a function around could not come back. */
  readonly mayCallAround: boolean;
}

export function names(context: Context, type: Type): readonly Name[] {
  return context.names.filter((name) => name.type === type);
}

export function withNames(context: Context, ...added: readonly Name[]): Context {
  const isHidden = ({ name }: Name) => added.some((other) => other.name === name);
  return {
    ...context,
    names: [...context.names.filter((name) => !isHidden(name)), ...added],
    own: [...context.own, ...added.map(({ name }) => name)],
  };
}

export function withOwned(context: Context, owned: Owned): Context {
  return { ...context, owned: [...context.owned, owned] };
}

/** A context for a function, branch or callback: what is outside cannot be assigned, nor left by `break`. */
export function innerContext(context: Context, change: Partial<Context>, assigns = false): Context {
  return {
    ...context,
    names: assigns ? context.names : context.names.map((name) => ({ ...name, assignable: false })),
    helpers: context.helpers.filter(
      (helper) => (assigns || !helper.assigns) && (helper.isAround !== true || change.mayCallAround === true),
    ),
    targets: [],
    errors: [],
    inTry: false,
    own: [],
    owned: [],
    collections: assigns ? context.collections : context.collections.map((one) => ({ ...one, changeable: false })),
    undos: [],
    functions: context.functions + 1,
    ...change,
  };
}

const prefixes: Readonly<Record<Type, string>> = {
  number: "n",
  string: "s",
  boolean: "b",
  "number[]": "numbers",
  "string[]": "words",
  Item: "item",
  "Item[]": "items",
  Counts: "counts",
  "number | undefined": "optN",
  "string | undefined": "optS",
  "Item | undefined": "optItem",
  "number | null": "nullN",
  "string | null": "nullS",
};

/** What all generators of one program share. */
export class Workshop {
  readonly random: Random;
  /** Branches may run at once, so that errors must not depend on their order. */
  readonly isConcurrent: boolean;
  /** No call fails and nothing is thrown in branches that run at once. */
  readonly isCalm: boolean;
  /** How many more statements the program may have. */
  budget: number;
  #count = 0;

  constructor(random: Random, isConcurrent: boolean, isCalm: boolean, budget: number) {
    this.random = random;
    this.isConcurrent = isConcurrent;
    this.isCalm = isCalm;
    this.budget = budget;
  }

  freshName(type: Type): string {
    return this.fresh(prefixes[type]);
  }

  fresh(prefix: string): string {
    this.#count++;
    return `${prefix}${this.#count}`;
  }
}
