import ts from "typescript";

/** A member of a class that becomes a function or a constant beside it. */
export interface ClassMember {
  readonly kind: "method" | "getter" | "setter" | "static method" | "static constant";
  /** The name of the function or constant. */
  readonly written: string;
  readonly owner: ClassShape;
}

export type FieldDeclaration = ts.PropertyDeclaration | ts.ParameterPropertyDeclaration;

/** An own member of instances. */
export interface Field {
  readonly declaration: FieldDeclaration;
  readonly name: string;
  /** True for `#name`, which nothing sees but the class. */
  readonly isHidden: boolean;
}

/** What a class consists of, where its instances are objects of its own fields. */
export interface ClassShape {
  readonly declaration: ts.ClassDeclaration & { readonly name: ts.Identifier };
  readonly name: string;
  /** The name of the function that makes an instance. */
  readonly maker: string;
  /** In the order that JavaScript gives them: parameter properties, then what the class declares. */
  readonly fields: readonly Field[];
  readonly constructorDeclaration: ts.ConstructorDeclaration | undefined;
  readonly members: ReadonlyMap<ts.Node, ClassMember>;
}

/** Names that JavaScript itself looks for on a value. */
const asked: ReadonlySet<string> = new Set(
  "toJSON then constructor toString valueOf toLocaleString __proto__".split(" "),
);

/** What a class consists of; undefined for one with members whose meaning functions beside it would not have. */
export function shapeOf(checker: ts.TypeChecker, node: ts.ClassDeclaration): ClassShape | undefined {
  if (node.name === undefined || (node.modifiers ?? []).some(({ kind }) => kind !== ts.SyntaxKind.ExportKeyword)) {
    return undefined;
  }
  if (node.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)) return undefined;
  if (checker.getSymbolAtLocation(node.name)?.declarations?.length !== 1 || mayBeEarly(node, node.name))
    return undefined;
  const { text: name } = node.name;
  const members = new Map<ts.Node, ClassMember>();
  const constructors = node.members.filter(ts.isConstructorDeclaration);
  const [constructorDeclaration] = constructors;
  if (constructors.length > 1) return undefined;
  const parameters = (constructorDeclaration?.parameters ?? []).filter((one) =>
    ts.isParameterPropertyDeclaration(one, one.parent),
  );
  const fields: Field[] = parameters.map((declaration) => ({
    declaration: declaration as ts.ParameterPropertyDeclaration,
    name: (declaration.name as ts.Identifier).text,
    isHidden: false,
  }));
  const owner: ClassShape = {
    declaration: node as ClassShape["declaration"],
    name,
    maker: `${name}$new`,
    fields,
    constructorDeclaration,
    members,
  };
  for (const member of node.members) {
    if (ts.isConstructorDeclaration(member)) {
      if (member.body === undefined || returnsAnything(member.body)) return undefined;
    } else if (ts.isSemicolonClassElement(member)) continue;
    else if (!addMember(owner, member, fields, members)) return undefined;
  }
  const functions = [owner.maker, ...[...members.values()].map(({ written }) => written)];
  const isTwice =
    new Set(functions).size < functions.length || new Set(fields.map((one) => one.name)).size < fields.length;
  return isTwice ? undefined : owner;
}

/** True for a class inside of a function that could be asked for before it is there, which functions beside it always are. */
function mayBeEarly({ parent, pos }: ts.ClassDeclaration, { text }: ts.Identifier): boolean {
  if (!ts.isBlock(parent) && !ts.isCaseOrDefaultClause(parent)) return false;
  return parent.statements.some((one) => {
    const isEarly = one.pos < pos || ts.isFunctionDeclaration(one);
    return isEarly && contains(one, (inner) => ts.isIdentifier(inner) && inner.text === text);
  });
}

/** Notes a member; false for one that cannot be kept. */
function addMember(
  owner: ClassShape,
  member: ts.ClassElement,
  fields: Field[],
  members: Map<ts.Node, ClassMember>,
): boolean {
  const { name: named } = member;
  if (named === undefined || !(ts.isIdentifier(named) || ts.isPrivateIdentifier(named))) return false;
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  const isPlain = modifiers.every(({ kind }) => plainModifiers.has(kind));
  if (!isPlain || (ts.canHaveDecorators(member) && ts.getDecorators(member) !== undefined)) return false;
  const isStatic = modifiers.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  const isHidden = ts.isPrivateIdentifier(named);
  const name = isHidden ? named.text.slice(1) : named.text;
  if (asked.has(name)) return false;
  const add = (kind: ClassMember["kind"], written = `${owner.name}$${name}`): boolean => {
    members.set(member, { kind, written, owner });
    return true;
  };
  if (ts.isPropertyDeclaration(member)) {
    if (isStatic) return member.initializer !== undefined && add("static constant");
    fields.push({ declaration: member, name, isHidden });
    return true;
  }
  if (ts.isMethodDeclaration(member)) {
    const isWritten =
      member.body !== undefined && member.asteriskToken === undefined && member.questionToken === undefined;
    return isWritten && !namesThisOtherwise(member) && add(isStatic ? "static method" : "method");
  }
  if (isStatic || namesThisOtherwise(member)) return false;
  if (ts.isGetAccessorDeclaration(member)) return member.body !== undefined && add("getter");
  if (ts.isSetAccessorDeclaration(member))
    return member.body !== undefined && add("setter", `${owner.name}$set$${name}`);
  return false;
}

const plainModifiers: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PublicKeyword,
  ts.SyntaxKind.PrivateKeyword,
  ts.SyntaxKind.ProtectedKeyword,
  ts.SyntaxKind.ReadonlyKeyword,
  ts.SyntaxKind.StaticKeyword,
  ts.SyntaxKind.AsyncKeyword,
]);

function returnsAnything(body: ts.Block): boolean {
  return contains(body, (node) => (ts.isFunctionLike(node) ? "skip" : ts.isReturnStatement(node)));
}

/** True where a method has a `this` of another kind: declared as a parameter, or that of a function inside. */
function namesThisOtherwise(node: ts.Node): boolean {
  return contains(node, (inner) => {
    if (
      inner !== node &&
      (ts.isFunctionExpression(inner) || ts.isFunctionDeclaration(inner) || isMemberOfObject(inner))
    ) {
      return contains(inner, (deep) => deep.kind === ts.SyntaxKind.ThisKeyword);
    }
    if (ts.isParameter(inner) && ts.isIdentifier(inner.name) && inner.name.text === "this") return true;
    if (ts.isTypePredicateNode(inner) || ts.isMetaProperty(inner)) return true;
    return ts.isIdentifier(inner) && inner.text === "arguments";
  });
}

function isMemberOfObject(node: ts.Node): boolean {
  return ts.isMethodDeclaration(node) || ts.isAccessor(node);
}

/** True where a node is found in another; below one that is to be skipped nothing is looked for. */
export function contains(node: ts.Node, isFound: (node: ts.Node) => boolean | "skip"): boolean {
  const found = isFound(node);
  if (found === "skip") return false;
  return found || ts.forEachChild(node, (child) => contains(child, isFound) || undefined) === true;
}

/** `<T, U extends X>` as a class or method declares it. */
export function isStaticMember(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
  );
}
