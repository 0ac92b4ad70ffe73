import { parseRegExp, type RegExpNode, RegExpProblem } from "./regular-expression-syntax.js";

/** A regular expression of the source, ready for JSONata. */
export interface Pattern {
  /** `/…/i`: the literal in JSONata. */
  readonly text: string;
  /** The flag `g`. */
  readonly global: boolean;
  /** The number of capturing groups. */
  readonly groups: number;
  /** The groups that have names, by their position. */
  readonly names: ReadonlyMap<string, number>;
  /** True when every group takes part in every match, so that none is ever undefined. */
  readonly groupsAlwaysMatch: boolean;
  /** How groups are found of which some may take no part; undefined where that cannot be said. */
  readonly partial: PartialPattern | undefined;
  /** True when it may match the empty text. */
  readonly mayBeEmpty: boolean;
  /**
   * The source of a pattern that matches no character, only places: `\\B(?=(\\d{3})+$)`. Something must come behind each place,
   * and none is told by what the text starts with.
   */
  readonly place: string | undefined;
  /** The literal for a text with one space in front, when the pattern is anchored at the start of the text. */
  readonly afterSpace: string | undefined;
}

/** Translates a literal such as `/a+b/gi`; throws {@link RegExpProblem} for what has no exact counterpart. */
export function translateRegExp(literal: string): Pattern {
  const end = literal.lastIndexOf("/");
  const flags = literal.slice(end + 1);
  const unknown = flags.replaceAll(/[gim]/g, "");
  if (unknown !== "") {
    throw new RegExpProblem(
      `the flag \`${unknown}\``,
      "Use the flags g, i and m only; write `[\\s\\S]` for `.` with s.",
    );
  }
  const { root, groups, names } = parseRegExp(literal.slice(1, end));
  const multiline = flags.includes("m");
  const suffix = `/${flags.replaceAll("g", "")}`;
  const anchored = !multiline && isAnchored(root);
  return {
    text: `/${write(root, multiline, false)}${suffix}`,
    global: flags.includes("g"),
    groups,
    names,
    groupsAlwaysMatch: groups === countSureGroups(root),
    partial: partialPattern(root, groups, multiline, suffix),
    mayBeEmpty: isNullable(root),
    place: isPlace(root) ? write(root, multiline, false) : undefined,
    afterSpace: anchored ? `/${write(root, multiline, true)}${suffix}` : undefined,
  };
}

/** A pattern in which each part that may be missing is a group of its own, `((?:…)?)`: what is empty there is missing. */
export interface PartialPattern {
  readonly text: string;
  /** Where each group of the source is found, in their order. */
  readonly groups: readonly GroupPlace[];
}

/** A group of the pattern by its position; `inner`: the pattern that finds it in what that group has found. */
export interface GroupPlace {
  readonly at: number;
  readonly inner?: { readonly text: string; readonly place: GroupPlace };
}

/** @returns undefined where a group stands in an alternative or a repeated part, or an edge in an optional one */
function partialPattern(
  root: RegExpNode,
  groups: number,
  multiline: boolean,
  suffix: string,
): PartialPattern | undefined {
  const places: GroupPlace[] = [];
  let count = 0;
  let isKnown = true;
  const bare = (node: RegExpNode): string => write(withoutGroups(node), multiline, false);
  const visit = (node: RegExpNode): string => {
    switch (node.kind) {
      case "choice": {
        const [only, ...others] = node.options;
        if (others.length > 0 || only === undefined) {
          isKnown &&= countGroups(node) === 0;
          return bare(node);
        }
        return only.map(visit).join("");
      }
      case "group": {
        if (node.index === undefined) return `(?:${visit(node.body)})`;
        places[node.index - 1] = { at: ++count };
        return `(${visit(node.body)})`;
      }
      case "repeat": {
        if (countGroups(node) === 0) return bare(node);
        const inside =
          node.text === "?" && !hasEdge(node.body) ? partialPattern(node.body, groups, multiline, suffix) : undefined;
        if (inside === undefined) {
          isKnown = false;
          return "";
        }
        const at = ++count;
        const text = `/^(?:${inside.text.slice(1, inside.text.lastIndexOf("/"))})(?![\\s\\S])${suffix}`;
        inside.groups.forEach((place, index) => (places[index] = { at, inner: { text, place } }));
        return `((?:${bare(node.body)})?)`;
      }
      default:
        isKnown &&= countGroups(node) === 0;
        return bare(node);
    }
  };
  const text = `/${visit(root)}${suffix}`;
  return isKnown ? { text, groups: places } : undefined;
}

function withoutGroups(node: RegExpNode): RegExpNode {
  switch (node.kind) {
    case "choice":
      return { ...node, options: node.options.map((option) => option.map(withoutGroups)) };
    case "group":
      return { kind: "group", index: undefined, body: withoutGroups(node.body) };
    case "look":
    case "repeat":
      return { ...node, body: withoutGroups(node.body) };
    default:
      return node;
  }
}

function childrenOf(node: RegExpNode): readonly RegExpNode[] {
  if (node.kind === "choice") return node.options.flat();
  return "body" in node ? [node.body] : [];
}

function countGroups(node: RegExpNode): number {
  const own = node.kind === "group" && node.index !== undefined ? 1 : 0;
  return childrenOf(node).reduce((sum, child) => sum + countGroups(child), own);
}

/** True for what looks at its surroundings, of which there are none when a part is matched alone. */
function hasEdge(node: RegExpNode): boolean {
  return node.kind === "edge" || node.kind === "look" || childrenOf(node).some(hasEdge);
}

function write(node: RegExpNode, multiline: boolean, afterSpace: boolean): string {
  const inner = (child: RegExpNode): string => write(child, multiline, afterSpace);
  switch (node.kind) {
    case "choice":
      return node.options.map((option) => option.map(inner).join("")).join("|");
    case "group":
      return `(${node.index === undefined ? "?:" : ""}${inner(node.body)})`;
    case "look":
      return `(?${node.negative ? "!" : "="}${inner(node.body)})`;
    case "repeat":
      return `${inner(node.body)}${node.text}`;
    case "character":
      return node.text;
    case "edge":
      return writeEdge(node.edge, multiline, afterSpace);
  }
}

/** A Java engine's `$` also matches before a final line end. */
function writeEdge(edge: "^" | "$" | "\\b" | "\\B", multiline: boolean, afterSpace: boolean): string {
  if (edge === "$") return multiline ? String.raw`(?![^\n\r\u2028\u2029])` : String.raw`(?![\s\S])`;
  return edge === "^" && afterSpace ? "^ " : edge;
}

function isNullable(node: RegExpNode): boolean {
  switch (node.kind) {
    case "choice":
      return node.options.some((option) => option.every(isNullable));
    case "group":
      return isNullable(node.body);
    case "look":
    case "edge":
      return true;
    case "repeat":
      return node.least === 0 || isNullable(node.body);
    case "character":
      return false;
  }
}

function isPlace(root: RegExpNode): boolean {
  return (
    root.kind === "choice" &&
    !hasStart(root) &&
    root.options.every(
      (option) =>
        option.every((node) => node.kind === "look" || (node.kind === "edge" && node.edge !== "$")) &&
        option.some((node) => node.kind === "look" && !node.negative && !isNullable(node.body)),
    )
  );
}

/** True when every option starts with `^`, and `^` stands nowhere else. */
function isAnchored(root: RegExpNode): boolean {
  return (
    root.kind === "choice" &&
    root.options.every(
      ([first, ...rest]) => first?.kind === "edge" && first.edge === "^" && !rest.some((node) => hasStart(node)),
    )
  );
}

function hasStart(node: RegExpNode): boolean {
  switch (node.kind) {
    case "choice":
      return node.options.some((option) => option.some(hasStart));
    case "group":
    case "look":
    case "repeat":
      return hasStart(node.body);
    case "edge":
      return node.edge === "^";
    case "character":
      return false;
  }
}

/** The number of groups outside of alternatives, optional parts and negative look-ahead. */
function countSureGroups(node: RegExpNode): number {
  switch (node.kind) {
    case "choice": {
      const [only, ...others] = node.options;
      if (others.length > 0 || only === undefined) return 0;
      return only.reduce((sum, child) => sum + countSureGroups(child), 0);
    }
    case "group":
      return (node.index === undefined ? 0 : 1) + countSureGroups(node.body);
    case "look":
      return node.negative ? 0 : countSureGroups(node.body);
    case "repeat":
      return node.least === 0 ? 0 : countSureGroups(node.body);
    case "edge":
    case "character":
      return 0;
  }
}
