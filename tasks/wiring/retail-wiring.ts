import {
  accountingOrders,
  catalogueFiles,
  checkoutEvents,
  clicks,
  crmSync,
  customerEvents,
  customerSnapshots,
  deadCustomerSync,
  deadMarketplaceOrders,
  fulfilmentOrders,
  inventoryOrders,
  mailingSync,
  marketplaceOrders,
  oddClicks,
  pageErrors,
  paymentEvents,
  pictureFiles,
  returnEvents,
  returnsOutbox,
  salesEvents,
  sessionExports,
  siteFiles,
  undeliveredOrders,
  undeliveredPushes,
  voucherFiles,
  voucherMail,
  voucherNotices,
} from "../resources.js";
import { spoke } from "./spoke.js";
import type { Wiring } from "./wiring.js";

const orderPlaced = { source: "retail.checkout", detailType: "OrderPlaced", undelivered: undeliveredOrders };

/** How the retail set pieces hang together. */
export const retailWiring: Wiring = {
  // Each after the queue that takes its dead letters.
  queues: [
    deadMarketplaceOrders,
    marketplaceOrders,
    undeliveredPushes,
    undeliveredOrders,
    inventoryOrders,
    fulfilmentOrders,
    accountingOrders,
    voucherMail,
    deadCustomerSync,
    crmSync,
    mailingSync,
    oddClicks,
    pageErrors,
  ],
  streams: [clicks],
  topics: [customerSnapshots, voucherNotices],
  buckets: [catalogueFiles, pictureFiles, sessionExports, siteFiles, voucherFiles],
  subscriptions: [
    { topic: voucherNotices, queue: voucherMail },
    { topic: customerSnapshots, queue: crmSync },
    { topic: customerSnapshots, queue: mailingSync },
  ],
  rules: [
    {
      name: "catalogue-import",
      bus: "default",
      pattern: {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: { object: { key: [{ prefix: "imports/" }] } },
      },
      ofBucket: catalogueFiles,
      target: { workflow: "catalogue-import" },
    },
    {
      name: "picture-thumbnail",
      bus: "default",
      pattern: {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: { object: { key: [{ prefix: "uploads/" }] } },
      },
      ofBucket: pictureFiles,
      target: { workflow: "picture-thumbnail" },
    },
    {
      name: "customer-welcome",
      bus: customerEvents,
      pattern: { source: ["retail.customers"], "detail-type": ["CustomerSignedUp"] },
      target: { workflow: "customer-welcome" },
    },
    {
      name: "refund-return",
      bus: returnEvents,
      pattern: { source: ["retail.returns"], "detail-type": ["ReturnRegistered"] },
      target: { workflow: "refund-return" },
    },
    {
      name: "tally-sale",
      bus: salesEvents,
      pattern: { source: ["retail.sales"], "detail-type": ["SaleMade"] },
      target: { workflow: "tally-sale" },
    },
    // The hub's spokes: of every order each service hears what concerns it, and nothing else.
    spoke("orders-to-inventory", checkoutEvents, {
      ...orderPlaced,
      queue: inventoryOrders,
      members: ["eventId", "orderNumber", "lines"],
    }),
    spoke("orders-to-fulfilment", checkoutEvents, {
      ...orderPlaced,
      queue: fulfilmentOrders,
      members: ["eventId", "orderNumber", "customer", "shipping", "lines"],
    }),
    spoke("orders-to-accounting", checkoutEvents, {
      ...orderPlaced,
      queue: accountingOrders,
      members: ["eventId", "orderNumber", "currency", "net", "tax", "total"],
    }),
    {
      // Of all payment events the partner gets those of money taken or given back, without what is nobody's business.
      name: "push-authorisations",
      bus: paymentEvents,
      pattern: {
        source: ["retail.payment"],
        "detail-type": ["AUTHORISATION"],
        detail: { metadata: { domain: ["PAYMENT"], type: ["AUTHORISATION"], status: ["SUCCESS", "CANCELLED"] } },
      },
      target: {
        method: "POST",
        address: "PAYMENT_PUSH_URL",
        apiKey: { header: "x-api-key", variable: "PAYMENT_PUSH_KEY" },
        paths: {
          id: "$.id",
          time: "$.time",
          status: "$.detail.metadata.status",
          payment: "$.detail.data.paymentId",
          amount: "$.detail.data.amount",
          currency: "$.detail.data.currency",
        },
        template:
          '{"notification":"<id>","at":"<time>","payment":{"id":"<payment>","status":"<status>","amount":<amount>,"currency":"<currency>"}}',
        undelivered: undeliveredPushes,
      },
    },
  ],
  pipes: [
    {
      name: "customer-sync-crm",
      source: "queue",
      from: { queue: crmSync },
      // One by one: what cannot be read becomes a dead letter, and nothing else with it.
      batchSize: 1,
      workflow: "customer-sync-crm",
    },
    {
      name: "customer-sync-mailing",
      source: "queue",
      from: { queue: mailingSync },
      batchSize: 1,
      workflow: "customer-sync-mailing",
    },
    {
      name: "click-triage",
      source: "stream",
      from: { stream: clicks },
      // As many as the bus and a queue take at once.
      batchSize: 10,
      window: "1s",
      filter: { data: { kind: ["VIEW", "INTENT", "ERROR"] } },
      retries: 5,
      undelivered: oddClicks,
      workflow: "click-triage",
    },
    {
      name: "returns-outbox",
      source: "changes",
      from: { changesOf: returnsOutbox },
      batchSize: 10,
      workflow: "outbox-stream-relay",
    },
  ],
  schedules: [
    { name: "order-drain", expression: "rate(1 minute)", workflow: "order-drain" },
    {
      name: "sitemap-refresh",
      expression: "cron(0 3 * * ? *)",
      timeZone: "Europe/Berlin",
      workflow: "sitemap-refresh",
    },
    { name: "session-sweep", expression: "rate(1 hour)", workflow: "session-sweep" },
    { name: "outbox-relay", expression: "rate(5 minutes)", workflow: "outbox-relay" },
  ],
};
