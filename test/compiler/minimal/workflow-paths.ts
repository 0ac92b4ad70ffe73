import { distributedPaths } from "./paths/distributed.js";
import { loyaltyPaths } from "./paths/loyalty.js";
import { retailSecondPaths } from "./paths/retail-second.js";
import { retailFirstPaths } from "./paths/retail-first.js";
import type { Path } from "./samples.js";
import { fails, gives } from "./samples.js";

const conditionFailed = fails("DynamoDB.ConditionalCheckFailedException", "the condition did not hold");
const nothing = gives({});
const down = fails("ServiceUnavailable");
const pages = (...ids: readonly string[]) =>
  ids.map((id) => ({ eventId: { S: id }, detailType: { S: "OrderPlaced" }, detail: { S: "{}" } }));
const published = gives({ FailedEntryCount: 0, Entries: [] });

const payment = { paymentId: "p", amount: 700, currency: "EUR", country: "DE", token: "t" };
const authorised = {
  "dynamodb:putItem": nothing,
  "dynamodb:updateItem": nothing,
  authoriseWithProvider: gives({ status: "AUTHORISED" }),
  captureWithProvider: gives({ status: "CAPTURED" }),
  "events:putEvents": published,
} as const;
const paidBefore = (status: string, amount = "700") => ({
  "dynamodb:putItem": conditionFailed,
  "dynamodb:getItem": gives({ Item: { status: { S: status }, amount: { N: amount }, currency: { S: "EUR" } } }),
});

const order = {
  requestId: "q",
  customer: { id: "c", email: "c@example.com" },
  shipping: { country: "DE", region: "BE" },
  payment: { token: "t" },
  lines: [{ sku: "s", quantity: 1 }],
};
const priced = (total: number) => gives({ currency: "EUR", total, lines: [{ sku: "s", quantity: 1, price: total }] });
const placed = {
  priceBasket: priced(1000),
  "dynamodb:updateItem": gives({ Attributes: { value: { N: "42" } } }),
  "dynamodb:putItem": nothing,
  "http:invoke": gives({ StatusCode: 200, StatusText: "OK", Headers: {}, ResponseBody: { amount: 190 } }),
  planStock: gives({ missing: [], parts: [{ warehouse: "w", lines: [] }] }),
  setAside: gives({ refused: [] }),
  "payment-authorisation": gives({}),
  "dynamodb:transactWriteItems": nothing,
  "events:putEvents": published,
  "dynamodb:deleteItem": nothing,
  releaseStock: gives({ status: "RELEASED" }),
  cancelPayment: gives({ status: "CANCELLED" }),
} as const;

const feed = (articles: readonly { sku: string; available: number }[]) => ({
  requestId: "q",
  receivedAt: "2026-01-01T00:00:00Z",
  body: { supplierId: "s", articles },
});
const openSession = (basketId?: string) =>
  gives({
    Item: {
      status: { S: "OPEN" },
      lastSeenAt: { N: "1000" },
      ...(basketId === undefined ? {} : { basketId: { S: basketId } }),
    },
  });
const closing = { "dynamodb:updateItem": nothing, "events:putEvents": published, releaseStock: nothing } as const;
/** The ways through each workflow of `workflows/`. */
export const workflowPaths: Readonly<Record<string, readonly Path[]>> = {
  ...distributedPaths,
  ...loyaltyPaths,
  ...retailSecondPaths,
  ...retailFirstPaths,
  "basket-item-add": [
    {
      path: "added",
      input: { basketId: "b", sku: "s", quantity: 2 },
      stubs: { "dynamodb:updateItem": gives({ Attributes: { quantity: { N: "5" } } }) },
    },
    { path: "too many", input: { basketId: "b", sku: "s", quantity: 100 } },
    { path: "no article", input: { basketId: "b", quantity: 1 } },
    { path: "half a piece", input: { basketId: "b", sku: "s", quantity: 0.5 } },
    {
      path: "full",
      input: { basketId: "b", sku: "s", quantity: 2 },
      stubs: { "dynamodb:updateItem": conditionFailed },
    },
    {
      path: "the table is down",
      input: { basketId: "b", sku: "s", quantity: 2 },
      stubs: { "dynamodb:updateItem": fails("DynamoDB.InternalServerError", "down") },
    },
  ],
  checkout: [
    { path: "paid", input: order, stubs: placed },
    {
      path: "large, approved",
      input: order,
      stubs: { ...placed, priceBasket: priced(60000), fraudReview: gives({ approved: true }) },
    },
    {
      path: "large, asked twice, for the table was down",
      input: order,
      stubs: { ...placed, priceBasket: priced(60000), fraudReview: [down, gives({ approved: true })] },
    },
    {
      path: "large, answered with nonsense",
      input: order,
      stubs: { ...placed, priceBasket: priced(60000), fraudReview: gives({}) },
    },
    {
      path: "large, nobody decides",
      input: order,
      stubs: { ...placed, priceBasket: priced(60000), fraudReview: { silent: true } },
    },
    {
      path: "large, refused",
      input: order,
      stubs: { ...placed, priceBasket: priced(60000), fraudReview: gives({ approved: false }) },
    },
    {
      path: "own tax table",
      input: order,
      stubs: { ...placed, "http:invoke": fails("Down"), calculateTax: gives({ amount: 190 }) },
    },
    {
      path: "basket refused by the tax service",
      input: order,
      stubs: { ...placed, "http:invoke": fails("States.Http.StatusCode.422", "odd") },
    },
    { path: "sold out", input: order, stubs: { ...placed, planStock: gives({ missing: ["s"], parts: [] }) } },
    {
      path: "two rounds of setting aside",
      input: order,
      stubs: { ...placed, setAside: [gives({ refused: [{ sku: "s" }] }), gives({ refused: [] })] },
    },
    { path: "duplicate request", input: order, stubs: { ...placed, "dynamodb:putItem": conditionFailed } },
    {
      path: "payment declined",
      input: order,
      stubs: { ...placed, "payment-authorisation": fails("PaymentDeclined", "no") },
    },
    {
      path: "payment broken down",
      input: order,
      stubs: { ...placed, "payment-authorisation": fails("PaymentProviderUnavailable", "down") },
    },
    {
      path: "not placed",
      input: order,
      stubs: { ...placed, "dynamodb:transactWriteItems": fails("DynamoDb.TransactionCanceledException", "not sold") },
    },
    {
      path: "placed after all",
      input: order,
      stubs: {
        ...placed,
        "dynamodb:transactWriteItems": fails("DynamoDb.TransactionCanceledException", "placed before"),
        "dynamodb:putItem": [nothing, conditionFailed],
      },
    },
    { path: "event not published", input: order, stubs: { ...placed, "events:putEvents": fails("Down", "x") } },
  ],
  "data-ingestion": [
    {
      path: "stored",
      input: feed([{ sku: "a", available: 1 }]),
      stubs: { "dynamodb:putItem": nothing, "events:putEvents": published },
    },
    { path: "empty", input: feed([]) },
    {
      path: "wrong",
      input: feed([
        { sku: "a", available: -1 },
        { sku: "b", available: 1 },
      ]),
    },
    { path: "known", input: feed([{ sku: "a", available: 1 }]), stubs: { "dynamodb:putItem": conditionFailed } },
  ],
  "next-order-number": [
    {
      path: "counted",
      input: { sequence: "orders", prefix: "SO-" },
      stubs: { "dynamodb:updateItem": gives({ Attributes: { value: { N: "12" } } }) },
    },
    { path: "no request", input: { sequence: "orders" }, stubs: { "dynamodb:updateItem": conditionFailed } },
  ],
  "outbox-relay": [
    { path: "nothing there", input: {}, stubs: { "dynamodb:scan": gives({ Items: [] }) } },
    {
      path: "two pages",
      input: {},
      stubs: {
        "dynamodb:scan": [gives({ Items: pages("a", "b") }), gives({ Items: pages("c") }), gives({ Items: [] })],
        "events:putEvents": published,
        "dynamodb:deleteItem": nothing,
      },
    },
  ],
  "payment-authorisation": [
    { path: "no payment", input: { ...payment, amount: 0 } },
    { path: "captured", input: payment, stubs: authorised },
    {
      path: "challenge passed",
      input: payment,
      stubs: {
        ...authorised,
        authoriseWithProvider: gives({ status: "CHALLENGE_REQUIRED" }),
        requestChallenge: gives({ passed: true }),
      },
    },
    {
      path: "challenge failed",
      input: payment,
      stubs: {
        ...authorised,
        authoriseWithProvider: gives({ status: "CHALLENGE_REQUIRED" }),
        requestChallenge: gives({ passed: false }),
      },
    },
    {
      path: "challenge answered with nonsense",
      input: payment,
      stubs: {
        ...authorised,
        authoriseWithProvider: gives({ status: "CHALLENGE_REQUIRED" }),
        requestChallenge: gives({}),
        cancelPayment: nothing,
      },
    },
    {
      path: "declined",
      input: payment,
      stubs: { ...authorised, authoriseWithProvider: fails("PaymentDeclined", "no money") },
    },
    {
      path: "cancelled meanwhile",
      input: payment,
      stubs: { ...authorised, "dynamodb:updateItem": conditionFailed },
    },
    {
      path: "declined and cancelled meanwhile",
      input: payment,
      stubs: {
        ...authorised,
        authoriseWithProvider: fails("PaymentDeclined", "no money"),
        "dynamodb:updateItem": conditionFailed,
      },
    },
    {
      path: "provider down",
      input: payment,
      stubs: { ...authorised, captureWithProvider: fails("Down", "x"), cancelPayment: nothing },
    },
    {
      path: "not even cancelled",
      input: payment,
      stubs: { ...authorised, captureWithProvider: fails("Down", "x"), cancelPayment: fails("Down", "y") },
    },
    { path: "captured before", input: payment, stubs: paidBefore("CAPTURED") },
    { path: "cancelled before", input: payment, stubs: paidBefore("CANCELLED") },
    { path: "declined before", input: payment, stubs: paidBefore("DECLINED") },
    { path: "another amount before", input: payment, stubs: paidBefore("CAPTURED", "1") },
    { path: "broken off before", input: payment, stubs: { ...authorised, ...paidBefore("STARTED") } },
    {
      path: "the table is down",
      input: payment,
      stubs: { "dynamodb:putItem": fails("DynamoDB.AccessDeniedException", "no") },
    },
  ],
  "photo-assignment": [
    {
      path: "first accepts",
      input: { productId: "p", brief: "b", photographers: ["x", "y"] },
      stubs: { photoOffer: gives({ accepted: true }), "events:putEvents": published },
    },
    {
      path: "asked twice, for the table was down",
      input: { productId: "p", brief: "b", photographers: ["x", "y"] },
      stubs: { photoOffer: [down, gives({ accepted: true })], "events:putEvents": published },
    },
    {
      path: "third accepts",
      input: { productId: "p", brief: "b", photographers: ["x", "y", "z"] },
      stubs: {
        photoOffer: [gives({ accepted: false }), { silent: true }, gives({ accepted: true })],
        "events:putEvents": published,
      },
    },
    { path: "no job", input: { productId: "p", brief: "b", photographers: "x" } },
    {
      path: "answered with nonsense",
      input: { productId: "p", brief: "b", photographers: ["x"] },
      stubs: { photoOffer: gives({ accepted: "yes" }) },
    },
    { path: "nobody asked", input: { productId: "p", brief: "b", photographers: [] } },
    {
      path: "nobody answers",
      input: { productId: "p", brief: "b", photographers: ["x", "y"] },
      stubs: { photoOffer: [{ silent: true }, fails("HumanTaskRejected")] },
    },
    {
      path: "breaks down",
      input: { productId: "p", brief: "b", photographers: ["x", "y"] },
      stubs: { photoOffer: fails("Broken") },
    },
  ],
  "session-cleanup": [
    { path: "no session", input: {}, stubs: { "dynamodb:getItem": nothing } },
    { path: "gone", input: { sessionId: "s" }, stubs: { "dynamodb:getItem": nothing } },
    {
      path: "closed with a basket",
      input: { sessionId: "s" },
      stubs: { ...closing, "dynamodb:getItem": openSession("b") },
    },
    { path: "closed without", input: { sessionId: "s" }, stubs: { ...closing, "dynamodb:getItem": openSession() } },
    {
      path: "seen meanwhile",
      input: { sessionId: "s" },
      stubs: { ...closing, "dynamodb:getItem": openSession("b"), "dynamodb:updateItem": [conditionFailed, nothing] },
    },
  ],
};
