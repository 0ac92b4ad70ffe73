import type { Row } from "./row.js";
import { fails, item, runs } from "./stubs.js";

/** Workflows about films, sounds and pictures, as they are first written down. */
export const mediaDrafts: readonly Row[] = [
  {
    name: "transcode into renditions with a ladder of fallbacks",
    before: `type Codec = "h264" | "hevc" | "av1";
interface Rendition { codec: Codec; height: number; status: "pending" | "done" | "skipped"; jobId?: string; errors: string[] }
const FALLBACK: Partial<Record<Codec, Codec>> = { av1: "hevc", hevc: "h264" };
const ladder = (codec: Codec): Rendition[] => [1080, 720, 480].map((height) => ({ codec, height, status: "pending", errors: [] }));`,
    body: `async (input: { assetId: string; codec: Codec; maxHeight?: number }) => {
  const { assetId, codec, maxHeight = 1080 } = input;
  const renditions = ladder(codec);
  for (const rendition of renditions) {
    if (rendition.height > maxHeight) {
      rendition.status = "skipped";
      continue;
    }
    let current: Codec | undefined = rendition.codec;
    while (current && rendition.status === "pending") {
      try {
        const { receipt } = await charge({ id: \`\${assetId}/\${current}\`, amount: rendition.height });
        rendition.codec = current;
        rendition.jobId = receipt;
        rendition.status = "done";
      } catch (err) {
        const message = err instanceof Error ? err.message : String(err);
        rendition.errors.push(\`\${current}: \${message}\`);
        current = FALLBACK[current];
      }
    }
  }
  const done = renditions.filter((r) => r.status === "done");
  if (!done.length) {
    throw new Error(\`No rendition of \${assetId} succeeded: \${renditions.flatMap((r) => r.errors).join("; ")}\`);
  }
  const byCodec = done.reduce<Record<string, number[]>>((acc, r) => {
    (acc[r.codec] ??= []).push(r.height);
    return acc;
  }, {});
  return { assetId, byCodec, jobs: done.map((r) => r.jobId), failed: renditions.filter((r) => r.status === "pending").length };
}`,
    scenarios: runs(
      [{ assetId: "film", codec: "av1" }],
      [
        { assetId: "clip", codec: "hevc", maxHeight: 720 },
        { charge: [fails("Busy", "no slot"), { result: { receipt: "j1" } }, fails("Busy", "again"), fails("Busy")] },
      ],
      [{ assetId: "clip", codec: "h264" }, { charge: fails("Broken", "codec") }],
    ),
  },
  {
    name: "poll several encoder jobs until all settle",
    before: `type JobState = { id: string; state: "RUNNING" | "COMPLETE" | "ERROR"; polls: number; size: number };
class EncodingFailed extends WorkflowError {}`,
    body: `async (input: { jobs: { id: string; size: number }[]; maxPolls: number }) => {
  const states = new Map<string, JobState>(
    input.jobs.map((job) => [job.id, { id: job.id, state: "RUNNING", polls: 0, size: job.size }]),
  );
  let round = 0;
  const running = () => [...states.values()].filter((s) => s.state === "RUNNING");
  while (running().length > 0) {
    if (++round > input.maxPolls) {
      throw new EncodingFailed(\`Gave up after \${input.maxPolls} rounds: \${running().map((s) => s.id).join(", ")}\`);
    }
    for (const job of running()) {
      job.polls++;
      try {
        const complete = await check(job.size + round);
        if (complete) job.state = "COMPLETE";
      } catch {
        job.state = "ERROR";
      }
    }
    if (running().length > 0) await sleep("10s");
  }
  const summary = { complete: 0, error: 0 };
  states.forEach((s) => {
    if (s.state === "COMPLETE") summary.complete += 1;
    else summary.error += 1;
  });
  return { round, summary, jobs: Array.from(states.values(), ({ id, polls, state }) => ({ id, polls, state: state.toLowerCase() })) };
}`,
    scenarios: runs(
      [
        {
          jobs: [
            { id: "a", size: 0 },
            { id: "b", size: 2 },
          ],
          maxPolls: 5,
        },
      ],
      [{ jobs: [{ id: "a", size: -9 }], maxPolls: 2 }],
      [
        {
          jobs: [
            { id: "a", size: 0 },
            { id: "b", size: 1 },
          ],
          maxPolls: 3,
        },
        { check: [fails("Gone"), { result: false }, { result: true }] },
      ],
    ),
  },
  {
    name: "build a playlist without repeating artists",
    before: `interface Track { id: string; artist: string; seconds: number; tags?: string[] }
interface Playlist { tracks: Track[]; seconds: number }
const clock = (seconds: number) => {
  const m = Math.floor(seconds / 60);
  const s = seconds % 60;
  return \`\${m}:\${String(s).padStart(2, "0")}\`;
};`,
    body: `async (input: { candidates: Track[]; target: number; banned?: string[] }) => {
  const banned = new Set(input.banned ?? []);
  const pool = input.candidates.filter((t) => !banned.has(t.artist) && !t.tags?.includes("explicit"));
  const playlist: Playlist = { tracks: [], seconds: 0 };
  const plays: Record<string, number> = {};
  while (pool.length > 0 && playlist.seconds < input.target) {
    const lastArtist = playlist.tracks.at(-1)?.artist;
    let index = pool.findIndex((t) => t.artist !== lastArtist);
    if (index === -1) index = 0;
    const [track] = pool.splice(index, 1);
    if (!track) break;
    playlist.tracks.push(track);
    playlist.seconds += track.seconds;
    plays[track.artist] = (plays[track.artist] || 0) + 1;
  }
  await Promise.all(playlist.tracks.map((t) => fetchItem(t.id)));
  const [top] = Object.entries(plays).sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
  return {
    length: clock(playlist.seconds),
    order: playlist.tracks.map(({ id }, i) => \`\${i + 1}. \${id}\`),
    top: top ? { artist: top[0], plays: top[1] } : null,
    left: pool.length,
  };
}`,
    concurrent: true,
    scenarios: runs(
      [
        {
          candidates: [
            { id: "t1", artist: "x", seconds: 61 },
            { id: "t2", artist: "x", seconds: 90 },
            { id: "t3", artist: "y", seconds: 30, tags: ["live"] },
            { id: "t4", artist: "z", seconds: 500, tags: ["explicit"] },
          ],
          target: 160,
        },
      ],
      [{ candidates: [], target: 100 }],
      [
        {
          candidates: [
            { id: "t1", artist: "q", seconds: 61 },
            { id: "t2", artist: "p", seconds: 5 },
          ],
          target: 1000,
          banned: ["q"],
        },
      ],
    ),
  },
  {
    name: "moderate uploads by a table of rules with severities",
    before: `type Severity = "info" | "warn" | "block";
interface Upload { id: string; title: string; description?: string; bytes: number; owner: { id: string; trust: number } }
type Finding = { rule: string; severity: Severity; detail?: string };
type Rule = { name: string; severity: Severity; test: (u: Upload) => string | boolean | undefined };
const RULES: Rule[] = [
  { name: "title-length", severity: "warn", test: (u) => u.title.trim().length < 3 && \`only \${u.title.trim().length} characters\` },
  { name: "shouting", severity: "info", test: (u) => u.title === u.title.toUpperCase() && /[A-Z]/.test(u.title) },
  { name: "too-big", severity: "block", test: ({ bytes }) => (bytes > 1_000_000 ? \`\${(bytes / 1_000_000).toFixed(1)} MB\` : undefined) },
  { name: "links", severity: "warn", test: (u) => u.description?.match(/https?:\\/\\/[^\\s]+/g)?.join(", ") },
];
const rank: Record<Severity, number> = { info: 0, warn: 1, block: 2 };`,
    body: `async (input: { uploads: Upload[] }) => {
  const accepted: string[] = [];
  const rejected: { id: string; because: string[] }[] = [];
  for (const upload of input.uploads) {
    const findings: Finding[] = [];
    for (const rule of RULES) {
      const outcome = rule.test(upload);
      if (!outcome) continue;
      findings.push({ rule: rule.name, severity: rule.severity, ...(typeof outcome === "string" && { detail: outcome }) });
    }
    findings.sort((a, b) => rank[b.severity] - rank[a.severity] || a.rule.localeCompare(b.rule));
    const worst = findings[0]?.severity ?? "info";
    let ok = worst === "info";
    if (worst === "warn") {
      ok = upload.owner.trust > 5 ? true : (await review({ id: upload.id })).approved;
    }
    if (ok) {
      accepted.push(upload.id);
    } else {
      rejected.push({ id: upload.id, because: findings.map((f) => (f.detail ? \`\${f.rule} (\${f.detail})\` : f.rule)) });
    }
  }
  return { accepted, rejected };
}`,
    scenarios: runs(
      [
        {
          uploads: [
            { id: "u1", title: "HI", bytes: 2500000, owner: { id: "o", trust: 1 } },
            {
              id: "u22",
              title: "A walk",
              description: "see http://a.b and https://c.d/e f",
              bytes: 5,
              owner: { id: "o", trust: 1 },
            },
          ],
        },
      ],
      [
        {
          uploads: [
            { id: "u1", title: " x ", bytes: 10, owner: { id: "o", trust: 9 } },
            { id: "u2", title: "FINE DAY", bytes: 0, owner: { id: "p", trust: 0 } },
          ],
        },
      ],
    ),
  },
  {
    name: "merge subtitle tracks and close gaps",
    before: `interface Cue { start: number; end: number; text: string }
const stamp = (ms: number) => {
  const pad = (n: number, w = 2) => n.toString().padStart(w, "0");
  const h = Math.floor(ms / 3_600_000), m = Math.floor(ms / 60_000) % 60, s = Math.floor(ms / 1000) % 60;
  return \`\${pad(h)}:\${pad(m)}:\${pad(s)},\${pad(ms % 1000, 3)}\`;
};`,
    body: `async (input: { tracks: Cue[][]; minGap: number }) => {
  const cues = input.tracks.flat().filter((c) => c.text.trim() !== "").sort((a, b) => a.start - b.start || a.end - b.end);
  const merged: Cue[] = [];
  for (const cue of cues) {
    const previous = merged[merged.length - 1];
    if (previous && cue.start - previous.end < input.minGap) {
      previous.end = Math.max(previous.end, cue.end);
      previous.text += "\\n" + cue.text;
    } else {
      merged.push({ ...cue });
    }
  }
  const lines: string[] = [];
  merged.forEach((cue, i) => {
    lines.push(String(i + 1), \`\${stamp(cue.start)} --> \${stamp(cue.end)}\`, cue.text, "");
  });
  const body = lines.join("\\n");
  await echo({ length: body.length, cues: merged.length });
  const words = body.toLowerCase().match(/[a-z']+/g) ?? [];
  const counts: Record<string, number> = {};
  for (const w of words) counts[w] = (counts[w] ?? 0) + 1;
  return { body, frequent: Object.keys(counts).filter((w) => counts[w]! > 1).sort() };
}`,
    scenarios: runs(
      [
        {
          tracks: [
            [
              { start: 0, end: 900, text: "Don't go" },
              { start: 61000, end: 62005, text: "go" },
            ],
            [
              { start: 950, end: 2000, text: "Why?" },
              { start: 3, end: 4, text: " " },
            ],
          ],
          minGap: 100,
        },
      ],
      [{ tracks: [], minGap: 5 }],
      [
        {
          tracks: [
            [
              { start: 3600000, end: 3700000, text: "a" },
              { start: 3600000, end: 3650000, text: "b" },
            ],
          ],
          minGap: 0,
        },
      ],
    ),
  },
  {
    name: "publish an episode with steps that undo themselves",
    before: `interface Episode { id: string; title: string; audience: "public" | "members"; price?: number }
interface Step { name: string; run: (e: Episode) => Promise<unknown>; undo?: (e: Episode) => Promise<unknown>; when?: (e: Episode) => boolean }
const STEPS: Step[] = [
  { name: "reserve", run: (e) => fetchItem(e.id), undo: (e) => release(e.id) },
  { name: "price", when: (e) => e.audience === "members", run: (e) => charge({ id: e.id, amount: e.price ?? 5 }), undo: (e) => release(\`\${e.id}:price\`) },
  { name: "announce", run: (e) => echo(\`New: \${e.title}\`) },
  { name: "index", run: (e) => double(e.title.length) },
];`,
    body: `async (episode: Episode) => {
  const log: { step: string; ok: boolean; note?: string }[] = [];
  const finished: Step[] = [];
  try {
    for (const step of STEPS) {
      if (step.when && !step.when(episode)) {
        log.push({ step: step.name, ok: true, note: "skipped" });
        continue;
      }
      await step.run(episode);
      finished.push(step);
      log.push({ step: step.name, ok: true });
    }
    return { published: true, log };
  } catch (error) {
    const failedStep = STEPS[log.length]?.name ?? "unknown";
    log.push({ step: failedStep, ok: false, note: (error as Error).message });
    for (const step of finished.reverse()) {
      if (!step.undo) continue;
      try {
        await step.undo(episode);
        log.push({ step: \`undo \${step.name}\`, ok: true });
      } catch (undoError) {
        log.push({ step: \`undo \${step.name}\`, ok: false, note: (undoError as Error).message });
      }
    }
    return { published: false, log };
  }
}`,
    scenarios: runs(
      [{ id: "e1", title: "Pilot", audience: "public" }],
      [{ id: "e2", title: "Late", audience: "members", price: 3 }, { double: fails("Down", "index is down") }],
      [
        { id: "e3", title: "Never", audience: "members" },
        { echo: fails("Down", "mail"), release: [fails("Stuck", "lock"), { result: null }], fetchItem: item("e3") },
      ],
    ),
  },
];
