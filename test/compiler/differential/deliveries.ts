import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows that call partners, as their authors write them. */
export const deliveries: readonly Row[] = [
  {
    name: "webhook delivery with exponential backoff and dead letters",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
type EventName = "order.created" | "order.paid" | "order.cancelled";
interface Endpoint { url: string; events: EventName[] | "*"; secret?: string; disabled?: true }
interface Delivery { url: string; status: "delivered" | "dead"; attempts: number; lastError?: string }
const postHook = lambda<{ url: string; body: string; headers: Record<string, string> }, { status: number; retryAfter?: number }>("postHook", elsewhere);
const sign = lambda<{ secret: string; body: string }, string>("sign", elsewhere);
const deadLetter = lambda<{ url: string; body: string; error: string }, void>("deadLetter", elsewhere);
class HttpError extends WorkflowError {
  constructor(readonly status: number, readonly retryAfter?: number) {
    super(\`HTTP \${status}\`);
  }
}
const retryable = (e: unknown): boolean => !(e instanceof HttpError) || e.status === 429 || e.status >= 500;
const wants = (endpoint: Endpoint, event: EventName) => !endpoint.disabled && (endpoint.events === "*" || endpoint.events.includes(event));`,
    body: `async ({ event, payload, endpoints, maxAttempts = 3 }: { event: EventName; payload: { id: string; total: number }; endpoints: Endpoint[]; maxAttempts?: number }) => {
  const body = JSON.stringify({ event, data: payload });
  const deliver = async ({ url, secret }: Endpoint): Promise<Delivery> => {
    const headers: Record<string, string> = { "content-type": "application/json", "x-event": event };
    if (secret) headers["x-signature"] = await sign({ secret, body });
    let attempts = 0;
    while (true) {
      attempts++;
      try {
        const { status, retryAfter } = await postHook({ url, body, headers: { ...headers, "x-attempt": \`\${attempts}\` } });
        if (status < 200 || status > 299) throw new HttpError(status, retryAfter);
        return { url, status: "delivered", attempts };
      } catch (error) {
        const message = (error as Error).message;
        if (!retryable(error) || attempts >= maxAttempts) {
          await deadLetter({ url, body, error: message });
          return { url, status: "dead", attempts, lastError: message };
        }
        const seconds = error instanceof HttpError && error.retryAfter !== undefined ? error.retryAfter : 2 ** attempts;
        await sleep(\`\${seconds}s\`);
      }
    }
  };
  const interested = endpoints.filter((e) => wants(e, event));
  const deliveries = await Promise.all(interested.map(deliver));
  const dead = deliveries.filter((d) => d.status === "dead");
  return { delivered: deliveries.length - dead.length, dead: dead.map(({ url, lastError = "?" }) => \`\${url}: \${lastError}\`), attempts: deliveries.reduce((n, d) => n + d.attempts, 0) };
}`,
    scenarios: runs(
      [
        {
          event: "order.paid",
          payload: { id: "1", total: 9.5 },
          endpoints: [
            { url: "a", events: "*", secret: "s" },
            { url: "b", events: ["order.created"] },
            { url: "c", events: ["order.paid"] },
            { url: "d", events: "*", disabled: true },
            { url: "e", events: "*" },
          ],
        },
        {
          sign: { result: "sig" },
          deadLetter: () => null,
          postHook: ({ url, headers }: { url: string; headers: Record<string, string> }) => {
            if (url === "e") throw Object.assign(new Error("reset"), { name: "Socket" });
            return url === "c"
              ? { status: 404 }
              : headers["x-attempt"] === "1"
                ? { status: 503, retryAfter: 7 }
                : { status: 204 };
          },
        },
      ],
      [{ event: "order.paid", payload: { id: "1", total: 9.5 }, endpoints: [] }],
    ),
    concurrent: true,
  },
  {
    name: "saga with a table of steps",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Trip { id: string; traveller: string; flight: string; hotel?: string; car?: string; nights: number }
const bookFlight = lambda<{ trip: string; flight: string }, { ref: string }>("bookFlight", elsewhere);
const cancelFlight = lambda<{ ref: string }, void>("cancelFlight", elsewhere);
const bookHotel = lambda<{ trip: string; hotel: string; nights: number }, { ref: string }>("bookHotel", elsewhere);
const cancelHotel = lambda<{ ref: string }, void>("cancelHotel", elsewhere);
const rentCar = lambda<{ trip: string; model: string }, { ref: string; pickup: string }>("rentCar", elsewhere);
class BookingFailed extends WorkflowError {
  constructor(step: string, readonly cause: Error) { super(\`\${step} failed: \${cause.message}\`); }
}`,
    body: `async (trip: Trip) => {
  const compensations: { name: string; undo: () => Promise<void> }[] = [];
  const booked: Record<string, string> = {};
  let step = "flight";
  try {
    const flight = await bookFlight({ trip: trip.id, flight: trip.flight });
    booked.flight = flight.ref;
    compensations.unshift({ name: "flight", undo: () => cancelFlight({ ref: flight.ref }) });
    if (trip.hotel) {
      step = "hotel";
      const { ref } = await bookHotel({ trip: trip.id, hotel: trip.hotel, nights: trip.nights });
      booked.hotel = ref;
      compensations.unshift({ name: "hotel", undo: () => cancelHotel({ ref }) });
    }
    if (trip.car) {
      step = "car";
      const car = await rentCar({ trip: trip.id, model: trip.car });
      booked.car = \`\${car.ref}@\${car.pickup}\`;
    }
    return { ok: true as const, booked };
  } catch (cause) {
    const undone: string[] = [];
    const stuck: string[] = [];
    for (const { name, undo } of compensations) {
      try {
        await undo();
        undone.push(name);
      } catch {
        stuck.push(name);
      }
    }
    if (stuck.length) throw new BookingFailed(step, cause as Error);
    return { ok: false as const, failed: step, reason: cause instanceof Error ? cause.message : String(cause), undone };
  }
}`,
    scenarios: runs(
      [
        { id: "t", traveller: "x", flight: "LH1", hotel: "H", car: "vw", nights: 2 },
        {
          bookFlight: { result: { ref: "F" } },
          bookHotel: { result: { ref: "H1" } },
          rentCar: { result: { ref: "C", pickup: "BER" } },
        },
      ],
      [
        { id: "t", traveller: "x", flight: "LH1", hotel: "H", car: "vw", nights: 2 },
        {
          bookFlight: { result: { ref: "F" } },
          bookHotel: { result: { ref: "H1" } },
          rentCar: fails("NoCar", "none left"),
          cancelFlight: () => null,
          cancelHotel: () => null,
        },
      ],
      [
        { id: "t", traveller: "x", flight: "LH1", hotel: "H", nights: 2 },
        { bookFlight: { result: { ref: "F" } }, bookHotel: fails("Full", "full"), cancelFlight: fails("Down") },
      ],
    ),
  },
  {
    name: "image moderation pipeline",
    before: `import { human, lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
type Label = "safe" | "adult" | "violence" | "spam";
interface Image { id: string; url: string; uploader: { id: string; strikes: number } }
interface Prediction { label: Label; confidence: number }
const classify = lambda<{ url: string; model: "fast" | "accurate" }, Prediction[]>("classify", elsewhere);
const moderate = human<{ image: string; suspected: Label }, { label: Label }>("moderate", { title: "What does this image show?", form: { type: "object", properties: {} } });
const block = lambda<{ image: string; label: Label }, void>("block", elsewhere);
const strike = lambda<{ user: string; count: number }, void>("strike", elsewhere);
const top = (predictions: Prediction[]): Prediction =>
  predictions.reduce((a, b) => (b.confidence > a.confidence ? b : a), { label: "safe", confidence: 0 });
const retry = async <T>(fn: () => Promise<T>, times = 2): Promise<T> => {
  let last: unknown;
  for (let i = 0; i < times; i++) {
    try {
      return await fn();
    } catch (e) {
      last = e;
    }
  }
  throw last;
};
const labelOf = async (image: Image): Promise<Label> => {
  const quick = top(await retry(() => classify({ url: image.url, model: "fast" })));
  if (quick.confidence >= 0.95) return quick.label;
  const better = top(await classify({ url: image.url, model: "accurate" }));
  if (better.confidence >= 0.8) return better.label;
  const { label } = await moderate({ image: image.id, suspected: better.label });
  return label;
};`,
    body: `async ({ images }: { images: Image[] }) => {
  const counts = new Map<Label, number>();
  const blocked: string[] = [];
  const suspended = new Set<string>();
  for (const image of images) {
    const label = await labelOf(image);
    counts.set(label, (counts.get(label) ?? 0) + 1);
    if (label === "safe") continue;
    await block({ image: image.id, label });
    blocked.push(image.id);
    const strikes = image.uploader.strikes + blocked.filter((id) => images.find((i) => i.id === id)?.uploader.id === image.uploader.id).length;
    await strike({ user: image.uploader.id, count: strikes });
    if (strikes >= 3) suspended.add(image.uploader.id);
  }
  return { counts: Object.fromEntries(counts), blocked, suspended: Array.from(suspended) };
}`,
    scenarios: runs(
      [
        {
          images: [
            { id: "1", url: "a", uploader: { id: "u", strikes: 1 } },
            { id: "2", url: "b", uploader: { id: "u", strikes: 1 } },
            { id: "3", url: "c", uploader: { id: "v", strikes: 0 } },
          ],
        },
        {
          block: () => null,
          strike: () => null,
          moderate: { result: { label: "safe" } },
          classify: [
            fails("Busy"),
            { result: [{ label: "adult", confidence: 0.97 }] },
            { result: [{ label: "spam", confidence: 0.5 }] },
            {
              result: [
                { label: "spam", confidence: 0.9 },
                { label: "safe", confidence: 0.1 },
              ],
            },
            { result: [] },
            { result: [{ label: "adult", confidence: 0.6 }] },
          ],
        },
      ],
      [{ images: [{ id: "1", url: "a", uploader: { id: "u", strikes: 1 } }] }, { classify: fails("Busy", "too busy") }],
    ),
  },
  {
    name: "clean architecture style order service",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface OrderRepository { load(id: string): Promise<OrderEntity>; save(order: OrderEntity): Promise<void> }
interface OrderEntity { id: string; status: string; version: number; history: string[]; total: number }
const loadOrder = lambda<string, OrderEntity>("loadOrder", elsewhere);
const saveOrder = lambda<OrderEntity, void>("saveOrder", elsewhere);
const repository: OrderRepository = { load: (id) => loadOrder(id), save: (order) => saveOrder(order) };
const transitions: Record<string, readonly string[]> = { new: ["paid", "cancelled"], paid: ["shipped", "refunded"], shipped: ["delivered"] };
class IllegalTransition extends WorkflowError {
  constructor(from: string, to: string) { super(\`cannot go from \${from} to \${to}\`); }
}
class VersionConflict extends WorkflowError {}
const transition = (order: OrderEntity, to: string): OrderEntity => {
  if (!transitions[order.status]?.includes(to)) throw new IllegalTransition(order.status, to);
  return { ...order, status: to, version: order.version + 1, history: [...order.history, \`\${order.status}->\${to}\`] };
};
const withRetry = async <T>(attempts: number, operation: (attempt: number) => Promise<T>, shouldRetry: (e: Error) => boolean): Promise<T> => {
  let attempt = 1;
  for (;;) {
    try {
      return await operation(attempt);
    } catch (e) {
      if (!(e instanceof Error) || !shouldRetry(e) || attempt++ >= attempts) throw e;
      await sleep("1s");
    }
  }
};`,
    body: `async ({ id, steps }: { id: string; steps: string[] }) => {
  const update = (to: string) =>
    withRetry(
      3,
      async () => {
        const order = await repository.load(id);
        const next = transition(order, to);
        await repository.save(next);
        return next;
      },
      (e) => e instanceof VersionConflict,
    );
  let order: OrderEntity | undefined;
  const done: string[] = [];
  try {
    for (const step of steps) {
      order = await update(step);
      done.push(step);
    }
  } catch (e) {
    if (!(e instanceof IllegalTransition)) throw e;
    return { order: order ?? null, done, stopped: e.message };
  }
  return { order: order ?? null, done };
}`,
    scenarios: runs(
      [
        { id: "o", steps: ["paid", "shipped"] },
        {
          loadOrder: [
            { result: { id: "o", status: "new", version: 1, history: [], total: 5 } },
            { result: { id: "o", status: "new", version: 2, history: [], total: 5 } },
            { result: { id: "o", status: "paid", version: 3, history: ["x"], total: 5 } },
          ],
          saveOrder: [fails("VersionConflict"), { result: null }, { result: null }],
        },
      ],
      [
        { id: "o", steps: ["shipped"] },
        { loadOrder: { result: { id: "o", status: "new", version: 1, history: [], total: 5 } } },
      ],
      [
        { id: "o", steps: ["paid"] },
        {
          loadOrder: { result: { id: "o", status: "new", version: 1, history: [], total: 5 } },
          saveOrder: fails("VersionConflict", "vc"),
        },
      ],
    ),
  },
];
