import type ts from "typescript";
import type { Expression, Variable } from "../ir/expression.js";
import type { PendingPromise } from "../ir/statement.js";
import type { FunctionValue } from "./function-values/function-value.js";
import type { TypeArgument } from "./type-arguments.js";
import type { Place } from "./mutation/place.js";
import type { GroupsKind } from "./mutation/slots.js";
import type { Walk } from "./mutation/walk.js";
import type { ValueTypes } from "../ir/value-types.js";

/** A call under way, and the types of what its promise resolves to. */
export interface HeldPromise {
  readonly promise: PendingPromise;
  readonly types: ValueTypes;
  /** Of `isGift ? wrap(order) : undefined`: when there is a promise, and what there is otherwise. */
  readonly isThere?: { readonly condition: Expression; readonly otherwise: "null" | "undefined" };
  /** True behind `promise.catch(() => {})`: its error makes no difference before it is awaited. */
  readonly isHandled?: boolean;
}

/** A list of promises that stands for several elements of another one, where it is spread there. */
export interface SpreadPromises extends HeldPromise {
  readonly spread: true;
  /** True for one of two lists, which a condition chooses. How each of its promises ends is not known, but what they give. */
  readonly isChosen?: boolean;
}

/** An element of a list of promises: a call under way, several of them, or a value that needs no waiting. */
export type ListElement = HeldPromise | SpreadPromises | { readonly value: Expression };

/** A value with calls under way in it, which exists only while the workflow is compiled. */
export type PromiseValue =
  /** A call that was started and is awaited later. */
  | { readonly kind: "promise"; readonly held: HeldPromise }
  /**
   * Several of them: one for each element of a list, which may still grow, or one that stands for all. `depth` is that of
   * the frame that declares it, `block` the one whose statements may add elements that are known.
   */
  | {
      readonly kind: "promises";
      readonly elements: ListElement[] | HeldPromise;
      readonly depth: number;
      readonly block?: ts.Node | undefined;
    }
  /** An object with promises among its members. */
  | { readonly kind: "promise-record"; readonly members: ReadonlyMap<string, PromiseMember> };

export type PromiseMember = PromiseValue | { readonly kind: "data"; readonly value: Expression };

export type CollectionName = "new Date" | "new Set" | "new Map";

/** What a name in the source stands for. */
export type Binding =
  /** A variable of the machine. `depth` is that of the frame that declares it. */
  | {
      readonly kind: "variable";
      readonly variable: Variable;
      readonly depth: number;
      /** Of a record that holds elements of a list by keys: the variable has their positions. */
      readonly elementsOf?: IndexOf;
    }
  /** A constant whose value is read wherever the name stands. */
  | {
      readonly kind: "value";
      readonly value: Expression;
      /** Of a walking variable: the value is put into its list next. */
      readonly walk?: Walk;
    }
  /** A Date, Set or Map that the workflow makes: the variable holds its milliseconds, elements or entries. */
  | {
      readonly kind: "collection";
      readonly name: CollectionName;
      readonly variable: Variable;
      readonly depth: number;
      /** The name that it was made for, which parameters of helpers stand for. */
      readonly owner?: ts.Symbol;
      /** Of a Map that holds elements of a list by keys: the entries have their positions. */
      readonly elementsOf?: IndexOf;
    }
  /** A part of a variable's value, which is read and changed there. */
  | { readonly kind: "alias"; readonly place: Place; readonly walk?: Walk }
  /** A list in groups of elements, wherever the name stands. */
  | { readonly kind: "slot"; readonly slot: ts.Expression }
  /** Elements of a list, as a variable with their positions there. `depth` is that of the frame that declares it. */
  | {
      readonly kind: "choice";
      readonly list: Place;
      readonly positions: Variable;
      readonly depth: number;
      /** True where an element may be there twice. */
      readonly mayRepeat: boolean;
    }
  /** A function that is inlined where it is called. */
  | { readonly kind: "function"; readonly node: ts.FunctionLikeDeclaration; readonly environment: Environment }
  /** A value with functions in it, which exists only while the workflow is compiled. */
  | { readonly kind: "functions"; readonly value: FunctionValue }
  | PromiseValue
  /** A promise of a list that a loop goes through: how it ended, or what it gave where an error has surfaced before. */
  | ({ readonly kind: "ended" } & EndedPromise);

/** The list whose elements a Map or record holds by keys. */
export interface IndexOf {
  readonly list: Place;
  /** Where it holds lists of elements: how these are kept. */
  readonly groups?: GroupsKind;
  /** Reads all lists of elements where their name stands; undefined for another use of that. */
  readonly readAll?: (node: ts.Identifier) => Expression | undefined;
  /** The position of an element that it gets, or the positions of those in a list. */
  readonly positionOf: (node: ts.Expression) => Expression;
}

export interface EndedPromise {
  readonly value: Expression;
  /** True where the value tells how it ended, as `Promise.allSettled` does. */
  readonly isSettled: boolean;
  /** What it gives. */
  readonly types: ValueTypes;
}

/** Where the element stands that a name was given. */
export interface NotedPlace {
  readonly symbol: ts.Symbol;
  readonly place: Place;
}

/** The names that are visible at one place. */
export class Environment {
  readonly #bindings = new Map<ts.Symbol, Binding>();
  readonly #arguments = new Map<ts.Symbol, ts.Expression>();
  readonly #places = new Map<ts.Symbol, Place>();
  readonly #outer: Environment | undefined;
  #types: Map<ts.Type, TypeArgument> | undefined;

  constructor(outer?: Environment) {
    this.#outer = outer;
  }

  lookUp(symbol: ts.Symbol): Binding | undefined {
    return this.#bindings.get(symbol) ?? this.#outer?.lookUp(symbol);
  }

  /** What a parameter got in the call that is inlined, where that is a value of its own. */
  argumentOf(symbol: ts.Symbol): ts.Expression | undefined {
    return this.#arguments.get(symbol) ?? this.#outer?.argumentOf(symbol);
  }

  bindArgument(symbol: ts.Symbol, argument: ts.Expression): void {
    this.#arguments.set(symbol, argument);
  }

  /** Where the element stands that a name was given, when the name is compared with others by identity. */
  placeNoted(symbol: ts.Symbol): Place | undefined {
    return this.#places.get(symbol) ?? this.#outer?.placeNoted(symbol);
  }

  notePlace({ symbol, place }: NotedPlace): void {
    this.#places.set(symbol, place);
  }

  /** What a type parameter stands for here. */
  typeArgument(parameter: ts.Type): TypeArgument | undefined {
    return this.#types?.get(parameter) ?? this.#outer?.typeArgument(parameter);
  }

  bindType(parameter: ts.Type, argument: TypeArgument): void {
    this.#types ??= new Map();
    this.#types.set(parameter, argument);
  }

  /** True inside a generic function. */
  get isGeneric(): boolean {
    return this.#types !== undefined || this.#outer?.isGeneric === true;
  }

  bind(symbol: ts.Symbol, binding: Binding): void {
    this.#bindings.set(symbol, binding);
  }
}
