import ts from "typescript";
import { type SourceSpan, spanOf } from "../source-span.js";
import type { Piece } from "./expanded-text.js";
import { variableOf } from "./names.js";

/** What names stand for where a part of a source is written again. */
export interface Writing {
  readonly checker: ts.TypeChecker;
  /** What is written for variables and type parameters. */
  readonly names: ReadonlyMap<ts.Symbol, readonly Piece[]>;
  /** The call of the function that is written out. */
  readonly calledFrom: SourceSpan | undefined;
  /** Nodes that are written in another way, asked before anything is copied. */
  readonly instead: (node: ts.Node, writing: Writing) => readonly Piece[] | undefined;
  /** Is told of each variable that is named in what is written. */
  readonly onNamed: (symbol: ts.Symbol) => void;
}

/** The source of a node, with what names stand for. */
export function copySource(node: ts.Node, writing: Writing): readonly Piece[] {
  return copyFrom(node, node.getStart(), writing);
}

/** The same of a whole file, from its first letter to its last. */
export function copyFile(file: ts.SourceFile, writing: Writing): readonly Piece[] {
  return copyFrom(file, 0, writing);
}

function copyFrom(node: ts.Node, start: number, writing: Writing): readonly Piece[] {
  const instead = writing.instead(node, writing);
  if (instead !== undefined) return instead;
  if (ts.isIdentifier(node)) return copyName(node, writing);
  const pieces: Piece[] = [];
  let from = start;
  ts.forEachChild(node, (child) => {
    const at = child.getStart();
    if (at < from || child.end <= at) return;
    pieces.push(verbatim(node, from, at, writing), ...copyFrom(child, at, writing));
    from = child.end;
  });
  pieces.push(verbatim(node, from, node.end, writing));
  return pieces;
}

function copyName(name: ts.Identifier, writing: Writing): readonly Piece[] {
  const symbol = variableOf(writing.checker, name);
  const written = symbol && writing.names.get(symbol);
  if (symbol !== undefined && !isDeclaredBy(name)) writing.onNamed(symbol);
  if (written === undefined) return [verbatim(name, name.getStart(), name.end, writing)];
  const { parent } = name;
  const isShort =
    (ts.isShorthandPropertyAssignment(parent) && parent.name === name) ||
    (ts.isBindingElement(parent) &&
      ts.isObjectBindingPattern(parent.parent) &&
      parent.propertyName === undefined &&
      parent.dotDotDotToken === undefined &&
      parent.name === name);
  return isShort ? [added(`${name.text}: `, name, writing), ...written] : written;
}

/** True for the name in the declaration of a function. */
function isDeclaredBy(name: ts.Identifier): boolean {
  const { parent } = name;
  return (ts.isVariableDeclaration(parent) || ts.isFunctionDeclaration(parent)) && parent.name === name;
}

function verbatim(node: ts.Node, start: number, end: number, { calledFrom }: Writing): Piece {
  const file = node.getSourceFile();
  const from = { file: file.fileName, start, end, ...(calledFrom && { calledFrom }) };
  return { text: file.text.slice(start, end), from, isVerbatim: true };
}

/** A text that stands for a node. */
export function added(text: string, node: ts.Node, { calledFrom }: Pick<Writing, "calledFrom">): Piece {
  return { text, from: { ...spanOf(node), ...(calledFrom && { calledFrom }) }, isVerbatim: false };
}
