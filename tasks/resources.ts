import { table } from "setpiece/aws/dynamodb";
import { eventBus } from "setpiece/aws/eventbridge";
import { bucket } from "setpiece/aws/s3";
import { topic } from "setpiece/aws/sns";
import { queue } from "setpiece/aws/sqs";
import type { Stream } from "./wiring/wiring.js";

/** Counters that only ever grow, one item a sequence: `name` → `value`. */
export const counters = table("counters", { partitionKey: "name" });

/** Articles: `sku`, `title`, `category`, and `price` in minor units by currency. */
export const products = table("products", { partitionKey: "sku" });

/** Catalogues that suppliers put under `imports/`, and what imports write: `results/`, `rejects/`, `leftovers/`, `reports/`. */
export const catalogueFiles = bucket("catalogue-files");
export const productEvents = eventBus("retail", { source: "retail.products" });

/** How many pieces of an article a warehouse can still sell: `available`. */
export const stockLevels = table("stock-levels", { partitionKey: "sku", sortKey: "warehouse" });

/** Reservations of stock, one an order: `status` is RESERVED, SOLD or RELEASED. */
export const stockReservations = table("stock-reservations", { partitionKey: "reservationId" });

/** What warehouses have set aside for reservations; `part` is `round/warehouse/sku`. */
export const stockAllocations = table("stock-allocations", { partitionKey: "reservationId", sortKey: "part" });

/** Payments by id: `status` is STARTED, CAPTURED, DECLINED or CANCELLED. */
export const payments = table("payments", { partitionKey: "paymentId" });

/** Orders by number. */
export const orders = table("orders", { partitionKey: "orderNumber" });

/** Which checkout request became which order: a request that comes twice is carried out once. */
export const checkoutRequests = table("checkout-requests", { partitionKey: "requestId", timeToLive: "expiresAt" });

/** Events that must reach the bus, written in one transaction with the change that they report. */
export const outbox = table("outbox", { partitionKey: "eventId" });

/** The shop's hub: every service publishes here, rules carry the events on. */
export const checkoutEvents = eventBus("retail", { source: "retail.checkout" });
export const paymentEvents = eventBus("retail", { source: "retail.payment" });

/** What the hub tells the services behind checkout of every order, each what concerns it; and what it could not tell them. */
export const inventoryOrders = queue("inventory-orders");
export const fulfilmentOrders = queue("fulfilment-orders");
export const accountingOrders = queue("accounting-orders");
export const undeliveredOrders = queue("undelivered-orders");

/** What customers have put into their baskets: `quantity` by basket and article. */
export const basketItems = table("basket-items", { partitionKey: "basketId", sortKey: "sku" });

/** Suppliers' stock feeds, by the id of the API request that brought them; `run` is the one that stored it. */
export const stockFeeds = table("stock-feeds", { partitionKey: "requestId" });
export const supplierEvents = eventBus("retail", { source: "retail.suppliers" });

/** Visits to the shop: `status` is OPEN or CLOSED, `lastSeenAt` in epoch milliseconds, `basketId` where there is a basket, `closedBy` the run that closed it. */
export const sessions = table("sessions", { partitionKey: "sessionId" });
/** What sweeps read: exports of the table as JSON Lines, under `sweeps/`, and those that DynamoDB made. */
export const sessionExports = bucket("session-exports");
export const sessionEvents = eventBus("retail", { source: "retail.sessions" });

/** Who the shop's systems know under an e-mail address: `customerId` and `since` by system and address. */
export const identities = table("identities", { partitionKey: "email", sortKey: "system" });

/** Consents that customers are asked for: `status` is ASKED, GIVEN or REFUSED. Holds the task token until then. */
export const consents = table("consents", { partitionKey: "consentId", timeToLive: "expiresAt" });

/** Members of the loyalty programme, by customer. */
export const members = table("members", { partitionKey: "customerId" });

/** Voucher codes, each given out once. */
export const vouchers = table("vouchers", { partitionKey: "code" });
export const loyaltyEvents = eventBus("retail", { source: "retail.loyalty" });
export const photoEvents = eventBus("retail", { source: "retail.photos" });

/** Orders that marketplaces sent and the order desk has not booked yet; those that it could not are in the second. */
export const marketplaceOrders = queue("marketplace-orders", {
  visibilityTimeout: "5m",
  deadLetters: "marketplace-orders-dead",
  maxReceives: 5,
});
export const deadMarketplaceOrders = queue("marketplace-orders-dead", { visibilityTimeout: "1m" });
export const marketplaceEvents = eventBus("retail", { source: "retail.marketplace" });

/** What only one run may do at a time: `heldBy` whom and until when, in epoch milliseconds. */
export const leases = table("leases", { partitionKey: "name" });

/** Commands that take their time: `status` is ACCEPTED, RUNNING, DONE or FAILED, `done` of `total` steps are behind it, `run` does the work. */
export const commands = table("commands", { partitionKey: "commandId", timeToLive: "expiresAt" });

/** Files with voucher codes, one a campaign, and what tells the partners of them. */
export const voucherFiles = bucket("voucher-files");
export const voucherNotices = topic("voucher-notices");
/** Where the mail team takes the notices from. */
export const voucherMail = queue("voucher-mail");

/** Sales of pictures by merchant and by photographer, `sales` and `revenue`; `board` is such as `merchant#2026-11#EUR`. */
export const leaderboards = table("leaderboards", { partitionKey: "board", sortKey: "name" });
/** Which sales are tallied already. */
export const talliedSales = table("tallied-sales", { partitionKey: "saleId", timeToLive: "expiresAt" });
export const salesEvents = eventBus("retail", { source: "retail.sales" });

/** Payment events that the push receiver did not take. */
export const undeliveredPushes = queue("undelivered-pushes");

/** The shop's own record of a customer: `profile` as JSON text and its `version`, which grows with each change. */
export const customers = table("customers", { partitionKey: "customerId" });
/** What other systems hold of a customer: `profile` and its `version`, by system. */
export const customerCopies = table("customer-copies", { partitionKey: "customerId", sortKey: "system" });
export const customerSnapshots = topic("customer-snapshots");
export const crmSync = queue("customer-sync-crm", { deadLetters: "customer-sync-dead" });
export const mailingSync = queue("customer-sync-mailing", { deadLetters: "customer-sync-dead" });
export const deadCustomerSync = queue("customer-sync-dead");

/** Clicks of the shop's visitors as the edge sends them, by visitor; word of those that cannot be sorted goes to the queue. */
export const clicks: Stream = { name: "clicks", shards: 2, retention: "1d" };
export const oddClicks = queue("odd-clicks");
/** Errors that visitors saw, for the team that runs the pages. */
export const pageErrors = queue("page-errors");
/** How often each page was seen, by day. */
export const pageViews = table("page-views", { partitionKey: "day", sortKey: "page" });
export const clickEvents = eventBus("retail", { source: "retail.clicks" });

/** Goods that customers send back, and the events of it, written in one transaction; its stream leads to the bus. */
export const orderReturns = table("order-returns", { partitionKey: "returnId" });
export const returnsOutbox = table("returns-outbox", { partitionKey: "eventId", timeToLive: "expiresAt" });
export const returnEvents = eventBus("retail", { source: "retail.returns" });
/** What is to be refunded, by the event that says so: the same event twice is one refund. */
export const refunds = table("refunds", { partitionKey: "eventId" });

/** Keys of partners who call the shop's API, by the SHA-256 of the key: `partner`, `scopes`, `status`. */
export const accessKeys = table("access-keys", { partitionKey: "keyHash" });

/** Pictures that photographers upload under `uploads/`, and their thumbnails under `thumbnails/`. */
export const pictureFiles = bucket("picture-files");
/** Uploaded pictures by key: `status` is READY or UNREADABLE, `thumbnail` is the key of the small one. */
export const pictures = table("pictures", { partitionKey: "key" });

/** Who was welcomed: `status` is SENT or REFUSED. */
export const welcomes = table("welcomes", { partitionKey: "customerId" });
export const customerEvents = eventBus("retail", { source: "retail.customers" });

/** What the shop's web server hands out, such as the sitemap. */
export const siteFiles = bucket("site-files");

/** Calls that were carried out, with their results: asked again, a handler gives the same answer and does nothing. */
export const doneCalls = table("done-calls", { partitionKey: "id", timeToLive: "expiration" });
