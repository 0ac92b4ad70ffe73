import { marketplaceOrderSchema } from "../orders/marketplace-order.js";
import { type HttpAnswer, type SandboxServer, startJsonServer } from "./http-server.js";

export interface OrderDeskSandbox extends SandboxServer {
  /** How often each booked order came, by order id: booked once, answered each time. */
  readonly booked: ReadonlyMap<string, number>;
  /** The most requests that were under way at the same moment. */
  mostAtOnce(): number;
  /** What a request gets instead of an answer: `before` nothing was booked then, `after` the answer was lost. Default: no faults. */
  fault: (moment: "before" | "after", orderId: string) => HttpAnswer | undefined | Promise<HttpAnswer | undefined>;
}

/** Plays the order desk on the loopback interface: `PUT /orders/<id>`. It refuses orders with the article `NOT-OURS`. */
export async function startOrderDesk(): Promise<OrderDeskSandbox> {
  const booked = new Map<string, number>();
  let underWay = 0;
  let most = 0;
  const server = await startJsonServer(async ({ method, path, body }) => {
    underWay += 1;
    most = Math.max(most, underWay);
    try {
      await new Promise((resolve) => setImmediate(resolve));
      const order = marketplaceOrderSchema.safeParse(body);
      if (method !== "PUT" || !path.startsWith("/orders/"))
        return { status: 404, body: { message: "no such resource" } };
      if (!order.success) return { status: 400, body: { message: "malformed order" } };
      const { orderId, lines } = order.data;
      const fault = await sandbox.fault("before", orderId);
      if (fault !== undefined) return fault;
      if (lines.some(({ sku }) => sku === "NOT-OURS")) return { status: 422, body: { message: "not our article" } };
      booked.set(orderId, (booked.get(orderId) ?? 0) + 1);
      return (await sandbox.fault("after", orderId)) ?? { status: 200, body: { bookingId: `B-${orderId}` } };
    } finally {
      underWay -= 1;
    }
  });
  const sandbox: OrderDeskSandbox = { ...server, booked, mostAtOnce: () => most, fault: () => undefined };
  return sandbox;
}
