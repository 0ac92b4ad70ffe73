import path from "node:path";
import ts from "typescript";
import { added, copyFile } from "../copy-source.js";
import { type ExpandedText, expandedText, type Piece } from "../expanded-text.js";
import { FreshNames, namesIn } from "../names.js";
import { type ClassShape, contains, shapeOf } from "./class-shape.js";
import { findWrongUse } from "./find-wrong-use.js";
import { writeChain } from "./write-chains.js";
import { writeClass } from "./write-class.js";
import { writeUse } from "./write-uses.js";
import type { ClassWriting } from "./writing.js";

/** Files, and how their types and classes are read. */
export interface ClassFiles {
  readonly files: readonly ts.SourceFile[];
  readonly checker: ts.TypeChecker;
  readonly options: ts.CompilerOptions;
}

/**
 * The texts of files in which classes are written as types of their fields, with functions for what makes instances and for
 * their methods; of those that change by it. Empty where there are no such classes, or one whose meaning that would not keep.
 */
export function rewriteClasses({ files, checker, options }: ClassFiles): RewrittenClasses {
  const none = new Map<string, ExpandedText>();
  if (!definesFields(options)) return { texts: none };
  const shapes = shapesIn(files, checker);
  if (shapes.size === 0 || areTaken(files, shapes)) return { texts: none };
  const refused = findWrongUse({ files, checker, shapes });
  if (refused !== undefined) return { texts: none, refused };
  const texts = new Map<string, ExpandedText>();
  for (const file of files) {
    const { text, refused: node } = rewriteFile(file, checker, shapes);
    if (node !== undefined) return { texts: none, refused: node };
    if (text !== undefined) texts.set(file.fileName, text);
  }
  return { texts };
}

/** The texts of the files that change, and what stands in the way where there are none. */
export interface RewrittenClasses {
  readonly texts: ReadonlyMap<string, ExpandedText>;
  readonly refused?: ts.Node;
}

/** True where fields without a value are members that hold undefined, in the order of the class. */
function definesFields({ useDefineForClassFields, target }: ts.CompilerOptions): boolean {
  return useDefineForClassFields ?? (target ?? ts.ScriptTarget.ESNext) >= ts.ScriptTarget.ES2022;
}

/** The classes of which instances are made. */
function shapesIn(files: readonly ts.SourceFile[], checker: ts.TypeChecker): ReadonlyMap<ts.Node, ClassShape> {
  const made = new Set<string>();
  for (const file of files) {
    contains(file, (node) => {
      if (ts.isNewExpression(node)) {
        const owner = ts.findAncestor(node, ts.isClassLike);
        const name = node.expression.kind === ts.SyntaxKind.ThisKeyword ? owner?.name : node.expression;
        if (name !== undefined) made.add(classNamed(checker, name));
      }
      return false;
    });
  }
  const shapes = new Map<ts.Node, ClassShape>();
  for (const file of files) {
    contains(file, (node) => {
      if (!ts.isClassDeclaration(node) || node.name === undefined || !made.has(keyOf(node))) return false;
      const shape = shapeOf(checker, node);
      if (shape !== undefined) shapes.set(node, shape);
      return false;
    });
  }
  return shapes;
}

function classNamed(checker: ts.TypeChecker, name: ts.Node): string {
  const symbol = checker.getSymbolAtLocation(name);
  const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const declaration = (isAlias ? checker.getAliasedSymbol(symbol) : symbol)?.valueDeclaration;
  return declaration === undefined ? "" : keyOf(declaration);
}

function keyOf(node: ts.Node): string {
  return `${node.getSourceFile().fileName}:${node.pos}`;
}

/** True where a name that a function would get means something. */
function areTaken(files: readonly ts.SourceFile[], shapes: ReadonlyMap<ts.Node, ClassShape>): boolean {
  const names = new Set<string>();
  for (const { maker, members } of shapes.values()) {
    for (const name of [maker, ...[...members.values()].map(({ written }) => written)]) {
      if (names.has(name)) return true;
      names.add(name);
    }
  }
  return files.some((file) => namesIn(file).some((name) => names.has(name)));
}

function rewriteFile(
  file: ts.SourceFile,
  checker: ts.TypeChecker,
  shapes: ReadonlyMap<ts.Node, ClassShape>,
): { readonly text?: ExpandedText; readonly refused?: ts.Node } {
  const used = new Map<ts.SourceFile, Set<string>>();
  let refused: ts.Node | undefined;
  let isChanged = false;
  const writing: ClassWriting = {
    ...{ checker, shapes, names: new Map(), held: new Map(), self: undefined, calledFrom: undefined },
    members: new Map([...shapes.values()].flatMap(({ members }) => [...members])),
    fresh: new FreshNames(checker),
    settled: new Set(),
    onNamed: () => undefined,
    refuse: (node) => void (refused ??= node),
    onUsed: ({ declaration }, written) => {
      const source = declaration.getSourceFile();
      if (source === file) return;
      if (declaration.parent !== source) refused ??= declaration;
      used.set(source, (used.get(source) ?? new Set()).add(written));
    },
    instead: (node, inner) => {
      const pieces = insteadOf(node, inner as ClassWriting);
      if (pieces !== undefined) isChanged = true;
      return pieces;
    },
  };
  const pieces = copyFile(file, writing);
  if (refused !== undefined) return { refused };
  if (!isChanged) return {};
  const imports = [...used].map(([source, names]): Piece => {
    const to = path.posix.relative(path.posix.dirname(file.fileName), source.fileName);
    const from = to.startsWith(".") ? to : `./${to}`;
    return added(`import { ${[...names].join(", ")} } from ${JSON.stringify(from)};\n`, file, writing);
  });
  return { text: expandedText([...imports, ...pieces]) };
}

function insteadOf(node: ts.Node, writing: ClassWriting): readonly Piece[] | undefined {
  if (ts.isClassDeclaration(node)) {
    const shape = writing.shapes.get(node);
    return shape && writeClass(shape, writing);
  }
  if ((ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) && !node.isTypeOnly)
    return writeSpecifier(node, writing);
  if (node.kind === ts.SyntaxKind.ThisType) {
    const owner = ts.findAncestor(node, ts.isClassLike);
    const shape = owner && writing.shapes.get(owner);
    if (shape === undefined) return undefined;
    const names = (shape.declaration.typeParameters ?? []).map((type) => type.name.text);
    return [added(names.length === 0 ? shape.name : `${shape.name}<${names.join(", ")}>`, node, writing)];
  }
  return writeChain(node, writing) ?? writeUse(node, writing);
}

/** `type Basket` in an import of the class. */
function writeSpecifier(
  node: ts.ImportSpecifier | ts.ExportSpecifier,
  writing: ClassWriting,
): readonly Piece[] | undefined {
  const { checker, shapes } = writing;
  const symbol = checker.getSymbolAtLocation(node.name);
  const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const declaration = isAlias ? checker.getAliasedSymbol(symbol).valueDeclaration : undefined;
  if (declaration === undefined || !shapes.has(declaration)) return undefined;
  const isOfTypes = ts.isImportSpecifier(node)
    ? node.parent.parent.phaseModifier !== undefined
    : node.parent.parent.isTypeOnly;
  return isOfTypes ? undefined : [added(`type ${node.getText()}`, node, writing)];
}
