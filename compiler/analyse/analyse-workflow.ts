import ts from "typescript";
import type { Problems } from "../diagnostics/diagnostic.js";
import type { Block } from "../ir/statement.js";
import { anyType, undefinedType } from "../ir/value-types.js";
import { bringOutAssignments } from "../promises/outer/bring-out.js";
import { structurePromises } from "../promises/structure-promises.js";
import { throwFailures } from "../thrown/throw-failures.js";
import { Analyser } from "./analyser.js";
import type { Analysis } from "./analysis.js";
import { checkNoneFromOutside, checkOutput } from "./check-collections.js";
import { checkFromOutside } from "./check-dates.js";
import { reportHidden } from "./hidden-undefined.js";
import { Environment } from "./environment.js";
import { noErrorFields } from "./expressions/error-fields.js";
import { isAsyncFunction, resolveFunction } from "./functions.js";
import { reportMemberOrder } from "./member-order/check-order.js";
import { noMemberOrder } from "./member-order/noted.js";
import { bindParameters } from "./parameters.js";
import { noSettledData, reportSettledData } from "./settled-data.js";
import { visitBody } from "./statements/visit-body.js";
import { jsonValue } from "../ir/json-value.js";
import { states } from "./tasks/perform.js";
import type { ResourceCollector } from "./tasks/resources.js";
import { type SourceSpan, spanOf } from "../source-span.js";
import { valueTypesOf } from "./value-types-of.js";
import { visitors } from "./visitors.js";

/**
 * What the workflows of one file share while they are analysed.
 *
 * @param files gives the files of the project that they can see
 * @param placeOf tells where a node is written
 */
export function createAnalysis(
  checker: ts.TypeChecker,
  files: () => Iterable<ts.SourceFile>,
  problems: Problems,
  resources: ResourceCollector,
  placeOf: (node: ts.Node) => SourceSpan = spanOf,
): Analysis {
  return {
    checker,
    placeOf,
    files,
    problems,
    visitors,
    moduleConstants: new Map(),
    sources: new Set(),
    inlinedFrom: new Set(),
    reassigned: new WeakMap(),
    paths: new Map(),
    aliases: new Map(),
    memos: new Map(),
    keptKinds: [],
    putBacks: new Map(),
    symbols: new Map(),
    changedParameters: new Map(),
    tableFunctions: new Map(),
    mentions: new Map(),
    givenParts: new Map(),
    makers: new Map(),
    owners: new Map(),
    errorFields: noErrorFields(),
    settledData: noSettledData(),
    memberOrder: noMemberOrder(),
    hiddenUndefined: { asked: [] },
    declaredAt: new WeakMap(),
    resources,
  };
}

/** The IR of a workflow's body, which ends with a return on every way that ends at all. */
export function analyseWorkflow(analysis: Analysis, call: ts.CallExpression): Block {
  analysis.errorFields = noErrorFields();
  analysis.settledData = noSettledData();
  analysis.memberOrder = noMemberOrder();
  const bodyNode = call.arguments[1];
  const analyser: Analyser = new Analyser(
    analysis,
    new Environment(),
    workflowFrame(() => analyser),
  );
  const callee = bodyNode === undefined ? undefined : resolveFunction(analyser, bodyNode);
  const body = callee?.node.body;
  if (callee === undefined || body === undefined || !isAsyncFunction(callee.node)) {
    analyser.problem(bodyNode ?? call, "SP1002");
    return [];
  }
  const { node } = callee;
  const span = analyser.span(call);
  const parameterType =
    node.parameters[0] === undefined ? undefined : analysis.checker.getTypeAtLocation(node.parameters[0]);
  if (parameterType !== undefined && node.parameters[0] !== undefined) {
    checkFromOutside(analyser, node.parameters[0], parameterType);
    checkNoneFromOutside(analyser, node.parameters[0], parameterType);
  }
  checkOutput(analyser, node);
  const types =
    (parameterType === undefined ? anyType : valueTypesOf(parameterType, analysis.checker)) & ~undefinedType;
  analyser.frame = { ...analyser.frame, calls: [node] };
  const block = analyser.collect(() => {
    bindParameters(analyser, node.parameters, [states("context.Execution.Input", types || anyType, span)], call);
    if (ts.isBlock(body)) {
      visitBody(analyser, body.statements);
      // The closing brace.
      analyser.frame.onReturn(undefined, { ...analyser.span(body), start: body.end - 1 });
    } else {
      analyser.frame.onReturn(analyser.awaited(body), analyser.span(body));
    }
  });
  reportHidden(analyser);
  reportMemberOrder(analyser);
  reportSettledData(analyser);
  const { problems } = analysis;
  return bringOutAssignments(structurePromises(throwFailures(block), problems), problems);
}

function workflowFrame(analyser: () => Analyser): Analyser["frame"] {
  return {
    isAsync: true,
    isCallback: false,
    depth: 0,
    branches: [],
    calls: [],
    onReturn: (value, span) => {
      const self = analyser();
      self.statements.push({ kind: "return", value: jsonValue(value ?? self.undefined(span)), span });
    },
  };
}
