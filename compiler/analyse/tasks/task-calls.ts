import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { ResourceUse, TaskEffect } from "../../ir/statement.js";
import { objectType, stringType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../functions.js";
import { lambdaServiceRetrier, readCallOptions, retryChain } from "./call-options.js";
import { type Declared, declaredBy, resourceName, type ServiceDeclaration } from "./declarations.js";
import { httpEffect } from "./http-effect.js";
import { jsonValue } from "../../ir/json-value.js";
import { builtin, jsonText, lambdaPayload, object, ofExecution, perform, states, text } from "./perform.js";
import type {
  BoundDeclaration,
  BusDeclaration,
  HumanDeclaration,
  LambdaDeclaration,
  WorkflowReference,
} from "./resources.js";
import { activityEffect, functionEffect, namedFunction, namedFunctionEffect } from "./function-effects.js";
import { effect, inputAndOptions, payloadOf } from "./task-effect.js";
import { excerpt } from "../../diagnostics/excerpt.js";
import { mayMissElements } from "./missing-elements.js";
import { jobUses } from "./job-uses.js";
import { jobResource, optimisedResource, serviceUses } from "./services.js";

/** The value of a call of a task, service or workflow; undefined when the call is none of these. */
export function taskCall(
  analyser: Analyser,
  call: ts.CallExpression,
  callee: ts.Expression = call.expression,
): Expression | undefined {
  const effect = taskEffect(analyser, call, callee);
  return effect === undefined ? undefined : perform(analyser, call, effect);
}

/** True when the call goes to a task, service or workflow. */
export function isTaskCall(analyser: Analyser, call: ts.CallExpression): boolean {
  const callee = call.expression;
  return [declaredBy, namedFunction].some((read) => read(analyser, callee) !== undefined) || isMember(analyser, call);
}

function isMember(analyser: Analyser, call: ts.CallExpression): boolean {
  return declaredReceiver(analyser, call) !== undefined;
}

function declaredReceiver(
  analyser: Analyser,
  call: ts.CallExpression,
): { declared: Declared; action: string; isJob: boolean } | undefined {
  const callee = skipWrappers(call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const declared = declaredBy(analyser, callee.expression);
  if (declared !== undefined) return { declared, action: callee.name.text, isJob: false };
  const started = skipWrappers(callee.expression);
  if (callee.name.text !== "sync" || !ts.isPropertyAccessExpression(started)) return undefined;
  const service = declaredBy(analyser, started.expression);
  return service?.kind === "service" ? { declared: service, action: started.name.text, isJob: true } : undefined;
}

/** The Task state of a call; undefined when the call goes elsewhere. */
export function taskEffect(
  analyser: Analyser,
  call: ts.CallExpression,
  callee: ts.Expression = call.expression,
): TaskEffect | undefined {
  const declared = declaredBy(analyser, callee);
  switch (declared?.kind) {
    case "lambda":
      return lambdaEffect(analyser, call, declared);
    case "function":
      return functionEffect(analyser, call, text(declared.name, analyser.span(call)), inputAndOptions(analyser, call));
    case "activity":
      return activityEffect(analyser, call, declared);
    case "human":
      return humanEffect(analyser, call, declared);
    case "workflow":
      return workflowEffect(analyser, call, declared);
    default:
  }
  const named = namedFunction(analyser, callee);
  if (named !== undefined) return namedFunctionEffect(analyser, call, named);
  const member = declaredReceiver(analyser, call);
  switch (member?.declared.kind) {
    case "service":
      return member.isJob
        ? jobEffect(analyser, call, member.declared, member.action)
        : serviceEffect(analyser, call, member.declared, member.action, undefined);
    case "table":
    case "queue":
    case "topic":
    case "bucket": {
      const service = boundServices[member.declared.kind].service;
      return serviceEffect(analyser, call, { kind: "service", service }, member.action, member.declared);
    }
    case "endpoint":
      return httpEffect(analyser, call, member.declared, member.action);
    case "bus":
      return member.action === "publish" ? publishEffect(analyser, call, member.declared) : undefined;
    default:
      return undefined;
  }
}

function lambdaEffect(analyser: Analyser, call: ts.CallExpression, declared: LambdaDeclaration): TaskEffect {
  const span = analyser.span(call);
  const { input, options } = inputAndOptions(analyser, call);
  return effect(analyser, call, options, {
    title: declared.name,
    resource: "arn:aws:states:::lambda:invoke",
    arguments: object(
      { FunctionName: resourceName("lambda", declared.name, span), Payload: lambdaPayload(input) },
      span,
    ),
    value: payloadOf(analyser, call),
    retry: retryChain([...options.retry, ...declared.retry, lambdaServiceRetrier]),
    uses: [{ kind: "lambda", name: declared.name, actions: ["lambda:InvokeFunction"] }],
  });
}

/**
 * A human step: its task, with the token, becomes an item of a table, where operators find it.
 *
 *     Resource:  aws-sdk:dynamodb:putItem.waitForTaskToken
 *     Arguments: { TableName, Item: { taskId, workflow, execution, step, title, form, input, status, createdAt, expiresAt?, token } }
 */
function humanEffect(analyser: Analyser, call: ts.CallExpression, declared: HumanDeclaration): TaskEffect {
  const span = analyser.span(call);
  const { input, options } = inputAndOptions(analyser, call);
  const created = states("context.State.EnteredTime", stringType, span);
  const fields: Record<string, Expression> = {
    taskId: builtin("crypto.randomUUID", [], stringType, span),
    workflow: ofExecution(analyser, "context.StateMachine.Name", stringType, span),
    execution: ofExecution(analyser, "context.Execution.Id", stringType, span),
    step: text(declared.name, span),
    title: text(declared.title, span),
    form: text(JSON.stringify(declared.form ?? {}), span),
    input: jsonText(input),
    status: text("PENDING", span),
    createdAt: created,
  };
  if (options.timeoutSeconds !== undefined) {
    fields.expiresAt = builtin("setpiece.later", [created, options.timeoutSeconds], stringType, span);
  }
  fields.token = states("context.Task.Token", stringType, span);
  const item = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, object({ S: value }, span)]));
  return effect(analyser, call, options, {
    title: declared.name,
    resource: "arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken",
    arguments: object({ TableName: resourceName("table", declared.table.name, span), Item: object(item, span) }, span),
    uses: [{ kind: "table", name: declared.table.name, actions: ["dynamodb:PutItem"] }],
    human: declared.name,
  });
}

function workflowEffect(analyser: Analyser, call: ts.CallExpression, declared: WorkflowReference): TaskEffect {
  const type = analyser.checker.getAwaitedType(analyser.checker.getTypeAtLocation(call));
  // What the other workflow returns as undefined arrives as null.
  if (type !== undefined && mayMissElements(analyser.checker, type)) {
    analyser.problem(call, "SP1206", { text: `${excerpt(call.getText())}[…]` });
  }
  const span = analyser.span(call);
  const { input, options } = inputAndOptions(analyser, call);
  const result = states("result", objectType, span);
  return effect(analyser, call, options, {
    title: declared.name,
    resource: "arn:aws:states:::states:startExecution.sync:2",
    arguments: object(
      { StateMachineArn: resourceName("workflow", declared.name, span), Input: lambdaPayload(input) },
      span,
    ),
    value: { kind: "property", object: result, name: "Output", types: analyser.awaitedTypes(call), span },
    uses: [
      { kind: "workflow", name: declared.name, actions: ["states:StartExecution"] },
      { kind: "any", name: undefined, actions: ["states:DescribeExecution", "states:StopExecution"] },
      { kind: "any", name: undefined, actions: ["events:PutTargets", "events:PutRule", "events:DescribeRule"] },
    ],
    wrapsErrors: true,
  });
}

/** `start(workflow, input)`: the call comes back as soon as the other execution has started. */
export function startEffect(analyser: Analyser, call: ts.CallExpression): TaskEffect | undefined {
  const [workflowNode, inputNode, optionsNode] = call.arguments;
  const declared = workflowNode === undefined ? undefined : declaredBy(analyser, workflowNode);
  if (declared?.kind !== "workflow") {
    analyser.problem(workflowNode ?? call, "SP1406");
    return undefined;
  }
  const span = analyser.span(call);
  const input = inputNode === undefined ? analyser.literal(null, span) : jsonValue(analyser.expression(inputNode));
  const arn: Expression = {
    kind: "property",
    object: states("result", objectType, span),
    name: "ExecutionArn",
    types: stringType,
    span,
  };
  return effect(analyser, call, readCallOptions(analyser, optionsNode), {
    title: `start ${declared.name}`,
    resource: "arn:aws:states:::states:startExecution",
    arguments: object(
      { StateMachineArn: resourceName("workflow", declared.name, span), Input: lambdaPayload(input) },
      span,
    ),
    value: object({ executionArn: arn }, span),
    uses: [{ kind: "workflow", name: declared.name, actions: ["states:StartExecution"] }],
  });
}

/** The service whose actions a resource has, and the member of their requests that names it. */
const boundServices = {
  table: { service: "dynamodb", member: "TableName" },
  queue: { service: "sqs", member: "QueueUrl" },
  topic: { service: "sns", member: "TopicArn" },
  bucket: { service: "s3", member: "Bucket" },
} as const;

function serviceEffect(
  analyser: Analyser,
  call: ts.CallExpression,
  { service }: ServiceDeclaration,
  action: string,
  bound: BoundDeclaration | undefined,
): TaskEffect {
  const span = analyser.span(call);
  const { input, options } = inputAndOptions(analyser, call);
  const args: Expression =
    bound === undefined
      ? input
      : {
          kind: "object",
          members: [
            {
              kind: "property",
              key: boundServices[bound.kind].member,
              value: resourceName(bound.kind, bound.name, span),
            },
            ...(input.kind === "object" ? input.members : [{ kind: "spread", value: input } as const]),
          ],
          types: objectType,
          span,
        };
  const receiver = skipWrappers(call.expression);
  const title = ts.isPropertyAccessExpression(receiver) ? `${receiver.expression.getText()}.${action}` : action;
  return effect(analyser, call, options, {
    title,
    resource: optimisedResource(service, action) ?? `arn:aws:states:::aws-sdk:${service}:${action}`,
    arguments: args,
    uses: serviceUses(service, action, args, bound),
  });
}

/** `athena.startQueryExecution.sync({ … })`: the call comes back when the job has ended. */
function jobEffect(
  analyser: Analyser,
  call: ts.CallExpression,
  declared: ServiceDeclaration,
  action: string,
): TaskEffect {
  const callee = skipWrappers(call.expression);
  const resource = jobResource(declared.service, action);
  const started = serviceEffect(analyser, call, declared, action, undefined);
  if (resource === undefined) {
    analyser.problem(call.expression, "SP1430", { name: `${declared.service}:${action}` });
    return started;
  }
  return {
    ...started,
    title: ts.isPropertyAccessExpression(callee) ? callee.expression.getText() : started.title,
    resource,
    uses: started.roleArn === undefined ? [...started.uses, ...jobUses(resource)] : started.uses,
    // A failed execution has its own error in the cause, as that of a nested workflow has.
    wrapsErrors: resource.includes(":states:startExecution"),
  };
}

/** `bus.publish("OrderPlaced", detail)`. */
function publishEffect(analyser: Analyser, call: ts.CallExpression, declared: BusDeclaration): TaskEffect {
  const span = analyser.span(call);
  const [typeNode, detailNode, optionsNode] = call.arguments;
  const [detailType, detail] = analyser.expressions([typeNode, detailNode].filter((node) => node !== undefined));
  const entry = object(
    {
      EventBusName: resourceName("bus", declared.name, span),
      Source: text(declared.source, span),
      DetailType: detailType ?? text("", span),
      Detail: detail ?? object({}, span),
    },
    span,
  );
  const use: ResourceUse = { kind: "bus", name: declared.name, actions: ["events:PutEvents"] };
  const name = detailType?.kind === "literal" ? `publish ${String(detailType.value)}` : `publish to ${declared.name}`;
  return effect(analyser, call, readCallOptions(analyser, optionsNode), {
    title: name,
    resource: "arn:aws:states:::events:putEvents",
    arguments: object(
      { Entries: { kind: "array", elements: [{ spread: false, value: entry }], types: 32, span } },
      span,
    ),
    value: analyser.undefined(span),
    uses: [use],
  });
}
