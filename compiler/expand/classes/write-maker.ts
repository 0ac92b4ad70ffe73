import ts from "typescript";
import { skipWrappers } from "../../analyse/skip-wrappers.js";
import { added, copySource } from "../copy-source.js";
import type { Piece } from "../expanded-text.js";
import { isAssignedIn } from "../helper.js";
import { namesIn } from "../names.js";
import type { ClassShape, Field } from "./class-shape.js";
import { contains } from "./class-shape.js";
import { needsInstance } from "./write-uses.js";
import { exported, nameOfInstance, typeOf, writeFieldType, writeTypeParameters } from "./class-types.js";
import type { ClassWriting } from "./writing.js";

/**
 * The function that makes an instance: the fields of the class in their order, then what its constructor does.
 *
 * Up to the first statement of the constructor that needs the instance, variables hold the fields; the object is made there.
 */
export function writeMaker(shape: ClassShape, writing: ClassWriting): readonly Piece[] {
  const { declaration, constructorDeclaration: node, maker, fields } = shape;
  const { checker } = writing;
  const at = node ?? declaration.name;
  const put = (text: string, place: ts.Node = at): Piece => added(text, place, writing);
  const statements = node?.body?.statements ?? [];
  const declarations = new Set<ts.Node>(fields.map((field) => field.declaration));
  const begins = statements.findIndex((one) => needsInstance(one, declarations, checker));
  const early = begins === -1 ? statements : statements.slice(0, begins);
  const later = begins === -1 ? [] : statements.slice(begins);
  const needed = fields.some(
    ({ declaration: { initializer } }) => initializer && needsInstance(initializer, declarations, checker),
  );
  if (needed || hidesNames(shape)) writing.refuse(declaration);
  const held = holdFields(shape, early, writing);
  const inside: ClassWriting = { ...writing, held: held.names };
  const pieces = [put(`\n${exported(declaration)}function ${maker}`)];
  pieces.push(...writeTypeParameters(declaration.typeParameters ?? [], declaration.name, writing), put("("));
  for (const [index, parameter] of (node?.parameters ?? []).entries()) {
    if (index > 0) pieces.push(put(", ", parameter));
    pieces.push(...writeParameter(parameter, writing));
  }
  pieces.push(put(`): ${typeOf(shape)} {\n`));
  pieces.push(...held.declared(inside));
  for (const one of early) pieces.push(...held.statement(one, inside), put("\n", one));
  const object = writeObject(shape, held, inside);
  if (later.length === 0) return [...pieces, put("return "), ...object, put(";\n}")];
  const self = writing.fresh.next(nameOfInstance(shape), declaration);
  pieces.push(put(`const ${self}: ${typeOf(shape)} = `), ...object, put(";\n"));
  const made: ClassWriting = { ...writing, self };
  for (const one of later) pieces.push(...copySource(one, made), put("\n", one));
  return [...pieces, put(`return ${self};\n}`)];
}

/** A parameter without what makes it a field. */
function writeParameter(parameter: ts.ParameterDeclaration, writing: ClassWriting): readonly Piece[] {
  const { dotDotDotToken, name, questionToken, type, initializer } = parameter;
  const put = (text: string): Piece => added(text, name, writing);
  const pieces = [put(dotDotDotToken === undefined ? "" : "..."), ...copySource(name, writing)];
  if (questionToken !== undefined) pieces.push(put("?"));
  if (type !== undefined) pieces.push(put(": "), ...copySource(type, writing));
  if (initializer !== undefined) pieces.push(put(" = "), ...copySource(initializer, writing));
  return pieces;
}

/** True where a value of a field names what would be a parameter or variable of the constructor instead. */
function hidesNames({ fields, constructorDeclaration }: ClassShape): boolean {
  const inside = new Set(constructorDeclaration === undefined ? [] : declaredNames(constructorDeclaration));
  return fields.some(({ declaration }) => {
    const { initializer } = declaration;
    if (initializer === undefined || ts.isParameter(declaration)) return false;
    return contains(initializer, (one) => {
      if (!ts.isIdentifier(one) || !inside.has(one.text)) return false;
      return !(ts.isPropertyAccessExpression(one.parent) && one.parent.name === one);
    });
  });
}

function declaredNames(node: ts.Node): readonly string[] {
  const names: string[] = [];
  contains(node, (one) => {
    const isDeclared = ts.isParameter(one) || ts.isVariableDeclaration(one) || ts.isBindingElement(one);
    if (isDeclared) names.push(...namesIn(one.name));
    if (ts.isFunctionDeclaration(one) && one.name !== undefined) names.push(one.name.text);
    return false;
  });
  return names;
}

interface HeldFields {
  /** The variables of fields. */
  readonly names: ReadonlyMap<ts.Node, string>;
  readonly declared: (inside: ClassWriting) => readonly Piece[];
  readonly statement: (node: ts.Statement, inside: ClassWriting) => readonly Piece[];
}

/** Chooses the fields whose values get variables, and the others, whose values stand in the object. */
function holdFields(shape: ClassShape, early: readonly ts.Statement[], writing: ClassWriting): HeldFields {
  const { checker, fresh } = writing;
  const { fields, constructorDeclaration } = shape;
  const uses = new Map<ts.Node, ts.PropertyAccessExpression[]>();
  const look = (node: ts.Node): boolean =>
    contains(node, (one) => {
      if (!ts.isPropertyAccessExpression(one) || one.expression.kind !== ts.SyntaxKind.ThisKeyword) return false;
      const field = checker.getSymbolAtLocation(one.name)?.valueDeclaration;
      if (field !== undefined) uses.set(field, [...(uses.get(field) ?? []), one]);
      return false;
    });
  for (const { declaration } of fields) if (declaration.initializer !== undefined) look(declaration.initializer);
  early.forEach(look);
  const isInObject = early.length === 0 && uses.size === 0;
  const names = new Map<ts.Node, string>();
  const once = new Map<ts.Statement, Field>();
  for (const field of fields) {
    const { declaration } = field;
    const isUsed = uses.has(declaration);
    if (ts.isParameter(declaration)) {
      // The name of the declaration stands for the field, and elsewhere for the parameter.
      const [parameter] = checker.getSymbolsOfParameterPropertyDeclaration(declaration, field.name);
      const isAssigned = !parameter || isAssignedIn(checker, parameter, constructorDeclaration ?? declaration);
      const isSame = !isAssigned && !(uses.get(declaration) ?? []).some(isChangedThere);
      if (isSame) {
        if (isUsed) names.set(declaration, field.name);
        continue;
      }
    } else if (!isUsed && (declaration.initializer === undefined || isInObject || isPlain(declaration.initializer)))
      continue;
    names.set(declaration, fresh.next(field.name, shape.declaration));
    const changed = (uses.get(declaration) ?? []).filter(isChangedThere);
    const only = changed.length === 1 ? changed[0]?.parent.parent : undefined;
    const isFirst = declaration.initializer === undefined && !ts.isParameter(declaration);
    const statement = early.find((one) => one === only);
    if (isFirst && statement !== undefined && assignedIn(statement) !== undefined) once.set(statement, field);
  }
  const isConstant = (field: Field): boolean => !(uses.get(field.declaration) ?? []).some(isChangedThere);
  const declared = (inside: ClassWriting): readonly Piece[] =>
    [
      ...fields.filter((one) => !ts.isParameter(one.declaration)),
      ...fields.filter((one) => ts.isParameter(one.declaration)),
    ].flatMap((field) => {
      const { declaration } = field;
      const written = names.get(declaration);
      const isDeclared = ts.isParameter(declaration) && written === field.name;
      if (written === undefined || isDeclared || [...once.values()].includes(field)) return [];
      const put = (text: string): Piece => added(text, declaration.name, inside);
      const isParameter = ts.isParameter(declaration);
      const value = isParameter ? declaration.name : declaration.initializer;
      const keyword = value !== undefined && isConstant(field) ? "const" : "let";
      const pieces = [put(`${keyword} ${written}: `), ...writeFieldType(field, inside)];
      if (value !== undefined) pieces.push(put(" = "), ...copySource(value, inside));
      else if (mayBeNothing(checker, declaration)) pieces.push(put(" = undefined"));
      return [...pieces, put(";\n")];
    });
  const statement = (node: ts.Statement, inside: ClassWriting): readonly Piece[] => {
    const field = once.get(node);
    const value = field && assignedIn(node);
    if (field === undefined || value === undefined) return copySource(node, inside);
    const put = (text: string): Piece => added(text, node, inside);
    const type = writeFieldType(field, inside);
    return [
      put(`const ${names.get(field.declaration)}: `),
      ...type,
      put(" = "),
      ...copySource(value, inside),
      put(";"),
    ];
  };
  return { names, declared, statement };
}

/** `[]`, `0`, `new Map()`: the same whenever it is worked out. */
function isPlain(node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  if (ts.isLiteralExpression(inner) || inner.kind === ts.SyntaxKind.NullKeyword) return true;
  if (inner.kind === ts.SyntaxKind.TrueKeyword || inner.kind === ts.SyntaxKind.FalseKeyword) return true;
  if (ts.isArrayLiteralExpression(inner)) return inner.elements.every(isPlain);
  if (ts.isObjectLiteralExpression(inner)) return inner.properties.length === 0;
  return ts.isNewExpression(inner) && /^(Map|Set)$/.test(inner.expression.getText()) && !inner.arguments?.length;
}

/** The value in `this.max = value;`. */
function assignedIn(node: ts.Statement): ts.Expression | undefined {
  if (!ts.isExpressionStatement(node) || !ts.isBinaryExpression(node.expression)) return undefined;
  const { operatorToken, right } = node.expression;
  return operatorToken.kind === ts.SyntaxKind.EqualsToken ? right : undefined;
}

function isChangedThere(node: ts.PropertyAccessExpression): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    return parent.left === node && kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  }
  // Patterns and loops may put a value there, too.
  return !ts.isPropertyAccessExpression(parent) && !ts.isCallExpression(parent) && !ts.isVariableDeclaration(parent);
}

function mayBeNothing(checker: ts.TypeChecker, node: ts.Node): boolean {
  const type = checker.getTypeAtLocation(node);
  const parts = type.isUnion() ? type.types : [type];
  return parts.some(({ flags }) => (flags & ts.TypeFlags.Undefined) !== 0);
}

/** `{ owner: owner, lines: [], last: undefined }` */
function writeObject(
  { fields, declaration: at }: ClassShape,
  held: HeldFields,
  inside: ClassWriting,
): readonly Piece[] {
  const pieces: Piece[] = [added("{", at.name, inside)];
  for (const { name, declaration } of fields) {
    const written = held.names.get(declaration);
    const put = (text: string): Piece => added(text, declaration.name, inside);
    const value = ts.isParameter(declaration) ? declaration.name : declaration.initializer;
    pieces.push(put(` ${name}: `));
    if (written !== undefined) pieces.push(put(written));
    else if (value !== undefined) pieces.push(...copySource(value, inside));
    else pieces.push(put("undefined"));
    pieces.push(put(","));
  }
  return [...pieces, added(" }", at.name, inside)];
}
