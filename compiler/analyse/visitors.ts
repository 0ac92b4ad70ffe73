import ts from "typescript";
import type { ExpressionVisitor, StatementVisitor, Visitors } from "./analysis.js";
import {
  visitElementAccess,
  visitIdentifier,
  visitNew,
  visitPropertyAccess,
  visitWrapper,
} from "./expressions/access.js";
import { placeOfItem } from "./identity/note-place.js";
import { areFollowed } from "./mutation/followed-groups.js";
import { areMembersFollowed } from "./mutation/followed-members.js";
import { bindMember, withMembers } from "./mutation/held-values.js";
import { visitDelete, visitPostfixUnary } from "./expressions/assignment.js";
import { visitAwait, visitCall, visitFunctionValue, visitVoid } from "./expressions/calls.js";
import {
  visitArrayLiteral,
  visitKeywordLiteral,
  visitNumericLiteral,
  visitObjectLiteral,
  visitStringLiteral,
  visitTaggedTemplate,
  visitTemplate,
} from "./expressions/literals.js";
import { optionalChain } from "./expressions/optional-chain.js";
import { evaluateFunctionValue } from "./function-values/evaluate.js";
import { readFunctionValue } from "./function-values/read.js";
import { evaluatePromises } from "./promise-values/evaluate.js";
import { visitBinary, visitConditional, visitPrefixUnary, visitTypeOf } from "./expressions/operators.js";
import { visitForIn, visitForOf } from "./statements/for-of.js";
import { visitDo, visitFor, visitWhile } from "./statements/loops.js";
import { visitBreak, visitContinue, visitLabeled } from "./statements/jumps.js";
import { visitSwitch } from "./statements/switch.js";
import {
  visitBlock,
  visitClassDeclaration,
  visitExpressionStatement,
  visitFunctionDeclaration,
  visitIf,
  visitNothing,
  visitReturn,
  visitThrow,
  visitVariableStatement,
} from "./statements/simple.js";
import { visitTry } from "./statements/try.js";
import { optionalPromise } from "./promise-values/optional.js";
import { awaitedValue } from "./tasks/awaited.js";
import { chosenCalls } from "./tasks/combinators.js";

import { checkCollectionTakenAs, goneThrough } from "./check-collections.js";
import { checkErrorsAsData } from "./errors-as-data.js";
import { checkSettledTakenAs } from "./settled-data.js";
import { checkTakenAs } from "./check-dates.js";
import { Analyser } from "./analyser.js";
import type { Expression } from "../ir/expression.js";

const kind = ts.SyntaxKind;

const expressions = new Map<ts.SyntaxKind, ExpressionVisitor>([
  [kind.StringLiteral, visitStringLiteral],
  [kind.NoSubstitutionTemplateLiteral, visitStringLiteral],
  [kind.NumericLiteral, visitNumericLiteral],
  [kind.TrueKeyword, visitKeywordLiteral],
  [kind.FalseKeyword, visitKeywordLiteral],
  [kind.NullKeyword, visitKeywordLiteral],
  [kind.TemplateExpression, visitTemplate],
  [kind.TaggedTemplateExpression, visitTaggedTemplate],
  [kind.ArrayLiteralExpression, visitArrayLiteral],
  [kind.ObjectLiteralExpression, visitObjectLiteral],
  [kind.Identifier, visitIdentifier],
  [kind.PropertyAccessExpression, optionalChain(visitPropertyAccess)],
  [kind.ElementAccessExpression, optionalChain(visitElementAccess)],
  [kind.ParenthesizedExpression, visitWrapper],
  [kind.AsExpression, visitWrapper],
  [kind.SatisfiesExpression, visitWrapper],
  [kind.NonNullExpression, visitWrapper],
  [kind.TypeAssertionExpression, visitWrapper],
  [kind.BinaryExpression, visitBinary],
  [kind.ConditionalExpression, visitConditional],
  [kind.PrefixUnaryExpression, visitPrefixUnary],
  [kind.PostfixUnaryExpression, visitPostfixUnary],
  [kind.TypeOfExpression, visitTypeOf],
  [kind.DeleteExpression, visitDelete],
  [kind.VoidExpression, visitVoid],
  [kind.AwaitExpression, visitAwait],
  [kind.CallExpression, optionalChain(visitCall)],
  [kind.NewExpression, visitNew],
  [kind.ArrowFunction, visitFunctionValue],
  [kind.FunctionExpression, visitFunctionValue],
] as readonly (readonly [ts.SyntaxKind, ExpressionVisitor])[]);

const statements = new Map<ts.SyntaxKind, StatementVisitor>([
  [kind.Block, visitBlock],
  [kind.VariableStatement, visitVariableStatement],
  [kind.ExpressionStatement, visitExpressionStatement],
  [kind.IfStatement, visitIf],
  [kind.ForOfStatement, visitForOf],
  [kind.ForInStatement, visitForIn],
  [kind.ForStatement, visitFor],
  [kind.WhileStatement, visitWhile],
  [kind.DoStatement, visitDo],
  [kind.SwitchStatement, visitSwitch],
  [kind.BreakStatement, visitBreak],
  [kind.ContinueStatement, visitContinue],
  [kind.LabeledStatement, visitLabeled],
  [kind.ReturnStatement, visitReturn],
  [kind.ThrowStatement, visitThrow],
  [kind.TryStatement, visitTry],
  [kind.FunctionDeclaration, visitFunctionDeclaration],
  [kind.ClassDeclaration, visitClassDeclaration],
  [kind.EmptyStatement, visitNothing],
  [kind.InterfaceDeclaration, visitNothing],
  [kind.TypeAliasDeclaration, visitNothing],
] as readonly (readonly [ts.SyntaxKind, StatementVisitor])[]);

/** Each value is looked at as what it is taken for, too. */
const checked = [...expressions].map(([syntax, visit]) => {
  const visitor = (analyser: Analyser, node: ts.Expression): Expression => {
    checkTakenAs(analyser, node);
    checkCollectionTakenAs(analyser, node);
    checkErrorsAsData(analyser, node);
    const value = withMembers(analyser, node, visit(analyser, node as never));
    checkSettledTakenAs(analyser, node, value);
    return goneThrough(analyser, node, value);
  };
  return [syntax, visitor] as const;
});

export const visitors: Visitors = {
  expressions: new Map(checked),
  statements,
  awaited: awaitedValue,
  functionValue: evaluateFunctionValue,
  placeOfItem,
  followsGroups: (analyser, groups) => areFollowed(analyser, groups),
  followsMembers: areMembersFollowed,
  bindMember,
  knownFunctionValue: readFunctionValue,
  promises: evaluatePromises,
  optionalPromise,
  chosenCalls,
};
