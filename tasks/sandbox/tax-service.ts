import { shareOf, sumOf } from "../money.js";
import { taxQuestionSchema } from "../tax/calculate-tax.js";
import { taxRate } from "../tax/tax-rules.js";
import { type HttpAnswer, type SandboxServer, startJsonServer } from "./http-server.js";

export interface TaxServiceSandbox extends SandboxServer {
  /** What the next requests get instead of an answer; asked for each request. Default: no faults. */
  fault: () => HttpAnswer | undefined;
  /** The answer to a question, without HTTP. */
  readonly quote: (question: unknown) => { readonly status: number; readonly body: unknown };
}

/** Local surcharges, in basis points, that the shop's own table of rates does not hold. */
const surcharges: Readonly<Record<string, number>> = { "US-CA": 150, "US-NY": 450 };

/** Plays the tax service on the loopback interface: `POST /quotes`. */
export async function startTaxService(): Promise<TaxServiceSandbox> {
  const server = await startJsonServer(({ method, path, body }) => {
    if (method !== "POST" || path !== "/quotes") return { status: 404, body: { message: "no such resource" } };
    return sandbox.fault() ?? quote(body);
  });
  const sandbox: TaxServiceSandbox = { ...server, quote, fault: () => undefined };
  return sandbox;
}

function quote(body: unknown): { readonly status: number; readonly body: unknown } {
  const question = taxQuestionSchema.safeParse(body);
  if (!question.success) return { status: 400, body: { message: "malformed question" } };
  const { country, region, lines } = question.data;
  const taxed = lines.map(({ sku, category, amount }) => {
    const rate = taxRate(country, region, category);
    if (rate === undefined) return undefined;
    const basisPoints = rate === 0 ? 0 : rate + (surcharges[`${country}-${region ?? ""}`] ?? 0);
    return { sku, basisPoints, amount: shareOf(amount, basisPoints) };
  });
  const known = taxed.filter((line) => line !== undefined);
  if (known.length < taxed.length) return { status: 422, body: { message: "no tax is due to you there" } };
  return { status: 200, body: { amount: sumOf(known.map(({ amount }) => amount)), lines: known } };
}
