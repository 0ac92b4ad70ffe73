import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows over documents and media. */
export const mediaEngines: readonly Row[] = [
  {
    name: "document processing with an ordered list of processors and partial results",
    before: `${declarations}type DocType = "invoice" | "contract" | "unknown";
interface Doc { key: string; pages: number }
const ocr = lambda<{ key: string; page: number }, { text: string; confidence: number }>("ocr", elsewhere);
const classify = lambda<{ text: string }, { type: DocType; score: number }>("classifyDocument", elsewhere);
const extract = lambda<{ type: DocType; text: string }, Record<string, string | null>>("extractDocument", elsewhere);
const review2 = human<{ key: string; fields: Record<string, string | null>; missing: string[] }, { fields: Record<string, string> }>("review2", { title: "Fill in", form: { type: "object", properties: { fields: { type: "object" } }, required: ["fields"] } });
const REQUIRED: Record<DocType, string[]> = { invoice: ["number", "total", "date"], contract: ["parties"], unknown: [] };
interface Context { text: string; type: DocType; fields: Record<string, string | null>; log: string[] }
const parseTotal = (raw: string | null | undefined): number | null => {
  const match = /(\\d{1,3}(?:[.,]\\d{3})*|\\d+)[.,](\\d{2})\\b/.exec(raw ?? "");
  return match ? Number(\`\${match[1]!.replace(/[.,]/g, "")}.\${match[2]}\`) : null;
};`,
    concurrent: true,
    body: `async (doc: Doc) => {
  const context: Context = { text: "", type: "unknown", fields: {}, log: [] };
  const steps: { name: string; run: () => Promise<boolean> }[] = [
    {
      name: "ocr",
      run: async () => {
        const pages = await Promise.all(Array.from({ length: doc.pages }, (_, page) => ocr({ key: doc.key, page: page + 1 })));
        const bad = pages.filter((p) => p.confidence < 0.5).length;
        context.text = pages.filter((p) => p.confidence >= 0.5).map((p) => p.text.trim()).join("\\n---\\n");
        if (bad > 0) context.log.push(\`\${bad} unreadable pages\`);
        return context.text.length > 0;
      },
    },
    {
      name: "classify",
      run: async () => {
        const { type, score } = await classify({ text: context.text });
        context.type = score >= 0.6 ? type : "unknown";
        context.log.push(\`\${context.type} (\${score})\`);
        return context.type !== "unknown";
      },
    },
    {
      name: "extract",
      run: async () => {
        const fields = await extract({ type: context.type, text: context.text });
        Object.assign(context.fields, fields);
        const missing = REQUIRED[context.type].filter((f) => !context.fields[f]);
        if (missing.length > 0) {
          const { fields: manual } = await review2({ key: doc.key, fields: context.fields, missing });
          context.fields = { ...context.fields, ...manual };
        }
        return true;
      },
    },
  ];
  let failedAt: string | null = null;
  for (const { name, run } of steps) {
    if (!(await run())) {
      failedAt = name;
      break;
    }
  }
  const total = context.type === "invoice" ? parseTotal(context.fields.total) : null;
  return { key: doc.key, type: context.type, failedAt, total, fields: context.fields, log: context.log };
}`,
    scenarios: runs(
      [
        { key: "k", pages: 2 },
        {
          ocr: ({ page }: { page: number }) => ({ text: ` p${page} `, confidence: page === 2 ? 0.1 : 0.9 }),
          classifyDocument: { result: { type: "invoice", score: 0.9 } },
          extractDocument: { result: { number: "7", total: "EUR 1.234,50", date: null } },
          review2: { result: { fields: { date: "2024-01-01" } } },
        },
      ],
      [
        { key: "k", pages: 1 },
        {
          ocr: { result: { text: "x", confidence: 0.9 } },
          classifyDocument: { result: { type: "contract", score: 0.2 } },
        },
      ],
      [{ key: "k", pages: 0 }, {}],
      [
        { key: "k", pages: 1 },
        {
          ocr: { result: { text: "x", confidence: 0.9 } },
          classifyDocument: { result: { type: "contract", score: 0.8 } },
          extractDocument: { result: { parties: "A, B" } },
        },
      ],
    ),
  },
  {
    name: "video transcoding with renditions, thumbnails and a playlist",
    before: `${declarations}interface Rendition { name: string; width: number; height: number; bitrate: number }
const probe = lambda<{ key: string }, { width: number; height: number; seconds: number; audio: boolean }>("probe", elsewhere);
const transcode = lambda<{ key: string; rendition: Rendition; from: number; to: number }, { segment: string; bytes: number }>("transcodeVideo", elsewhere);
const concat = lambda<{ segments: string[]; name: string }, { key: string }>("concat", elsewhere);
const thumbnail = lambda<{ key: string; at: number }, { key: string; brightness: number }>("thumbnail", elsewhere);
const putFile = lambda<{ key: string; body: string }, void>("putFile", elsewhere);
const cleanup = lambda<{ prefix: string }, void>("cleanup", elsewhere);
const LADDER: Rendition[] = [
  { name: "1080p", width: 1920, height: 1080, bitrate: 5000 },
  { name: "720p", width: 1280, height: 720, bitrate: 2800 },
  { name: "360p", width: 640, height: 360, bitrate: 800 },
];
const SEGMENT = 60;
const timecode = (s: number) => [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60].map((n) => String(n).padStart(2, "0")).join(":");`,
    concurrent: true,
    body: `async ({ key, title }: { key: string; title?: string }) => {
  const base = key.replace(/\\.[^.]+$/, "");
  try {
    const info = await probe({ key });
    if (info.seconds <= 0) throw new Declined("empty video");
    const renditions = LADDER.filter((r) => r.height <= info.height);
    if (renditions.length === 0) renditions.push({ name: "source", width: info.width, height: info.height, bitrate: 600 });
    const ranges = Array.from({ length: Math.ceil(info.seconds / SEGMENT) }, (_, i) => ({ from: i * SEGMENT, to: Math.min((i + 1) * SEGMENT, info.seconds) }));
    const thumbnailsPromise = Promise.all([0.1, 0.5, 0.9].map((part) => thumbnail({ key, at: Math.floor(info.seconds * part) })));
    const outputs: { name: string; key: string; bytes: number; bandwidth: number }[] = [];
    for (const rendition of renditions) {
      const segments = await map(ranges, { concurrency: 4 }, async (range) => transcode({ key, rendition, ...range }));
      const merged = await concat({ segments: segments.map((s) => s.segment), name: \`\${base}/\${rendition.name}\` });
      const bytes = segments.reduce((n, s) => n + s.bytes, 0);
      outputs.push({ name: rendition.name, key: merged.key, bytes, bandwidth: Math.round((bytes * 8) / info.seconds) });
    }
    const thumbs = await thumbnailsPromise;
    const poster = thumbs.reduce((best, t) => (Math.abs(t.brightness - 0.5) < Math.abs(best.brightness - 0.5) ? t : best));
    const playlist = ["#EXTM3U", ...outputs.flatMap((o) => [\`#EXT-X-STREAM-INF:BANDWIDTH=\${o.bandwidth}\`, o.key])].join("\\n");
    await putFile({ key: \`\${base}/index.m3u8\`, body: playlist });
    return { title: title ?? base.split("/").pop()!, duration: timecode(info.seconds), poster: poster.key, outputs, playlist, silent: !info.audio };
  } finally {
    await cleanup({ prefix: \`\${base}/tmp\` });
  }
}`,
    scenarios: runs(
      [
        { key: "in/cat.video.mp4" },
        {
          probe: { result: { width: 1280, height: 720, seconds: 130, audio: false } },
          transcodeVideo: ({
            rendition,
            from,
            to,
          }: {
            rendition: { name: string; bitrate: number };
            from: number;
            to: number;
          }) => ({ segment: rendition.name + from, bytes: (to - from) * rendition.bitrate }),
          concat: ({ segments, name }: { segments: string[]; name: string }) => ({ key: name + "/" + segments.length }),
          thumbnail: ({ at }: { at: number }) => ({ key: "t" + at, brightness: at / 130 }),
          putFile: { result: null },
          cleanup: { result: null },
        },
      ],
      [
        { key: "x.mp4", title: "X" },
        {
          probe: { result: { width: 128, height: 72, seconds: 7325, audio: true } },
          transcodeVideo: ({ rendition, from }: { rendition: { name: string; bitrate: number }; from: number }) => ({
            segment: rendition.name + from,
            bytes: 5,
          }),
          concat: ({ name }: { name: string }) => ({ key: name }),
          thumbnail: ({ at }: { at: number }) => ({ key: "t" + at, brightness: 0.5 }),
          putFile: { result: null },
          cleanup: { result: null },
        },
      ],
      [
        { key: "x.mp4" },
        { probe: { result: { width: 128, height: 72, seconds: 0, audio: true } }, cleanup: { result: null } },
      ],
      [{ key: "x.mp4" }, { probe: fails("Corrupt", "cannot read"), cleanup: { result: null } }],
    ),
  },
  {
    name: "customer data erased in all systems, and a proof of it",
    before: `${declarations}type System = "crm" | "billing" | "analytics" | "backups";
interface Outcome { system: System; status: "erased" | "retained" | "failed"; records: number; reason?: string; attempts: number }
const find = lambda<{ system: System; subject: string }, { records: number; legalHold?: string }>("find", elsewhere);
const erase = lambda<{ system: System; subject: string; mode: "hard" | "anonymise" }, { records: number }>("erase", elsewhere);
const certificate = lambda<{ subject: string; lines: string[]; complete: boolean }, { id: string }>("certificate", elsewhere);
const operator = human<{ system: System; error: string }, { action: "retry" | "skip" }>("operator", { title: "What now?", form: { type: "object", properties: { action: { type: "string" } }, required: ["action"] } });
const SYSTEMS: System[] = ["crm", "billing", "analytics", "backups"];
const DEADLINE_DAYS = 30;`,
    concurrent: true,
    body: `async ({ subject, receivedAt, today }: { subject: string; receivedAt: string; today: string }) => {
  const eraseIn = async (system: System): Promise<Outcome> => {
    const { records, legalHold } = await find({ system, subject });
    if (records === 0) return { system, status: "erased", records: 0, attempts: 0 };
    if (legalHold) return { system, status: "retained", records, reason: legalHold, attempts: 0 };
    for (let attempts = 1; ; attempts++) {
      try {
        const result = await erase({ system, subject, mode: system === "analytics" ? "anonymise" : "hard" });
        if (result.records < records) throw new OutOfStock(\`only \${result.records} of \${records}\`);
        return { system, status: "erased", records: result.records, attempts };
      } catch (error) {
        const message = error instanceof Error ? error.message : "unknown";
        const { action } = await operator({ system, error: message });
        if (action === "skip") return { system, status: "failed", records: 0, reason: message, attempts };
      }
    }
  };
  const outcomes = await Promise.all(SYSTEMS.map(eraseIn));
  const deadline = new Date(receivedAt);
  deadline.setUTCDate(deadline.getUTCDate() + DEADLINE_DAYS);
  const late = new Date(today) > deadline;
  const complete = outcomes.every(({ status }) => status === "erased");
  const describe = ({ system, status, records, reason }: Outcome) => \`\${system.padEnd(10, ".")}\${status.toUpperCase()} \${records}\${reason ? \` [\${reason}]\` : ""}\`;
  const { id } = await certificate({ subject: \`\${subject.slice(0, 1)}***\${subject.slice(subject.indexOf("@"))}\`, lines: outcomes.map(describe), complete });
  const counts = outcomes.reduce<Partial<Record<Outcome["status"], number>>>((acc, { status }) => ({ ...acc, [status]: (acc[status] ?? 0) + 1 }), {});
  return { id, complete, late, deadline: deadline.toISOString().slice(0, 10), counts, retries: outcomes.reduce((n, o) => n + Math.max(0, o.attempts - 1), 0) };
}`,
    scenarios: runs(
      [
        { subject: "ada@x.de", receivedAt: "2024-01-30", today: "2024-03-01" },
        {
          find: ({ system }: { system: string }) =>
            system === "billing" ? { records: 2, legalHold: "tax" } : { records: system === "backups" ? 0 : 3 },
          erase: ({ system, mode }: { system: string; mode: string }) => {
            if (system === "crm") throw new Error("locked " + mode);
            return { records: 3 };
          },
          operator: [{ result: { action: "retry" } }, { result: { action: "skip" } }],
          certificate: { result: { id: "c" } },
        },
      ],
      [
        { subject: "a@x.de", receivedAt: "2024-01-30", today: "2024-02-29" },
        { find: { result: { records: 0 } }, certificate: { result: { id: "c" } } },
      ],
    ),
  },
];
