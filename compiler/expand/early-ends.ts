import ts from "typescript";
import { skipWrappers } from "../analyse/skip-wrappers.js";
import { added, copySource } from "./copy-source.js";
import type { Piece } from "./expanded-text.js";
import { type Helper, resultTypeOf, returnsIn } from "./helper.js";
import { type OpenedCall, type Scope, textOfType } from "./scope.js";
import type { Target } from "./target.js";

/** A call of a function that ends at several places. */
export interface EarlyEnds {
  readonly outer: Scope;
  /** The call, with the `await` before it. */
  readonly value: ts.Expression;
  readonly helper: Helper;
  readonly opened: OpenedCall;
  /** What gets the value; undefined where nothing does. */
  readonly target: Target | undefined;
  /** Declares the value of a call that is written out as well; undefined for other values. */
  readonly declare: (target: Target, value: ts.Expression, scope: Scope) => readonly Piece[] | undefined;
}

/**
 * The statements of a function that ends at several places, in a block that is left there:
 * `let found: Item; done: { for (…) { if (…) { found = item; break done; } } found = first; }`. Undefined where it gives what nobody takes.
 */
export function leftEarly({ outer, value, helper, opened, target, declare }: EarlyEnds): readonly Piece[] | undefined {
  const { body } = helper.node;
  if (body === undefined || !ts.isBlock(body)) return undefined;
  const { checker, fresh } = outer;
  const { inside, names, parameters } = opened;
  const ends = new Set<ts.Node>(returnsIn(body));
  const last = body.statements.at(-1);
  const put = (text: string, at: ts.Node = value): Piece => added(text, at, outer);
  const label = fresh.next("done", inside.at);
  const written = target?.pattern === undefined ? target?.written : fresh.next("given", inside.at);
  const takes = (type: ts.Type): boolean => checker.isTypeAssignableTo(type, checker.getTypeAtLocation(value));
  const none = new Map<ts.Node, ts.Expression>();
  const own = written === undefined ? none : ownConstants({ checker, body, names, written, takes });
  const assign = (given: ts.Expression, scope: Scope): readonly Piece[] => {
    if (written === undefined) return isQuietName(given) ? [] : [...copySource(given, scope), put(";", given)];
    const between = fresh.next("given", inside.at);
    const made = declare({ written: between, at: given, pattern: undefined, symbols: new Set() }, given, scope);
    if (made !== undefined) return [...made, put(`${written} = ${between};`, given)];
    return [put(`${written} = `, given), ...copySource(given, scope), put(";", given)];
  };
  const leave = (end: ts.ReturnStatement, scope: Scope): readonly Piece[] => {
    const given = end.expression;
    const isThere = given !== undefined && ts.isIdentifier(given) && nameStandsFor(names, checker, given, written);
    const nothing = written === undefined ? [] : [put(`${written} = undefined;`, end)];
    const assigned = given === undefined ? nothing : isThere ? [] : assign(given, scope);
    return [put("{ ", end), ...assigned, put(end === last ? " }" : ` break ${label}; }`, end)];
  };
  const leaving: Scope = {
    ...inside,
    instead: (node, writing) => {
      if (ts.isReturnStatement(node) && ends.has(node)) return leave(node, writing as Scope);
      const initial = own.get(node);
      return initial === undefined ? inside.instead(node, writing) : assign(initial, writing as Scope);
    },
  };
  const pieces: Piece[] = [];
  if (written !== undefined) {
    const type = resultTypeOf(helper);
    const typed = type && copySource(type, inside);
    const told = typed ?? [put(textOfType(checker, checker.getTypeAtLocation(value), value, outer.names))];
    pieces.push(put(`let ${written}: `), ...told, put(";\n"));
  }
  pieces.push(put(`${label}: {\n`), ...parameters);
  for (const statement of body.statements) pieces.push(...copySource(statement, leaving), put("\n", statement));
  const mayEnd = last === undefined || !ts.isReturnStatement(last);
  if (written !== undefined && mayEnd && mayBeUndefined(checker, value)) pieces.push(put(`${written} = undefined;\n`));
  pieces.push(put("}\n"));
  if (target?.pattern !== undefined) pieces.push(put(`const ${target.written} = ${written};\n`));
  return pieces;
}

interface OwnConstants {
  readonly checker: ts.TypeChecker;
  readonly body: ts.Block;
  readonly names: OpenedCall["names"];
  /** What gets the value. */
  readonly written: string;
  /** True for a type that the value has at most. */
  readonly takes: (type: ts.Type) => boolean;
}

/**
 * Has constants that a block gives at its end be the variable that gets the value: `made` in `const made = {…}; list.push(made); return made;`.
 * Gives their declarations.
 */
function ownConstants({ checker, body, names, written, takes }: OwnConstants): ReadonlyMap<ts.Node, ts.Expression> {
  const found: { symbol: ts.Symbol; statement: ts.Statement; initial: ts.Expression; block: ts.Node }[] = [];
  for (const end of returnsIn(body)) {
    const { expression: given, parent: block } = end;
    if (given === undefined || !ts.isIdentifier(given) || !ts.isBlock(block)) continue;
    const symbol = checker.getSymbolAtLocation(given);
    const declaration = symbol?.valueDeclaration;
    if (symbol === undefined || declaration === undefined || !ts.isVariableDeclaration(declaration)) continue;
    const { initializer: initial, parent: list } = declaration;
    const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    if (!isConstant || initial === undefined || !ts.isVariableDeclarationList(list)) continue;
    if (!takes(checker.getTypeAtLocation(declaration.name))) continue;
    const statement = list.parent;
    if (list.declarations.length > 1 || !ts.isVariableStatement(statement) || statement.parent !== block) continue;
    found.push({ symbol, statement, initial, block });
  }
  // One that lives while another does needs a name of its own.
  const alone = found.filter(({ block }) => {
    const isAround = (other: ts.Node): boolean =>
      ts.findAncestor(block.parent, (outer) => outer === other) !== undefined;
    return !found.some((other) => isAround(other.block));
  });
  for (const { symbol, statement } of alone) names.set(symbol, [added(written, statement, { calledFrom: undefined })]);
  return new Map(alone.map(({ statement, initial }) => [statement, initial]));
}

function nameStandsFor(
  names: OpenedCall["names"],
  checker: ts.TypeChecker,
  name: ts.Identifier,
  written: string | undefined,
): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  const pieces = symbol && names.get(symbol);
  return written !== undefined && pieces?.map(({ text }) => text).join("") === written;
}

/** True for a value whose reading does nothing: it need not be written where nobody takes it. */
function isQuietName(node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  const { TrueKeyword, FalseKeyword, NullKeyword } = ts.SyntaxKind;
  const isKeyword = inner.kind === TrueKeyword || inner.kind === FalseKeyword || inner.kind === NullKeyword;
  return ts.isIdentifier(inner) || ts.isLiteralExpression(inner) || isKeyword;
}

function mayBeUndefined(checker: ts.TypeChecker, node: ts.Expression): boolean {
  const type = checker.getTypeAtLocation(node);
  const parts = type.isUnion() ? type.types : [type];
  return parts.some(({ flags }) => (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0);
}
