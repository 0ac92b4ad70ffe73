import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

const before = `
class Short extends WorkflowError { constructor(readonly sku: string, readonly left?: number) { super("no " + sku); } }
const say = (error: unknown): string => error instanceof Error ? error.message : JSON.stringify(error);
const sayAll = (error: unknown): string => { if (error instanceof Short) return error.sku; if (error instanceof Error) return error.name + ": " + error.message; return String(error); };
function describeIt(error: unknown) { if (!(error instanceof Error)) { return { kind: "other", text: JSON.stringify(error) }; } return { kind: error.name, text: error.message }; }
function messageIn(error: unknown): string { if (error && typeof error === "object" && "message" in error) return String(error.message); return "unknown"; }
`;

const settle = `const ended = await Promise.allSettled(xs.map(async (x) => { const y = await double(x); if (y > 5) throw new Short("s" + x, y); return y; }));`;

const several = runs([[]], [[1, 2]], [[3]], [[1, 3, 5]], [[1], { double: fails("Broken", "m") }]);

/** What workflows do with the reasons of settled promises, and with caught errors of which nothing is known. */
export const reasons: readonly Row[] = [
  {
    name: "helpers that describe reasons, whatever they are",
    before,
    body: `async (xs: number[]) => { ${settle} return ended.map((one) => (one.status === "rejected" ? [say(one.reason), sayAll(one.reason), messageIn(one.reason), describeIt(one.reason).kind] : one.value)); }`,
    concurrent: true,
    scenarios: several,
  },
  {
    name: "reasons that are taken out of their results by patterns and names",
    before,
    body: `async (xs: number[]) => {
  ${settle}
  const failed = ended.filter((one) => one.status === "rejected");
  const lefts: number[] = [];
  for (const one of ended) { if (one.status === "fulfilled") continue; const { reason } = one; lefts.push(reason instanceof Short ? (reason.left ?? 0) : -1); await echo(String(reason)); }
  for (const one of failed) { const error = one.reason; await echo(error instanceof Short ? error.sku : error.toString()); }
  return { names: failed.map(({ reason }) => reason.name), all: failed.map(({ reason: { message, name } }) => message + name), lefts, first: failed.at(0)?.reason.message ?? "none" };
}`,
    concurrent: true,
    scenarios: several,
  },
  {
    name: "the last reason, kept and thrown again, or several in one error",
    before,
    body: `async (input: { xs: number[]; all: boolean }) => {
  const { xs } = input;
  ${settle}
  let last: unknown;
  for (const one of ended) if (one.status === "rejected") last = one.reason;
  const errors = ended.filter((one) => one.status === "rejected").map((one) => one.reason);
  if (input.all && errors.length > 0) throw new AggregateError(errors, errors.length + " failed");
  if (last) throw last;
  return errors.length;
}`,
    concurrent: true,
    scenarios: runs(...[[], [1], [3], [3, 5]].flatMap((xs) => [true, false].map((all) => [{ xs, all }] as const)), [
      { xs: [1], all: false },
      { double: fails("Broken", "m") },
    ]),
  },
  {
    name: "reasons in a list of errors, and beside other data",
    before,
    body: `async (xs: number[]) => {
  ${settle}
  const errors: Error[] = [];
  const report: { at: number; error: Error }[] = [];
  ended.forEach((one, at) => { if (one.status === "rejected") { errors.push(one.reason); report.push({ at, error: one.reason }); } });
  for (const error of errors) await echo(error.message);
  const [first] = errors;
  return { errors, texts: report.map(({ at, error }) => at + error.message), first: first instanceof Short ? first.sku : first?.message ?? "none" };
}`,
    concurrent: true,
    scenarios: several,
  },
  {
    name: "caught errors that are asked what they are",
    before,
    body: `async (x: number) => {
  try { const y = await double(x); if (y > 5) throw new Short("s", y); return y; }
  catch (error) {
    const text = error instanceof Error ? error.message : JSON.stringify(error);
    if (!(error instanceof Error)) return JSON.stringify(error);
    return [text, say(error), messageIn(error), describeIt(error).text, error.toString(), typeof error];
  }
}`,
    scenarios: runs([1], [3], [1, { double: fails("Broken", "m") }]),
  },
  {
    name: "messages that read like the causes of Lambda functions",
    before: `class Told extends WorkflowError {}`,
    body: `async (input: { text: string; inner: boolean }) => {
  try {
    await Promise.all([echo(1), (async () => { const y = await double(1); if (input.inner && y > 1) throw new Told(input.text); })()]);
  } catch (error) {
    const { message } = error as Error;
    await echo(message);
    if (message.length > 30) throw error;
    return message;
  }
  throw new Told('{"errorMessage":' + input.text);
}`,
    concurrent: "fails",
    scenarios: runs(
      ...[
        '{"errorMessage":"a"}',
        '{"errorMessage":',
        '{"ExecutionArn":"x"} of a long text here',
        "{}",
        "{",
        "a",
        "",
      ].flatMap((text) => [true, false].map((inner) => [{ text, inner }] as const)),
      [{ text: "a", inner: false }, { double: fails("Broken", '{"errorMessage":"of the task"}') }],
    ),
  },
];
