import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { FolderContents } from "./folder-contents.js";
import type { Imports } from "./import-targets.js";
import type { NodeTypes } from "./node-types.js";
import type { PackageNamespaces } from "./package-namespaces.js";
import { type ParsedFiles, parseOnce, type TooDeepFile } from "./parse-files.js";
import type { ProjectNames } from "./project-names.js";
import { resolveImports } from "./resolve-imports.js";
import type { SdkClients } from "./sdk-clients.js";

/** What is known of a project from one program to the next. */
export interface HostState {
  readonly parsed: ParsedFiles;
  readonly imports: Imports;
  readonly tooDeep: Map<string, TooDeepFile>;
  /** Files some of whose imports were left out. */
  readonly partial: Set<string>;
  readonly isToBeWhole: (file: string) => boolean;
  readonly names: ProjectNames;
  readonly sdkClients: SdkClients;
  readonly namespaces: PackageNamespaces;
  readonly nodeTypes: NodeTypes;
}

/**
 * Reads for TypeScript what a workflow's types depend on, and nothing else.
 *
 * @param overlay texts by absolute path that stand in for files on disk
 */
export function createHost(
  options: ts.CompilerOptions,
  cwd: string,
  overlay: ReadonlyMap<string, string>,
  state: HostState,
): ts.CompilerHost {
  const { imports, partial, isToBeWhole, sdkClients, namespaces, nodeTypes } = state;
  // The checker sets parents when it binds the files, and nothing reads documentation comments.
  const host = ts.createCompilerHost(options, false);
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
  host.getCurrentDirectory = () => cwd;
  readFiles(host, cwd, overlay);
  parseOnce(host, { overlay, parsed: state.parsed, tooDeep: state.tooDeep, sdkClients });
  resolveImports(host, options, cwd, state);
  resolveTypePackages(host, options, cwd, nodeTypes);
  // An import that led nowhere may lead to a file that is there now. Modules of Node.js have no file at all.
  host.hasInvalidatedResolutions = (file) =>
    (partial.has(file) && isToBeWhole(file)) ||
    sdkClients.isStale(file) ||
    namespaces.isStale(file) ||
    imports.get(file)?.some((target) => !("file" in target) && target.expected !== undefined) === true;
  return host;
}

function readFiles(host: ts.CompilerHost, cwd: string, overlay: ReadonlyMap<string, string>): void {
  const overlayFolders = new Set([...overlay.keys()].map((file) => path.dirname(file)));
  const onDisk = new FolderContents();
  host.directoryExists = (folder) => {
    const absolute = path.resolve(cwd, folder);
    return overlayFolders.has(absolute) || onDisk.hasFolder(absolute);
  };
  host.fileExists = (file) => {
    const absolute = path.resolve(cwd, file);
    return overlay.has(absolute) || onDisk.hasFile(absolute);
  };
  host.readFile = (file) => {
    const absolute = path.resolve(cwd, file);
    return overlay.get(absolute) ?? (onDisk.hasFile(absolute) ? readFileSync(absolute, "utf8") : undefined);
  };
}

/** Packages of `@types`: those of Node.js only where something may ask for them. */
function resolveTypePackages(
  host: ts.CompilerHost,
  options: ts.CompilerOptions,
  cwd: string,
  nodeTypes: NodeTypes,
): void {
  const cache = ts.createTypeReferenceDirectiveResolutionCache(cwd, (name) => name, options);
  host.resolveTypeReferenceDirectiveReferences = (references, containingFile, redirected, settings, sourceFile) =>
    references.map((reference) => {
      const isName = typeof reference === "string";
      const name = isName ? reference : reference.fileName;
      // Those that no file asks for come after all imports.
      if (name === "node" && sourceFile === undefined && nodeTypes.leaveOut()) {
        return { resolvedTypeReferenceDirective: undefined };
      }
      const mode = isName ? undefined : (reference.resolutionMode ?? sourceFile?.impliedNodeFormat);
      return ts.resolveTypeReferenceDirective(name, containingFile, settings, host, redirected, cache, mode);
    });
  // Not of the interface's public part, and asked for where an earlier program is known.
  Object.assign(host, { hasChangedAutomaticTypeDirectiveNames: () => nodeTypes.areMissing });
}
