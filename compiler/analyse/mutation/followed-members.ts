import type ts from "typescript";
import type { Analyser } from "../analyser.js";
import { movesAlong, type Site, sitesOf } from "./aliases.js";
import type { HeldObjects } from "./held-members.js";
import { mayFollow } from "./may-follow.js";
import { type Path, pathOf } from "./paths.js";
import { enclosingFunction, isInside, reachedAt } from "./running-function.js";

/**
 * True for objects whose members go on to be the elements of their lists: some of these change once an object is made, and none is moved
 * or replaced from then on.
 */
export function areMembersFollowed(analyser: Analyser, objects: HeldObjects): boolean {
  const all = followedLists(analyser, objects);
  return all.includes("changed") && !all.includes("moving");
}

/** True where none is moved or replaced, whether one changes or not. */
export function areMembersInPlace(analyser: Analyser, objects: HeldObjects): boolean {
  return !followedLists(analyser, objects).includes("moving");
}

function followedLists(analyser: Analyser, { lists, makes }: HeldObjects): readonly ReturnType<typeof followed>[] {
  return [...lists.values()].map((list) => followed(analyser, list, makes));
}

function followed(
  analyser: Analyser,
  list: ts.Expression,
  makes: readonly ts.Expression[],
): "changed" | "unchanged" | "moving" {
  const found = pathOf(analyser, list);
  const scope = found?.root.valueDeclaration && enclosingFunction(found.root.valueDeclaration);
  if (found === undefined || scope === undefined || !makes.every((make) => isInside(make, scope))) return "moving";
  const path: Path = { ...found, keys: [...found.keys, undefined] };
  const made = makes.map((make) => reachedAt(analyser, make, scope));
  const comesBehind = ({ name }: Site): boolean => made.some((make) => mayFollow(make, name, scope));
  const behind = sitesOf(analyser, path.root, scope).filter(comesBehind);
  if (behind.some((site) => movesAlong(analyser, site, path))) return "moving";
  return behind.some(({ keys }) => keys.length > path.keys.length) ? "changed" : "unchanged";
}
