import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Walks through graphs and trees. */
export const graphEngines: readonly Row[] = [
  {
    name: "build pipeline over a graph of tasks",
    before: `${declarations}interface Node { id: string; deps: string[]; command: string; cacheable?: boolean }
const runCommand = lambda<{ id: string; command: string; inputs: string[] }, { artifact: string; ms: number }>("runCommand", elsewhere);
const cached = lambda<{ id: string; inputs: string[] }, { artifact: string } | null>("cached", elsewhere);
class Cycle extends WorkflowError { constructor(readonly nodes: string[]) { super(\`cycle among \${nodes.join(", ")}\`); } }`,
    concurrent: true,
    body: `async ({ nodes, targets }: { nodes: Node[]; targets: string[] }) => {
  const byId = new Map(nodes.map((n) => [n.id, n]));
  const needed = new Set<string>();
  const visit = (id: string) => {
    if (needed.has(id)) return;
    const node = byId.get(id);
    if (!node) throw new Declined(\`unknown node \${id}\`);
    needed.add(id);
    node.deps.forEach(visit);
  };
  targets.forEach((t) => visit(t));

  const artifacts: Record<string, string> = {};
  const failed: Record<string, string> = {};
  let remaining = nodes.filter((n) => needed.has(n.id));
  const waves: string[][] = [];
  let hits = 0;
  while (remaining.length > 0) {
    const ready = remaining.filter((n) => n.deps.every((d) => d in artifacts || d in failed));
    if (ready.length === 0) throw new Cycle(remaining.map((n) => n.id).sort());
    waves.push(ready.map((n) => n.id));
    const results = await Promise.all(
      ready.map(async (node) => {
        const broken = node.deps.find((d) => failed[d] !== undefined);
        if (broken) return { id: node.id, error: \`skipped because of \${broken}\` };
        const inputs = node.deps.map((d) => artifacts[d]!);
        if (node.cacheable) {
          const hit = await cached({ id: node.id, inputs });
          if (hit) return { id: node.id, artifact: hit.artifact, hit: true };
        }
        try {
          const { artifact } = await runCommand({ id: node.id, command: node.command, inputs });
          return { id: node.id, artifact, hit: false };
        } catch (e) {
          return { id: node.id, error: e instanceof Error ? e.message : "failed" };
        }
      }),
    );
    for (const r of results) {
      if (r.artifact !== undefined) {
        artifacts[r.id] = r.artifact;
        if (r.hit) hits++;
      } else {
        failed[r.id] = r.error!;
      }
    }
    remaining = remaining.filter((n) => !ready.includes(n));
  }
  return { waves, hits, artifacts: targets.map((t) => artifacts[t] ?? null), failed };
}`,
    scenarios: runs(
      [
        {
          nodes: [
            { id: "a", deps: [], command: "x" },
            { id: "b", deps: ["a"], command: "y", cacheable: true },
            { id: "c", deps: ["a"], command: "z" },
            { id: "d", deps: ["b", "c"], command: "w" },
            { id: "e", deps: [], command: "unused" },
          ],
          targets: ["d"],
        },
        {
          runCommand: ({ id, inputs }: { id: string; inputs: string[] }) => ({
            artifact: id + "(" + inputs.join() + ")",
            ms: 1,
          }),
          cached: { result: { artifact: "B" } },
        },
      ],
      [
        {
          nodes: [
            { id: "a", deps: [], command: "x" },
            { id: "b", deps: ["a"], command: "y" },
            { id: "d", deps: ["b"], command: "w" },
          ],
          targets: ["d", "a"],
        },
        {
          runCommand: ({ id }: { id: string }) => {
            if (id === "a") throw new Error("exit 1");
            return { artifact: "?", ms: 1 };
          },
        },
      ],
      [
        {
          nodes: [
            { id: "a", deps: ["b"], command: "x" },
            { id: "b", deps: ["a"], command: "y" },
          ],
          targets: ["a"],
        },
        {},
      ],
      [{ nodes: [], targets: ["a"] }, {}],
    ),
  },
  {
    name: "files scanned through folders with a queue of directories",
    before: `${declarations}interface Entry { name: string; kind: "file" | "folder"; size: number; owner?: string }
const list = lambda<string, Entry[]>("list", elsewhere);
const scan = lambda<{ path: string }, { clean: boolean; signature?: string }>("scanFolder", elsewhere);
const quarantine = lambda<{ path: string; signature: string }, void>("quarantine", elsewhere);
interface Options { root: string; maxDepth?: number; ignore?: string[]; maxFiles?: number }`,
    body: `async ({ root, maxDepth = 3, ignore = [], maxFiles = 100 }: Options) => {
  const queue: { path: string; depth: number }[] = [{ path: root, depth: 0 }];
  const visited = new Set<string>();
  const infected: { path: string; signature: string }[] = [];
  const sizes: Record<string, number> = {};
  const errors: string[] = [];
  let files = 0;
  outer: while (queue.length > 0) {
    const { path, depth } = queue.shift()!;
    if (visited.has(path)) continue;
    visited.add(path);
    let entries: Entry[];
    try {
      entries = await list(path);
    } catch (error) {
      errors.push(\`\${path}: \${(error as Error).name}\`);
      continue;
    }
    const [folders, plain] = entries.reduce<[Entry[], Entry[]]>(
      ([dirs, rest], entry) => (entry.kind === "folder" ? [[...dirs, entry], rest] : [dirs, [...rest, entry]]),
      [[], []],
    );
    for (const folder of folders) {
      if (depth + 1 > maxDepth || ignore.includes(folder.name)) continue;
      queue.push({ path: \`\${path}/\${folder.name}\`, depth: depth + 1 });
    }
    for (const { name, size, owner = "nobody" } of plain) {
      if (++files > maxFiles) break outer;
      sizes[owner] = (sizes[owner] ?? 0) + size;
      const full = \`\${path}/\${name}\`;
      const { clean, signature } = await scan({ path: full });
      if (clean) continue;
      infected.push({ path: full, signature: signature ?? "unknown" });
      await quarantine({ path: full, signature: signature ?? "unknown" });
    }
  }
  const heaviest = Object.entries(sizes).sort((a, b) => b[1] - a[1])[0];
  return { files: Math.min(files, maxFiles), folders: visited.size, infected, errors, heaviest: heaviest ? \`\${heaviest[0]} (\${heaviest[1]})\` : "-" };
}`,
    scenarios: runs(
      [
        { root: "", ignore: ["tmp"] },
        {
          list: (p: string) =>
            (
              ({
                "": [
                  { name: "a", kind: "folder", size: 0 },
                  { name: "tmp", kind: "folder", size: 0 },
                  { name: "x", kind: "file", size: 5, owner: "me" },
                ],
                "/a": [
                  { name: "y", kind: "file", size: 7 },
                  { name: "b", kind: "folder", size: 0 },
                ],
              }) as Record<string, unknown>
            )[p] ??
            (() => {
              throw Object.assign(new Error("no"), { name: "AccessDenied" });
            })(),
          scanFolder: [{ result: { clean: true } }, { result: { clean: false } }],
          quarantine: { result: null },
        },
      ],
      [
        { root: "r", maxFiles: 1, maxDepth: 0 },
        {
          list: {
            result: [
              { name: "x", kind: "file", size: 1 },
              { name: "y", kind: "file", size: 1 },
              { name: "z", kind: "folder", size: 1 },
            ],
          },
          scanFolder: { result: { clean: true } },
        },
      ],
    ),
  },
  {
    name: "breadth first search over a network, wave by wave",
    before: `${declarations}const linksOf = lambda<string, string[]>("linksOf", elsewhere);
const report = lambda<{ from: string; to: string; path: string[] | null }, void>("report", elsewhere);`,
    concurrent: true,
    body: `async ({ from, to, limit = 5 }: { from: string; to: string; limit?: number }) => {
  const parents = new Map<string, string | null>([[from, null]]);
  let frontier = [from];
  let distance = 0;
  let looked = 0;
  while (frontier.length > 0 && !parents.has(to) && distance < limit) {
    const neighbours = await Promise.all(frontier.map(async (node) => ({ node, links: await linksOf(node) })));
    looked += neighbours.length;
    const next: string[] = [];
    for (const { node, links } of neighbours) {
      for (const link of links) {
        if (parents.has(link)) continue;
        parents.set(link, node);
        next.push(link);
      }
    }
    frontier = next;
    distance++;
  }
  if (!parents.has(to)) {
    await report({ from, to, path: null });
    return { found: false, looked };
  }
  const path: string[] = [];
  for (let at: string | null | undefined = to; at; at = parents.get(at)) path.unshift(at);
  await report({ from, to, path });
  return { found: true, path, distance, looked };
}`,
    scenarios: runs(
      [
        { from: "a", to: "e" },
        {
          linksOf: (n: string) =>
            (({ a: ["b", "c"], b: ["a", "d"], c: ["d"], d: ["e"] }) as Record<string, string[]>)[n] ?? [],
          report: { result: null },
        },
      ],
      [
        { from: "a", to: "z" },
        { linksOf: { result: ["a", "b"] }, report: { result: null } },
      ],
      [{ from: "a", to: "a" }, { report: { result: null } }],
    ),
  },
  {
    name: "insurance claim with an estimate tree and payouts",
    before: `${declarations}interface Damage { part: string; cost?: number; children?: Damage[] }
interface Claim { id: string; policy: { deductible: number; cover: number; excluded: string[] }; damage: Damage; photos: string[] }
const estimate = lambda<{ part: string }, { cost: number; confidence: number }>("estimate", elsewhere);
const inspectPhotos = lambda<{ photos: string[] }, { fraudScore: number }>("inspectPhotos", elsewhere);
const assessor = human<{ claim: string; parts: string[] }, { costs: Record<string, number> }>("assessor", { title: "Assess", form: { type: "object", properties: { costs: { type: "object" } }, required: ["costs"] } });
const pay = lambda<{ claim: string; amount: number }, { ref: string }>("payOut", elsewhere);
class Fraud extends WorkflowError {}
const flatten = (damage: Damage, path: string[] = []): { path: string; part: string; cost?: number }[] => {
  const here = [...path, damage.part];
  const own = { path: here.join("/"), part: damage.part, ...(damage.cost === undefined ? {} : { cost: damage.cost }) };
  return [own, ...(damage.children ?? []).flatMap((child) => flatten(child, here))];
};
const totalOf = (damage: Damage, costs: Record<string, number>): number =>
  (costs[damage.part] ?? damage.cost ?? 0) + (damage.children ?? []).reduce((sum, child) => sum + totalOf(child, costs), 0);
const prune = (damage: Damage, excluded: string[]): Damage | null => {
  if (excluded.includes(damage.part)) return null;
  const children = (damage.children ?? []).map((c) => prune(c, excluded)).filter((c): c is Damage => c !== null);
  return { ...damage, children };
};`,
    concurrent: true,
    body: `async (claim: Claim) => {
  const covered = prune(claim.damage, claim.policy.excluded);
  if (!covered) return { claim: claim.id, payout: 0, reason: "excluded" };
  const [{ fraudScore }, ...estimates] = await Promise.all([
    inspectPhotos({ photos: claim.photos }),
    ...flatten(covered).filter((d) => d.cost === undefined).map(async ({ part }) => ({ part, ...(await estimate({ part })) })),
  ]);
  if (fraudScore > 0.9) throw new Fraud(\`claim \${claim.id} looks wrong (\${fraudScore})\`);
  const costs: Record<string, number> = {};
  const unsure: string[] = [];
  for (const { part, cost, confidence } of estimates) {
    if (confidence < 0.7 || fraudScore > 0.5) unsure.push(part);
    else costs[part] = cost;
  }
  if (unsure.length > 0) {
    const { costs: assessed } = await assessor({ claim: claim.id, parts: unsure });
    Object.assign(costs, assessed);
  }
  const total = totalOf(covered, costs);
  const payout = Math.min(claim.policy.cover, Math.max(0, total - claim.policy.deductible));
  const { ref } = payout > 0 ? await pay({ claim: claim.id, amount: payout }) : { ref: null };
  return { claim: claim.id, total, payout, ref, parts: flatten(covered).map((d) => \`\${d.path}=\${costs[d.part] ?? d.cost ?? "?"}\`) };
}`,
    scenarios: runs(
      [
        {
          id: "c",
          policy: { deductible: 100, cover: 900, excluded: ["radio"] },
          photos: ["p"],
          damage: {
            part: "car",
            cost: 0,
            children: [
              { part: "door", children: [{ part: "handle" }, { part: "radio", cost: 500 }] },
              { part: "hood", cost: 300 },
            ],
          },
        },
        {
          inspectPhotos: { result: { fraudScore: 0.1 } },
          estimate: ({ part }: { part: string }) => ({
            cost: part.length * 100,
            confidence: part === "handle" ? 0.5 : 0.9,
          }),
          assessor: { result: { costs: { handle: 20 } } },
          payOut: { result: { ref: "r" } },
        },
      ],
      [
        { id: "c", policy: { deductible: 100, cover: 900, excluded: ["car"] }, photos: [], damage: { part: "car" } },
        {},
      ],
      [
        {
          id: "c",
          policy: { deductible: 100, cover: 900, excluded: [] },
          photos: [],
          damage: { part: "car", cost: 50 },
        },
        { inspectPhotos: { result: { fraudScore: 0.1 } } },
      ],
      [
        {
          id: "c",
          policy: { deductible: 100, cover: 900, excluded: [] },
          photos: [],
          damage: { part: "car", cost: 50 },
        },
        { inspectPhotos: { result: { fraudScore: 0.95 } } },
      ],
    ),
  },
];
