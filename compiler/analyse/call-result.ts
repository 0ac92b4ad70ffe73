import type ts from "typescript";
import { asData } from "../builtins/collection-values.js";
import type { Expression, Variable } from "../ir/expression.js";
import type { Label } from "../ir/statement.js";
import { numberType, undefinedType } from "../ir/value-types.js";
import type { SourceSpan } from "../source-span.js";
import type { Analyser } from "./analyser.js";
import type { Frame } from "./frame.js";
import { heldCollection, maybeGiven, storedAs, storedData } from "./collections.js";
import { returnedCollection, storedResultTypes } from "./result-types.js";
import { numberOrNull, readVariable, toStore } from "../builtins/infinite.js";
import { infinityReturned } from "./infinity-in.js";

/** What a call of an inlined function gives, in a variable that its `return` statements set. */
export class CallResult {
  readonly variable: Variable;
  readonly label: Label = { kind: "label", name: "return" };
  readonly #analyser: Analyser;
  readonly #collection: ReturnType<typeof returnedCollection>;
  /** False where a Date, Set or Map is returned that something else may hold as well. */
  isMade = true;

  /** @param temporary true where nothing but the value of the call reads the variable */
  constructor(
    analyser: Analyser,
    call: ts.CallExpression,
    node: ts.FunctionLikeDeclaration,
    isAsync: boolean,
    temporary: boolean,
  ) {
    this.#analyser = analyser;
    this.#collection = returnedCollection(analyser, node, isAsync);
    const types = storedResultTypes(analyser, call, node, isAsync);
    const infinity = types === numberType ? infinityReturned(node, analyser.checker) : undefined;
    this.variable = {
      kind: "variable",
      name: "result",
      types: infinity === undefined ? types : numberOrNull,
      temporary,
      time: this.#collection === "new Date",
      ...(infinity !== undefined && { infinity }),
    };
  }

  /** False for a function that gives undefined or nothing. */
  get isRead(): boolean {
    return this.variable.types !== undefinedType && this.variable.types !== 0;
  }

  /** True for a function that may come to its end without `return`. */
  get mayEnd(): boolean {
    return this.isRead && (this.variable.types & undefinedType) !== 0;
  }

  readonly onReturn: Frame["onReturn"] = (given, span) => {
    const { statements } = this.#analyser;
    const { variable } = this;
    const collection = this.#collection;
    const isOf = given !== undefined && collection !== undefined;
    const stored = isOf ? storedAs(collection, given) : undefined;
    const data = isOf && stored === undefined ? storedData(collection, given) : undefined;
    this.isMade &&= data === undefined;
    const value = stored ?? data ?? (given && toStore(variable, asData(given)));
    if (value !== undefined) {
      statements.push({ kind: "assign", variable, value, declares: false, span });
    } else if (this.mayEnd) {
      const nothing = this.#analyser.undefined(span);
      statements.push({ kind: "assign", variable, value: nothing, declares: false, span });
    }
    statements.push({ kind: "leave", label: this.label, span });
  };

  /** @param stored what the variable holds */
  value(stored: Expression): Expression {
    if (this.#collection === undefined) return stored;
    const held = heldCollection(this.#collection, stored);
    return this.isMade ? held : asData(held);
  }

  read(span: SourceSpan): Expression {
    const { variable } = this;
    return readVariable(variable, variable.types, span);
  }
}

/** What `return` of an expression gives; of an async function, what its promise resolves to. */
export function returnedValue(analyser: Analyser, frame: Frame, node: ts.Expression): Expression {
  const visit = () => (frame.isAsync ? analyser.awaited(node) : analyser.expression(node));
  return maybeGiven(analyser, node) ? analyser.handOver(node, visit) : visit();
}
