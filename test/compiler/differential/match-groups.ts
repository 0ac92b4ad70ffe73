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
];
