import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Jobs that are polled, sagas and clusters. */
export const platformEngines: readonly Row[] = [
  {
    name: "export job that is polled until it is done",
    before: `${declarations}type JobStatus = { state: "queued" | "running" | "done" | "failed"; progress?: number; url?: string; error?: string };
interface ExportRequest { tenant: string; format: "csv" | "parquet"; timeoutMinutes?: number; notify?: string[] }
const startExport = lambda<{ tenant: string; format: string }, { jobId: string }>("startExportJob", elsewhere);
const exportStatus = lambda<string, JobStatus>("exportStatus", elsewhere);
const cancelExport = lambda<string, void>("cancelExport", elsewhere);
const sendMail = lambda<{ to: string; subject: string; body: string }, void>("sendMail", elsewhere);
class ExportFailed extends WorkflowError {}
class ExportTimedOut extends WorkflowError {}
const INITIAL_DELAY = 5;
const MAX_DELAY = 300;`,
    concurrent: true,
    body: `async ({ tenant, format, timeoutMinutes = 30, notify = [] }: ExportRequest) => {
  const { jobId } = await startExport({ tenant, format });
  let delay = INITIAL_DELAY;
  let waited = 0;
  let polls = 0;
  const history: string[] = [];
  let status: JobStatus = { state: "queued" };
  while (status.state !== "done" && status.state !== "failed") {
    if (waited >= timeoutMinutes * 60) {
      await cancelExport(jobId);
      throw new ExportTimedOut(\`export \${jobId} still \${status.state} after \${Math.round(waited / 60)} minutes (\${status.progress ?? 0}%)\`);
    }
    await sleep(\`\${delay}s\`);
    waited += delay;
    delay = Math.min(delay * 2, MAX_DELAY);
    try {
      status = await exportStatus(jobId);
      polls++;
    } catch (error) {
      if (error instanceof Error && error.name === "Throttled") {
        history.push(\`throttled at \${waited}s\`);
        delay = MAX_DELAY;
        continue;
      }
      throw error;
    }
    const label = status.progress === undefined ? status.state : \`\${status.state} \${status.progress}%\`;
    if (history[history.length - 1] !== label) history.push(label);
  }
  if (status.state === "failed") {
    throw new ExportFailed(status.error ?? "unknown reason");
  }
  const url = status.url!;
  await Promise.all(notify.map((to) => sendMail({ to, subject: \`Export for \${tenant}\`, body: \`Download: \${url}\` })));
  return { jobId, url, polls, waited, history };
}`,
    scenarios: runs(
      [
        { tenant: "acme", format: "csv", notify: ["a@x", "b@x"] },
        {
          startExportJob: { result: { jobId: "j1" } },
          exportStatus: [
            { result: { state: "queued" } },
            { result: { state: "running", progress: 10 } },
            fails("Throttled"),
            { result: { state: "running", progress: 10 } },
            { result: { state: "done", url: "s3://x" } },
          ],
          sendMail: { result: null },
          cancelExport: { result: null },
        },
      ],
      [
        { tenant: "acme", format: "csv", timeoutMinutes: 1 },
        {
          startExportJob: { result: { jobId: "j1" } },
          exportStatus: { result: { state: "running", progress: 3 } },
          cancelExport: { result: null },
        },
      ],
      [
        { tenant: "acme", format: "csv" },
        {
          startExportJob: { result: { jobId: "j1" } },
          exportStatus: [{ result: { state: "running" } }, { result: { state: "failed" } }],
        },
      ],
      [
        { tenant: "acme", format: "csv" },
        { startExportJob: { result: { jobId: "j1" } }, exportStatus: fails("Broken", "no") },
      ],
    ),
  },
  {
    name: "reusable saga class",
    before: `${declarations}const reserveRoom = lambda<{ room: string; night: string }, { id: string }>("reserveRoom", elsewhere);
const cancelRoom = lambda<string, void>("cancelRoom", elsewhere);
const orderCatering = lambda<{ people: number; night: string }, { id: string; price: number }>("orderCatering", elsewhere);
const cancelCatering = lambda<string, void>("cancelCatering", elsewhere);
const inviteGuests = lambda<{ guests: string[]; room: string }, { accepted: number }>("inviteGuests", elsewhere);
interface SagaStep<T> { name: string; run: () => Promise<T>; undo?: (result: T) => Promise<unknown> }
function createSaga() {
  const done: { name: string; undo: () => Promise<unknown> }[] = [];
  return {
    async step<T>({ name, run, undo }: SagaStep<T>): Promise<T> {
      const result = await run();
      if (undo) done.push({ name, undo: () => undo(result) });
      return result;
    },
    async rollback(): Promise<string[]> {
      const rolledBack: string[] = [];
      for (const { name, undo } of [...done].reverse()) {
        await undo();
        rolledBack.push(name);
      }
      return rolledBack;
    },
  };
}`,
    body: `async ({ room, nights, guests, budget }: { room: string; nights: string[]; guests: string[]; budget: number }) => {
  const saga = createSaga();
  let spent = 0;
  try {
    const ids: string[] = [];
    for (const night of nights) {
      const { id } = await saga.step({ name: \`room \${night}\`, run: () => reserveRoom({ room, night }), undo: (r) => cancelRoom(r.id) });
      ids.push(id);
      const meal = await saga.step({
        name: \`catering \${night}\`,
        run: () => orderCatering({ people: guests.length, night }),
        undo: ({ id: order }) => cancelCatering(order),
      });
      spent += meal.price;
      if (spent > budget) throw new Declined(\`\${spent} is over \${budget}\`);
    }
    const { accepted } = await saga.step({ name: "invitations", run: () => inviteGuests({ guests, room }) });
    return { ok: true, ids, accepted, spent };
  } catch (error) {
    const undone = await saga.rollback();
    return { ok: false, undone, why: error instanceof Error ? error.message : "?" };
  }
}`,
    scenarios: runs(
      [
        { room: "R", nights: ["mon", "tue"], guests: ["a", "b"], budget: 100 },
        {
          reserveRoom: ({ night }: { night: string }) => ({ id: "r-" + night }),
          orderCatering: ({ night }: { night: string }) => ({ id: "c-" + night, price: 40 }),
          inviteGuests: { result: { accepted: 1 } },
        },
      ],
      [
        { room: "R", nights: ["mon", "tue"], guests: ["a", "b"], budget: 60 },
        {
          reserveRoom: ({ night }: { night: string }) => ({ id: "r-" + night }),
          orderCatering: ({ night }: { night: string }) => ({ id: "c-" + night, price: 40 }),
          cancelRoom: { result: null },
          cancelCatering: { result: null },
        },
      ],
      [{ room: "R", nights: ["mon"], guests: [], budget: 60 }, { reserveRoom: fails("Taken", "no room") }],
    ),
  },
  {
    name: "cluster start that waits for conditions by a general helper",
    before: `${declarations}interface NodeState { id: string; phase: "pending" | "booting" | "ready" | "failed"; ip?: string }
const launch = lambda<{ count: number; type: string }, { ids: string[] }>("launch", elsewhere);
const describeNodes = lambda<{ ids: string[] }, NodeState[]>("describeNodes", elsewhere);
const terminate = lambda<{ ids: string[] }, void>("terminate", elsewhere);
const elect = lambda<{ candidates: string[] }, { leader: string | null; term: number }>("elect", elsewhere);
const configure = lambda<{ leader: string; followers: string[] }, void>("configure", elsewhere);
class ConditionNotMet extends WorkflowError { constructor(readonly what: string, readonly attempts: number) { super(\`\${what} after \${attempts} attempts\`); } }
interface WaitOptions<S> { what: string; initial: S; isDone: (state: S) => boolean; delay?: (attempt: number) => number; maxAttempts?: number }
async function waitForCondition<S>(check: (state: S, attempt: number) => Promise<S>, options: WaitOptions<S>): Promise<S> {
  const { what, isDone, delay = (attempt) => Math.min(30, 2 ** attempt), maxAttempts = 4 } = options;
  let state = options.initial;
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    state = await check(state, attempt);
    if (isDone(state)) return state;
    await sleep(\`\${delay(attempt)}s\`);
  }
  throw new ConditionNotMet(what, maxAttempts);
}`,
    body: `async ({ count, type = "small", quorum = Math.floor(count / 2) + 1 }: { count: number; type?: string; quorum?: number }) => {
  let { ids } = await launch({ count, type });
  const replaced: string[] = [];
  let nodes: NodeState[] = [];
  try {
    nodes = await waitForCondition<NodeState[]>(
      async (previous, attempt) => {
        const current = await describeNodes({ ids });
        const failed = current.filter((n) => n.phase === "failed").map((n) => n.id);
        if (failed.length > 0 && attempt < 3) {
          await terminate({ ids: failed });
          const { ids: fresh } = await launch({ count: failed.length, type });
          ids = [...ids.filter((id) => !failed.includes(id)), ...fresh];
          replaced.push(...failed);
          return previous;
        }
        return current;
      },
      { what: "nodes not ready", initial: [], isDone: (list) => list.filter((n) => n.phase === "ready").length >= quorum },
    );
    const ready = nodes.filter((n) => n.phase === "ready");
    const { leader, term } = await waitForCondition(async () => elect({ candidates: ready.map((n) => n.id) }), {
      what: "no leader",
      initial: { leader: null, term: 0 } as { leader: string | null; term: number },
      isDone: (s) => s.leader !== null,
      delay: () => 5,
      maxAttempts: 2,
    });
    await configure({ leader: leader!, followers: ready.map((n) => n.id).filter((id) => id !== leader) });
    return { leader, term, ready: ready.length, replaced, ips: Object.fromEntries(ready.map((n) => [n.id, n.ip ?? "dhcp"])) };
  } catch (error) {
    await terminate({ ids });
    if (error instanceof ConditionNotMet) return { error: error.what, attempts: error.attempts, seen: nodes.length, replaced };
    throw error;
  }
}`,
    scenarios: runs(
      [
        { count: 3 },
        {
          launch: [{ result: { ids: ["a", "b", "c"] } }, { result: { ids: ["d"] } }],
          describeNodes: [
            {
              result: [
                { id: "a", phase: "ready" },
                { id: "b", phase: "failed" },
                { id: "c", phase: "booting" },
              ],
            },
            {
              result: [
                { id: "a", phase: "ready", ip: "1" },
                { id: "c", phase: "ready" },
                { id: "d", phase: "pending" },
              ],
            },
          ],
          terminate: { result: null },
          elect: [{ result: { leader: null, term: 1 } }, { result: { leader: "c", term: 2 } }],
          configure: { result: null },
        },
      ],
      [
        { count: 1, type: "big" },
        {
          launch: { result: { ids: ["a"] } },
          describeNodes: { result: [{ id: "a", phase: "booting" }] },
          terminate: { result: null },
        },
      ],
      [
        { count: 1, quorum: 0 },
        {
          launch: { result: { ids: ["a"] } },
          describeNodes: { result: [{ id: "a", phase: "booting" }] },
          elect: { result: { leader: null, term: 9 } },
          terminate: { result: null },
        },
      ],
      [
        { count: 1, quorum: 0 },
        { launch: { result: { ids: ["a"] } }, describeNodes: fails("Api", "down"), terminate: { result: null } },
      ],
    ),
  },
];
