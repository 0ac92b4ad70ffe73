/**
 * The syntax of the paths in a JSONPath state, as the service reads them: `$` is the state's input, `$$` the context
 * object and `$name` a variable, followed by segments in the syntax of Jayway's JsonPath.
 */
export interface ParsedPath {
  readonly root: PathRoot;
  readonly segments: readonly PathSegment[];
  /** True when the path picks at most one node, which is what a Reference Path must do. */
  readonly singular: boolean;
}

export type PathRoot =
  { readonly kind: "input" } | { readonly kind: "context" } | { readonly kind: "variable"; readonly name: string };

export type PathSegment =
  | { readonly kind: "property"; readonly names: readonly string[] }
  | { readonly kind: "index"; readonly indexes: readonly number[] }
  | { readonly kind: "slice"; readonly text: string }
  | { readonly kind: "wildcard" }
  | { readonly kind: "descent" }
  | { readonly kind: "filter"; readonly text: string }
  /** `(@.length-1)`: an item counted from the end. */
  | { readonly kind: "script"; readonly text: string };

export type PathResult =
  | { readonly ok: true; readonly path: ParsedPath }
  | { readonly ok: false; readonly reason: string; readonly position: number };

class PathError extends Error {
  constructor(
    readonly reason: string,
    readonly position: number,
  ) {
    super(reason);
  }
}

/** Parses a whole string as a path. */
export function parseJsonPath(text: string): PathResult {
  const scan = scanJsonPath(text, 0, () => false);
  if (!scan.ok) return scan;
  if (scan.end < text.trimEnd().length) {
    return { ok: false, reason: `unexpected '${text.charAt(scan.end)}'`, position: scan.end };
  }
  return { ok: true, path: scan.path };
}

/** Parses a path that begins at `start` and ends before the first unbracketed character that `endsAt` accepts. */
export function scanJsonPath(
  text: string,
  start: number,
  endsAt: (character: string) => boolean,
): (PathResult & { readonly ok: false }) | { readonly ok: true; readonly path: ParsedPath; readonly end: number } {
  try {
    return scan(text, start, endsAt);
  } catch (error) {
    if (error instanceof PathError) return { ok: false, reason: error.reason, position: error.position };
    throw error;
  }
}

function scan(text: string, start: number, endsAt: (character: string) => boolean) {
  if (text.charAt(start) !== "$") throw new PathError("the path does not start with '$'", start);
  let at = start + 1;
  let root: PathRoot = { kind: "input" };
  const variable = variableName.exec(text.slice(at));
  if (text.charAt(at) === "$") {
    root = { kind: "context" };
    at += 1;
  } else if (variable !== null) {
    root = { kind: "variable", name: variable[0] };
    at += variable[0].length;
  }
  const segments: PathSegment[] = [];
  for (;;) {
    const following = text.slice(at).trimStart().charAt(0);
    if (following === "" || endsAt(following)) break;
    const read = readSegment(text, at, endsAt);
    segments.push(...read.segments);
    at = read.end;
  }
  return { ok: true as const, path: { root, segments, singular: segments.every(isSingular) }, end: at };
}

const variableName = /^\p{ID_Start}[\p{ID_Continue}]*/u;

interface Read {
  readonly segments: readonly PathSegment[];
  readonly end: number;
}

function readSegment(text: string, at: number, endsAt: (character: string) => boolean): Read {
  if (text.charAt(at) === "[") return readBracket(text, at);
  if (text.charAt(at) !== ".") throw new PathError(`expected '.' or '[' but found '${text.charAt(at)}'`, at);
  const descends = text.charAt(at + 1) === ".";
  const descent: readonly PathSegment[] = descends ? [{ kind: "descent" }] : [];
  const next = at + (descends ? 2 : 1);
  const child = text.charAt(next) === "[" ? readBracket(text, next) : readName(text, next, endsAt);
  return { segments: [...descent, ...child.segments], end: child.end };
}

function readName(text: string, at: number, endsAt: (character: string) => boolean): Read {
  if (text.charAt(at) === "*") return { segments: [{ kind: "wildcard" }], end: at + 1 };
  let end = at;
  while (end < text.length && !".[ \t\n\r".includes(text.charAt(end)) && !endsAt(text.charAt(end))) end += 1;
  if (end === at) throw new PathError("the path must not end with '.', and a property must have a name", at);
  return { segments: [{ kind: "property", names: [text.slice(at, end)] }], end };
}

function readBracket(text: string, at: number): Read {
  const end = closingBracket(text, at);
  const inner = text.slice(at + 1, end).trim();
  return { segments: [bracketSegment(inner, at)], end: end + 1 };
}

function bracketSegment(inner: string, at: number): PathSegment {
  if (inner === "*") return { kind: "wildcard" };
  if (inner.startsWith("?")) {
    if (/^\?\s*\(.+\)$/s.test(inner) || /^\?$/.test(inner)) return { kind: "filter", text: inner };
    throw new PathError("a filter is written [?( … )]", at);
  }
  if (/^\(\s*@\.length\s*-\s*[1-9]\d*\s*\)$/.test(inner)) return { kind: "script", text: inner };
  if (/^-?\d+(\s*,\s*-?\d+)*$/.test(inner)) {
    return { kind: "index", indexes: inner.split(",").map(Number) };
  }
  if (/^(-?\d+\s*:\s*(-?\d+)?|:\s*-?\d+)(\s*:\s*(-?\d+)?)?$/.test(inner)) return { kind: "slice", text: inner };
  const names = quotedNames(inner);
  if (names !== undefined) return { kind: "property", names };
  throw new PathError(`'[${inner}]' is neither an index, a slice, a quoted name, a wildcard nor a filter`, at);
}

const quoted = /^\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*(,|$)/s;

/** The names in `'a', "b"`, or undefined for anything else. */
function quotedNames(inner: string): readonly string[] | undefined {
  const names: string[] = [];
  for (let rest = inner; ;) {
    const match = quoted.exec(rest);
    if (match === null) return undefined;
    names.push((match[1] ?? match[2] ?? "").replace(/\\(.)/gs, "$1"));
    rest = rest.slice(match[0].length);
    if (match[3] !== ",") return rest === "" ? names : undefined;
  }
}

/** The position of the bracket that closes the one at `open`, past quoted texts and inner brackets. */
function closingBracket(text: string, open: number): number {
  let nesting = 0;
  for (let at = open; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "'" || character === '"') at = closingQuote(text, at);
    else if (character === "[" || character === "(") nesting += 1;
    else if (character === "]" || character === ")") nesting -= 1;
    if (nesting === 0) return at;
  }
  throw new PathError("'[' is not closed", open);
}

function closingQuote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text.charAt(at) === "\\") at += 1;
    else if (text.charAt(at) === text.charAt(open)) return at;
  }
  throw new PathError("a quote is not closed", open);
}

function isSingular(segment: PathSegment): boolean {
  return (
    (segment.kind === "property" && segment.names.length === 1) ||
    (segment.kind === "index" && segment.indexes.length === 1)
  );
}
