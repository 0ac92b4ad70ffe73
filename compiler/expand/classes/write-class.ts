import ts from "typescript";
import { added, copySource } from "../copy-source.js";
import type { Piece } from "../expanded-text.js";
import { textOfType } from "../scope.js";
import type { ClassShape, Field } from "./class-shape.js";
import { isFluent, silentName } from "./fluent-method.js";
import { writeMaker } from "./write-maker.js";
import type { ClassWriting } from "./writing.js";

/** The type, functions and constants that stand in the place of a class. */
export function writeClass(shape: ClassShape, outer: ClassWriting): readonly Piece[] {
  const { declaration, members } = shape;
  const writing: ClassWriting = { ...outer, self: undefined, held: new Map() };
  const pieces = [...writeType(shape, writing), ...writeMaker(shape, writing)];
  for (const [node, { kind, written }] of members) {
    const put = (text: string, at: ts.Node = node): Piece => added(text, at, writing);
    pieces.push(put(`\n${exported(declaration)}`));
    if (ts.isPropertyDeclaration(node)) {
      pieces.push(put(`const ${written}`, node.name));
      if (node.type !== undefined) pieces.push(put(": "), ...copySource(node.type, writing));
      else if ((ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Readonly) === 0) {
        pieces.push(put(`: ${typeTextOf(node, node, writing)}`));
      }
      pieces.push(put(" = "), ...copySource(node.initializer as ts.Expression, writing), put(";"));
    } else {
      const method = node as ts.MethodDeclaration;
      pieces.push(...writeMethod(shape, method, kind, written, writing));
      if (!isFluent(method)) continue;
      const silent = { ...writing, instead: giveNothing(writing) };
      pieces.push(put(`\n${exported(declaration)}`), ...writeMethod(shape, method, kind, silentName(written), silent));
    }
  }
  return pieces;
}

/** `return;` for `return this;` */
function giveNothing({ instead }: ClassWriting): ClassWriting["instead"] {
  return (node, inner) => {
    const isResult = ts.isReturnStatement(node) && node.expression?.kind === ts.SyntaxKind.ThisKeyword;
    return isResult ? [added("return;", node, inner)] : instead(node, inner);
  };
}

function writeMethod(
  shape: ClassShape,
  node: ts.MethodDeclaration | ts.AccessorDeclaration,
  kind: string,
  written: string,
  writing: ClassWriting,
): readonly Piece[] {
  const put = (text: string, at: ts.Node = node.name): Piece => added(text, at, writing);
  const isStatic = kind === "static method";
  const self = isStatic ? undefined : writing.fresh.next(nameOfInstance(shape), shape.declaration);
  const inside: ClassWriting = { ...writing, self };
  const isAsync = (node.modifiers ?? []).some((one) => one.kind === ts.SyntaxKind.AsyncKeyword);
  const own = node.typeParameters ?? [];
  const types = isStatic ? own : [...(shape.declaration.typeParameters ?? []), ...own];
  const pieces = [put(`${isAsync ? "async " : ""}function ${written}`), ...writeTypeParameters(types, node, inside)];
  pieces.push(put("("));
  if (self !== undefined) pieces.push(put(`${self}: ${typeOf(shape)}`));
  for (const [index, parameter] of node.parameters.entries()) {
    if (index > 0 || self !== undefined) pieces.push(put(", ", parameter));
    pieces.push(...copySource(parameter, inside));
  }
  pieces.push(put(")"));
  if (written.endsWith("$")) pieces.push(put(": void"));
  else if (node.type !== undefined) pieces.push(put(": "), ...copySource(node.type, inside));
  return [...pieces, put(" "), ...copySource(node.body as ts.Block, inside)];
}

/** `basket`, for instances of `Basket`. */
export function nameOfInstance({ name }: ClassShape): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

/** `export `, also for what only the members of an exported class use. */
export function exported(node: ts.ClassDeclaration): string {
  return ts.isSourceFile(node.parent) ? "export " : "";
}

/** `<T extends Line>`, or nothing. */
export function writeTypeParameters(
  types: readonly ts.TypeParameterDeclaration[],
  at: ts.Node,
  writing: ClassWriting,
): readonly Piece[] {
  if (types.length === 0) return [];
  const pieces = types.flatMap((type, index) => [
    ...(index > 0 ? [added(", ", type, writing)] : []),
    ...copySource(type, writing),
  ]);
  return [added("<", at, writing), ...pieces, added(">", at, writing)];
}

/** `Basket<T>` */
export function typeOf({ name, declaration }: ClassShape): string {
  const names = (declaration.typeParameters ?? []).map((type) => type.name.text);
  return names.length === 0 ? name : `${name}<${names.join(", ")}>`;
}

function writeType(shape: ClassShape, writing: ClassWriting): readonly Piece[] {
  const { declaration, fields, name } = shape;
  const put = (text: string, at: ts.Node = declaration.name): Piece => added(text, at, writing);
  const pieces = [put(`${exported(declaration)}interface ${name}`)];
  pieces.push(...writeTypeParameters(declaration.typeParameters ?? [], declaration.name, writing), put(" {"));
  for (const field of fields) {
    const isReadonly = (ts.getCombinedModifierFlags(field.declaration) & ts.ModifierFlags.Readonly) !== 0;
    const at = field.declaration.name;
    pieces.push(put(` ${isReadonly ? "readonly " : ""}${field.name}: `, at), ...writeFieldType(field, writing), put(";", at));
  }
  return [...pieces, put(" }")];
}

/** The type of a field that is there from the beginning, though it may hold nothing. */
export function writeFieldType({ declaration }: Field, writing: ClassWriting): readonly Piece[] {
  const put = (text: string): Piece => added(text, declaration.name, writing);
  const { type } = declaration;
  if (type === undefined) return [put(typeTextOf(declaration, declaration, writing))];
  if (declaration.questionToken === undefined || ts.isParameter(declaration) && declaration.initializer !== undefined) {
    return copySource(type, writing);
  }
  return [put("("), ...copySource(type, writing), put(") | undefined")];
}

function typeTextOf(node: ts.Node, at: ts.Node, { checker }: ClassWriting): string {
  return textOfType(checker, checker.getTypeAtLocation(node), at, new Map());
}
