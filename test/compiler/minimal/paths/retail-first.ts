import { fails, gives, type Path } from "../samples.js";

const conditionFailed = fails("DynamoDB.ConditionalCheckFailedException", "the condition did not hold");
const tableDown = fails("DynamoDB.InternalServerError", "down");
const down = fails("Down", "down");
const nothing = gives({});
const published = gives({ FailedEntryCount: 0, Entries: [] });

const command = { commandId: "c", skus: ["a", "b"], percent: 5 };
const started = gives({ executionArn: "arn" });
const acceptedBefore = (status?: string) => ({
  "dynamodb:putItem": conditionFailed,
  "dynamodb:getItem": gives(status === undefined ? {} : { Item: { status: { S: status } } }),
  "price-change-run": started,
});

const click = (kind: string, agent = "browser", at = "2026-11-01T10:00:00Z") => ({ kind, page: "/p", at, agent });
const records = (...bodies: readonly object[]) =>
  bodies.map((body, index) => ({ messageId: `m${index}`, body: JSON.stringify(body) }));
const streamed = (...clicks: readonly object[]) => clicks.map((data, index) => ({ sequenceNumber: `${index}`, data }));
const taken = {
  "events:putEvents": published,
  "sqs:sendMessageBatch": nothing,
  "dynamodb:transactWriteItems": nothing,
} as const;

const copies = (...versions: readonly [system: string, version: string][]) =>
  gives({ Items: versions.map(([system, version]) => ({ system: { S: system }, version: { N: version } })) });
const customer = {
  "dynamodb:getItem": gives({ Item: { version: { N: "3" }, profile: { S: "{}" } } }),
  "sns:publish": nothing,
} as const;

const snapshots = (...ids: readonly string[]) =>
  records(...ids.map((id) => ({ customerId: id, version: 2, profile: "" })));
/** Both systems take snapshots over alike. */
const customerSync: readonly Path[] = [
  { path: "none", input: [] },
  { path: "three", input: snapshots("a", "b", "c"), stubs: { "dynamodb:putItem": nothing } },
  {
    path: "one overtaken",
    input: snapshots("a", "b"),
    stubs: { "dynamodb:putItem": [conditionFailed, nothing] },
  },
  { path: "after retries", input: snapshots("a"), stubs: { "dynamodb:putItem": [tableDown, tableDown, nothing] } },
  { path: "the table is down", input: snapshots("a"), stubs: { "dynamodb:putItem": tableDown } },
  { path: "no snapshot", input: records({ customerId: "a", version: "2", profile: "" }) },
];

const signedUp = { customerId: "c", name: "n", email: "c@example.com" };
const welcomed = {
  "dynamodb:getItem": nothing,
  sendWelcomeMail: gives({ messageId: "m" }),
  "dynamodb:putItem": nothing,
};

const question = { of: "merchant", month: "2026-11", currency: "EUR", places: 2 };
const seller = (name: string, revenue: string) => ({ name: { S: name }, sales: { N: "1" }, revenue: { N: revenue } });

const messages = (...ids: readonly string[]) =>
  gives({ Messages: ids.map((id) => ({ Body: `{"orderId":"${id}"}`, ReceiptHandle: id })) });
const booking = {
  "dynamodb:updateItem": nothing,
  "dynamodb:deleteItem": nothing,
  "sqs:deleteMessage": nothing,
  "events:putEvents": published,
  bookOrder: nothing,
} as const;
const invalidOrder = fails("InvalidOrder", "no such article");
const replaying = { "sqs:sendMessage": nothing, "sqs:deleteMessage": nothing } as const;
const order = { orderId: "MP-1", lines: [{ sku: "s", quantity: 1 }] };

/** The ways through the workflows of retail from prices to orders. */
export const retailFirstPaths: Readonly<Record<string, readonly Path[]>> = {
  "change-prices": [
    { path: "accepted", input: command, stubs: { "dynamodb:putItem": nothing, "price-change-run": started } },
    { path: "no articles", input: { ...command, skus: [] } },
    { path: "nothing at all", input: {} },
    { path: "a text for percents", input: { ...command, percent: "5" } },
    { path: "no whole percents", input: { ...command, percent: 1.5 } },
    { path: "running before", input: command, stubs: acceptedBefore("RUNNING") },
    { path: "accepted before and never begun", input: command, stubs: acceptedBefore("ACCEPTED") },
    { path: "failed before", input: command, stubs: acceptedBefore("FAILED") },
    { path: "accepted before and gone", input: command, stubs: acceptedBefore() },
    { path: "the table is down", input: command, stubs: { "dynamodb:putItem": tableDown } },
    { path: "the table goes down", input: command, stubs: { ...acceptedBefore(), "dynamodb:getItem": tableDown } },
    { path: "not started", input: command, stubs: { "dynamodb:putItem": nothing, "price-change-run": down } },
  ],
  "click-triage": [
    { path: "none", input: [] },
    { path: "views", input: streamed(click("VIEW"), click("VIEW")), stubs: taken },
    { path: "intents", input: streamed(click("INTENT")), stubs: taken },
    { path: "errors", input: streamed(click("ERROR")), stubs: taken },
    { path: "views and errors", input: streamed(click("VIEW"), click("ERROR")), stubs: taken },
    { path: "views and intents", input: streamed(click("VIEW"), click("INTENT")), stubs: taken },
    { path: "intents and errors", input: streamed(click("INTENT"), click("ERROR")), stubs: taken },
    { path: "all kinds", input: streamed(click("VIEW"), click("INTENT"), click("ERROR")), stubs: taken },
    { path: "machines and odd ones", input: streamed(click("INTENT", "a Bot"), { kind: "VIEW" }, {}) },
    { path: "the bus is down", input: streamed(click("INTENT")), stubs: { "events:putEvents": down } },
    { path: "errors not sent", input: streamed(click("ERROR")), stubs: { "sqs:sendMessageBatch": down } },
    {
      path: "counted after a retry",
      input: streamed(click("VIEW")),
      stubs: { "dynamodb:transactWriteItems": [down, nothing] },
    },
    { path: "not counted", input: streamed(click("VIEW")), stubs: { "dynamodb:transactWriteItems": down } },
  ],
  "customer-migration": [
    {
      path: "at once",
      input: { customerId: "c" },
      stubs: { ...customer, "dynamodb:query": copies(["crm", "3"], ["mailing", "4"]) },
    },
    {
      path: "at the third look",
      input: { customerId: "c" },
      stubs: {
        ...customer,
        "dynamodb:query": [nothing, copies(["crm", "3"], ["mailing", "2"]), copies(["crm", "3"], ["mailing", "3"])],
      },
    },
    { path: "never", input: { customerId: "c" }, stubs: { ...customer, "dynamodb:query": copies(["crm", "3"]) } },
    { path: "unknown", input: { customerId: "c" }, stubs: { "dynamodb:getItem": nothing } },
    { path: "the table is down", input: { customerId: "c" }, stubs: { "dynamodb:getItem": tableDown } },
    { path: "not published", input: { customerId: "c" }, stubs: { ...customer, "sns:publish": down } },
    { path: "not looked", input: { customerId: "c" }, stubs: { ...customer, "dynamodb:query": tableDown } },
  ],
  "customer-sync-crm": customerSync,
  "customer-sync-mailing": customerSync,
  "customer-welcome": [
    { path: "sent", input: signedUp, stubs: welcomed },
    { path: "known", input: signedUp, stubs: { "dynamodb:getItem": gives({ Item: { customerId: { S: "c" } } }) } },
    { path: "refused", input: signedUp, stubs: { ...welcomed, sendWelcomeMail: fails("MailRefused", "no") } },
    { path: "sent after a retry", input: signedUp, stubs: { ...welcomed, sendWelcomeMail: [down, nothing] } },
    { path: "not sent", input: signedUp, stubs: { ...welcomed, sendWelcomeMail: down } },
    { path: "nobody", input: { name: "n" }, stubs: { "dynamodb:getItem": nothing } },
    { path: "not looked up", input: signedUp, stubs: { "dynamodb:getItem": tableDown } },
    { path: "not noted", input: signedUp, stubs: { ...welcomed, "dynamodb:putItem": tableDown } },
  ],
  leaderboard: [
    { path: "no question", input: {} },
    { path: "an unknown board", input: { ...question, of: "shop" } },
    { path: "nobody", input: question, stubs: { "dynamodb:query": nothing } },
    {
      path: "three of whom two have a place",
      input: question,
      stubs: { "dynamodb:query": gives({ Items: [seller("a", "5"), seller("b", "9"), seller("c", "5")] }) },
    },
    { path: "the table is down", input: question, stubs: { "dynamodb:query": tableDown } },
  ],
  "order-drain": [
    { path: "another is at work", input: {}, stubs: { "dynamodb:updateItem": conditionFailed } },
    { path: "nothing there", input: {}, stubs: { ...booking, "sqs:receiveMessage": nothing } },
    { path: "one batch", input: {}, stubs: { ...booking, "sqs:receiveMessage": [messages("a", "b"), nothing] } },
    {
      path: "two batches",
      input: {},
      stubs: { ...booking, "sqs:receiveMessage": [messages("a", "b"), messages("c"), nothing] },
    },
    {
      path: "one refused",
      input: {},
      stubs: {
        ...booking,
        bookOrder: [nothing, invalidOrder],
        "sqs:receiveMessage": [messages("a", "b"), nothing],
      },
    },
    {
      path: "one postponed",
      input: {},
      stubs: { ...booking, bookOrder: [down, nothing], "sqs:receiveMessage": [messages("a", "b"), nothing] },
    },
    {
      path: "the desk is down",
      input: {},
      stubs: { ...booking, bookOrder: down, "sqs:receiveMessage": messages("a") },
    },
    {
      path: "the lease is lost",
      input: {},
      stubs: { ...booking, "dynamodb:updateItem": [nothing, conditionFailed], "sqs:receiveMessage": messages("a") },
    },
    { path: "a hundred batches", input: {}, stubs: { ...booking, "sqs:receiveMessage": messages("a") } },
    {
      path: "one postponed in the hundredth batch",
      input: {},
      stubs: {
        ...booking,
        bookOrder: [...Array.from({ length: 199 }, () => nothing), down],
        "sqs:receiveMessage": messages("a", "b"),
      },
    },
    {
      path: "the lease is not dropped",
      input: {},
      stubs: { ...booking, "sqs:receiveMessage": nothing, "dynamodb:deleteItem": tableDown },
    },
    { path: "the table is down", input: {}, stubs: { "dynamodb:updateItem": tableDown } },
    { path: "the queue is down", input: {}, stubs: { ...booking, "sqs:receiveMessage": down } },
    {
      path: "a refusal is not told",
      input: {},
      stubs: {
        ...booking,
        bookOrder: invalidOrder,
        "events:putEvents": down,
        "sqs:receiveMessage": messages("a"),
      },
    },
  ],
  "order-intake": [
    { path: "accepted", input: order, stubs: { "sqs:sendMessage": nothing } },
    { path: "no number", input: { ...order, orderId: "" } },
    { path: "a line of no pieces", input: { ...order, lines: [{ sku: "s" }] } },
    { path: "nothing at all", input: {} },
    { path: "a text for lines", input: { ...order, lines: "mugs" } },
    { path: "no lines", input: { ...order, lines: [] } },
    { path: "accepted after retries", input: order, stubs: { "sqs:sendMessage": [down, down, nothing] } },
    { path: "the queue is down", input: order, stubs: { "sqs:sendMessage": down } },
  ],
  "order-replay": [
    { path: "nothing there", input: {}, stubs: { "sqs:receiveMessage": nothing } },
    { path: "one batch", input: {}, stubs: { ...replaying, "sqs:receiveMessage": [messages("a", "b"), nothing] } },
    {
      path: "two batches",
      input: {},
      stubs: { ...replaying, "sqs:receiveMessage": [messages("a", "b"), messages("c"), nothing] },
    },
    { path: "the queue is down", input: {}, stubs: { "sqs:receiveMessage": down } },
    {
      path: "not sent",
      input: {},
      stubs: { ...replaying, "sqs:sendMessage": down, "sqs:receiveMessage": messages("a") },
    },
    {
      path: "not deleted",
      input: {},
      stubs: { ...replaying, "sqs:deleteMessage": down, "sqs:receiveMessage": messages("a") },
    },
  ],
};
