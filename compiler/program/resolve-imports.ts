import path from "node:path";
import ts from "typescript";
import type { HostState } from "./compiler-host.js";
import { isInstalled, isOfDsl, isOfProject } from "./file-kinds.js";
import { expectedFile, type ImportTarget } from "./import-targets.js";
import { dslModuleOf, packageRoot } from "./own-package.js";
import { importsOfTypes, mayDeclareWorkflow } from "./type-imports.js";

/** Lets a host follow the imports that the types of workflows depend on, and note where all of them lead. */
export function resolveImports(
  host: ts.CompilerHost,
  options: ts.CompilerOptions,
  cwd: string,
  { imports, partial, isToBeWhole, names, sdkClients, namespaces, nodeTypes }: HostState,
): void {
  const cache = ts.createModuleResolutionCache(cwd, (name) => name, options);
  // Without it, package.json is read again for every file below it.
  host.getModuleResolutionCache = () => cache;
  const isWhole = (file: ts.SourceFile): boolean =>
    isInstalled(file.fileName) ||
    isToBeWhole(file.fileName) ||
    dslModuleOf(file) !== undefined ||
    mayDeclareWorkflow(file);
  host.resolveModuleNameLiterals = (literals, containingFile, redirected, settings, sourceFile) => {
    const resolve = (literal: ts.StringLiteralLike): ts.ResolvedModuleWithFailedLookupLocations => {
      const mode = ts.getModeForUsageLocation(sourceFile, literal, settings);
      const found = ts.resolveModuleName(literal.text, containingFile, settings, host, cache, redirected, mode);
      if (found.resolvedModule !== undefined || !/^setpiece($|\/)/.test(literal.text)) return found;
      const ownFile = path.join(packageRoot, "package.json");
      const own = ts.ModuleKind.ESNext;
      return ts.resolveModuleName(literal.text, ownFile, settings, host, cache, redirected, own);
    };
    const unneeded = isWhole(sourceFile) ? new Set<ts.Node>() : importsToLeaveOut(sourceFile);
    if (unneeded.size > 0) partial.add(containingFile);
    else partial.delete(containingFile);
    const leftOut = new Set([
      ...unneeded,
      ...sdkClients.importsToLeaveOut(sourceFile, literals),
      ...(isInstalled(containingFile) ? namespaces.importsToLeaveOut(sourceFile) : []),
    ]);
    const nowhere: ts.ResolvedModuleWithFailedLookupLocations = { resolvedModule: undefined };
    const resolved = literals.map((literal) => (leftOut.has(literal) ? nowhere : resolve(literal)));
    const isOurs = isOfDsl(sourceFile);
    if (isOfProject(sourceFile)) names.noteFile(sourceFile, isOurs);
    for (const [index, literal] of literals.entries()) {
      const file = resolved[index]?.resolvedModule?.resolvedFileName;
      if (file !== undefined) sdkClients.noteImport(sourceFile, literal, file, isOurs);
      if (!leftOut.has(literal) && !isOurs) nodeTypes.noteImport(containingFile, literal.text);
    }
    if (isInstalled(containingFile)) return resolved;
    const targets = resolved.map(({ resolvedModule }, index): ImportTarget => {
      if (resolvedModule !== undefined) return { file: resolvedModule.resolvedFileName };
      const literal = literals[index];
      const isMissing = literal !== undefined && !leftOut.has(literal);
      return { expected: isMissing ? expectedFile(containingFile, literal.text) : undefined };
    });
    imports.set(containingFile, targets);
    return resolved;
  };
}

/** The imports that can be left out of a file, for its exports have no types from them. */
function importsToLeaveOut(file: ts.SourceFile): ReadonlySet<ts.Node> {
  const needed = importsOfTypes(file);
  const specifiers = file.statements.flatMap((one) => (ts.isImportDeclaration(one) ? [one.moduleSpecifier] : []));
  return new Set(specifiers.filter((specifier) => !needed.has(specifier)));
}
