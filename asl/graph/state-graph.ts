/** A machine as a drawing shows it: states, the ways between them, and the regions that hold inner machines. */
export interface DrawnGraph {
  readonly nodes: readonly DrawnNode[];
  readonly regions: readonly DrawnRegion[];
  readonly edges: readonly DrawnEdge[];
}

/** `start`, `end` and `join` are no states: where the machine begins and ends, and where branches meet again. */
export type NodeKind =
  "start" | "end" | "join" | "task" | "pass" | "choice" | "wait" | "succeed" | "fail" | "parallel" | "map";

export interface DrawnNode {
  /** Letters and digits only. */
  readonly id: string;
  readonly kind: NodeKind;
  /** The state's name; empty for what is no state. */
  readonly name: string;
  /** What it does in a few words, such as the service that it calls. */
  readonly detail: string;
  /** Where in the source it comes from; empty when that is not known. */
  readonly place: string;
  readonly region: string | undefined;
}

/** What a Parallel or Map state holds (`group`), or one branch or processor in it. */
export interface DrawnRegion {
  readonly id: string;
  readonly kind: "group" | "branch";
  readonly label: string;
  readonly region: string | undefined;
}

export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  /** The condition of a choice, or the errors that are caught; empty for a plain transition. */
  readonly label: string;
  readonly kind: "next" | "catch";
}
