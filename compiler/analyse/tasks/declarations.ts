import ts from "typescript";
import type { HttpEndpointOptions } from "../../../dsl/http-endpoint.js";
import type { LambdaOptions } from "../../../dsl/lambda.js";
import type { QueueOptions } from "../../../dsl/aws/sqs.js";
import type { TableSchema } from "../../../dsl/table.js";
import { durationSeconds } from "../../../dsl/duration.js";
import type { ResourceName } from "../../ir/expression.js";
import type { ResourceUse } from "../../ir/statement.js";
import { stringType } from "../../ir/value-types.js";
import { dslFunctionOf } from "../dsl-function.js";
import { dslModuleOf } from "../../program/own-package.js";
import type { Analyser } from "../analyser.js";
import { type Constant, readConstant } from "../constant.js";
import { skipWrappers } from "../functions.js";
import { outsideAnalyser } from "../outside-analyser.js";
import { report, retrier } from "./call-options.js";
import { checkRetry } from "./check-retry.js";
import { isNamedHere, makerOf } from "./makers.js";
import { memberOf } from "./object-members.js";
import type {
  BoundDeclaration,
  BusDeclaration,
  EndpointDeclaration,
  HumanDeclaration,
  LambdaDeclaration,
  QueueDeclaration,
  ResourceDeclaration,
  TableDeclaration,
  WorkflowReference,
} from "./resources.js";
import { readIndex, readKey } from "./read-index.js";

export interface ServiceDeclaration {
  readonly kind: "service";
  readonly service: string;
}

/** A Lambda function that others deploy. */
export interface FunctionReference {
  readonly kind: "function";
  readonly name: string;
}

export type Declared = ResourceDeclaration | ServiceDeclaration | FunctionReference;

const knownDeclarations = new WeakMap<Analyser["analysis"], Map<ts.Symbol | ts.Node, Declared | undefined>>();

/** What a name, or a call on the spot, declares with the DSL: a task, a table, a bus, a service or a workflow. */
export function declaredBy(analyser: Analyser, node: ts.Expression): Declared | undefined {
  const inner = skipWrappers(node);
  if (ts.isCallExpression(inner)) {
    const maker = makerOf(analyser, inner);
    if (maker === undefined || (maker === "lambdaFunction" && isNamedHere(inner))) return undefined;
    return onceEach(analyser, inner, () => readMade(analyser, maker, inner));
  }
  const nameNode = ts.isPropertyAccessExpression(inner) ? inner.name : inner;
  if (!ts.isIdentifier(nameNode)) return undefined;
  const symbol = analyser.symbolOf(nameNode);
  if (symbol === undefined || !isOwnMember(analyser, inner, symbol)) return undefined;
  return onceEach(analyser, symbol, () => readDeclaration(analyser, symbol));
}

/** A declaration is read once in a run, whoever asks for it. */
function onceEach(
  analyser: Analyser,
  key: ts.Symbol | ts.Node,
  read: () => Declared | undefined,
): Declared | undefined {
  let known = knownDeclarations.get(analyser.analysis);
  if (known === undefined) {
    known = new Map<ts.Symbol | ts.Node, Declared | undefined>();
    knownDeclarations.set(analyser.analysis, known);
  }
  if (!known.has(key)) known.set(key, read());
  return known.get(key);
}

/** False for the member of an object whose type is that of another object: its symbol leads to the other one's member. */
function isOwnMember(analyser: Analyser, node: ts.Expression, symbol: ts.Symbol): boolean {
  const { valueDeclaration } = symbol;
  if (!ts.isPropertyAccessExpression(node) || valueDeclaration === undefined) return true;
  if (!ts.isPropertyAssignment(valueDeclaration)) return true;
  return literalOf(analyser, node.expression) === valueDeclaration.parent;
}

/** The object literal that a constant, or a member of one, was made by. */
function literalOf(analyser: Analyser, node: ts.Expression): ts.Expression | undefined {
  const declaration = analyser.symbolOf(ts.isPropertyAccessExpression(node) ? node.name : node)?.valueDeclaration;
  if (declaration === undefined) return undefined;
  if (ts.isPropertyAssignment(declaration) && ts.isPropertyAccessExpression(node)) {
    const isOwn = literalOf(analyser, node.expression) === declaration.parent;
    return isOwn ? skipWrappers(declaration.initializer) : undefined;
  }
  const initializer = initializerOf(declaration);
  return initializer === undefined ? undefined : skipWrappers(initializer);
}

function readDeclaration(analyser: Analyser, symbol: ts.Symbol): Declared | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined) return undefined;
  const initializer = initializerOf(declaration);
  const dslModule = dslModuleOf(declaration);
  if (dslModule?.startsWith("aws/") === true && ts.isVariableDeclaration(declaration)) {
    return { kind: "service", service: symbol.name };
  }
  if (dslModule === "human" && symbol.name === "humanTasksTable") return defaultHumanTable();
  if (initializer === undefined) return undefined;
  const call = skipWrappers(initializer);
  if (!ts.isCallExpression(call)) return undefined;
  const maker = dslFunctionOf(analyser, call.expression);
  if (maker === undefined || (maker === "lambdaFunction" && isNamedHere(call))) return undefined;
  return readMade(analyser, maker, call);
}

function readMade(analyser: Analyser, maker: string, call: ts.CallExpression): Declared | undefined {
  const outside = outsideAnalyser(analyser);
  const declared = readCall(outside, maker, call);
  if (declared === undefined || declared.kind === "service" || declared.kind === "function") return declared;
  const earlier = analyser.analysis.resources.add(declared, analyser.span(call.arguments[0] ?? call));
  if (earlier !== undefined) {
    analyser.problem(call.arguments[0] ?? call, "SP1004", { kind: declared.kind, name: declared.name }, [
      { message: "the other declaration", span: earlier.span },
    ]);
  }
  return declared;
}

function initializerOf(declaration: ts.Declaration): ts.Expression | undefined {
  if (ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration)) return declaration.initializer;
  return ts.isExportAssignment(declaration) ? declaration.expression : undefined;
}

function readCall(analyser: Analyser, maker: string, call: ts.CallExpression): Declared | undefined {
  switch (maker) {
    case "lambda":
      return readLambda(analyser, call);
    case "lambdaFunction":
      return { kind: "function", name: readText(analyser, call) };
    case "activity":
      return { kind: "activity", name: readName(analyser, call), span: analyser.span(call) };
    case "human":
      return readHuman(analyser, call);
    case "workflow":
      return readWorkflow(analyser, call);
    case "table":
      return readTable(analyser, call);
    case "queue":
      return readQueue(analyser, call);
    case "topic":
      return { kind: "topic", name: readName(analyser, call, 256), span: analyser.span(call) };
    case "bucket":
      return { kind: "bucket", name: readName(analyser, call, 63), span: analyser.span(call) };
    case "eventBus":
      return readBus(analyser, call);
    case "httpEndpoint":
      return readEndpoint(analyser, call);
    case "awsService":
      return { kind: "service", service: readName(analyser, call) };
    default:
      return undefined;
  }
}

const namePattern = /^[\w-]+$/;

function readText(analyser: Analyser, call: ts.CallExpression): string {
  const [node] = call.arguments;
  const text = node === undefined ? "" : readConstant(analyser, node);
  return typeof text === "string" ? text : "";
}

/** The name that a declaration gives itself: a constant of letters, digits, `-` and `_`. */
export function readName(analyser: Analyser, call: ts.CallExpression, longest = 80): string {
  const node = call.arguments[0];
  if (node === undefined) return "";
  const name = readConstant(analyser, node);
  if (typeof name !== "string") return "";
  if (!namePattern.test(name) || name.length > longest) {
    analyser.problem(node, "SP1003", { kind: call.expression.getText(), name, longest: String(longest) });
  }
  return name;
}

function readLambda(analyser: Analyser, call: ts.CallExpression): LambdaDeclaration {
  const span = analyser.span(call);
  const name = readName(analyser, call, 64);
  const optionsNode = call.arguments[2];
  const fallback: LambdaDeclaration = {
    kind: "lambda",
    name,
    timeoutSeconds: 30,
    memory: 256,
    retry: [],
    uses: [],
    span,
  };
  if (optionsNode === undefined) return fallback;
  const literal = skipWrappers(optionsNode);
  const options = (
    ts.isObjectLiteralExpression(literal)
      ? readMembers(analyser, literal, ["timeout", "memory", "retry"])
      : (readConstant(analyser, optionsNode) ?? {})
  ) as LambdaOptions;
  const usesNode = memberOf(optionsNode, "uses");
  checkRetry(analyser, optionsNode, options.retry);
  return report(analyser, optionsNode, fallback, () => ({
    ...fallback,
    timeoutSeconds: options.timeout === undefined ? 30 : durationSeconds(options.timeout),
    memory: options.memory ?? 256,
    retry: options.retry === undefined ? [] : [options.retry].flat().map(retrier),
    uses: usesNode === undefined ? [] : readUses(analyser, usesNode),
  }));
}

/** `uses: [{ on: orders, actions: ["dynamodb:PutItem"] }]`: what the code of the function itself needs. */
function readUses(analyser: Analyser, node: ts.Expression): readonly ResourceUse[] {
  const list = skipWrappers(node);
  if (!ts.isArrayLiteralExpression(list)) {
    analyser.problem(node, "SP1401");
    return [];
  }
  return list.elements.flatMap((element): readonly ResourceUse[] => {
    const onNode = memberOf(element, "on");
    const actionsNode = memberOf(element, "actions");
    const declared = onNode === undefined ? undefined : declaredBy(analyser, onNode);
    if (!isNamedResource(declared)) {
      analyser.problem(onNode ?? element, "SP1401");
      return [];
    }
    const actions = actionsNode === undefined ? [] : (readConstant(analyser, actionsNode) as readonly string[]);
    return [{ kind: declared.kind, name: declared.name, actions }];
  });
}

function readMembers(analyser: Analyser, node: ts.Expression, names: readonly string[]): Record<string, Constant> {
  const members = names.flatMap((name) => {
    const member = memberOf(node, name);
    return member === undefined ? [] : [[name, readConstant(analyser, member)] as const];
  });
  return Object.fromEntries(members);
}

function readHuman(analyser: Analyser, call: ts.CallExpression): HumanDeclaration {
  const options = call.arguments[1];
  const member = (name: string) => (options === undefined ? undefined : memberOf(options, name));
  const constant = (name: string): Constant => {
    const node = member(name);
    return node === undefined ? undefined : readConstant(analyser, node);
  };
  const tableNode = member("table");
  const table = tableNode === undefined ? undefined : declaredBy(analyser, tableNode);
  if (tableNode !== undefined && table?.kind !== "table") analyser.problem(tableNode, "SP1405");
  const chosen = table?.kind === "table" ? table : defaultHumanTable();
  if (table === undefined) analyser.analysis.resources.add(chosen);
  const title = constant("title");
  return {
    kind: "human",
    name: readName(analyser, call),
    title: typeof title === "string" ? title : "",
    form: constant("form"),
    table: chosen,
    span: analyser.span(call),
  };
}

/** The table of human tasks when a project names no other (dsl/human.ts). */
function defaultHumanTable(): TableDeclaration {
  return {
    kind: "table",
    name: "human-tasks",
    partitionKey: { name: "taskId", type: "S" },
    sortKey: undefined,
    timeToLive: undefined,
    indexes: [],
    span: { file: "", start: 0, end: 0 },
  };
}

function readWorkflow(analyser: Analyser, call: ts.CallExpression): WorkflowReference {
  return { kind: "workflow", name: readName(analyser, call), span: analyser.span(call) };
}

function readTable(analyser: Analyser, call: ts.CallExpression): TableDeclaration {
  const schemaNode = call.arguments[1];
  const schema = (schemaNode === undefined ? {} : (readConstant(analyser, schemaNode) ?? {})) as Partial<TableSchema>;
  return {
    kind: "table",
    name: readName(analyser, call, 255),
    partitionKey: readKey(schema.partitionKey ?? "id"),
    sortKey: schema.sortKey === undefined ? undefined : readKey(schema.sortKey),
    timeToLive: schema.timeToLive,
    indexes: (schema.indexes ?? []).map(readIndex),
    span: analyser.span(call),
  };
}

function readBus(analyser: Analyser, call: ts.CallExpression): BusDeclaration {
  const optionsNode = call.arguments[1];
  const options = (optionsNode === undefined ? {} : (readConstant(analyser, optionsNode) ?? {})) as { source?: string };
  return {
    kind: "bus",
    name: readName(analyser, call, 256),
    source: options.source ?? "",
    span: analyser.span(call),
  };
}

function readQueue(analyser: Analyser, call: ts.CallExpression): QueueDeclaration {
  const optionsNode = call.arguments[1];
  const name = readName(analyser, call);
  const fallback = { kind: "queue", name, visibilityTimeoutSeconds: 30, deadLetters: undefined } as const;
  const declaration: QueueDeclaration = { ...fallback, span: analyser.span(call) };
  if (optionsNode === undefined) return declaration;
  const options = (readConstant(analyser, optionsNode) ?? {}) as QueueOptions;
  const { visibilityTimeout = "30s", deadLetters, maxReceives = 5 } = options;
  return report(analyser, optionsNode, declaration, () => ({
    ...declaration,
    visibilityTimeoutSeconds: durationSeconds(visibilityTimeout),
    deadLetters: deadLetters === undefined ? undefined : { queue: deadLetters, maxReceives },
  }));
}

type NamedDeclaration = BoundDeclaration | BusDeclaration;

const namedKinds: ReadonlySet<string> = new Set<NamedDeclaration["kind"]>(["table", "bus", "queue", "topic", "bucket"]);

const isNamedResource = (declared: Declared | undefined): declared is NamedDeclaration =>
  declared !== undefined && namedKinds.has(declared.kind);

/** Where AWS ends a call at the latest (AWS page "Call HTTPS APIs", connection timeout). */
const longestHttpSeconds = 60;

function readEndpoint(analyser: Analyser, call: ts.CallExpression): EndpointDeclaration {
  const name = readName(analyser, call, 64);
  const optionsNode = call.arguments[1];
  const options = (
    optionsNode === undefined ? {} : (readConstant(analyser, optionsNode) ?? {})
  ) as Partial<HttpEndpointOptions>;
  const fallback: EndpointDeclaration = {
    kind: "endpoint",
    name,
    url: "",
    connection: options.connection ?? name,
    timeoutSeconds: undefined,
    retry: [],
    form: options.encoding === "FORM" ? { arrayFormat: options.arrayFormat ?? "INDICES" } : undefined,
    span: analyser.span(call),
  };
  const { url } = options;
  if (optionsNode === undefined || url === undefined) return fallback;
  return report(analyser, optionsNode, fallback, () => ({
    ...fallback,
    url: endpointUrl(url),
    timeoutSeconds: options.timeout === undefined ? undefined : httpTimeout(options.timeout),
    retry: options.retry === undefined ? [] : [options.retry].flat().map(retrier),
  }));
}

function endpointUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLoopback = url !== undefined && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url === undefined || !(url.protocol === "https:" || (url.protocol === "http:" && isLoopback))) {
    throw new RangeError(`the url of an HTTP endpoint starts with https://, got ${JSON.stringify(text)}`);
  }
  if (url.search !== "" || url.hash !== "") {
    throw new RangeError(`the url of an HTTP endpoint ends with its path; give a query with each call`);
  }
  return text.replace(/\/$/, "");
}

/** Seconds of a time limit that AWS keeps to. */
export function httpTimeout(duration: string): number {
  const seconds = durationSeconds(duration);
  if (seconds <= longestHttpSeconds) return seconds;
  throw new RangeError(
    `AWS ends an HTTP call after ${longestHttpSeconds} seconds, so a timeout of "${duration}" never comes`,
  );
}

/** `counters.name` and `bus.name`: the name that the table or bus has where the workflow runs. */
export function resourceNameOf(analyser: Analyser, node: ts.PropertyAccessExpression): ResourceName | undefined {
  if (node.name.text !== "name") return undefined;
  const declared = declaredBy(analyser, node.expression);
  if (!isNamedResource(declared)) return undefined;
  return resourceName(declared.kind, declared.name, analyser.span(node));
}

export function resourceName(
  resource: ResourceName["resource"],
  name: string,
  span: ResourceName["span"],
): ResourceName {
  return { kind: "resource-name", resource, name, types: stringType, span };
}
