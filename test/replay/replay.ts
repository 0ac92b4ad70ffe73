/**
 * Replays recordings of AWS Step Functions against the simulator and holds the result against the list of known gaps.
 *
 *     npm run replay -- FOLDER [--aws-endpoint URL] [--max-duration SECONDS] [--only REGEX]
 *
 * FOLDER holds `replay.mjs` and `cases/`. SQS, SNS, DynamoDB, EventBridge, S3 and CloudWatch Logs are the embedded ones,
 * unless `--aws-endpoint` names an AWS compatible endpoint for them. Exits with 1 when a case that is not listed fails, and when a
 * listed one passes.
 */
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { startSimulatorOrFail } from "../../cli/local-simulator.js";

interface Result {
  readonly id: string;
  readonly final: boolean;
  readonly sequence: boolean;
  readonly exact: boolean;
  readonly error?: string;
  readonly mismatch?: unknown;
}

interface Gap {
  readonly id: string;
  readonly reason: string;
  /** The result differs from run to run: the case may pass too. */
  readonly varies?: true;
}

const account = "123456789012";

/** What the copy of the runner does with requests of CloudWatch Logs. */
const callLogs = `async function callLogs(op, params) {
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "Logs_20140328." + op,
    authorization: auth("logs"),
  };
  const response = await fetch(AWS_ENDPOINT, { method: "POST", headers, body: JSON.stringify(params) });
  const answer = await response.json();
  if (!response.ok) throw new ApiError(answer.__type, answer.message, response.status, answer);
  return answer;
}
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "aws-endpoint": { type: "string" },
    "max-duration": { type: "string", default: "10" },
    only: { type: "string" },
  },
});
const [folder] = positionals;
if (folder === undefined || !existsSync(join(folder, "replay.mjs"))) {
  console.error("Give the folder of the recordings: npm run replay -- ../shared/aws-recordings");
  process.exit(2);
}
process.exit(await main(folder));

async function main(recordings: string): Promise<number> {
  const work = mkdtempSync(join(tmpdir(), "setpiece-replay-"));
  const mockConfig = join(work, "mock-config.json");
  const cases = join(recordings, "cases");
  const { runner, callsLogs } = runnerFor(recordings, work);
  await run([
    runner,
    "--cases",
    cases,
    "--account",
    account,
    "--emit-mock-config",
    mockConfig,
    "--endpoint",
    "http://127.0.0.1:1",
  ]);
  const lambdaPort = await freePort();
  const awsEndpoint = values["aws-endpoint"];
  const simulator = await startSimulatorOrFail({
    port: 0,
    mockConfig,
    endpoints: { lambda: `http://127.0.0.1:${lambdaPort}` },
    missingLogGroups: callsLogs ? "refused" : "created",
    ...(awsEndpoint === undefined ? {} : { awsEndpoint }),
  });
  const json = join(work, "results.json");
  await run([
    ...[runner, "--cases", cases, "--endpoint", simulator.url, "--lambda-port", String(lambdaPort)],
    ...["--account", account, "--with-mock-config", "--json", json, "--max-duration", values["max-duration"]],
    ...(awsEndpoint === undefined ? [] : ["--aws-endpoint", awsEndpoint]),
    ...(values.only === undefined ? [] : ["--only", values.only]),
  ]);
  await simulator.close();
  const { results } = JSON.parse(readFileSync(json, "utf8")) as { results: readonly Result[] };
  rmSync(work, { recursive: true });
  return report(results);
}

/**
 * The runner answers requests of CloudWatch Logs by itself, so no log group would ever be there: a copy of it sends them
 * to the endpoint. A runner that does something else is taken as it is.
 */
function runnerFor(recordings: string, work: string): { readonly runner: string; readonly callsLogs: boolean } {
  const original = join(recordings, "replay.mjs");
  const text = readFileSync(original, "utf8");
  const answersLogs = /if \(svc === 'logs'\) return \{.*\};/;
  if (!answersLogs.test(text)) return { runner: original, callsLogs: false };
  const runner = join(work, "replay.mjs");
  writeFileSync(runner, `${text.replace(answersLogs, "if (svc === 'logs') return callLogs(op, p);")}\n${callLogs}`);
  copyFileSync(join(recordings, "lambdas.mjs"), join(work, "lambdas.mjs"));
  return { runner, callsLogs: true };
}

function report(results: readonly Result[]): number {
  const gaps = JSON.parse(readFileSync(join(import.meta.dirname, "known-gaps.json"), "utf8")) as readonly Gap[];
  const listed = new Set(gaps.map(({ id }) => id));
  const varying = new Set(gaps.filter(({ varies }) => varies === true).map(({ id }) => id));
  const surprises = results.filter(
    ({ id, sequence, exact }) => exact === listed.has(id) && !(varying.has(id) && sequence),
  );
  for (const { id, exact, error, mismatch } of surprises)
    console.log(
      exact ? `passes, but is listed as a gap: ${id}` : `fails: ${id}\n  ${error ?? JSON.stringify(mismatch)}`,
    );
  const count = (level: "final" | "sequence" | "exact") => results.filter((result) => result[level]).length;
  console.log(
    `${results.length} cases: ${count("final")} final, ${count("sequence")} sequence, ${count("exact")} exact; ` +
      `${gaps.length} known gaps, ${surprises.length} surprises`,
  );
  return surprises.length === 0 ? 0 : 1;
}

function run(parameters: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, parameters, { stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", reject);
    // The runner's exit code tells of mismatches, which are judged here.
    child.on("close", () => resolve());
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
