import ts from "typescript";
import { unchangedDate } from "../../date-changes.js";
import type { Expression, ObjectLiteral } from "../../../ir/expression.js";
import { objectType } from "../../../ir/value-types.js";
import type { SourceSpan } from "../../../source-span.js";
import type { Analyser } from "../../analyser.js";
import type { Binding } from "../../environment.js";
import { isErrorVariable } from "../../error-variables.js";
import type { KnownFunction } from "../../functions.js";
import { staysInRound } from "../../statements/loop-counter.js";
import { tellsOfExecution } from "../../tasks/execution.js";
import type { Part } from "../function-value.js";
import type { GrowingList } from "./growing-list.js";
import type { Stored, StoredData } from "./stored.js";
import { readVariable } from "../../../builtins/infinite.js";

/** The values of an entry by name, nested as what they belong to is. */
type Values = Map<string, Expression | Values>;

/** What an entry of a list keeps of one value with functions in it. */
export class EntryWriter {
  readonly #values: Values = new Map();
  readonly #underWay = new Set<Binding>();
  readonly #analyser: Analyser;
  readonly #list: GrowingList;
  /** Where the value is added. */
  readonly #node: ts.Expression;

  constructor(analyser: Analyser, list: GrowingList, node: ts.Expression) {
    this.#analyser = analyser;
    this.#list = list;
    this.#node = node;
  }

  /** The entry itself. */
  entry(step: string, span: SourceSpan): Expression {
    const members: ObjectLiteral["members"] = [
      { kind: "property", key: "step", value: this.#analyser.literal(step, span) },
      ...(this.#values.size === 0
        ? []
        : [{ kind: "property", key: "values", value: objectOf(this.#values, span) } as const]),
    ];
    return { kind: "object", members, types: objectType, span };
  }

  store(part: Part, path: readonly string[] = []): Stored {
    switch (part.kind) {
      case "closure":
        return this.#closure(part.callee, path);
      case "record":
        return this.#record(part.members, path);
      case "data":
        return this.#data(part.value, path.length === 0 ? ["value"] : path);
      case "choice": {
        const condition = this.#keep(part.condition, [...path, "condition"]);
        const whenTrue = this.store(part.whenTrue, [...path, "whenTrue"]);
        const whenFalse = this.store(part.whenFalse, [...path, "whenFalse"]);
        return { kind: "choice", condition, whenTrue, whenFalse };
      }
      case "task":
      case "pattern":
        return { kind: "same", part };
      case "list":
      case "growing":
        return this.#refuse(part, `a list of functions in the list \`${this.#list.name}\``);
    }
  }

  #record(members: ReadonlyMap<string, () => Part>, path: readonly string[]): Stored {
    const stored = [...members].map(([name, member]) => [name, this.store(member(), [...path, name])] as const);
    return { kind: "record", members: new Map(stored) };
  }

  #closure(callee: KnownFunction, path: readonly string[]): Stored {
    const captured = new Map<ts.Symbol, Stored>();
    for (const symbol of freeNames(this.#analyser, callee)) {
      const binding = callee.environment.lookUp(symbol);
      if (binding === undefined && isDeclaredAround(symbol, callee)) {
        const value = this.#analyser.undefined(this.#analyser.span(this.#node));
        return this.#refuse({ kind: "data", value }, `\`${symbol.name}\`, which is declared behind it,`);
      }
      if (binding === undefined || this.#list.environment.lookUp(symbol) === binding) continue;
      if (this.#underWay.has(binding)) continue;
      this.#underWay.add(binding);
      const stored = this.#captured(symbol, binding, [...path, symbol.name]);
      this.#underWay.delete(binding);
      if (stored.kind !== "same") captured.set(symbol, stored);
    }
    if (captured.size === 0) return { kind: "same", part: { kind: "closure", callee } };
    return { kind: "closure", callee, captured };
  }

  #captured(symbol: ts.Symbol, binding: Binding, path: readonly string[]): Stored {
    const { name } = symbol;
    switch (binding.kind) {
      case "value":
        return this.#data(binding.value, path);
      case "variable": {
        const { variable, elementsOf } = binding;
        const span = this.#analyser.span(this.#node);
        const value = readVariable(variable, variable.types, span);
        if (elementsOf !== undefined)
          return this.#refuse({ kind: "data", value }, `\`${name}\`, which is no plain value,`);
        const stored = this.#keep(value, path);
        if (isErrorVariable(variable)) return this.#refuse({ kind: "data", value }, `the error \`${name}\``);
        return this.#analyser.isReassigned(symbol) && !staysInRound(this.#analyser, symbol, this.#node)
          ? this.#refuse({ kind: "data", value }, `\`${name}\`, which changes,`)
          : stored;
      }
      case "function":
        return this.#closure({ ...binding, name }, path);
      case "functions":
        return this.store(binding.value, path);
      case "alias":
      case "choice":
      case "slot":
      case "collection":
      case "promise":
      case "promises":
      case "promise-record":
      case "ended": {
        const date = unchangedDate(this.#analyser, symbol, binding);
        if (date !== undefined) return this.#data(date, path);
        const value = this.#analyser.undefined(this.#analyser.span(this.#node));
        return this.#refuse({ kind: "data", value }, `\`${name}\`, which is no plain value,`);
      }
    }
  }

  /** What is the same everywhere in the workflow need not be kept. */
  #data(value: Expression, path: readonly string[]): Stored {
    return isSameEverywhere(value) ? { kind: "same", part: { kind: "data", value } } : this.#keep(value, path);
  }

  #keep(value: Expression, path: readonly string[]): StoredData {
    let values = this.#values;
    for (const name of path.slice(0, -1)) {
      const inner = values.get(name);
      const next: Values = inner instanceof Map ? inner : new Map<string, Expression | Values>();
      values.set(name, next);
      values = next;
    }
    values.set(path.at(-1) as string, value);
    return { kind: "data", path, types: value.types };
  }

  #refuse(part: Part, what: string): Stored {
    this.#analyser.problem(this.#node, "SP1249", { what });
    return { kind: "same", part };
  }
}

/** The names in a function that are declared outside of it. */
function freeNames(analyser: Analyser, { node }: KnownFunction): ReadonlySet<ts.Symbol> {
  const found = new Set<ts.Symbol>();
  const visit = (inner: ts.Node): void => {
    if (ts.isTypeNode(inner)) return;
    const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
    if (symbol !== undefined) found.add(symbol);
    ts.forEachChild(inner, visit);
  };
  node.parameters.forEach(visit);
  if (node.body !== undefined) visit(node.body);
  return found;
}

function isSameEverywhere(value: Expression): boolean {
  switch (value.kind) {
    case "literal":
    case "undefined":
    case "resource-name":
      return true;
    case "states":
      return tellsOfExecution(value);
    case "property":
      return isSameEverywhere(value.object);
    default:
      return false;
  }
}

function objectOf(values: Values, span: SourceSpan): Expression {
  const members = [...values].map(([key, value]) => ({
    kind: "property" as const,
    key,
    value: value instanceof Map ? objectOf(value, span) : value,
  }));
  return { kind: "object", members, types: objectType, span };
}

/** True for a constant or variable of a function that is neither outside of all functions nor inside of this one. */
function isDeclaredAround({ valueDeclaration }: ts.Symbol, { node }: KnownFunction): boolean {
  if (valueDeclaration === undefined) return false;
  if (!ts.isVariableDeclaration(valueDeclaration) && !ts.isBindingElement(valueDeclaration)) return false;
  if (ts.findAncestor(valueDeclaration, (around) => around === node) !== undefined) return false;
  return ts.findAncestor(valueDeclaration, ts.isFunctionLike) !== undefined;
}
