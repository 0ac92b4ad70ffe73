import ts from "typescript";
import { added, copySource } from "../copy-source.js";
import type { Piece } from "../expanded-text.js";
import type { ClassShape } from "./class-shape.js";
import { exported, nameOfInstance, typeOf, typeTextOf, writeFieldType, writeTypeParameters } from "./class-types.js";
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

function writeType(shape: ClassShape, writing: ClassWriting): readonly Piece[] {
  const { declaration, fields, name } = shape;
  const put = (text: string, at: ts.Node = declaration.name): Piece => added(text, at, writing);
  const pieces = [put(`${exported(declaration)}interface ${name}`)];
  pieces.push(...writeTypeParameters(declaration.typeParameters ?? [], declaration.name, writing), put(" {"));
  for (const field of fields) {
    const isReadonly = (ts.getCombinedModifierFlags(field.declaration) & ts.ModifierFlags.Readonly) !== 0;
    const at = field.declaration.name;
    pieces.push(
      put(` ${isReadonly ? "readonly " : ""}${field.name}: `, at),
      ...writeFieldType(field, writing),
      put(";", at),
    );
  }
  return [...pieces, put(" }")];
}
