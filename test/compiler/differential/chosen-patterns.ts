import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Regular expressions that a key or a search chooses, errors given to constructors, lists in texts, and helpers that cut lists. */
export const chosenPatterns: readonly Row[] = [
  {
    name: "a pattern by the name of a country",
    before: `const ZIP: Record<string, RegExp> = { DE: /^\\d{5}$/, AT: /^\\d{4}$/ };`,
    body: `async ({ country, zip }: { country: string; zip: string }) => {
  const pattern = ZIP[country];
  if (!pattern) return "unknown";
  return pattern.test(zip) ? "ok" : "bad";
}`,
    scenarios: runs([{ country: "DE", zip: "12345" }], [{ country: "AT", zip: "12345" }], [{ country: "X", zip: "" }]),
  },
  {
    name: "a pattern by a kind",
    before: `const PATTERNS = { email: /^\\S+@\\S+$/, phone: /^\\+?\\d+$/ } as const;`,
    body: `async ({ kind, value }: { kind: keyof typeof PATTERNS; value: string }) => PATTERNS[kind].test(value)`,
    scenarios: runs([{ kind: "email", value: "a@b" }], [{ kind: "phone", value: "a@b" }]),
  },
  {
    name: "rules with patterns",
    before: `const RULES: { field: "zip" | "mail"; pattern: RegExp; message: string }[] = [
  { field: "zip", pattern: /^\\d{5}$/, message: "zip must have five digits" },
  { field: "mail", pattern: /^[^@]+@[^@]+$/, message: "mail is wrong" },
];
const CLEAN: Record<string, RegExp> = { digits: /\\D+/, spaces: /\\s+/ };`,
    body: `async (input: { zip: string; mail: string; clean: string; text: string }) => {
  const problems = RULES.filter(({ field, pattern }) => !pattern.test(input[field])).map((r) => r.message);
  const pattern = CLEAN[input.clean];
  const cleaned = pattern ? input.text.replace(pattern, "") : input.text;
  const has = CLEAN[input.clean]?.test(input.text) ?? null;
  const at = input.text.search(RULES.find((r) => r.field === "zip")!.pattern);
  return { problems, cleaned, has, at };
}`,
    scenarios: runs(
      [{ zip: "12345", mail: "a@b", clean: "digits", text: "a1b2 c" }],
      [{ zip: "1", mail: "", clean: "spaces", text: "12345" }],
      [{ zip: "12345", mail: "a@b", clean: "x", text: " " }],
    ),
  },
  {
    name: "an error that a constructor reads",
    before: `class Failed extends WorkflowError {
  constructor(readonly step: string, cause: unknown) { super(\`\${step}: \${cause instanceof Error ? cause.message : "unknown"}\`); }
}`,
    body: `async ({ n }: { n: number }) => {
  try { return await double(n); } catch (e) { throw new Failed("double", e); }
}`,
    scenarios: runs([{ n: 1 }], [{ n: 1 }, { double: fails("A", "boom") }]),
  },
  {
    name: "an error that a constructor hands on",
    before: `class Failed extends WorkflowError {
  constructor(readonly step: string, cause: unknown) { super(\`\${step} failed\`, { cause }); }
}`,
    body: `async ({ n }: { n: number }) => {
  try { return await double(n); } catch (e) { throw new Failed("double", e); }
}`,
    scenarios: runs([{ n: 1 }], [{ n: 1 }, { double: fails("A", "boom") }]),
  },
  {
    name: "lists in texts",
    body: `async ({ list, n }: { list: string[]; n: number[] }) => \`got \${list} and \${n}; \` + list + "!"`,
    scenarios: runs([{ list: [], n: [] }], [{ list: ["a", "b,c"], n: [1.5, 2] }]),
  },
  {
    name: "a helper that takes out an element",
    before: `const take = (list: string[], key: string): string | undefined => {
  const i = list.indexOf(key);
  if (i < 0) return undefined;
  const [found] = list.splice(i, 1);
  return found;
};`,
    body: `async ({ keys }: { keys: string[] }) => {
  const pool = ["a", "b", "c"];
  const got: string[] = [];
  for (const k of keys) { const t = take(pool, k); if (t) got.push(t); }
  return { pool, got };
}`,
    scenarios: runs([{ keys: ["b", "q", "a"] }]),
  },
  {
    name: "a helper that cuts a list",
    before: `const take = (list: string[], key: string): void => {
  const i = list.indexOf(key);
  if (i >= 0) list.splice(i, 1);
};`,
    body: `async ({ keys }: { keys: string[] }) => {
  const pool = ["a", "b", "c"];
  for (const k of keys) take(pool, k);
  return { pool };
}`,
    scenarios: runs([{ keys: ["b", "q", "a"] }]),
  },
  {
    name: "onboarding",
    before: `interface Step { name: string; optional?: boolean; timeoutSeconds?: number }
const STEPS = [{ name: "account" }, { name: "mailbox", timeoutSeconds: 30 }, { name: "badge", optional: true }, { name: "laptop", optional: true }] as const satisfies readonly Step[];
type StepName = (typeof STEPS)[number]["name"];
type Status = "done" | "skipped" | "failed";
class OnboardingFailed extends WorkflowError {
  constructor(readonly step: StepName, cause: unknown) {
    super(\`\${step}: \${cause instanceof Error ? cause.message : "unknown"}\`);
  }
}`,
    body: `async ({ employee, skip }: { employee: { id: string; name: string; start: string }; skip?: StepName[] }) => {
  const status: Partial<Record<StepName, Status>> = {};
  const provision = async (step: StepName): Promise<void> => {
    if (step === "mailbox") await echo({ mailbox: \`\${employee.name.toLowerCase().replace(/\\s+/g, ".")}@corp.example\` });
    else await release(\`\${employee.id}/\${step}\`);
  };
  for (const step of STEPS) {
    if (skip?.includes(step.name)) { status[step.name] = "skipped"; continue; }
    try {
      await provision(step.name);
      status[step.name] = "done";
    } catch (e) {
      status[step.name] = "failed";
      if (!("optional" in step)) throw new OnboardingFailed(step.name, e);
    }
  }
  const failed = Object.keys(status).filter((k) => status[k as StepName] === "failed");
  const welcome = \`Welcome \${employee.name.split(" ")[0]}, see you on \${new Date(employee.start).toISOString().slice(0, 10)}.\`;
  return { status, failed, welcome };
}`,
    scenarios: runs(
      [{ employee: { id: "e1", name: "Ada Lovelace", start: "2024-05-01T08:00:00Z" } }],
      [
        { employee: { id: "e1", name: "Ada", start: "2024-05-01" }, skip: ["mailbox"] },
        {
          release: (id: string) => {
            if (id.endsWith("badge")) throw Object.assign(new Error("no badges"), { name: "Out" });
            return null;
          },
        },
      ],
      [{ employee: { id: "e1", name: "Ada L", start: "2024-05-01" } }, { echo: fails("Down", "no mail") }],
    ),
  },
  {
    name: "addresses",
    before: `interface Address { street?: string; city?: string; zip?: string | number; country?: string }
const COUNTRY_ALIASES = new Map([["germany", "DE"], ["deutschland", "DE"], ["austria", "AT"], ["österreich", "AT"]]);
const ZIP: Record<string, RegExp> = { DE: /^\\d{5}$/, AT: /^\\d{4}$/ };
const tidy = (s: string | undefined) => s?.trim().replace(/\\s{2,}/g, " ") || undefined;
type Result = { ok: true; address: Required<Address> } | { ok: false; errors: string[] };
function normalise(a: Address): Result {
  const errors: string[] = [];
  const country = COUNTRY_ALIASES.get((a.country ?? "germany").toLowerCase()) ?? a.country?.toUpperCase() ?? "??";
  const zip = String(a.zip ?? "").padStart(country === "DE" ? 5 : 4, "0");
  const pattern = ZIP[country];
  if (pattern === undefined) errors.push(\`unknown country \${country}\`);
  else if (!pattern.test(zip)) errors.push(\`bad zip \${zip}\`);
  const street = tidy(a.street)?.replace(/str\\.$/i, "straße");
  const city = tidy(a.city);
  if (!street) errors.push("street missing");
  if (!city) errors.push("city missing");
  return errors.length > 0 ? { ok: false, errors } : { ok: true, address: { street: street!, city: city!, zip, country } };
}`,
    body: `async ({ addresses }: { addresses: Address[] }) => {
  const results = addresses.map(normalise);
  const good = results.flatMap((r) => (r.ok ? [r.address] : []));
  const bad = results.map((r, i) => (r.ok ? null : \`#\${i + 1}: \${r.errors.join(", ")}\`)).filter((t): t is string => t !== null);
  for (const { city, zip } of good) await echo(\`\${zip} \${city}\`);
  return { good, bad };
}`,
    scenarios: runs(
      [
        {
          addresses: [
            { street: " Haupt  str.", city: "Köln", zip: 1234 },
            { street: "A 1", city: "Wien", zip: "1010", country: "Österreich" },
            { country: "fr", zip: "x" },
            {},
          ],
        },
      ],
      [{ addresses: [] }],
    ),
  },
  {
    name: "translations",
    before: `import { lambda } from "setpiece";
type Catalog = Record<string, string>;
const translate = lambda<{ text: string; to: string }, { text: string }>("translate", () => { throw new Error("no stub"); });
const placeholders = (text: string): string[] => [...text.matchAll(/\\{(\\w+)\\}/g)].map((m) => m[1]!).sort();
const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((x, i) => x === b[i]);`,
    body: `async ({ source, targets }: { source: Catalog; targets: Record<string, Catalog> }) => {
  const updated: Record<string, Catalog> = {};
  const problems: string[] = [];
  for (const locale in targets) {
    const existing = targets[locale] ?? {};
    const next: Catalog = {};
    for (const [key, text] of Object.entries(source)) {
      const known = existing[key];
      if (known !== undefined && same(placeholders(known), placeholders(text))) {
        next[key] = known;
        continue;
      }
      const { text: translated } = await translate({ text, to: locale });
      if (!same(placeholders(translated), placeholders(text))) {
        problems.push(\`\${locale}.\${key}: lost \${placeholders(text).filter((p) => !translated.includes(\`{\${p}}\`)).join(", ")}\`);
        next[key] = text;
      } else next[key] = translated;
    }
    const stale = Object.keys(existing).filter((k) => !Object.hasOwn(source, k));
    if (stale.length) problems.push(\`\${locale}: stale \${stale}\`);
    updated[locale] = next;
  }
  return { updated, problems };
}`,
    scenarios: runs(
      [
        {
          source: { hi: "Hi {name}", bye: "Bye" },
          targets: { de: { hi: "Hallo {name}", old: "x", older: "y" }, fr: {} },
        },
        {
          translate: ({ text, to }: { text: string; to: string }) => ({
            text: to === "fr" && text.includes("{") ? "Salut" : `${to}:${text}`,
          }),
        },
      ],
      [{ source: {}, targets: {} }],
    ),
  },
];
