import path from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { CompileSession, type Diagnostic, formatDiagnostics, type StateMachine } from "setpiece/compiler";
import * as dsl from "setpiece";
import { type NativeCall, runNative } from "setpiece";
import * as apigateway from "setpiece/aws/apigateway";
import * as bedrock from "setpiece/aws/bedrock";
import * as dynamodb from "setpiece/aws/dynamodb";
import * as eventbridge from "setpiece/aws/eventbridge";
import * as lambda from "setpiece/aws/lambda";
import * as sns from "setpiece/aws/sns";
import { notStubbed, runMachine } from "setpiece/simulator";
import * as zod from "zod";
import { objectStore, s3Stubs } from "./objects.js";

/** What a stub does at one call: gives a result, or throws an error of a name. */
export type Outcome = { readonly result: unknown } | { readonly error: string; readonly message: string };

/** A stub: the same outcome each time, one outcome a call, or computed from the input. */
export type Stub = Outcome | readonly Outcome[] | ((input: never) => unknown);

export interface Scenario {
  readonly input: unknown;
  readonly stubs?: Readonly<Record<string, Stub>>;
  /** Objects of S3 by `bucket/key`. What a run writes is not compared. */
  readonly objects?: Readonly<Record<string, string>>;
}

/** How a run went: its end, and the calls that it made. */
export interface Observation {
  readonly end: { readonly output: unknown } | { readonly error: string; readonly message: string };
  readonly calls: readonly NativeCall[];
}

const folder = path.dirname(fileURLToPath(import.meta.url));

/** Declarations that every program can use. Their handlers never run: the stubs of a scenario stand in for them. */
const tasks = `
import { httpEndpoint, human, lambda, WorkflowError } from "setpiece";
import { table } from "setpiece/aws/dynamodb";
import { eventBus } from "setpiece/aws/eventbridge";
export class OutOfStock extends WorkflowError {}
export class Declined extends WorkflowError {}
const noCode = (): never => { throw new Error("no stub"); };
export const double = lambda<number, number>("double", noCode);
export const fetchItem = lambda<string, { id: string; price: number; tags: string[]; note?: string }>("fetchItem", noCode);
export const charge = lambda<{ id: string; amount: number }, { receipt: string }>("charge", noCode);
export const release = lambda<string, void>("release", noCode);
export const echo = lambda<unknown, unknown>("echo", noCode);
export const check = lambda<number, boolean>("check", noCode);
export const review = human<{ id: string }, { approved: boolean; reason: string }>("review", { title: "Is this right?", form: { type: "object", properties: {} } });
export const counters = table("counters", { partitionKey: "name" });
export const bus = eventBus("retail", { source: "test" });
export const tax = httpEndpoint("tax", { url: "https://tax.example.com/v1/", timeout: "3s", retry: { errors: ["States.Http.StatusCode.503"], maxAttempts: 2 } });
export const forms = httpEndpoint("forms", { url: "https://forms.example.com", encoding: "FORM", arrayFormat: "BRACKETS" });
`;

/** What every program imports. */
const prelude = `
import { awsService, distributedMap, execution, map, matches, s3Csv, s3Inventory, s3Json, s3JsonLines, s3Objects, sleep, sleepUntil, start, waitForToken, workflow, WorkflowError } from "setpiece";
import { bus, charge, check, counters, Declined, double, echo, fetchItem, forms, OutOfStock, release, review, tax } from "./tasks.js";
`;

/** Compiles programs, each the text of a workflow body `async (input: …) => …`, all in one go. */
export function compilePrograms(programs: readonly Program[]): readonly CompiledProgram[] {
  const { compiled, refused } = compileEach(programs);
  const diagnostics = refused.flatMap((refusal) => refusal.diagnostics);
  if (diagnostics.length > 0) throw new Error(formatDiagnostics(diagnostics, "text", { cwd: folder }));
  return compiled;
}

/** What all programs import is refused, for one of them uses it in a way that cannot be compiled. */
export class RefusedElsewhere extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(formatDiagnostics(diagnostics, "text", { cwd: folder }));
  }
}

export interface Refusal {
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles programs together, and tells those that are refused from those that compile. */
export function compileEach(programs: readonly Program[]): {
  readonly compiled: readonly CompiledProgram[];
  readonly refused: readonly Refusal[];
} {
  const named = programs.map((program, index) => ({ program, id: `program-${index}` }));
  const { definitions, diagnostics } = compileSources(named);
  const byId = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const id = path.basename(diagnostic.location?.file ?? "", ".ts");
    byId.set(id, [...(byId.get(id) ?? []), diagnostic]);
  }
  const ids = new Set(named.map(({ id }) => id));
  const others = [...byId].filter(([id]) => !ids.has(id)).flatMap(([, list]) => list);
  if (others.length > 0) throw new RefusedElsewhere(others);
  const refused = named.filter(({ id }) => byId.has(id));
  return {
    compiled: named.filter(({ id }) => !byId.has(id)).map((one) => withMachines(one, definitions)),
    refused: refused.map(({ program, id }) => ({ program, diagnostics: byId.get(id) ?? [] })),
  };
}

interface NamedProgram {
  readonly program: Program;
  readonly id: string;
}

/** One session for all programs of a process: what does not change between them is read and bound once. */
const overlay = new Map<string, string>();
const onFailure = (error: unknown): void => {
  throw error;
};
const session = new CompileSession({ paths: [], cwd: folder, overlay, partial: true, onFailure });

function compileSources(programs: readonly NamedProgram[]): {
  readonly definitions: ReadonlyMap<string, StateMachine>;
  readonly diagnostics: readonly Diagnostic[];
} {
  overlay.clear();
  overlay.set(path.join(folder, "virtual", "tasks.ts"), tasks);
  for (const { program, id } of programs) {
    overlay.set(path.join(folder, "virtual", `${id}.ts`), sourceOf(program, id));
    const { library } = program;
    if (library !== undefined) overlay.set(path.join(folder, "virtual", `${library.file}.ts`), library.text);
  }
  const { workflows, diagnostics } = session.compile();
  return { definitions: new Map(workflows.map(({ name, definition }) => [name, definition])), diagnostics };
}

function withMachines({ program, id }: NamedProgram, definitions: ReadonlyMap<string, StateMachine>): CompiledProgram {
  const names = ["main", ...Object.keys(program.nested ?? {})].map((name) => `${name}-${id}`);
  return {
    ...program,
    id,
    machines: Object.fromEntries(names.map((name) => [name, definitions.get(name) as StateMachine])),
  };
}

export interface Program {
  readonly name: string;
  /** A module that the program and others import: its text, and the names. */
  readonly library?: Library;
  /** Declarations before the workflow. */
  readonly before?: string;
  /** `async (input: Type) => { … }`. */
  readonly body: string;
  /** Bodies of nested workflows, called by these names. */
  readonly nested?: Readonly<Record<string, string>>;
}

/** Types and classes that programs share, so that they are worked out once for all of them. */
export interface Library {
  /** The file's name, without ending. */
  readonly file: string;
  readonly text: string;
  readonly names: readonly string[];
  readonly types: readonly string[];
}

export interface CompiledProgram extends Program {
  readonly id: string;
  readonly machines: Readonly<Record<string, StateMachine>>;
}

function sourceOf(program: Program, id: string): string {
  const nested = Object.entries(program.nested ?? {}).map(
    ([name, body]) => `export const ${name} = workflow("${name}-${id}", ${body});`,
  );
  return [
    prelude,
    program.library === undefined ? "" : importOf(program.library),
    program.before ?? "",
    ...nested,
    `export const main = workflow("main-${id}", ${program.body});`,
  ].join("\n");
}

function importOf({ file, names, types }: Library): string {
  return `import { ${[...names, ...types.map((name) => `type ${name}`)].join(", ")} } from "./${file}.js";`;
}

/** The files of programs as text, for tests that spoil them. */
export const harnessFiles = { tasks, sourceOf } as const;

/** Runs the function itself. */
export async function observeNative(program: CompiledProgram, scenario: Scenario): Promise<Observation> {
  const calls: NativeCall[] = [];
  const stubs = new StubState(scenario.stubs ?? {});
  let stop: (reason: EndlessRun) => void = () => undefined;
  const endless = new Promise<never>((_resolve, reject) => (stop = reject));
  let performed = 0;
  const perform = (name: string, input: unknown): unknown => {
    if (++performed <= mostCalls) return stubs.perform(name, input as never);
    stop(new EndlessRun("The native run makes calls without end"));
    return new Promise(() => undefined);
  };
  const stubbed = Object.fromEntries(
    Object.keys(scenario.stubs ?? {}).map((name) => [name, (input: unknown) => perform(name, input)]),
  );
  try {
    const main = await loadWorkflow(program);
    const run = runNative(main, scenario.input as never, {
      tasks: { ...s3Stubs(scenario.objects ?? {}), ...stubbed },
      execution: { name: "run" },
      onCall: (call) => {
        if (!isSilent(call.task)) calls.push({ ...call, task: plainName(call.task) });
      },
    });
    return { end: { output: await Promise.race([run, endless]) }, calls };
  } catch (error) {
    if (!(error instanceof Error) || error instanceof EndlessRun) throw error;
    return { end: { error: error.name, message: error.message }, calls };
  }
}

/** Calls after which a native run is taken for endless: its calls get no answers any more. */
const mostCalls = 20_000;

/** A native run that made more calls than any execution has room for in its history. */
export class EndlessRun extends Error {}

/** Nested workflows carry the program's id in their names. */
function plainName(name: string): string {
  return name.replace(/-program-\d+$/, "");
}

/** Waits and nested workflows take no call of a stub on the machine's side. */
function isSilent(task: string): boolean {
  return (
    task === "sleep" ||
    task.startsWith("s3:") ||
    task === "sleepUntil" ||
    task === "waitForToken" ||
    /-program-\d+$/.test(task)
  );
}

const loaded = new WeakMap<CompiledProgram, NativeWorkflow>();

type NativeWorkflow = Parameters<typeof runNative>[0];

/** The function of a program, from the same text that was compiled. */
export async function loadWorkflow(program: CompiledProgram): Promise<NativeWorkflow> {
  const known = loaded.get(program);
  if (known !== undefined) return known;
  modules["./tasks.js"] ??= await evaluate(tasks);
  const { library } = program;
  if (library !== undefined) modules[`./${library.file}.js`] ??= await evaluate(library.text);
  const { main } = (await evaluate(sourceOf(program, program.id))) as { main?: NativeWorkflow };
  if (main === undefined) throw new Error("no workflow");
  loaded.set(program, main);
  return main;
}

const modules: Record<string, unknown> = {
  setpiece: dsl,
  zod,
  "setpiece/aws/dynamodb": dynamodb,
  "setpiece/aws/eventbridge": eventbridge,
  "setpiece/aws/apigateway": apigateway,
  "setpiece/aws/bedrock": bedrock,
  "setpiece/aws/lambda": lambda,
  "setpiece/aws/sns": sns,
};

async function evaluate(text: string): Promise<unknown> {
  const { code } = await transform(text, { loader: "ts", format: "cjs", target: "es2023" });
  const module = { exports: {} };
  // The text is a program of these tests.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function("require", "module", code) as (require: unknown, module: object) => void;
  run((name: string) => modules[name], module);
  return module.exports;
}

/** Runs the compiled machine in the simulator. */
export async function observeMachine(program: CompiledProgram, scenario: Scenario): Promise<Observation> {
  const calls: NativeCall[] = [];
  const stubs = new StubState(scenario.stubs ?? {});
  const perform = (task: string, input: unknown): unknown => {
    calls.push({ task, input });
    return stubs.perform(task, input as never);
  };
  const [main, definition] = Object.entries(program.machines)[0] as [string, StateMachine];
  const run = await runMachine({
    definition,
    input: scenario.input,
    machines: program.machines,
    name: "run",
    machineName: main,
    objects: objectStore(scenario.objects ?? {}),
    lambda: async (name, payload) => perform(name, payload),
    integrations: (resource, parameters, context) => {
      const answer = (task: string, input: unknown): void => {
        try {
          context.succeed(perform(task, input) as never);
        } catch (error) {
          context.fail((error as Error).name, (error as Error).message);
        }
      };
      const fields = parameters as Record<string, Record<string, { S: string }>>;
      if (resource.endsWith("aws-sdk:dynamodb:putItem.waitForTaskToken") && fields.Item?.step !== undefined) {
        answer(fields.Item.step.S, JSON.parse(fields.Item.input?.S ?? "null"));
        return {};
      }
      const service = /:::(?:aws-sdk:)?(dynamodb|events|sqs|sns|eventbridge):(\w+)(\.waitForTaskToken)?$/.exec(
        resource,
      );
      if (service === null && !resource.endsWith(":::http:invoke")) return notStubbed;
      if (service === null) {
        const { Authentication, ...request } = parameters as { Authentication: { ConnectionArn: string } };
        return perform(/:connection\/([^/]+)\//.exec(Authentication.ConnectionArn)?.[1] ?? "", request);
      }
      return perform(`${service[1]}:${service[2]}`, parameters);
    },
  });
  if (run.status === "SUCCEEDED") return { end: { output: run.output }, calls };
  return { end: { error: run.error ?? "", message: messageOf(run.cause ?? "") }, calls };
}

/** The cause of a failed Lambda function is JSON with its message, and so is a message that reads like one. */
function messageOf(cause: string): string {
  if (!cause.startsWith("{") || !cause.includes('"errorMessage":')) return cause;
  const { errorMessage } = JSON.parse(cause) as { errorMessage?: string };
  return errorMessage ?? cause;
}

class StubState {
  readonly #stubs: Readonly<Record<string, Stub>>;
  readonly #used = new Map<string, number>();

  constructor(stubs: Readonly<Record<string, Stub>>) {
    this.#stubs = stubs;
  }

  perform(name: string, input: never): unknown {
    const stub = this.#stubs[name];
    if (stub === undefined) throw new Error(`no stub for ${name}`);
    if (typeof stub === "function") return stub(input);
    const used = this.#used.get(name) ?? 0;
    this.#used.set(name, used + 1);
    const outcome = Array.isArray(stub)
      ? (stub as readonly Outcome[])[Math.min(used, stub.length - 1)]
      : (stub as Outcome);
    if (outcome === undefined) throw new Error(`no outcome for ${name}`);
    if ("result" in outcome) return outcome.result;
    throw Object.assign(new Error(outcome.message), { name: outcome.error });
  }
}
