import ts from "typescript";
import type { ClassShape } from "./class-shape.js";

/** Tells which types are those of instances, and which have some in them. */
export class InstanceTypes {
  readonly #found = new Map<ts.Type, boolean>();

  constructor(
    readonly checker: ts.TypeChecker,
    readonly shapes: ReadonlyMap<ts.Node, ClassShape>,
  ) {}

  /** The class that a type is of. */
  classOf(type: ts.Type): ClassShape | undefined {
    const declaration = (type.symbol as ts.Symbol | undefined)?.valueDeclaration;
    const shape = declaration && this.shapes.get(declaration);
    return shape !== undefined && type.getConstructSignatures().length === 0 ? shape : undefined;
  }

  /** True for a type of instances, or a choice with one. */
  isOne(type: ts.Type): boolean {
    const parts = type.isUnion() ? type.types : [type];
    return parts.some((part) => this.classOf(part) !== undefined);
  }

  /** True for a type of values that are instances, or have some in them. */
  isIn(type: ts.Type): boolean {
    let found = this.#found.get(type);
    if (found === undefined) {
      found = this.shapes.size > 0 && this.#look(type, 0, new Set());
      this.#found.set(type, found);
    }
    return found;
  }

  #look(type: ts.Type, depth: number, seen: Set<ts.Type>): boolean {
    if (seen.has(type) || depth > 8) return false;
    seen.add(type);
    if (this.classOf(type) !== undefined) return true;
    const inside = (one: ts.Type): boolean => this.#look(one, depth + 1, seen);
    if (type.isUnionOrIntersection()) return type.types.some(inside);
    if ((type.flags & ts.TypeFlags.TypeParameter) !== 0) {
      const base = this.checker.getBaseConstraintOfType(type);
      return base !== undefined && inside(base);
    }
    if ((type.flags & ts.TypeFlags.Object) === 0) return false;
    if (this.checker.getTypeArguments(type as ts.TypeReference).some(inside)) return true;
    if (type.getCallSignatures().length > 0 || isOfLibrary(type)) return false;
    if (this.checker.getIndexInfosOfType(type).some((info) => inside(info.type))) return true;
    return type.getProperties().some((property) => inside(this.checker.getTypeOfSymbol(property)));
  }
}

function isOfLibrary(type: ts.Type): boolean {
  return (type.symbol as ts.Symbol | undefined)?.declarations?.[0]?.getSourceFile().isDeclarationFile === true;
}
