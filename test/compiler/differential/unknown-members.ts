import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Members of which nothing is known, and members without a value. */
export const unknownMembers: readonly Row[] = [
  {
    name: "members of unknown values, some in the place of others",
    body: `async (input: { o: Record<string, unknown> }) => {
  const out = Object.fromEntries(Object.entries(input.o).map(([key, value]) => [key, /pass/i.test(key) ? "x" : value]));
  const list = Object.entries(input.o).map(([key, value]) => [key, value]);
  return { out, list };
}`,
    scenarios: runs([{ o: { a: 1, Pass: "p", n: null, l: [1], d: { e: 1 } } }]),
  },
  {
    name: "members of unknown values of its own",
    before: `const keysOf = (o: Record<string, unknown>) => Object.keys(o).length;`,
    body: `async (input: { a: number; o: Record<string, unknown> }) => {
  const o: Record<string, unknown> = { a: input.a };
  o.b = 4;
  const all = { ...o, ...input.o };
  return [keysOf(o), keysOf(input.o), keysOf(all), keysOf({ x: 1 }), Object.entries(all).map(([k, v]) => \`\${k}=\${String(v)}\`)];
}`,
    scenarios: runs([{ a: 1, o: { c: 1 } }]),
  },
  {
    name: "members of its own of which one is hidden",
    body: `async (input: { a: number; o: Record<string, unknown> }) => {
  const o: Record<string, unknown> = { a: input.a, t: "x" };
  return Object.fromEntries(Object.entries(o).map(([k, v]) => [k, k === "t" ? "[redacted]" : v]));
}`,
    scenarios: runs([{ a: 1, o: { c: 1 } }]),
  },
  {
    name: "members without a value are passed over",
    before: `interface Profile { name: string; city: string; age: number; note?: string | undefined }
const changesOf = (before: Profile, patch: Partial<Profile>) => {
  const changes: string[] = [];
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (before[field as keyof Profile] !== value) changes.push(\`\${field}: \${before[field as keyof Profile] ?? "-"} -> \${value}\`);
  }
  return changes;
};`,
    body: `async (input: { profile: Profile; name?: string; city?: string; age?: number }) => {
  const { profile, name, city, age } = input;
  const patch: { [K in keyof Profile]?: Profile[K] | undefined } = { name, city, age };
  const given: Record<string, unknown> = { name: input.name, city: input.city };
  const set: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    if (value !== undefined) { set[key] = String(value); }
  }
  let n = 0;
  Object.values(given).forEach((value) => { if (!value) return; n += 1; });
  return { set, n, changes: changesOf(profile, name === undefined ? {} : { name }), keys: Object.entries(patch).filter(([, v]) => v !== undefined).map(([k]) => k) };
}`,
    scenarios: runs(
      [{ profile: { name: "a", city: "b", age: 3 }, name: "z" }],
      [{ profile: { name: "a", city: "b", age: 3 }, city: "q", age: 3 }],
      [{ profile: { name: "a", city: "b", age: 3 } }],
    ),
  },
];
