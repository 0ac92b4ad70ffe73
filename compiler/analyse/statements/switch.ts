import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { booleanType, structuredTypes } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import type { JumpTarget } from "../frame.js";
import { chooseValue } from "../expressions/choose.js";
import { label, statementName } from "./labels.js";

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
  if ((right.types & structuredTypes) !== 0 && (subject.types & structuredTypes) !== 0)
    return analyser.refuse(clause.expression, "SP1209");
  return { kind: "equality", operator: "===", left: subject, right, types: booleanType, span };
}

/** Whether a condition holds or, which is looked at only where it does not, the next case fits. */
function orMatches(analyser: Analyser, condition: Expression, subject: Expression, clause: ts.CaseClause): Expression {
  const { span } = condition;
  let right: Expression | undefined;
  const before = analyser.collect(() => (right = matches(analyser, subject, clause)));
  const next = right as Expression;
  if (before.length > 0) {
    return chooseValue(analyser, condition, [[], analyser.literal(true, span)], [before, next], span);
  }
  return { kind: "logical", operator: "||", left: condition, right: next, types: booleanType, span };
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
    condition = orMatches(analyser, condition, subject, next);
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
  // A case is evaluated when none before it fits.
  const firstThatFits = (from: number): Expression => {
    const clause = clauses[from];
    if (clause === undefined) return number(defaultAt === -1 ? clauses.length : defaultAt);
    if (ts.isDefaultClause(clause)) return firstThatFits(from + 1);
    const condition = matches(analyser, subject, clause);
    let later: Expression | undefined;
    const before = analyser.collect(() => (later = firstThatFits(from + 1)));
    return chooseValue(analyser, condition, [[], number(from)], [before, later as Expression], span);
  };
  const entry = analyser.keep(firstThatFits(0), "clause");
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
