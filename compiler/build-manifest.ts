import path from "node:path";
import { humanTasksIndex } from "../dsl/human.js";
import { readIndex } from "./analyse/tasks/read-index.js";
import type {
  IndexDeclaration,
  QueueDeclaration,
  ResourceCollector,
  TableDeclaration,
} from "./analyse/tasks/resources.js";
import type { Block, ResourceUse, TaskEffect } from "./ir/statement.js";
import { visitStatements } from "./ir/statement-walk.js";
import type {
  Manifest,
  ManifestIndex,
  ManifestQueue,
  ManifestTable,
  ManifestWorkflow,
  Permission,
} from "./manifest.js";

/** What the manifest says of one workflow. */
export interface WorkflowFacts {
  readonly name: string;
  readonly file: string;
  readonly type: "STANDARD" | "EXPRESS";
  readonly timeoutSeconds: number | undefined;
  readonly states: number;
  readonly block: Block;
}

/** The manifest of the workflows of a run; files are given relative to `root`. */
export function buildManifest(
  workflows: readonly WorkflowFacts[],
  resources: ResourceCollector,
  root: string,
): Manifest {
  const ofHumans = new Set(resources.ofKind("human").map(({ table }) => table.name));
  const relative = (file: string) => path.relative(root, file).replaceAll("\\", "/");
  return {
    version: 1,
    workflows: workflows.map((facts) => describeWorkflow(facts, relative)),
    lambdas: resources.ofKind("lambda").map(({ name, span, timeoutSeconds, memory, uses }) => ({
      name,
      file: relative(span.file),
      timeoutSeconds,
      memory,
      permissions: permissionsOf(uses),
    })),
    humans: resources.ofKind("human").map(({ name, title, form, table }) => ({ name, title, form, table: table.name })),
    tables: resources.ofKind("table").map((table) => describeTable(table, ofHumans.has(table.name))),
    buses: resources.ofKind("bus").map(({ name, source }) => ({ name, source })),
    queues: resources.ofKind("queue").map(describeQueue),
    topics: resources.ofKind("topic").map(({ name }) => ({ name })),
    activities: resources.ofKind("activity").map(({ name }) => ({ name })),
    endpoints: resources.ofKind("endpoint").map(({ name, url, connection }) => ({ name, url, connection })),
    buckets: resources.ofKind("bucket").map(({ name }) => ({ name })),
  };
}

function describeQueue({ name, visibilityTimeoutSeconds, deadLetters }: QueueDeclaration): ManifestQueue {
  return { name, visibilityTimeoutSeconds, ...(deadLetters === undefined ? {} : { deadLetters }) };
}

/** @param hasTasks whether it holds human tasks: then the inbox lists them by an index, declared or not */
function describeTable(table: TableDeclaration, hasTasks: boolean): ManifestTable {
  const { name, partitionKey, sortKey, timeToLive } = table;
  const declared = table.indexes.filter((index) => !hasTasks || index.name !== humanTasksIndex.name);
  const indexes = [...declared, ...(hasTasks ? [readIndex(humanTasksIndex)] : [])];
  return {
    name,
    partitionKey,
    ...(sortKey === undefined ? {} : { sortKey }),
    ...(timeToLive === undefined ? {} : { timeToLive }),
    ...(indexes.length === 0 ? {} : { indexes: indexes.map(describeIndex) }),
  };
}

function describeIndex({ name, partitionKey, sortKey, attributes }: IndexDeclaration): ManifestIndex {
  return { name, partitionKey, ...(sortKey === undefined ? {} : { sortKey }), attributes };
}

function describeWorkflow(facts: WorkflowFacts, relative: (file: string) => string): ManifestWorkflow {
  const { name, file, type, timeoutSeconds, states, block } = facts;
  const effects: TaskEffect[] = [];
  const uses: ResourceUse[] = [];
  visitStatements(block, (statement) => {
    if (statement.kind !== "perform") return;
    const { effect } = statement;
    if (effect.kind === "task") effects.push(effect);
    if (effect.kind === "task") uses.push(...effect.uses);
    if (effect.kind === "map" && effect.distributed !== undefined) uses.push(...effect.distributed.uses);
  });
  const named = (kind: ResourceUse["kind"]) =>
    sorted(uses.filter((use) => use.kind === kind).map((use) => use.name)).filter((used) => used !== undefined);
  return {
    name,
    file: relative(file),
    asl: `${name}.asl.json`,
    map: `${name}.map.json`,
    type,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    states,
    lambdas: named("lambda"),
    humans: sorted(effects.map((effect) => effect.human)).filter((human) => human !== undefined),
    workflows: named("workflow"),
    tables: named("table"),
    buses: named("bus"),
    permissions: permissionsOf(uses),
  };
}

function sorted<T extends string | undefined>(names: readonly T[]): T[] {
  return [...new Set(names)].sort();
}

/** One permission for each thing that is used, with all actions that are needed on it. */
function permissionsOf(uses: readonly ResourceUse[]): readonly Permission[] {
  const byResource = new Map<string, { use: ResourceUse; actions: Set<string>; methods: Set<string> }>();
  for (const use of uses) {
    const key = `${use.kind} ${use.name ?? ""}`;
    const entry = byResource.get(key) ?? { use, actions: new Set<string>(), methods: new Set<string>() };
    for (const action of use.actions) entry.actions.add(action);
    for (const method of use.methods ?? []) entry.methods.add(method);
    byResource.set(key, entry);
  }
  return [...byResource]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { use, actions, methods }]) => {
      const named = use.name === undefined ? { kind: use.kind } : { kind: use.kind, name: use.name };
      const resource = methods.size === 0 ? named : { ...named, methods: [...methods].sort() };
      return { actions: [...actions].sort(), resources: [resource] };
    });
}
