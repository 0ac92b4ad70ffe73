import ts from "typescript";
import type { Expression, Variable } from "../../ir/expression.js";
import type { Block, Label } from "../../ir/statement.js";
import { arrayType, booleanType, describeTypes, isOnly, objectType, stringType } from "../../ir/value-types.js";
import type { Analyser, JumpTarget } from "../analyser.js";
import { bindFunctionValue } from "../function-values/bind.js";
import type { FunctionList, Part } from "../function-values/function-value.js";
import { functionList } from "../function-values/list-call.js";
import { skipWrappers } from "../functions.js";
import { assignPattern, assignVariable, bindPattern } from "../patterns.js";
import { elementTypesOf } from "../value-types-of.js";
import { declareList } from "./simple.js";

function label(name: string): Label {
  return { kind: "label", name };
}

/** The name in front of a statement: `outer: for (…)`. */
function statementName(node: ts.Statement): string | undefined {
  return ts.isLabeledStatement(node.parent) ? node.parent.label.text : undefined;
}

function loopTarget(analyser: Analyser, node: ts.Statement, done: Label, loop: Label): JumpTarget {
  return {
    name: statementName(node),
    onBreak: (span) => analyser.statements.push({ kind: "leave", label: done, span }),
    onContinue: (span) => analyser.statements.push({ kind: "continue", label: loop, span }),
    isLoopOrSwitch: true,
  };
}

/** `while (condition) body`, with what must run before the condition inside the loop. */
export function visitWhile(analyser: Analyser, node: ts.WhileStatement): void {
  loop(analyser, node, { before: node.expression, body: node.statement });
}

export function visitDo(analyser: Analyser, node: ts.DoStatement): void {
  loop(analyser, node, { body: node.statement, after: node.expression });
}

export function visitFor(analyser: Analyser, node: ts.ForStatement): void {
  analyser.inScope(() => {
    const { initializer } = node;
    if (initializer !== undefined) {
      if (ts.isVariableDeclarationList(initializer)) declareList(analyser, initializer);
      else analyser.expression(initializer);
    }
    loop(analyser, node, { before: node.condition, body: node.statement, update: node.incrementor });
  });
}

interface LoopParts {
  readonly before?: ts.Expression | undefined;
  readonly body: ts.Statement;
  readonly after?: ts.Expression | undefined;
  readonly update?: ts.Expression | undefined;
}

function loop(analyser: Analyser, node: ts.Statement, parts: LoopParts): void {
  const span = analyser.span(node);
  const loopLabel = label("loop");
  const done = label("done");
  const leaveUnless = (condition: ts.Expression): void => {
    const test = analyser.expression(condition);
    if (test.kind === "literal" && test.value === true) return;
    const whenFalse: Block = [{ kind: "leave", label: done, span: analyser.span(condition) }];
    analyser.statements.push({ kind: "if", condition: test, whenTrue: [], whenFalse, span: analyser.span(condition) });
  };
  const body = analyser.collect(() => {
    if (parts.before !== undefined) leaveUnless(parts.before);
    analyser.withJumpTarget(loopTarget(analyser, node, done, loopLabel), () =>
      analyser.inScope(() => analyser.statement(parts.body)),
    );
  });
  const update = analyser.collect(() => {
    if (parts.update !== undefined) analyser.expression(parts.update);
    if (parts.after !== undefined) leaveUnless(parts.after);
  });
  analyser.statements.push({
    kind: "labelled",
    label: done,
    body: [{ kind: "loop", label: loopLabel, body, update, span }],
    span,
  });
}

export function visitForOf(analyser: Analyser, node: ts.ForOfStatement): void {
  const functions = node.awaitModifier === undefined ? functionList(analyser, node.expression) : undefined;
  if (functions !== undefined && ts.isVariableDeclarationList(node.initializer)) {
    forEachFunction(analyser, node, node.initializer, functions);
    return;
  }
  let items = analyser.expression(node.expression);
  if (node.awaitModifier !== undefined) items = analyser.refuse(node.awaitModifier, "SP1105");
  else if (items.types === stringType) {
    const { span } = items;
    items = { kind: "builtin", name: "String.codePoints", operands: [items], types: arrayType, span };
  } else if (!isOnly(items.types, arrayType)) {
    const found = describeTypes(items.types & ~arrayType);
    items = analyser.refuse(node.expression, "SP1213", { found });
  }
  const types = elementTypesOf(analyser.checker.getTypeAtLocation(node.expression), analyser.checker);
  const outer = analyser.goneThrough;
  const collection = collectionOf(analyser, node.expression);
  if (collection !== undefined) {
    analyser.goneThrough = [...outer, { collection, key: keyOf(analyser, node.initializer) }];
  }
  forEach(analyser, node, items, types);
  analyser.goneThrough = outer;
}

/** A loop over functions is written out: once for each of them. */
function forEachFunction(
  analyser: Analyser,
  node: ts.ForOfStatement,
  { declarations }: ts.VariableDeclarationList,
  { elements }: FunctionList,
): void {
  const span = analyser.span(node);
  const done = label("done");
  const once = (element: Part): void => {
    const next = label("next");
    const target: JumpTarget = {
      name: statementName(node),
      onBreak: (at) => analyser.statements.push({ kind: "leave", label: done, span: at }),
      onContinue: (at) => analyser.statements.push({ kind: "leave", label: next, span: at }),
      isLoopOrSwitch: true,
    };
    const body = analyser.collect(() =>
      analyser.withJumpTarget(target, () =>
        analyser.inScope(() => {
          if (declarations[0] !== undefined) bindFunctionValue(analyser, declarations[0].name, element);
          analyser.statement(node.statement);
        }),
      ),
    );
    analyser.statements.push({ kind: "labelled", label: next, body, span });
  };
  const body = analyser.collect(() => elements.forEach(once));
  analyser.statements.push({ kind: "labelled", label: done, body, span });
}

/** The set or map of `set`, `map.entries()` and its like. */
function collectionOf(analyser: Analyser, node: ts.Expression): ts.Symbol | undefined {
  const inner = skipWrappers(node);
  const isView = ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression);
  const name = isView ? skipWrappers(inner.expression.expression) : inner;
  const symbol = ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  return symbol !== undefined && analyser.environment.lookUp(symbol)?.kind === "collection" ? symbol : undefined;
}

/** What the loop calls the element of a set, or the key of a map. */
function keyOf(analyser: Analyser, initializer: ts.ForInitializer): ts.Symbol | undefined {
  let name = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  if (name !== undefined && ts.isArrayBindingPattern(name)) {
    const [first] = name.elements;
    name = first !== undefined && ts.isBindingElement(first) ? first.name : undefined;
  }
  const symbol = name !== undefined && ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  return symbol === undefined || analyser.isReassigned(symbol) ? undefined : symbol;
}

/** `for (const key in object)`: own keys, in JavaScript's order. */
export function visitForIn(analyser: Analyser, node: ts.ForInStatement): void {
  let value = analyser.expression(node.expression);
  if (!isOnly(value.types, objectType)) value = analyser.refuse(node.expression, "SP1106");
  const keys: Expression = {
    kind: "builtin",
    name: "Object.keys",
    operands: [value],
    types: arrayType,
    span: value.span,
  };
  forEach(analyser, node, keys, stringType);
}

function forEach(
  analyser: Analyser,
  node: ts.ForOfStatement | ts.ForInStatement,
  items: Expression,
  types: number,
): void {
  const span = analyser.span(node);
  const loopLabel = label("loop");
  const done = label("done");
  const { initializer } = node;
  const declared = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  const item: Variable = {
    kind: "variable",
    name: declared !== undefined && ts.isIdentifier(declared) ? declared.text : "item",
    types,
  };
  const read: Expression = { kind: "variable-read", variable: item, types, span: analyser.span(initializer) };
  const body = analyser.collect(() =>
    analyser.withJumpTarget(loopTarget(analyser, node, done, loopLabel), () =>
      analyser.inScope(() => {
        if (declared !== undefined) bindLoopItem(analyser, declared, item, read);
        else assignLoopItem(analyser, initializer as ts.Expression, read);
        analyser.statement(node.statement);
      }),
    ),
  );
  analyser.statements.push({
    kind: "labelled",
    label: done,
    body: [{ kind: "for-of", label: loopLabel, items, item, body, span }],
    span,
  });
}

/** The loop's own variable serves as the declared one, unless the body changes that. */
function bindLoopItem(analyser: Analyser, name: ts.BindingName, item: Variable, read: Expression): void {
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  if (symbol !== undefined && !analyser.isReassigned(symbol)) {
    analyser.environment.bind(symbol, { kind: "variable", variable: item, depth: analyser.frame.depth });
    return;
  }
  bindPattern(analyser, name, read);
}

function assignLoopItem(analyser: Analyser, target: ts.Expression, read: Expression): void {
  if (ts.isIdentifier(target)) assignVariable(analyser, target, read);
  else if (ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target)) {
    assignPattern(analyser, target, read);
  } else analyser.problem(target, "SP1220", { text: target.getText() });
}

export function visitBreak(analyser: Analyser, node: ts.BreakStatement): void {
  const target = [...analyser.jumpTargets]
    .reverse()
    .find((candidate) => (node.label === undefined ? candidate.isLoopOrSwitch : candidate.name === node.label.text));
  target?.onBreak(analyser.span(node));
}

export function visitContinue(analyser: Analyser, node: ts.ContinueStatement): void {
  const target = [...analyser.jumpTargets]
    .reverse()
    .find((candidate) =>
      node.label === undefined ? candidate.onContinue !== undefined : candidate.name === node.label.text,
    );
  target?.onContinue?.(analyser.span(node));
}

export function visitLabeled(analyser: Analyser, node: ts.LabeledStatement): void {
  const inner = node.statement;
  if (ts.isIterationStatement(inner, false)) {
    analyser.statement(inner);
    return;
  }
  const span = analyser.span(node);
  const done = label("done");
  const target: JumpTarget = {
    name: node.label.text,
    onBreak: (at) => analyser.statements.push({ kind: "leave", label: done, span: at }),
    onContinue: undefined,
    isLoopOrSwitch: false,
  };
  const body = analyser.collect(() => analyser.withJumpTarget(target, () => analyser.statement(inner)));
  analyser.statements.push({ kind: "labelled", label: done, body, span });
}

/** `switch`: the clause that fits is numbered, and clauses from that number on run until a `break`. */
export function visitSwitch(analyser: Analyser, node: ts.SwitchStatement): void {
  const span = analyser.span(node);
  const done = label("done");
  const value = analyser.expression(node.expression);
  const subject = value.kind === "literal" ? value : analyser.keep(value, "subject");
  const target: JumpTarget = {
    name: statementName(node),
    onBreak: (at) => analyser.statements.push({ kind: "leave", label: done, span: at }),
    onContinue: undefined,
    isLoopOrSwitch: true,
  };
  const clauses = node.caseBlock.clauses;
  const body = analyser.collect(() =>
    analyser.withJumpTarget(target, () =>
      analyser.inScope(() => {
        const isExclusive = clauses.every((clause, index) => clauseEnds(clause, index === clauses.length - 1));
        if (isExclusive && !sharesDefault(clauses)) {
          exclusiveClauses(analyser, subject, clauses, 0);
        } else {
          numberedClauses(analyser, subject, node);
        }
      }),
    ),
  );
  analyser.statements.push({ kind: "labelled", label: done, body, span });
}

/**
 * True when the default cannot simply be tried last: in `case 1: default: … case 2: …` its body is that of a case too, and
 * in `default: … case 1:` the last case has none.
 */
function sharesDefault(clauses: readonly ts.CaseOrDefaultClause[]): boolean {
  const at = clauses.findIndex((clause) => ts.isDefaultClause(clause));
  if (at === -1 || at === clauses.length - 1) return false;
  return clauses[at - 1]?.statements.length === 0 || clauses.at(-1)?.statements.length === 0;
}

/** True for a clause that never falls through to a clause with a body of its own. */
function clauseEnds(clause: ts.CaseOrDefaultClause, isLast: boolean): boolean {
  if (isLast) return true;
  const { statements } = clause;
  if (statements.length === 0) return ts.isCaseClause(clause);
  const last = statements.at(-1) as ts.Statement;
  const inner = ts.isBlock(last) ? last.statements.at(-1) : last;
  return (
    inner !== undefined &&
    (ts.isBreakStatement(inner) ||
      ts.isReturnStatement(inner) ||
      ts.isThrowStatement(inner) ||
      ts.isContinueStatement(inner))
  );
}

function matches(analyser: Analyser, subject: Expression, clause: ts.CaseClause): Expression {
  const right = analyser.expression(clause.expression);
  const span = analyser.span(clause.expression);
  const structured = arrayType | objectType;
  if ((right.types & structured) !== 0 && (subject.types & structured) !== 0)
    return analyser.refuse(clause.expression, "SP1209");
  return { kind: "equality", operator: "===", left: subject, right, types: booleanType, span };
}

/** A chain of ifs; clauses without statements share the body of the next. The default clause comes last. */
function exclusiveClauses(
  analyser: Analyser,
  subject: Expression,
  clauses: readonly ts.CaseOrDefaultClause[],
  from: number,
): void {
  const isDefaultFirst = clauses
    .slice(from)
    .some((clause, index) => ts.isDefaultClause(clause) && from + index < clauses.length - 1);
  const ordered = isDefaultFirst
    ? [
        ...clauses.filter((clause) => ts.isCaseClause(clause)),
        ...clauses.filter((clause) => ts.isDefaultClause(clause)),
      ]
    : clauses;
  chain(analyser, subject, ordered, from);
}

function chain(
  analyser: Analyser,
  subject: Expression,
  clauses: readonly ts.CaseOrDefaultClause[],
  from: number,
): void {
  const clause = clauses[from];
  if (clause === undefined) return;
  if (ts.isDefaultClause(clause)) {
    visitClause(analyser, clause);
    return;
  }
  let condition = matches(analyser, subject, clause);
  let at = from;
  while ((clauses[at] as ts.CaseOrDefaultClause).statements.length === 0 && at + 1 < clauses.length) {
    const next = clauses[at + 1] as ts.CaseOrDefaultClause;
    if (ts.isDefaultClause(next)) break;
    const right = matches(analyser, subject, next);
    condition = { kind: "logical", operator: "||", left: condition, right, types: booleanType, span: condition.span };
    at++;
  }
  const body = clauses[at] as ts.CaseOrDefaultClause;
  const whenTrue = analyser.collect(() => visitClause(analyser, body));
  const whenFalse = analyser.collect(() => chain(analyser, subject, clauses, at + 1));
  const shared =
    body.statements.length === 0 ? analyser.collect(() => chain(analyser, subject, clauses, at + 1)) : whenTrue;
  analyser.statements.push({ kind: "if", condition, whenTrue: shared, whenFalse, span: analyser.span(clause) });
}

function visitClause(analyser: Analyser, clause: ts.CaseOrDefaultClause): void {
  for (const statement of clause.statements) analyser.statement(statement);
}

function numberedClauses(analyser: Analyser, subject: Expression, node: ts.SwitchStatement): void {
  const span = analyser.span(node);
  const clauses = node.caseBlock.clauses;
  const defaultAt = clauses.findIndex((clause) => ts.isDefaultClause(clause));
  const number = (value: number) => analyser.literal(value, span);
  let chosen: Expression = number(defaultAt === -1 ? clauses.length : defaultAt);
  [...clauses.entries()].reverse().forEach(([index, clause]) => {
    if (!ts.isCaseClause(clause)) return;
    chosen = {
      kind: "conditional",
      condition: matches(analyser, subject, clause),
      whenTrue: number(index),
      whenFalse: chosen,
      types: chosen.types,
      span,
    };
  });
  const entry = analyser.keep(chosen, "clause");
  clauses.forEach((clause, index) => {
    if (clause.statements.length === 0) return;
    const condition: Expression = {
      kind: "comparison",
      operator: "<=",
      left: entry,
      right: number(index),
      types: booleanType,
      span: analyser.span(clause),
    };
    const whenTrue = analyser.collect(() => visitClause(analyser, clause));
    analyser.statements.push({ kind: "if", condition, whenTrue, whenFalse: [], span: analyser.span(clause) });
  });
}
