import type { Row } from "./row.js";

const stubs = { double: (x: number) => x * 2, echo: (x: unknown) => x };
const texts = [
  ["a1 b22 c", "zz", "b345", "", "c7 b9 q88"],
  ["c3", "a1 b22", "x", "q1z", "zz"],
];

const bodies = [
  `async (i: string[]) => i.map(l => /([a-z])(\\d+)/.exec(l)).filter(m => m !== null).map(m => m[1])`,
  `async (i: string[]) => i.map(l => /([a-z])(\\d+)/.exec(l)).filter(m => m !== null).map(m => \`\${m[1]}-\${m[2]}\`)`,
  `async (i: string[]) => i.map(l => /([a-z])(\\d+)/.exec(l)).filter(m => m !== null)`,
  `async (i: string[]) => i.map(l => /(?<x>[a-z])(?<n>\\d+)/.exec(l)).filter(m => m !== null).map(m => m.groups!.x)`,
  `async (i: string[]) => i.map(l => /(?<x>[a-z])(?<n>\\d+)/.exec(l)).filter(m => m !== null).map(({ groups }) => groups!.x ?? 'e')`,
  `async (i: string[]) => i.map(l => /(?<x>[a-z])(?<n>\\d+)/.exec(l)).map(m => m?.groups?.n ?? 'none')`,
  `async (i: string[]) => i.flatMap(l => [...l.matchAll(/(?<x>[a-z])(?<n>\\d+)/g)]).map(m => m.groups!.n)`,
  `async (i: string[]) => { const out: unknown[] = []; for (const m of i[0]!.matchAll(/(?<x>[a-z])(?<n>\\d+)/g)) { await double(1); out.push([m.index, m[0], m.groups!.x, m[2]]); } return out; }`,
  `async (i: string[]) => [...i[0]!.matchAll(/([a-z])(\\d+)/g)].map(m => ({ at: m.index, word: m[0], n: Number(m[2]) }))`,
  `async (i: string[]) => { const m = /b(\\d)/.exec(i[0]!); if (m === null) return 'no'; return [m.index, m[1], i[0]!.slice(m.index)]; }`,
  `async (i: string[]) => { const m = i[0]!.match(/b(\\d)/); return m?.index ?? -1; }`,
  `async (i: string[]) => i.map(l => l.match(/([a-z])(\\d)(\\d)?/)).map(m => m?.[3] ?? 'x')`,
  `async (i: string[]) => { const rows = i.map(l => ({ l, m: /([a-z])(?<n>\\d+)/.exec(l) })); return rows.map(({ l, m }) => m === null ? l : m.groups!.n); }`,
  `async (i: string[]) => { const rows = i.map(l => ({ l, m: /([a-z])(?<n>\\d+)/.exec(l) })); return rows.filter(r => r.m !== null).map((r) => r.m!.groups!.n); }`,
  `async (i: string[]) => { const o = { m: /([a-z])(?<n>\\d+)/.exec(i[0]!) }; return o.m?.groups?.n ?? 'none'; }`,
  `async (i: string[]) => { const parse = (l: string) => /([a-z])(?<n>\\d+)/.exec(l); return i.map(parse).map(m => m?.groups?.n ?? 'none'); }`,
  `async (i: string[]) => { const parse = (l: string) => { const m = /([a-z])(?<n>\\d+)/.exec(l); if (!m) return undefined; const { n } = m.groups!; return Number(n); }; return i.map(l => parse(l) ?? 0); }`,
  `async (i: string[]) => { const m = i.map(l => l.match(/([a-z])(\\d+)/)).find(m => m !== null); const [, x, n] = m ?? []; return [x ?? 'q', n ?? 'r']; }`,
  `async (i: string[]) => { const ms: RegExpMatchArray[] = []; for (const l of i) { const m = l.match(/(?<x>[a-z])(\\d)?(\\d)/); if (m) ms.push(m); } return ms.map(m => [m.groups!.x, m[2] ?? '-', m[3]!, m.index ?? -1]); }`,
  `async (i: string[]) => { const toRow = (m: RegExpExecArray) => ({ at: m.index, x: m.groups!.x, n: Number(m[2]) }); return i.map(l => /(?<x>[a-z])(\\d+)/.exec(l)).filter(m => m !== null).map(toRow); }`,
  `async (i: string[]) => { const toRow = (m: RegExpExecArray) => ({ at: m.index, x: m.groups!.x, n: Number(m[2]) }); const out = []; for (const l of i) { const m = /(?<x>[a-z])(\\d+)/.exec(l); if (m) { await double(1); out.push(toRow(m)); } } return out; }`,
  `async (i: string[]) => i.flatMap(l => [...l.matchAll(/(?<x>[a-z])(\\d)?(\\d)/g)].map(m => \`\${m.index} \${m.groups!.x} \${m[2] ?? ''} \${m[3]}\`))`,
  `async (i: string[]) => { const all = [...i[0]!.matchAll(/(?<x>[a-z])(\\d)/g)]; return [all.length, all.at(-1)?.index ?? -1, all[0]?.groups?.x ?? '', all.map(({ index, groups }) => [index, groups!.x ?? '']), all.find(m => m[1] === 'b')?.index ?? 0]; }`,
  `async (i: string[]) => { const all = Array.from(i[0]!.matchAll(/([a-z])(\\d)/g), (m) => m.index); const b = Array.from(i[4]!.matchAll(/([a-z])(\\d)/g), ([, x, n]) => x! + n!); return [all, b]; }`,
  `async (i: string[]) => { const all = [...i[4]!.matchAll(/([a-z])(\\d)/g)].map(m => m[0]); const w = [...i[4]!.matchAll(/[a-z]/g)].map(m => m.index); return [all, w]; }`,
  `async (i: string[]) => { const m = /([a-z])(\\d)/.exec(i[0]!); if (!m) return 0; const [a, b, c, d] = m; return [m.index, a, b ?? 1, c ?? 2, d ?? 3]; }`,
  `async (i: string[]) => { const m = /([a-z])(\\d)/.exec(i[0]!); if (!m) return 0; await double(m.index); const { index, groups } = m; return [index, m[7] ?? 'none', groups === undefined]; }`,
  `async (i: string[]) => { const out: unknown[] = []; for (const { index, groups } of i[0]!.matchAll(/(?<x>[a-z])(?<n>\\d+)/g)) out.push([index, groups!.x ?? 'q']); return out; }`,
  `async (i: string[]) => { const out: unknown[] = []; for (const { index, groups } of i[4]!.matchAll(/(?<x>[a-z])(?<n>\\d+)/g)) { out.push([index, groups!.x!.length]); await double(index); } return out; }`,
  `async (i: string[]) => { const re = /(?<k>\\w)(?<v>\\d)?/; const rows = i.map((l) => ({ l, m: l.match(re) })).filter(({ m }) => m); const { m } = rows[0]!; return [rows.map((r) => r.m?.groups?.v ?? 'no'), m!.groups!.k ?? 1, rows.map(({ m }) => m![2] ?? 'q'), rows.map(r => ({ ...r })).map(r => r.m?.index ?? 0)]; }`,
  `async (i: string[]) => { try { const rows = await Promise.all(i.map(async (l) => { await double(1); return /(?<x>b)(\\d)?/.exec(l); })); return rows.map(m => m?.groups?.x ?? null); } catch { return 1; } }`,
  `async (i: string[]) => { const f = (l: string) => { const m = l.match(/^(\\w)(\\d)?/); if (m === null) return null; return { head: m[1]!, n: m[2] }; }; return i.map(f).map(x => x?.n ?? x?.head ?? 'none'); }`,
  `async (i: string[]) => { const ms = i.map(l => /(?<x>[a-z])(?<n>\\d)?/.exec(l)); ms.reverse(); const s = ms.filter(m => m !== null).toSorted((a, b) => a.index - b.index || (a.groups!.x! < b.groups!.x! ? -1 : 1)); return s.map(m => m[0]); }`,
  `async (i: string[]) => { const ms = i.map(l => /(?<x>[a-z])(\\d)/.exec(l) ?? /(?<x>[a-z])(\\d)/.exec('a1')!); return ms.map(m => m.groups!.x); }`,
  `async (i: string[]) => { const m = i[0]!.match(/(\\d)(\\d)?/); const o = { m, z: 1 }; const p = { ...o, z: 2 }; return [p.m?.index ?? 0, p.m?.[2] ?? 'none', p.z]; }`,
  `async (i: string[]) => { const g = i.map(l => l.match(/(?<k>[a-z])(?<v>\\d)?/)?.groups).filter(g => g !== undefined); return g.map(({ k, v }) => \`\${k}=\${v ?? ''}\`); }`,
  `async (i: string[]) => { const p = (l: string) => /(?<k>[a-z])(?<v>\\d)/.exec(l); const m = p(i[0]!); const n = p('x'); return [m?.groups?.k ?? 1, n?.groups?.v ?? 2, m?.index ?? 3]; }`,
];

/** Matches in lists, objects and helpers, of which groups and places are read. */
export const matchesInLists: readonly Row[] = bodies.map((body) => ({
  name: body,
  body,
  scenarios: texts.map((input) => ({ input, stubs })),
}));
