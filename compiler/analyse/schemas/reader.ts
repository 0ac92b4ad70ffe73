import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { type Constant, readConstant } from "../constant.js";
import { isReservedKey } from "../expressions/literals.js";
import { outsideAnalyser } from "../outside-analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { givesItself, type ObjectSchema, type Schema } from "./schema.js";
import { makerOf, type ZodFunction } from "./zod-package.js";

/** What a part of a schema that was refused leads to: the rest is looked at no further. */
export class Refused extends Error {}

/** Reads schemas from their syntax: what they are made of, none of it is ever run. */
export class SchemaReader {
  readonly #analyser: Analyser;
  readonly #read: ReadCall;
  /** The constants that are being read, outermost first. */
  #reading: readonly ts.Node[] = [];

  constructor(analyser: Analyser, read: ReadCall) {
    this.#analyser = outsideAnalyser(analyser);
    this.#read = read;
  }

  /** @throws Refused after reporting what is no schema that can be read */
  schema(node: ts.Expression): Schema {
    const inner = skipWrappers(node);
    if (ts.isCallExpression(inner)) return this.#call(inner);
    if (ts.isPropertyAccessExpression(inner)) {
      const part = this.#part(inner);
      if (part !== undefined) return part;
    }
    return this.constant(inner, (value) => this.schema(value));
  }

  /** What a constant is made by, or the expression itself where it is none. */
  constant<T>(node: ts.Expression, read: (value: ts.Expression) => T): T {
    const { checker } = this.#analyser;
    const name = ts.isPropertyAccessExpression(node) ? node.name : node;
    const symbol = ts.isIdentifier(name) ? this.#analyser.symbolOf(name) : undefined;
    const declaration = symbol?.valueDeclaration;
    if (symbol === undefined || declaration === undefined) return this.refuse(node, "it is no constant");
    const value = valueOf(declaration, checker);
    if (value === undefined || declaration.getSourceFile().isDeclarationFile) {
      const maker = makerOf(symbol) ?? makerOf(checker.getTypeAtLocation(node).symbol);
      if (maker?.kind === "other") return this.#refuseLibrary(node, maker.library);
      return this.refuse(node, "it is no constant whose value is written in the project");
    }
    if (this.#analyser.isReassigned(symbol)) return this.refuse(node, "it is changed after its declaration");
    if (isInFunction(declaration)) return this.refuse(node, "it is declared inside of a function");
    if (this.#reading.includes(declaration)) return this.refuse(node, "it refers to itself");
    const outer = this.#reading;
    this.#reading = [...outer, declaration];
    this.#analyser.analysis.sources.add(declaration.getSourceFile());
    try {
      return read(value);
    } finally {
      this.#reading = outer;
    }
  }

  /** `Order.shape.lines`, `Lines.element`. */
  #part(node: ts.PropertyAccessExpression): Schema | undefined {
    const owner = skipWrappers(node.expression);
    if (ts.isPropertyAccessExpression(owner) && owner.name.text === "shape" && this.#isOfZod(owner.name)) {
      const member = this.object(owner.expression).members.get(node.name.text);
      return member ?? this.refuse(node, "there is no such member");
    }
    if (node.name.text !== "element" || !this.#isOfZod(node.name)) return undefined;
    const array = this.schema(owner);
    return array.kind === "array" ? array.element : this.refuse(node, "only arrays have an element");
  }

  #isOfZod(name: ts.Node): boolean {
    return makerOf(this.#analyser.symbolOf(name))?.kind === "zod";
  }

  #call(call: ts.CallExpression): Schema {
    const callee = skipWrappers(call.expression);
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
    const symbol = ts.isIdentifier(name) ? this.#analyser.symbolOf(name) : undefined;
    const maker = makerOf(symbol);
    if (maker === undefined) return this.refuse(call, "it is made by a function that is not zod's own");
    if (maker.kind === "other") return this.#refuseLibrary(call, maker.library);
    const declaration = symbol?.declarations?.[0];
    const isFunction = declaration !== undefined && ts.isFunctionDeclaration(declaration);
    const receiver =
      isFunction || !ts.isPropertyAccessExpression(callee) ? undefined : (): Schema => this.schema(callee.expression);
    return this.#read(this, { call, name: callee.getText(), function: maker.function, receiver });
  }

  // --- parts ----------------------------------------------------------------------------------------------------------

  object(node: ts.Expression): ObjectSchema {
    const schema = this.schema(node);
    return schema.kind === "object" ? schema : this.refuse(node, "only objects have a shape");
  }

  /** `{ id: z.string(), ...base.shape }` */
  shape(node: ts.Expression): ReadonlyMap<string, Schema> {
    const inner = skipWrappers(node);
    if (ts.isPropertyAccessExpression(inner) && inner.name.text === "shape" && this.#isOfZod(inner.name)) {
      return this.object(inner.expression).members;
    }
    if (!ts.isObjectLiteralExpression(inner)) return this.constant(inner, (value) => this.shape(value));
    const members = new Map<string, Schema>();
    for (const property of inner.properties) {
      if (ts.isSpreadAssignment(property)) {
        for (const [key, schema] of this.shape(property.expression)) members.set(key, schema);
        continue;
      }
      if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) {
        return this.refuse(property, "its members are worked out when it is used");
      }
      const key = this.key(property.name);
      const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
      members.set(key, this.schema(value));
    }
    return members;
  }

  key(name: ts.PropertyName): string {
    const text =
      ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : undefined;
    if (text === undefined) return this.refuse(name, "its keys are worked out when it is used");
    return this.checkedKey(name, text);
  }

  checkedKey(node: ts.Node, key: string): string {
    if (!isReservedKey(key) && !inherited.has(key)) return key;
    this.#analyser.problem(node, "SP1216", { name: key });
    throw new Refused();
  }

  list(node: ts.Expression): readonly Schema[] {
    const inner = skipWrappers(node);
    if (!ts.isArrayLiteralExpression(inner)) return this.constant(inner, (value) => this.list(value));
    return inner.elements.map((element) => {
      if (ts.isSpreadElement(element)) return this.refuse(element, "its parts are worked out when it is used");
      return this.schema(element);
    });
  }

  value(node: ts.Expression): Constant {
    const { reported } = this.#analyser.analysis.problems;
    const value = readConstant(this.#analyser, node);
    if (this.#analyser.analysis.problems.reported > reported) throw new Refused();
    return value;
  }

  number(node: ts.Expression): number {
    const value = this.value(node);
    return typeof value === "number" ? value : this.refuse(node, "it takes a number here");
  }

  text(node: ts.Expression): string {
    const value = this.value(node);
    return typeof value === "string" ? value : this.refuse(node, "it takes a text here");
  }

  /** True for an error message or options, where a schema may stand as well. */
  isMessage(node: ts.Expression): boolean {
    const isText = (this.checker.getTypeAtLocation(node).flags & ts.TypeFlags.StringLike) !== 0;
    return isText || ts.isObjectLiteralExpression(skipWrappers(node));
  }

  /** The options beside an error message, which makes no difference. */
  options(node: ts.Expression | undefined, allowed: readonly string[] = []): ReadonlyMap<string, ts.Expression> {
    const found = new Map<string, ts.Expression>();
    if (node === undefined) return found;
    const inner = skipWrappers(node);
    if ((this.#analyser.checker.getTypeAtLocation(inner).flags & ts.TypeFlags.StringLike) !== 0) return found;
    if (!ts.isObjectLiteralExpression(inner)) return this.inexact(node, "options that are not written here");
    for (const property of inner.properties) {
      const { name } = property;
      const key = name !== undefined && ts.isIdentifier(name) ? name.text : undefined;
      if (key !== undefined && messages.has(key)) continue;
      if (key === undefined || !ts.isPropertyAssignment(property) || !allowed.includes(key)) {
        return this.inexact(property, `the option \`${property.getText()}\``);
      }
      found.set(key, property.initializer);
    }
    return found;
  }

  needed(call: ts.CallExpression, node: ts.Expression | undefined): ts.Expression {
    return node ?? this.refuse(call, "an argument is missing");
  }

  /** Zod freezes what it gives: a copy as a rule, but the value itself where it makes none. */
  frozen(node: ts.Node, schema: Schema): Schema {
    return givesItself(schema) ? this.inexact(node, "`readonly` of a schema that makes no copy") : schema;
  }

  get checker(): ts.TypeChecker {
    return this.#analyser.checker;
  }

  // --- refusals -------------------------------------------------------------------------------------------------------

  refuse(node: ts.Node, reason: string): never {
    return this.#report(node, "SP1419", { text: node.getText(), reason });
  }

  /** Of what changes values, or runs code. */
  refuseWork(node: ts.Node, name: string, work: string): never {
    return this.#report(node, "SP1420", { name, work });
  }

  inexact(node: ts.Node, what: string): never {
    return this.#report(node, "SP1421", { what });
  }

  pattern(node: ts.Node, reason: string, hint: string): never {
    return this.#report(node, "SP1303", { reason, hint });
  }

  #refuseLibrary(node: ts.Node, library: string): never {
    return this.#report(node, "SP1422", { library });
  }

  #report(
    node: ts.Node,
    code: "SP1303" | "SP1419" | "SP1420" | "SP1421" | "SP1422",
    details: Readonly<Record<string, string>>,
  ): never {
    this.#analyser.problem(node, code, details);
    throw new Refused();
  }
}

/** A call of zod: of a function, or of a method of the schema that `receiver` reads. */
export interface ZodCall {
  readonly call: ts.CallExpression;
  /** As it is written, such as `z.string`. */
  readonly name: string;
  readonly function: ZodFunction;
  readonly receiver: (() => Schema) | undefined;
}

export type ReadCall = (reader: SchemaReader, call: ZodCall) => Schema;

/** Zod would find these on every object. */
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Options that make no difference to what fits. */
const messages = new Set(["error", "message", "description", "abort"]);

function valueOf(declaration: ts.Declaration, checker: ts.TypeChecker): ts.Expression | undefined {
  if (ts.isVariableDeclaration(declaration)) {
    const isConst = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    return isConst ? declaration.initializer : undefined;
  }
  if (ts.isShorthandPropertyAssignment(declaration)) {
    const symbol = checker.getShorthandAssignmentValueSymbol(declaration);
    return symbol === undefined ? undefined : declaration.name;
  }
  if (ts.isExportAssignment(declaration)) return declaration.expression;
  return ts.isPropertyAssignment(declaration) ? declaration.initializer : undefined;
}

function isInFunction(node: ts.Node): boolean {
  for (let parent = node.parent as ts.Node | undefined; parent !== undefined; parent = parent.parent) {
    if (ts.isFunctionLike(parent)) return true;
  }
  return false;
}
