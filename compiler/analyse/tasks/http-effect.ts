import ts from "typescript";
import { formHeaders, formTransform } from "../../../dsl/http-endpoint.js";
import type { Expression, ObjectLiteral } from "../../ir/expression.js";
import type { TaskEffect } from "../../ir/statement.js";
import { anyType, objectType, stringType, undefinedType } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../functions.js";
import { constantOf } from "../constant.js";
import { type ReadOptions, readCallOptions, report, retryChain, usesOf } from "./call-options.js";
import { httpTimeout, resourceName } from "./declarations.js";
import { object, states, text } from "./perform.js";
import type { EndpointDeclaration } from "./resources.js";

const methods: Readonly<Record<string, string>> = {
  get: "GET",
  head: "HEAD",
  post: "POST",
  put: "PUT",
  patch: "PATCH",
  delete: "DELETE",
};

/**
 * `tax.post("/quotes", { body, headers, query }, options)`.
 *
 *     Resource:  http:invoke
 *     Arguments: { ApiEndpoint, Method, Authentication: { ConnectionArn }, Headers?, QueryParameters?, RequestBody?, Transform? }
 */
export function httpEffect(
  analyser: Analyser,
  call: ts.CallExpression,
  declared: EndpointDeclaration,
  action: string,
): TaskEffect | undefined {
  const method = methods[action];
  const [pathNode, requestNode, optionsNode] = call.arguments;
  if (method === undefined || pathNode === undefined) return undefined;
  const span = analyser.span(call);
  const given = analyser.expressions([pathNode, requestNode].filter((node) => node !== undefined));
  const [path, request] = given as [Expression, Expression?];
  const part = (name: string): Expression | undefined => memberOf(request, name);
  const url = resourceName("endpoint", declared.url, span);
  const body = part("body");
  const form = body === undefined ? undefined : declared.form;
  const headers = withForm(part("headers"), form !== undefined, span);
  if (headers !== undefined) refuseHeaders(analyser, requestNode ?? call, headers);
  const query = part("query");
  const fields: Record<string, Expression> = {
    ApiEndpoint: { kind: "concatenation", parts: [url, path], types: stringType, span },
    Method: text(method, span),
    Authentication: object({ ConnectionArn: resourceName("connection", declared.connection, span) }, span),
    ...(headers === undefined ? {} : { Headers: headers }),
    ...(query === undefined ? {} : { QueryParameters: query }),
    ...(body === undefined ? {} : { RequestBody: body }),
    ...(form === undefined ? {} : { Transform: literalOf(analyser, formTransform(form.arrayFormat as never), call) }),
  };
  const options = readHttpOptions(analyser, optionsNode, declared);
  return {
    kind: "task",
    title: `${method} ${titleOf(declared, pathNode)}`,
    resource: "arn:aws:states:::http:invoke",
    arguments: object(fields, span),
    value: states("result", objectType, span),
    ...options,
    uses: usesOf(options, [
      { kind: "endpoint", name: declared.name, actions: ["states:InvokeHTTPEndpoint"], methods: [method] },
      {
        kind: "connection",
        name: declared.connection,
        actions: [
          "events:RetrieveConnectionCredentials",
          "secretsmanager:DescribeSecret",
          "secretsmanager:GetSecretValue",
        ],
      },
    ]),
    human: undefined,
    wrapsErrors: false,
  };
}

function readHttpOptions(
  analyser: Analyser,
  node: ts.Expression | undefined,
  declared: EndpointDeclaration,
): ReadOptions {
  const options = readCallOptions(analyser, node);
  const { timeoutSeconds: own } = declared;
  const timeout = options.timeoutSeconds && constantOf(options.timeoutSeconds);
  if (node !== undefined && timeout?.known === true) {
    const duration = `${timeout.value as number}s`;
    report(analyser, node, 0, () => httpTimeout(duration));
  }
  return {
    ...options,
    retry: retryChain([...options.retry, ...declared.retry]),
    timeoutSeconds: options.timeoutSeconds ?? (own === undefined ? undefined : analyser.literal(own, declared.span)),
  };
}

/** A member of the request: the expression where the request is written out, else what it holds, which may be nothing. */
function memberOf(request: Expression | undefined, name: string): Expression | undefined {
  if (request === undefined || request.kind === "undefined") return undefined;
  const isWrittenOut =
    request.kind === "object" &&
    request.members.every((member) => member.kind === "property" && typeof member.key === "string");
  if (!isWrittenOut) {
    return { kind: "property", object: request, name, types: anyType | undefinedType, span: request.span };
  }
  const member = request.members.find((candidate) => candidate.kind === "property" && candidate.key === name);
  return member?.value.kind === "undefined" ? undefined : member?.value;
}

function withForm(headers: Expression | undefined, isForm: boolean, span: SourceSpan): Expression | undefined {
  if (!isForm) return headers;
  const own = Object.entries(formHeaders).map(([key, value]) => ({
    kind: "property" as const,
    key,
    value: text(value, span),
  }));
  const given: ObjectLiteral["members"] =
    headers === undefined ? [] : headers.kind === "object" ? headers.members : [{ kind: "spread", value: headers }];
  return { kind: "object", members: [...own, ...given], types: objectType, span };
}

/** Headers that AWS does not let an HTTP task set (AWS page "Call HTTPS APIs", `Headers`). */
const refusedHeaders =
  `A-IM Accept-Charset Accept-Datetime Accept-Encoding Authorization Cache-Control Connection Content-Encoding Content-MD5
Date Expect Forwarded From Host HTTP2-Settings If-Match If-Modified-Since If-None-Match If-Range If-Unmodified-Since
Max-Forwards Origin Pragma Proxy-Authorization Referer Server TE Trailer Transfer-Encoding Upgrade Via Warning`
    .toLowerCase()
    .split(/\s+/);

function refuseHeaders(analyser: Analyser, node: ts.Node, headers: Expression): void {
  if (headers.kind !== "object") return;
  for (const member of headers.members) {
    if (member.kind !== "property" || typeof member.key !== "string") continue;
    const name = member.key.toLowerCase();
    if (!refusedHeaders.includes(name) && !/^x-(forwarded|amz|amzn)-/.test(name)) continue;
    const reason = `AWS does not let a state set the header ${member.key}; put it into the connection, if the service needs it`;
    analyser.problem(node, "SP1402", { reason });
  }
}

function literalOf(analyser: Analyser, value: object, node: ts.Node): Expression {
  const span = analyser.span(node);
  return object(
    Object.fromEntries(
      Object.entries(value).map(([key, member]: [string, unknown]) => [
        key,
        typeof member === "string" ? text(member, span) : literalOf(analyser, member as object, node),
      ]),
    ),
    span,
  );
}

/** `tax-service /quotes`; of a computed path, what is written. */
function titleOf({ name }: EndpointDeclaration, pathNode: ts.Expression): string {
  const inner = skipWrappers(pathNode);
  return ts.isStringLiteralLike(inner) ? `${name} ${inner.text}` : `${name} ${inner.getText().replaceAll("`", "")}`;
}
