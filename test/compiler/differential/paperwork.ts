import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows about documents and labels, as their authors write them. */
export const paperwork: readonly Row[] = [
  {
    name: "bulk JSON lines import",
    before: `interface RawLine { type?: string; id?: string | number; payload?: unknown }
interface CustomerPayload { email: string; phones?: string[]; address?: { street: string; zip: string; city: string } }
type Parsed = { ok: true; id: string; customer: CustomerPayload } | { ok: false; line: number; reason: string };
const isObject = (v: unknown): v is Record<string, unknown> => typeof v === "object" && v !== null && !Array.isArray(v);
const isCustomer = (v: unknown): v is CustomerPayload => isObject(v) && typeof v.email === "string" && v.email.includes("@");
const normalisePhone = (phone: string): string => {
  const digits = phone.replace(/\\D+/g, "");
  if (digits.startsWith("00")) return \`+\${digits.slice(2)}\`;
  if (digits.startsWith("0")) return \`+49\${digits.substring(1)}\`;
  return phone.trim().startsWith("+") ? \`+\${digits}\` : digits;
};
function parse(raw: RawLine, line: number): Parsed {
  const fail = (reason: string): Parsed => ({ ok: false, line, reason });
  if (raw.type !== "customer") return fail(\`type \${raw.type ?? "missing"}\`);
  if (raw.id === undefined || raw.id === "") return fail("no id");
  if (!isCustomer(raw.payload)) return fail("no customer");
  return { ok: true, id: String(raw.id).padStart(6, "0"), customer: { ...raw.payload, phones: (raw.payload.phones ?? []).map(normalisePhone) } };
}`,
    body: `async ({ text, source = "unknown" }: { text: string; source?: string }) => {
  const lines = text.split("\\n").map((l) => l.trim()).filter(Boolean);
  const parsed = lines.map((l, i) => parse(JSON.parse(l) as RawLine, i + 1));
  const good = parsed.filter((p) => p.ok);
  const bad = parsed.filter((p) => !p.ok);
  const byZip: Record<string, string[]> = {};
  for (const { customer } of good) {
    const zip = customer.address?.zip.slice(0, 2) ?? "none";
    byZip[zip] = [...(byZip[zip] ?? []), customer.email.toLowerCase()];
  }
  const regions = Object.entries(byZip).map(([zip, emails]) => ({ zip, count: emails.length, emails }));
  let created = 0;
  let updated = 0;
  const conflicts: string[] = [];
  for (const { id, customer } of good) {
    let existing: { id: string; note?: string } | null;
    try {
      existing = await fetchItem(id);
    } catch (e) {
      if ((e as Error).name !== "NotFound") throw e;
      existing = null;
    }
    if (!existing) {
      await echo({ create: id, customer, source });
      created++;
      continue;
    }
    if (existing.note?.includes("locked")) {
      conflicts.push(id);
      continue;
    }
    await echo({ update: id, phones: customer.phones?.join("/") ?? null });
    updated++;
  }
  const report = [
    \`source: \${source}\`,
    \`lines: \${lines.length} (\${bad.length} bad)\`,
    ...bad.map((b) => \`  line \${b.line}: \${b.reason}\`),
    ...regions.sort((a, b) => b.count - a.count).map(({ zip, count }) => \`\${zip.padEnd(6, ".")}\${String(count).padStart(4)}\`),
  ].join("\\n");
  return { created, updated, conflicts, report, regions };
}`,
    scenarios: runs(
      [
        {
          text: '{"type":"customer","id":7,"payload":{"email":"Ann@x.de","phones":["030 / 123-4","+1 (2)","0049 1"],"address":{"street":"a","zip":"10115","city":"B"}}}\n\n{"type":"customer","id":"abc","payload":{"email":"b@x"}}\n{"type":"order"}\n{"type":"customer","id":"","payload":{}}\n{"type":"customer","id":1,"payload":[1]}\n{}\n{"type":"customer","id":"zz","payload":{"email":"c@x","address":{"street":"a","zip":"10999","city":"B"}}}',
          source: "crm",
        },
        {
          fetchItem: [
            { result: { id: "7", price: 1, tags: [] } },
            fails("NotFound", "no"),
            { result: { id: "q", price: 1, tags: [], note: "is locked" } },
          ],
        },
      ],
      [{ text: "" }],
      [{ text: '{"type":"customer","id":7,"payload":{"email":"Ann@x.de"}}' }, { fetchItem: fails("Down", "no") }],
    ),
  },
  {
    name: "document signing",
    before: `interface Signer { email: string; order: number; optional?: boolean }
interface Doc { id: string; title: string; signers: Signer[]; expiresInDays?: number }
const enum Status { Signed = "signed", Declined = "declined", Skipped = "skipped" }
interface SignResult { email: string; status: Status; comment?: string }
abstract class SigningError extends WorkflowError {
  abstract readonly fatal: boolean;
}
class SignerDeclined extends SigningError {
  readonly fatal = true;
  constructor(readonly email: string, comment?: string) {
    super(comment ? \`\${email} declined: \${comment}\` : \`\${email} declined\`);
  }
}
class SignerLate extends SigningError {
  readonly fatal = false;
  constructor(readonly email: string) {
    super(\`\${email} is late\`);
  }
}
const groupsOf = (signers: Signer[]): Signer[][] => {
  const orders = Array.from(new Set(signers.map((s) => s.order))).sort((a, b) => a - b);
  return orders.map((order) => signers.filter((s) => s.order === order));
};
const mask = (email: string) => email.replace(/^(.)(.*)(@.*)$/, (_m, a: string, b: string, c: string) => a + "*".repeat(b.length) + c);`,
    body: `async (doc: Doc) => {
  const askOne = async (signer: Signer, reminders = 1): Promise<SignResult> => {
    for (let i = 0; i <= reminders; i++) {
      try {
        const { approved, reason } = await review({ id: signer.email }, { timeout: "3d" });
        if (approved) return { email: signer.email, status: Status.Signed, comment: reason };
        if (signer.optional) return { email: signer.email, status: Status.Skipped };
        throw new SignerDeclined(signer.email, reason || undefined);
      } catch (e) {
        if (e instanceof SignerDeclined) throw e;
        if (i === reminders) throw new SignerLate(signer.email);
        await release(\`reminder \${i + 1} to \${signer.email}\`);
      }
    }
    throw new Error("unreachable");
  };
  const signed: SignResult[] = [];
  try {
    for (const group of groupsOf(doc.signers)) {
      const settled = await Promise.allSettled(group.map((s) => askOne(s, s.optional ? 0 : 2)));
      for (const [i, outcome] of settled.entries()) {
        const signer = group[i]!;
        if (outcome.status === "fulfilled") signed.push(outcome.value);
        else if (signer.optional) signed.push({ email: signer.email, status: Status.Skipped, comment: (outcome.reason as Error).message });
        else throw outcome.reason;
      }
    }
  } catch (error) {
    const name = error instanceof Error ? error.name : "Error";
    const message = error instanceof Error ? error.message : String(error);
    await echo({ doc: doc.id, failed: name, signed: signed.length });
    return { id: doc.id, ok: false, fatal: name === "SignerDeclined", message, signers: signed.map((s) => \`\${mask(s.email)}=\${s.status}\`) };
  }
  const seal = await fetchItem(doc.id);
  return { id: doc.id, ok: true, seal: seal.tags.join(":"), signers: signed.map((s) => \`\${mask(s.email)}=\${s.status}\${s.comment ? \` (\${s.comment})\` : ""}\`) };
}`,
    scenarios: runs(
      [
        {
          id: "d",
          title: "t",
          signers: [
            { email: "an@x.de", order: 2 },
            { email: "boo@x.d", order: 1, optional: true },
          ],
        },
      ],
      [{ id: "d", title: "t", signers: [{ email: "an@x.de2", order: 1 }] }],
      [
        { id: "d", title: "t", signers: [{ email: "an@x.de2", order: 1 }] },
        { review: [fails("States.Timeout", "late"), { result: { approved: true, reason: "" } }] },
      ],
      [
        {
          id: "d",
          title: "t",
          signers: [
            { email: "an@x.de2", order: 1 },
            { email: "q@x.de", order: 5 },
          ],
        },
        { review: fails("States.Timeout", "late") },
      ],
      [{ id: "d", title: "t", signers: [] }],
    ),
  },
  {
    name: "shipment label batch",
    before: `interface Parcel { id: string; to: { name: string; lines: string[]; zip: string; country: string }; weight: number; dims?: [w: number, h: number, d: number]; cod?: number }
interface Carrier { name: string; countries: string[] | "*"; maxWeight: number; price(weight: number): number; trackingPrefix?: string }
const carriers: Carrier[] = [
  { name: "post", countries: ["DE", "AT"], maxWeight: 31.5, price: (w) => (w <= 2 ? 4.5 : w <= 10 ? 9 : 16) },
  { name: "fast", countries: "*", maxWeight: 70, price: (w) => 12 + 0.8 * Math.ceil(w), trackingPrefix: "FX" },
  { name: "freight", countries: ["DE", "FR", "US"], maxWeight: 1000, price: (w) => Math.max(80, w * 0.5) },
];
const volumetric = ([w, h, d]: [number, number, number] = [10, 10, 10]) => (w * h * d) / 5000;
const billable = (p: Parcel) => Math.max(p.weight, volumetric(p.dims));
const serves = (c: Carrier, country: string) => c.countries === "*" || c.countries.includes(country);
const luhn = (digits: string): number => {
  const sum = digits
    .split("")
    .reverse()
    .map(Number)
    .reduce((acc, d, i) => acc + (i % 2 === 0 ? (d * 2 > 9 ? d * 2 - 9 : d * 2) : d), 0);
  return (10 - (sum % 10)) % 10;
};
const formatAddress = ({ name, lines, zip, country }: Parcel["to"]) => [name.toUpperCase(), ...lines.map((l) => l.trim()).filter((l) => l.length > 0), \`\${country}-\${zip}\`].join("\\n");`,
    body: `async ({ parcels, batch }: { parcels: Parcel[]; batch: number }) => {
  let serial = batch * 1000;
  const manifest: { [carrier: string]: { count: number; cost: number; labels: string[] } } = {};
  const undeliverable = new Map<string, string>();
  const labelled = [];
  for (const parcel of parcels) {
    const weight = billable(parcel);
    const candidates = carriers.filter((c) => serves(c, parcel.to.country) && weight <= c.maxWeight);
    if (!candidates.length) {
      undeliverable.set(parcel.id, weight > 1000 ? "too heavy" : \`no carrier to \${parcel.to.country}\`);
      continue;
    }
    const [cheapest] = candidates.map((c) => ({ carrier: c.name, cost: c.price(weight), prefix: c.trackingPrefix ?? c.name.slice(0, 2).toUpperCase() })).sort((a, b) => a.cost - b.cost);
    if (!cheapest) continue;
    const digits = String(++serial).padStart(8, "0");
    const tracking = \`\${cheapest.prefix}\${digits}\${luhn(digits)}\`;
    const { receipt } = await charge({ id: tracking, amount: cheapest.cost + (parcel.cod !== undefined ? 2 : 0) });
    const entry = (manifest[cheapest.carrier] ??= { count: 0, cost: 0, labels: [] });
    entry.count += 1;
    entry.cost += cheapest.cost;
    entry.labels.push(tracking);
    labelled.push({ id: parcel.id, tracking, receipt, address: formatAddress(parcel.to) });
  }
  const summary = Object.entries(manifest)
    .map(([carrier, { count, cost }]) => \`\${carrier}: \${count} for \${cost.toFixed(2)}\`)
    .sort()
    .join("; ");
  for (const [carrier, { labels }] of Object.entries(manifest)) {
    if (labels.length > 1) await echo({ pickup: carrier, from: labels[0], to: labels[labels.length - 1] });
  }
  return { summary, labelled, undeliverable: Object.fromEntries(undeliverable), nextSerial: serial + 1 };
}`,
    scenarios: runs(
      [
        {
          batch: 4,
          parcels: [
            { id: "p1", to: { name: "Ann", lines: ["Street 1 ", " "], zip: "10115", country: "DE" }, weight: 1 },
            { id: "p2", to: { name: "Bo", lines: [], zip: "1", country: "DE" }, weight: 1, dims: [30, 30, 30], cod: 5 },
            { id: "p3", to: { name: "Cy", lines: ["x"], zip: "2", country: "JP" }, weight: 80 },
            { id: "p4", to: { name: "Di", lines: ["x"], zip: "2", country: "US" }, weight: 300.5 },
            { id: "p5", to: { name: "Ed", lines: ["x"], zip: "2", country: "US" }, weight: 2000 },
          ],
        },
      ],
      [{ batch: 1, parcels: [] }],
      [
        {
          batch: 1,
          parcels: [
            { id: "p1", to: { name: "Ann", lines: ["Street 1 ", " "], zip: "10115", country: "DE" }, weight: 1 },
          ],
        },
        { charge: fails("Down", "q") },
      ],
    ),
  },
];
