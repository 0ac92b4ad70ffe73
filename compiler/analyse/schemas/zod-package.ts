import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import ts from "typescript";

/** A function of zod: `string`, `iso.date`, `coerce.number`. */
export interface ZodFunction {
  readonly name: string;
  readonly package: ZodPackage;
}

/** The zod that a project has. */
export interface ZodPackage {
  readonly version: string;
  /** The patterns that it tests formats with: by name, or made by a function of that name. */
  readonly patterns: () => Readonly<Record<string, RegExp | ((argument?: unknown) => RegExp) | undefined>>;
}

/** What was found out about a function that makes a schema. */
export type Maker =
  | { readonly kind: "zod"; readonly function: ZodFunction }
  /** A library that is not read, with its version where that is why. */
  | { readonly kind: "other"; readonly library: string };

/** From this version on, lengths of texts are counted in code points, and keys with `unknown` must be there. */
const first = [4, 6] as const;

/** Where a function or method comes from; undefined for the project's own. */
export function makerOf(symbol: ts.Symbol | undefined): Maker | undefined {
  const declaration = symbol?.declarations?.[0];
  const file = declaration?.getSourceFile();
  if (symbol === undefined || declaration === undefined || file?.isDeclarationFile !== true) return undefined;
  const place = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\/(.*)$/.exec(file.fileName);
  const [, folder, library, inner] = place ?? [];
  if (folder === undefined || library === undefined || inner === undefined) return undefined;
  if (library !== "zod") return { kind: "other", library: `\`${library}\`` };
  const module = /^v4\/classic\/([\w-]+)\.d\.[cm]?ts$/.exec(inner)?.[1];
  const zod = zodPackage(folder);
  if (module === undefined || zod === undefined)
    return { kind: "other", library: inner.startsWith("v3/") ? "zod 3" : "another kind of zod, such as `zod/mini`" };
  if (!isRead(zod.version)) return { kind: "other", library: `zod ${zod.version}` };
  // `export { _enum as enum }`: the names of keywords.
  const name = symbol.name.replace(/^_/, "");
  const isPlain = module === "schemas" || module === "compat";
  return { kind: "zod", function: { name: isPlain ? name : `${module}.${name}`, package: zod } };
}

function isRead(version: string): boolean {
  const [major, minor] = version.split(".").map(Number);
  return major === first[0] && minor !== undefined && minor >= first[1];
}

const packages = new Map<string, ZodPackage | undefined>();

function zodPackage(folder: string): ZodPackage | undefined {
  if (!packages.has(folder)) packages.set(folder, readPackage(folder));
  return packages.get(folder);
}

function readPackage(folder: string): ZodPackage | undefined {
  const file = path.join(folder, "package.json");
  if (!existsSync(file)) return undefined;
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { version?: string };
  const require = createRequire(import.meta.url);
  const patterns = (): ReturnType<ZodPackage["patterns"]> =>
    require(path.join(folder, "v4/core/regexes.cjs")) as ReturnType<ZodPackage["patterns"]>;
  return { version: version ?? "", patterns };
}
