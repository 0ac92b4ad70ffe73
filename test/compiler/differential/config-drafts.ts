import type { Row } from "./row.js";
import { fails, item, runs } from "./stubs.js";

/** Workflows driven by tables, flags and texts, as they are first written down. */
export const configDrafts: readonly Row[] = [
  {
    name: "import a file of rows with collected errors",
    before: `type Column = { name: string; required?: boolean; parse: (raw: string) => unknown };
const COLUMNS: Column[] = [
  { name: "sku", required: true, parse: (raw) => raw.toUpperCase() },
  { name: "price", required: true, parse: (raw) => {
      const n = Number(raw.replace(",", "."));
      if (Number.isNaN(n)) throw new Error(\`"\${raw}" is not a number\`);
      return n;
    } },
  { name: "active", parse: (raw) => ["y", "yes", "1", "true"].includes(raw.toLowerCase()) },
  { name: "tags", parse: (raw) => raw.split("|").map((t) => t.trim()).filter(Boolean) },
];`,
    body: `async (input: { csv: string; maxErrors: number }) => {
  const [header = "", ...lines] = input.csv.split(/\\r?\\n/).filter((l) => l.trim().length > 0);
  const names = header.split(";").map((h) => h.trim().toLowerCase());
  const missing = COLUMNS.filter((c) => c.required && !names.includes(c.name)).map((c) => c.name);
  if (missing.length) return { ok: false, errors: [\`missing columns: \${missing.join(", ")}\`], imported: 0 };
  const errors: string[] = [];
  const records: Record<string, unknown>[] = [];
  lines.forEach((line, index) => {
    const cells = line.split(";");
    const record: Record<string, unknown> = {};
    for (const column of COLUMNS) {
      const position = names.indexOf(column.name);
      const raw = cells[position]?.trim();
      if (raw === undefined || raw === "") {
        if (column.required) errors.push(\`row \${index + 2}: \${column.name} is empty\`);
        continue;
      }
      try {
        record[column.name] = column.parse(raw);
      } catch (e) {
        errors.push(\`row \${index + 2}: \${column.name} \${(e as Error).message}\`);
      }
    }
    records.push(record);
  });
  if (errors.length > input.maxErrors) {
    await echo({ subject: \`Import failed with \${errors.length} errors\`, first: errors[0] });
    return { ok: false, errors, imported: 0 };
  }
  for (const record of records) await echo(record);
  return { ok: true, errors, imported: records.length };
}`,
    scenarios: runs(
      [{ maxErrors: 1, csv: "SKU;Price;Active;Tags\r\na1;1,5;Yes; x | |y\nb2;3;;\n\nc3;;no;z" }],
      [{ maxErrors: 0, csv: "sku;price\nx;abc\n;4" }],
      [{ maxErrors: 0, csv: "name;active" }],
    ),
  },
  {
    name: "evaluate feature flags for tenants",
    before: `type Condition =
  | { op: "eq" | "neq"; field: string; value: string | number | boolean }
  | { op: "in"; field: string; values: (string | number)[] }
  | { op: "percent"; percent: number }
  | { op: "and" | "or"; all: Condition[] };
interface Flag { key: string; enabled: boolean; rules: { when: Condition; value: boolean }[]; fallback: boolean }
type Tenant = { id: number; plan: string; region: string; beta: boolean; attributes?: Record<string, string | number | boolean> };
const lookup = (tenant: Tenant, field: string) => {
  switch (field) {
    case "plan":
    case "region":
      return tenant[field];
    case "beta":
      return tenant.beta;
    default:
      return tenant.attributes?.[field];
  }
};
const holds = (c: Condition, t: Tenant): boolean => {
  switch (c.op) {
    case "eq":
      return lookup(t, c.field) === c.value;
    case "neq":
      return lookup(t, c.field) !== c.value;
    case "in":
      return c.values.some((v) => v === lookup(t, c.field));
    case "percent":
      return t.id % 100 < c.percent;
    case "and":
      return c.all.every((x) => holds(x, t));
    case "or":
      return c.all.some((x) => holds(x, t));
  }
};`,
    body: `async (input: { flags: Flag[]; tenants: Tenant[] }) => {
  const enabledFor: Record<string, number[]> = {};
  const changed: string[] = [];
  for (const tenant of input.tenants) {
    const values: Record<string, boolean> = {};
    for (const { key, enabled, rules, fallback } of input.flags) {
      const rule = enabled ? rules.find((r) => holds(r.when, tenant)) : undefined;
      const value = rule?.value ?? (enabled && fallback);
      values[key] = value;
      if (value) (enabledFor[key] = enabledFor[key] ?? []).push(tenant.id);
    }
    const stored = await echo(values);
    if (stored !== null) changed.push(\`\${tenant.id}:\${Object.entries(values).filter(([, v]) => v).map(([k]) => k).join("+") || "none"}\`);
  }
  return { enabledFor, changed };
}`,
    scenarios: runs(
      [
        {
          flags: [
            {
              key: "f1",
              enabled: true,
              fallback: false,
              rules: [
                {
                  when: {
                    op: "and",
                    all: [
                      { op: "eq", field: "plan", value: "pro" },
                      {
                        op: "or",
                        all: [
                          { op: "in", field: "region", values: ["eu"] },
                          { op: "percent", percent: 5 },
                        ],
                      },
                    ],
                  },
                  value: true,
                },
                { when: { op: "neq", field: "seats", value: 3 }, value: false },
              ],
            },
            { key: "f2", enabled: false, fallback: true, rules: [] },
            {
              key: "f3",
              enabled: true,
              fallback: true,
              rules: [{ when: { op: "eq", field: "beta", value: true }, value: false }],
            },
          ],
          tenants: [
            { id: 101, plan: "pro", region: "us", beta: false },
            { id: 50, plan: "pro", region: "us", beta: true, attributes: { seats: 3 } },
          ],
        },
      ],
      [{ flags: [], tenants: [{ id: 1, plan: "", region: "", beta: false }] }],
    ),
  },
  {
    name: "process a batch through a registry of handlers",
    before: `interface Message { id: string; type: string; payload: Record<string, unknown>; attempts?: number }
type HandlerResult = { status: "ok" | "retry" | "drop"; info?: string };
const handlers: Record<string, (m: Message) => Promise<HandlerResult>> = {
  "order.created": async ({ id, payload }) => {
    const amount = typeof payload.amount === "number" ? payload.amount : 0;
    if (amount <= 0) return { status: "drop", info: "nothing to charge" };
    const { receipt } = await charge({ id, amount });
    return { status: "ok", info: receipt };
  },
  "order.cancelled": async (m) => {
    await release(m.id);
    return { status: "ok" };
  },
  "item.looked-at": async (m) => {
    const found = await fetchItem(String(m.payload["sku"] ?? m.id));
    return found.tags.length ? { status: "ok", info: found.tags.join() } : { status: "retry" };
  },
};
const counted = <K extends string>(keys: readonly K[]): Partial<Record<K, number>> =>
  keys.reduce<Partial<Record<K, number>>>((acc, k) => ({ ...acc, [k]: (acc[k] ?? 0) + 1 }), {});`,
    body: `async (input: { messages: Message[]; maxAttempts: number }) => {
  const inbox: Message[] = [...input.messages];
  const audit: { id: string; attempt: number; status: HandlerResult["status"] | "failed" | "unhandled"; info?: string }[] = [];
  const poison: Message[] = [];
  while (inbox.length > 0) {
    const message = inbox.shift() as Message;
    const attempt = (message.attempts ?? 0) + 1;
    const handler = handlers[message.type];
    if (!handler) {
      audit.push({ id: message.id, attempt, status: "unhandled" });
      continue;
    }
    let result: HandlerResult;
    try {
      result = await handler(message);
      audit.push({ id: message.id, attempt, ...result });
    } catch (e) {
      const info = \`\${(e as Error).name}: \${(e as Error).message}\`;
      result = { status: "retry", info };
      audit.push({ id: message.id, attempt, status: "failed", info });
    }
    if (result.status === "retry") {
      if (attempt >= input.maxAttempts) poison.push({ ...message, attempts: attempt });
      else inbox.push({ ...message, attempts: attempt });
    }
  }
  return { audit, poison: poison.map(({ id, attempts }) => \`\${id} (\${attempts})\`), summary: counted(audit.map((a) => a.status)) };
}`,
    scenarios: runs(
      [
        {
          maxAttempts: 2,
          messages: [
            { id: "m1", type: "order.created", payload: { amount: 5 } },
            { id: "m2", type: "order.created", payload: { amount: "5" } },
            { id: "m3", type: "item.looked-at", payload: { sku: "s" } },
            { id: "m4", type: "order.lost", payload: {} },
            { id: "m5", type: "order.cancelled", payload: {} },
          ],
        },
        { fetchItem: [item("s"), item("s", 1, ["a", "b"])] },
      ],
      [
        {
          maxAttempts: 2,
          messages: [
            { id: "m1", type: "order.created", payload: { amount: 5 } },
            { id: "m3", type: "item.looked-at", payload: {} },
          ],
        },
        { charge: fails("Declined", "no"), fetchItem: item("s") },
      ],
    ),
  },
  {
    name: "merge configurations of environments and validate them",
    before: `interface Config { name: string; region?: string; memory?: number; env?: Record<string, string>; alarms?: { metric: string; above: number }[] | undefined }
type Layer = Partial<Config>;
const merge = (base: Layer, over: Layer): Layer => ({ ...base, ...over, env: { ...base.env, ...over.env }, alarms: [...(base.alarms ?? []), ...(over.alarms ?? [])] });
const validators: ((c: Layer) => string | undefined)[] = [
  (c) => (c.name && /^[a-z][a-z0-9-]{1,20}$/.test(c.name) ? undefined : \`bad name "\${c.name}"\`),
  (c) => (c.memory !== undefined && c.memory % 64 !== 0 ? \`memory \${c.memory} is no multiple of 64\` : undefined),
  (c) => {
    const unresolved = Object.values(c.env ?? {}).filter((v) => v.includes("\${"));
    return unresolved.length > 0 ? \`unresolved: \${unresolved.join(" ")}\` : undefined;
  },
];`,
    body: `async (input: { layers: Record<string, Layer>; order: string[]; variables: Record<string, string> }) => {
  const used: string[] = [];
  let config: Layer = {};
  for (const name of input.order) {
    const layer = input.layers[name];
    if (layer === undefined) throw new Error(\`No layer "\${name}"; there are \${Object.keys(input.layers).sort().join(", ")}\`);
    config = merge(config, layer);
    used.push(name);
  }
  const env: Record<string, string> = {};
  for (const [key, value] of Object.entries(config.env ?? {})) {
    env[key] = value.replace(/\\$\\{([^}]+)\\}/g, (whole, name: string) => input.variables[name] ?? whole);
  }
  config.env = env;
  const problems = validators.map((v) => v(config)).filter((p): p is string => p !== undefined);
  const seen: Record<string, boolean> = {};
  config.alarms = config.alarms?.filter(({ metric }) => {
    const first = !seen[metric];
    seen[metric] = true;
    return first;
  });
  if (problems.length === 0) await echo(config);
  return { used, config, problems };
}`,
    scenarios: runs(
      [
        {
          layers: {
            base: {
              name: "svc",
              memory: 128,
              env: { A: "1", B: "${region}-x" },
              alarms: [{ metric: "cpu", above: 5 }],
            },
            prod: {
              memory: 256,
              env: { A: "2" },
              alarms: [
                { metric: "cpu", above: 9 },
                { metric: "disk", above: 1 },
              ],
            },
          },
          order: ["base", "prod"],
          variables: { region: "eu" },
        },
      ],
      [{ layers: { base: { memory: 100, env: { X: "${nope}" } } }, order: ["base"], variables: {} }],
      [{ layers: { b: {}, a: {} }, order: ["c"], variables: {} }],
    ),
  },
  {
    name: "play a knockout tournament with replays",
    before: `interface Player { name: string; strength: number; wins: number; eliminatedIn?: number }
const shuffleBy = <T>(list: T[], key: (t: T) => number): T[] => list.map((t) => ({ t, k: key(t) })).sort((a, b) => a.k - b.k).map(({ t }) => t);`,
    body: `async (input: { players: { name: string; strength: number }[]; seed: number }) => {
  let round = 0;
  const players: Player[] = input.players.map((p) => ({ ...p, wins: 0 }));
  let alive = shuffleBy(
    players.map((_, i) => i),
    (i) => (players[i]!.name.length * input.seed) % 7,
  );
  const log: string[] = [];
  const out: number[] = [];
  while (alive.length > 1) {
    round += 1;
    const winners: number[] = [];
    for (let i = 0; i < alive.length; i += 2) {
      const home = alive[i]!;
      const away = alive[i + 1];
      if (away === undefined) {
        log.push(\`\${players[home]!.name} has a bye\`);
        winners.push(home);
        continue;
      }
      let goals = [0, 0];
      let replays = 0;
      while (goals[0] === goals[1]) {
        goals = [await double(players[home]!.strength + replays), await double(players[away]!.strength)];
        if (goals[0] === goals[1]) replays++;
        if (replays > 3) goals = [1, 0];
      }
      const [winner, loser] = goals[0]! > goals[1]! ? [home, away] : [away, home];
      players[winner]!.wins++;
      players[loser]!.eliminatedIn = round;
      log.push(\`R\${round}: \${players[winner]!.name} beats \${players[loser]!.name} \${goals.join(":")}\${replays ? \` after \${replays} replay\${replays > 1 ? "s" : ""}\` : ""}\`);
      winners.push(winner);
      out.unshift(loser);
    }
    alive = winners;
  }
  const champion = players[alive[0] ?? -1];
  return { champion: champion?.name ?? null, wins: champion?.wins, log, ranking: out.map((i) => \`\${players[i]!.name}@\${players[i]!.eliminatedIn}\`) };
}`,
    scenarios: runs(
      [
        {
          seed: 3,
          players: [
            { name: "Ada", strength: 3 },
            { name: "Bo", strength: 3 },
            { name: "Cleo", strength: 9 },
          ],
        },
      ],
      [{ seed: 3, players: [] }],
      [
        {
          seed: 1,
          players: [
            { name: "A", strength: 1 },
            { name: "BB", strength: 2 },
          ],
        },
        { double: { result: 4 } },
      ],
    ),
  },
];
