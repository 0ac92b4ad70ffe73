import { fails, gives, type Path } from "../samples.js";

const down = fails("Down", "down");
const published = gives({ FailedEntryCount: 0, Entries: [] });

const csv = (rows: number) => "sku,title\n" + "A,a\n".repeat(rows);
const jsonLines = (rows: number) => '{"sku":"A"}\n'.repeat(rows);
const file = (key: string) => ({ object: { key } });
const rowsFile = (rows: number) => ({ input: file("a.csv"), objects: { "catalogue-files/a.csv": csv(rows) } });
const linesFile = (text: string) => ({ input: file("a.jsonl"), objects: { "catalogue-files/a.jsonl": text } });
const importing = {
  importProducts: gives({ imported: 25, kept: 0, rejected: 0 }),
  reportImport: gives({ imported: 25 }),
  "events:putEvents": published,
} as const;
const unreadable = fails("UnreadableRows", "no articles");

const session = (sessionId: string, status: string, lastSeenAt: number) =>
  JSON.stringify({ Item: { sessionId: { S: sessionId }, status: { S: status }, lastSeenAt: { N: `${lastSeenAt}` } } });
const sessions = (...lines: readonly string[]) => ({
  input: { seenBefore: 5 },
  objects: { "session-exports/sweep.jsonl": lines.map((line) => line + "\n").join("") },
});
const lost = (count: number) => Array.from({ length: count }, (_each, index) => session(`s${index}`, "OPEN", 1));
const sweeping = { exportSessions: gives({ key: "sweep.jsonl", sessions: 3 }), "session-cleanup": gives({}) } as const;

/** The ways through the workflows with a distributed map. */
export const distributedPaths: Readonly<Record<string, readonly Path[]>> = {
  "catalogue-import": [
    { path: "no key", input: { object: {} } },
    { path: "no rows", ...rowsFile(0), stubs: importing },
    { path: "one batch of rows", ...rowsFile(25), stubs: importing },
    { path: "three batches of rows", ...rowsFile(51), stubs: importing },
    { path: "lines", ...linesFile(jsonLines(30)), stubs: importing },
    {
      path: "a batch after retries",
      ...rowsFile(30),
      stubs: { ...importing, importProducts: [down, down, importing.importProducts] },
    },
    {
      path: "one batch of twelve is garbage",
      ...rowsFile(300),
      stubs: { ...importing, importProducts: [unreadable, importing.importProducts] },
    },
    { path: "rows of garbage", ...rowsFile(30), stubs: { ...importing, importProducts: unreadable } },
    { path: "lines that are no JSON", ...linesFile("<html>"), stubs: importing },
    { path: "no such file", input: file("b.csv"), stubs: importing },
    { path: "no report", ...rowsFile(1), stubs: { ...importing, reportImport: down } },
    { path: "the bus is down", ...rowsFile(1), stubs: { ...importing, "events:putEvents": down } },
    { path: "refused, and the bus is down", input: file("b.csv"), stubs: { "events:putEvents": down } },
  ],
  "session-sweep": [
    { path: "none", ...sessions(), stubs: sweeping },
    { path: "none lost", ...sessions(session("a", "OPEN", 7), session("b", "CLOSED", 1)), stubs: sweeping },
    { path: "some lost", ...sessions(...lost(2), session("a", "OPEN", 7)), stubs: sweeping },
    { path: "three batches", ...sessions(...lost(101)), stubs: sweeping },
    { path: "an hour ago", ...sessions(...lost(1)), input: {}, stubs: sweeping },
    {
      path: "after retries",
      ...sessions(...lost(2)),
      stubs: { ...sweeping, "session-cleanup": [down, gives({})] },
    },
    { path: "nothing can be started", ...sessions(...lost(1)), stubs: { ...sweeping, "session-cleanup": down } },
    { path: "no export", input: {}, stubs: { exportSessions: down } },
    { path: "the export is gone", input: {}, stubs: sweeping },
  ],
};
