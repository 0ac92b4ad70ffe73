import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows that reserve things for people, and give them back. */
export const tripsAndSeats: readonly Row[] = [
  {
    name: "trip booking with a stack of compensations that may fail themselves",
    before: `${declarations}interface Trip { traveller: string; legs: { from: string; to: string; date: string }[]; hotel?: { city: string; nights: number }; insured: boolean }
const bookFlight = lambda<{ from: string; to: string; date: string; traveller: string }, { pnr: string; fare: number }>("bookFlightTrip", elsewhere);
const cancelFlight = lambda<{ pnr: string }, void>("cancelFlightTrip", elsewhere);
const bookHotel = lambda<{ city: string; nights: number }, { confirmation: string; price: number }>("bookHotelTrip", elsewhere);
const cancelHotel = lambda<{ confirmation: string }, void>("cancelHotelTrip", elsewhere);
const insure = lambda<{ traveller: string; value: number }, { policy: string }>("insure", elsewhere);
const takePayment = lambda<{ traveller: string; amount: number }, { id: string }>("takePayment", elsewhere);
const alertOps = lambda<{ message: string; details: string[] }, void>("alertOpsTrip", elsewhere);
type Compensation = { label: string; undo: () => Promise<void> };`,
    body: `async (trip: Trip) => {
  const compensations: Compensation[] = [];
  const compensate = async (reason: string) => {
    const stuck: string[] = [];
    while (compensations.length > 0) {
      const { label, undo } = compensations.pop()!;
      try {
        await undo();
      } catch (error) {
        stuck.push(\`\${label}: \${error instanceof Error ? error.message : String(error)}\`);
      }
    }
    if (stuck.length) await alertOps({ message: \`could not undo everything after: \${reason}\`, details: stuck });
    return stuck.length;
  };

  let total = 0;
  try {
    const pnrs: string[] = [];
    for (const leg of trip.legs) {
      const flight = await bookFlight({ ...leg, traveller: trip.traveller });
      compensations.push({ label: \`flight \${leg.from}-\${leg.to}\`, undo: () => cancelFlight({ pnr: flight.pnr }) });
      pnrs.push(flight.pnr);
      total += flight.fare;
    }
    let confirmation: string | undefined;
    if (trip.hotel) {
      const hotel = await bookHotel(trip.hotel);
      confirmation = hotel.confirmation;
      total += hotel.price * trip.hotel.nights;
      compensations.push({ label: \`hotel in \${trip.hotel.city}\`, undo: () => cancelHotel({ confirmation: hotel.confirmation }) });
    }
    const policy = trip.insured ? (await insure({ traveller: trip.traveller, value: total })).policy : null;
    const payment = await takePayment({ traveller: trip.traveller, amount: total });
    return { status: "booked" as const, pnrs, ...(confirmation !== undefined && { confirmation }), policy, payment: payment.id, total };
  } catch (error) {
    const reason = (error as Error).message;
    const stuck = await compensate(reason);
    return { status: "failed" as const, reason, stuck };
  }
}`,
    scenarios: runs(
      [
        {
          traveller: "Ada",
          legs: [
            { from: "HAM", to: "LHR", date: "2024-05-01" },
            { from: "LHR", to: "HAM", date: "2024-05-04" },
          ],
          hotel: { city: "London", nights: 3 },
          insured: true,
        },
        {
          bookFlightTrip: [{ result: { pnr: "P1", fare: 120 } }, { result: { pnr: "P2", fare: 99 } }],
          bookHotelTrip: { result: { confirmation: "H1", price: 80 } },
          insure: { result: { policy: "I1" } },
          takePayment: { result: { id: "pay" } },
        },
      ],
      [
        {
          traveller: "Ada",
          legs: [
            { from: "HAM", to: "LHR", date: "2024-05-01" },
            { from: "LHR", to: "HAM", date: "2024-05-04" },
          ],
          hotel: { city: "London", nights: 3 },
          insured: false,
        },
        {
          bookFlightTrip: [{ result: { pnr: "P1", fare: 120 } }, { result: { pnr: "P2", fare: 99 } }],
          bookHotelTrip: { result: { confirmation: "H1", price: 80 } },
          takePayment: fails("Declined", "card declined"),
          cancelHotelTrip: fails("Gone", "already started"),
          cancelFlightTrip: { result: null },
          alertOpsTrip: { result: null },
        },
      ],
      [
        {
          traveller: "Ada",
          legs: [
            { from: "HAM", to: "LHR", date: "2024-05-01" },
            { from: "LHR", to: "HAM", date: "2024-05-04" },
          ],
          insured: false,
        },
        {
          bookFlightTrip: [{ result: { pnr: "P1", fare: 120 } }, fails("Full", "no seats")],
          cancelFlightTrip: { result: null },
        },
      ],
      [{ traveller: "Ada", legs: [], insured: false }, { takePayment: { result: { id: "p" } } }],
    ),
  },
  {
    name: "seat reservations that expire when they are not paid",
    before: `${declarations}interface Request { show: string; customer: string; seats: string[]; voucher?: string }
const holdSeat = lambda<{ show: string; seat: string; customer: string; until: string }, { held: boolean; by?: string }>("holdSeat", elsewhere);
const freeSeat = lambda<{ show: string; seat: string }, void>("freeSeat", elsewhere);
const neighbours = lambda<{ show: string; seat: string }, string[]>("neighbours", elsewhere);
const payment = human<{ customer: string; seats: string[]; amount: number }, { paid: boolean; method?: string }>("payment", { title: "Pay", form: { type: "object", properties: { paid: { type: "boolean" } }, required: ["paid"] } });
const issueTicket = lambda<{ show: string; seat: string; customer: string }, { code: string }>("issueTicket", elsewhere);
class SeatsTaken extends WorkflowError { constructor(readonly seats: string[]) { super(\`taken: \${seats.join(" ")}\`); } }
const priceOfSeat = (seat: string) => { const row = seat.charCodeAt(0) - 65; return row < 2 ? 50 : row < 5 ? 35 : 20; };`,
    concurrent: true,
    body: `async (request: Request) => {
  const { show, customer } = request;
  const { startTime } = { startTime: "2024-06-01T18:00:00.000Z" };
  const until = new Date(Date.parse(startTime) + 15 * 60_000).toISOString();
  const held: string[] = [];
  const release = async () => {
    for (const seat of held.splice(0)) await freeSeat({ show, seat });
  };
  try {
    const taken: string[] = [];
    for (const seat of request.seats) {
      let answer = await holdSeat({ show, seat, customer, until });
      if (answer.held) { held.push(seat); continue; }
      let replacement: string | undefined;
      for (const candidate of await neighbours({ show, seat })) {
        if (request.seats.includes(candidate) || held.includes(candidate)) continue;
        answer = await holdSeat({ show, seat: candidate, customer, until });
        if (answer.held) { replacement = candidate; break; }
      }
      if (replacement) held.push(replacement);
      else taken.push(answer.by ? \`\${seat} (\${answer.by})\` : seat);
    }
    if (taken.length > 0) throw new SeatsTaken(taken);
    const amount = held.map(priceOfSeat).reduce((a, b) => a + b, 0) * (request.voucher?.startsWith("HALF") ? 0.5 : 1);
    const { paid, method = "card" } = await payment({ customer, seats: held, amount }, { timeout: "15m" });
    if (!paid) { await release(); return { status: "declined" as const, amount }; }
    const tickets = await Promise.all(held.map((seat) => issueTicket({ show, seat, customer })));
    return { status: "sold" as const, amount, method, tickets: tickets.map((t, i) => \`\${held[i]}:\${t.code}\`) };
  } catch (error) {
    await release();
    if (error instanceof SeatsTaken) return { status: "taken" as const, seats: error.seats };
    if (error instanceof Error && error.name === "States.Timeout") return { status: "expired" as const };
    throw error;
  }
}`,
    scenarios: runs(
      [
        { show: "s", customer: "c", seats: ["A1", "C2"], voucher: "HALF1" },
        {
          holdSeat: [{ result: { held: true } }, { result: { held: false, by: "x" } }, { result: { held: true } }],
          neighbours: { result: ["A1", "C3"] },
          payment: { result: { paid: true } },
          issueTicket: ({ seat }: { seat: string }) => ({ code: "#" + seat }),
          freeSeat: { result: null },
        },
      ],
      [
        { show: "s", customer: "c", seats: ["A1", "C2"] },
        {
          holdSeat: [{ result: { held: true } }, { result: { held: false, by: "x" } }],
          neighbours: { result: [] },
          freeSeat: { result: null },
        },
      ],
      [
        { show: "s", customer: "c", seats: ["A1", "F2"] },
        { holdSeat: { result: { held: true } }, payment: fails("States.Timeout"), freeSeat: { result: null } },
      ],
      [
        { show: "s", customer: "c", seats: ["A1", "F2"] },
        { holdSeat: { result: { held: true } }, payment: { result: { paid: false } }, freeSeat: { result: null } },
      ],
      [
        { show: "s", customer: "c", seats: ["A1", "F2"] },
        { holdSeat: fails("Db", "down"), freeSeat: { result: null } },
      ],
    ),
  },
  {
    name: "ride dispatch that offers to one driver after the other",
    before: `${declarations}interface Position { lat: number; lng: number }
interface Driver { id: string; position: Position; rating: number; seats: number; tags: string[] }
interface Ride { id: string; pickup: Position; passengers: number; needs?: string[]; priority?: boolean }
const nearbyDrivers = lambda<{ at: Position; radius: number }, Driver[]>("nearbyDrivers", elsewhere);
const offer = lambda<{ driver: string; ride: string; price: number }, "accepted" | "declined">("offer", elsewhere);
const notifyRider = lambda<{ ride: string; text: string }, void>("notifyRider", elsewhere);
const EARTH = 6371;
const distance = (a: Position, b: Position) => {
  const dLat = a.lat - b.lat;
  const dLng = a.lng - b.lng;
  return Math.round(Math.sqrt(dLat ** 2 + dLng ** 2) * EARTH) / 100;
};
class NoDriver extends WorkflowError { constructor(readonly ride: string, readonly asked: number) { super(\`nobody took \${ride} (\${asked} asked)\`); } }`,
    body: `async (ride: Ride) => {
  const asked = new Set<string>();
  let surge = 1;
  const price = () => Math.round((5 + ride.passengers * 2) * surge * 100) / 100;
  const suitable = (driver: Driver) =>
    driver.seats >= ride.passengers && (ride.needs ?? []).every((need) => driver.tags.includes(need)) && !asked.has(driver.id);
  for (const radius of [1, 3, 8]) {
    const drivers = (await nearbyDrivers({ at: ride.pickup, radius }))
      .filter(suitable)
      .map((driver) => ({ driver, km: distance(driver.position, ride.pickup) }))
      .sort((a, b) => (ride.priority ? b.driver.rating - a.driver.rating : 0) || a.km - b.km);
    for (const { driver, km } of drivers) {
      asked.add(driver.id);
      let answer: string;
      try {
        answer = await offer({ driver: driver.id, ride: ride.id, price: price() }, { timeout: "20s" });
      } catch (error) {
        answer = error instanceof Error && error.name === "States.Timeout" ? "timeout" : "error";
      }
      if (answer === "accepted") {
        await notifyRider({ ride: ride.id, text: \`\${driver.id} is \${km} km away\` });
        return { driver: driver.id, km, price: price(), asked: [...asked], surge };
      }
    }
    if (drivers.length > 0) surge = Math.round((surge + 0.25) * 100) / 100;
    await notifyRider({ ride: ride.id, text: \`still looking (\${asked.size} asked)\` });
    await sleep("30s");
  }
  throw new NoDriver(ride.id, asked.size);
}`,
    scenarios: runs(
      [
        { id: "r", pickup: { lat: 0, lng: 0 }, passengers: 2 },
        {
          nearbyDrivers: [
            {
              result: [
                { id: "a", position: { lat: 0.3, lng: 0.4 }, rating: 4, seats: 4, tags: [] },
                { id: "b", position: { lat: 0.1, lng: 0 }, rating: 5, seats: 1, tags: [] },
              ],
            },
            {
              result: [
                { id: "a", position: { lat: 0.3, lng: 0.4 }, rating: 4, seats: 4, tags: [] },
                { id: "c", position: { lat: 1, lng: 0 }, rating: 3, seats: 4, tags: [] },
                { id: "d", position: { lat: 0.5, lng: 0 }, rating: 3, seats: 4, tags: [] },
              ],
            },
          ],
          offer: [{ result: "declined" }, fails("States.Timeout"), { result: "accepted" }],
          notifyRider: { result: null },
        },
      ],
      [
        { id: "r", pickup: { lat: 0, lng: 0 }, passengers: 2, needs: ["child"], priority: true },
        {
          nearbyDrivers: {
            result: [{ id: "a", position: { lat: 0.3, lng: 0.4 }, rating: 4, seats: 4, tags: ["child"] }],
          },
          offer: fails("Err"),
          notifyRider: { result: null },
        },
      ],
    ),
  },
];
