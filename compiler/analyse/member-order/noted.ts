import type ts from "typescript";

/**
 * What becomes of the order of members in a workflow. A member that is undefined keeps its place in JavaScript, and a value
 * that it gets later stands there; in a state machine it is absent, and comes last when it gets one.
 */
export interface MemberOrder {
  /** Where members may be put in, or set, without a value: by their names. */
  readonly undefinedAt: Map<Name, UndefinedMember>;
  /** The groups of patterns whose groups are taken as an object; its type does not say that one may be undefined. */
  readonly groups: Set<string>;
  /** Where members get a value that may have been undefined before: by their names. */
  readonly givenAt: Map<Name, GivenMember[]>;
  /** The types of objects that are made of others. */
  readonly copies: Set<ts.Type>;
  /** The questions about order, in the order of the analysis. */
  readonly seen: SeenOrder[];
  /** The questions which members an object has whose type does not tell of one that may be undefined. */
  readonly listed: ListedMembers[];
}

/** A member's name; undefined stands for any that a computed key may be. */
export type Name = string | undefined;

export interface UndefinedMember {
  readonly node: ts.Node;
  /** The types of the objects that have it. */
  readonly objects: Set<ts.Type>;
}

export interface GivenMember {
  readonly node: ts.Node;
  /** What the object is then. */
  readonly object: ts.Type;
  /** The type of what it is copied from, where that does not tell of the member: an object of it may have it all the same. */
  readonly hiddenIn?: ts.Type;
}

export interface SeenOrder {
  /** The types of the objects of which the order can be seen. */
  readonly types: () => Iterable<ts.Type>;
  /** True where an object may have members of which its type does not tell. */
  readonly mayHide: boolean;
  readonly report: (name: Name, undefinedAt: ts.Node, givenAt: ts.Node) => void;
}

export interface ListedMembers {
  readonly types: readonly ts.Type[];
  /** True for the members that the question is about. */
  readonly matters: (name: Name) => boolean;
  readonly report: (name: string) => void;
}

/** What is known before a workflow is read. */
export function noMemberOrder(): MemberOrder {
  return { undefinedAt: new Map(), groups: new Set(), givenAt: new Map(), copies: new Set(), seen: [], listed: [] };
}
