import { fails, gives, type Path } from "../samples.js";

const conditionFailed = fails("DynamoDB.ConditionalCheckFailedException", "the condition did not hold");
const cancelled = fails("DynamoDb.TransactionCanceledException", "cancelled");
const tableDown = fails("DynamoDB.InternalServerError", "down");
const busDown = fails("EventBridge.InternalException", "down");
const nothing = gives({});
const published = gives({ FailedEntryCount: 0, Entries: [] });

const written = (id: string) => ({
  eventName: "INSERT",
  dynamodb: { NewImage: { eventId: { S: id }, detailType: { S: "ReturnRegistered" }, detail: { S: "{}" } } },
});
const touched = { ...written("x"), eventName: "MODIFY" };
const expired = { eventName: "REMOVE", dynamodb: {} };
const withoutImage = { eventName: "INSERT", dynamodb: {} };

const picture = { object: { key: "uploads/p.png" } };
const unreadable = fails("UnreadablePicture", "p.png is no picture");
const thumbnail = {
  makeThumbnail: gives({ thumbnail: "thumbnails/p.jpg", width: 320, height: 200 }),
  "dynamodb:putItem": nothing,
  "events:putEvents": published,
} as const;

const priceChange = (count: number) => ({
  commandId: "c",
  percent: 10,
  skus: Array.from({ length: count }, (_, index) => `s${index}`),
});
const pricesChanged = {
  "dynamodb:updateItem": nothing,
  changePrice: gives({ sku: "s", outcome: "CHANGED" }),
} as const;
/** An update that is given up after all its retries. */
const failedUpdate = Array.from({ length: 11 }, () => tableDown);

const command = (fields: Readonly<Record<string, object>>) => ({
  "dynamodb:getItem": gives({ Item: { commandId: { S: "c" }, total: { N: "3" }, ...fields } }),
});

const returned = { returnId: "r", orderNumber: "o", amount: 700, currency: "EUR" };
const sale = {
  saleId: "s",
  soldAt: "2026-01-02T03:04:05Z",
  merchant: "m",
  photographer: "p",
  amount: 700,
  currency: "EUR",
};

/** A transaction that is not made again when its record is there. */
const once = (input: object, key: string, done: string): readonly Path[] => {
  const record = gives({ Item: { [key]: { S: "x" } } });
  return [
    { path: done, input, stubs: { "dynamodb:transactWriteItems": nothing } },
    {
      path: "known",
      input,
      stubs: { "dynamodb:transactWriteItems": cancelled, "dynamodb:getItem": record },
    },
    { path: "others in the way", input, stubs: { "dynamodb:transactWriteItems": [cancelled, nothing] } },
    {
      path: "others in the way for good",
      input,
      stubs: { "dynamodb:transactWriteItems": cancelled, "dynamodb:getItem": nothing },
    },
    { path: "the table is down", input, stubs: { "dynamodb:transactWriteItems": tableDown } },
    {
      path: "the record cannot be read",
      input,
      stubs: { "dynamodb:transactWriteItems": cancelled, "dynamodb:getItem": tableDown },
    },
  ];
};

const parts = (...lasts: readonly (string | undefined)[]) =>
  lasts.map((last, index) =>
    gives({ key: `sitemaps/sitemap-${index + 1}.xml`, pages: 10, ...(last === undefined ? {} : { last }) }),
  );
const indexed = gives({ key: "sitemap.xml" });

const campaign = { campaignId: "c", count: 2, amount: 500, currency: "EUR", partner: "p" };
const vouchers = {
  generateVouchers: gives({ key: "vouchers/c.csv", count: 2 }),
  notifyVouchers: nothing,
  "events:putEvents": published,
} as const;

/** The ways through the second half of the retail workflows. */
export const retailSecondPaths: Readonly<Record<string, readonly Path[]>> = {
  "outbox-stream-relay": [
    { path: "nothing there", input: [] },
    { path: "one event", input: [written("a")], stubs: { "events:putEvents": published } },
    { path: "two events", input: [written("a"), written("b")], stubs: { "events:putEvents": published } },
    { path: "nothing new", input: [touched, expired] },
    { path: "no event", input: [touched, withoutImage] },
    {
      path: "two events among others",
      input: [expired, written("a"), touched, written("b")],
      stubs: { "events:putEvents": published },
    },
    {
      path: "after retries",
      input: [written("a"), written("b")],
      stubs: { "events:putEvents": [busDown, published, busDown, published] },
    },
    {
      path: "the bus goes down",
      input: [written("a"), written("b"), written("c")],
      stubs: { "events:putEvents": [published, busDown] },
    },
  ],
  "picture-thumbnail": [
    { path: "no upload", input: {} },
    { path: "made", input: picture, stubs: thumbnail },
    { path: "unreadable", input: picture, stubs: { ...thumbnail, makeThumbnail: unreadable } },
    { path: "breaks down", input: picture, stubs: { makeThumbnail: fails("Broken") } },
    { path: "the table is down", input: picture, stubs: { ...thumbnail, "dynamodb:putItem": tableDown } },
    { path: "the bus is down", input: picture, stubs: { ...thumbnail, "events:putEvents": busDown } },
    {
      path: "unreadable, and the table is down",
      input: picture,
      stubs: { makeThumbnail: unreadable, "dynamodb:putItem": tableDown },
    },
    {
      path: "unreadable, and the bus is down",
      input: picture,
      stubs: { ...thumbnail, makeThumbnail: unreadable, "events:putEvents": busDown },
    },
  ],
  "price-change-run": [
    { path: "no articles", input: priceChange(0), stubs: pricesChanged },
    { path: "no command", input: { commandId: "c" } },
    { path: "one batch", input: priceChange(3), stubs: pricesChanged },
    { path: "one full batch", input: priceChange(10), stubs: pricesChanged },
    {
      path: "two batches, all unknown",
      input: priceChange(11),
      stubs: { ...pricesChanged, changePrice: gives({ sku: "s", outcome: "UNKNOWN" }) },
    },
    { path: "three batches", input: priceChange(21), stubs: pricesChanged },
    { path: "runs already", input: priceChange(3), stubs: { "dynamodb:updateItem": conditionFailed } },
    { path: "the table is down", input: priceChange(3), stubs: { "dynamodb:updateItem": tableDown } },
    { path: "an article fails", input: priceChange(1), stubs: { ...pricesChanged, changePrice: fails("Broken") } },
    {
      path: "an article of the second batch fails",
      input: priceChange(11),
      stubs: {
        ...pricesChanged,
        changePrice: [...Array.from({ length: 10 }, () => gives({ sku: "s", outcome: "CHANGED" })), fails("Broken")],
      },
    },
    {
      path: "the status is not written",
      input: priceChange(1),
      stubs: { ...pricesChanged, "dynamodb:updateItem": [nothing, ...failedUpdate, nothing] },
    },
    {
      path: "the status is not written between two batches",
      input: priceChange(11),
      stubs: { ...pricesChanged, "dynamodb:updateItem": [nothing, ...failedUpdate, nothing] },
    },
    {
      path: "the failure is not written either",
      input: priceChange(1),
      stubs: { changePrice: fails("Broken"), "dynamodb:updateItem": [nothing, tableDown] },
    },
  ],
  "price-change-status": [
    { path: "no question", input: {} },
    { path: "accepted", input: { commandId: "c" }, stubs: command({}) },
    {
      path: "running",
      input: { commandId: "c" },
      stubs: command({ status: { S: "RUNNING" }, done: { N: "1" }, updatedAt: { N: "9999999999999" } }),
    },
    {
      path: "stalled",
      input: { commandId: "c" },
      stubs: command({ status: { S: "RUNNING" }, done: { N: "1" }, updatedAt: { N: "1" } }),
    },
    {
      path: "done, one unknown",
      input: { commandId: "c" },
      stubs: command({ status: { S: "DONE" }, done: { N: "3" }, unknownArticles: { L: [{ S: "s" }] } }),
    },
    {
      path: "failed",
      input: { commandId: "c" },
      stubs: command({ status: { S: "FAILED" }, reason: { S: "Broken" } }),
    },
    { path: "unknown command", input: { commandId: "c" }, stubs: { "dynamodb:getItem": nothing } },
    { path: "the table is down", input: { commandId: "c" }, stubs: { "dynamodb:getItem": tableDown } },
  ],
  "refund-return": [
    { path: "no return", input: {} },
    { path: "noted", input: { eventId: "e", ...returned }, stubs: { "dynamodb:putItem": nothing } },
    { path: "known", input: { eventId: "e", ...returned }, stubs: { "dynamodb:putItem": conditionFailed } },
    { path: "the table is down", input: { eventId: "e", ...returned }, stubs: { "dynamodb:putItem": tableDown } },
  ],
  "return-registration": [
    ...once(returned, "returnId", "registered"),
    { path: "without a number", input: { ...returned, returnId: "" } },
    { path: "without an order", input: { ...returned, orderNumber: "" } },
    { path: "without an amount", input: { ...returned, amount: 0 } },
    { path: "nothing at all", input: {} },
    { path: "a text for an amount", input: { ...returned, amount: "9" } },
  ],
  "sitemap-refresh": [
    { path: "one file", input: {}, stubs: { writeSitemapPart: parts(undefined), writeSitemapIndex: indexed } },
    { path: "two files", input: {}, stubs: { writeSitemapPart: parts("a", undefined), writeSitemapIndex: indexed } },
    {
      path: "three files",
      input: {},
      stubs: { writeSitemapPart: parts("a", "b", undefined), writeSitemapIndex: indexed },
    },
    { path: "no file", input: {}, stubs: { writeSitemapPart: fails("Broken") } },
    {
      path: "no second file",
      input: {},
      stubs: { writeSitemapPart: [...parts("a"), fails("Broken")] },
    },
    {
      path: "no index",
      input: {},
      stubs: { writeSitemapPart: parts(undefined), writeSitemapIndex: fails("Broken") },
    },
  ],
  "tally-sale": [
    ...once(sale, "saleId", "tallied"),
    { path: "no sale", input: {} },
    { path: "a text for an amount", input: { ...sale, amount: "9" } },
  ],
  "voucher-notification": [
    { path: "told", input: campaign, stubs: vouchers },
    {
      path: "no such campaign",
      input: campaign,
      stubs: { generateVouchers: fails("InvalidCampaign", "too many") },
    },
    { path: "no codes", input: campaign, stubs: { generateVouchers: fails("Broken") } },
    { path: "partner not told", input: campaign, stubs: { ...vouchers, notifyVouchers: fails("Broken") } },
    { path: "the bus is down", input: campaign, stubs: { ...vouchers, "events:putEvents": busDown } },
  ],
};
