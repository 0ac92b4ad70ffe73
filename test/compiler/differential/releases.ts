import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows of releases, as their authors write them. */
export const releases: readonly Row[] = [
  {
    name: "feature rollout with guardrail metrics",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Stage { percent: number; soak: \`\${number}m\` | \`\${number}h\`; guard?: Partial<Guard> }
interface Guard { maxErrorRate: number; minSamples: number; maxLatency: number }
interface Metrics { requests: number; errors: number; latencies: number[] }
const setPercent = lambda<{ flag: string; percent: number }, void>("setPercent", elsewhere);
const measure = lambda<{ flag: string; percent: number }, Metrics>("measure", elsewhere);
const GUARD: Guard = { maxErrorRate: 0.01, minSamples: 100, maxLatency: 800 };
const percentile = (values: number[], p: number) => {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))] ?? null;
};
type Judgement = { ok: true } | { ok: false; why: string };
const judge = (metrics: Metrics, guard: Guard): Judgement => {
  const { requests, errors, latencies } = metrics;
  if (requests < guard.minSamples) return { ok: false, why: \`only \${requests} samples\` };
  if (errors / requests > guard.maxErrorRate) return { ok: false, why: \`\${((errors / requests) * 100).toFixed(1)}% errors\` };
  const p95 = percentile(latencies, 95);
  if (p95 !== null && p95 > guard.maxLatency) return { ok: false, why: \`p95 is \${p95} ms\` };
  return { ok: true };
};
class RolledBack extends WorkflowError {
  constructor(readonly flag: string, readonly at: number, why: string) {
    super(\`\${flag} rolled back at \${at}%: \${why}\`);
  }
}`,
    body: `async ({ flag, stages, tolerance = 1 }: { flag: string; stages: Stage[]; tolerance?: number }) => {
  const timeline: string[] = [];
  let strikes = 0;
  let reached = 0;
  try {
    for (const { percent, soak, guard } of stages) {
      await setPercent({ flag, percent });
      let verdict: Judgement;
      do {
        await sleep(soak);
        verdict = judge(await measure({ flag, percent }), { ...GUARD, ...guard });
        timeline.push(verdict.ok ? \`\${percent}% ok\` : \`\${percent}% \${verdict.why}\`);
      } while (!verdict.ok && ++strikes <= tolerance);
      if (!verdict.ok) throw new RolledBack(flag, percent, verdict.why);
      reached = percent;
    }
  } catch (error) {
    await setPercent({ flag, percent: 0 });
    if (error instanceof RolledBack) return { flag, reached: 0, timeline, rolledBackAt: error.at, message: error.message };
    throw error;
  } finally {
    await echo(\`\${flag} ended at \${reached}%\`);
  }
  return { flag, reached, timeline };
}`,
    scenarios: runs(
      [
        {
          flag: "f",
          stages: [
            { percent: 5, soak: "10m" },
            { percent: 50, soak: "1h", guard: { minSamples: 2, maxErrorRate: 0.5 } },
          ],
        },
        {
          setPercent: () => null,
          measure: [
            { result: { requests: 50, errors: 0, latencies: [] } },
            { result: { requests: 150, errors: 1, latencies: [100, 900, 20, 30] } },
            { result: { requests: 150, errors: 1, latencies: [100, 300, 20, 30] } },
          ],
        },
      ],
      [
        {
          flag: "f",
          stages: [
            { percent: 5, soak: "10m" },
            { percent: 50, soak: "1h" },
          ],
        },
        {
          setPercent: () => null,
          measure: [
            { result: { requests: 150, errors: 1, latencies: [100, 300] } },
            { result: { requests: 150, errors: 15, latencies: [100, 300, 20, 30] } },
          ],
        },
      ],
      [
        { flag: "f", stages: [{ percent: 5, soak: "10m" }], tolerance: 0 },
        { setPercent: () => null, measure: fails("NoMetrics", "nm") },
      ],
    ),
  },
  {
    name: "multi region deployment with waves",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Region { name: string; weight: number; canary?: boolean }
interface Deployed { region: string; version: string; previous: string }
const deploy = lambda<{ region: string; version: string }, { previous: string }>("deploy", elsewhere);
const rollback = lambda<{ region: string; version: string }, void>("rollback", elsewhere);
const health = lambda<{ region: string }, { score: number }>("health", elsewhere);
class Unhealthy extends WorkflowError {
  constructor(public readonly region: string, public readonly score: number) {
    super(\`\${region} scored \${score}\`);
    this.name = "Unhealthy";
  }
}
const waves = (regions: readonly Region[], size: number): Region[][] => {
  const canaries = regions.filter((r) => r.canary);
  const rest = regions.filter((r) => !r.canary).sort((a, b) => a.weight - b.weight);
  const out = canaries.length ? [canaries] : [];
  while (rest.length) out.push(rest.splice(0, size));
  return out;
};
const deployRegion = async (region: string, version: string): Promise<Deployed> => {
  const { previous } = await deploy({ region, version });
  return { region, version, previous };
};
async function verify(region: string, minimum: number) {
  let score = 0;
  for (let i = 0; i < 3 && score < minimum; i++) {
    if (i > 0) await sleep("1m");
    ({ score } = await health({ region }));
  }
  if (score < minimum) throw new Unhealthy(region, score);
  return score;
}`,
    body: `async ({ version, regions, minimum = 0.9, waveSize = 2 }: { version: string; regions: Region[]; minimum?: number; waveSize?: number }) => {
  const done: Deployed[] = [];
  const scores: Record<string, number> = {};
  try {
    for (const wave of waves(regions, waveSize)) {
      const deployed = await Promise.all(wave.map(({ name }) => deployRegion(name, version)));
      done.push(...deployed);
      for (const { region } of deployed) scores[region] = await verify(region, minimum);
    }
    return { version, done: done.map((d) => d.region), scores, average: Object.values(scores).reduce((a, b) => a + b, 0) / (done.length || 1) };
  } catch (e) {
    const order = done.slice().reverse();
    for (const { region, previous } of order) await rollback({ region, version: previous });
    const why = e instanceof Unhealthy ? { region: e.region, score: e.score } : { message: (e as Error).message };
    return { version, rolledBack: order.map(({ region, previous }) => \`\${region}→\${previous}\`), why };
  }
}`,
    scenarios: runs(
      [
        {
          version: "2",
          regions: [
            { name: "eu", weight: 5 },
            { name: "us", weight: 3, canary: true },
            { name: "ap", weight: 1 },
            { name: "sa", weight: 2 },
          ],
        },
        {
          deploy: ({ region }: { region: string }) => ({ previous: `1-${region}` }),
          health: ({ region }: { region: string }) => ({ score: region === "ap" ? 0.95 : 1 }),
        },
      ],
      [
        {
          version: "2",
          regions: [
            { name: "eu", weight: 5 },
            { name: "us", weight: 3, canary: true },
          ],
        },
        {
          deploy: { result: { previous: "1" } },
          rollback: () => null,
          health: [
            { result: { score: 0.5 } },
            { result: { score: 1 } },
            { result: { score: 0.1 } },
            { result: { score: 0.2 } },
            { result: { score: 0.3 } },
          ],
        },
      ],
      [{ version: "2", regions: [{ name: "eu", weight: 5 }] }, { deploy: fails("AccessDenied", "no") }],
    ),
  },
  {
    name: "dependency ordered deployment of services",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Service { name: string; dependsOn?: string[]; image: string; replicas?: number }
const deployService = lambda<{ name: string; image: string; replicas: number }, { endpoint: string }>("deployService", elsewhere);
class CyclicDependency extends WorkflowError {
  constructor(readonly services: string[]) { super(\`cycle among \${services.join(", ")}\`); }
}
function layersOf(services: Service[]): Service[][] {
  const layers: Service[][] = [];
  const placed = new Set<string>();
  let rest = services;
  while (rest.length > 0) {
    const layer = rest.filter((s) => (s.dependsOn ?? []).every((d) => placed.has(d)));
    if (layer.length === 0) throw new CyclicDependency(rest.map((s) => s.name).sort());
    layer.forEach((s) => placed.add(s.name));
    rest = rest.filter((s) => !placed.has(s.name));
    layers.push(layer);
  }
  return layers;
}`,
    body: `async ({ services, dryRun = false }: { services: Service[]; dryRun?: boolean }) => {
  const endpoints: Record<string, string> = {};
  const skipped = new Set<string>();
  const layers = layersOf(services);
  if (dryRun) return { plan: layers.map((layer) => layer.map(({ name }) => name)) };
  for (const [depth, layer] of layers.entries()) {
    const ready = layer.filter(({ name, dependsOn = [] }) => {
      const blocked = dependsOn.some((d) => skipped.has(d));
      if (blocked) skipped.add(name);
      return !blocked;
    });
    const outcomes = await Promise.allSettled(ready.map(async ({ name, image, replicas = 1 }) => ({ name, ...(await deployService({ name, image, replicas })) })));
    outcomes.forEach((outcome, i) => {
      if (outcome.status === "fulfilled") endpoints[outcome.value.name] = \`\${depth}:\${outcome.value.endpoint}\`;
      else skipped.add(ready[i]!.name);
    });
  }
  return { endpoints, skipped: [...skipped] };
}`,
    scenarios: runs(
      [
        {
          services: [
            { name: "web", dependsOn: ["api"], image: "w" },
            { name: "api", dependsOn: ["db", "cache"], image: "a", replicas: 3 },
            { name: "db", image: "d" },
            { name: "cache", image: "c" },
            { name: "job", image: "j" },
          ],
        },
        {
          deployService: ({ name }: { name: string }) => {
            if (name === "cache") throw new Error("x");
            return { endpoint: `http://${name}` };
          },
        },
      ],
      [
        {
          services: [
            { name: "a", dependsOn: ["b"], image: "i" },
            { name: "b", dependsOn: ["a"], image: "i" },
          ],
        },
      ],
      [
        {
          dryRun: true,
          services: [
            { name: "a", dependsOn: ["b"], image: "i" },
            { name: "b", image: "i" },
          ],
        },
      ],
    ),
    concurrent: true,
  },
  {
    name: "certificate renewal with dns challenge",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Cert { domain: string; alternatives?: string[]; notAfter: string }
interface Challenge { domain: string; record: string; value: string }
const orderCert = lambda<{ domains: string[] }, { orderId: string; challenges: Challenge[] }>("orderCert", elsewhere);
const putRecord = lambda<{ record: string; value: string }, { changeId: string }>("putRecord", elsewhere);
const dropRecord = lambda<{ record: string }, void>("dropRecord", elsewhere);
const lookup = lambda<{ record: string }, string[]>("lookup", elsewhere);
const finalize = lambda<{ orderId: string }, { pem: string; notAfter: string }>("finalize", elsewhere);
class NotPropagated extends WorkflowError {}
const until = async (condition: () => Promise<boolean>, { tries, wait }: { tries: number; wait: \`\${number}s\` }): Promise<boolean> => {
  for (let i = 0; i < tries; i++) {
    if (await condition()) return true;
    await sleep(wait);
  }
  return false;
};
const daysLeft = (cert: Cert, today: string) => Math.floor((new Date(cert.notAfter).getTime() - new Date(today).getTime()) / 864e5);`,
    body: `async ({ certs, today }: { certs: Cert[]; today: string }) => {
  const due = certs.filter((c) => daysLeft(c, today) < 30).sort((a, b) => a.notAfter.localeCompare(b.notAfter));
  const renewed: Record<string, string> = {};
  const failures: { domain: string; error: string }[] = [];
  for (const { domain, alternatives = [] } of due) {
    const { orderId, challenges } = await orderCert({ domains: [domain, ...alternatives] });
    try {
      await Promise.all(challenges.map(({ record, value }) => putRecord({ record, value })));
      for (const { record, value } of challenges) {
        const visible = await until(async () => (await lookup({ record })).includes(value), { tries: 3, wait: "20s" });
        if (!visible) throw new NotPropagated(\`\${record} is not visible\`);
      }
      const { notAfter } = await finalize({ orderId });
      renewed[domain] = notAfter;
    } catch (e) {
      failures.push({ domain, error: e instanceof NotPropagated ? e.message : \`unexpected: \${(e as Error).name}\` });
    } finally {
      await Promise.allSettled(challenges.map(({ record }) => dropRecord({ record })));
    }
  }
  return { renewed, failures, untouched: certs.length - due.length };
}`,
    scenarios: runs([
      {
        today: "2024-05-01",
        certs: [
          { domain: "a.org", alternatives: ["www.a.org"], notAfter: "2024-05-20" },
          { domain: "b.org", notAfter: "2024-05-10" },
          { domain: "c.org", notAfter: "2025-05-10" },
          { domain: "d.org", notAfter: "2024-05-21" },
        ],
      },
      {
        orderCert: ({ domains }: { domains: string[] }) => ({
          orderId: domains[0],
          challenges: domains.map((domain) => ({ domain, record: `_${domain}`, value: `v-${domain}` })),
        }),
        putRecord: ({ record }: { record: string }) => ({ changeId: record }),
        dropRecord: () => null,
        lookup: ({ record }: { record: string }) => (record === "_d.org" ? [] : [`v-${record.slice(1)}`]),
        finalize: ({ orderId }: { orderId: string }) => {
          if (orderId === "b.org") throw Object.assign(new Error("x"), { name: "RateLimited" });
          return { pem: "p", notAfter: "2024-08-01" };
        },
      },
    ]),
  },
];
