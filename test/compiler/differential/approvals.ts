import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Whole workflows of approvals and signatures, as their authors write them. */
export const approvals: readonly Row[] = [
  {
    name: "approval chain with escalation and delegation",
    before: `import { human, lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Expense { id: string; employee: string; amount: number; category: "travel" | "meals" | "hardware" | "other"; receipts: string[] }
interface Approver { name: string; limit: number; deputy?: string }
interface Verdict { approved: boolean; comment?: string }
const decide = human<{ expense: string; approver: string; note: string }, Verdict>("decide", { title: "Do you approve this expense?", form: { type: "object", properties: { approved: { type: "boolean" } } } });
const managersOf = lambda<{ employee: string }, Approver[]>("managersOf", elsewhere);
const reimburse = lambda<{ id: string; amount: number }, { reference: string }>("reimburse", elsewhere);
class ExpenseRejected extends WorkflowError {}
const AUTO_APPROVE: Partial<Record<Expense["category"], number>> = { meals: 50, travel: 100 };
const describe = ({ category, amount, receipts }: Expense): string =>
  \`\${category[0]!.toUpperCase()}\${category.slice(1)}: \${amount.toFixed(2)} (\${receipts.length} receipt\${receipts.length === 1 ? "" : "s"})\`;
async function askWithDeputy(expense: Expense, approver: Approver): Promise<Verdict & { by: string }> {
  try {
    const verdict = await decide({ expense: expense.id, approver: approver.name, note: describe(expense) }, { timeout: "2d" });
    return { ...verdict, by: approver.name };
  } catch (err) {
    if (!(err instanceof Error) || err.name !== "States.Timeout" || !approver.deputy) throw err;
    const verdict = await decide({ expense: expense.id, approver: approver.deputy, note: \`for \${approver.name}: \${describe(expense)}\` });
    return { ...verdict, by: approver.deputy };
  }
}`,
    body: `async (expense: Expense) => {
  const audit: string[] = [];
  const log = (text: string) => { audit.push(\`\${audit.length + 1}. \${text}\`); };
  const auto = AUTO_APPROVE[expense.category];
  if (auto !== undefined && expense.amount <= auto) {
    log("auto-approved");
  } else {
    const chain = (await managersOf({ employee: expense.employee })).toSorted((a, b) => a.limit - b.limit);
    let done = false;
    for (const approver of chain) {
      const { approved, comment, by } = await askWithDeputy(expense, approver);
      log(\`\${by}: \${approved ? "yes" : "no"}\${comment ? \` (\${comment})\` : ""}\`);
      if (!approved) throw new ExpenseRejected(comment ?? \`rejected by \${by}\`);
      if (approver.limit >= expense.amount) {
        done = true;
        break;
      }
    }
    if (!done) throw new ExpenseRejected("nobody may approve this amount");
  }
  const { reference } = await reimburse({ id: expense.id, amount: expense.amount });
  log(\`paid as \${reference}\`);
  return { reference, audit };
}`,
    scenarios: runs(
      [
        { id: "e1", employee: "x", amount: 40, category: "meals", receipts: ["a"] },
        { reimburse: { result: { reference: "R1" } } },
      ],
      [
        { id: "e2", employee: "x", amount: 900, category: "travel", receipts: [] },
        {
          managersOf: {
            result: [
              { name: "cfo", limit: 5000 },
              { name: "lead", limit: 500, deputy: "vice" },
            ],
          },
          decide: [
            fails("States.Timeout"),
            { result: { approved: true, comment: "ok" } },
            { result: { approved: true } },
          ],
          reimburse: { result: { reference: "R2" } },
        },
      ],
      [
        { id: "e3", employee: "x", amount: 900, category: "other", receipts: [] },
        { managersOf: { result: [{ name: "lead", limit: 500 }] }, decide: { result: { approved: true } } },
      ],
      [
        { id: "e4", employee: "x", amount: 900, category: "other", receipts: [] },
        { managersOf: { result: [{ name: "lead", limit: 500 }] }, decide: fails("HumanTaskRejected", "out") },
      ],
    ),
  },
  {
    name: "document signing with reminders",
    before: `import { human, lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Signer { email: string; name: string; order: number }
interface Doc { id: string; title: string; signers: Signer[]; expiresInDays?: number }
const requestSignature = human<{ doc: string; signer: string; reminder: number }, { signed: boolean; remark?: string }>("requestSignature", { title: "Please sign", form: { type: "object", properties: { signed: { type: "boolean" } } } });
const seal = lambda<{ doc: string; signatures: { signer: string; at: number }[] }, { hash: string }>("seal", elsewhere);
const notify = lambda<{ to: string; message: string }, void>("notify", elsewhere);
class SignatureRefused extends WorkflowError {
  constructor(readonly signer: string, remark = "no reason") { super(\`\${signer} refused: \${remark}\`); }
}
class SignatureMissing extends WorkflowError {}
const MAX_REMINDERS = 2;
async function withReminders<T>(times: number, attempt: (n: number) => Promise<T>, onTimeout: (n: number) => Promise<void>): Promise<T> {
  for (let n = 0; ; n++) {
    try {
      return await attempt(n);
    } catch (error) {
      if ((error as Error).name !== "States.Timeout" || n >= times) throw error;
      await onTimeout(n);
    }
  }
}`,
    body: `async (doc: Doc) => {
  const rounds = [...new Set(doc.signers.map((s) => s.order))].sort((a, b) => a - b);
  const signatures: { signer: string; at: number }[] = [];
  let reminders = 0;
  try {
    for (const round of rounds) {
      for (const { email, name } of doc.signers.filter((s) => s.order === round)) {
        const { signed, remark } = await withReminders(
          MAX_REMINDERS,
          (reminder) => requestSignature({ doc: doc.id, signer: email, reminder }, { timeout: "3d" }),
          async (n) => {
            reminders++;
            await notify({ to: email, message: \`Dear \${name}, reminder \${n + 1} for "\${doc.title}"\` });
          },
        );
        if (!signed) throw new SignatureRefused(email, remark);
        signatures.push({ signer: email, at: signatures.length + 1 });
      }
    }
  } catch (error) {
    for (const { signer } of signatures) await notify({ to: signer, message: \`"\${doc.title}" will not be signed\` });
    if (error instanceof SignatureRefused) return { status: "refused", by: error.signer, message: error.message };
    if (error instanceof Error && error.name === "States.Timeout") throw new SignatureMissing(\`\${doc.id} expired with \${signatures.length} of \${doc.signers.length}\`);
    throw error;
  }
  const { hash } = await seal({ doc: doc.id, signatures });
  return { status: "sealed", hash, reminders };
}`,
    scenarios: runs(
      [
        {
          id: "d",
          title: "T",
          signers: [
            { email: "b", name: "B", order: 2 },
            { email: "a", name: "A", order: 1 },
          ],
        },
        {
          notify: () => null,
          seal: { result: { hash: "h" } },
          requestSignature: [fails("States.Timeout"), { result: { signed: true } }, { result: { signed: true } }],
        },
      ],
      [
        {
          id: "d",
          title: "T",
          signers: [
            { email: "b", name: "B", order: 2 },
            { email: "a", name: "A", order: 1 },
          ],
        },
        { notify: () => null, requestSignature: [{ result: { signed: true } }, { result: { signed: false } }] },
      ],
      [
        { id: "d", title: "T", signers: [{ email: "b", name: "B", order: 2 }] },
        { notify: () => null, requestSignature: fails("States.Timeout") },
      ],
      [
        { id: "d", title: "T", signers: [{ email: "b", name: "B", order: 2 }] },
        { requestSignature: fails("HumanTaskRejected", "x") },
      ],
    ),
  },
  {
    name: "loan application scoring with rules engine",
    before: `import { human, lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Application { id: string; income: number; debts: { kind: string; monthly: number }[]; amount: number; months: number; employment: "permanent" | "temporary" | "self-employed"; age: number }
interface Rule { id: string; when: (a: Application) => boolean; points: number | ((a: Application) => number); reason?: string }
const monthlyRate = (amount: number, months: number, apr: number) => {
  const r = apr / 12;
  return r === 0 ? amount / months : (amount * r) / (1 - Math.pow(1 + r, -months));
};
const debtRatio = (a: Application) => (a.debts.reduce((s, d) => s + d.monthly, 0) + monthlyRate(a.amount, a.months, 0.06)) / a.income;
const RULES: Rule[] = [
  { id: "income", when: (a) => a.income >= 2000, points: (a) => Math.min(30, Math.floor(a.income / 200)) },
  { id: "ratio", when: (a) => debtRatio(a) > 0.4, points: -40, reason: "debts are too high" },
  { id: "job", when: ({ employment }) => employment === "permanent", points: 20 },
  { id: "temp", when: ({ employment }) => employment === "temporary", points: -10, reason: "temporary job" },
  { id: "age", when: ({ age, months }) => age + months / 12 > 70, points: -25, reason: "runs beyond the age of 70" },
];
const bureau = lambda<{ id: string }, { score: number; defaults: string[] }>("bureau", elsewhere);
const underwrite = human<{ id: string; score: number; reasons: string[] }, { decision: "grant" | "decline"; apr?: number }>("underwrite", { title: "Grant the loan?", form: { type: "object", properties: {} } });`,
    body: `async (application: Application) => {
  const fired = RULES.filter((rule) => rule.when(application));
  const base = fired.reduce((total, { points }) => total + (typeof points === "function" ? points(application) : points), 0);
  const { score: external, defaults } = await bureau({ id: application.id });
  const reasons = fired.flatMap((rule) => (rule.reason ? [rule.reason] : []));
  if (defaults.length) reasons.push(\`defaults: \${defaults.slice(0, 2).join(" and ")}\${defaults.length > 2 ? \` and \${defaults.length - 2} more\` : ""}\`);
  const score = base + Math.round(external / 10) - 15 * defaults.length;
  const band = score >= 80 ? "A" : score >= 50 ? "B" : score >= 20 ? "C" : "D";
  const aprs: Record<string, number> = { A: 0.039, B: 0.059 };
  let apr: number | undefined = aprs[band];
  if (band === "D") return { decision: "declined", score, reasons };
  if (apr === undefined) {
    const verdict = await underwrite({ id: application.id, score, reasons });
    if (verdict.decision === "decline") return { decision: "declined", score, reasons: [...reasons, "underwriter"] };
    apr = verdict.apr ?? 0.089;
  }
  const rate = monthlyRate(application.amount, application.months, apr);
  return { decision: "granted", score, band, apr: \`\${(apr * 100).toFixed(1)}%\`, rate: Number(rate.toFixed(2)), rules: fired.map(({ id }) => id) };
}`,
    scenarios: runs(
      [
        {
          id: "a",
          income: 5000,
          debts: [{ kind: "car", monthly: 200 }],
          amount: 10000,
          months: 48,
          employment: "permanent",
          age: 40,
        },
        { bureau: { result: { score: 420, defaults: [] } } },
      ],
      [
        { id: "b", income: 2500, debts: [], amount: 10000, months: 24, employment: "temporary", age: 69 },
        { bureau: { result: { score: 500, defaults: ["phone"] } }, underwrite: { result: { decision: "grant" } } },
      ],
      [
        {
          id: "c",
          income: 1500,
          debts: [{ kind: "x", monthly: 900 }],
          amount: 10000,
          months: 24,
          employment: "self-employed",
          age: 30,
        },
        { bureau: { result: { score: 100, defaults: ["a", "b", "c"] } } },
      ],
    ),
  },
  {
    name: "customer onboarding with kyc checks in parallel",
    before: `import { human, lambda } from "setpiece";
const elsewhere = (): never => { throw new Error("deployed elsewhere"); };
interface Applicant { id: string; name: string; birthDate: string; country: string; documents: { kind: "passport" | "id" | "utility-bill"; number: string; expires?: string }[] }
interface Finding { check: string; severity: "info" | "warning" | "blocking"; detail: string }
type Check = (applicant: Applicant, today: string) => Promise<Finding[]>;
const sanctions = lambda<{ name: string; country: string }, { hits: { list: string; score: number }[] }>("sanctions", elsewhere);
const creditScore = lambda<{ id: string }, { score: number | null }>("creditScore", elsewhere);
const ask = human<{ applicant: string; findings: Finding[] }, { accept: boolean; reason?: string }>("ask", { title: "Accept this applicant?", form: { type: "object", properties: { accept: { type: "boolean" } } } });
const checkDocuments: Check = async ({ documents }, today) =>
  documents.length === 0
    ? [{ check: "documents", severity: "blocking", detail: "no documents" }]
    : documents
        .filter((d) => d.expires !== undefined && d.expires < today)
        .map((d): Finding => ({ check: "documents", severity: d.kind === "utility-bill" ? "info" : "warning", detail: \`\${d.kind} \${d.number.slice(-4).padStart(d.number.length, "*")} expired \${d.expires}\` }));
const checkSanctions: Check = async ({ name, country }) => {
  const { hits } = await sanctions({ name, country });
  return hits.map(({ list, score }): Finding => ({ check: "sanctions", severity: score > 0.9 ? "blocking" : "warning", detail: \`\${list}: \${Math.round(score * 100)}%\` }));
};
const checkCredit: Check = async ({ id }) => {
  const { score } = await creditScore({ id });
  if (score === null) return [{ check: "credit", severity: "info", detail: "no history" }];
  return score < 400 ? [{ check: "credit", severity: "warning", detail: \`score \${score}\` }] : [];
};
const age = (birthDate: string, today: string): number => {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
};`,
    body: `async ({ applicant, today }: { applicant: Applicant; today: string }) => {
  if (age(applicant.birthDate, today) < 18) return { status: "refused", reasons: ["under age"] };
  const checks: Check[] = [checkDocuments, checkSanctions, checkCredit];
  const findings = (await Promise.all(checks.map((check) => check(applicant, today)))).flat();
  const bySeverity = { info: 0, warning: 0, blocking: 0 };
  for (const { severity } of findings) bySeverity[severity]++;
  if (bySeverity.blocking > 0) {
    return { status: "refused", reasons: findings.filter((f) => f.severity === "blocking").map((f) => f.detail) };
  }
  if (bySeverity.warning === 0) return { status: "accepted", reasons: [] };
  const { accept, reason } = await ask({ applicant: applicant.id, findings });
  return { status: accept ? "accepted" : "refused", reasons: reason ? [reason] : findings.map(({ check, detail }) => \`\${check}: \${detail}\`) };
}`,
    scenarios: runs(
      [
        {
          today: "2024-05-05",
          applicant: {
            id: "a",
            name: "N",
            birthDate: "2000-05-06",
            country: "SE",
            documents: [{ kind: "passport", number: "123456", expires: "2024-01-01" }],
          },
        },
        {
          sanctions: { result: { hits: [{ list: "EU", score: 0.456 }] } },
          creditScore: { result: { score: null } },
          ask: { result: { accept: false } },
        },
      ],
      [
        {
          today: "2024-05-05",
          applicant: { id: "a", name: "N", birthDate: "2006-05-06", country: "SE", documents: [] },
        },
      ],
      [
        {
          today: "2024-05-05",
          applicant: { id: "a", name: "N", birthDate: "2006-05-05", country: "SE", documents: [] },
        },
        { sanctions: { result: { hits: [] } }, creditScore: { result: { score: 399 } } },
      ],
      [
        {
          today: "2024-05-05",
          applicant: {
            id: "a",
            name: "N",
            birthDate: "2006-05-05",
            country: "SE",
            documents: [{ kind: "id", number: "1" }],
          },
        },
        { sanctions: { result: { hits: [] } }, creditScore: { result: { score: 500 } } },
      ],
    ),
  },
];
