import { afterAll, beforeAll, expect } from "vitest";
import { putProduct, putStockLevel, seedSampleData } from "../../../tasks/sample-data/seed.js";
import { callDirectly } from "../support/call-directly.js";
import { runWithFaults } from "../support/faulty-run.js";
import { faultTest } from "../support/inside-test.js";
import { RetailWorld } from "../support/retail-world.js";
import { sampleInput } from "../support/sample-input.js";

let world: RetailWorld;
let callAsUsual = () => {};
/** A multiple of ten. */
const customers = Number(process.env.SETPIECE_CROWD ?? 1_000);

beforeAll(async () => {
  world = await RetailWorld.start("checkout", "payment-authorisation");
  callAsUsual = callDirectly(world);
  await seedSampleData();
}, 180_000);
afterAll(async () => {
  callAsUsual();
  await world.stop();
});

faultTest(
  `${customers} checkouts at once sell what there is and no more, under ${customers} order numbers`,
  { timeout: 900_000 },
  async () => {
    const pieces = customers * 0.6;
    await putProduct({ sku: "POSTER", title: "Signed poster", category: "standard", price: { EUR: 2_500 } });
    await putStockLevel("POSTER", { warehouse: "berlin", available: pieces / 2 });
    await putStockLevel("POSTER", { warehouse: "lyon", available: pieces / 2 });
    const request = { ...sampleInput("checkout", "happy-path"), lines: [{ sku: "POSTER", quantity: 1 }] };

    // In process, each in an engine of its own: the stock table is what they share.
    const results = await Promise.all(
      Array.from({ length: customers }, (_each, index) =>
        runWithFaults(world, "checkout", { ...request, requestId: `customer-${index}` }, [], {}),
      ),
    );

    const sold = results.filter(({ status }) => status === "SUCCEEDED");
    const refused = results.filter(({ error }) => error === "OutOfStock");
    expect([sold.length, refused.length]).toEqual([pieces, customers - pieces]);
    expect(await world.available("POSTER")).toBe(0);
    const levels = (await world.items("stock-levels")).map(({ available }) => Number(available));
    expect(Math.min(...levels)).toBeGreaterThanOrEqual(0);
    const numbers = (await world.items("checkout-requests")).map(({ orderNumber }) => orderNumber);
    expect(new Set(numbers).size).toBe(customers);
    expect(await world.items("orders")).toHaveLength(pieces);
    const payments = [...world.provider.payments.values()];
    expect(payments.filter(({ captures, refunds }) => captures - refunds === 1)).toHaveLength(pieces);
  },
);
