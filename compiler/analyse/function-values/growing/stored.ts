import type ts from "typescript";
import type { Expression } from "../../../ir/expression.js";
import { booleanType, objectType, type ValueTypes } from "../../../ir/value-types.js";
import type { SourceSpan } from "../../../source-span.js";
import { type Binding, Environment } from "../../environment.js";
import type { KnownFunction } from "../../functions.js";
import type { Part } from "../function-value.js";

/** How a value with functions in it is found again in an entry of a list. */
export type Stored =
  /** It holds nothing that is not at hand anyway. */
  | { readonly kind: "same"; readonly part: Part }
  | StoredData
  | { readonly kind: "closure"; readonly callee: KnownFunction; readonly captured: ReadonlyMap<ts.Symbol, Stored> }
  | { readonly kind: "record"; readonly members: ReadonlyMap<string, Stored> }
  | { readonly kind: "choice"; readonly condition: StoredData; readonly whenTrue: Stored; readonly whenFalse: Stored };

/** A value that the entry holds, by its path in the entry's values. */
export interface StoredData {
  readonly kind: "data";
  readonly path: readonly string[];
  readonly types: ValueTypes;
}

/** The value that was stored, read from an entry. */
export function restore(stored: Stored, entry: Expression): Part {
  switch (stored.kind) {
    case "same":
      return stored.part;
    case "data":
      return { kind: "data", value: restoreData(stored, entry) };
    case "closure": {
      const environment = new Environment(stored.callee.environment);
      stored.captured.forEach((value, symbol) => environment.bind(symbol, bindingOf(restore(value, entry))));
      return { kind: "closure", callee: { ...stored.callee, environment } };
    }
    case "record": {
      const members = [...stored.members].map(([name, member]) => {
        const part = restore(member, entry);
        return [name, () => part] as const;
      });
      return { kind: "record", members: new Map(members) };
    }
    case "choice": {
      const condition = { ...restoreData(stored.condition, entry), types: booleanType };
      const [whenTrue, whenFalse] = [restore(stored.whenTrue, entry), restore(stored.whenFalse, entry)];
      return { kind: "choice", condition, whenTrue, whenFalse };
    }
  }
}

function restoreData({ path, types }: StoredData, entry: Expression): Expression {
  const { span } = entry;
  const values: Expression = memberOf(entry, "values", objectType, span);
  return path.reduce(
    (whole, name, index) => memberOf(whole, name, index === path.length - 1 ? types : objectType, span),
    values,
  );
}

function memberOf(object: Expression, name: string, types: ValueTypes, span: SourceSpan): Expression {
  return { kind: "property", object, name, types, span };
}

function bindingOf(part: Part): Binding {
  if (part.kind === "data") return { kind: "value", value: part.value };
  return part.kind === "closure" ? { kind: "function", ...part.callee } : { kind: "functions", value: part };
}
