import type { Random } from "../random.js";
import type { Context, Type } from "../scope.js";
import type { expression, Tree } from "../tree.js";

/** A way to write a value, and how likely it is. */
export type Choice = readonly [weight: number, make: () => Tree];

/** A place where a value of a type is wanted, and what its parts are made with. */
export interface Place {
  readonly context: Context;
  readonly type: Type;
  readonly random: Random;
  readonly make: ReturnType<typeof expression>;
  /** A part of a type. */
  readonly of: (type: Type) => Tree;
  /** A part without calls. */
  readonly ofSync: (type: Type) => Tree;
  /** A part that TypeScript does not see through. */
  readonly opaque: (type: Type) => Tree;
  /** A part with methods. */
  readonly receiver: (type: Type) => Tree;
  /** 1 where `await` may stand, otherwise 0. */
  readonly canAwait: number;
  /** `(n1) => …`, from elements of a type to a result. */
  readonly callback: (element: Type, result: Type) => Tree;
  /** `async (n1) => …`, which may call tasks. */
  readonly asyncCallback: (parameters: readonly Type[], result: Type) => Tree;
  readonly comparison: () => Tree;
  readonly template: () => Tree;
  readonly reduce: () => Tree;
}
