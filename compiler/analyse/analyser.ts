import ts from "typescript";
import { mayBeNotANumber } from "../builtins/number-reading.js";
import type { DiagnosticCode } from "../diagnostics/catalogue.js";
import type { RelatedPlace } from "../diagnostics/diagnostic.js";
import type { Expression, Literal, Undefined, Variable, VariableRead } from "../ir/expression.js";
import type { Block, Statement } from "../ir/statement.js";
import { assignedVariables } from "../ir/statement-walk.js";
import {
  booleanType,
  neverType,
  nullType,
  numberType,
  stringType,
  undefinedType,
  type ValueTypes,
} from "../ir/value-types.js";
import { isNondeterministic, variablesIn } from "../ir/walk.js";
import { type SourceSpan, withCaller } from "../source-span.js";
import type { Analysis } from "./analysis.js";
import { describeSyntax } from "./describe-syntax.js";
import { Environment } from "./environment.js";
import { collections } from "./collections-in-types.js";
import { mentionsDate, namesDates } from "./dates-in-types.js";
import { isChangedInside } from "./mutation/changed-inside.js";
import type { Frame, GoneThrough, JumpTarget } from "./frame.js";
import { cameFromOutside, isFromOutside } from "./from-outside.js";
import { rootsOf } from "./mutation/paths.js";
import { mayChangeBeside } from "./outer-variables.js";
import { memo } from "./mutation/memo.js";
import { passedSymbols, reassignedSymbols } from "./reassigned-symbols.js";
import { skipWrappers } from "./skip-wrappers.js";
import { instantiatedElementTypesOf, instantiatedTypesOf } from "./type-arguments.js";
import { elementTypesOf, valueTypesOf } from "./value-types-of.js";

/**
 * Turns the syntax tree of a workflow into IR.
 *
 * Visiting an expression gives its value and appends the statements that must run first to {@link statements}.
 */
export class Analyser {
  readonly analysis: Analysis;
  environment: Environment;
  frame: Frame;
  statements: Statement[] = [];
  jumpTargets: readonly JumpTarget[] = [];
  /** The sets and maps that loops around are going through. */
  goneThrough: readonly GoneThrough[] = [];
  /** The loops around, of all functions that are being inlined. */
  loops: readonly ts.Node[] = [];
  /** True inside a `try` block of the current function. */
  insideTry = false;
  /** Expressions whose value gets a name that may stand for a Date, Set or Map: arguments, what a function returns. */
  readonly handedOver = new Set<ts.Node>();
  /** The number of distributed maps around: each runs its function in executions of their own. */
  executionDepth = 0;
  /** The lists whose items parameters stand for, in the iterations that are being analysed. */
  readonly itemLists = new Map<ts.Symbol, ts.Expression>();
  /** The positions of what parameters of callbacks stand for, where these become members of objects. */
  readonly itemPositions = new Map<ts.Symbol, Expression>();
  /** The depth of the frame that is the innermost of these; 0 outside of them. */
  depthOfExecution = 0;

  constructor(analysis: Analysis, environment: Environment, frame: Frame) {
    this.analysis = analysis;
    this.environment = environment;
    this.frame = frame;
  }

  get checker(): ts.TypeChecker {
    return this.analysis.checker;
  }

  // --- visiting -----------------------------------------------------------------------------------------------------

  /** What stands before a `?.` and has been evaluated. */
  readonly receivers = new Map<ts.Expression, Expression>();

  /** Which of several patterns an expression stands for, while a call is looked at with each of them. */
  readonly chosenPatterns = new Map<ts.Expression, ts.RegularExpressionLiteral>();

  expression(node: ts.Expression): Expression {
    const given = this.receivers.get(node);
    if (given !== undefined) return given;
    const visitor = this.analysis.visitors.expressions.get(node.kind);
    if (visitor === undefined) return this.refuse(node, "SP1200", { syntax: describeSyntax(node) });
    return visitor(this, node as never);
  }

  /** The value of a promise. */
  awaited(node: ts.Expression): Expression {
    return this.analysis.visitors.awaited(this, node);
  }

  statement(node: ts.Statement): void {
    const visitor = this.analysis.visitors.statements.get(node.kind);
    if (visitor === undefined) {
      this.problem(node, "SP1100", { syntax: describeSyntax(node) });
      return;
    }
    visitor(this, node as never);
  }

  /** What the visit appends, as a block of its own. */
  collect(visit: () => void): Block {
    const outer = this.statements;
    const inner: Statement[] = [];
    this.statements = inner;
    try {
      visit();
    } finally {
      this.statements = outer;
    }
    return inner;
  }

  /** Visits with names of its own. */
  inScope<T>(visit: () => T, environment = new Environment(this.environment)): T {
    const outer = this.environment;
    this.environment = environment;
    try {
      return visit();
    } finally {
      this.environment = outer;
    }
  }

  block(node: ts.Statement): Block {
    return this.collect(() => this.inScope(() => this.statement(node)));
  }

  /** Visits inside another function. */
  inFrame<T>(frame: Frame, environment: Environment, visit: () => T): T {
    const { frame: outer, jumpTargets, insideTry } = this;
    this.frame = frame;
    this.jumpTargets = [];
    this.insideTry = false;
    try {
      return this.inScope(visit, environment);
    } finally {
      this.frame = outer;
      this.jumpTargets = jumpTargets;
      this.insideTry = insideTry;
    }
  }

  withJumpTarget<T>(target: JumpTarget, visit: () => T): T {
    const outer = this.jumpTargets;
    this.jumpTargets = [...outer, target];
    try {
      return visit();
    } finally {
      this.jumpTargets = outer;
    }
  }

  withLoop<T>(loop: ts.Node, visit: () => T): T {
    const outer = this.loops;
    this.loops = [...outer, loop];
    try {
      return visit();
    } finally {
      this.loops = outer;
    }
  }

  /**
   * Values of several operands, evaluated left to right: when a later one has statements to run first, an earlier value
   * that those could change is kept in a variable. A time is the same before and after statements that only compute.
   *
   * @param references those of the operands that are looked into only when all are evaluated
   */
  inOrder(
    visits: readonly (() => Expression)[],
    references: readonly (ts.Expression | undefined)[] = [],
  ): Expression[] {
    const values: Expression[] = [];
    for (const visit of visits) {
      let value: Expression | undefined;
      const before = this.collect(() => (value = visit()));
      if (before.length > 0) {
        const assigned = assignedVariables(before);
        const takesTime = !before.every(isFixedAssign);
        values.forEach((earlier, index) => {
          const reference = references[index];
          const changes =
            [...variablesIn(earlier)].some((variable) => assigned.has(variable)) &&
            !(reference !== undefined && isChangedInside(this, before, reference, earlier));
          const isOther = changes || (reference === undefined && mayChangeBeside(this, earlier, before));
          if (isOther || (takesTime && isNondeterministic(earlier))) values[index] = this.#keepAside(earlier);
        });
        this.statements.push(...before);
      }
      values.push(value as Expression);
    }
    return values;
  }

  /** A value that was evaluated before; of a number that is read from a text, that text, for NaN cannot be kept. */
  #keepAside(value: Expression): Expression {
    if (!mayBeNotANumber(value)) return this.keep(value, "kept");
    return { ...value, operands: value.operands.map((operand) => this.keep(operand, "kept")) };
  }

  expressions(nodes: readonly ts.Expression[]): Expression[] {
    return this.inOrder(nodes.map((node) => () => this.expression(node)));
  }

  /** Stores a value in a variable of its own, and reads that. */
  keep(value: Expression, name: string): VariableRead {
    const variable: Variable = { kind: "variable", name, types: value.types };
    if (isFromOutside(value)) cameFromOutside(variable);
    this.statements.push({ kind: "assign", variable, value, declares: true, span: value.span });
    return { kind: "variable-read", variable, types: value.types, span: value.span };
  }

  /** Visits an expression whose value gets a name that may stand for a Date, Set or Map. */
  handOver<T>(node: ts.Expression, visit: () => T): T {
    const inner = skipWrappers(node);
    const nodes = ts.isAwaitExpression(inner) ? [inner, skipWrappers(inner.expression)] : [inner];
    const added = nodes.filter((one) => !this.handedOver.has(one));
    for (const one of added) this.handedOver.add(one);
    try {
      return visit();
    } finally {
      for (const one of added) this.handedOver.delete(one);
    }
  }

  // --- making -------------------------------------------------------------------------------------------------------

  span(node: ts.Node): SourceSpan {
    const { calledFrom } = this.frame;
    const place = this.analysis.placeOf(node);
    return calledFrom === undefined ? place : withCaller(place, calledFrom);
  }

  types(node: ts.Node): ValueTypes {
    return this.typesOf(this.checker.getTypeAtLocation(node));
  }

  /** The kinds of value of a type; in a generic function, of what its type parameters stand for in this call. */
  typesOf(type: ts.Type): ValueTypes {
    const { checker, environment } = this;
    return environment.isGeneric ? instantiatedTypesOf(type, environment, checker) : valueTypesOf(type, checker);
  }

  /** The same of the elements of an array type, or the members of an object type. */
  elementTypesOf(type: ts.Type): ValueTypes {
    const { checker, environment } = this;
    return environment.isGeneric
      ? instantiatedElementTypesOf(type, environment, checker)
      : elementTypesOf(type, checker);
  }

  /** True when the node's type is a promise. */
  isPromise(node: ts.Expression): boolean {
    const type = this.checker.getTypeAtLocation(node);
    const members = type.isUnion() ? type.types : [type];
    return members.some((member) =>
      ["Promise", "PromiseLike"].includes((member.symbol as ts.Symbol | undefined)?.name ?? ""),
    );
  }

  /** What a promise of this call resolves to, as JSON: nothing arrives as null. */
  awaitedTypes(node: ts.Expression): ValueTypes {
    const type = this.checker.getTypeAtLocation(node);
    const awaited = this.checker.getAwaitedType(type) ?? type;
    if (namesDates(this.analysis) && mentionsDate(awaited, this.checker, this.environment)) {
      this.problem(node, "SP1253", { text: node.getText() });
    }
    if (collections.areNamed(this.analysis) && collections.areMentioned(awaited, this.checker, this.environment)) {
      const hint = "What a call gives is JSON: make the Set or Map of it, `new Set(result.tags)`, `new Map(entries)`.";
      this.problem(node, "SP1307", { name: node.getText(), hint });
    }
    const types = this.typesOf(awaited);
    return (types & undefinedType) === 0 ? types : (types & ~undefinedType) | nullType;
  }

  literal(value: string | number | boolean | null, span: SourceSpan): Literal {
    return { kind: "literal", value, types: typeOfLiteral(value), span };
  }

  undefined(span: SourceSpan): Undefined {
    return { kind: "undefined", types: undefinedType, span };
  }

  // --- names --------------------------------------------------------------------------------------------------------

  /** The symbol that a name stands for, with imports followed to what they import. */
  symbolOf(node: ts.Node): ts.Symbol | undefined {
    const { symbols } = this.analysis;
    const known = symbols.get(node);
    if (known !== undefined || symbols.has(node)) return known;
    const found = this.#resolveSymbol(node);
    symbols.set(node, found);
    return found;
  }

  #resolveSymbol(node: ts.Node): ts.Symbol | undefined {
    const symbol =
      ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
        ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
        : this.checker.getSymbolAtLocation(node);
    if (symbol === undefined) return undefined;
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  /** True when the variable is assigned anywhere after its declaration. */
  isReassigned(symbol: ts.Symbol): boolean {
    const file = symbol.valueDeclaration?.getSourceFile();
    if (file === undefined) return false;
    const all = memo<ReadonlySet<ts.Symbol>, ts.Node>(this, "reassigned");
    let found = all.get(file);
    if (found === undefined) {
      const named = this.analysis.reassigned.get(file) ?? reassignedSymbols(file, this.checker);
      this.analysis.reassigned.set(file, named);
      // Changing a part by a name of its own changes the variable that has the part.
      const changed = [...named, ...passedSymbols(this, file)];
      found = new Set([...changed, ...changed.flatMap((name) => rootsOf(this, name))]);
      all.set(file, found);
    }
    return found.has(symbol);
  }

  // --- problems -----------------------------------------------------------------------------------------------------

  problem(
    node: ts.Node,
    code: DiagnosticCode,
    details: Readonly<Record<string, string>> = {},
    related: readonly RelatedPlace[] = [],
  ): void {
    this.analysis.problems.add(code, this.span(node), details, related);
  }

  /**
   * Reports a problem and gives a value of no type at all, so that the rest is looked at too: no check finds fault with
   * such a value, and one mistake is reported once.
   */
  refuse(
    node: ts.Node,
    code: DiagnosticCode,
    details: Readonly<Record<string, string>> = {},
    related: readonly RelatedPlace[] = [],
  ): Expression {
    this.problem(node, code, details, related);
    return refusedValue(this.span(node));
  }
}

/** What stands in the IR for an expression that was refused. */
export function refusedValue(span: SourceSpan): Expression {
  return { kind: "undefined", types: neverType, span };
}

/** True when it makes no difference to the time, or to chance, whether a value is computed before the statement or after. */
function isFixedAssign(statement: Statement): boolean {
  return statement.kind === "assign" && !isNondeterministic(statement.value);
}

function typeOfLiteral(value: string | number | boolean | null): ValueTypes {
  if (value === null) return nullType;
  if (typeof value === "string") return stringType;
  return typeof value === "number" ? numberType : booleanType;
}
