import type { ResourceUse, Retrier } from "../../ir/statement.js";
import type { SourceSpan } from "../../source-span.js";
import type { Constant } from "../constant.js";

export interface LambdaDeclaration {
  readonly kind: "lambda";
  readonly name: string;
  readonly timeoutSeconds: number;
  /** In MiB. */
  readonly memory: number;
  readonly retry: readonly Retrier[];
  /** What the code of the function itself needs. */
  readonly uses: readonly ResourceUse[];
  readonly span: SourceSpan;
}

export interface KeyDeclaration {
  readonly name: string;
  readonly type: string;
}

export interface IndexDeclaration {
  readonly name: string;
  readonly partitionKey: KeyDeclaration;
  readonly sortKey: KeyDeclaration | undefined;
  readonly attributes: "all" | "keys" | readonly string[];
}

export interface TableDeclaration {
  readonly kind: "table";
  readonly name: string;
  readonly partitionKey: KeyDeclaration;
  readonly sortKey: KeyDeclaration | undefined;
  readonly timeToLive: string | undefined;
  readonly indexes: readonly IndexDeclaration[];
  readonly span: SourceSpan;
}

export interface ActivityDeclaration {
  readonly kind: "activity";
  readonly name: string;
  readonly span: SourceSpan;
}

export interface HumanDeclaration {
  readonly kind: "human";
  readonly name: string;
  readonly title: string;
  readonly form: Constant;
  readonly table: TableDeclaration;
  readonly span: SourceSpan;
}

export interface WorkflowReference {
  readonly kind: "workflow";
  readonly name: string;
  readonly span: SourceSpan;
}

export interface BusDeclaration {
  readonly kind: "bus";
  readonly name: string;
  readonly source: string;
  readonly span: SourceSpan;
}

export interface QueueDeclaration {
  readonly kind: "queue";
  readonly name: string;
  readonly visibilityTimeoutSeconds: number;
  readonly deadLetters: { readonly queue: string; readonly maxReceives: number } | undefined;
  readonly span: SourceSpan;
}

export interface TopicDeclaration {
  readonly kind: "topic";
  readonly name: string;
  readonly span: SourceSpan;
}

export interface BucketDeclaration {
  readonly kind: "bucket";
  readonly name: string;
  readonly span: SourceSpan;
}

export interface EndpointDeclaration {
  readonly kind: "endpoint";
  readonly name: string;
  /** Without a `/` at its end. */
  readonly url: string;
  /** The name of the connection. */
  readonly connection: string;
  readonly timeoutSeconds: number | undefined;
  readonly retry: readonly Retrier[];
  readonly form: { readonly arrayFormat: string } | undefined;
  readonly span: SourceSpan;
}

/** Resources whose actions are those of a service with the resource's name filled in. */
export type BoundDeclaration = TableDeclaration | QueueDeclaration | TopicDeclaration | BucketDeclaration;

export type ResourceDeclaration =
  | LambdaDeclaration
  | ActivityDeclaration
  | BoundDeclaration
  | HumanDeclaration
  | WorkflowReference
  | BusDeclaration
  | EndpointDeclaration;

/** A declaration, with the place that is told when another one has its name. */
export interface FoundResource {
  readonly declaration: ResourceDeclaration;
  readonly place: SourceSpan;
}

/** What the workflows of a run refer to, once each. */
export class ResourceCollector {
  readonly #found = new Map<string, FoundResource>();

  /** Records a declaration. Gives an earlier one of the same kind and name that stands elsewhere, if there is one. */
  add(declaration: ResourceDeclaration, place: SourceSpan = declaration.span): ResourceDeclaration | undefined {
    const key = `${declaration.kind} ${declaration.name}`;
    const earlier = this.#found.get(key)?.declaration;
    if (earlier === undefined) {
      this.#found.set(key, { declaration, place });
      return undefined;
    }
    const isSame = earlier.span.file === declaration.span.file && earlier.span.start === declaration.span.start;
    // Several services publish on one bus, each under its own source.
    return isSame || declaration.kind === "workflow" || declaration.kind === "bus" ? undefined : earlier;
  }

  /** All that was recorded, in that order. */
  get found(): readonly FoundResource[] {
    return [...this.#found.values()];
  }

  ofKind<Kind extends ResourceDeclaration["kind"]>(kind: Kind): Extract<ResourceDeclaration, { kind: Kind }>[] {
    const list = this.found.map(({ declaration }) => declaration).filter((declaration) => declaration.kind === kind);
    return (list as Extract<ResourceDeclaration, { kind: Kind }>[]).sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
