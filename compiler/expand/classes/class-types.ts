import ts from "typescript";
import { added, copySource } from "../copy-source.js";
import type { Piece } from "../expanded-text.js";
import { textOfType } from "../scope.js";
import type { ClassShape, Field } from "./class-shape.js";
import type { ClassWriting } from "./writing.js";

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

/** The type of a field that is there from the beginning, though it may hold nothing. */
export function writeFieldType({ declaration }: Field, writing: ClassWriting): readonly Piece[] {
  const put = (text: string): Piece => added(text, declaration.name, writing);
  const { type } = declaration;
  if (type === undefined) return [put(typeTextOf(declaration, declaration, writing))];
  if (
    declaration.questionToken === undefined ||
    (ts.isParameter(declaration) && declaration.initializer !== undefined)
  ) {
    return copySource(type, writing);
  }
  return [put("("), ...copySource(type, writing), put(") | undefined")];
}

export function typeTextOf(node: ts.Node, at: ts.Node, { checker }: ClassWriting): string {
  return textOfType(checker, checker.getTypeAtLocation(node), at, new Map());
}
