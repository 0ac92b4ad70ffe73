/**
 * The kinds of value in random programs: number, string, boolean, lists of numbers, strings, lists and things, thing,
 * record, and values that may be missing.
 */
export const kinds = ["N", "S", "B", "AN", "AS", "AA", "AO", "O", "R", "UN", "US", "UA", "AP"] as const;
export type Kind = (typeof kinds)[number];

export const declarations = [
  "type Primitive = string | number | boolean | null;",
  "interface Inner { n: number; s: string; l: number[] }",
  "interface Thing { n: number; s: string; l: number[]; m: number[][]; q: Inner | null; u?: number | undefined }",
].join("\n");

export const typeOf: Readonly<Record<Kind, string>> = {
  N: "number",
  S: "string",
  B: "boolean",
  AN: "number[]",
  AS: "string[]",
  AA: "number[][]",
  AO: "Thing[]",
  O: "Thing",
  R: "Record<string, number>",
  UN: "number | undefined",
  US: "string | null",
  UA: "number[] | null",
  AP: "Primitive[]",
};

/** The free variables. */
export const variables: Readonly<Record<string, Kind>> = {
  n0: "N",
  n1: "N",
  s0: "S",
  s1: "S",
  b0: "B",
  an: "AN",
  as: "AS",
  aa: "AA",
  ao: "AO",
  o0: "O",
  r0: "R",
  uN: "UN",
  uS: "US",
  uA: "UA",
  ap: "AP",
};

/**
 * How to write a value of a kind. `$N` stands for an expression; `%x` for a name that the text binds, and `&N` for an
 * expression that may use those names.
 */
export interface Production {
  readonly text: string;
  readonly binds: Readonly<Record<string, Kind>>;
}

const literals: Readonly<Record<Kind, readonly string[]>> = {
  N: ["(0 - 1)", ...["0", "1", "2", "3", "10", "0.5", "7"].map((text) => `(${text} as number)`)],
  S: ["", "a", "b", ",", "ab", "x-y", "😀"].map((text) => `(${JSON.stringify(text)} as string)`),
  B: ["(true as boolean)", "(false as boolean)"],
  AN: ["([] as number[])"],
  AS: ["([] as string[])"],
  AA: ["([] as number[][])", "([[]] as number[][])"],
  AO: ["([] as Thing[])"],
  O: ['({ n: 1, s: "z", l: [], m: [[]], q: null } as Thing)'],
  R: ["({} as Record<string, number>)"],
  UN: ["(undefined as number | undefined)"],
  US: ["(null as string | null)"],
  UA: ["(null as number[] | null)"],
  AP: ['([null, "a", 0, true] as Primitive[])'],
};

const scalars: readonly (readonly [Kind, string])[] = [
  ...each("N", "$N + $N", "$N - $N", "$N * $N", "$N / 4", "$N % 7", "-$N", "$N / ($N || 1)", "($N + 0) ** 2"),
  ...each("N", "$S.length", "$S.indexOf($S)", "$S.lastIndexOf($S)", "$S.search(/b/)", "Number($B)"),
  ...each("N", "Math.floor($N)", "Math.ceil($N)", "Math.abs($N)", "Math.round($N)", "Math.trunc($N)", "Math.sign($N)"),
  ...each("N", "Math.min($N, $N)", "Math.max($N, $N, 0)", "Math.max($N, ...$AN)", "Math.min(...$AN, $N)"),
  ...each("N", "$UN ?? $N", "$N || $N", "$N && $N", "$O.n", "$O.q?.n ?? $N", "$UA?.length ?? $N", "$R['a'] ?? $N"),
  ...each("N", "$AN.indexOf($N)", "$AS.lastIndexOf($S)", "new Set($AN).size", "Object.keys($R).length"),
  ...each("N", "Number(`${$N}`)", "parseInt(`${$N}`, 10)", "$AN.at(-1) ?? $N", "$AP.indexOf($N)"),
  ...each("N", "$AN.reduceRight((%c, %p) => &N, $N)".replace("%c", "%c:N").replace("%p", "%p:N")),
  ...each("S", "$S + $S", "`${$N}:${$S}`", "`${$S}${$B}${$US}`", "$S.toUpperCase()", "$S.toLowerCase()", "$S.trim()"),
  ...each(
    "S",
    "$AS.join($S)",
    "$AN.join('-')",
    "$AP.join()",
    "$S.slice(1)",
    "$S.slice(0, 2)",
    "$S.slice(-2)",
    "$S.slice($N)",
    "$S.slice(-2, -1)",
    "$S.slice(1, -1)",
    "$S.padStart(0, '0')",
  ),
  ...each("S", "$S.slice($N, $N)", "$S.substring(1, 3)", "$S.substring($N, $N)", "$S.charAt(1)", "$S.charAt($N)"),
  ...each("S", "$S[0] ?? $S", "$S.at(-1) ?? $S", "$S.replaceAll('a', () => $S)", "$S.replace(/[ab]+/g, '_')"),
  ...each("S", "$S.replace('b', '<$&>')", "$S.replace(/[ab]/g, (%m:S) => &S)", "$S.replace(/([ab])(.)/, '$2$1')"),
  ...each("S", "$S.padStart(4, '0')", "`${$N}`.padStart(6)", "$S.padEnd(Math.abs($N) % 5, 'xy')", "'ab'.repeat(2)"),
  ...each("S", "$S.repeat(Math.floor(Math.abs($N)) % 4)", "$US ?? $S", "$S || $S", "$S && $S", "$O.s", "$O.q?.s ?? $S"),
  ...each("S", "String($N)", "String($B)", "String($US)", "$N.toFixed(2)", "Math.floor($N).toString(16)", "typeof $US"),
  ...each("S", "$S.match(/a(.?)/)?.[1] ?? $S", "$S.split(/,/).at(-1) ?? $S", "encodeURI($S)", "JSON.stringify($AS)"),
  ...each("S", "JSON.stringify($S)", "[...$S].toReversed().join('')"),
  ...each(
    "B",
    "$N < $N",
    "$N >= $N",
    "$S < $S",
    "$S >= $S",
    "$N <= $N",
    "$N > $N",
    "$S <= $S",
    "$S > $S",
    "$B !== $B",
    "$N === $N",
    "$S === $S",
    "$B === $B",
    "$N !== $N",
  ),
  ...each("B", "$S !== $S", "$B && $B", "$B || $B", "!$B", "$UN === $N", "$UN !== $UN", "$US === $S", "$US !== $US"),
  ...each("B", "$S.includes($S)", "$S.startsWith($S)", "$S.endsWith($S)", "$S.startsWith('a')", "$S.endsWith('b')"),
  ...each("B", "/^[a-z]+$/.test($S)", "/a|,/.test($S)", "$AN.includes($N)", "$AS.includes($S)", "$AP.includes($US)"),
  ...each("B", "$UN != null", "$US !== null", "$UA == null", "$O.q === null", "$O.u === undefined", "!!$S", "!!$N"),
  ...each("B", "!!$UA", "!$UN", "!$US", "Boolean($UN)", "Object.hasOwn($R, $S)", "$S in $R"),
  ...each("B", "Number.isInteger($N)", "new Set($AS).has($S)", "Array.isArray($UA)"),
  ...each(
    "UN",
    "$O.u",
    "$O.q?.n",
    "$AN[0]",
    "$AN[2]",
    "$AN[$N]",
    "$AN.at($N)",
    "$R['a']",
    "$R[$S]",
    "$UN || undefined",
  ),
  ...each("US", "$O.q?.s ?? null", "$B ? $S : null", "$AS.at(-1) ?? null", "$US && $S", "$AS.at(0) ?? null"),
  ...each(
    "UA",
    "$AA[0] ?? null",
    "$AA[1] ?? null",
    "$O.q?.l ?? null",
    "$B ? $AN : null",
    "$UA ?? $UA",
    "$AA.at(-1) ?? null",
  ),
];

const structures: readonly (readonly [Kind, string])[] = [
  ...each("R", "({ ...$R, ...$R })", "({ ...$R, [$S]: $N })", "({ a: $N, ...$R })", "({ [`${$N}`]: $N, b: $N })"),
  ...each("R", "Object.fromEntries(Object.entries($R).map(([%k:S, %v:N]) => [&S, &N]))"),
  ...each("R", "Object.fromEntries(Object.entries($R).filter(([%k:S, %v:N]) => &B))"),
  ...each("R", "Object.fromEntries($AS.map((%x:S, %i:N) => [&S, &N]))", "Object.assign({}, $R, { z: $N })"),
  ...each("R", "(({ a, ...%r:R }: Record<string, number>) => &R)($R)"),
  ...each("O", "({ n: $N, s: $S, l: $AN, m: $AA, q: null } as Thing)", "({ ...$O, l: $AN })", "({ ...$O, u: $UN })"),
  ...each(
    "O",
    "({ ...$O, q: { n: $N, s: $S, l: $AN } })",
    "({ ...$O, m: $AA, n: $N })",
    "({ ...$O, q: $O })",
    "structuredClone($O)",
  ),
  ...each("AN", "$O.l", "$AA.flat()", "Object.values($R)", "$UA ?? $AN", "[...new Set($AN)]", "[...$AN.keys()]"),
  ...each(
    "AN",
    "$AN.toSorted((%x:N, %y:N) => %x - %y)",
    "$AN.with(0, $N)",
    "$AN.toSpliced(1, 1, $N)",
    "$AA.map((%r:AN) => %r.length)",
  ),
  ...each("AN", "Object.entries($R).map(([%k:S, %v:N]) => &N)", "$AA.flatMap((%r:AN, %i:N) => %r.map((%x:N) => &N))"),
  ...each(
    "AN",
    "$AN.toSorted((%x:N, %y:N) => Math.abs(%x) - Math.abs(%y) || %y - %x)",
    "[...$AN].sort((%x:N, %y:N) => %y - %x)",
  ),
  ...each(
    "AS",
    "$S.split($S)",
    "$S.split(',')",
    "$S.split(/[,-]/)",
    "Object.keys($R)",
    "$S.match(/[ab]/g) ?? $AS",
    "[...$S]",
  ),
  ...each(
    "AS",
    "$AS.toSorted()",
    "$AN.map(String)",
    "$AS.filter(Boolean)",
    "Object.entries($R).map(([%k:S, %v:N]) => &S)",
  ),
  ...each(
    "AA",
    "$O.m",
    "$AN.map((%x:N, %i:N) => [%x, &N])",
    "$AA.map((%r:AN) => %r.toReversed())",
    "[...$AN.entries()]",
  ),
  ...each(
    "AA",
    "$AA.map((%r:AN) => %r.toSorted((%x:N, %y:N) => %x - %y))",
    "Object.entries($R).map(([%k:S, %v:N]) => [%v, &N])",
  ),
  ...each(
    "AO",
    "$AO.map((%x:O) => ({ ...%x, n: &N }))",
    "$AO.filter((%x:O) => %x.q)",
    "$AO.toSorted((%x:O, %y:O) => %x.n - %y.n)",
  ),
  ...each("AO", "$AN.map((%x:N, %i:N) => ({ n: &N, s: &S, l: [%x], m: [], q: null }))"),
  ...each(
    "AP",
    "[$N, $S, $US, $B]",
    "$AP.filter((%x:US) => typeof %x === 'number' || %x)",
    "[...$AP, ...$AN]",
    "[...new Set($AP)]",
  ),
];

function each(kind: Kind, ...texts: readonly string[]): readonly (readonly [Kind, string])[] {
  return texts.map((text) => [kind, text]);
}

const elementOf = { AN: "N", AS: "S", AA: "AN", AO: "O" } as const satisfies Partial<Record<Kind, Kind>>;
type ListKind = keyof typeof elementOf;
const lists = Object.keys(elementOf) as ListKind[];

/** What works for lists of any kind. */
function listProductions(): readonly (readonly [Kind, string])[] {
  return lists.flatMap((list) => {
    const item = elementOf[list];
    return [
      ...each(
        list,
        `[$${item}, $${item}]`,
        `[$${item}]`,
        `[$${item}, $${item}, $${item}]`,
        `[...$${list}, $${item}, ...$${list}]`,
        `$${list}.concat($${list})`,
      ),
      ...each(list, `$${list}.filter((%x:${item}, %i:N) => &B)`, `$${list}.slice(1)`, `$${list}.slice(0, -1)`),
      ...each(list, `$${list}.slice(1, 2)`, `$${list}.slice($N, $N)`, `$${list}.slice(-2)`, `$${list}.toReversed()`),
      ...each(list, `$${list}.toSorted((%x:${item}, %y:${item}) => Number(&B) - Number(&B) && 0)`),
      ...each(
        list,
        ...[0, 1, 3].map((length) => `Array.from({ length: ${length} }, (_, %i:N) => &${item})`),
        `$${list}.map((%x:${item}) => ({ key: &N, value: %x })).toSorted((p, q) => p.key - q.key).map((e) => e.value)`,
        `new Array<${typeOf[item]}>(2).fill($${item})`,
        `Array.of($${item})`,
      ),
      ...each(list, `[...$${list}, $${item}].toSpliced(0, 1)`, `[...$${list}, $${item}].with(-1, $${item})`),
      ...each("N", `$${list}.length`, `$${list}.findIndex((%x:${item}, %i:N) => &B)`),
      ...each("N", `$${list}.findLastIndex((%x:${item}) => &B)`, `$${list}.reduce((%c:N, %x:${item}) => %c + &N, 0)`),
      ...each("B", `$${list}.some((%x:${item}, %i:N) => &B)`, `$${list}.every((%x:${item}, %i:N) => &B)`),
      ...each(
        item,
        `$${list}.find((%x:${item}, %i:N) => &B) ?? $${item}`,
        `$${list}.findLast((%x:${item}) => &B) ?? $${item}`,
      ),
      ...each(item, ...[0, 1, 2].map((at) => `$${list}[${at}] ?? $${item}`)),
      ...each(item, `$${list}.at(-1) ?? $${item}`),
      ...lists.flatMap((target) => [
        ...each(target, `$${list}.map((%x:${item}, %i:N) => &${elementOf[target]})`),
        ...each(target, `$${list}.flatMap((%x:${item}, %i:N) => &${target})`),
        ...each(target, `$${list}.flatMap((%x:${item}) => (&B ? [&${elementOf[target]}] : []))`),
        ...each(target, `$${list}.map((%x:${item}) => { const %k:N = $N; return &${elementOf[target]}; })`),
      ]),
    ];
  });
}

/** What works for values of any kind. */
function generalProductions(): readonly (readonly [Kind, string])[] {
  return kinds.flatMap((kind) => [
    ...each(kind, `$B ? $${kind} : $${kind}`, `$N > 0 ? $${kind} : $${kind}`),
    ...each(kind, ...kinds.map((bound) => `((%x:${bound}: ${typeOf[bound]}) => &${kind})($${bound})`)),
    ...(kind === "UN"
      ? []
      : each(
          kind,
          ...lists.map(
            (list) =>
              `$${list}.reduce<${typeOf[kind]}>((%c:${kind}, %x:${elementOf[list]}, %i:N) => &${kind}, $${kind})`,
          ),
        )),
  ]);
}

function parse([kind, written]: readonly [Kind, string]): readonly [Kind, Production] {
  const binds: Record<string, Kind> = {};
  // TypeScript leaves undefined out of the types of some members of unions of object literals: say it is a record.
  const typed = kind === "R" ? `(${written} as ${typeOf.R})` : written;
  const text = typed.replaceAll(/%(\w):([A-Z]+)/g, (_match, name: string, of: string) => {
    binds[name] = of as Kind;
    return `%${name}`;
  });
  return [kind, { text, binds }];
}

const parsed = [...scalars, ...structures, ...listProductions(), ...generalProductions()].map(parse);

export const productions: Readonly<Record<Kind, readonly Production[]>> = Object.fromEntries(
  kinds.map((kind) => [kind, parsed.filter(([of]) => of === kind).map(([, production]) => production)]),
) as unknown as Record<Kind, readonly Production[]>;

export { literals };
