import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Codes of characters, from which texts get hashes and columns numbers. */
export const characterCodes: readonly Row[] = [
  {
    name: "hashes and columns",
    before: `const hash = (text: string) => [...text].reduce((h, c) => (h * 31 + c.charCodeAt(0)) % 1_000_003, 7);`,
    body: `async ({ texts, at = 0 }: { texts: string[]; at?: number }) => {
  const hashes = texts.map(hash);
  const codes = texts.map((t) => Array.from({ length: t.length }, (_, i) => t.charCodeAt(i)));
  const bucket = texts.map((t) => hash(t) % 4);
  let sum = 0;
  for (const t of texts) for (let i = at; i < t.length; i++) sum = (sum * 33 + t.charCodeAt(i)) % 65521;
  const column = texts.filter((t) => /^[A-Z]+$/.test(t)).map((t) => [...t].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0));
  return { hashes, codes, bucket, sum, column };
}`,
    scenarios: runs(
      [{ texts: ["abc", "ABZ", "user-42", ""] }],
      [
        {
          texts: [" !\"#$%&'()*+,-./0123456789:;<=>?@[\\]^_`{|}~\t\n\u007f\u0000", "äöü߀漢字\u07ff\u0800\uffff\ue000"],
          at: 1,
        },
      ],
      [{ texts: [] }],
    ),
  },
  {
    name: "feature flags",
    before: `interface User { id: string; country: string; plan: "free" | "pro"; beta?: boolean; createdAt: string }
type Predicate = (user: User) => boolean;
interface Flag { key: string; enabled: boolean; when?: readonly Predicate[]; variants?: readonly string[] }
const inCountry = (...countries: string[]): Predicate => (u) => countries.includes(u.country);
const onPlan = (plan: User["plan"]): Predicate => ({ plan: p }) => p === plan;
const not = (p: Predicate): Predicate => (u) => !p(u);
const hash = (text: string) => [...text].reduce((h, c) => (h * 31 + c.charCodeAt(0)) % 1000, 7);
const percentage = (percent: number): Predicate => (u) => hash(u.id) % 100 < percent;
const FLAGS: Flag[] = [
  { key: "new-checkout", enabled: true, when: [inCountry("DE", "AT"), onPlan("pro")] },
  { key: "dark", enabled: true, variants: ["a", "b", "c"] },
  { key: "old", enabled: false },
  { key: "slow-roll", enabled: true, when: [not(inCountry("US")), percentage(50)] },
];`,
    body: `async ({ users, only }: { users: User[]; only?: string[] }) => {
  const evaluated = users.map((user) => {
    const on: Record<string, string | true> = {};
    for (const { key, enabled, when = [], variants } of FLAGS) {
      if (only && !only.includes(key)) continue;
      if (!enabled || !when.every((p) => p(user))) continue;
      on[key] = variants ? variants[hash(user.id + key) % variants.length]! : true;
    }
    return { user: user.id, on };
  });
  const counts = new Map<string, number>();
  evaluated.forEach(({ on }) => Object.keys(on).forEach((k) => counts.set(k, (counts.get(k) ?? 0) + 1)));
  for (const { user, on } of evaluated) {
    if ("new-checkout" in on) await echo({ user, checkout: "new" });
    else await release(user);
  }
  return { evaluated, counts: Object.fromEntries(counts), unused: FLAGS.map((f) => f.key).filter((k) => !counts.has(k)) };
}`,
    scenarios: runs(
      [
        {
          users: [
            { id: "u1", country: "DE", plan: "pro", createdAt: "" },
            { id: "u2", country: "US", plan: "free", createdAt: "" },
            { id: "xyz", country: "FR", plan: "pro", createdAt: "" },
          ],
        },
      ],
      [{ users: [], only: [] }],
      [{ users: [{ id: "u1", country: "AT", plan: "pro", createdAt: "", beta: true }], only: ["dark", "old"] }],
    ),
  },
];
