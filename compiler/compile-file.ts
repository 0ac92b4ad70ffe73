import ts from "typescript";
import type { WorkflowOptions } from "../dsl/workflow.js";
import { durationSeconds } from "../dsl/duration.js";
import type { Analyser } from "./analyse/analyser.js";
import { analyseWorkflow, createAnalysis } from "./analyse/analyse-workflow.js";
import { readConstant } from "./analyse/constant.js";
import { carriesFields } from "./analyse/expressions/error-fields.js";
import { outsideAnalyser } from "./analyse/outside-analyser.js";
import { report } from "./analyse/tasks/call-options.js";
import { readName } from "./analyse/tasks/declarations.js";
import { type FoundResource, ResourceCollector } from "./analyse/tasks/resources.js";
import type { WorkflowFacts } from "./build-manifest.js";
import type { CompiledWorkflow, SourcePlace, StateMachine, StateSource } from "./compile-result.js";
import { type Problem, Problems } from "./diagnostics/diagnostic.js";
import { emitMachine } from "./emit/emit-machine.js";
import type { ResourceNaming } from "./emit/expression-emitter.js";
import { VariableNames } from "./emit/names.js";
import type { ExpandedText } from "./expand/expanded-text.js";
import { guarded } from "./guard.js";
import type { Block } from "./ir/statement.js";
import { leaveFields, receiveFields, sendFields } from "./lower/carry-fields.js";
import { writeCauses } from "./lower/plain-causes.js";
import { lowerBlock } from "./lower/lower-block.js";
import { optimiseGraph } from "./lower/optimise-graph.js";
import { optimiseBlock } from "./optimise/optimise-block.js";
import { discoverWorkflows } from "./program/discover-workflows.js";
import type { LoadedProgram } from "./program/load-program.js";
import { reportSemanticErrors } from "./program/type-errors.js";
import { callsTo, locate, spanOf, type SourceSpan } from "./source-span.js";
import { checkAssigned } from "./verify/check-assigned.js";
import { checkCaught } from "./verify/check-caught.js";
import { checkExpress } from "./verify/check-express.js";
import { commentBefore } from "./comment-before.js";
import { verifyMachine } from "./verify/verify-machine.js";
import { checkInfinity } from "./verify/check-infinity.js";

/** What became of one file. */
export interface CompiledFile {
  /** Every workflow in it, also those that could not be compiled. */
  readonly declared: readonly DeclaredWorkflow[];
  /** Empty when there are errors. */
  readonly compiled: readonly CompiledPart[];
  readonly resources: readonly FoundResource[];
  /** The files whose functions became part of the workflows. */
  readonly inlinedFrom: ReadonlySet<ts.SourceFile>;
  readonly problems: readonly Problem[];
}

export interface DeclaredWorkflow {
  readonly name: string;
  /** Where its name stands: the place of what concerns all of it. */
  readonly nameSpan: SourceSpan;
}

export interface CompiledPart {
  readonly workflow: CompiledWorkflow;
  readonly facts: WorkflowFacts;
  readonly span: SourceSpan;
}

/** What compiling a file needs to know of the run. */
export interface FileContext {
  readonly loaded: LoadedProgram;
  readonly naming: ResourceNaming;
  readonly textOf: (file: string) => string;
  readonly onFailure: ((error: unknown) => void) | undefined;
  /** Files that are read with calls written out, by name. */
  readonly expanded?: ReadonlyMap<string, ExpandedText>;
}

/**
 * Compiles the workflows of one file.
 *
 * The passes, in order: discover, analyse (syntax tree → IR), optimise, lower (IR → graph of states), optimise the graph,
 * emit (→ ASL), verify. Each reports all problems that it finds.
 *
 * @param canEmit false when there are errors already in a file that this one imports
 */
export function compileFile(file: ts.SourceFile, canEmit: boolean, context: FileContext): CompiledFile {
  const { loaded, naming, textOf, onFailure } = context;
  const problems = new Problems();
  const resources = new ResourceCollector();
  const placeOf = (node: ts.Node): SourceSpan => {
    const text = context.expanded?.get(node.getSourceFile().fileName);
    return text === undefined ? spanOf(node) : text.placeOf(node.getStart(), node.getEnd());
  };
  const analysis = createAnalysis(loaded.checker, () => loaded.filesBehind(file), problems, resources, placeOf);
  const analyser = outsideAnalyser({ analysis } as Analyser);
  const discover = () => discoverWorkflows(analyser, file).map((call) => readWorkflow(analyser, call));
  const found = guarded(problems, undefined, [], discover, onFailure);
  const checkTypes = (checked: ts.SourceFile): void => {
    const check = (): void => reportSemanticErrors(loaded, checked, problems);
    guarded(problems, undefined, undefined, check, onFailure);
  };
  if (found.length > 0) checkTypes(file);
  const analysed = found.map((workflow) => {
    const analyse = (): Block => analyseWorkflow(analysis, workflow.call);
    // Where the types are wrong, what is analysed all the same may be anything.
    const isTyped = canEmit && !problems.list.some(({ code }) => code === "SP1000");
    const block = guarded(problems, workflow.nameSpan, [], analyse, isTyped ? onFailure : undefined);
    return { ...workflow, block, carriesFields: carriesFields(analysis.errorFields, analysis.settledData.isGiven) };
  });
  for (const { block, type } of analysed) {
    checkExpress(block, type, "a workflow of type EXPRESS", problems);
    checkCaught(block, problems);
    checkInfinity(block, problems);
  }
  for (const source of analysis.sources) if (source !== file) checkTypes(source);
  const emits = canEmit && !problems.hasErrors;
  const compiled = (emits ? analysed : []).flatMap((workflow) => {
    const compile = () => [compileWorkflow(workflow, naming, textOf, problems)];
    return guarded(problems, workflow.nameSpan, [], compile, onFailure);
  });
  return {
    declared: found.map(({ name, nameSpan }) => ({ name, nameSpan })),
    compiled: problems.hasErrors ? [] : compiled,
    resources: resources.found,
    inlinedFrom: analysis.inlinedFrom,
    problems: problems.list,
  };
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
  /** True when fields of errors are read outside of the branches and iterations that throw them. */
  readonly carriesFields: boolean;
}

function compileWorkflow(
  workflow: AnalysedWorkflow,
  resourceName: ResourceNaming,
  textOf: (file: string) => string,
  problems: Problems,
): CompiledPart {
  const { name, span, nameSpan, type, timeoutSeconds } = workflow;
  const source = (at: SourceSpan) => textOf(at.file).slice(at.start, at.end);
  checkAssigned(workflow.block);
  const block = optimiseBlock(workflow.block);
  const graph = lowerBlock(block, source);
  if (workflow.carriesFields) receiveFields(graph);
  leaveFields(graph, workflow.carriesFields);
  optimiseGraph(graph);
  if (workflow.carriesFields) sendFields(graph);
  writeCauses(graph);
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
      const placeOf = (part: SourceSpan): SourcePlace => ({ ...locate(part, textOf(part.file)), text: source(part) });
      const rules = conditions.get(state);
      const calls = callsTo(at).map(placeOf);
      return [
        state,
        {
          ...placeOf(at),
          ...(rules === undefined ? {} : { conditions: rules }),
          ...(calls.length === 0 ? {} : { calledFrom: calls }),
        },
      ];
    }),
  );
  return {
    span,
    workflow: { name, file: span.file, type, definition, sourceMap },
    facts: { name, file: span.file, type, timeoutSeconds, states: spans.size, block: workflow.block },
  };
}
