import { table } from "setpiece/aws/dynamodb";
import { eventBus } from "setpiece/aws/eventbridge";

/** Counters that only ever grow, one item a sequence: `name` → `value`. */
export const counters = table("counters", { partitionKey: "name" });

/** Articles: `sku`, `title`, `category`, and `price` in minor units by currency. */
export const products = table("products", { partitionKey: "sku" });

/** How many pieces of an article a warehouse can still sell: `available`. */
export const stockLevels = table("stock-levels", { partitionKey: "sku", sortKey: "warehouse" });

/** Reservations of stock, one an order: `status` is RESERVED, SOLD or RELEASED. */
export const stockReservations = table("stock-reservations", { partitionKey: "reservationId" });

/** What warehouses have set aside for reservations; `part` is `round/warehouse/sku`. */
export const stockAllocations = table("stock-allocations", { partitionKey: "reservationId", sortKey: "part" });

/** Payments by id: `status` is STARTED, AUTHORISED, CAPTURED, DECLINED or CANCELLED. */
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

/** What customers have put into their baskets: `quantity` by basket and article. */
export const basketItems = table("basket-items", { partitionKey: "basketId", sortKey: "sku" });

/** Suppliers' stock feeds, by the id of the API request that brought them. */
export const stockFeeds = table("stock-feeds", { partitionKey: "requestId" });
export const supplierEvents = eventBus("retail", { source: "retail.suppliers" });

/** Visits to the shop: `status` is OPEN or CLOSED, `lastSeenAt` in epoch milliseconds, `basketId` where there is a basket. */
export const sessions = table("sessions", { partitionKey: "sessionId" });
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
