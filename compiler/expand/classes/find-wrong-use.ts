import ts from "typescript";
import { skipWrappers } from "../../analyse/skip-wrappers.js";
import { isOfDsl } from "../../program/file-kinds.js";
import { type ClassShape, contains, type Field } from "./class-shape.js";
import { InstanceTypes } from "./instance-types.js";

/** What is read for uses of classes that only classes have. */
export interface ClassUses {
  readonly files: readonly ts.SourceFile[];
  readonly checker: ts.TypeChecker;
  readonly shapes: ReadonlyMap<ts.Node, ClassShape>;
}

/**
 * A piece of code by which a value could have the type of a class without being an instance, or a method of one could be called by
 * another type; undefined where there is none.
 *
 * What else a class is asked for, `instanceof` or its name, is a mistake of types once it is a type of its fields.
 */
export function findWrongUse(uses: ClassUses): ts.Node | undefined {
  const check = new UseCheck(uses);
  let found: ts.Node | undefined;
  const isFound = (node: ts.Node): boolean => {
    if (check.isWrong(node)) found = node;
    return found !== undefined;
  };
  return uses.files.some((file) => contains(file, isFound)) ? found : undefined;
}

class UseCheck {
  readonly #checker: ts.TypeChecker;
  readonly #shapes: ReadonlyMap<ts.Node, ClassShape>;
  readonly #instances: InstanceTypes;
  /** Of classes with fields that nothing else sees. */
  readonly #hidden: InstanceTypes;
  readonly #methods: ReadonlySet<string>;
  readonly #hasHidden: boolean;
  /** Classes of which another object could have the type, by what it must have. */
  readonly #open: readonly (readonly string[])[];

  constructor({ checker, shapes }: ClassUses) {
    this.#checker = checker;
    this.#shapes = shapes;
    const all = [...shapes.values()];
    const namesOf = ({ members }: ClassShape): string[] =>
      [...members].flatMap(([node, { kind }]) => {
        const { name } = node as ts.ClassElement;
        return kind.startsWith("static") || name === undefined || !ts.isIdentifier(name) ? [] : [name.text];
      });
    this.#methods = new Set(all.flatMap(namesOf));
    const hidden = [...shapes].filter(([, { fields }]) => fields.some(({ isHidden }) => isHidden));
    this.#hidden = new InstanceTypes(checker, new Map(hidden));
    this.#instances = new InstanceTypes(checker, shapes);
    this.#hasHidden = hidden.length > 0;
    this.#open = all
      .filter((one) => !isNominal(one))
      .filter((one) => namesOf(one).length > 0)
      .map((one) => [...namesOf(one), ...one.fields.filter(isThere).map(({ name }) => name)]);
  }

  isWrong(node: ts.Node): boolean {
    if (ts.isTypePredicateNode(node))
      return node.type !== undefined && this.#instances.isIn(this.#checker.getTypeFromTypeNode(node.type));
    if (ts.isParameter(node)) return this.#isInput(node);
    if (ts.isBindingElement(node)) return this.#readsByPattern(node);
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) return this.#readsByAssignment(node);
    if (!ts.isExpression(node)) return false;
    return this.#isWrongExpression(node);
  }

  #isWrongExpression(node: ts.Expression): boolean {
    const checker = this.#checker;
    if (isPartOfName(node)) return false;
    if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
      const type = checker.getTypeAtLocation(node);
      const given = checker.getTypeAtLocation(node.expression);
      if (
        this.#instances.isIn(type) &&
        ((given.flags & ts.TypeFlags.Any) !== 0 || !checker.isTypeAssignableTo(given, type))
      )
        return true;
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword) {
      return this.#asksForMember(node);
    }
    if (ts.isPropertyAccessExpression(node) && this.#isReadOtherwise(node.expression, node.name.text)) return true;
    if (ts.isElementAccessExpression(node) && this.#instances.isOne(checker.getTypeAtLocation(node.expression)))
      return true;
    if (ts.isCallExpression(node) && this.#isCalledOutside(node)) return true;
    const type = checker.getTypeAtLocation(node);
    return this.#isAlike(type) || this.#isUnknown(node, type) || (this.#hasHidden && this.#isShown(node, type));
  }

  /** `add` of what is no instance by its type, although it may be one. */
  #isReadOtherwise(receiver: ts.Expression, name: string): boolean {
    const type = this.#checker.getTypeAtLocation(receiver);
    if (name === "constructor" && this.#instances.isIn(type)) return true;
    if (!this.#methods.has(name) || (type.flags & ts.TypeFlags.Any) !== 0) return false;
    return this.#isStructural(type);
  }

  /** True for a type that is none of a class, and that an instance could have. */
  #isStructural(type: ts.Type): boolean {
    const checker = this.#checker;
    const base = checker.getNonNullableType(checker.getBaseConstraintOfType(type) ?? type);
    const parts = base.isUnion() ? base.types : [base];
    return parts.some((part) => {
      if (this.#instances.classOf(part) !== undefined || (part.flags & ts.TypeFlags.Object) === 0) return false;
      return [...this.#shapes.values()].some((shape) => {
        const symbol = checker.getSymbolAtLocation(shape.declaration.name);
        if (symbol === undefined || part.symbol === symbol) return false;
        return checker.isTypeAssignableTo(checker.getDeclaredTypeOfSymbol(symbol), part);
      });
    });
  }

  /** `"add" in value`, where the value may be an instance. */
  #asksForMember({ left, right }: ts.BinaryExpression): boolean {
    const isNamed = ts.isStringLiteral(left) && !this.#methods.has(left.text);
    return ts.isPrivateIdentifier(left) || !isNamed || this.#hasInstance(right);
  }

  #readsByPattern(node: ts.BindingElement): boolean {
    const { propertyName, name, parent } = node;
    if (!ts.isObjectBindingPattern(parent) || node.dotDotDotToken !== undefined) return false;
    const key = propertyName ?? name;
    const type = this.#checker.getTypeAtLocation(parent);
    if (!ts.isIdentifier(key)) return this.#instances.isOne(type);
    return this.#methods.has(key.text) && (this.#instances.isOne(type) || this.#isStructural(type));
  }

  /** `({ total } = basket)` */
  #readsByAssignment(node: ts.PropertyAssignment | ts.ShorthandPropertyAssignment): boolean {
    const { parent } = node;
    const isPattern = ts.isBinaryExpression(parent.parent) && parent.parent.left === parent;
    return isPattern && ts.isIdentifier(node.name) && this.#methods.has(node.name.text);
  }

  /** A parameter of a workflow, whose input is JSON. */
  #isInput(node: ts.ParameterDeclaration): boolean {
    const call = node.parent.parent;
    if (!ts.isCallExpression(call) || !isCallOfDsl(this.#checker, call)) return false;
    const isFirst = call.arguments[0] === node.parent || call.arguments[1] === node.parent;
    return isFirst && !/\bmap$/.test(call.expression.getText()) && this.#hasInstance(node.name);
  }

  /** A function whose code is not at hand gives instances: a task, `structuredClone`, `JSON.parse`. */
  #isCalledOutside(node: ts.CallExpression): boolean {
    const checker = this.#checker;
    const isCopied = node.expression.getText() === "structuredClone";
    if (isCopied && node.arguments.some((one) => this.#hasInstance(one))) return true;
    const declaration = checker.getResolvedSignature(node)?.declaration;
    if (node.expression.getText() === "Object.assign")
      return node.arguments[0] !== undefined && this.#hasInstance(node.arguments[0]);
    const type = checker.getTypeAtLocation(node);
    if (declaration === undefined || type.getCallSignatures().length > 0 || !this.#instances.isIn(type)) return false;
    const isWritten = "body" in declaration && declaration.body !== undefined && !isOfPackage(checker, node);
    if (isWritten) return false;
    if (ts.isCallExpression(node) && /(^|\.)map$/.test(node.expression.getText())) return false;
    const owner = ts.isInterfaceDeclaration(declaration.parent) ? declaration.parent.name.text : "";
    const isOfObject = owner === "ObjectConstructor" && !/\.(assign|create)$/.test(node.expression.getText());
    return !isOfObject && !keepsInstances.test(owner) && !isOwnFunctionType(declaration);
  }

  /** True for an object of another type that has all methods of a class. */
  #isAlike(type: ts.Type): boolean {
    if (
      this.#open.length === 0 ||
      (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0 ||
      this.#instances.isOne(type) ||
      (type.isIntersection() && type.types.some((one) => this.#instances.isOne(one)))
    ) {
      return false;
    }
    return this.#open.some((names) => names.every((name) => type.getProperty(name) !== undefined));
  }

  /** A value of any type that is given where an instance is wanted. */
  #isUnknown(node: ts.Expression, type: ts.Type): boolean {
    if ((type.flags & ts.TypeFlags.Any) === 0) return false;
    const wanted = this.#checker.getContextualType(node);
    return wanted !== undefined && this.#instances.isIn(wanted);
  }

  /** True where fields that only the class sees could become visible. */
  #isShown(node: ts.Expression, type: ts.Type): boolean {
    if (!this.#hidden.isIn(type)) return false;
    const { parent } = node;
    if (ts.isSpreadElement(parent)) return false;
    if (ts.isSpreadAssignment(parent) || ts.isTemplateSpan(parent)) return true;
    if (ts.isForInStatement(parent) && parent.expression === node) return true;
    const wanted = this.#checker.getContextualType(node);
    if (wanted !== undefined && !this.#hidden.isIn(wanted)) return true;
    if (!ts.isCallExpression(parent) || parent.expression === node)
      return isResultOfWorkflow(this.#checker, node, parent);
    const declaration = this.#checker.getResolvedSignature(parent)?.declaration;
    const owner = declaration && ts.isInterfaceDeclaration(declaration.parent) ? declaration.parent.name.text : "";
    const isWritten = declaration !== undefined && "body" in declaration && declaration.body !== undefined;
    return !(isWritten && !isOfPackage(this.#checker, parent)) && !keepsInstances.test(owner);
  }

  #hasInstance(node: ts.Node): boolean {
    return this.#instances.isIn(this.#checker.getTypeAtLocation(node));
  }
}

/** Methods of these give what they are given. */
const keepsInstances =
  /^(Readonly)?(Array|Map|Set|Promise)(Constructor)?$|^(Concat|Iterator|ArrayIterator|MapIterator|IteratorObject)|^CallableFunction$|^(Readonly)?Array/;

/** True for a field that another object needs to have the type of the class. */
function isThere({ declaration }: Field): boolean {
  return declaration.questionToken === undefined;
}

/** True for a class of which nothing but instances has the type. */
function isNominal({ declaration }: ClassShape): boolean {
  const hides = (node: ts.Node): boolean =>
    (ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : []).some(
      ({ kind }) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword,
    );
  return declaration.members.some((member) => {
    if (ts.isConstructorDeclaration(member)) return member.parameters.some(hides);
    return hides(member) || (member.name !== undefined && ts.isPrivateIdentifier(member.name));
  });
}

function isPartOfName(node: ts.Expression): boolean {
  const { parent } = node;
  return ts.isPropertyAccessExpression(parent) && parent.name === node;
}

function isOfPackage(checker: ts.TypeChecker, call: ts.CallExpression): boolean {
  const file = checker.getResolvedSignature(call)?.declaration?.getSourceFile();
  return file !== undefined && (file.isDeclarationFile || isOfDsl(file));
}

function isCallOfDsl(checker: ts.TypeChecker, call: ts.CallExpression): boolean {
  const file = checker.getResolvedSignature(call)?.declaration?.getSourceFile();
  return file !== undefined && isOfDsl(file);
}

function isOwnFunctionType(declaration: ts.Node): boolean {
  const file = declaration.getSourceFile();
  return !file.isDeclarationFile && !isOfDsl(file);
}

/** True for what a workflow gives, whose output is JSON. */
function isResultOfWorkflow(checker: ts.TypeChecker, node: ts.Expression, parent: ts.Node): boolean {
  const isGiven = ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === node);
  const around = isGiven ? ts.findAncestor(node, (one) => one !== node && ts.isFunctionLike(one)) : undefined;
  const call = around?.parent;
  return (
    call !== undefined &&
    ts.isCallExpression(call) &&
    isCallOfDsl(checker, call) &&
    skipWrappers(call.expression).getText() === "workflow"
  );
}
