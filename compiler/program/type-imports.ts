import ts from "typescript";

/**
 * The imports of a file that its exports have types from. The others are used inside functions alone that state what they
 * return: whoever imports the file need not know of them. Handlers of tasks import SDKs and libraries that way, and reading
 * those takes longer than all the rest.
 *
 * Names are told apart by their text, so that an import may be kept that is not needed, but none is left out that is.
 */
export function importsOfTypes(file: ts.SourceFile): ReadonlySet<ts.Node> {
  return typesOf(file).imports;
}

/** The statements of a file that the types of its exports depend on, but for the bodies of functions that say what they return. */
export function statementsOfTypes(file: ts.SourceFile): ReadonlySet<ts.Statement> {
  return typesOf(file).statements;
}

interface TypesOfFile {
  readonly imports: ReadonlySet<ts.Node>;
  readonly statements: ReadonlySet<ts.Statement>;
}

function typesOf(file: ts.SourceFile): TypesOfFile {
  const imports = new Map<string, ts.Node>();
  const inner = new Map<string, ts.Statement[]>();
  const waiting: ts.Statement[] = [];
  const statements = new Set<ts.Statement>();
  const needed = new Set<ts.Node>();
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      const names = importedNames(statement);
      // An import for its effect may declare something for everyone.
      if (names.length === 0) needed.add(statement.moduleSpecifier);
      for (const name of names) imports.set(name, statement.moduleSpecifier);
    } else if (isForOthers(statement)) waiting.push(statement);
    else {
      for (const name of declaredNames(statement)) inner.set(name, [...(inner.get(name) ?? []), statement]);
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const specifier = imports.get(node.text);
      if (specifier !== undefined) needed.add(specifier);
      const declarations = inner.get(node.text);
      if (declarations !== undefined) {
        inner.delete(node.text);
        waiting.push(...declarations);
      }
    }
    const body = opaqueBody(node);
    ts.forEachChild(node, (child) => (child === body ? undefined : visit(child)));
  };
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    statements.add(next);
    visit(next);
  }
  return { imports: needed, statements };
}

/** True for a place that says nothing of the types of exports: in a function that states what it returns, or an import. */
export function isBehindTypes(file: ts.SourceFile, position: number): boolean {
  const isBehind = (node: ts.Node): boolean => {
    if (position < node.pos || position >= node.end) return false;
    const body = opaqueBody(node);
    if (body !== undefined && position >= body.pos && position < body.end) return true;
    return ts.isImportDeclaration(node) || ts.forEachChild(node, isBehind) === true;
  };
  return isBehind(file);
}

/** The body of a function that states what it returns. */
export function opaqueBody(node: ts.Node): ts.Node | undefined {
  if (!ts.isFunctionLike(node)) return undefined;
  const { body } = node as ts.FunctionLikeDeclaration;
  return node.type === undefined ? undefined : body;
}

/** True for a file in which a workflow may be declared: it uses the name, whatever for. */
export function mayDeclareWorkflow(file: ts.SourceFile): boolean {
  const isNamed = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && node.text === "workflow") || ts.forEachChild(node, isNamed) === true;
  return file.text.includes("workflow") && isNamed(file);
}

function importedNames({ importClause }: ts.ImportDeclaration): readonly string[] {
  if (importClause === undefined) return [];
  const { name, namedBindings } = importClause;
  const others =
    namedBindings === undefined
      ? []
      : ts.isNamespaceImport(namedBindings)
        ? [namedBindings.name.text]
        : namedBindings.elements.map((element) => element.name.text);
  return name === undefined ? others : [name.text, ...others];
}

/** True for what other files see: exports, and declarations of modules and globals. */
function isForOthers(statement: ts.Statement): boolean {
  if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)) return true;
  if (ts.isModuleDeclaration(statement) || ts.isImportEqualsDeclaration(statement)) return true;
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return (
    modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DeclareKeyword) ===
    true
  );
}

function declaredNames(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  const { name } = statement as { name?: ts.Node };
  return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
}

function boundNames(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));
}
