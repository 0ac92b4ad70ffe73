import { declarations } from "./engines-declarations.js";
import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

/** Workflows in which a language model chooses the next step. */
export const agentEngines: readonly Row[] = [
  {
    name: "AI agent with tools, retries and a budget",
    before: `${declarations}interface ToolCall { id: string; tool: string; args: Record<string, unknown> }
interface Reply { text?: string; toolCalls?: ToolCall[]; usage: { input: number; output: number } }
type ChatMessage = { role: "system" | "user" | "assistant"; content: string } | { role: "tool"; callId: string; content: string; isError?: boolean };
const complete = lambda<{ model: string; messages: ChatMessage[] }, Reply>("complete", elsewhere);
const webSearch = lambda<{ query: string; limit: number }, { title: string; url: string }[]>("webSearch", elsewhere);
const readUrl = lambda<{ url: string }, { text: string }>("readUrl", elsewhere);
const calculate = lambda<{ expression: string }, number>("calculate", elsewhere);
class BudgetExceeded extends WorkflowError {}
const tools: Record<string, (args: Record<string, unknown>) => Promise<string>> = {
  search: async ({ query, limit }) => {
    const hits = await webSearch({ query: String(query), limit: typeof limit === "number" ? limit : 5 });
    return hits.map((hit, i) => \`\${i + 1}. \${hit.title} <\${hit.url}>\`).join("\\n") || "nothing found";
  },
  read: async ({ url }) => (await readUrl({ url: String(url) })).text.slice(0, 40),
  calc: async ({ expression }) => \`\${await calculate({ expression: String(expression) })}\`,
};`,
    body: `async ({ question, maxTurns = 6, budget = 1000 }: { question: string; maxTurns?: number; budget?: number }) => {
  const messages: ChatMessage[] = [
    { role: "system", content: "Answer briefly." },
    { role: "user", content: question },
  ];
  let spent = 0;
  const used: string[] = [];
  for (let turn = 1; turn <= maxTurns; turn++) {
    const reply = await complete({ model: turn > 3 ? "large" : "small", messages }, { retry: { errors: ["Overloaded"], maxAttempts: 3, interval: "1s", backoffRate: 2 } });
    spent += reply.usage.input + reply.usage.output * 4;
    if (spent > budget) throw new BudgetExceeded(\`\${spent} of \${budget} after turn \${turn}\`);
    if (reply.text) messages.push({ role: "assistant", content: reply.text });
    if (!reply.toolCalls?.length) {
      return { answer: reply.text ?? "", turns: turn, spent, used, transcript: messages.length };
    }
    for (const { id, tool, args } of reply.toolCalls) {
      used.push(tool);
      const run = tools[tool];
      if (!run) {
        messages.push({ role: "tool", callId: id, content: \`no tool named \${tool}\`, isError: true });
        continue;
      }
      try {
        messages.push({ role: "tool", callId: id, content: await run(args) });
      } catch (error) {
        messages.push({ role: "tool", callId: id, content: error instanceof Error ? \`\${error.name}: \${error.message}\` : "failed", isError: true });
      }
    }
  }
  return { answer: null, turns: maxTurns, spent, used, transcript: messages.length };
}`,
    scenarios: runs(
      [
        { question: "How many?" },
        {
          complete: [
            {
              result: {
                toolCalls: [
                  { id: "1", tool: "search", args: { query: "q" } },
                  { id: "2", tool: "dance", args: {} },
                ],
                usage: { input: 10, output: 5 },
              },
            },
            {
              result: {
                text: "hm",
                toolCalls: [
                  { id: "3", tool: "read", args: { url: "u" } },
                  { id: "4", tool: "calc", args: { expression: "1+1" } },
                ],
                usage: { input: 20, output: 5 },
              },
            },
            fails("Overloaded"),
            { result: { text: "42", usage: { input: 1, output: 1 } } },
          ],
          webSearch: { result: [{ title: "T", url: "U" }] },
          readUrl: fails("NotFound", "404"),
          calculate: { result: 2 },
        },
      ],
      [{ question: "How many?", budget: 10 }, { complete: { result: { text: "x", usage: { input: 10, output: 5 } } } }],
      [
        { question: "How many?", maxTurns: 2 },
        {
          complete: {
            result: {
              toolCalls: [{ id: "1", tool: "search", args: { query: "q", limit: 1 } }],
              usage: { input: 1, output: 1 },
            },
          },
          webSearch: { result: [] },
        },
      ],
    ),
  },
  {
    name: "LLM extraction whose JSON is repaired until it fits",
    before: `${declarations}interface Usage { prompt: number; completion: number }
interface Candidate { name: string; years: number; skills: string[]; email?: string }
const prompt = lambda<{ system: string; messages: { role: string; content: string }[]; temperature: number }, { content: string; usage: Usage }>("prompt", elsewhere);
const saveCandidate = lambda<Candidate & { source: string }, { id: string }>("saveCandidate", elsewhere);
class Unparseable extends WorkflowError { constructor(readonly attempts: number, readonly problems: string[]) { super(\`gave up after \${attempts}: \${problems.join("; ")}\`); } }
const stripFence = (text: string) => text.replace(/^\`\`\`(?:json)?\\s*/, "").replace(/\`\`\`\\s*$/, "").trim();
function validate(value: unknown): { ok: true; value: Candidate } | { ok: false; problems: string[] } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { ok: false, problems: ["not an object"] };
  const record = value as Record<string, unknown>;
  const problems: string[] = [];
  if (typeof record.name !== "string" || record.name.length === 0) problems.push("name is missing");
  if (typeof record.years !== "number" || !Number.isInteger(record.years) || record.years < 0) problems.push("years must be a whole number");
  if (!Array.isArray(record.skills) || !record.skills.every((s) => typeof s === "string")) problems.push("skills must be strings");
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: record as unknown as Candidate };
}`,
    body: `async ({ source, cv, maxAttempts = 3 }: { source: string; cv: string; maxAttempts?: number }) => {
  const messages = [{ role: "user", content: cv }];
  const usage: Usage = { prompt: 0, completion: 0 };
  let problems: string[] = [];
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const reply = await prompt({ system: "Return JSON.", messages, temperature: attempt === 0 ? 0 : 0.2 * attempt });
    usage.prompt += reply.usage.prompt;
    usage.completion += reply.usage.completion;
    let parsed: unknown;
    try {
      parsed = JSON.parse(stripFence(reply.content));
    } catch {
      problems = ["not JSON"];
      messages.push({ role: "assistant", content: reply.content }, { role: "user", content: "That is not valid JSON." });
      continue;
    }
    const result = validate(parsed);
    if (result.ok) {
      const { name, years, skills, email } = result.value;
      const unique = [...new Set(skills.map((s) => s.toLowerCase().trim()))].filter(Boolean);
      const { id } = await saveCandidate({ name, years, skills: unique, source, ...(email === undefined ? {} : { email }) });
      return { id, attempts: attempt + 1, usage, seniority: years >= 8 ? "senior" : years >= 3 ? "mid" : "junior" };
    }
    problems = result.problems;
    messages.push({ role: "assistant", content: reply.content });
    messages.push({ role: "user", content: \`Fix these problems:\\n\${problems.map((p) => \`- \${p}\`).join("\\n")}\` });
  }
  throw new Unparseable(maxAttempts, problems);
}`,
    scenarios: runs(
      [
        { source: "mail", cv: "..." },
        {
          prompt: [
            { result: { content: "Sure! {", usage: { prompt: 3, completion: 1 } } },
            {
              result: {
                content: '```json\n{"name":"","years":1.5,"skills":[1]}\n```',
                usage: { prompt: 3, completion: 1 },
              },
            },
            {
              result: {
                content: '{"name":"Ada","years":9,"skills":["Math","math ",""]}',
                usage: { prompt: 3, completion: 1 },
              },
            },
          ],
          saveCandidate: { result: { id: "7" } },
        },
      ],
      [
        { source: "mail", cv: "...", maxAttempts: 1 },
        { prompt: { result: { content: "[]", usage: { prompt: 3, completion: 1 } } } },
      ],
      [{ source: "mail", cv: "...", maxAttempts: 0 }, {}],
    ),
  },
  {
    name: "research agent whose tools run side by side",
    before: `${declarations}interface ToolCall { toolCallId: string; toolName: "weather" | "flights" | "notes"; input: { city?: string; text?: string } }
interface Answer { text: string; toolCalls: ToolCall[] }
type Turn = { role: "user" | "assistant" | "tool"; content: string; id?: string };
const think = lambda<{ turns: Turn[] }, Answer>("think", elsewhere);
const weather = lambda<{ city: string }, { celsius: number }>("weather", elsewhere);
const flights = lambda<{ city: string }, { price: number; carrier: string }[]>("flights", elsewhere);
const writeNote = lambda<{ text: string }, void>("writeNote", elsewhere);
class TooManyTurns extends WorkflowError {}
const MAX_TURNS = 4;`,
    concurrent: true,
    body: `async ({ question }: { question: string }) => {
  const turns: Turn[] = [{ role: "user", content: question }];
  const usage = new Map<string, number>();

  async function runTool(call: ToolCall): Promise<string> {
    switch (call.toolName) {
      case "weather": {
        const { celsius } = await weather({ city: call.input.city ?? "?" });
        return \`\${celsius}°C (\${Math.round(celsius * 1.8 + 32)}°F)\`;
      }
      case "flights": {
        const found = await flights({ city: call.input.city ?? "?" });
        if (found.length === 0) return "no flights";
        const { price, carrier } = found.reduce((a, b) => (a.price <= b.price ? a : b));
        return \`\${carrier} for \${price}\`;
      }
      case "notes":
        await writeNote({ text: call.input.text ?? "" });
        return "noted";
    }
  }

  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const { text, toolCalls } = await think({ turns });
    turns.push({ role: "assistant", content: text });
    if (toolCalls.length === 0) return { text, turns: turns.length, usage: [...usage].map(([tool, n]) => \`\${tool}×\${n}\`) };
    const pending: Promise<string>[] = [];
    for (const call of toolCalls) {
      usage.set(call.toolName, (usage.get(call.toolName) ?? 0) + 1);
      pending.push(runTool(call));
    }
    const outcomes = await Promise.allSettled(pending);
    for (const [i, { toolCallId: id, toolName: name }] of toolCalls.entries()) {
      const outcome = outcomes[i]!;
      turns.push({ role: "tool", id, content: outcome.status === "fulfilled" ? outcome.value : \`\${name} failed: \${(outcome.reason as Error).message}\` });
    }
  }
  throw new TooManyTurns(\`no answer after \${MAX_TURNS} turns\`);
}`,
    scenarios: runs(
      [
        { question: "q" },
        {
          think: [
            {
              result: {
                text: "let me see",
                toolCalls: [
                  { toolCallId: "1", toolName: "weather", input: { city: "Rome" } },
                  { toolCallId: "2", toolName: "flights", input: { city: "Rome" } },
                  { toolCallId: "3", toolName: "notes", input: {} },
                ],
              },
            },
            { result: { text: "Rome it is", toolCalls: [] } },
          ],
          weather: { result: { celsius: 31 } },
          flights: fails("Down", "503"),
          writeNote: { result: null },
        },
      ],
      [
        { question: "q" },
        {
          think: {
            result: { text: "hm", toolCalls: [{ toolCallId: "2", toolName: "flights", input: { city: "Rome" } }] },
          },
          flights: {
            result: [
              { price: 3, carrier: "A" },
              { price: 2, carrier: "B" },
            ],
          },
        },
      ],
    ),
  },
];
