import { readFileSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { defaultEndpoint, defaultPort } from "./local-environment.js";
import type { GraphCommandOptions } from "./graph.js";
import type * as inboxCommands from "./inbox/commands.js";
import { addDataOptions, addSimulatorOptions, type SimulatorCommandOptions } from "./simulator-options.js";
import type { RunOptions } from "./run.js";
import { ReportedFailure } from "./failure.js";
import { print, type Terminal } from "./terminal.js";
import type { ValidateOptions } from "./validate.js";

/**
 * The commands and their options. What a command does is imported when it runs, so that help and mistakes are answered
 * at once.
 */
export function createProgram(terminal: Terminal): Command {
  const program = new Command("setpiece")
    .description("Workflows for AWS Step Functions, written as typed async functions.")
    .version(packageVersion(), "-V, --version")
    .option("--verbose", "show stack traces of errors")
    .configureOutput({
      writeOut: (text) => terminal.output.write(text),
      writeErr: (text) => terminal.errors.write(text),
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
      getOutHasColors: () => terminal.colors,
      getErrHasColors: () => terminal.colors,
    })
    .showHelpAfterError(`("setpiece --help" lists commands and options)`)
    .exitOverride();

  program
    .command("build")
    .description("compile every workflow found in PATH into state machines, source maps and a manifest")
    .argument("[path...]", "files and folders (default: workflows/)")
    .option("-o, --out <folder>", "where to write", "build")
    .option("-w, --watch", "stay, and compile again what changes")
    .action(async (paths: string[], options: { out: string; watch?: true }) => {
      if (options.watch === true) {
        const { watchBuild } = await import("./watch-build.js");
        await watchBuild(paths, options, terminal);
      } else {
        const { build } = await import("./build.js");
        await build(paths, options, terminal);
      }
    });

  program
    .command("check")
    .description("compile and verify without writing; fails on any error")
    .argument("[path...]", "files and folders (default: workflows/)")
    .addOption(
      new Option("-f, --format <format>", "how problems are written")
        .choices(["text", "json", "sarif", "github"])
        .default("text"),
    )
    .action(async (paths: string[], options: { format: "text" | "json" | "sarif" | "github" }) => {
      const { check } = await import("./check.js");
      await check(paths, options, terminal);
    });

  program
    .command("validate")
    .description("verify state machines written by hand or by other tools")
    .argument("<file...>", "definitions in JSON or YAML")
    .addOption(
      new Option("-f, --format <format>", "how problems are written")
        .choices(["text", "json", "sarif", "github"])
        .default("text"),
    )
    .addOption(
      new Option("--type <type>", "the type of the machines").choices(["STANDARD", "EXPRESS"]).default("STANDARD"),
    )
    .action(async (files: string[], options: ValidateOptions) => {
      const { validateFiles } = await import("./validate.js");
      const { exitCode, output } = validateFiles(files, options);
      if (output !== "") print(terminal, output);
      if (exitCode !== 0) throw new ReportedFailure();
    });

  program
    .command("run")
    .description("run a workflow once in the simulator and print its timeline")
    .argument("<workflow>", "its name")
    .option("-i, --input <json>", "input: a JSON file, JSON text, or - for standard input", "{}")
    .option("-p, --path <path...>", "where the workflows are (default: workflows/)")
    .option("--native", "run the function itself instead of the state machine, for debugging")
    .option("-a, --answer <json>", `answers of people by step, such as {"fraudReview": {"approved": true}}`)
    .option("-r, --reject <json>", `rejections by step, such as {"fraudReview": "stolen card"}`)
    .option("--let-expire", "let the deadline of steps that nobody answers pass")
    .option("--real-time", "wait as long as the workflow says (default: waiting takes no time)")
    .option("--json", "print the result as JSON and nothing else")
    .action(async (name: string, options: RunOptions) => {
      const { run } = await import("./run.js");
      await run(name, options, terminal);
    });

  program
    .command("graph")
    .description("draw a workflow, or any state machine definition, as a flowchart")
    .argument("<workflow>", "its name, or a file with a definition")
    .addOption(new Option("-f, --format <format>", "what to write").choices(["mermaid", "svg"]).default("mermaid"))
    .option("-o, --out <file>", "where to write (default: standard output)")
    .option("-p, --path <path...>", "where the workflows are (default: workflows/)")
    .action(async (name: string, options: GraphCommandOptions) => {
      const { graph } = await import("./graph.js");
      await graph(name, options, terminal);
    });

  const local = program
    .command("local")
    .description("serve the Step Functions API and the services beside it on this machine")
    .addOption(portOption())
    .option("--require-log-groups", "refuse machines whose log group is not there, as AWS does (default: create it)")
    .option("--strict-settings", "refuse machines with tracing or a KMS key, which do nothing here (default: say so)");
  addDataOptions(addSimulatorOptions(local)).action(async (options: SimulatorCommandOptions) => {
    const { local } = await import("./local.js");
    await local(options, terminal);
  });

  const start = program
    .command("start")
    .description("run everything here: simulator, your workflows deployed, the inbox reachable")
    .argument("[path...]", "files and folders (default: workflows/)")
    .addOption(portOption());
  addDataOptions(addSimulatorOptions(start)).action(async (paths: string[], options: SimulatorCommandOptions) => {
    const { start } = await import("./start.js");
    await start(paths, options, terminal);
  });

  program
    .command("demo")
    .description("show the main job on an example: compile, run, decide as an operator, timeline")
    .action(async () => {
      const { demo } = await import("./demo.js");
      await demo(terminal);
    });

  addInboxCommands(program, terminal);
  return program;
}

function addInboxCommands(program: Command, terminal: Terminal): void {
  const inbox = program.command("inbox").description("the tasks that workflows have for people");
  const common = (command: Command) =>
    command
      .option("--endpoint <url>", `where the services are (default: $AWS_ENDPOINT_URL or ${defaultEndpoint})`)
      .option("--aws", "use AWS itself, with region and credentials of the environment")
      .option("--table <name>", "the table of human tasks", "human-tasks")
      .option("--json", "print JSON");

  common(inbox.command("list").description("what waits for a person"))
    .option("--all", "also what is decided or gone")
    .option("--status <status>", "only tasks of this status")
    .option("--workflow <name>", "only tasks of this workflow")
    .action(async (options: inboxCommands.ListOptions) => (await loadInbox()).listTasks(options, terminal));

  const task = ["<task>", "its id, or the beginning of it"] as const;
  common(inbox.command("show").description("one task: the question, its input, the form of the answer"))
    .argument(...task)
    .action(async (id: string, options: inboxCommands.InboxOptions) =>
      (await loadInbox()).showTask(id, options, terminal),
    );

  common(inbox.command("complete").description("answer a task; without --answer you are asked field by field"))
    .argument(...task)
    .option("-a, --answer <json>", "a JSON file, JSON text, or - for standard input")
    .option("--by <name>", "who decides (default: your account on this machine)")
    .action(async (id: string, options: inboxCommands.CompleteOptions) =>
      (await loadInbox()).completeTask(id, options, terminal),
    );

  common(inbox.command("reject").description("reject a task: the step fails with HumanTaskRejected"))
    .argument(...task)
    .requiredOption("-r, --reason <text>", "why; the workflow sees it as the error's message")
    .option("--by <name>", "who decides (default: your account on this machine)")
    .action(async (id: string, options: inboxCommands.RejectOptions) =>
      (await loadInbox()).rejectTask(id, options, terminal),
    );

  common(inbox.command("resend").description("send recorded decisions that have not reached their workflow"))
    .argument("[task]", "its id, or the beginning of it (default: all)")
    .action(async (id: string | undefined, options: inboxCommands.InboxOptions) =>
      (await loadInbox()).resendDecisions(id, options, terminal),
    );
}

const loadInbox = () => import("./inbox/commands.js");

function portOption(): Option {
  return new Option("--port <number>", "port to listen on; 0 takes any free one").default(defaultPort).argParser(port);
}

function port(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65_535) return number;
  throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
}

function packageVersion(): string {
  for (const path of ["../package.json", "../../package.json"]) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as {
        readonly name?: string;
        readonly version?: string;
      };
      if (name === "setpiece" && version !== undefined) return version;
    } catch {
      // compiled files lie one folder deeper than sources
    }
  }
  return "unknown";
}
