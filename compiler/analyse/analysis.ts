import type ts from "typescript";
import type { Problems } from "../diagnostics/diagnostic.js";
import type { Expression, Variable } from "../ir/expression.js";
import type { Analyser } from "./analyser.js";
import type { NotedPlace, PromiseValue } from "./environment.js";
import type { ErrorFields } from "./expressions/error-fields.js";
import type { HeldObjects } from "./mutation/held-members.js";
import type { Part } from "./function-values/function-value.js";
import type { HiddenUndefined } from "./hidden-undefined.js";
import type { MemberOrder } from "./member-order/noted.js";
import type { Path } from "./mutation/paths.js";
import type { SettledData } from "./settled-data.js";
import type { SourceSpan } from "../source-span.js";
import type { ResourceCollector } from "./tasks/resources.js";

export type ExpressionVisitor = (analyser: Analyser, node: never) => Expression;
export type StatementVisitor = (analyser: Analyser, node: never) => void;

/** One visitor for each syntax kind. What the tables lack is refused. */
export interface Visitors {
  readonly expressions: ReadonlyMap<ts.SyntaxKind, ExpressionVisitor>;
  readonly statements: ReadonlyMap<ts.SyntaxKind, StatementVisitor>;
  /** The value of a promise: of a call, of `Promise.all`, of a conditional between calls. */
  readonly awaited: (analyser: Analyser, node: ts.Expression) => Expression;
  /** A value in which functions may be. */
  readonly functionValue: (analyser: Analyser, node: ts.Expression) => Part;
  /** The same of a name or path, when it is such a value; asking does nothing. */
  readonly knownFunctionValue: (analyser: Analyser, node: ts.Expression) => Part | undefined;
  /** True for groups of elements that are followed into the list where these stand. */
  readonly followsGroups: (analyser: Analyser, groups: ts.Symbol) => boolean;
  /** The same for members of objects that are elements of lists. */
  readonly followsMembers: (analyser: Analyser, objects: HeldObjects) => boolean;
  /** Has a name in a pattern stand for the element that the member of an object is; false for any other part of a pattern. */
  readonly bindMember: (analyser: Analyser, element: ts.BindingElement, object: Expression) => boolean;
  /** Where a callback's element stands at an index, when it is compared with others by identity. */
  readonly placeOfItem: (
    analyser: Analyser,
    node: ts.Node,
    method: string,
    callback: ts.SignatureDeclaration,
  ) => ((index: Expression) => NotedPlace) | undefined;
  /** A value with promises in it, whose calls are started; undefined for any other value. */
  readonly promises: (analyser: Analyser, node: ts.Expression) => PromiseValue | undefined;
  /** A call that is made where a condition holds, for a name that is asked whether it was; undefined for any other declaration. */
  readonly optionalPromise: (
    analyser: Analyser,
    name: ts.BindingName,
    initializer: ts.Expression,
  ) => PromiseValue | undefined;
  /** What the calls of one of two lists give, as an array. */
  readonly chosenCalls: (analyser: Analyser, node: ts.ConditionalExpression) => Expression;
}

/** What all analysers of one run share. */
export interface Analysis {
  readonly checker: ts.TypeChecker;
  /** The file of the workflows and all that it imports, without installed packages. */
  readonly files: () => Iterable<ts.SourceFile>;
  readonly problems: Problems;
  /** The place of a node, without calls of the function that is being analysed. */
  readonly placeOf: (node: ts.Node) => SourceSpan;
  readonly visitors: Visitors;
  /** Values of constants outside functions, by symbol; undefined while one is being worked out. */
  readonly moduleConstants: Map<ts.Symbol, Expression | undefined>;
  /** The files whose functions and constants became part of workflows. */
  readonly sources: Set<ts.SourceFile>;
  /** Those of them whose functions did. */
  readonly inlinedFrom: Set<ts.SourceFile>;
  /** Symbols that are assigned after their declaration, by file. */
  readonly reassigned: WeakMap<ts.SourceFile, ReadonlySet<ts.Symbol>>;
  /** Of the workflow that is being analysed. */
  errorFields: ErrorFields;
  settledData: SettledData;
  memberOrder: MemberOrder;
  readonly hiddenUndefined: HiddenUndefined;
  /** Where names lead to, and whether they stand for parts of other values. */
  readonly paths: Map<ts.Symbol, Path>;
  readonly aliases: Map<ts.Symbol, boolean>;
  /** What else is known of names, by kind; see `memo`. */
  readonly memos: Map<string, Map<ts.Symbol | ts.Node, unknown>>;
  /** The kinds that stay known while questions are answered as if nothing had been asked before; see `askedAnew`. */
  readonly keptKinds: string[];
  /** The statements that put parts back, with the names that stand for these. */
  readonly putBacks: Map<ts.Statement, ts.Symbol>;
  /** What names stand for; looked up again and again. */
  readonly symbols: Map<ts.Node, ts.Symbol | undefined>;
  /** Whether functions change what their parameters are given. */
  readonly changedParameters: Map<ts.Symbol, boolean>;
  /** The functions of tables that calls may call. */
  readonly tableFunctions: Map<ts.Expression, readonly ts.SignatureDeclaration[] | undefined>;
  /** Where functions are named in their own bodies. */
  readonly mentions: Map<ts.SignatureDeclaration, readonly ts.Identifier[]>;
  /** The parts of variables around them that functions give. */
  readonly givenParts: Map<ts.SignatureDeclaration, Path | undefined>;
  /** Functions whose results, and uses whose variables, are being looked into: one that leads to itself comes to an end. */
  readonly makers: Map<ts.Node, string | undefined>;
  /** Variables of which it is being looked into whether they own their values, and the ways to what is changed there. */
  readonly owners: Map<ts.Symbol, Set<string>>;
  /** The depths of the frames that declare variables which change. */
  readonly declaredAt: WeakMap<Variable, number>;
  /** What the workflow's calls refer to. */
  readonly resources: ResourceCollector;
}
