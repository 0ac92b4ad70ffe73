import { existsSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { isFile, packageRoot } from "./own-package.js";

const isCheckout = existsSync(path.join(packageRoot, "dsl", "index.ts"));

/** What exact lowering needs to know of types; a project's own settings add to it and do not take from it. */
const requiredOptions: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  declaration: false,
  composite: false,
  incremental: false,
};

const defaultOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ["node"],
  typeRoots: typeRootsOf(packageRoot),
};

/** Where types of Node.js are found for files outside any project: beside this package. */
function typeRootsOf(folder: string): string[] {
  const nested = path.join(folder, "node_modules", "@types");
  return existsSync(path.join(nested, "node")) ? [nested] : [path.join(folder, "..", "@types")];
}

/** The settings of a program: ours, those of the project that the file or folder is in, and what must be so. */
export function optionsNear(near: string): ts.CompilerOptions {
  const options: ts.CompilerOptions = { ...defaultOptions, ...projectOptions(near), ...requiredOptions };
  if (isCheckout) options.customConditions = [...(options.customConditions ?? []), "setpiece:source"];
  return options;
}

export function findConfigFile(near: string): string | undefined {
  return ts.findConfigFile(path.dirname(path.resolve(near)), isFile);
}

/** The compiler options of the nearest tsconfig.json, as far as they concern types and modules. */
function projectOptions(near: string): ts.CompilerOptions {
  const configFile = findConfigFile(near);
  if (configFile === undefined) return {};
  const { config } = ts.readConfigFile(configFile, (file) => ts.sys.readFile(file)) as {
    config?: { extends?: unknown };
  };
  const parsed = ts.parseJsonConfigFileContent(
    { ...config, files: [], include: [], references: [] },
    ts.sys,
    path.dirname(configFile),
  );
  const { lib, types, typeRoots, paths, baseUrl, pathsBasePath, customConditions } = parsed.options;
  const { jsx, target, module, moduleResolution, useDefineForClassFields } = parsed.options;
  const chosen = {
    ...{ lib, types, typeRoots, paths, baseUrl, pathsBasePath, customConditions },
    ...{ jsx, target, module, moduleResolution, useDefineForClassFields },
  };
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
}
