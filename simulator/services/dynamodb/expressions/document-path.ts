import { validationError } from "../../wire/aws-error.js";
import { attributeMap, type AttributeMap, type AttributeValue, type Item } from "../attribute-value.js";

/** The way to a value inside an item: attribute names and list indexes; the first element is always a name. */
export type DocumentPath = readonly [string, ...(string | number)[]];

/** The value at a path, or undefined where there is none. */
export function valueAt(item: Item, path: DocumentPath): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const element of path) {
    if (value === undefined) return undefined;
    value = memberOf(value, element);
  }
  return value;
}

export function memberOf(value: AttributeValue, element: string | number): AttributeValue | undefined {
  if (typeof element === "number") return "L" in value ? value.L[element] : undefined;
  return "M" in value ? value.M[element] : undefined;
}

/** `[orders, [0], total]`, as the service prints a path. */
export function printPath(path: DocumentPath): string {
  return `[${path.map((element) => (typeof element === "number" ? `[${element}]` : element)).join(", ")}]`;
}

export function samePath(left: DocumentPath, right: DocumentPath): boolean {
  return left.length === right.length && left.every((element, index) => element === right[index]);
}

/** Throws where one path lies inside another, or takes for a map what the other takes for a list. */
export function checkPathsApart(paths: readonly DocumentPath[]): void {
  paths.forEach((later, index) => {
    for (const earlier of paths.slice(0, index)) {
      const relation = relate(earlier, later);
      if (relation === "apart") continue;
      throw validationError(
        `Two document paths ${relation} with each other; must remove or rewrite one of these paths; ` +
          `path one: ${printPath(earlier)}, path two: ${printPath(later)}`,
      );
    }
  });
}

function relate(left: DocumentPath, right: DocumentPath): "apart" | "overlap" | "conflict" {
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    if (left[i] === right[i]) continue;
    return typeof left[i] === typeof right[i] ? "apart" : "conflict";
  }
  return "overlap";
}

/**
 * The part of an item that these paths select, keeping the shape round it; list elements close up.
 * Paths that lead nowhere select nothing.
 */
export function projectPaths(item: Item, paths: readonly DocumentPath[]): Item {
  return projectMap(item, paths) ?? attributeMap([]);
}

type PathTail = readonly (string | number)[];

function projectMap(map: AttributeMap, tails: readonly PathTail[]): AttributeMap | undefined {
  const entries = groupByHead(tails).flatMap(([head, rest]) => {
    const member = typeof head === "string" ? map[head] : undefined;
    const projected = member === undefined ? undefined : projectValue(member, rest);
    return projected === undefined ? [] : [[String(head), projected] as const];
  });
  return entries.length === 0 ? undefined : attributeMap(entries);
}

function projectValue(value: AttributeValue, tails: readonly PathTail[]): AttributeValue | undefined {
  if (tails.some((tail) => tail.length === 0)) return value;
  if ("M" in value) {
    const projected = projectMap(value.M, tails);
    return projected === undefined ? undefined : { M: projected };
  }
  if (!("L" in value)) return undefined;
  const groups = groupByHead(tails).filter(([head]) => typeof head === "number");
  const members = groups
    .sort(([left], [right]) => Number(left) - Number(right))
    .flatMap(([head, rest]) => {
      const member = value.L[Number(head)];
      const projected = member === undefined ? undefined : projectValue(member, rest);
      return projected === undefined ? [] : [projected];
    });
  return members.length === 0 ? undefined : { L: members };
}

function groupByHead(tails: readonly PathTail[]): [string | number, PathTail[]][] {
  const groups = new Map<string | number, PathTail[]>();
  for (const [head, ...rest] of tails) {
    if (head === undefined) continue;
    groups.set(head, [...(groups.get(head) ?? []), rest]);
  }
  return [...groups];
}
