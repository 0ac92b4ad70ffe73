import fc from "fast-check";
import { z } from "zod";

/** A schema as its text, and values that fit it, or nearly do. `undefined` stands for a member that is left out. */
export interface Drawn {
  readonly text: string;
  readonly values: fc.Arbitrary<unknown>;
  /** True for what zod gives back as it is: it cannot be made `readonly`. */
  readonly itself?: boolean;
  /** The members, of an object. */
  readonly members?: readonly (readonly [key: string, schema: Drawn])[];
}

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const texts = [
  ...[
    "",
    " ",
    "a",
    "b",
    "ab",
    "abc",
    "abcde",
    "abcdefgh",
    "A",
    "AB1",
    "a-b",
    "-a",
    "ba",
    "a\nb",
    "é",
    "0",
    "12",
    "1.5",
    "true",
    "__proto__",
  ],
  ...["😀", "a😀", "😀😀", "\ud83d", "😀\ud83d", "ab😀", "x😀y", "and", "red", "green", "null"],
  ...[
    "ann@example.com",
    "a.b+c@x-y.org",
    "ann@example",
    "5f2c1f6e-8a5d-4a8e-9b1a-0d6c3e2f1a0b",
    "5F2C1F6E-8A5D-7A8E-9B1A-0D6C3E2F1A0B",
  ],
  ...[
    "00000000-0000-0000-0000-000000000000",
    "2024-02-29",
    "2023-02-29",
    "2026-11-22",
    "2026-11-22T10:00:00Z",
    "2026-11-22T10:00:00.5Z",
  ],
  ...[
    "2026-11-22T10:00:00+01:00",
    "2026-11-22T25:00:00Z",
    "10:00:00",
    "10:00",
    "24:00",
    "P1D",
    "PT5M",
    "P",
    "10.0.0.1",
    "256.0.0.1",
    "10.0.0.0/8",
  ],
  ...[
    "+4915112345678",
    "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "cjld2cjxh0000qzrmn831i7rn",
    "V1StGXR8_Z5jdHi6B-myT",
    "deadbeef",
    "shop.example.com",
    "EUR",
  ],
];
const numbers = [
  ...[
    0,
    1,
    -1,
    2,
    3,
    5,
    7,
    10,
    99,
    100,
    0.5,
    0.1,
    0.07,
    2.03,
    0.3,
    -2.5,
    1.1,
    19.99,
    2 ** 31,
    2 ** 32 - 1,
    2 ** 53,
    2 ** 53 - 1,
    -(2 ** 53),
  ],
  ...[1e15 + 1, 1e21, 1e-7, Number.MAX_VALUE, 5e-324, 3.5e38, 1.7976931348623155e306, 1.8e306],
];
const leaves: readonly unknown[] = [...texts, ...numbers, true, false, null];

const keys = ["a", "b", "c", "and", "x y", "0", "length", "`", "$k"] as const;

const anyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthIdentifier: "value" },
    pick(...leaves),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(pick(...keys, "__proto__"), tie("value"), { maxKeys: 3 }).map(asJson),
  ),
})).value;

/** Members as `JSON.parse` makes them, `__proto__` too. */
function asJson(value: unknown): unknown {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : value;
}

/** A schema without parts: of the known values, those that fit. */
function leaf(text: string): Drawn {
  // The text is one that this file wrote.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const schema = (new Function("z", `return ${text};`) as (zod: typeof z) => z.ZodType)(z);
  const fitting = leaves.filter((value) => schema.safeParse(value).success);
  const itself = text === "z.unknown()" || text === "z.any()";
  return { text, values: fitting.length === 0 ? pick(...leaves) : pick(...fitting), itself };
}

const formats = [
  ...[
    "email()",
    "uuid()",
    'uuid({ version: "v4" })',
    "uuidv4()",
    "uuidv7()",
    "guid()",
    "nanoid()",
    "cuid()",
    "cuid2()",
    "ulid()",
    "e164()",
  ],
  ...[
    "ipv4()",
    "cidrv4()",
    "hex()",
    "hostname()",
    "iso.date()",
    "iso.time()",
    "iso.time({ precision: -1 })",
    "iso.datetime()",
    "iso.duration()",
  ],
  ...[
    "iso.datetime({ offset: true })",
    "iso.datetime({ local: true, precision: 0 })",
    "email({ pattern: /^[a-z]+@/ })",
    "xid()",
    "ksuid()",
    "currencyCode()",
  ],
];

const textCheck = fc.oneof(
  fc.tuple(pick("min", "max", "length"), fc.nat(6)).map(([name, size]) => `.${name}(${size})`),
  pick(
    ".nonempty()",
    '.min(1, "needed")',
    ".max(3, { error: 'long' })",
    ".lowercase()",
    ".uppercase()",
    ".email()",
    ".date()",
    ".datetime()",
  ),
  fc
    .tuple(pick("startsWith", "endsWith", "includes"), pick("a", "", "b", "😀", "-", '"'))
    .map(([name, part]) => `.${name}(${JSON.stringify(part)})`),
  pick("/^[a-z]+$/", "/a/g", "/^\\d*$/", "/[^a-z]/i", "/^(?:ab|x)?/", "/b$/").map((pattern) => `.regex(${pattern})`),
);
const numberCheck = fc.oneof(
  fc
    .tuple(pick("min", "max", "gt", "gte", "lt", "lte"), pick(0, 1, -2.5, 5, 0.5, 1e20))
    .map(([name, bound]) => `.${name}(${bound})`),
  pick(".int()", ".positive()", ".nonnegative()", ".negative()", ".nonpositive()", ".safe()", ".finite()"),
  fc.tuple(pick("multipleOf", "step"), pick(1, 2, 7, 0.5, 0.01, 0.07, 2.5, -3)).map(([name, of]) => `.${name}(${of})`),
);
const checked = (text: string, checks: readonly string[]): string => {
  // Checks that leave nothing tell nothing: the first ones are enough then.
  for (let count = checks.length; count > 0; count--) {
    const whole = text + checks.slice(0, count).join("");
    const fitting = leaf(whole);
    if (fc.sample(fitting.values, { numRuns: 1, seed: 1 }).length > 0) return whole;
  }
  return text;
};

const leafText = fc.oneof(
  { weight: 4, arbitrary: fc.array(textCheck, { maxLength: 2 }).map((checks) => checked("z.string()", checks)) },
  { weight: 2, arbitrary: pick(...formats).map((format) => `z.${format}`) },
  { weight: 4, arbitrary: fc.array(numberCheck, { maxLength: 2 }).map((checks) => checked("z.number()", checks)) },
  {
    weight: 2,
    arbitrary: pick("z.int()", "z.int32()", "z.uint32()", "z.float32()", "z.float64()", "z.int().positive()"),
  },
  {
    weight: 3,
    arbitrary: pick("z.boolean()", "z.null()", "z.unknown()", "z.any()", "z.never()", "z.literal(5)", 'z.literal("a")'),
  },
  {
    weight: 2,
    arbitrary: pick(
      'z.enum(["a", "b"])',
      'z.enum(["a", "b", "red", "green"])',
      "z.enum(colours)",
      "z.enum(Kind)",
      'z.enum({ A: "a", B: 1 })',
    ),
  },
  {
    weight: 2,
    arbitrary: pick(
      'z.literal(["a", 1, true, null])',
      "z.literal(null)",
      'z.literal(["a", "b", "ab", "abc", 0, false])',
    ),
  },
);

const names = {
  colours: ["red", "green", "blue"],
  Kind: { 0: "Small", 7: "Large", Small: 0, Large: 7, Word: "a" },
} as const;

/** What the schemas name: the text of its declarations. */
export const declarations = `
const colours = ["red", "green", "blue"] as const;
enum Kind { Small, Large = 7, Word = "a" }
`;

const leafSchema = leafText.map((text) => {
  const plain = text.replace("colours", JSON.stringify(names.colours)).replace("Kind", JSON.stringify(names.Kind));
  return { ...leaf(plain), text };
});

const present = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  values.map((value) => (value === undefined ? null : value));

function arrayOf(element: Drawn): fc.Arbitrary<Drawn> {
  return pick("", "", ".min(1)", ".max(2)", ".length(2)", ".nonempty()").map((size) => ({
    text: `z.array(${element.text})${size}`,
    values: fc.array(present(element.values), { maxLength: 3, minLength: size === "" ? 0 : 1 }),
  }));
}

function tupleOf(items: readonly Drawn[], rest: Drawn | undefined): Drawn {
  const list = items.map(({ text }) => text).join(", ");
  const others = rest === undefined ? fc.constant([]) : fc.array(present(rest.values), { maxLength: 2 });
  return {
    text: `z.tuple([${list}]${rest === undefined ? "" : `, ${rest.text}`})`,
    values: fc.tuple(fc.tuple(...items.map(({ values }) => values)), others).map(([first, more]) => {
      const end = first.findIndex((value) => value === undefined);
      return end < 0 ? [...first, ...more] : first.slice(0, end);
    }),
  };
}

type Members = readonly (readonly [key: string, schema: Drawn])[];

function valuesOf(members: Members): fc.Arbitrary<unknown> {
  return fc.tuple(...members.map(([, { values }]) => values)).map((values) => {
    const entries = members.map(([key], index) => [key, values[index]] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  });
}

const shapeOf = (members: Members): string =>
  `{ ${members.map(([key, { text }]) => `${JSON.stringify(key)}: ${text}`).join(", ")} }`;

function objectOf(members: Members): fc.Arbitrary<Drawn> {
  const shape = shapeOf(members);
  const values = valuesOf(members);
  const [first] = members;
  const plain = pick("object", "strictObject", "looseObject").map((name) => ({
    text: `z.${name}(${shape})`,
    values,
    members,
  }));
  if (first === undefined) return plain;
  const key = JSON.stringify(first[0]);
  const half = Math.ceil(members.length / 2);
  const without = members.slice(1);
  return fc.oneof(
    { weight: 4, arbitrary: plain },
    {
      weight: 1,
      arbitrary: pick<Drawn>(
        { text: `z.object(${shape}).strict()`, values, members },
        { text: `z.object(${shape}).catchall(z.number())`, values, members },
        { text: `z.object(${shape}).partial()`, values },
        { text: `z.object(${shape}).partial({ ${key}: true })`, values },
        { text: `z.object(${shape}).exactPartial()`, values },
        { text: `z.object(${shape}).required()`, values },
        { text: `z.object(${shape}).pick({ ${key}: true }).strict()`, values: valuesOf([first]) },
        { text: `z.strictObject(${shape}).omit({ ${key}: true })`, values: valuesOf(without) },
        { text: `z.object(${shapeOf(members.slice(0, half))}).extend(${shapeOf(members.slice(half))})`, values },
        { text: `z.object({ ...z.object(${shape}).shape, ${key}: z.string() })`, values },
        {
          text: `z.object(${shape}).shape[${key}]`.replace(/\.shape\["([a-c])"\]$/, ".shape.$1"),
          values: first[1].values,
        },
        { text: `z.object(${shape}).keyof()`, values: pick<unknown>(...members.map(([name]) => name)) },
      ).filter(({ text }) => !/\.shape\[/.test(text)),
    },
  );
}

function recordOf(value: Drawn): fc.Arbitrary<Drawn> {
  const of = (names: readonly string[]) =>
    fc.dictionary(pick(...names), present(value.values), { maxKeys: 3 }).map(asJson);
  const all = (names: readonly string[]): fc.Arbitrary<unknown> => valuesOf(names.map((name) => [name, value]));
  return pick<Drawn>(
    { text: `z.record(z.string(), ${value.text})`, values: of([...keys, "__proto__"]) },
    { text: `z.record(z.string().regex(/^[a-c]$/), ${value.text})`, values: of(["a", "b", "c"]) },
    { text: `z.record(z.enum(["a", "b"]), ${value.text})`, values: all(["a", "b"]) },
    { text: `z.record(z.literal("and"), ${value.text})`, values: all(["and"]) },
    { text: `z.partialRecord(z.enum(["a", "b", "c"]), ${value.text})`, values: of(["a", "b", "c"]) },
  );
}

function discriminated(a: Members, b: Members): Drawn {
  const option = (kinds: readonly string[], members: Members): Members => [
    ...members.filter(([key]) => key !== "kind"),
    [
      "kind",
      {
        text: kinds.length === 1 ? `z.literal(${JSON.stringify(kinds[0])})` : `z.enum(${JSON.stringify(kinds)})`,
        values: pick(...kinds),
      },
    ],
  ];
  const [first, second] = [option(["a"], a), option(["b", "c"], b)];
  return {
    text: `z.discriminatedUnion("kind", [z.object(${shapeOf(first)}), z.strictObject(${shapeOf(second)})])`,
    values: fc.oneof(valuesOf(first), valuesOf(second)),
  };
}

function wrapped(inner: Drawn): fc.Arbitrary<Drawn> {
  const { text, values, itself = false } = inner;
  const orNull = fc.oneof({ weight: 3, arbitrary: values }, { weight: 1, arbitrary: fc.constant(null) });
  const orNothing = fc.oneof({ weight: 3, arbitrary: values }, { weight: 1, arbitrary: fc.constant(undefined) });
  return pick<Drawn>(
    { text: `${text}.nullable()`, values: orNull, itself },
    { text: `z.nullable(${text})`, values: orNull, itself },
    { text: `${text}.optional()`, values: orNothing, itself },
    { text: `z.optional(${text})`, values: orNothing, itself },
    { text: `${text}.exactOptional()`, values: orNothing, itself },
    { text: `${text}.nullish()`, values: fc.oneof(orNull, orNothing), itself },
    { text: `${text}.optional().nonoptional()`, values, itself },
    { text: `${text}.describe("what it is").meta({ title: "It" }).brand<"It">()`, values, itself },
    itself ? inner : { text: `${text}.readonly()`, values },
  );
}

/** Schemas of everything that the compiler reads. */
export const schemas: fc.Arbitrary<Drawn> = fc.letrec<{ schema: Drawn; members: Members }>((tie) => ({
  members: fc
    .uniqueArray(fc.tuple(pick(...keys), tie("schema")), { minLength: 1, maxLength: 3, selector: ([key]) => key })
    .map((members): Members => members),
  schema: fc.oneof(
    { maxDepth: 3, depthIdentifier: "schema", withCrossShrink: true },
    { weight: 5, arbitrary: leafSchema },
    { weight: 3, arbitrary: tie("schema").chain(wrapped) },
    { weight: 2, arbitrary: tie("schema").chain(arrayOf) },
    { weight: 5, arbitrary: tie("members").chain(objectOf) },
    { weight: 2, arbitrary: tie("schema").chain(recordOf) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.array(tie("schema"), { minLength: 1, maxLength: 3 }), fc.option(tie("schema"), { nil: undefined }))
        .map(([items, rest]) => tupleOf(items, rest)),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(tie("schema"), tie("schema"), fc.boolean()).map(([a, b, isMethod]): Drawn => ({
        text: isMethod ? `${a.text}.or(${b.text})` : `z.union([${a.text}, ${b.text}])`,
        values: fc.oneof(a.values, b.values),
        itself: a.itself === true || b.itself === true,
      })),
    },
    { weight: 1, arbitrary: fc.tuple(tie("members"), tie("members")).map(([a, b]) => discriminated(a, b)) },
  ),
})).schema;

/** Values that fit, values with one part changed, and any values. */
export function valuesNear({ values }: Drawn): fc.Arbitrary<unknown> {
  const changed = fc
    .tuple(values, fc.infiniteStream(fc.nat(1000)), anyValue)
    .map(([value, choices, part]) => change(value, () => choices.next().value as number, part));
  return present(
    fc.oneof({ weight: 4, arbitrary: values }, { weight: 5, arbitrary: changed }, { weight: 1, arbitrary: anyValue }),
  );
}

/** The value with one part replaced, left out or added. */
function change(value: unknown, choose: () => number, part: unknown): unknown {
  if (typeof value !== "object" || value === null || choose() % 4 === 0) return part;
  const inside = (count: number): number => choose() % Math.max(1, count);
  if (Array.isArray(value)) {
    const at = inside(value.length);
    if (choose() % 3 === 0) return [...(value as unknown[]), part];
    if (choose() % 4 === 0) return value.slice(0, -1);
    return value.map((item: unknown, index) => (index === at ? change(item, choose, part) : item));
  }
  const entries = Object.entries(value);
  const at = inside(entries.length);
  if (choose() % 4 === 0) return Object.fromEntries([...entries, [keys[choose() % keys.length], part]]);
  if (choose() % 4 === 0) return Object.fromEntries(entries.filter((_entry, index) => index !== at));
  if (choose() % 8 === 0) return Object.fromEntries([...entries, ["__proto__", part]]);
  return Object.fromEntries(
    entries.map(([key, member]: [string, unknown], index) => [
      key,
      index === at ? change(member, choose, part) : member,
    ]),
  );
}
