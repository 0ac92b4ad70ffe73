import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import type { WorkflowOptions } from "../dsl/workflow.js";
import { durationSeconds } from "../dsl/duration.js";
import { Analyser, type Analysis } from "./analyse/analyser.js";
import { analyseWorkflow, createAnalysis } from "./analyse/analyse-workflow.js";
import { readConstant } from "./analyse/constant.js";
import { outsideAnalyser } from "./analyse/outside-analyser.js";
import { report } from "./analyse/tasks/call-options.js";
import { readName } from "./analyse/tasks/declarations.js";
import { ResourceCollector } from "./analyse/tasks/resources.js";
import { buildManifest, type WorkflowFacts } from "./build-manifest.js";
import { describeProblem } from "./diagnostics/describe-problem.js";
import { type Diagnostic, Problems } from "./diagnostics/diagnostic.js";
import { type AslStates, emitMachine } from "./emit/emit-machine.js";
import type { ResourceNaming } from "./emit/expression-emitter.js";
import { VariableNames } from "./emit/names.js";
import { guarded } from "./guard.js";
import type { Block } from "./ir/statement.js";
import { lowerBlock } from "./lower/lower-block.js";
import { optimiseGraph } from "./lower/optimise-graph.js";
import type { Manifest } from "./manifest.js";
import { optimiseBlock } from "./optimise/optimise-block.js";
import { discoverWorkflows } from "./program/discover-workflows.js";
import { findSourceFiles } from "./program/find-source-files.js";
import { type LoadedProgram, loadProgram } from "./program/load-program.js";
import { reportSemanticErrors, reportTypeErrors, withoutEchoes } from "./program/type-errors.js";
import { locate, type SourceLocation, type SourceSpan } from "./source-span.js";
import { checkExpress } from "./verify/check-express.js";
import { verifyIndependently, verifyMachine } from "./verify/verify-machine.js";

export interface CompileOptions {
  /** Files and folders with workflows. */
  readonly paths: readonly string[];
  /** The folder that relative paths are relative to. Default: the current one. */
  readonly cwd?: string;
  /** Names of deployed things in the machines. Default: the names that they have locally. */
  readonly resourceName?: ResourceNaming;
  /** Texts by absolute path that stand in for files on disk. */
  readonly overlay?: ReadonlyMap<string, string>;
  /** Is told of every mistake of the compiler itself, which is a diagnostic as well (SP3002). Default: nothing. */
  readonly onFailure?: (error: unknown) => void;
}

/** The state machine of a workflow. */
export interface StateMachine extends AslStates {
  readonly Comment: string;
  readonly QueryLanguage: "JSONata";
  readonly TimeoutSeconds?: number;
}

/** Where a state comes from. */
export interface StateSource extends SourceLocation {
  /** The source text there. */
  readonly text: string;
  /** Of a Choice state: the condition of each rule, in the words of the source. */
  readonly conditions?: readonly string[];
}

/** Where each state comes from, by its name. */
export type SourceMap = Readonly<Record<string, StateSource>>;

export interface CompiledWorkflow {
  readonly name: string;
  /** The absolute path of the file that declares it. */
  readonly file: string;
  readonly type: "STANDARD" | "EXPRESS";
  readonly definition: StateMachine;
  readonly sourceMap: SourceMap;
}

export interface CompileResult {
  /** Empty as soon as there is an error anywhere. */
  readonly workflows: readonly CompiledWorkflow[];
  readonly manifest: Manifest;
  readonly diagnostics: readonly Diagnostic[];
}

/** The names of deployed things where a machine runs locally: region us-east-1, account 123456789012. */
export const localResourceName: ResourceNaming = (resource, name) => {
  if (resource === "workflow") return `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;
  if (resource === "activity") return `arn:aws:states:us-east-1:123456789012:activity:${name}`;
  return name;
};

/**
 * Compiles every workflow in the given files and folders.
 *
 * The passes, in order: load, discover, analyse (syntax tree → IR), optimise, lower (IR → graph of states), optimise the
 * graph, emit (→ ASL), verify. Each reports all problems that it finds.
 */
export function compileProject(options: CompileOptions): CompileResult {
  const cwd = path.resolve(options.cwd ?? process.cwd());
  const { onFailure } = options;
  const problems = new Problems();
  const resources = new ResourceCollector();
  const { files, missing } = findSourceFiles(options.paths, cwd);
  for (const given of missing) problems.add("SP1006", undefined, { path: given });
  const sources = [...files, ...(options.overlay?.keys() ?? [])];
  const program = guarded(problems, undefined, undefined, () => loadProgram(sources, cwd, options.overlay), onFailure);
  if (program === undefined) return failedResult(problems, resources, cwd);
  const texts = new Map(program.program.getSourceFiles().map((file) => [file.fileName, file.text]));
  for (const { span, text } of program.tooDeep) {
    texts.set(span.file, text);
    problems.add("SP3003", span);
  }
  const textOf = (file: string): string => texts.get(file) ?? readFileSync(file, "utf8");
  const analysis = createAnalysis(program.checker, problems, resources);
  const found = guarded(problems, undefined, [], () => discover(program, analysis), onFailure);
  if (found.length === 0 && !problems.hasErrors) problems.add("SP1005", undefined, { paths: options.paths.join(", ") });
  const workflowFiles = new Set(found.map(({ call }) => call.getSourceFile()));
  const checkTypes = (): void => reportTypeErrors(program, workflowFiles, problems);
  guarded(problems, undefined, undefined, checkTypes, onFailure);
  const analysed = found.map((workflow) => {
    const analyse = (): Block => analyseWorkflow(analysis, workflow.call);
    // Where the types are wrong, what is analysed all the same may be anything.
    const isTyped = !problems.list.some(({ code, span }) => code === "SP1000" && span?.file === workflow.span.file);
    return { ...workflow, block: guarded(problems, workflow.nameSpan, [], analyse, isTyped ? onFailure : undefined) };
  });
  for (const { block, type } of analysed) checkExpress(block, type, "a workflow of type EXPRESS", problems);
  for (const file of analysis.sources) {
    if (!workflowFiles.has(file)) reportSemanticErrors(program.program, file, problems);
  }
  const naming = options.resourceName ?? localResourceName;
  const compiled = problems.hasErrors
    ? []
    : analysed.flatMap((workflow) => {
        const compile = () => [compileOne(workflow, naming, textOf, problems)];
        return guarded(problems, workflow.nameSpan, [], compile, onFailure);
      });
  verifyIndependently(
    compiled.map(({ workflow, span }) => ({ definition: workflow.definition, span })),
    problems,
  );
  const failed = problems.hasErrors;
  return {
    workflows: failed ? [] : compiled.map(({ workflow }) => workflow),
    manifest: buildManifest(failed ? [] : compiled.map(({ facts }) => facts), resources, cwd),
    diagnostics: withoutEchoes(problems.list).map((problem) => describeProblem(problem, textOf)),
  };
}

function failedResult(problems: Problems, resources: ResourceCollector, cwd: string): CompileResult {
  const diagnostics = problems.list.map((problem) => describeProblem(problem, () => ""));
  return { workflows: [], manifest: buildManifest([], resources, cwd), diagnostics };
}

interface FoundWorkflow {
  readonly name: string;
  readonly call: ts.CallExpression;
  readonly span: SourceSpan;
  /** Where its name stands: the place of what concerns all of it. */
  readonly nameSpan: SourceSpan;
  readonly type: "STANDARD" | "EXPRESS";
  readonly timeoutSeconds: number | undefined;
}

function discover({ files }: LoadedProgram, analysis: Analysis): readonly FoundWorkflow[] {
  const analyser = outsideAnalyser({ analysis } as Analyser);
  const byName = new Map<string, FoundWorkflow>();
  const found: FoundWorkflow[] = [];
  for (const file of files) {
    for (const call of discoverWorkflows(analyser, file)) {
      const workflow = readWorkflow(analyser, call);
      const earlier = byName.get(workflow.name);
      if (earlier === undefined) byName.set(workflow.name, workflow);
      else {
        const related = { message: "the other workflow", span: earlier.nameSpan };
        analyser.problem(call.arguments[0] ?? call, "SP1001", { name: workflow.name }, [related]);
      }
      found.push(workflow);
    }
  }
  return found;
}

function readWorkflow(analyser: Analyser, call: ts.CallExpression): FoundWorkflow {
  const optionsNode = call.arguments[2];
  const options = (optionsNode === undefined ? {} : (readConstant(analyser, optionsNode) ?? {})) as WorkflowOptions;
  const timeoutSeconds =
    optionsNode === undefined || options.timeout === undefined
      ? undefined
      : report(analyser, optionsNode, undefined, () => durationSeconds(options.timeout as string));
  return {
    name: readName(analyser, call),
    call,
    span: analyser.span(call),
    nameSpan: analyser.span(call.arguments[0] ?? call),
    type: options.type ?? "STANDARD",
    timeoutSeconds,
  };
}

interface AnalysedWorkflow extends FoundWorkflow {
  readonly block: Block;
}

function compileOne(
  workflow: AnalysedWorkflow,
  resourceName: ResourceNaming,
  textOf: (file: string) => string,
  problems: Problems,
): { readonly workflow: CompiledWorkflow; readonly facts: WorkflowFacts; readonly span: SourceSpan } {
  const { name, span, nameSpan, type, timeoutSeconds } = workflow;
  const source = (at: SourceSpan) => textOf(at.file).slice(at.start, at.end);
  const block = optimiseBlock(workflow.block);
  const graph = lowerBlock(block, source);
  optimiseGraph(graph);
  const context = { variables: new VariableNames(), resourceName };
  const { states, spans, conditions } = emitMachine(graph, context, source, (at) => commentBefore(at, textOf(at.file)));
  const definition: StateMachine = {
    Comment: commentBefore(span, textOf(span.file)) ?? `Workflow ${name}`,
    QueryLanguage: "JSONata",
    ...(timeoutSeconds === undefined ? {} : { TimeoutSeconds: timeoutSeconds }),
    ...states,
  };
  verifyMachine(name, definition, type, nameSpan, spans, problems);
  const sourceMap = Object.fromEntries(
    [...spans].map(([state, at]): [string, StateSource] => {
      const rules = conditions.get(state);
      const place = { ...locate(at, textOf(at.file)), text: source(at) };
      return [state, rules === undefined ? place : { ...place, conditions: rules }];
    }),
  );
  return {
    span,
    workflow: { name, file: span.file, type, definition, sourceMap },
    facts: { name, file: span.file, type, timeoutSeconds, states: spans.size, block: workflow.block },
  };
}

/** The `//` comment on the lines right above the one that a span starts on. */
function commentBefore(span: SourceSpan, text: string): string | undefined {
  const lines = text.slice(0, span.start).split("\n").slice(0, -1);
  const comment: string[] = [];
  for (let at = lines.length - 1; at >= 0; at--) {
    const match = /^\s*\/\/\s?(.*)$/.exec(lines[at] as string);
    if (match === null) break;
    comment.unshift((match[1] as string).trim());
  }
  const joined = comment.filter((line) => !/^(eslint|@ts-|prettier)/.test(line)).join(" ");
  return joined === "" ? undefined : joined;
}
