import { validationError } from "../../wire/aws-error.js";
import { attributeMap, type AttributeValue, type Item } from "../attribute-value.js";
import type { DocumentPath } from "./document-path.js";

/** A node of an item under edit: maps and lists are opened when a path goes through them. */
type Node =
  | { readonly kind: "value"; readonly value: AttributeValue }
  | { readonly kind: "map"; readonly members: Map<string, Node> }
  | { readonly kind: "list"; readonly members: (Node | undefined)[]; readonly originalLength: number };

/** A copy of an item that paths can change, indexes counted as they were before any change. */
export class EditableItem {
  private readonly root: Node & { readonly kind: "map" };

  constructor(item: Item) {
    this.root = {
      kind: "map",
      members: new Map(Object.entries(item).map(([name, value]) => [name, { kind: "value", value }])),
    };
  }

  set(path: DocumentPath, value: AttributeValue): void {
    const { parent, last } = this.openParent(path);
    const node: Node = { kind: "value", value };
    if (parent.kind === "map" && typeof last === "string") parent.members.set(last, node);
    else if (parent.kind === "list" && typeof last === "number") {
      if (last < parent.originalLength) parent.members[last] = node;
      else parent.members.push(node);
    } else throw invalidPath();
  }

  remove(path: DocumentPath): void {
    const { parent, last } = this.openParent(path);
    if (parent.kind === "map" && typeof last === "string") parent.members.delete(last);
    else if (parent.kind === "list" && typeof last === "number") {
      if (last < parent.originalLength) parent.members[last] = undefined;
    } else throw invalidPath();
  }

  finish(): Item {
    return attributeMap([...this.root.members].map(([name, node]) => [name, close(node)] as const));
  }

  private openParent(path: DocumentPath): { readonly parent: Node; readonly last: string | number } {
    let parent: Node = this.root;
    for (const element of path.slice(0, -1)) parent = openMember(parent, element);
    return { parent, last: path[path.length - 1] as string | number }; // a path is never empty
  }
}

function openMember(parent: Node, element: string | number): Node {
  if (parent.kind === "map" && typeof element === "string") {
    const opened = open(parent.members.get(element));
    parent.members.set(element, opened);
    return opened;
  }
  if (parent.kind === "list" && typeof element === "number") {
    const opened = open(parent.members[element]);
    parent.members[element] = opened;
    return opened;
  }
  throw invalidPath();
}

function open(node: Node | undefined): Node {
  if (node === undefined) throw invalidPath();
  if (node.kind !== "value") return node;
  const { value } = node;
  const wrap = (member: AttributeValue): Node => ({ kind: "value", value: member });
  if ("M" in value)
    return { kind: "map", members: new Map(Object.entries(value.M).map(([name, member]) => [name, wrap(member)])) };
  if ("L" in value) return { kind: "list", members: value.L.map(wrap), originalLength: value.L.length };
  throw invalidPath();
}

function close(node: Node): AttributeValue {
  switch (node.kind) {
    case "value":
      return node.value;
    case "map":
      return { M: attributeMap([...node.members].map(([name, member]) => [name, close(member)] as const)) };
    case "list":
      return { L: node.members.flatMap((member) => (member === undefined ? [] : [close(member)])) };
  }
}

function invalidPath(): Error {
  return validationError("The document path provided in the update expression is invalid for update");
}
