import { type Command, InvalidArgumentError, Option } from "commander";

import { CliFailure } from "./failure.js";
import { clockOfWaitTimeScale, optionsFromEnvironment, type SimulatorOptions } from "../simulator/index.js";
import type { LocalSimulatorOptions } from "./local-simulator.js";

/** Services with an option of their own, `--<service>-endpoint`. `--aws-endpoint` covers every other. */
const services = [
  "lambda",
  "dynamodb",
  "eventbridge",
  "sqs",
  "sns",
  "s3",
  "scheduler",
  "secretsmanager",
  "ssm",
  "logs",
  "kms",
  "batch",
  "ecs",
  "glue",
  "sagemaker",
] as const;

export type SimulatorCommandOptions = {
  readonly port: number;
  readonly virtualTime?: boolean;
  readonly timeScale?: number;
  readonly waitTimeScale?: Pick<SimulatorOptions, "clock">;
  readonly awsAccount?: string;
  readonly awsRegion?: string;
  readonly patience?: number;
  readonly awsEndpoint?: string;
  readonly mockConfig?: string;
  readonly redirect?: Readonly<Record<string, string>>;
  readonly data?: string;
  readonly forceData?: boolean;
  readonly keepEvents?: number;
  readonly limitShards?: boolean;
  readonly requireLogGroups?: boolean;
  readonly strictSettings?: boolean;
} & { readonly [Service in (typeof services)[number] as `${Service}Endpoint`]?: string };

/** The options of commands that start a simulator. */
export function addSimulatorOptions(command: Command): Command {
  command
    .addOption(new Option("--virtual-time", "waiting takes no time").conflicts("timeScale"))
    .addOption(new Option("--time-scale <factor>", "let time pass this many times as fast").argParser(timeScale))
    .addOption(
      new Option("--wait-time-scale <part>", "as Step Functions Local has it: the part of a second that a second takes")
        .conflicts(["virtualTime", "timeScale"])
        .argParser(waitTimeScale),
    )
    .addOption(new Option("--aws-account <id>", "the account in ARNs (default: 123456789012)").argParser(account))
    .addOption(new Option("--aws-region <name>", "the region in ARNs (default: us-east-1)").argParser(region))
    .addOption(
      new Option(
        "--patience <seconds>",
        "with --virtual-time: how long a call may hold it (default: a function's timeout, 5 for HTTP tasks, 30 for others)",
      )
        .conflicts("timeScale")
        .argParser(seconds),
    )
    .addOption(new Option("--aws-endpoint <url>", "where all services but Step Functions are called").argParser(url))
    .addOption(new Option("--limit-shards", "let Kinesis shards take and give no more in a second than those of AWS"))
    .addOption(
      new Option(
        "--redirect <from=to>",
        "where requests of HTTP tasks and for an API of API Gateway go instead, any number of times",
      ).argParser(redirect),
    )
    .addOption(new Option("--mock-config <file>", "a mock configuration of Step Functions Local"))
    .addOption(
      new Option("--keep-events <number>", "events of ended executions to keep (default: 1000000)").argParser(
        eventCount,
      ),
    );
  for (const service of services)
    command.addOption(new Option(`--${service}-endpoint <url>`, `where ${service} is called`).argParser(url));
  return command;
}

/** The options of commands whose simulator may be started again. */
export function addDataOptions(command: Command): Command {
  return command
    .option("--data <folder>", "keep machines, executions and tables here, over restarts (default: nothing is stored)")
    .option("--force-data", "with --data: force what is written to the disk, against loss of power");
}

/** What the options say, over what the environment says. */
export function simulatorOptionsOf(
  options: SimulatorCommandOptions,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): LocalSimulatorOptions {
  if (options.forceData === true && options.data === undefined)
    throw new CliFailure("--force-data says how --data is kept.", "Name the folder too: --data FOLDER --force-data.");
  const { endpoints: configured, ...fromEnvironment } = readEnvironment(environment);
  const endpoints: Record<string, string> = { ...configured };
  for (const service of services) {
    const endpoint = options[`${service}Endpoint`];
    if (endpoint !== undefined) endpoints[service] = endpoint;
  }
  return {
    ...fromEnvironment,
    port: options.port,
    ...clockOf(options),
    ...(options.awsAccount === undefined ? {} : { account: options.awsAccount }),
    ...(options.awsRegion === undefined ? {} : { region: options.awsRegion }),
    ...patienceOf(options),
    endpoints,
    ...(options.awsEndpoint === undefined ? {} : { awsEndpoint: options.awsEndpoint }),
    ...(options.mockConfig === undefined ? {} : { mockConfig: options.mockConfig }),
    ...(options.redirect === undefined ? {} : { httpRedirects: options.redirect }),
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.forceData === undefined ? {} : { forceData: options.forceData }),
    ...(options.limitShards === true ? { limitShards: true } : {}),
    ...(options.keepEvents === undefined ? {} : { keptEvents: options.keepEvents }),
  };
}

function readEnvironment(environment: Readonly<Record<string, string | undefined>>): SimulatorOptions {
  try {
    return optionsFromEnvironment(environment);
  } catch (error) {
    throw new CliFailure(
      error instanceof Error ? error.message : String(error),
      "Change the variable of the environment, or unset it.",
    );
  }
}

function clockOf({ virtualTime, timeScale, waitTimeScale }: SimulatorCommandOptions): Pick<SimulatorOptions, "clock"> {
  if (virtualTime === true) return { clock: "virtual" };
  if (waitTimeScale !== undefined) return { clock: "real", ...waitTimeScale };
  return timeScale === undefined ? {} : { clock: { scale: timeScale } };
}

/** One setting for all that may hang. */
function patienceOf({
  patience,
}: SimulatorCommandOptions): Pick<SimulatorOptions, "httpPatienceMs" | "callPatienceMs"> {
  if (patience === undefined) return {};
  return { httpPatienceMs: patience * 1_000, callPatienceMs: patience * 1_000 };
}

function seconds(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && number > 0 && number <= 86_400) return number;
  throw new InvalidArgumentError("It is a number of seconds above 0, such as 0.5.");
}

function eventCount(text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number, such as 100000.");
}

function timeScale(text: string): number {
  const factor = Number(text);
  if (text.trim() !== "" && factor > 0 && Number.isFinite(factor)) return factor;
  throw new InvalidArgumentError("It is a number above 0, such as 60.");
}

function waitTimeScale(text: string): Pick<SimulatorOptions, "clock"> {
  try {
    return clockOfWaitTimeScale(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function account(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError("It is a number of twelve digits, such as 123456789012.");
}

function region(text: string): string {
  if (/^[a-z0-9-]+$/.test(text)) return text;
  throw new InvalidArgumentError("It is the name of a region, such as eu-west-1.");
}

/** One more address that another one stands in for; neither has `=` in it, except behind a question mark. */
function redirect(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, from = "", to = ""] = /^(https?:[^=]+)=(https?:.+)$/.exec(text) ?? [];
  if (URL.canParse(from) && URL.canParse(to)) return { ...before, [from]: to };
  throw new InvalidArgumentError("It is two URLs, such as https://tax.example.com=http://127.0.0.1:4000.");
}

function url(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw new InvalidArgumentError("It is a URL such as http://127.0.0.1:5000.");
}
