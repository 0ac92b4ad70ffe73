import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** What regular expressions find: groups that may be missing, and groups with names. */
export const matchGroups: readonly Row[] = [
  {
    name: "groups that may be missing",
    before: `const time = (s: string) => { const m = s.match(/^(\\d+):(\\d\\d)(?::(\\d\\d))?\\s*(am|pm)?$/i); if (!m) return null; const hours = Number(m[1]); return { h: hours, m: Number(m[2]), s: m[3] === undefined ? "none" : Number(m[3]), half: m[4]?.toLowerCase() ?? "24h", has: m[4] !== undefined }; };
const seconds = (s: string) => { const [, d, h = "0", m = "0", sec] = /^(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?$/.exec(\`\${s}\`.trim() || "0s") ?? []; return \`\${d ?? "-"}|\${h}|\${m}|\${sec ?? "-"}\`; };
const version = (s: string) => { const m = /^v?(\\d+)(?:\\.(\\d+)(?:\\.(\\d+))?)?(?:-([a-z]+)(?:\\.(\\d+))?)?$/.exec(s); return m ? { major: Number(m[1]), minor: Number(m[2] ?? 0), patch: Number(m[3] ?? 0), pre: m[4] ?? null, n: m[5] ? Number(m[5]) : -1, all: m[0] } : s; };`,
    body: `async (xs: string[]) => xs.map((x) => ({ t: time(x), v: version(x), first: x.match(/([a-z])(\\d)?/)?.[2] ?? "no" }))`,
    scenarios: runs([["10:30 PM", "7:05", "7:05:09", "v1", "1.2", "1.2.3-beta.4", "1.2-rc", "", "9:99:1", "a1"]], [[]]),
  },
  {
    name: "groups with names",
    body: `async (xs: string[]) => xs.map((s) => { const m = s.match(/^(?<year>\\d{4})-(?<month>\\d{2})(?:-(?<day>\\d{2}))?$/); if (!m?.groups) return null; const { year, month, day = "01" } = m.groups; return { year: Number(year), month: Number(month), day, all: m[0], same: m.groups.year === m[1], d: m.groups.day ?? "none", r: /(?<a>x)(?<b>y)?/.exec(s)?.groups?.b ?? "-" }; })`,
    scenarios: runs([["2020-05", "2020-05-06", "x"]], [[]]),
  },
  {
    name: "parts of addresses",
    body: `async (s: string) => { const m = /^(?:(https?):\\/\\/)?([\\w.-]+)(?::(\\d+))?(\\/[^?#]*)?(?:\\?([^#]*))?(?:#(.*))?$/.exec(s); if (m === null) return "bad"; return [m[1] ?? "none", m[2] ?? "", m[3] ? Number(m[3]) : 80, m[4] ?? "/", (m[5] ?? "").split("&"), m[6] ?? null]; }`,
    scenarios: runs(
      ["https://a.b:8080/x/y?q=1&r=2#top"],
      ["host"],
      ["host/"],
      ["host?"],
      ["http://h#"],
      ["h?x#"],
      ["::"],
    ),
  },
  {
    name: "numbers read from what may be missing",
    body: `async (s: string) => { const [h, m] = s.split(":"); const hours = Number(h); const minutes = parseInt(m ?? "0", 10); const z = s.split(":")[2]; return { hours, minutes, z: Number(z) || 0, nan: Number.isNaN(Number(z)), p: Number.isInteger(parseFloat(z!)), i: parseInt(s.split(":")[1]!, 10) || -1, f: Number.isFinite(Number(s.split(":")[3])) }; }`,
    scenarios: runs(["10:30"], ["7"], ["1:2:3:4"], ["1:2:x"]),
  },
  {
    name: "names of groups in replacements",
    body: `async (s: string) => [s.replace(/(?<y>\\d{4})-(?<m>\\d\\d)/g, "$<m>/$<y>0$<none>!"), s.replace(/(\\d{4})-(\\d\\d)/, "$<m>$2"), s.replace(/(?<y>\\d{4})/, "$1$$<y>"), s.replace(/(?<y>\\d)(?<z>\\d)/g, (all, a: string, b: string) => \`\${b}\${a}\${all.length}\`), s.search(/(?<q>-)/), /(?<a>\\d)+x/.test(s), [...s.matchAll(/(?<d>\\d\\d)/g)].length]`,
    scenarios: runs(["2024-05 and 1999-12"], [""]),
  },
  {
    name: "patterns with names of their own",
    before: `const digits = /\\d+/;
const parse = (s: string) => { const pair = /^(\\w+)=(\\d+)$/; const m = pair.exec(s); const sep = /[,;]/; return m ? { k: m[1], v: Number(m[2]) } : s.split(sep).length; };`,
    body: `async (xs: string[]) => { const word = /[a-z]+/i; const every = /o/g; const out = []; for (const x of xs) out.push([word.test(x), digits.test(x), x.replace(every, "0"), parse(x), x.match(word)?.[0] ?? "none"]); return out; }`,
    scenarios: runs([["a=1", "foo,boo", "", "12"]], [[]]),
  },
  {
    name: "patterns that match places between characters",
    before: `const money = (n: number) => n.toFixed(2).replace(/\\B(?=(\\d{3})+(?!\\d))/g, ",");
const plain = (s: string) => s.replace(/\\B(?=(\\d{3})+$)/g, " ");`,
    body: `async (l: string[]) => l.map((s) => [plain(s), s.replace(/\\B(?=(\\d{3})+(?!\\d))/g, ","), s.replace(/(?=[A-Z])/g, "_"), s.replace(/(?=[A-Z])/, "0"), s.split(/(?=[A-Z])/), s.split(/(?=\\b\\w)/), s.replaceAll(/\\b(?=\\w)|(?=!)/g, "*"), s.replace(/(?=[b-d])/gi, "9"), s.split(/(?=x)/i).length]).concat([[money(1234567.891), money(-1234.5), money(0), money(999999)]] as never)`,
    scenarios: runs([
      [
        "",
        "a",
        "A",
        "1234567",
        "123",
        "fooBarBaz",
        "FooBAR",
        "hello world! x",
        "12345abc 678901",
        "日本X語",
        "aXx",
        "-1234567",
        "é1234",
      ],
    ]),
  },
  {
    name: "regular expressions in lists, tables, options and arguments",
    before: `const banned = [/\\bspam\\b/i, /free\\s+money/i];
const rules: { name: string; re: RegExp; weight?: number }[] = [{ name: "num", re: /^\\d+$/ }, { name: "word", re: /^[a-z]+$/i, weight: 3 }];
const FORMATS = { iso: /^\\d{4}-\\d{2}-\\d{2}$/, us: /^(\\d\\d)\\/(\\d\\d)\\/(\\d{4})$/ } as const;
const matchesAll = (s: string, ...res: RegExp[]) => res.every((r) => r.test(s));
const clean = (s: string, re: RegExp = /\\s+/g, by = " ") => s.replace(re, by);`,
    body: `async (l: string[]) => {
  const out = l.map((s) => [banned.some((r) => r.test(s)), rules.map(({ name, re, weight = 1 }) => (re.test(s) ? \`\${name}\${weight}\` : "-")).join(), FORMATS.iso.test(s), s.match(FORMATS.us)?.[3] ?? "no", matchesAll(s, /a/, /b/), clean(s), clean(s, /[aeiou]/g, "*"), s.split(FORMATS.us.test(s) ? "/" : "-").length]);
  const local = /x+/;
  const opts = { re: /^q/, n: 2 };
  let score = 0;
  for (const { re, weight = 1 } of rules) for (const s of l) if (re.test(s)) score += weight;
  for (const r of [/1/, /2/]) if (l.some((s) => r.test(s))) score += 100;
  const { re: mine } = opts;
  return { out, score, x: l.map((s) => local.exec(s)?.[0]?.length ?? 0), q: l.filter((s) => opts.re.test(s)).length * opts.n, m: l.map((s) => mine.test(s)) };
}`,
    scenarios: runs([["spam ab", "123", "abc", "2024-01-02", "01/02/2024", "Free  money  now", "", "qxx"]], [[]]),
  },
  {
    name: "a table of patterns and what is made of their groups",
    before: `type Intent = { name: "greet" } | { name: "order"; item: string; qty: number } | { name: "cancel"; order: string } | { name: "unknown"; text: string };
const patterns: { re: RegExp; make: (groups: string[]) => Intent }[] = [
  { re: /^(hi|hello)\\b/i, make: () => ({ name: "greet" }) },
  { re: /^order (\\d+) (.+)$/i, make: ([qty, item]) => ({ name: "order", item: item ?? "", qty: Number(qty) }) },
  { re: /^cancel #(\\w+)/i, make: ([order]) => ({ name: "cancel", order: order ?? "" }) },
];
const parse = (text: string): Intent => {
  for (const { re, make } of patterns) {
    const m = text.match(re);
    if (m) return make(m.slice(1));
  }
  return { name: "unknown", text };
};`,
    body: `async (messages: string[]) => {
  const replies: string[] = [];
  for (const m of messages) {
    const intent = parse(m.trim());
    switch (intent.name) {
      case "greet": replies.push("Hello!"); break;
      case "order": { const { price } = await fetchItem(intent.item); replies.push(\`\${intent.qty} × \${intent.item} = \${intent.qty * price}\`); break; }
      case "cancel": await release(intent.order); replies.push(\`cancelled \${intent.order}\`); break;
      default: replies.push(\`Sorry, "\${intent.text}"?\`);
    }
  }
  return replies;
}`,
    scenarios: runs([["Hello there", "order 3 tea", "cancel #a1", "what"]], [[]]),
  },
];
