import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** State machines and actors, written as loops. */
export const machineEngines: readonly Row[] = [
  {
    name: "device provisioning as a state machine in a switch",
    before: `${declarations}type Phase = "discover" | "authenticate" | "flash" | "verify" | "rollback" | "ready" | "dead";
interface Device { serial: string; firmware: string; target: string }
const ping = lambda<string, { online: boolean; battery: number }>("ping", elsewhere);
const authenticate = lambda<{ serial: string; nonce: number }, { session: string } | { denied: string }>("authenticate", elsewhere);
const flash = lambda<{ session: string; version: string }, { ok: boolean; blocks: number }>("flash", elsewhere);
const selfTest = lambda<{ session: string }, { failures: string[] }>("selfTest", elsewhere);
const assertNever = (value: never): never => { throw new Error(\`unexpected \${String(value)}\`); };`,
    body: `async (device: Device) => {
  let phase: Phase = "discover";
  let session = "";
  let tries = 0;
  let version = device.target;
  const trace: Phase[] = [];
  let reason: string | undefined;
  for (;;) {
    trace.push(phase);
    if (trace.length > 20) throw new Error(\`stuck: \${trace.slice(-3).join(" > ")}\`);
    switch (phase) {
      case "discover": {
        const { online, battery } = await ping(device.serial);
        if (!online) {
          if (++tries >= 3) { reason = "offline"; phase = "dead"; break; }
          await sleep("1h");
          break;
        }
        if (battery < 20) { await sleep("4h"); break; }
        tries = 0;
        phase = "authenticate";
        break;
      }
      case "authenticate": {
        const answer = await authenticate({ serial: device.serial, nonce: trace.length });
        if ("denied" in answer) { reason = answer.denied; phase = "dead"; }
        else { session = answer.session; phase = "flash"; }
        break;
      }
      case "flash":
      case "rollback": {
        const { ok, blocks } = await flash({ session, version });
        if (!ok && phase === "rollback") { reason = \`rollback failed at block \${blocks}\`; phase = "dead"; break; }
        if (!ok) { version = device.firmware; phase = "rollback"; break; }
        phase = "verify";
        break;
      }
      case "verify": {
        const { failures } = await selfTest({ session });
        if (failures.length === 0) { phase = "ready"; break; }
        reason = failures.join(",");
        if (version === device.firmware) { phase = "dead"; break; }
        version = device.firmware;
        phase = "rollback";
        break;
      }
      case "ready":
        return { serial: device.serial, version, upgraded: version === device.target, steps: trace.length, trace };
      case "dead":
        throw new Declined(\`\${device.serial}: \${reason ?? "unknown"}\`);
      default:
        assertNever(phase);
    }
  }
}`,
    scenarios: runs(
      [
        { serial: "s", firmware: "1.0", target: "2.0" },
        {
          ping: [
            { result: { online: false, battery: 0 } },
            { result: { online: true, battery: 10 } },
            { result: { online: true, battery: 90 } },
          ],
          authenticate: { result: { session: "x" } },
          flash: { result: { ok: true, blocks: 9 } },
          selfTest: { result: { failures: [] } },
        },
      ],
      [
        { serial: "s", firmware: "1.0", target: "2.0" },
        {
          ping: { result: { online: true, battery: 90 } },
          authenticate: { result: { session: "x" } },
          flash: { result: { ok: true, blocks: 9 } },
          selfTest: [{ result: { failures: ["wifi"] } }, { result: { failures: [] } }],
        },
      ],
      [
        { serial: "s", firmware: "1.0", target: "2.0" },
        { ping: { result: { online: true, battery: 90 } }, authenticate: { result: { denied: "stolen" } } },
      ],
      [
        { serial: "s", firmware: "1.0", target: "2.0" },
        {
          ping: { result: { online: true, battery: 90 } },
          authenticate: { result: { session: "x" } },
          flash: { result: { ok: false, blocks: 4 } },
        },
      ],
      [{ serial: "s", firmware: "1.0", target: "2.0" }, { ping: { result: { online: false, battery: 90 } } }],
      [{ serial: "s", firmware: "1.0", target: "2.0" }, { ping: { result: { online: true, battery: 1 } } }],
    ),
  },
  {
    name: "shopping cart actor that handles one message after the other",
    before: `${declarations}type Message =
  | { type: "add"; sku: string; quantity: number }
  | { type: "remove"; sku: string }
  | { type: "coupon"; code: string }
  | { type: "checkout"; address: string }
  | { type: "abandon" };
interface Line { sku: string; quantity: number; price: number }
const receive = lambda<{ cart: string; timeoutSeconds: number }, Message | null>("receive", elsewhere);
const priceOf = lambda<string, number>("priceOf", elsewhere);
const couponFor = lambda<string, { percent: number; minimum?: number } | null>("couponFor", elsewhere);
const placeOrder = lambda<{ cart: string; lines: Line[]; total: number; address: string }, { orderId: string }>("placeOrder", elsewhere);
const remind = lambda<{ cart: string; items: number }, void>("remind", elsewhere);`,
    body: `async (cart: string) => {
  const lines = new Map<string, Line>();
  let discount = 0;
  let reminders = 0;
  let errors: string[] = [];
  const subtotal = () => [...lines.values()].reduce((sum, l) => sum + l.price * l.quantity, 0);

  const handlers = {
    add: async ({ sku, quantity }: Extract<Message, { type: "add" }>) => {
      const existing = lines.get(sku);
      if (existing) {
        existing.quantity += quantity;
      } else {
        lines.set(sku, { sku, quantity, price: await priceOf(sku) });
      }
    },
    coupon: async (code: string) => {
      const coupon = await couponFor(code);
      if (!coupon) { errors.push(\`unknown coupon \${code}\`); return; }
      if (subtotal() < (coupon.minimum ?? 0)) { errors.push(\`coupon \${code} needs \${coupon.minimum}\`); return; }
      discount = Math.max(discount, coupon.percent);
    },
  };

  while (true) {
    const message = await receive({ cart, timeoutSeconds: 3600 });
    if (message === null) {
      if (lines.size === 0 || reminders >= 2) return { cart, status: "expired" as const, reminders };
      reminders += 1;
      await remind({ cart, items: lines.size });
      continue;
    }
    reminders = 0;
    errors = [];
    switch (message.type) {
      case "add": await handlers.add(message); break;
      case "remove":
        if (!lines.delete(message.sku)) errors.push(\`\${message.sku} is not in the cart\`);
        break;
      case "coupon": await handlers.coupon(message.code); break;
      case "checkout": {
        if (lines.size === 0) { errors.push("empty"); break; }
        const total = Math.round(subtotal() * (100 - discount)) / 100;
        const { orderId } = await placeOrder({ cart, lines: [...lines.values()], total, address: message.address });
        return { cart, status: "ordered" as const, orderId, total, skus: [...lines.keys()] };
      }
      case "abandon": return { cart, status: "abandoned" as const, lost: subtotal() };
    }
    if (errors.length > 0) await echo({ cart, errors });
  }
}`,
    scenarios: runs(
      [
        "c1",
        {
          receive: [
            { result: { type: "add", sku: "a", quantity: 1 } },
            { result: { type: "add", sku: "a", quantity: 2 } },
            { result: { type: "add", sku: "b", quantity: 1 } },
            { result: { type: "remove", sku: "z" } },
            { result: { type: "coupon", code: "X" } },
            { result: { type: "coupon", code: "Y" } },
            { result: { type: "remove", sku: "b" } },
            { result: { type: "checkout", address: "home" } },
          ],
          priceOf: (s: string) => s.charCodeAt(0),
          couponFor: [{ result: null }, { result: { percent: 10, minimum: 5 } }],
          placeOrder: { result: { orderId: "o" } },
        },
      ],
      [
        "c2",
        {
          receive: [
            { result: { type: "checkout", address: "home" } },
            { result: { type: "add", sku: "a", quantity: 1 } },
            { result: { type: "coupon", code: "M" } },
            { result: null },
            { result: null },
            { result: null },
          ],
          priceOf: { result: 3 },
          couponFor: { result: { percent: 10, minimum: 5 } },
          remind: { result: null },
        },
      ],
      [
        "c3",
        {
          receive: [{ result: { type: "add", sku: "a", quantity: 4 } }, { result: { type: "abandon" } }],
          priceOf: { result: 2.5 },
        },
      ],
      ["c4", { receive: { result: null } }],
      ["c5", { receive: { result: { type: "add", sku: "a", quantity: 4 } }, priceOf: fails("Unknown", "no price") }],
    ),
  },
  {
    name: "event sourced counter with snapshots",
    before: `${declarations}const nextEvent = lambda<{ entity: string; position: number }, { kind: "inc" | "dec" | "reset" | "stop"; by?: number } | null>("nextEvent", elsewhere);
const snapshot = lambda<{ entity: string; value: number; version: number }, void>("snapshot", elsewhere);
interface Counter { value: number; version: number; readonly history: number[] }
const apply = (counter: Counter, kind: "inc" | "dec" | "reset", by = 1): void => {
  if (kind === "reset") counter.value = 0;
  else counter.value += kind === "inc" ? by : -by;
  counter.version++;
  counter.history.push(counter.value);
};`,
    body: `async ({ entity, every = 2 }: { entity: string; every?: number }) => {
  const counter: Counter = { value: 0, version: 0, history: [] };
  for (;;) {
    const event = await nextEvent({ entity, position: counter.version });
    if (event === null) {
      await sleep("1m");
      continue;
    }
    if (event.kind === "stop") break;
    apply(counter, event.kind, event.by);
    if (counter.version % every === 0) await snapshot({ entity, value: counter.value, version: counter.version });
  }
  return { entity, value: counter.value, version: counter.version, peak: Math.max(0, ...counter.history) };
}`,
    scenarios: runs([
      { entity: "e" },
      {
        nextEvent: [
          { result: { kind: "inc", by: 5 } },
          { result: null },
          { result: { kind: "dec" } },
          { result: { kind: "reset" } },
          { result: { kind: "stop" } },
        ],
        snapshot: { result: null },
      },
    ]),
  },
];
