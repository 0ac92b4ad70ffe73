import fc, { type Arbitrary } from "fast-check";

/** One call of a generated sequence. `isUnordered`: the order of its items is not defined. */
export interface Call {
  readonly action: string;
  readonly input: object;
  readonly isUnordered?: boolean;
}

const TableName = "things";

/** A table with a global index that projects one attribute and a local index that projects keys. */
export const createTable = {
  TableName,
  AttributeDefinitions: [
    { AttributeName: "p", AttributeType: "S" },
    { AttributeName: "s", AttributeType: "N" },
    { AttributeName: "g", AttributeType: "S" },
    { AttributeName: "y", AttributeType: "N" },
  ],
  KeySchema: [
    { AttributeName: "p", KeyType: "HASH" },
    { AttributeName: "s", KeyType: "RANGE" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: "by-g",
      KeySchema: [
        { AttributeName: "g", KeyType: "HASH" },
        { AttributeName: "y", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["a"] },
    },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: "by-y",
      KeySchema: [
        { AttributeName: "p", KeyType: "HASH" },
        { AttributeName: "y", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "KEYS_ONLY" },
    },
  ],
  BillingMode: "PAY_PER_REQUEST",
};

const number = fc.constantFrom("0", "1", "2", "-3", "10", "2.5", "1e3", "0.001", "12345678901234567890", "1E-20");
const text = fc.constantFrom("", "a", "ab", "abc", "b", "ä", "z", "A", "10", "9", "😀");
const base64 = fc.constantFrom("", "AA==", "AAE=", "AAEC", "/w==");
const set = <T>(member: Arbitrary<T>) => fc.uniqueArray(member, { minLength: 1, maxLength: 3 });
const numberSet = fc.uniqueArray(number, { minLength: 1, maxLength: 3, selector: Number });

// Inside lists and maps DynamoDB Local keeps numbers as they are written, the service does not.
const nestedNumber = fc.constantFrom("0", "1", "2", "-3", "10", "2.5", "0.001", "12345678901234567890");

const { nested } = fc.letrec<{ nested: object }>((tie) => ({
  nested: fc.oneof(
    { depthSize: "small", maxDepth: 2 },
    fc.record({ N: nestedNumber }),
    fc.record({ S: text }),
    fc.record({ B: base64 }),
    fc.record({ BOOL: fc.boolean() }),
    fc.constant({ NULL: true }),
    fc.record({ SS: set(text) }),
    fc.record({ NS: fc.uniqueArray(nestedNumber, { minLength: 1, maxLength: 3 }) }),
    fc.record({ BS: set(base64) }),
    fc.record({ L: fc.array(tie("nested"), { maxLength: 3 }) }),
    fc.record({ M: fc.dictionary(fc.constantFrom("a", "b", "x y"), tie("nested"), { maxKeys: 2 }) }),
  ),
}));
const value = fc.oneof(
  { weight: 3, arbitrary: nested },
  { weight: 1, arbitrary: fc.record({ N: number }) },
  { weight: 1, arbitrary: fc.record({ NS: numberSet }) },
);

const key = fc.record({
  p: fc.record({ S: fc.constantFrom("k1", "k2") }),
  s: fc.record({ N: fc.constantFrom("1", "2", "3", "-1", "10") }),
});
const indexed = fc.record(
  { g: fc.record({ S: fc.constantFrom("g1", "g2") }), y: fc.record({ N: fc.constantFrom("1", "2", "3", "4") }) },
  { requiredKeys: [] },
);
const plain = fc.dictionary(fc.constantFrom("a", "b", "c"), value, { maxKeys: 3 });
const item = fc.tuple(key, indexed, plain).map((parts) => Object.assign({}, ...parts) as object);

const path = fc.constantFrom("a", "b", "c", "a[0]", "a[1]", "b.a", "b.b", "c[5]", "a.a[0]", "b[0].a", "g", "y", "#x");
const operand = fc.oneof(
  { weight: 2, arbitrary: path },
  { weight: 3, arbitrary: fc.constantFrom(":v0", ":v1", ":v2") },
);
const comparator = fc.constantFrom("=", "<>", "<", "<=", ">", ">=");

const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small", maxDepth: 2 },
    fc.tuple(operand, comparator, operand).map((parts) => parts.join(" ")),
    path.map((subject) => `attribute_exists(${subject})`),
    path.map((subject) => `attribute_not_exists(${subject})`),
    fc.tuple(path, operand).map(([subject, member]) => `contains(${subject}, ${member})`),
    fc.tuple(path, operand).map(([subject, prefix]) => `begins_with(${subject}, ${prefix})`),
    fc.tuple(path, comparator, operand).map(([subject, operator, other]) => `size(${subject}) ${operator} ${other}`),
    fc.tuple(operand, operand, operand).map(([subject, low, high]) => `${subject} BETWEEN ${low} AND ${high}`),
    fc.tuple(operand, operand, operand).map(([subject, one, two]) => `${subject} IN (${one}, ${two})`),
    tie("condition").map((inner) => `NOT ${inner}`),
    fc.tuple(tie("condition"), fc.constantFrom("AND", "OR"), tie("condition")).map((parts) => parts.join(" ")),
    fc.tuple(tie("condition"), tie("condition")).map(([left, right]) => `(${left} OR ${right}) AND ${left}`),
  ),
}));

const setAction = fc.oneof(
  fc.tuple(path, operand).map(([target, source]) => `${target} = ${source}`),
  fc.tuple(path, operand, fc.constantFrom("+", "-"), operand).map(([target, ...sum]) => `${target} = ${sum.join(" ")}`),
  fc.tuple(path, path, operand).map(([target, source, other]) => `${target} = if_not_exists(${source}, ${other})`),
  fc.tuple(path, operand, operand).map(([target, left, right]) => `${target} = list_append(${left}, ${right})`),
);
const section = (name: string, action: Arbitrary<string>) =>
  fc.array(action, { minLength: 1, maxLength: 2 }).map((actions) => `${name} ${actions.join(", ")}`);
const literal = fc.constantFrom(":v0", ":v1", ":v2");
const update = fc
  .tuple(
    fc.option(section("SET", setAction), { nil: "", freq: 5 }),
    fc.option(section("REMOVE", path), { nil: "" }),
    fc.option(
      section(
        "ADD",
        fc.tuple(path, literal).map((parts) => parts.join(" ")),
      ),
      { nil: "" },
    ),
    fc.option(
      section(
        "DELETE",
        fc.tuple(path, literal).map((parts) => parts.join(" ")),
      ),
      { nil: "" },
    ),
  )
  .map((sections) => sections.filter((text) => text !== "").join(" "))
  .filter((expression) => expression !== "");

const values = fc.record({ ":v0": value, ":v1": value, ":v2": value });

/** Only the values and names that the expressions use. */
function withParameters(input: object, expressions: readonly string[], all: Readonly<Record<string, object>>): object {
  const source = expressions.join(" ");
  const used = Object.entries(all).filter(([name]) => source.includes(name));
  return {
    ...input,
    ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
    ...(source.includes("#x") && { ExpressionAttributeNames: { "#x": "a" } }),
  };
}

const onFailure = fc.constantFrom("ALL_OLD", undefined);

const put = fc
  .record({
    item,
    condition: fc.option(condition, { nil: undefined }),
    values,
    onFailure,
    old: fc.constantFrom("ALL_OLD", "NONE"),
  })
  .map((parts) => ({
    action: "PutItem",
    input: withParameters(
      {
        TableName,
        Item: parts.item,
        ConditionExpression: parts.condition,
        ReturnValues: parts.old,
        ReturnValuesOnConditionCheckFailure: parts.onFailure,
      },
      [parts.condition ?? ""],
      parts.values,
    ),
  }));

const updateCall = fc
  .record({
    key,
    update,
    condition: fc.option(condition, { nil: undefined, freq: 2 }),
    values,
    onFailure,
    returned: fc.constantFrom("ALL_OLD", "ALL_NEW", "NONE"),
  })
  .map((parts) => ({
    action: "UpdateItem",
    input: withParameters(
      {
        TableName,
        Key: parts.key,
        UpdateExpression: parts.update,
        ConditionExpression: parts.condition,
        ReturnValues: parts.returned,
        ReturnValuesOnConditionCheckFailure: parts.onFailure,
      },
      [parts.update, parts.condition ?? ""],
      parts.values,
    ),
  }));

const remove = fc
  .record({ key, condition: fc.option(condition, { nil: undefined, freq: 2 }), values })
  .map((parts) => ({
    action: "DeleteItem",
    input: withParameters(
      {
        TableName,
        Key: parts.key,
        ConditionExpression: parts.condition,
        ReturnValues: "ALL_OLD",
      },
      [parts.condition ?? ""],
      parts.values,
    ),
  }));

const projection = fc.option(
  fc.uniqueArray(path, { minLength: 1, maxLength: 3 }).map((paths) => paths.join(", ")),
  { nil: undefined },
);

const get = fc.record({ key, projection }).map((parts) => ({
  action: "GetItem",
  input: withParameters(
    { TableName, Key: parts.key, ProjectionExpression: parts.projection },
    [parts.projection ?? ""],
    {},
  ),
}));

const rangeCondition = (name: string) =>
  fc.constantFrom(
    "",
    ...["=", "<", "<=", ">", ">="].map((operator) => ` AND ${name} ${operator} :r`),
    ` AND ${name} BETWEEN :r AND :q`,
  );

const query = fc
  .record({
    index: fc.constantFrom(undefined, "by-g", "by-y"),
    range: fc.constantFrom("s", "y").chain((name) => rangeCondition(name).map((text) => text.replace("y ", "y "))),
    bounds: fc.tuple(fc.constantFrom("1", "2", "-5"), fc.constantFrom("2", "3", "10")),
    hash: fc.constantFrom("k1", "k2", "g1", "g2"),
    filter: fc.option(condition, { nil: undefined, freq: 2 }),
    values,
    forward: fc.boolean(),
    limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    projection,
    count: fc.constantFrom(undefined, undefined, "COUNT", "ALL_ATTRIBUTES"),
    startAt: fc.option(fc.tuple(key, fc.constantFrom("1", "2", "3")), { nil: undefined, freq: 4 }),
  })
  .map(({ index, range, ...parts }) => {
    const hashName = index === "by-g" ? "g" : "p";
    const rangeName = index === undefined ? "s" : "y";
    const keyCondition = `${hashName} = :h${range.replace(/ [sy] /, ` ${rangeName} `)}`;
    const bounds = { ":h": { S: parts.hash }, ":r": { N: parts.bounds[0] }, ":q": { N: parts.bounds[1] } };
    const select = parts.projection === undefined ? parts.count : undefined;
    const startKey = parts.startAt && startKeyFor(index, parts.startAt, parts.hash);
    return {
      action: "Query",
      isUnordered: index === "by-g" || index === "by-y",
      input: withParameters(
        {
          TableName,
          IndexName: index,
          KeyConditionExpression: keyCondition,
          FilterExpression: parts.filter,
          ScanIndexForward: parts.forward,
          ProjectionExpression: parts.projection,
          Select: select,
          // Rows with equal index keys have no defined order, so a page of an index is cut at no defined place.
          Limit: index === undefined ? parts.limit : undefined,
          ExclusiveStartKey: index === undefined ? startKey : undefined,
        },
        [keyCondition, parts.filter ?? "", parts.projection ?? ""],
        { ...bounds, ...parts.values },
      ),
    };
  });

function startKeyFor(index: string | undefined, [at, y]: readonly [object, string], hash: string): object {
  const start = { ...at, p: { S: hash } };
  return index === undefined ? start : { ...start, y: { N: y } };
}

const scan = fc
  .record({
    filter: fc.option(condition, { nil: undefined }),
    values,
    projection,
    index: fc.constantFrom(undefined, "by-g", "by-y"),
  })
  // A scan of DynamoDB Local filters by attributes that the global index does not have.
  .map((parts) => (parts.index === "by-g" ? { ...parts, filter: undefined } : parts))
  .map((parts) => ({
    action: "Scan",
    isUnordered: true,
    input: withParameters(
      { TableName, IndexName: parts.index, FilterExpression: parts.filter, ProjectionExpression: parts.projection },
      [parts.filter ?? "", parts.projection ?? ""],
      parts.values,
    ),
  }));

const transactItem = fc.oneof(
  put.map(({ input }) => ({ Put: pick(input, "Item") })),
  updateCall.map(({ input }) => ({ Update: pick(input, "Key") })),
  remove.map(({ input }) => ({ Delete: pick(input, "Key") })),
  fc.record({ key, condition, values }).map((parts) => ({
    ConditionCheck: withParameters(
      { TableName, Key: parts.key, ConditionExpression: parts.condition },
      [parts.condition],
      parts.values,
    ),
  })),
);

function keyOfAction(action: object): string {
  const [request] = Object.values(action) as { Key?: Item; Item?: Item }[];
  const { p, s } = request?.Key ?? request?.Item ?? {};
  return JSON.stringify([p, s]);
}

type Item = Readonly<Record<string, unknown>>;

function pick(input: object, subject: string): object {
  const names = [
    "TableName",
    subject,
    "UpdateExpression",
    "ConditionExpression",
    "ExpressionAttributeNames",
    "ExpressionAttributeValues",
    "ReturnValuesOnConditionCheckFailure",
  ];
  return Object.fromEntries(Object.entries(input).filter(([name]) => names.includes(name)));
}

const transact = fc
  // DynamoDB Local overlooks some checks of an item that another action of the transaction writes.
  .uniqueArray(transactItem, { minLength: 1, maxLength: 3, selector: keyOfAction })
  .map((items) => ({ action: "TransactWriteItems", input: { TransactItems: items } }));

const batchGet = fc
  .uniqueArray(key, { minLength: 1, maxLength: 4, selector: (one) => JSON.stringify(one) })
  .map((keys) => ({
    action: "BatchGetItem",
    isUnordered: true,
    input: { RequestItems: { [TableName]: { Keys: keys } } },
  }));

/** Any call on the table of {@link createTable}. */
export const callArbitrary: Arbitrary<Call> = fc.oneof(
  { weight: 6, arbitrary: put },
  { weight: 8, arbitrary: updateCall },
  { weight: 2, arbitrary: remove },
  { weight: 2, arbitrary: get },
  { weight: 5, arbitrary: query },
  { weight: 2, arbitrary: scan },
  { weight: 3, arbitrary: transact },
  { weight: 1, arbitrary: batchGet },
);
