import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { TaskEffect } from "../../ir/statement.js";
import { jsonValue } from "../../ir/json-value.js";
import type { Analyser } from "../analyser.js";
import { constantOf } from "../constant.js";
import { skipWrappers } from "../functions.js";
import { lambdaServiceRetrier, readCallOptions, retryChain } from "./call-options.js";
import { resourceName } from "./declarations.js";
import { isNamedHere, makerOf } from "./makers.js";
import { lambdaPayload, object } from "./perform.js";
import type { ActivityDeclaration } from "./resources.js";
import { type Call, effect, inputAndOptions, payloadOf } from "./task-effect.js";

/** The name in `lambdaFunction<Order, Price>(name)`, called on the spot or by a constant that stands for the name then. */
export function namedFunction(analyser: Analyser, callee: ts.Expression): ts.Expression | undefined {
  const made = skipWrappers(callee);
  if (ts.isCallExpression(made)) {
    return isNamedHere(made) && makerOf(analyser, made) === "lambdaFunction" ? made.arguments[0] : undefined;
  }
  const declaration = ts.isIdentifier(made) ? analyser.symbolOf(made)?.valueDeclaration : undefined;
  const isConstant = declaration !== undefined && ts.isVariableDeclaration(declaration);
  const call = isConstant && declaration.initializer ? skipWrappers(declaration.initializer) : undefined;
  if (call === undefined || !ts.isCallExpression(call) || !isNamedHere(call)) return undefined;
  return makerOf(analyser, call) === "lambdaFunction" ? made : undefined;
}

/** `lambdaFunction<Order, Price>(input.pricing)(order)`. */
export function namedFunctionEffect(analyser: Analyser, call: ts.CallExpression, nameNode: ts.Expression): TaskEffect {
  const [inputNode, optionsNode] = call.arguments;
  const given = analyser.expressions([nameNode, inputNode].filter((node) => node !== undefined));
  const [name, input = analyser.literal(null, analyser.span(call))] = given as [Expression, Expression?];
  const options = readCallOptions(analyser, optionsNode);
  return functionEffect(analyser, call, name, { input: jsonValue(input), options });
}

/** A function that others deploy. Its permission names it where its name is known. */
export function functionEffect(
  analyser: Analyser,
  call: ts.CallExpression,
  name: Expression,
  { input, options }: Call,
): TaskEffect {
  const span = analyser.span(call);
  const constant = constantOf(name);
  const known = constant.known && typeof constant.value === "string" ? constant.value : undefined;
  const actions = ["lambda:InvokeFunction"];
  return effect(analyser, call, options, {
    title: known !== undefined ? functionTitle(known) : `call ${titleOfName(call)}`,
    resource: "arn:aws:states:::lambda:invoke",
    arguments: object({ FunctionName: name, Payload: lambdaPayload(input) }, span),
    value: payloadOf(analyser, call),
    retry: retryChain([...options.retry, lambdaServiceRetrier]),
    uses: [
      known !== undefined
        ? { kind: "arn", name: functionArn(known), actions }
        : { kind: "any", name: undefined, actions },
    ],
  });
}

/** `input.pricing` in `lambdaFunction<Order, Price>(input.pricing)(order)`. */
function titleOfName(call: ts.CallExpression): string {
  const made = skipWrappers(call.expression);
  return ts.isCallExpression(made) ? (made.arguments[0]?.getText() ?? "") : made.getText();
}

const functionArn = (name: string): string => (name.startsWith("arn:") ? name : `arn:aws:lambda:*:*:function:${name}`);

const functionTitle = (name: string): string => /:function:([\w-]+)/.exec(name)?.[1] ?? name;

/** Work of an activity: the state has its ARN and its input, no integration. */
export function activityEffect(analyser: Analyser, call: ts.CallExpression, { name }: ActivityDeclaration): TaskEffect {
  const span = analyser.span(call);
  const { input, options } = inputAndOptions(analyser, call);
  return effect(analyser, call, options, {
    title: name,
    resource: resourceName("activity", name, span),
    arguments: input,
    uses: [],
  });
}
