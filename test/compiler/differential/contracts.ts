import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Whole workflows of contracts and claims, as their authors write them. */
export const contracts: readonly Row[] = [
  {
    name: "house sale closing with parallel parties",
    before: `import { human, lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Closing { id: string; price: number; buyer: string; seller: string; lender?: { name: string; amount: number }; contingencies: string[] }
const titleSearch = lambda<{ id: string }, { clear: boolean; liens: { holder: string; amount: number }[] }>("titleSearch", elsewhere);
const inspection = human<{ id: string }, { defects: { name: string; cost: number }[] }>("inspection", { title: "Inspection report", form: { type: "object", properties: {} } });
const confirmLoan = lambda<{ lender: string; amount: number }, { approved: boolean; rate?: number }>("confirmLoan", elsewhere);
const negotiate = human<{ id: string; reduction: number }, { accepted: boolean; counter?: number }>("negotiate", { title: "Do you accept the reduction?", form: { type: "object", properties: {} } });
const wire = lambda<{ from: string; to: string; amount: number }, { ref: string }>("wire", elsewhere);
class DealOff extends WorkflowError {
  constructor(reason: string, public readonly details: string[] = []) { super(reason); }
}
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
const eur = (n: number) => \`€\${n.toFixed(0).replace(/\\B(?=(\\d{3})+(?!\\d))/g, ".")}\`;`,
    body: `async (closing: Closing) => {
  const { id, lender, contingencies } = closing;
  const [title, report, loan] = await Promise.all([
    titleSearch({ id }),
    contingencies.includes("inspection") ? inspection({ id }) : Promise.resolve({ defects: [] as { name: string; cost: number }[] }),
    lender ? confirmLoan({ lender: lender.name, amount: lender.amount }) : null,
  ]);
  if (loan && !loan.approved) throw new DealOff("no loan", [lender!.name]);
  const liens = sum(title.liens.map((l) => l.amount));
  if (!title.clear && liens > closing.price) throw new DealOff(\`liens of \${eur(liens)}\`, title.liens.map((l) => l.holder));
  let price = closing.price;
  const cost = sum(report.defects.filter((d) => d.cost >= 500).map((d) => d.cost));
  if (cost > 0) {
    const { accepted, counter } = await negotiate({ id, reduction: cost });
    if (!accepted && counter === undefined) throw new DealOff("no agreement", report.defects.map(({ name, cost: c }) => \`\${name} (\${eur(c)})\`));
    price -= accepted ? cost : counter!;
  }
  const payments = [
    ...title.liens.map(({ holder, amount }) => ({ to: holder, amount })),
    { to: closing.seller, amount: price - liens },
  ].filter((p) => p.amount > 0);
  const refs: string[] = [];
  for (const { to, amount } of payments) {
    const { ref } = await wire({ from: closing.buyer, to, amount });
    refs.push(\`\${ref}: \${eur(amount)} to \${to}\`);
  }
  return { price: eur(price), refs, ...(loan?.rate !== undefined ? { rate: loan.rate } : {}) };
}`,
    scenarios: runs(
      [
        {
          id: "h",
          price: 1250000,
          buyer: "b",
          seller: "s",
          lender: { name: "bank", amount: 900000 },
          contingencies: ["inspection"],
        },
        {
          titleSearch: { result: { clear: false, liens: [{ holder: "old bank", amount: 250000 }] } },
          inspection: {
            result: {
              defects: [
                { name: "roof", cost: 12000 },
                { name: "tap", cost: 90 },
              ],
            },
          },
          confirmLoan: { result: { approved: true, rate: 3.9 } },
          negotiate: { result: { accepted: false, counter: 5000 } },
          wire: ({ to }: { to: string }) => ({ ref: `w-${to}` }),
        },
      ],
      [
        { id: "h", price: 100, buyer: "b", seller: "s", contingencies: [] },
        { titleSearch: { result: { clear: true, liens: [] } }, wire: { result: { ref: "w" } } },
      ],
      [
        { id: "h", price: 100, buyer: "b", seller: "s", contingencies: [] },
        { titleSearch: { result: { clear: false, liens: [{ holder: "x", amount: 1000 }] } } },
      ],
    ),
    concurrent: true,
  },
  {
    name: "insurance claim with deadline and documents",
    before: `import { human, lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Claim { id: string; policy: string; occurred: string; reported: string; amount: number; documents: string[]; injured?: boolean }
interface Policy { number: string; holder: string; deductible: number; cover: { kind: string; limit: number }[]; validFrom: string; validTo: string }
const policyOf = lambda<string, Policy>("policyOf", elsewhere);
const askDocuments = human<{ claim: string; missing: string[] }, { documents: string[] }>("askDocuments", { title: "Please add the missing documents", form: { type: "object", properties: {} } });
const assess = human<{ claim: string; amount: number }, { amount: number; kind: string }>("assess", { title: "How much is covered?", form: { type: "object", properties: {} } });
const payClaim = lambda<{ claim: string; amount: number }, string>("payClaim", elsewhere);
const REQUIRED = new Set(["report", "photos"]);
class NotCovered extends WorkflowError {}
function assertValid(claim: Claim, policy: Policy): asserts claim is Claim & { injured: boolean } {
  if (claim.occurred < policy.validFrom || claim.occurred > policy.validTo) throw new NotCovered(\`policy \${policy.number} was not valid on \${claim.occurred}\`);
  const days = Math.round((new Date(claim.reported).valueOf() - new Date(claim.occurred).valueOf()) / 864e5);
  if (days > 30) throw new NotCovered(\`reported after \${days} days\`);
}
const missingOf = (documents: Iterable<string>, injured = false): string[] => {
  const needed = new Set(REQUIRED);
  if (injured) needed.add("medical");
  for (const d of documents) needed.delete(d);
  return [...needed];
};`,
    body: `async (claim: Claim) => {
  const policy = await policyOf(claim.policy);
  assertValid(claim, policy);
  const documents = new Set(claim.documents);
  for (let round = 0, missing = missingOf(documents, claim.injured); missing.length > 0; missing = missingOf(documents, claim.injured), round++) {
    if (round === 2) throw new NotCovered(\`documents are still missing: \${missing.join(", ")}\`);
    const answer = await askDocuments({ claim: claim.id, missing });
    answer.documents.forEach((d) => documents.add(d));
  }
  let { amount } = claim;
  let kind = "standard";
  if (amount > 1000 || claim.injured) ({ amount, kind } = await assess({ claim: claim.id, amount }));
  const limit = policy.cover.find((c) => c.kind === kind)?.limit ?? 0;
  const payable = Math.max(0, Math.min(amount, limit) - policy.deductible);
  if (payable === 0) return { status: "closed", paid: 0, documents: documents.size };
  const reference = await payClaim({ claim: claim.id, amount: payable });
  return { status: "paid", paid: payable, reference, documents: documents.size };
}`,
    scenarios: runs(
      [
        { id: "c", policy: "p", occurred: "2024-02-01", reported: "2024-02-11", amount: 900, documents: ["report"] },
        {
          policyOf: {
            result: {
              number: "p",
              holder: "h",
              deductible: 100,
              cover: [{ kind: "standard", limit: 700 }],
              validFrom: "2024-01-01",
              validTo: "2024-12-31",
            },
          },
          askDocuments: { result: { documents: ["photos"] } },
          payClaim: { result: "REF" },
        },
      ],
      [
        { id: "c", policy: "p", occurred: "2024-02-01", reported: "2024-04-11", amount: 900, documents: [] },
        {
          policyOf: {
            result: {
              number: "p",
              holder: "h",
              deductible: 100,
              cover: [],
              validFrom: "2024-01-01",
              validTo: "2024-12-31",
            },
          },
        },
      ],
      [
        {
          id: "c",
          policy: "p",
          occurred: "2024-02-01",
          reported: "2024-02-02",
          amount: 900,
          injured: true,
          documents: [],
        },
        {
          policyOf: {
            result: {
              number: "p",
              holder: "h",
              deductible: 100,
              cover: [],
              validFrom: "2024-01-01",
              validTo: "2024-12-31",
            },
          },
          askDocuments: { result: { documents: ["photos"] } },
        },
      ],
      [
        {
          id: "c",
          policy: "p",
          occurred: "2024-02-01",
          reported: "2024-02-02",
          amount: 9000,
          documents: ["report", "photos"],
        },
        {
          policyOf: {
            result: {
              number: "p",
              holder: "h",
              deductible: 100,
              cover: [{ kind: "x", limit: 50 }],
              validFrom: "2024-01-01",
              validTo: "2024-12-31",
            },
          },
          assess: { result: { amount: 60, kind: "x" } },
        },
      ],
    ),
  },
  {
    name: "gym membership freeze requests",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
type MembershipStatus = "active" | "frozen" | "cancelled";
interface Membership { id: string; status: MembershipStatus; freezes: { from: string; to: string }[]; plan: { name: string; maxFreezeDays: number } }
interface FreezeRequest { membershipId: string; from: string; to: string; reason?: string }
const loadMembership = lambda<string, Membership | null>("loadMembership", elsewhere);
const saveMembership = lambda<Membership, void>("saveMembership", elsewhere);
class ValidationError extends WorkflowError {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("; "));
    this.problems = problems;
  }
}
const daysIn = ({ from, to }: { from: string; to: string }): number => (Date.parse(to) - Date.parse(from)) / 86400000 + 1;
const validators: ((m: Membership, r: FreezeRequest) => string | undefined)[] = [
  (m) => (m.status === "cancelled" ? "membership is cancelled" : undefined),
  (_m, r) => (r.to < r.from ? "ends before it begins" : undefined),
  (m, r) => {
    const used = m.freezes.map(daysIn).reduce((a, b) => a + b, 0);
    return used + daysIn(r) > m.plan.maxFreezeDays ? \`only \${m.plan.maxFreezeDays - used} days left\` : undefined;
  },
  ({ freezes }, { from, to }) => (freezes.some((f) => f.from <= to && from <= f.to) ? "overlaps another freeze" : undefined),
];`,
    body: `async (request: FreezeRequest) => {
  const membership = await loadMembership(request.membershipId);
  if (!membership) return { ok: false, problems: ["not found"] };
  try {
    const problems = validators.map((validate) => validate(membership, request)).filter((p): p is string => p !== undefined);
    if (problems.length > 0) throw new ValidationError(problems);
    const { from, to } = request;
    membership.freezes.push({ from, to });
    membership.freezes.sort((a, b) => a.from.localeCompare(b.from));
    membership.status = "frozen";
    await saveMembership(membership);
    return { ok: true, freezes: membership.freezes.length, days: daysIn(request) };
  } catch (e) {
    if (e instanceof ValidationError) return { ok: false, problems: [...e.problems] };
    throw e;
  }
}`,
    scenarios: runs(
      [
        { membershipId: "m", from: "2024-03-01", to: "2024-03-10" },
        {
          loadMembership: {
            result: {
              id: "m",
              status: "active",
              freezes: [{ from: "2024-05-01", to: "2024-05-05" }],
              plan: { name: "p", maxFreezeDays: 30 },
            },
          },
          saveMembership: () => null,
        },
      ],
      [
        { membershipId: "m", from: "2024-05-03", to: "2024-05-30" },
        {
          loadMembership: {
            result: {
              id: "m",
              status: "cancelled",
              freezes: [{ from: "2024-05-01", to: "2024-05-05" }],
              plan: { name: "p", maxFreezeDays: 30 },
            },
          },
        },
      ],
      [{ membershipId: "m", from: "2024-05-03", to: "2024-05-30" }, { loadMembership: { result: null } }],
    ),
  },
  {
    name: "rental fleet assignment",
    before: `import { lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Car { plate: string; category: string; location: string; km: number; nextService: number; rentedUntil?: string }
interface Booking { id: string; category: string; from: string; to: string; location: string; upgradeOk?: boolean }
const CATEGORY_ORDER = ["mini", "compact", "suv"];
const fleet = lambda<void, Car[]>("fleet", elsewhere);
const confirm = lambda<{ booking: string; plate: string; upgraded: boolean }, { ok: boolean }>("confirm", elsewhere);
const compareBy = <T, K extends string | number>(...selectors: ((item: T) => K)[]) => (a: T, b: T): number => {
  for (const select of selectors) {
    const [x, y] = [select(a), select(b)];
    if (x < y) return -1;
    if (x > y) return 1;
  }
  return 0;
};`,
    body: `async ({ bookings }: { bookings: Booking[] }) => {
  const cars = await fleet();
  const assigned: { [booking: string]: string } = {};
  const open: Booking[] = [];
  const queue = [...bookings].sort(compareBy((b) => b.from, (b) => b.id));
  for (const booking of queue) {
    const level = CATEGORY_ORDER.indexOf(booking.category);
    const suitable = cars.filter((car) => {
      const free = car.rentedUntil === undefined || car.rentedUntil < booking.from;
      const carLevel = CATEGORY_ORDER.indexOf(car.category);
      return free && car.location === booking.location && car.km < car.nextService && (booking.upgradeOk ? carLevel >= level : carLevel === level);
    });
    const car = suitable.sort(compareBy((c) => CATEGORY_ORDER.indexOf(c.category), (c) => c.km))[0];
    if (!car) {
      open.push(booking);
      continue;
    }
    const upgraded = car.category !== booking.category;
    const { ok } = await confirm({ booking: booking.id, plate: car.plate, upgraded });
    if (!ok) {
      open.push(booking);
      continue;
    }
    car.rentedUntil = booking.to;
    car.km += 100;
    assigned[booking.id] = upgraded ? \`\${car.plate} (upgrade)\` : car.plate;
  }
  return { assigned, open: open.map((b) => b.id), utilisation: Math.round((cars.filter((c) => c.rentedUntil).length / cars.length) * 100) };
}`,
    scenarios: runs([
      {
        bookings: [
          { id: "b2", category: "mini", from: "2024-01-02", to: "2024-01-05", location: "x", upgradeOk: true },
          { id: "b1", category: "mini", from: "2024-01-01", to: "2024-01-03", location: "x" },
          { id: "b3", category: "suv", from: "2024-01-06", to: "2024-01-09", location: "x" },
          { id: "b4", category: "mini", from: "2024-01-04", to: "2024-01-09", location: "x" },
        ],
      },
      {
        fleet: {
          result: [
            { plate: "M1", category: "mini", location: "x", km: 10, nextService: 99 },
            { plate: "S1", category: "suv", location: "x", km: 10, nextService: 999 },
            { plate: "M2", category: "mini", location: "y", km: 1, nextService: 9 },
          ],
        },
        confirm: ({ booking }: { booking: string }) => ({ ok: booking !== "b9" }),
      },
    ]),
  },
];
