import { SendTaskSuccessCommand, SFNClient } from "@aws-sdk/client-sfn";
import { z } from "zod";
import { type HttpAnswer, type JsonServer, startJsonServer } from "./http-server.js";

/** A payment as the provider keeps it. */
export interface ProviderPayment {
  readonly status: "AUTHORISED" | "CHALLENGE_REQUIRED" | "CAPTURED" | "DECLINED" | "CANCELLED";
  readonly token: string;
  readonly amount: number;
  readonly currency: string;
  /** How often money was taken and given back. */
  readonly captures: number;
  readonly refunds: number;
}

export interface PaymentProviderSandbox extends JsonServer {
  /** What the provider knows, by payment id. */
  readonly payments: ReadonlyMap<string, ProviderPayment>;
  /** Task tokens of challenges that customers have not answered, by payment id. */
  readonly challenges: ReadonlyMap<string, string>;
  /** Lets the customer pass or fail a challenge. */
  answerChallenge(paymentId: string, passed: boolean): Promise<void>;
  /** Tells the shop how a challenge ended. Default: as its protocol has it, by `SendTaskSuccess`. */
  report: (taskToken: string, outcome: { readonly passed: boolean }) => Promise<void>;
  /**
   * Asked before and after each request is carried out; a fault stands for the answer then. Default: no faults.
   *
   * @param provider the one that the request is addressed to
   */
  faults: (moment: "before" | "after", action: string, paymentId: string, provider: string) => HttpAnswer | undefined;
}

const authorisationSchema = z.object({ amount: z.int().min(1), currency: z.string(), token: z.string() });
const challengeSchema = z.object({ taskToken: z.string().min(1) });
const unknownPayment: ProviderPayment = {
  status: "CANCELLED",
  token: "",
  amount: 0,
  currency: "",
  captures: 0,
  refunds: 0,
};

/**
 * Plays the payment providers on the loopback interface.
 *
 * The token decides: `tok_declined` is declined, `tok_challenge…` wants strong customer authentication, all others are
 * authorised. Customers with `tok_challenge_passed` and `tok_challenge_failed` answer the challenge at once; with other
 * tokens they leave it. Every call is idempotent by payment id; a cancelled payment stays cancelled.
 */
export async function startPaymentProvider(): Promise<PaymentProviderSandbox> {
  const payments = new Map<string, ProviderPayment>();
  const challenges = new Map<string, string>();
  const stepFunctions = new SFNClient({});
  const answerChallenge = async (paymentId: string, passed: boolean) => {
    const before = payments.get(paymentId);
    if (before?.status === "CHALLENGE_REQUIRED") {
      payments.set(paymentId, { ...before, status: passed ? "AUTHORISED" : "DECLINED" });
    }
    const taskToken = challenges.get(paymentId) ?? "";
    challenges.delete(paymentId);
    await sandbox.report(taskToken, { passed });
  };
  const server = await startJsonServer(({ method, path, body }) => {
    const [, provider = "", paymentId = "", action = ""] = /^\/([\w-]+)\/payments\/([^/]+)\/(\w+)$/.exec(path) ?? [];
    if (method !== "PUT" || paymentId === "") return { status: 404, body: { message: "no such resource" } };
    const fault = sandbox.faults("before", action, paymentId, provider);
    if (fault !== undefined) return fault;
    const id = decodeURIComponent(paymentId);
    const answer = carryOut(payments, id, action, body);
    const challenge = action === "challenge" ? challengeSchema.safeParse(body).data : undefined;
    if (challenge !== undefined) {
      challenges.set(id, challenge.taskToken);
      const passed = outcomeAtOnce(payments.get(id));
      // After the request is answered, as a customer would. A refused answer comes too late: nobody waits for it.
      if (passed !== undefined) setImmediate(() => void answerChallenge(id, passed).catch(() => {}));
    }
    return sandbox.faults("after", action, paymentId, provider) ?? answer;
  });
  const stop = async () => {
    stepFunctions.destroy();
    await server.stop();
  };
  const sandbox: PaymentProviderSandbox = {
    ...server,
    stop,
    payments,
    challenges,
    answerChallenge,
    faults: () => undefined,
    report: async (taskToken, outcome) => {
      await stepFunctions.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(outcome) }));
    },
  };
  return sandbox;
}

function carryOut(payments: Map<string, ProviderPayment>, id: string, action: string, body: unknown): HttpAnswer {
  const before = payments.get(id);
  const after = nextPayment(before, action, body);
  if (after === undefined) return { status: 400, body: { message: `cannot do ${action} now` } };
  payments.set(id, after);
  return { status: after.status === "DECLINED" ? 402 : 200, body: { status: after.status, reason: "card declined" } };
}

function nextPayment(before: ProviderPayment | undefined, action: string, body: unknown): ProviderPayment | undefined {
  switch (action) {
    case "authorisation": {
      if (before !== undefined) return before;
      const asked = authorisationSchema.safeParse(body);
      if (!asked.success) return undefined;
      const { amount, currency, token } = asked.data;
      return { status: statusForToken(token), token, amount, currency, captures: 0, refunds: 0 };
    }
    case "challenge":
      return before;
    case "capture":
      return before?.status === "AUTHORISED"
        ? { ...before, status: "CAPTURED", captures: before.captures + 1 }
        : before;
    case "cancellation": {
      if (before?.status === "DECLINED") return before;
      const refunds = before?.status === "CAPTURED" ? 1 : 0;
      const payment = before ?? unknownPayment;
      return { ...payment, status: "CANCELLED", refunds: payment.refunds + refunds };
    }
    default:
      return undefined;
  }
}

/** Whether the customer passes, where that is known as soon as the challenge is asked for; a challenge is passed once. */
function outcomeAtOnce(payment: ProviderPayment | undefined): boolean | undefined {
  if (payment?.status === "AUTHORISED" || payment?.token === "tok_challenge_passed") return true;
  return payment?.token === "tok_challenge_failed" ? false : undefined;
}

function statusForToken(token: string): ProviderPayment["status"] {
  if (token.startsWith("tok_declined")) return "DECLINED";
  return token.startsWith("tok_challenge") ? "CHALLENGE_REQUIRED" : "AUTHORISED";
}
