import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows about readers and visitors, as their authors write them. */
export const audiences: readonly Row[] = [
  {
    name: "notification dispatch with preferences and quiet hours",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
type Channel = "email" | "sms" | "push";
interface Preferences { channels: Channel[]; muted?: string[]; quiet?: { from: number; to: number }; locale?: string }
interface User { id: string; name?: string; contacts: Partial<Record<Channel, string>>; preferences?: Preferences }
interface Notification { topic: string; title: Record<string, string>; urgent?: boolean; params?: Record<string, string | number> }
const send = lambda<{ channel: Channel; to: string; text: string }, { id: string }>("send", elsewhere);
const DEFAULTS: Preferences = { channels: ["email"], locale: "en" };
const inQuietHours = (hour: number, quiet?: { from: number; to: number }) =>
  !quiet ? false : quiet.from <= quiet.to ? hour >= quiet.from && hour < quiet.to : hour >= quiet.from || hour < quiet.to;
const render = (template: string, params: Record<string, string | number> = {}) =>
  template.replace(/\\{(\\w+)\\}/g, (_match, key: string) => String(params[key] ?? \`{\${key}}\`));`,
    body: `async ({ users, notification, hour }: { users: User[]; notification: Notification; hour: number }) => {
  const { topic, urgent = false } = notification;
  const report = { sent: 0, deferred: [] as string[], muted: [] as string[], failed: [] as { user: string; channels: Channel[] }[] };
  for (const user of users) {
    const preferences = { ...DEFAULTS, ...user.preferences };
    if (preferences.muted?.includes(topic) && !urgent) {
      report.muted.push(user.id);
      continue;
    }
    if (!urgent && inQuietHours(hour, preferences.quiet)) {
      report.deferred.push(user.id);
      continue;
    }
    const template = notification.title[preferences.locale ?? "en"] ?? notification.title.en ?? topic;
    const text = render(template, { name: user.name ?? "there", ...notification.params });
    const tried: Channel[] = [];
    let delivered = false;
    for (const channel of preferences.channels) {
      const to = user.contacts[channel];
      if (!to) continue;
      tried.push(channel);
      delivered = await send({ channel, to, text }).then(() => true, () => false);
      if (delivered) break;
    }
    if (delivered) report.sent += 1;
    else report.failed.push({ user: user.id, channels: tried });
  }
  return report;
}`,
    scenarios: runs(
      [
        {
          hour: 23,
          notification: {
            topic: "deals",
            title: { en: "Hi {name}, {n} deals {x}", de: "Hallo {name}" },
            params: { n: 3 },
          },
          users: [
            { id: "u1", contacts: { email: "e" } },
            {
              id: "u2",
              name: "Bo",
              contacts: { sms: "1", push: "p" },
              preferences: { channels: ["push", "sms"], locale: "de" },
            },
            { id: "u3", contacts: {}, preferences: { channels: ["sms"], muted: ["deals"] } },
            { id: "u4", contacts: { email: "f" }, preferences: { channels: ["email"], quiet: { from: 22, to: 7 } } },
            { id: "u5", contacts: { email: "g" }, preferences: { channels: ["sms", "email"], locale: "fr" } },
          ],
        },
        { send: [{ result: { id: "1" } }, fails("Down"), { result: { id: "2" } }, fails("Down")] },
      ],
      [
        {
          hour: 3,
          notification: { topic: "outage", title: {}, urgent: true },
          users: [
            {
              id: "u4",
              contacts: { email: "f" },
              preferences: { channels: ["email"], quiet: { from: 22, to: 7 }, muted: ["outage"] },
            },
          ],
        },
        { send: { result: { id: "1" } } },
      ],
    ),
  },
  {
    name: "newsletter digest composer",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Article { id: string; title: string; tags: string[]; published: string; score: number; author: { name: string; verified?: boolean } }
interface Subscriber { email: string; interests: string[]; frequency: "daily" | "weekly"; lastSent?: string }
const articlesSince = lambda<{ since: string }, Article[]>("articlesSince", elsewhere);
const subscribers = lambda<{ page: number }, { list: Subscriber[]; pages: number }>("subscribers", elsewhere);
const sendDigest = lambda<{ to: string; subject: string; body: string }, boolean>("sendDigest", elsewhere);
const take = <T>(n: number) => (list: readonly T[]): T[] => list.slice(0, n);
const pipe = <A, B, C>(f: (a: A) => B, g: (b: B) => C) => (a: A): C => g(f(a));
const by = <T>(f: (t: T) => number) => (a: T, b: T) => f(b) - f(a);
const rank = pipe((articles: Article[]) => [...articles].sort(by((a) => a.score + (a.author.verified ? 5 : 0))), take<Article>(2));
const isDue = ({ frequency, lastSent }: Subscriber, now: Date) =>
  lastSent === undefined || now.getTime() - new Date(lastSent).getTime() >= (frequency === "daily" ? 1 : 7) * 864e5;
const plural = (n: number, word: string) => \`\${n} \${word}\${n === 1 ? "" : "s"}\`;`,
    body: `async ({ now: nowText }: { now: string }) => {
  const now = new Date(nowText);
  const articles = await articlesSince({ since: new Date(now.getTime() - 7 * 864e5).toISOString() });
  const byTag = new Map<string, Article[]>();
  for (const article of articles) {
    for (const tag of article.tags) {
      byTag.set(tag, (byTag.get(tag) ?? []).concat(article));
    }
  }
  const counts = { sent: 0, empty: 0, notDue: 0, failed: 0 };
  for (let page = 0, pages = 1; page < pages; page++) {
    const result = await subscribers({ page });
    pages = result.pages;
    for (const subscriber of result.list) {
      if (!isDue(subscriber, now)) { counts.notDue++; continue; }
      const matching = subscriber.interests.flatMap((tag) => byTag.get(tag) ?? []);
      const unique = [...new Map(matching.map((a) => [a.id, a])).values()];
      const chosen = rank(unique);
      if (chosen.length === 0) { counts.empty++; continue; }
      const body = chosen.map(({ title, author, published }, i) => \`\${i + 1}. \${title} (\${author.name}, \${published.slice(0, 10)})\`).join("\\n");
      const ok = await sendDigest({ to: subscriber.email, subject: \`\${plural(chosen.length, "article")} for you\`, body });
      counts[ok ? "sent" : "failed"]++;
    }
  }
  return { ...counts, tags: [...byTag.keys()].sort() };
}`,
    scenarios: runs([
      { now: "2024-05-10T00:00:00Z" },
      {
        articlesSince: {
          result: [
            {
              id: "1",
              title: "A",
              tags: ["ts", "aws"],
              published: "2024-05-09T01:00:00Z",
              score: 3,
              author: { name: "x" },
            },
            {
              id: "2",
              title: "B",
              tags: ["ts"],
              published: "2024-05-08T01:00:00Z",
              score: 1,
              author: { name: "y", verified: true },
            },
            { id: "3", title: "C", tags: ["ts"], published: "2024-05-07T01:00:00Z", score: 2, author: { name: "z" } },
          ],
        },
        subscribers: [
          {
            result: {
              pages: 2,
              list: [
                { email: "a", interests: ["ts", "aws"], frequency: "daily" },
                { email: "b", interests: ["go"], frequency: "weekly", lastSent: "2024-05-01T00:00:00Z" },
              ],
            },
          },
          {
            result: {
              pages: 2,
              list: [
                { email: "c", interests: ["aws"], frequency: "weekly", lastSent: "2024-05-09T00:00:00Z" },
                { email: "d", interests: ["aws"], frequency: "daily", lastSent: "2024-05-09T00:00:00Z" },
              ],
            },
          },
        ],
        sendDigest: ({ to }: { to: string }) => to === "a",
      },
    ]),
  },
  {
    name: "a/b experiment assignment and readout",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Variant { name: string; weight: number }
interface Experiment { key: string; variants: Variant[]; audience?: { countries?: string[]; minOrders?: number } }
interface Visitor { id: string; country: string; orders: number }
interface Tally { visitors: number; conversions: number; revenue: number }
const conversions = lambda<{ experiment: string; visitor: string }, { amount: number } | null>("conversions", elsewhere);
const conclude = lambda<{ experiment: string; winner: string; lift: number }, void>("conclude", elsewhere);
const hash = (text: string): number => [...text].reduce((h, c) => (h * 31 + c.charCodeAt(0)) % 1_000_003, 7);
const assign = ({ key, variants }: Experiment, visitor: string): string => {
  const total = variants.reduce((sum, v) => sum + v.weight, 0);
  let point = hash(\`\${key}:\${visitor}\`) % total;
  for (const { name, weight } of variants) {
    if (point < weight) return name;
    point -= weight;
  }
  throw new Error("unreachable");
};
const eligible = (e: Experiment) => (v: Visitor) =>
  (e.audience?.countries?.includes(v.country) ?? true) && v.orders >= (e.audience?.minOrders ?? 0);`,
    body: `async ({ experiment, visitors }: { experiment: Experiment; visitors: Visitor[] }) => {
  const tallies: Record<string, Tally> = {};
  for (const { name } of experiment.variants) tallies[name] = { visitors: 0, conversions: 0, revenue: 0 };
  const included = visitors.filter(eligible(experiment));
  const results = await map(included, { concurrency: 5 }, async (visitor) => {
    const variant = assign(experiment, visitor.id);
    const conversion = await conversions({ experiment: experiment.key, visitor: visitor.id });
    return { variant, amount: conversion?.amount ?? null };
  });
  for (const { variant, amount } of results) {
    const tally = tallies[variant]!;
    tally.visitors++;
    if (amount !== null) {
      tally.conversions++;
      tally.revenue += amount;
    }
  }
  const rates = Object.entries(tallies)
    .filter(([, t]) => t.visitors > 0)
    .map(([name, t]) => ({ name, rate: t.conversions / t.visitors, value: t.revenue / t.visitors }))
    .sort((a, b) => b.rate - a.rate || (a.name < b.name ? -1 : 1));
  const [best, second] = rates;
  if (best && second && best.rate > second.rate * 1.1) {
    const lift = second.rate === 0 ? 1 : best.rate / second.rate - 1;
    await conclude({ experiment: experiment.key, winner: best.name, lift: Math.round(lift * 1000) / 1000 });
    return { winner: best.name, tallies, excluded: visitors.length - included.length };
  }
  return { winner: null, tallies, excluded: visitors.length - included.length };
}`,
    scenarios: runs(
      [
        {
          experiment: {
            key: "btn",
            variants: [
              { name: "red", weight: 50 },
              { name: "blue", weight: 50 },
            ],
          },
          visitors: [1, 2, 3, 4, 5, 6].map((n) => ({ id: `v${n}`, country: "SE", orders: n })),
        },
        {
          conclude: () => null,
          conversions: ({ visitor }: { visitor: string }) => (visitor < "v4" ? { amount: 5 } : null),
        },
      ],
      [
        {
          experiment: {
            key: "btn",
            variants: [{ name: "red", weight: 1 }],
            audience: { countries: ["DE"], minOrders: 2 },
          },
          visitors: [
            { id: "a", country: "DE", orders: 3 },
            { id: "b", country: "SE", orders: 3 },
          ],
        },
        { conversions: { result: null } },
      ],
    ),
    concurrent: true,
  },
  {
    name: "course certificate issuing",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Answer { question: string; choice: number | number[]; seconds: number }
interface Question { id: string; correct: number | number[]; points: number; topic: string }
const questionsOf = lambda<{ exam: string }, Question[]>("questionsOf", elsewhere);
const issue = lambda<{ student: string; grade: string; percent: number }, { url: string; serial: string }>("issue", elsewhere);
const sameSet = (a: number[], b: number[]) => a.length === b.length && new Set([...a, ...b]).size === a.length;
const asArray = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);
const GRADES: [min: number, grade: string][] = [[90, "A"], [75, "B"], [60, "C"]];
const gradeOf = (percent: number) => GRADES.find(([min]) => percent >= min)?.[1] ?? "F";`,
    body: `async ({ exam, student, answers }: { exam: string; student: string; answers: Answer[] }) => {
  const questions = await questionsOf({ exam });
  const byId = Object.fromEntries(answers.map((a) => [a.question, a]));
  const results = questions.map(({ id, correct, points, topic }) => {
    const answer = byId[id];
    const right = answer !== undefined && sameSet(asArray(answer.choice), asArray(correct));
    return { id, topic, points, earned: right ? points : 0, fast: (answer?.seconds ?? 0) < 5 };
  });
  const max = results.reduce((s, r) => s + r.points, 0);
  const earned = results.reduce((s, r) => s + r.earned, 0);
  const percent = max === 0 ? 0 : Math.floor((earned / max) * 100);
  const topics = results.reduce((acc, { topic, points, earned: got }) => {
    const t = (acc[topic] ??= { points: 0, earned: 0 });
    t.points += points;
    t.earned += got;
    return acc;
  }, {} as Record<string, { points: number; earned: number }>);
  const weak = Object.entries(topics).filter(([, t]) => t.earned / t.points < 0.5).map(([name]) => name);
  const suspicious = results.filter((r) => r.fast && r.earned > 0).length > results.length / 2;
  const grade = gradeOf(percent);
  if (suspicious) {
    const { approved } = await review({ id: \`\${student}/\${exam}\` });
    if (!approved) return { grade: "invalid", percent, weak };
  }
  if (grade === "F") return { grade, percent, weak };
  const { url, serial } = await issue({ student, grade, percent });
  return { grade, percent, weak, url, serial: serial.padStart(8, "0") };
}`,
    scenarios: runs(
      [
        {
          exam: "e",
          student: "s",
          answers: [
            { question: "q1", choice: 2, seconds: 30 },
            { question: "q2", choice: [1, 3], seconds: 2 },
            { question: "q3", choice: 0, seconds: 9 },
          ],
        },
        {
          questionsOf: {
            result: [
              { id: "q1", correct: 2, points: 5, topic: "x" },
              { id: "q2", correct: [3, 1], points: 3, topic: "y" },
              { id: "q3", correct: 1, points: 2, topic: "z" },
            ],
          },
          issue: { result: { url: "u", serial: "42" } },
        },
      ],
      [
        { exam: "eee", student: "s", answers: [{ question: "q1", choice: 2, seconds: 1 }] },
        { questionsOf: { result: [{ id: "q1", correct: 2, points: 5, topic: "x" }] } },
      ],
    ),
  },
];
